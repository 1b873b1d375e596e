"""The points of an audience in groups: which stands where, and what pages say of each group."""

from dataclasses import replace

import pytest

from conftest import TODAY
from samples import source
from tracker.derive.commencement import (
    AppliedImplication,
    Commencement,
    Phase,
    ReportedStart,
    apply_implication,
)
from tracker.derive.point_groups import NEWEST_SHOWN, PointGroup, by_topic, group_points
from tracker.derive.timing import Timing, TimingState
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, parse_date
from tracker.schema.records import Implication, Stage
from tracker.text.names import nations_in_brief
from tracker.text.part_sentences import points_text
from tracker.text.phrases import plain_text
from tracker.text.point_sentences import (
    audience_title,
    older_span,
    point_action,
    point_rest,
    point_when,
    points_answer,
)

Point = AppliedImplication


def day(text: str) -> PartialDate | None:
    return parse_date(text) if text else None


def point(
    tiny: Dataset, id: str, phase: Phase, when: str = "", force: str = "duty", said: str = ""
) -> Point:
    implication = tiny.implications["bridge-keepers-inspect"].model_copy(
        update={"id": id, "force": force}
    )
    announced = ReportedStart(parse_date(said), Timing("unknown")) if said else None
    return Point(implication, phase, Commencement(day(when)), Timing("unknown"), announced)


def test_points_stand_in_groups_and_in_order(tiny: Dataset) -> None:
    in_order = {
        "check": [
            point(tiny, "may-have-started", "check", said="2026-01"),
            point(tiny, "long-ago", "check", said="2025-01"),
            point(tiny, "proposed", "check", "", "expected", said="2026-01"),
        ],
        "now": [point(tiny, "newest", "now", "2025-12"), point(tiny, "oldest", "now", "1998")],
        "dated": [
            point(tiny, "soon", "coming", "2026-03"),
            point(tiny, "reported", "coming", said="2026-04"),
            point(tiny, "later", "coming", "2026-05"),
        ],
        "coming": [point(tiny, "undated", "coming")],
        "watch": [
            point(tiny, "hoped-for", "watch", "", "expected", said="2026-02"),
            point(tiny, "seen", "watch", "2025", "expected"),
            point(tiny, "watched", "watch", "", "expected"),
        ],
        "ended": [point(tiny, "over", "ended", "2025")],
    }
    every = [each for points in in_order.values() for each in points]
    groups = group_points(every[1::2] + every[::2])
    assert {group.name: list(group.points) for group in groups} == in_order
    assert not any(group.older for group in groups)


@pytest.mark.parametrize(("count", "folded"), [(NEWEST_SHOWN + 1, 0), (NEWEST_SHOWN + 2, 2)])
def test_the_oldest_in_force_fold_where_more_than_one_would(
    count: int, folded: int, tiny: Dataset
) -> None:
    points = [point(tiny, f"p{year}", "now", str(year)) for year in range(2000, 2000 + count)]
    (group,) = group_points(points)
    assert (group.count, len(group.older)) == (count, folded)
    assert [older.implication.id for older in group.older] == ["p2001", "p2000"][:folded]
    (check,) = group_points([replace(each, phase="check") for each in points])
    assert not check.older


def test_points_by_topic(tiny: Dataset) -> None:
    one, two = point(tiny, "one", "watch"), point(tiny, "two", "watch")
    other = replace(one, implication=one.implication.model_copy(update={"topic": "a"}))
    assert by_topic([one, other, two], str) == [("a", [other]), ("bridges", [one, two])]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"now": 11, "coming": 7}, "11 are in force, seven are coming with no day given."),
        ({"check": 1}, "One may have started: check it first. None is in force."),
        (
            {"check": 2, "now": 1, "dated": 1, "watch": 14},
            "Two may have started: check them first. One is in force, one is coming with a day, "
            "14 are to watch.",
        ),
        ({"ended": 3}, "None is in force, three are no longer in force."),
    ],
)
def test_how_many_points_there_are(counts: dict[str, int], words: str, tiny: Dataset) -> None:
    one = point(tiny, "one", "now")
    groups = [PointGroup(name, (one,) * count) for name, count in counts.items()]  # type: ignore[arg-type]
    assert points_answer(groups) == words


def test_the_title_and_the_years_of_what_is_folded(tiny: Dataset) -> None:
    assert audience_title("Keepers") == "Keepers: what you must do, by when"
    first, last = point(tiny, "a", "now", "2001-11"), point(tiny, "b", "now", "2023")
    assert older_span([last, first]) == "from 2001 to 2023"
    assert older_span([first]) == "of 2001"
    assert older_span([point(tiny, "c", "now")]) == ""


@pytest.mark.parametrize(
    ("text", "action", "rest"),
    [
        ("Light each bridge.", "Light each bridge.", ""),
        ("Light each bridge. At night too. Always.", "Light each bridge.", "At night too. Always."),
    ],
)
def test_what_a_point_says_to_do(text: str, action: str, rest: str, tiny: Dataset) -> None:
    implication = tiny.implications["bridge-keepers-lamps"].model_copy(update={"point": text})
    assert (point_action(implication), point_rest(implication)) == (action, rest)


def announced(state: TimingState, checked: str, grade: str = "a", *nations: str) -> ReportedStart:
    stage = Stage(
        stage="in-force",
        expected=parse_date("2025-05-01"),
        source=source(grade),
        applies_in=nations,
    )
    timing = Timing(state, parse_date("2025-05-01"), None, day(checked))
    return ReportedStart(parse_date("2025-05-01"), timing, stage)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (announced("passed", "2025-04-01"), ", as announced; not checked since 1 April 2025"),
        (announced("passed", "", "e"), " (press report only); not checked"),
        (announced("overdue", "2025-12-31"), ", as announced; not seen by 31 December 2025"),
        (announced("ahead", "2025-04-01", "e"), " (press report only); as seen by 1 April 2025"),
        (announced("ahead", ""), ", as announced"),
        (announced("passed", "", "e", "wales"), " in Wales (press report only); not checked"),
    ],
)
def test_when_a_point_may_have_started(start: ReportedStart, words: str, tiny: Dataset) -> None:
    applied = replace(point(tiny, "one", "check"), announced=start)
    assert plain_text(point_when(tiny, applied)) == f"1 May 2025{words}"


def test_when_a_point_applies(tiny: Dataset) -> None:
    def when(implication: Implication) -> str:
        return plain_text(point_when(tiny, apply_implication(tiny, implication, TODAY)))

    points = tiny.implications
    assert when(points["bridge-keepers-inspect"]) == "1 January 2025"
    assert when(points["bridge-keepers-lamps"]) == "Seen between January 2024 and June 2024"
    assert when(points["bridge-keepers-register"]) == "No day given"
    unseen = replace(
        point(tiny, "one", "coming"), commencement=Commencement(None, None, day("2026-01"))
    )
    assert plain_text(point_when(tiny, unseen)) == "Not seen by January 2026"
    lost = point(tiny, "one", "check")
    assert plain_text(point_when(tiny, lost)) == "What showed its start was withdrawn"
    assert plain_text(point_when(tiny, point(tiny, "one", "ended"))) == "No longer expected"
    assert plain_text(point_when(tiny, point(tiny, "one", "ended", "2025"))) == "From 2025"
    span = point(tiny, "one", "now", "2025-05/2025-06")
    assert plain_text(point_when(tiny, span)) == "A day between May 2025 and June 2025"


def test_points_of_a_recommendation_are_counted_by_phase(tiny: Dataset) -> None:
    points = [point(tiny, id, phase) for id, phase in (("a", "watch"), ("b", "now"), ("c", "now"))]  # type: ignore[arg-type]
    assert points_text(points) == "2 in force, 1 to watch"


def test_nations_where_there_is_little_room(tiny: Dataset) -> None:
    assert nations_in_brief(tiny, ["wales", "england"]) == "England, Wales"
    term = tiny.vocabulary["nations"]["england"]
    nations = dict.fromkeys(("a", "b", "c"), term)
    vocabulary = replace(tiny.vocabulary, terms={**tiny.vocabulary.terms, "nations": nations})
    assert nations_in_brief(replace(tiny, vocabulary=vocabulary), "abc") == "All three nations"
