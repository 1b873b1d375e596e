"""What others can show of a recommendation as a picture: a badge and a small card, each an SVG that
asks for nothing else, and the page that gives the words to put them in.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from textwrap import wrap

from tracker.derive.standing import Standing
from tracker.publish.address import numbered
from tracker.publish.divided import divided
from tracker.publish.edition import Edition, File, Output
from tracker.publish.page import Page
from tracker.publish.words import day_words
from tracker.record.model import Report
from tracker.render.engine import environment

INDEX = "embed/"
A_CHARACTER = 6.6
"""About how wide a character of the badge is; the picture stretches its text to what was reckoned,
as each reader's font differs.
"""
IN_A_TITLE = 40
"""How many characters of the card's title fit on a line."""
BADGE_HEIGHT, CARD = 28, (440, 168)


def pages(edition: Edition) -> Iterator[Page]:
    """The page with every badge and card, and the HTML that shows it; where they are very many, one
    for each report.
    """
    reports = edition.tracker.reports
    page = Page(
        path=INDEX,
        template="embed.html",
        title="Badges and cards",
        description="The label of a recommendation as a picture for your own page: no script, "
        "nothing that follows your readers.",
        values={"badge_height": BADGE_HEIGHT, "card": CARD},
        trail=(("Data", "data/"),),
        facets={"kind": "Data"},
        names=("Embed", "badge", "badges", "widget"),
        searchable=False,
    )
    shown = [
        (standing, said(edition, standing), _badge_width(edition, standing))
        for standing in edition.facts.standings.values()
    ]
    yield from divided(page, "shown", shown, partial(_part, reports))


Shown = tuple[Standing, str, int]


def _part(reports: Mapping[str, Report], shown: Shown) -> tuple[str, str]:
    report = shown[0].recommendation.report
    return report, reports[report].short


def files(edition: Edition, _: Sequence[Page]) -> Iterator[File]:
    """The two pictures of each recommendation."""
    for standing in edition.facts.standings.values():
        values = {
            "standing": standing,
            "said": said(edition, standing),
            "name": numbered(edition.tracker, standing.recommendation),
            "share": _share(edition, standing),
            "label": edition.tracker.vocabulary.labels[standing.label],
            "site": edition.tracker.site.name,
            "title": wrap(standing.recommendation.title, IN_A_TITLE, max_lines=2, placeholder=" …"),
            "left": _width(numbered(edition.tracker, standing.recommendation)),
            "right": _width(_share(edition, standing)) + 20,
            "height": BADGE_HEIGHT,
            "card": CARD,
        }
        path = f"{INDEX}{standing.recommendation.id}"
        for form in ("badge", "card"):
            template = environment().get_template(f"embed_{form}.svg")
            yield f"{path}/{form}.svg", template.render(values) + "\n"


def said(edition: Edition, standing: Standing) -> str:
    """What a picture says, for those who do not see it."""
    vocabulary = edition.tracker.vocabulary
    label = vocabulary.labels[standing.label].label
    return (
        f"{numbered(edition.tracker, standing.recommendation)}: the record shows {label}; "
        f"{standing.share.words(vocabulary.labels)}. "
        f"Searched up to {day_words(standing.evidence_to)}. {edition.tracker.site.name}"
    )


def _share(edition: Edition, standing: Standing) -> str:
    """The label with its share and its day, as it is never shown without."""
    short = edition.tracker.vocabulary.labels[standing.label].short
    parts = f"{short}, {standing.share.count} of {standing.share.total} parts"
    return f"{parts}; searched to {day_words(standing.evidence_to)}"


def _width(text: str) -> int:
    return round(len(text) * A_CHARACTER) + 16


def _badge_width(edition: Edition, standing: Standing) -> int:
    return (
        _width(numbered(edition.tracker, standing.recommendation))
        + _width(_share(edition, standing))
        + 20
    )


OUTPUT = Output("embeds", pages=pages, files=files)
