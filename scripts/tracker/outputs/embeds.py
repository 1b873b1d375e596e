"""What others can show of a recommendation as a picture: a badge and a small card, each an SVG that
asks for nothing else, and the page that gives the words to put them in.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from textwrap import wrap

from tracker.derive.status import Assessment
from tracker.outputs.context import BuildContext, Exporter, File, Page, Templated
from tracker.outputs.pagination import paginate
from tracker.schema.records import Report
from tracker.text.names import recommendation_label
from tracker.text.phrases import format_date

INDEX_PATH = "embed/"
CHARACTER_WIDTH = 6.6
"""About how wide a character of the badge is; the picture stretches its text to what was reckoned,
as each reader's font differs.
"""
TITLE_WIDTH = 40
"""How many characters of the card's title fit on a line."""
BADGE_HEIGHT, CARD_SIZE = 28, (440, 168)


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
        (assessment, embed_text(context, assessment), _badge_width(context, assessment))
        for assessment in context.facts.assessments.values()
    ]
    yield from paginate(page, "shown", shown, partial(_part, reports))


EmbedRow = tuple[Assessment, str, int]


def _part(reports: Mapping[str, Report], shown: EmbedRow) -> tuple[str, str]:
    report = shown[0].recommendation.report
    return report, reports[report].short


def files(context: BuildContext, _: Sequence[Page]) -> Iterator[File]:
    """The two pictures of each recommendation."""
    for assessment in context.facts.assessments.values():
        values = {
            "assessment": assessment,
            "said": embed_text(context, assessment),
            "name": recommendation_label(context.dataset, assessment.recommendation),
            "share": _share(context, assessment),
            "label": context.dataset.vocabulary.statuses[assessment.status],
            "site": context.dataset.site.name,
            "title": wrap(
                assessment.recommendation.title, TITLE_WIDTH, max_lines=2, placeholder=" …"
            ),
            "left": _width(recommendation_label(context.dataset, assessment.recommendation)),
            "right": _width(_share(context, assessment)) + 20,
            "height": BADGE_HEIGHT,
            "card": CARD_SIZE,
        }
        path = f"{INDEX_PATH}{assessment.recommendation.id}"
        for form in ("badge", "card"):
            yield f"{path}/{form}.svg", Templated(f"embed_{form}.svg", values)


def embed_text(context: BuildContext, assessment: Assessment) -> str:
    """What a picture says, for those who do not see it."""
    vocabulary = context.dataset.vocabulary
    label = vocabulary.statuses[assessment.status].label
    return (
        f"{recommendation_label(context.dataset, assessment.recommendation)}: the record shows {label}; "
        f"{assessment.share.words(vocabulary.statuses)}. "
        f"Searched up to {format_date(assessment.evidence_to)}. {context.dataset.site.name}"
    )


def _share(context: BuildContext, assessment: Assessment) -> str:
    """The label with its share and its day, as it is never shown without."""
    short = context.dataset.vocabulary.statuses[assessment.status].short
    parts = f"{short}, {assessment.share.count} of {assessment.share.total} parts"
    return f"{parts}; searched to {format_date(assessment.evidence_to)}"


def _width(text: str) -> int:
    return round(len(text) * CHARACTER_WIDTH) + 16


def _badge_width(context: BuildContext, assessment: Assessment) -> int:
    return (
        _width(recommendation_label(context.dataset, assessment.recommendation))
        + _width(_share(context, assessment))
        + 20
    )


EXPORTER = Exporter("embeds", pages=pages, files=files)
