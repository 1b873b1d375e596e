"""Pages and files through jinja2 templates: every value is escaped, and what is missing raises."""

from collections.abc import Callable, Container, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path
from traceback import extract_tb
from urllib.parse import quote

from jinja2 import (
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    nodes,
)
from markupsafe import Markup

from tracker.derive.change_sections import count_groups, row_of
from tracker.derive.commencement import is_not_shown_in_statute
from tracker.derive.commitments import pressing_first
from tracker.derive.evidence_reach import points_reach
from tracker.derive.in_force import acting_bodies, deciding_laws, next_date
from tracker.derive.services import dialled_number, services_on_every_page
from tracker.derive.status import response_date, status_groups
from tracker.derive.voices import claiming_body
from tracker.derive.withdrawn_sources import withdrawn_on
from tracker.load.dataset import Dataset
from tracker.outputs.context import BuildContext, Page, Templated, relative_url
from tracker.outputs.metadata import jsonld
from tracker.problems import printable, quoted, suggest
from tracker.render.abbreviations import Abbreviations
from tracker.render.bytecode import TemplateBytecode
from tracker.render.first_marks import with_first_marks
from tracker.render.icons import with_icons
from tracker.schema.records import Site
from tracker.text.answer_lines import (
    laws_answer,
    laws_to_answer,
    measure_answer,
    more_laws_text,
    next_date_text,
    point_answer,
    upcoming_text,
)
from tracker.text.body_sentences import (
    body_answer,
    earlier_name_texts,
    end_of_body,
    promise_counts_text,
    unnamed_successor,
)
from tracker.text.claim_sentences import (
    claims_text,
    recommendation_claims,
    recommendation_voice,
    voice_heading,
    voice_owner,
    voice_text,
)
from tracker.text.commitment_sentences import (
    NO_DATE_GIVEN,
    commitment_finding,
    due_date_texts,
    due_dates_text,
    open_promises_text,
    undated_finding,
    withdrawn_commitment_text,
)
from tracker.text.comparison_sentences import ToldComparison
from tracker.text.end_sentences import measure_end_text
from tracker.text.health_sentences import health_note, health_texts
from tracker.text.independent_sentences import element_numbers, independent_finding_texts
from tracker.text.list_sentences import (
    all_text,
    divided_list_text,
    events_text,
    more_text,
    newest_text,
    others_text,
)
from tracker.text.matrix_cells import matrix_table, passed_text
from tracker.text.names import (
    body_name,
    body_now,
    measure_short_name,
    nation_names,
    nations_in_brief,
    path_of,
    place_in_report,
    recommendation_label,
    short_name,
)
from tracker.text.overview_sentences import (
    home_heading,
    looked_at_text,
    makes_text,
    no_promise_text,
    promises_not_looked_for,
    searched_at_least_text,
    size_text,
)
from tracker.text.part_sentences import gaps_text, points_text
from tracker.text.phrases import (
    NOT_LOOKED_YET,
    date_in_its_year,
    escape_bibtex,
    format_date,
    none_text,
    plain_text,
    pluralise,
    searched_pieces,
    short_date,
    upper_first,
)
from tracker.text.point_sentences import (
    GROUP_TEXTS,
    PHASE_LABELS,
    all_points_text,
    older_span,
    point_action,
    point_rest,
    point_when,
    points_answer,
)
from tracker.text.report_sentences import quarter_events_text
from tracker.text.source_sentences import (
    publisher_name,
    seen_texts,
    source_details,
    source_remarks,
    source_title,
    usual_grade,
    weak_grades_text,
    withdrawn_text,
)
from tracker.text.span_sentences import (
    ROW_LABELS,
    SECTION_LABELS,
    SECTION_NOTES,
    month_label,
)
from tracker.text.stage_sentences import (
    expected_state,
    expected_step,
    implication_end,
    measure_state,
    stage_dated_label,
    stage_state,
    statute_start_text,
)
from tracker.text.status_sentences import (
    NO_FINDING_YET,
    absence,
    cell_name,
    confidence_scope,
    confidence_texts,
    finding_place,
    finding_since,
    flag_text,
    label_text,
    scope_text,
    share_count_text,
    share_text,
)
from tracker.text.timeline_sentences import LOOKED_LANE, timeline_summary
from tracker.text.timing_sentences import (
    label_searched,
    reach_text,
    unseen_start_text,
    unseen_starts_text,
)
from tracker.text.withdrawal_sentences import (
    what_rested_text,
    withdrawn_answers_text,
    withdrawn_finding_text,
    withdrawn_measures_text,
    withdrawn_part_text,
    withdrawn_promises_text,
    withdrawn_records_text,
)

HANDWRITTEN_PAGES = frozenset(
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
"""The paths of all pages that are written by hand in docs/, for templates that link to them. The
crawl of the built site finds out whether they exist. A record may have such pages of its own.
"""


HANDMADE_FILES = "assets/"
"""The folder of the files of docs/ that are no pages."""


class NoSuchPageError(LookupError):
    """A template links to a page or a file that does not exist."""


class BrokenPageError(ValueError):
    """A page written by hand cannot be filled in; its message is a sentence that says why. `file`
    is the path of the page that it extends, where the fault is there.
    """

    def __init__(self, message: str, line: int, file: str | None = None) -> None:
        super().__init__(message)
        self.line, self.file = line, file


class _Titles(Mapping[str, str]):
    """The titles of pages by their paths. No page is listed before it is asked for."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self._pages = pages

    def __getitem__(self, path: str) -> str:
        return self._pages[path].title

    def __contains__(self, path: object) -> bool:
        return path in self._pages

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)


class PageRenderer:
    """Renders the pages of a site, each by itself. `pages` are all that there are by their paths,
    and `files` the paths of all other files, which a page may link to.
    """

    def __init__(
        self, context: BuildContext, pages: Mapping[str, Page], files: Container[str] = ()
    ) -> None:
        titles = context.named("titles", _Titles(pages))
        self._paths, self._files = titles, files
        facts = context.facts
        vocabulary = facts.dataset.vocabulary
        self._shared = {
            "facts": facts,
            "dataset": facts.dataset,
            "vocabulary": vocabulary,
            "today": context.today,
            "services_on_every_page": services_on_every_page(facts.dataset),
            "url": context.url,
            "title_of": lambda target: titles[f"{target}/"],
            "alternates_of": lambda path: context.alternates.get(path, ()),
            "points_reach": partial(points_reach, facts.dataset, facts.assessments),
            **_dataset_functions(facts.dataset, context.today),
        }
        self._abbreviations = Abbreviations(vocabulary.glossary.values())

    def html(self, page: Page) -> str:
        """The finished HTML of a page's main landmark. Raises NoSuchPageError for a link to a page
        or a file that is not in the site's table, jinja2's UndefinedError for a missing value.
        """
        to = partial(_to, self._paths, page.path)
        values = {
            **self._shared,
            "page": page,
            "to": to,
            "link": partial(_link, to),
            "file": partial(_file, self._files, page.path),
            **page.values(),
        }
        html = template_environment().get_template(page.template).render(values)
        return with_icons(with_first_marks(self._abbreviations.expand(html)))

    def handwritten(self, text: str, folder: Path) -> str:
        """The Markdown of a page written by hand, whose text is a template of the same values as
        those of other pages. It may extend a page of a folder. Raises BrokenPageError.
        """
        try:
            return _handwritten_template(text, folder).render(self._shared)
        except TemplateError as error:
            file, line = fault_place(error)
            is_own = file == _OWN_FILE
            message = f"cannot be filled in: {error.message}"
            raise BrokenPageError(message, line, None if is_own else file) from None


@lru_cache(maxsize=64)
def _handwritten_template(text: str, folder: Path) -> Template:
    """The template that a page written by hand is. It may extend a page of a folder, and then fills
    in blocks of that alone.
    """
    environment = template_environment().overlay(
        loader=FileSystemLoader(folder), finalize=_as_markdown, bytecode_cache=None
    )
    tree = environment.parse(text)
    extended = tree.find(nodes.Extends)
    name = getattr(extended and extended.template, "value", None)
    if name in environment.list_templates():
        known = sorted(environment.get_template(name).blocks)
        for block in tree.find_all(nodes.Block):
            if block.name not in known:
                message = f"{quoted(block.name)} is no block of {name}{suggest(block.name, known)}"
                raise BrokenPageError(message, block.lineno)
    return environment.from_string(text)


def render_file(content: str | bytes | Templated) -> str | bytes:
    """The content of a file, rendered where it is a template."""
    if isinstance(content, Templated):
        return template_environment().get_template(content.template).render(content.values) + "\n"
    return content


COMPARISON_FORMS = {"text": "txt", "markdown": "md", "html": "html"}
"""The forms in which a comparison is shown, each with the ending of its template."""


def render_comparison(told: ToldComparison, form: str, address: str | None) -> str:
    """A comparison in one of its forms. Its links are absolute where the site's `address` is known,
    which ends with a slash, and else the paths of its pages.
    """
    environment = {
        "text": template_environment().overlay(
            autoescape=False, finalize=_as_line, bytecode_cache=None
        ),
        "markdown": template_environment().overlay(finalize=_as_markdown, bytecode_cache=None),
        "html": template_environment(),
    }[form]

    def url(path: str) -> str:
        return path if not path or is_address(path) else f"{address or ''}{path}"

    values = {"told": told, "url": url, "is_address": is_address, "in_markdown": _link_target}
    template = environment.get_template(f"comparison.{COMPARISON_FORMS[form]}")
    return template.render(values).strip() + "\n"


def is_address(path: str) -> bool:
    """Whether a link leads to an address, and is no path of a page."""
    return path.startswith(("https://", "http://"))


def _as_line(value: object) -> str:
    return printable(str(value))


def _link_target(url: str) -> Markup:
    """An address as the target of a link in Markdown, between `<` and `>`."""
    return Markup(url.translate({ord(sign): quote(sign) for sign in "<>\\ \n"}))


def document(page: Page, html: str, site: Site, address: str) -> str:
    """A page as a whole HTML document without a theme: title, metadata, JSON-LD and body, which is
    the HTML of its main landmark. `address` is the site's.
    """
    values = {
        "page": page,
        "body": Markup(html),
        "language": site.language,
        "jsonld": Markup(jsonld(page, site.name, address)),
        "canonical": f"{address}{page.moved_to or page.path}",
    }
    return template_environment().get_template("document.html").render(values) + "\n"


_OWN_FILE = "<template>"
"""What stands for the file of a template that was made of a text."""


def is_fault_of_template(error: BaseException) -> bool:
    """Whether an error is that of a template: its message says what is wrong there."""
    return isinstance(error, TemplateError)


def fault_place(error: BaseException) -> tuple[str, int]:
    """The file and the line at which an error was met: in a template, where one was read."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or _OWN_FILE, error.lineno
    if (name := getattr(error, "filename", None)) and (line := getattr(error, "lineno", None)):
        return name, line
    frames = extract_tb(error.__traceback__)
    of_templates = [frame for frame in frames if not frame.filename.endswith(".py")]
    frame = (of_templates or frames)[-1]
    return frame.filename, frame.lineno or 1


_MARKDOWN_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>\"'\\`*_[](){}#|~!"})


def _as_markdown(value: object) -> object:
    """A value as Markdown that shows it as it is, with none of it markup."""
    if isinstance(value, Markup):
        return value
    return Markup(str(value).translate(_MARKDOWN_SIGNS))


@cache
def template_environment() -> Environment:
    """The one environment of all templates: autoescaped, and strict about what is missing. It reads
    a template once; a preview sets `auto_reload`.
    """
    environment = Environment(
        loader=PackageLoader("tracker.render"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=TemplateBytecode(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "bibtex": escape_bibtex,
        "capitalised": upper_first,
        "day": format_date,
        "plain": plain_text,
        "short_day": short_date,
    }
    environment.globals |= {
        "GROUP_TEXTS": GROUP_TEXTS,
        "NO_DATE_GIVEN": NO_DATE_GIVEN,
        "NO_FINDING_YET": NO_FINDING_YET,
        "LOOKED_LANE": LOOKED_LANE,
        "NOT_LOOKED_YET": NOT_LOOKED_YET,
        "PHASE_LABELS": PHASE_LABELS,
        "absence": absence,
        "all_points_text": all_points_text,
        "all_text": all_text,
        "confidence_scope": confidence_scope,
        "confidence_texts": confidence_texts,
        "date_in_its_year": date_in_its_year,
        "dialled_number": dialled_number,
        "count_groups": count_groups,
        "divided_list_text": divided_list_text,
        "due_date_texts": due_date_texts,
        "due_dates_text": due_dates_text,
        "earlier_name_texts": earlier_name_texts,
        "element_numbers": element_numbers,
        "end_of_body": end_of_body,
        "events_text": events_text,
        "flag_text": flag_text,
        "health_note": health_note,
        "health_texts": health_texts,
        "home_heading": home_heading,
        "searched_at_least_text": searched_at_least_text,
        "label_searched": label_searched,
        "looked_at_text": looked_at_text,
        "makes_text": makes_text,
        "more_text": more_text,
        "newest_text": newest_text,
        "open_promises_text": open_promises_text,
        "others_text": others_text,
        "quarter_events_text": quarter_events_text,
        "ROW_LABELS": ROW_LABELS,
        "SECTION_LABELS": SECTION_LABELS,
        "SECTION_NOTES": SECTION_NOTES,
        "month_label": month_label,
        "measure_short_name": measure_short_name,
        "older_span": older_span,
        "passed_text": passed_text,
        "point_action": point_action,
        "point_rest": point_rest,
        "points_answer": points_answer,
        "pressing_first": pressing_first,
        "promise_counts_text": promise_counts_text,
        "plural": pluralise,
        "points_text": points_text,
        "no_promise_text": no_promise_text,
        "none_text": none_text,
        "promises_not_looked_for": promises_not_looked_for,
        "publisher_name": publisher_name,
        "reach_text": reach_text,
        "scope_text": scope_text,
        "share_count": share_count_text,
        "size_text": size_text,
        "searched": searched_pieces,
        "source_remarks": source_remarks,
        "source_title": source_title,
        "what_rested_text": what_rested_text,
        "unseen_starts_text": unseen_starts_text,
        "undated_finding": undated_finding,
        "unnamed_successor": unnamed_successor,
        "usual_grade": usual_grade,
        "weak_grades_text": weak_grades_text,
        "withdrawn_answers_text": withdrawn_answers_text,
        "withdrawn_commitment_text": withdrawn_commitment_text,
        "withdrawn_finding_text": withdrawn_finding_text,
        "withdrawn_measures_text": withdrawn_measures_text,
        "withdrawn_part_text": withdrawn_part_text,
        "withdrawn_promises_text": withdrawn_promises_text,
        "withdrawn_records_text": withdrawn_records_text,
        "withdrawn_text": withdrawn_text,
    }
    return environment


def _dataset_functions(dataset: Dataset, today: date) -> dict[str, Callable[..., object]]:
    """The functions of `text` that need the dataset, or the day too, which they are given here, by
    their names in templates.
    """
    statuses = dataset.vocabulary.statuses
    return {
        "acting_bodies": partial(acting_bodies, dataset),
        "body_answer": partial(body_answer, statuses),
        "body_name": partial(body_name, dataset),
        "body_now": partial(body_now, dataset),
        "cell_name": partial(cell_name, dataset),
        "change_row": partial(row_of, dataset),
        "claiming_body": partial(claiming_body, dataset),
        "claims_text": partial(claims_text, dataset),
        "commitment_finding": partial(commitment_finding, dataset),
        "finding_place": partial(finding_place, dataset),
        "finding_since": partial(finding_since, statuses),
        "gaps_text": partial(gaps_text, dataset),
        "implication_end": partial(implication_end, dataset, today=today),
        "independent_finding_texts": partial(independent_finding_texts, dataset),
        "label_text": partial(label_text, dataset),
        "deciding_laws": deciding_laws,
        "is_not_shown_in_statute": partial(is_not_shown_in_statute, dataset),
        "laws_answer": partial(laws_answer, dataset, today=today),
        "laws_to_answer": partial(laws_to_answer, dataset, today=today),
        "matrix_table": partial(matrix_table, dataset, today=today),
        "measure_answer": partial(measure_answer, dataset, today=today),
        "measure_end_text": partial(measure_end_text, dataset, today=today),
        "measure_state": partial(measure_state, dataset, today=today),
        "more_laws_text": partial(more_laws_text, dataset, today=today),
        "nations": partial(nation_names, dataset),
        "nations_in_brief": partial(nations_in_brief, dataset),
        "next_date": partial(next_date, today=today),
        "unseen_start_text": partial(unseen_start_text, dataset),
        "upcoming_text": partial(upcoming_text, dataset),
        "place_in_report": partial(place_in_report, dataset),
        "point_answer": partial(point_answer, dataset),
        "point_when": partial(point_when, dataset),
        "recommendation_claims": partial(recommendation_claims, dataset),
        "recommendation_label": partial(recommendation_label, dataset),
        "recommendation_voice": partial(recommendation_voice, dataset),
        "response_date": partial(response_date, dataset),
        "withdrawn_on": partial(withdrawn_on, dataset),
        "seen_texts": partial(seen_texts, dataset.vocabulary["seen"]),
        "share_text": partial(share_text, statuses),
        "source_details": partial(source_details, dataset.vocabulary.grades),
        "next_date_text": partial(next_date_text, dataset),
        "expected_state": partial(expected_state, dataset),
        "expected_step": partial(expected_step, dataset),
        "stage_dated_label": partial(stage_dated_label, dataset),
        "stage_state": partial(stage_state, dataset, today=today),
        "short_name": partial(short_name, dataset),
        "status_groups": partial(status_groups, tuple(statuses)),
        "timeline_summary": partial(timeline_summary, dataset, today=today),
        "statute_start_text": partial(statute_start_text, dataset),
        "voice_heading": partial(voice_heading, dataset),
        "voice_owner": partial(voice_owner, dataset),
        "voice_text": partial(voice_text, dataset),
    }


def _to(paths: Container[str], page: str, target: str) -> str:
    path = target.partition("#")[0]
    if path not in HANDWRITTEN_PAGES and path not in paths:
        raise NoSuchPageError(f"the page '{page}' links to '{target}', which is no page")
    return relative_url(target, page)


def _file(files: Container[str], page: str, target: str) -> str:
    if target not in files and not target.startswith(HANDMADE_FILES):
        raise NoSuchPageError(f"the page '{page}' links to '{target}', which is no file")
    return relative_url(target, page)


def _link(to: Callable[[str], str], folder: str, id: str) -> str:
    return to(path_of(folder, id))
