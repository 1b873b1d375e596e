"""The page of each audience: its points in groups or sections. Where they are too many for a page,
it has the first of each, and the others stand on pages of their own.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from tracker.derive.commencement import AppliedImplication
from tracker.derive.evidence_reach import points_reach
from tracker.derive.facts import Facts
from tracker.derive.point_groups import NEWEST_SHOWN, GroupName, PointGroup, by_topic, group_points
from tracker.outputs.citations import Citations, number_sources
from tracker.outputs.context import Card, Page
from tracker.outputs.pages.subscriptions import FORMAT_NAMES
from tracker.outputs.pagination import divide, fit_one_page, paginate
from tracker.schema.fields import Source
from tracker.schema.records import Measure
from tracker.schema.vocabularies import Audience, AudienceSection
from tracker.text.names import path_of
from tracker.text.point_sentences import GROUP_TEXTS, audience_title, points_answer

MAX_POINTS = 60
"""How many points a page has at the most: each has its conditions and its sources."""
FEW_POINTS = 10
"""Topics with fewer points share a page, where the points of a group have pages by topic."""
MAX_NAMED = 100
"""Of how many points that stand on other pages the page of an audience has the names."""


@dataclass(frozen=True)
class DividedPoints:
    """The points of a group or of a section of an audience's page that are not all on it. Their own
    page is at `path`, and is divided by topic where they are too many for it; `path_by_id` has the
    path on which each of them stands.
    """

    path: str
    heading: str
    group: GroupName | None
    every: tuple[AppliedImplication, ...]
    path_by_id: Mapping[str, str]

    @property
    def first(self) -> tuple[AppliedImplication, ...]:
        """The points that the page of the audience shows whole."""
        return self.every[:NEWEST_SHOWN]

    @property
    def others(self) -> list[tuple[AppliedImplication, str]]:
        """The other points, each with the path of the page where it stands."""
        return [(p, self.path_by_id[p.implication.id]) for p in self.every[NEWEST_SHOWN:]]


@dataclass(frozen=True)
class PointsOnPage:
    """The points of a group or a section that stand on one page, and their sources."""

    points: tuple[AppliedImplication, ...]
    group: PointGroup | None
    citations: Citations


def audience_pages(facts: Facts, id: str, audience: Audience) -> Iterator[Page]:
    """The page of an audience, and those of its groups or sections of points, where they are
    many.
    """
    groups = group_points(facts.implications_by.audience.get(id, ()))
    divided = _divided(facts, id, groups)
    page = _audience_page(facts, id, audience, groups, divided)
    if divided:
        page = replace(page, anchors=partial(_anchors, divided))
    yield page
    for each in divided:
        yield from _divided_pages(facts, page, each)


def _anchors(divided: Sequence[DividedPoints]) -> Mapping[str, Sequence[str]]:
    """The ids of the points on each page below that of an audience."""
    ids_by_path: dict[str, list[str]] = {}
    for each in divided:
        for id, path in each.path_by_id.items():
            ids_by_path.setdefault(path, []).append(id)
    return ids_by_path


def _divided(facts: Facts, id: str, groups: Sequence[PointGroup]) -> list[DividedPoints]:
    """The sections of an audience, or its groups, where their points are too many for its page;
    else none.
    """
    if sum(group.count for group in groups) <= MAX_POINTS:
        return []
    folder = path_of("for", id)
    if sections := points_by_section(facts, id):
        return [
            _divided_points(facts, f"{folder}section-{number}/", section.heading, None, points)
            for number, (section, points) in enumerate(sections, start=1)
        ]
    return [
        _divided_points(
            facts,
            f"{folder}{group.name}/",
            GROUP_TEXTS[group.name].heading,
            group.name,
            group.every,
        )
        for group in groups
    ]


def _divided_points(
    facts: Facts,
    path: str,
    heading: str,
    group: GroupName | None,
    points: Sequence[AppliedImplication],
) -> DividedPoints:
    ordered = _in_order(facts, points)
    parts = divide(path, ordered, *_parts(facts, ordered), most=MAX_POINTS)
    path_by_id = {p.implication.id: path_of_part for path_of_part, part in parts for p in part}
    return DividedPoints(path, heading, group, tuple(points), path_by_id)


def _in_order(facts: Facts, points: Sequence[AppliedImplication]) -> Sequence[AppliedImplication]:
    """Points in the order in which the pages of a group have them: by topic where they are too many
    for one, those of topics that have few last.
    """
    if fit_one_page(points, MAX_POINTS):
        return points
    ordered = [applied for _, of_topic in _by_topic(facts, points) for applied in of_topic]
    few = _topics_with_few(points)
    return sorted(ordered, key=lambda applied: applied.implication.topic in few)


def _topics_with_few(points: Sequence[AppliedImplication]) -> frozenset[str]:
    """The topics that have few of some points."""
    counts = Counter(applied.implication.topic for applied in points)
    return frozenset(topic for topic, count in counts.items() if count < FEW_POINTS)


def _parts(
    facts: Facts, points: Sequence[AppliedImplication]
) -> list[Callable[[AppliedImplication], tuple[str, str]]]:
    """By what some points are divided: by topic, all topics together that have few; by nothing but
    their number where all have.
    """
    few = _topics_with_few(points)

    def topic(applied: AppliedImplication) -> tuple[str, str]:
        id = applied.implication.topic
        if id in few:
            return "other-topics", "Other topics"
        return id, facts.dataset.vocabulary.topics[id].label

    return [] if few.issuperset(applied.implication.topic for applied in points) else [topic]


def _divided_pages(facts: Facts, page: Page, divided: DividedPoints) -> Iterator[Page]:
    """The page of a group or a section of an audience, whose page is given; where it is too long,
    it leads to a page for each topic.
    """
    of_all = replace(
        page,
        path=divided.path,
        template="audience_points.html",
        title=f"{page.title}: {divided.heading}",
        values=lambda: {
            "by_topic": partial(_by_topic, facts),
            "is_grouped": divided.group is not None,
        },
        trail=(*page.trail, (page.title, page.path)),
        names=(),
        card=None,
        anchors=None,
    )
    ordered = _in_order(facts, divided.every)
    yield from paginate(
        of_all,
        "shown",
        ordered,
        *_parts(facts, ordered),
        show=partial(_shown, facts, divided.group),
        most=MAX_POINTS,
    )


def _shown(
    facts: Facts, group: GroupName | None, points: Sequence[AppliedImplication]
) -> PointsOnPage | None:
    """Points as a page shows them; None where there are no points."""
    if not points:
        return None
    every = tuple(points)
    citations = number_sources(facts.dataset, _sources_of(every))
    return PointsOnPage(every, PointGroup(group, every) if group else None, citations)


def _by_topic(
    facts: Facts, points: Sequence[AppliedImplication]
) -> list[tuple[str, list[AppliedImplication]]]:
    topics = facts.dataset.vocabulary.topics
    return by_topic(points, order=lambda topic: topics[topic].label)


def _sources_of(points: Sequence[AppliedImplication]) -> list[Source]:
    return [source for applied in points for source in applied.implication.sources]


def _audience_page(
    facts: Facts,
    id: str,
    audience: Audience,
    groups: Sequence[PointGroup],
    divided: Sequence[DividedPoints],
) -> Page:
    implications = [applied for group in groups for applied in group.every]
    sections = points_by_section(facts, id)
    in_sections = [applied for _, points in sections for applied in points]
    cited = _sources_of(in_sections or implications)
    shown = [applied for each in divided for applied in each.first]
    aliases = (audience.in_a_sentence, audience.label.lower(), *audience.words)
    return Page(
        path=path_of("for", id),
        template="audience.html",
        title=audience.page_title or audience_title(audience.label),
        description=(
            audience.description
            if audience.sections
            else f"{audience.label}: what is in force now, what is coming, what to watch."
        ),
        values=lambda: {
            "audience": audience,
            "implications": implications,
            "sections": sections,
            "format_names": FORMAT_NAMES,
            "groups": groups,
            "divided": divided,
            "with_names": sum(len(each.others) for each in divided) <= MAX_NAMED,
            "by_topic": partial(_by_topic, facts),
            "citations": number_sources(facts.dataset, _sources_of(shown) if divided else cited),
        },
        trail=(("Help", "support/") if audience.sections else ("Must do", "for/"),),
        source="vocabulary/audiences.yaml",
        day=max((source.seen_on.latest for source in cited), default=None),
        last_modified=facts.last_modified(
            (applied.implication for applied in implications),
            (measure for applied in implications for measure in _measures_of(facts, applied)),
        ),
        facets={"kind": "What it means"},
        filters={"for": (audience.label,)},
        card=partial(_audience_card, facts, audience, implications),
        names=(
            audience.label,
            *audience.words,
            *(f"what {alias} must do" for alias in aliases),
        ),
    )


def _audience_card(
    facts: Facts, audience: Audience, implications: Sequence[AppliedImplication]
) -> Card:
    """The card of an audience: how many points bind it now, may have started, and come."""
    reach = points_reach(facts.dataset, facts.assessments, implications)
    counts = points_answer(group_points(implications))
    return Card(
        kicker=audience.label,
        title=audience.page_title or audience_title(audience.label),
        summary=audience.description if audience.sections else counts,
        evidence_to=reach[0] if reach else None,
    )


def _measures_of(facts: Facts, applied: AppliedImplication) -> Iterator[Measure]:
    """The measures of an implication, whose stages say in which phase it is."""
    yield from (facts.dataset.measures[id] for id in applied.implication.measures)


def points_by_section(
    facts: Facts, id: str
) -> list[tuple[AudienceSection, list[AppliedImplication]]]:
    """The implications under each heading of an audience's page. What no heading names stands under
    the one that names none, or else the last. A heading without any is left out.
    """
    audience = facts.dataset.vocabulary.audiences[id]
    groups = group_points(facts.implications_by.audience.get(id, ()))
    by_id = {applied.implication.id: applied for group in groups for applied in group.every}
    named = {id for section in audience.sections for id in section.points}
    rest = [applied for id, applied in by_id.items() if id not in named]
    unnamed = [section for section in audience.sections if not section.points]
    sections = [
        (
            section,
            [by_id[id] for id in section.points if id in by_id]
            + (rest if section is [*audience.sections, *unnamed][-1] else []),
        )
        for section in audience.sections
    ]
    return [(section, points) for section, points in sections if points]
