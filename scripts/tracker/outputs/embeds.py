"""A badge and a small card of each recommendation, for the pages of others: SVG files that load
nothing else, and the page with the HTML that shows them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from textwrap import wrap

from tracker.derive.status import Assessment
from tracker.outputs.context import BuildContext, Exporter, Page, Route, Templated
from tracker.outputs.pagination import divide, fit_one_page, paginate
from tracker.outputs.palette import EDGE, HEAD, INK, SOFT, TINTS
from tracker.schema.records import Report
from tracker.text.names import recommendation_label
from tracker.text.status_sentences import (
    DIFFERS,
    badge_text,
    picture_text,
    searched_text,
    share_count_text,
)

INDEX_PATH = "embed/"
CHARACTER_WIDTH = 6.6
"""About how wide a character of the badge is, in pixels. Fonts differ, so the picture stretches its
text to the width that was calculated.
"""
TITLE_WIDTH = 40
"""How many characters of the card's title fit on a line."""
BADGE_HEIGHT, CARD_SIZE = 28, (440, 168)
ICON_WIDTH = 20
"""The width of the status icon with the space beside it."""


def pages(context: BuildContext) -> Iterator[Page]:
    """The page with every badge and card and the HTML that shows them; where they are too many for
    one page, one for each report.
    """
    reports = context.dataset.reports
    index = Page(
        path=INDEX_PATH,
        template="embed.html",
        title="Badges and cards",
        description="The label of a recommendation as a picture for your own page: no script, "
        "nothing that follows your readers.",
        values=lambda: {"badge_height": BADGE_HEIGHT, "card_size": CARD_SIZE},
        trail=(("Data", "data/"),),
        facets={"kind": "Data"},
        names=("Embed", "badge", "badges", "widget"),
        searchable=False,
    )
    assessments = tuple(context.facts.assessments.values())
    part, show = partial(_report_part, reports), partial(_embed_rows, context)
    if not fit_one_page(assessments):
        index = replace(index, anchors=partial(_anchors, assessments, part))
    yield from paginate(index, "rows", assessments, part, show=show)


def _anchors(
    assessments: Sequence[Assessment], part: Callable[[Assessment], tuple[str, str]]
) -> Mapping[str, Sequence[str]]:
    """The ids of the recommendations on each page."""
    parts = divide(INDEX_PATH, assessments, part)
    return {path: [each.recommendation.id for each in of_part] for path, of_part in parts}


def _report_part(reports: Mapping[str, Report], assessment: Assessment) -> tuple[str, str]:
    report = assessment.recommendation.report
    return report, reports[report].short


def _embed_rows(
    context: BuildContext, assessments: Sequence[Assessment]
) -> list[tuple[Assessment, str, int]]:
    """Each recommendation, the text alternative of its pictures, and the width of its badge."""
    return [
        (
            assessment,
            picture_text(context.dataset, assessment),
            sum(_badge_widths(context, assessment)),
        )
        for assessment in assessments
    ]


def routes(context: BuildContext, _: Sequence[Page]) -> Iterator[Route]:
    """The badge and the card of each recommendation."""
    for id, assessment in context.facts.assessments.items():
        for form in ("badge", "card"):
            make = partial(_picture, context, assessment, f"embed_{form}.svg")
            yield Route(f"{INDEX_PATH}{id}/{form}.svg", make)


def _picture(context: BuildContext, assessment: Assessment, template: str) -> Templated:
    dataset, statuses = context.dataset, context.dataset.vocabulary.statuses
    name_width, badge_width = _badge_widths(context, assessment)
    values = {
        "assessment": assessment,
        "text_alternative": picture_text(dataset, assessment),
        "name": recommendation_label(dataset, assessment.recommendation),
        "badge": badge_text(dataset, assessment),
        "share_count": share_count_text(assessment.share),
        "searched": searched_text(assessment).strip(),
        "differs": DIFFERS if len(assessment.by_nation) > 1 else "",
        "status": statuses[assessment.status],
        "site": dataset.site.name,
        "title_lines": wrap(
            assessment.recommendation.title, TITLE_WIDTH, max_lines=2, placeholder=" …"
        ),
        "name_width": name_width,
        "badge_width": badge_width,
        "badge_height": BADGE_HEIGHT,
        "card_size": CARD_SIZE,
        "tints": TINTS,
        "inks": {"head": HEAD, "text": INK, "soft": SOFT, "edge": EDGE},
    }
    return Templated(template, values)


def _text_width(text: str) -> int:
    return round(len(text) * CHARACTER_WIDTH) + 16


def _badge_widths(context: BuildContext, assessment: Assessment) -> tuple[int, int]:
    """The widths of a badge's two halves: the name, and the status with its icon."""
    name = recommendation_label(context.dataset, assessment.recommendation)
    badge = badge_text(context.dataset, assessment)
    return _text_width(name), _text_width(badge) + ICON_WIDTH


EXPORTER = Exporter("embeds", pages=pages, routes=routes)
