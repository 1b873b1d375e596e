"""The template engine: the only importer of jinja2."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext, Page, Templated, relative_url
from tracker.outputs.metadata import jsonld
from tracker.render.abbreviations import Abbreviations
from tracker.text.commitment_sentences import NO_DATE_GIVEN, commitment_finding, due_date_texts
from tracker.text.names import nation_names, path_of, recommendation_label
from tracker.text.phrases import (
    escape_bibtex,
    format_date,
    plain_text,
    pluralise,
    searched_pieces,
)
from tracker.text.stage_sentences import (
    commencement_text,
    expected_state,
    implication_start,
    measure_state,
    stage_label,
    stage_state,
    stage_with_date,
)
from tracker.text.status_sentences import (
    confidence_text,
    element_since,
    flag_text,
    share_text,
    status_counts_text,
)

PROSE = frozenset(
    {
        "about/",
        "accessibility/",
        "contribute/",
        "leaving/",
        "method/",
        "method/challenge/",
        "terms/",
    }
)
"""Pages that are written by hand in docs/: pages link to them, and the crawl sees that they are
there.
"""


class NoSuchPageError(LookupError):
    """A template links to a page that does not exist."""


@dataclass(frozen=True)
class Rendered:
    """A page with its finished HTML: what stands inside the page's main landmark."""

    page: Page
    html: str


def render(context: BuildContext, pages: Iterable[Page]) -> tuple[Rendered, ...]:
    """Each page's HTML. Raises NoSuchPageError for a link to nowhere, jinja2's UndefinedError for a
    missing value.
    """
    pages, facts = tuple(pages), context.facts
    titles = {page.path: page.title for page in pages}
    known = frozenset(titles) | PROSE
    vocabulary = facts.dataset.vocabulary
    shared = {
        "facts": facts,
        "dataset": facts.dataset,
        "vocabulary": vocabulary,
        "today": context.today,
        "url": context.url,
        "title_of": lambda target: titles[f"{target}/"],
        **_sentences(facts.dataset),
    }
    abbreviations = Abbreviations(vocabulary.glossary.values())
    done = []
    for page in pages:
        to = partial(_to, known, page.path)
        values = {
            **shared,
            "page": page,
            "to": to,
            "link": partial(_link, to),
            "file": partial(relative_url, page=page.path),
            **page.values,
        }
        html = environment().get_template(page.template).render(values)
        done.append(Rendered(page, abbreviations.written_out(html)))
    return tuple(done)


def render_file(content: str | bytes | Templated) -> str | bytes:
    """The content of a file, made by its template where it has one."""
    if isinstance(content, Templated):
        return environment().get_template(content.template).render(content.values) + "\n"
    return content


def document(rendered: Rendered, name: str, address: str) -> str:
    """A page as a whole HTML document without a theme: what it is called, what it says about
    itself, and its body. `name` and `address` are the site's.
    """
    about = jsonld(rendered.page, name, address)
    values = {"page": rendered.page, "body": Markup(rendered.html), "linked": Markup(about)}
    return environment().get_template("document.html").render(values) + "\n"


@cache
def environment() -> Environment:
    """The one environment of all templates: autoescaped, and strict about what is missing."""
    made = Environment(
        loader=PackageLoader("tracker.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": format_date, "plain": plain_text, "bibtex": escape_bibtex}
    made.globals |= {
        "NO_DATE_GIVEN": NO_DATE_GIVEN,
        "commitment_finding": commitment_finding,
        "confidence_text": confidence_text,
        "due_date_texts": due_date_texts,
        "expected_state": expected_state,
        "flag_text": flag_text,
        "plural": pluralise,
        "searched": searched_pieces,
        "stage_state": stage_state,
    }
    return made


def _sentences(dataset: Dataset) -> dict[str, Callable[..., object]]:
    """What puts the facts of a record into words and needs the record for it, by the name that
    templates call it by.
    """
    statuses = dataset.vocabulary.statuses
    return {
        "commencement_text": partial(commencement_text, dataset),
        "element_since": partial(element_since, statuses),
        "implication_start": partial(implication_start, dataset),
        "measure_state": partial(measure_state, dataset),
        "nations": partial(nation_names, dataset),
        "recommendation_label": partial(recommendation_label, dataset),
        "share_text": partial(share_text, statuses),
        "stage_label": partial(stage_label, dataset),
        "stage_with_date": partial(stage_with_date, dataset),
        "status_counts_text": partial(status_counts_text, statuses),
    }


def _to(known: frozenset[str], page: str, target: str) -> str:
    if target.partition("#")[0] not in known:
        raise NoSuchPageError(f"the page '{page}' links to '{target}', which is no page")
    return relative_url(target, page)


def _link(to: Callable[[str], str], folder: str, id: str) -> str:
    return to(path_of(folder, id))
