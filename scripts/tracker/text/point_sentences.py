"""The points of an audience in words: what there is of each group, and when each applies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.derive.commencement import AppliedImplication, Phase, ReportedStart
from tracker.derive.point_groups import GroupName, PointGroup
from tracker.load.dataset import Dataset
from tracker.schema.records import Implication, Stage
from tracker.text.end_sentences import NO_LONGER_IN_FORCE
from tracker.text.names import nation_names
from tracker.text.phrases import (
    Sentence,
    count_word,
    date_pieces,
    lower_first,
    on_date,
    upper_first,
)
from tracker.text.timing_sentences import (
    MAY_HAVE_STARTED,
    NO_LONGER_EXPECTED,
    START_WITHDRAWN,
    by_pieces,
    reporting_kind,
)

NO_DAY_GIVEN = "No day given"
PHASE_LABELS: Mapping[Phase, str] = {
    "check": MAY_HAVE_STARTED,
    "now": "In force",
    "coming": "Coming",
    "watch": "Watch",
    "ended": NO_LONGER_IN_FORCE,
}
"""The phases at the heads of columns, in the order of a page of points."""


@dataclass(frozen=True)
class PointGroupText:
    """A group of points in words: its `heading`, and the sentence below it."""

    heading: str
    note: str


GROUP_TEXTS: Mapping[GroupName, PointGroupText] = {
    "check": PointGroupText(
        f"{MAY_HAVE_STARTED}: check",
        "The day given has come. The start was not seen.",
    ),
    "now": PointGroupText("In force", "Start seen. Newest first."),
    "dated": PointGroupText("Coming, with a day", "A source gives the day. It lies ahead."),
    "coming": PointGroupText(
        "Coming, no day given",
        "Made. Neither its start nor a day for it was seen.",
    ),
    "watch": PointGroupText(
        "Watch",
        "Announced, proposed or under inquiry: it does not bind you, or not yet.",
    ),
    "ended": PointGroupText(
        NO_LONGER_IN_FORCE,
        "Repealed, replaced, withdrawn or given up. It does not bind you any more.",
    ),
}


PHASE_COUNTED: Mapping[Phase, str] = {
    **{phase: lower_first(label) for phase, label in PHASE_LABELS.items()},
    "watch": "to watch",
}
"""What stands behind how many points are in a phase: `3 in force`."""

GROUP_COUNTED: Mapping[GroupName, str] = {
    "check": PHASE_COUNTED["check"],
    "now": PHASE_COUNTED["now"],
    "dated": "coming with a day",
    "coming": "coming with no day given",
    "watch": PHASE_COUNTED["watch"],
    "ended": PHASE_COUNTED["ended"],
}
"""What stands behind how many points a group has: `seven are coming with a day`."""


def audience_title(label: str) -> str:
    """The title of the page of an audience: `Police: what you must do, by when`."""
    return f"{label}: what you must do, by when"


def points_answer(groups: Iterable[PointGroup]) -> str:
    """How many points there are of each group: `Two may have started: check them first. None is in
    force, seven are coming with no day given, 14 are to watch.`
    """
    counts = {group.name: group.count for group in groups}
    check = counts.pop("check", 0)
    first = f"{count_word(check)} may have started: check {'it' if check == 1 else 'them'} first."
    names: list[GroupName] = ["now", *(name for name in counts if name != "now")]
    rest = (_counted(counts.get(name, 0), GROUP_COUNTED[name]) for name in names)
    return (f"{upper_first(first)} " if check else "") + f"{upper_first(', '.join(rest))}."


def _counted(count: int, words: str) -> str:
    return f"{count_word(count)} {'is' if count < 2 else 'are'} {words}"


def all_points_text(count: int) -> str:
    """What leads to the points of a group that is folded: `All 12, by subject`."""
    return f"All {count}, by subject" if count > 1 else "The one point"


def older_span(points: Sequence[AppliedImplication]) -> str:
    """The years of the first and the last date of some points: `from 2001 to 2023`; `of 2023`."""
    years = sorted({date.latest.year for applied in points if (date := applied.first_date)})
    if not years:
        return ""
    return f"from {years[0]} to {years[-1]}" if len(years) > 1 else f"of {years[0]}"


def point_action(implication: Implication) -> str:
    """What a point says to do: its first sentence, with its full stop."""
    action, stop, _ = implication.point.partition(". ")
    return f"{action}." if stop else action


def point_rest(implication: Implication) -> str:
    """What a point says after its first sentence, if anything."""
    return implication.point.partition(". ")[2]


def point_when(dataset: Dataset, applied: AppliedImplication) -> Sentence:
    """Since or from when a point applies, below the heading of its group: `1 May 2026`; `Seen on 1
    May 2026`; `30 September 2026 (press report only); not checked since 18 June 2026`; `Not seen by
    9 June 2026`. Of what has ended, from when it applied, or that it is expected no longer.
    """
    if start := applied.start:
        if applied.implication.in_force_by:
            return "Seen ", *on_date(start)
        if applied.phase == "ended":
            return "From ", *date_pieces(start)
        return ("A day ", start) if "/" in start.text else (start,)
    if applied.phase == "ended":
        return (NO_LONGER_EXPECTED,)
    if applied.announced:
        return _announced_day(dataset, applied.implication, applied.announced)
    if applied.phase == "check":
        return (START_WITHDRAWN,)
    return ("Not seen ", *by_pieces(applied.looked_to)) if applied.looked_to else (NO_DAY_GIVEN,)


def announced_place(dataset: Dataset, point: Implication, stage: Stage | None) -> str:
    """Where the start of a point is announced by a stage, where that is not in all of its nations:
    ` in A`.
    """
    nations = stage.applies_in if stage else ()
    elsewhere = nations and set(point.applies_in) - set(nations)
    return f" in {nation_names(dataset, nations)}" if elsewhere else ""


def _announced_day(dataset: Dataset, point: Implication, start: ReportedStart) -> Sentence:
    """The day that a source gives for a start that was not seen, in which nations where these are
    not all, by what kind of source where that cannot carry it, and how far it was looked for.
    """
    stage, timing = start.stage, start.timing
    kind = reporting_kind(dataset, stage) if stage else ""
    place = announced_place(dataset, point, stage)
    said = f"{place} ({kind})" if kind else f", as announced{place}"
    if not timing.checked_to:
        return start.date, f"{said}; not checked" if timing.has_come else said
    if timing.has_come and timing.state != "overdue":
        return start.date, f"{said}; not checked since ", timing.checked_to
    seen = "not seen " if timing.has_come else "as seen "
    return start.date, f"{said}; {seen}", *by_pieces(timing.checked_to)
