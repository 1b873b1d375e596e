"""What others can show of a recommendation as a picture: a badge and a small card, each an SVG that
asks for nothing else, and the page that gives the words to put them in.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from textwrap import wrap

from tracker.derive.status import Assessment
from tracker.outputs.context import BuildContext, Exporter, File, Page, Templated
from tracker.outputs.pagination import paginate
from tracker.outputs.palette import TINTS
from tracker.schema.records import Report
from tracker.text.names import recommendation_label
from tracker.text.status_sentences import answer_text, badge_text, share_count_text

INDEX_PATH = "embed/"
CHARACTER_WIDTH = 6.6
"""About how wide a character of the badge is; the picture stretches its text to what was reckoned,
as each reader's font differs.
"""
TITLE_WIDTH = 40
"""How many characters of the card's title fit on a line."""
BADGE_HEIGHT, CARD_SIZE = 28, (440, 168)
ICON_WIDTH = 20
"""The room for the icon of the label, with the space beside it."""


def pages(context: BuildContext) -> Iterator[Page]:
    """The page with every badge and card, and the HTML that shows it; where they are very many, one
    for each report.
    """
    reports = context.dataset.reports
    page = Page(
        path=INDEX_PATH,
        template="embed.html",
        title="Badges and cards",
        description="The label of a recommendation as a picture for your own page: no script, "
        "nothing that follows your readers.",
        values={"badge_height": BADGE_HEIGHT, "card": CARD_SIZE},
        trail=(("Data", "data/"),),
        facets={"kind": "Data"},
        names=("Embed", "badge", "badges", "widget"),
        searchable=False,
    )
    shown = [
        (
            assessment,
            answer_text(context.dataset, assessment),
            sum(_badge_widths(context, assessment)),
        )
        for assessment in context.facts.assessments.values()
    ]
    yield from paginate(page, "shown", shown, partial(_part, reports))


EmbedRow = tuple[Assessment, str, int]


def _part(reports: Mapping[str, Report], shown: EmbedRow) -> tuple[str, str]:
    report = shown[0].recommendation.report
    return report, reports[report].short


def files(context: BuildContext, _: Sequence[Page]) -> Iterator[File]:
    """The two pictures of each recommendation."""
    dataset, statuses = context.dataset, context.dataset.vocabulary.statuses
    for assessment in context.facts.assessments.values():
        left, right = _badge_widths(context, assessment)
        values = {
            "assessment": assessment,
            "said": answer_text(dataset, assessment),
            "name": recommendation_label(dataset, assessment.recommendation),
            "badge": badge_text(statuses, assessment),
            "count": share_count_text(assessment.share),
            "label": statuses[assessment.status],
            "site": dataset.site.name,
            "title": wrap(
                assessment.recommendation.title, TITLE_WIDTH, max_lines=2, placeholder=" …"
            ),
            "left": left,
            "right": right,
            "height": BADGE_HEIGHT,
            "card": CARD_SIZE,
            "tints": TINTS,
        }
        path = f"{INDEX_PATH}{assessment.recommendation.id}"
        for form in ("badge", "card"):
            yield f"{path}/{form}.svg", Templated(f"embed_{form}.svg", values)


def _width(text: str) -> int:
    return round(len(text) * CHARACTER_WIDTH) + 16


def _badge_widths(context: BuildContext, assessment: Assessment) -> tuple[int, int]:
    """The widths of a badge's two halves: the name, and the label with its icon."""
    name = recommendation_label(context.dataset, assessment.recommendation)
    badge = badge_text(context.dataset.vocabulary.statuses, assessment)
    return _width(name), _width(badge) + ICON_WIDTH


EXPORTER = Exporter("embeds", pages=pages, files=files)
