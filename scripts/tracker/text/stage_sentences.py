"""Stages of measures in words, and the states and ends of implications."""

from datetime import date

from tracker.derive.commencement import (
    AppliedImplication,
    ExpectedStage,
    measure_expected_stages,
    stage_timing,
)
from tracker.derive.ends import has_ended, measure_ends, nations_ended, stage_nations
from tracker.derive.timing import furthest_searched, is_ahead, judge_date
from tracker.load.dataset import Dataset
from tracker.problems import with_article
from tracker.schema.dates import PartialDate
from tracker.schema.records import Measure, Stage
from tracker.schema.vocabularies import ROUTE, StageKind
from tracker.text.end_sentences import end_text, measure_end_text
from tracker.text.names import nation_names
from tracker.text.phrases import Sentence, lower_first, searched_pieces, upper_first
from tracker.text.timing_sentences import (
    DATE_PASSED,
    NO_LONGER_EXPECTED,
    by_pieces,
    come_text,
    expected_state_text,
    reporting_kind,
    stage_expected_pieces,
)

NO_START_SEEN = "No start seen"


def stage_label(dataset: Dataset, stage: Stage) -> str:
    """What a stage is called: `Introduced`."""
    label: str = dataset.vocabulary.term("stages", stage.stage).label
    return label


def stage_word(stage: StageKind) -> str:
    """What stands with the date of a step: `Introduced`; `Seen at work`, where that is the date of
    a day on which it was seen so.
    """
    return f"Seen {lower_first(stage.label)}" if stage.sighting else stage.label


def stage_dated_label(dataset: Dataset, stage: Stage) -> str:
    """What a stage is called beside its date, if it has one."""
    return (
        stage_word(dataset.vocabulary.stages[stage.stage])
        if stage.date
        else stage_label(dataset, stage)
    )


def stage_place_text(dataset: Dataset, measure: Measure, stage: Stage) -> str:
    """The nations of a stage, where they are not all to which its measure applies: ` in A`."""
    everywhere = not stage.applies_in or set(stage.applies_in) == set(measure.applies_in)
    return "" if everywhere else f" in {nation_names(dataset, stage.applies_in)}"


def stage_state(dataset: Dataset, measure: Measure, stage: Stage, today: date) -> Sentence:
    """What was seen of a stage, in the list of its measure; empty where it has only words."""
    if stage.date:
        return ("From ", stage.date) if is_ahead(stage.date, today) else (stage.date,)
    if stage.expected:
        timing = stage_timing(dataset, measure, stage, today)
        return stage_expected_pieces(dataset, stage, timing, begins=True)
    if stage.searched:
        return "None found", *_stage_searched(stage)
    return () if stage.words else ("No date",)


def measure_state(dataset: Dataset, measure: Measure, today: date) -> Sentence:
    """How far a measure has got: its end, once it has ended wherever it applies. Else its last
    dated stage (of coming into force, where one is dated), where no start was seen, what is
    expected, and its end.
    """
    ends = measure_end_text(dataset, measure, today)
    if has_ended(dataset, measure, today):
        return ends
    ending = dataset.vocabulary.ending_stages
    commencing = dataset.vocabulary.commencing_stages
    nations = nations_ended(measure_ends(dataset, measure), today)

    def ended(stage: Stage) -> bool:
        return nations >= set(stage_nations(measure, stage))

    dated = [stage for stage in measure.stages if stage.date and stage.stage not in ending]
    taken = [stage for stage in dated if stage.stage in commencing] or dated
    pieces: list[str | PartialDate] = []
    if taken and taken[-1].date:
        place = stage_place_text(dataset, measure, taken[-1])
        ahead = " from" if is_ahead(taken[-1].date, today) else ""
        pieces += [f"{stage_dated_label(dataset, taken[-1])}{ahead} ", taken[-1].date, f"{place}."]
    else:
        pieces.append("No dated stage was seen.")
    for stage in measure.stages:
        undated = not stage.date and not stage.expected
        if stage.stage in commencing and stage.searched and undated and not ended(stage):
            place = stage_place_text(dataset, measure, stage)
            looked_to = furthest_searched(stage.searched)
            by = (" ", *by_pieces(looked_to)) if looked_to else ()
            pieces += [f" {NO_START_SEEN}{place}", *by, "."]
    for each in measure_expected_stages(dataset, measure, today):
        if each.stage.stage not in ending:
            pieces += [" ", *expected_stage_text(dataset, each), "."]
    return (*pieces, " ", *ends) if ends else tuple(pieces)


def statute_start_text(dataset: Dataset, measure: Measure) -> str:
    """How a statute starts, as a sentence; empty for another measure."""
    if measure.kind not in dataset.vocabulary.statutes:
        return ""
    statute = with_article(dataset.vocabulary.kind_names([measure.kind]))
    return f"{upper_first(statute)} starts part by part."


def expected_state(dataset: Dataset, expected: ExpectedStage) -> Sentence:
    """The state of a stage that was announced for a date and was not seen, beside that date; and by
    what kind of source it was, where that cannot carry the date.
    """
    timing = expected.timing
    kind = reporting_kind(dataset, expected.stage)
    by = f" ({kind})" if kind else ""
    if timing.has_come:
        first, *rest = come_text(timing)
        return upper_first(str(first)), *rest, by
    seen = (", as seen ", *by_pieces(timing.checked_to)) if timing.checked_to else ()
    return "Ahead", *seen, by


def expected_step(dataset: Dataset, expected: ExpectedStage) -> str:
    """What was announced for a date, in which nations where these are not all: `In force in A`."""
    place = stage_place_text(dataset, expected.measure, expected.stage)
    return f"{stage_label(dataset, expected.stage)}{place}"


def expected_stage_text(dataset: Dataset, expected: ExpectedStage) -> Sentence:
    """A stage with what was announced for it: `In force: expected 30 September 2026, as seen by 18
    June 2026`.
    """
    pieces = stage_expected_pieces(dataset, expected.stage, expected.timing)
    return f"{expected_step(dataset, expected)}: ", *pieces


def stage_with_date(dataset: Dataset, stage: Stage, when: PartialDate) -> Sentence:
    """A stage and a date: `Final report, March 2027`."""
    return f"{stage_dated_label(dataset, stage)}, ", when


def stage_finding(dataset: Dataset, stage: Stage) -> Sentence:
    """What the record shows of a stage: its name and its date, or that it was not seen."""
    if stage.date:
        return stage_with_date(dataset, stage, stage.date)
    return "Not seen", *_stage_searched(stage)


def _stage_searched(stage: Stage) -> Sentence:
    looked_to = furthest_searched(stage.searched)
    return (", ", *searched_pieces(looked_to)) if looked_to else ()


def implication_end(dataset: Dataset, applied: AppliedImplication, today: date) -> Sentence:
    """When and how an implication ends, as sentences: `Repealed on 15 January 2026 in A.` Empty
    where no end is known.
    """
    pieces: list[str | PartialDate] = []
    for end in applied.ends:
        pieces += [" "] if pieces else []
        pieces += [*end_text(dataset, end, applied.implication.applies_in, today), "."]
    return tuple(pieces)


def implication_state_text(applied: AppliedImplication) -> str:
    """The state of an implication for a title: `Applies since`, `Expected`."""
    if applied.phase == "ended" and not applied.start:
        return NO_LONGER_EXPECTED
    if not applied.start:
        return expected_state_text(applied.timing) if applied.expected else ""
    is_route = applied.implication.force == ROUTE
    if applied.implication.in_force_by:
        return "Open when seen" if is_route else "Already in force"
    states = {"now": "Applies since", "coming": "Starts to apply", "ended": "Applied from"}
    if is_route:
        states = {"now": "Open since", "coming": "Opens", "ended": "Was open from"}
    return states.get(applied.phase, "To watch")


def implication_end_state(applied: AppliedImplication, today: date) -> str:
    """The state of an implication's own end for a title: `No longer applies`, `Expected to end`."""
    if applied.implication.ends:
        return "No longer applies" if applied.phase == "ended" else "Ends"
    expected = applied.implication.expected_end
    passed = expected is not None and judge_date(expected, today).has_come
    return f"End not seen, {lower_first(DATE_PASSED)}" if passed else "Expected to end"
