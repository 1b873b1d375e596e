"""Stages of measures in words, and from when what they bring applies."""

from collections.abc import Sequence
from datetime import date

from tracker.derive.commencement import AppliedImplication, ExpectedStage, ReportedStart
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Measure, Stage
from tracker.schema.vocabularies import IN_FORCE
from tracker.text.names import nation_names
from tracker.text.phrases import Sentence, date_pieces, searched_pieces

NO_START_SEEN = "No start seen"


def stage_label(dataset: Dataset, stage: Stage) -> str:
    """What a stage is called: `Royal Assent`."""
    label: str = dataset.vocabulary.term("stages", stage.stage).label
    return label


def stage_place_text(dataset: Dataset, measure: Measure, stage: Stage) -> str:
    """Where a stage was taken, if that is not everywhere that its measure applies: ` in Wales`."""
    everywhere = not stage.applies_in or set(stage.applies_in) == set(measure.applies_in)
    return "" if everywhere else f" in {nation_names(dataset, stage.applies_in)}"


def stage_state(stage: Stage) -> Sentence:
    """What was seen of a stage, on the ladder of its measure; nothing where it has only words."""
    if stage.date:
        return (stage.date,)
    if stage.expected:
        return "Expected ", stage.expected
    if stage.searched:
        return "None found", *_searched(stage)
    return () if stage.words else ("No date",)


def measure_state(dataset: Dataset, measure: Measure) -> Sentence:
    """How far a measure has got: its newest dated stage, and what is known of its start."""
    dated = [stage for stage in measure.stages if stage.date]
    taken = [stage for stage in dated if stage.stage == IN_FORCE] or dated
    text: list[str | PartialDate] = []
    if taken and taken[-1].date:
        place = stage_place_text(dataset, measure, taken[-1])
        text += [f"{stage_label(dataset, taken[-1])} ", taken[-1].date, f"{place}."]
    else:
        text.append("No dated stage was seen.")
    for stage in measure.stages:
        if stage.stage == IN_FORCE and stage.searched and not stage.date and not stage.expected:
            place = stage_place_text(dataset, measure, stage)
            text += [f" {NO_START_SEEN}{place}", *_searched(stage), "."]
    for stage in measure.stages:
        if stage.expected and not stage.date:
            text += [f" {stage_label(dataset, stage)}: expected ", stage.expected]
            text += [", not seen", *_searched(stage)] if stage.searched else []
            text.append(".")
    return tuple(text)


def commencement_text(dataset: Dataset, stages: Sequence[Stage]) -> Sentence:
    """From when a law is in force, by its stages of coming into force:
    `from 1 May 2026 (England); no start seen (Wales)`.
    """
    text: list[str | PartialDate] = []
    for stage in stages:
        text += ["; "] if text else []
        if stage.date:
            text += ["from ", stage.date]
        elif stage.expected:
            text += ["expected ", stage.expected, ", not seen"]
        else:
            text.append(NO_START_SEEN.lower())
        text += [f" ({nation_names(dataset, stage.applies_in)})"] if stage.applies_in else []
    return tuple(text) or (NO_START_SEEN.lower(),)


def expected_state(expected: ExpectedStage) -> Sentence:
    """What is known of a stage that was announced for a date and was not seen."""
    state = "The date has passed; not seen" if expected.passed else "Ahead; not seen"
    return state, *_searched(expected.stage)


def expected_text(when: PartialDate, today: date) -> str:
    """What is only announced for a date, for a title."""
    return "Expected, date passed" if when.latest < today else "Expected"


def stage_with_date(dataset: Dataset, stage: Stage, when: PartialDate) -> Sentence:
    """A stage and a date: `Final report, March 2027`."""
    return f"{stage_label(dataset, stage)}, ", when


def stage_finding(dataset: Dataset, stage: Stage) -> Sentence:
    """What the record shows of a stage: its name and its day, or that it was not seen."""
    if stage.date:
        return stage_with_date(dataset, stage, stage.date)
    return "Not seen", *_searched(stage)


def _searched(stage: Stage) -> Sentence:
    return (", ", *searched_pieces(stage.searched[-1].to)) if stage.searched else ()


def implication_start(dataset: Dataset, applied: AppliedImplication) -> Sentence:
    """From when an implication applies, as a sentence: `Since 1 May 2026.`"""
    words = applied.implication.words
    if applied.reported:
        reported = _reported_start(dataset, applied, applied.reported)
        return (*reported, f" {words}{_full_stop(words)}") if words else reported
    looked = (", ", *searched_pieces(applied.looked_to)) if applied.looked_to else ()
    start: Sentence
    if applied.start:
        since = "Since" if applied.phase == "now" else "From"
        since = "Already in force on" if applied.implication.in_force_by else since
        start = (f"{since} ", *date_pieces(applied.start))
    elif applied.expected:
        start = ("Expected ", applied.expected, *((", not seen", *looked) if looked else ()))
    elif looked:
        start = (NO_START_SEEN, *looked)
    else:
        start = () if words else ("No date given" if applied.phase == "watch" else NO_START_SEEN,)
    end = _full_stop(words or "")
    return (*start, f"{'. ' if start else ''}{words}{end}") if words else (*start, end)


def _full_stop(words: str) -> str:
    return "" if words.endswith(".") else "."


def _reported_start(
    dataset: Dataset, applied: AppliedImplication, reported: ReportedStart
) -> Sentence:
    """What is reported of a start that was not seen, by what kind of source, and how far it was
    looked for.
    """
    stage = reported.stage
    kind = dataset.vocabulary.grades[stage.source.grade].note if stage and stage.source else None
    elsewhere = set(applied.implication.applies_in) - set((stage and stage.applies_in) or ())
    place = f" in {nation_names(dataset, stage.applies_in)}" if stage and stage.applies_in else ""
    return (
        "Reported for " if kind else "Expected ",
        reported.date,
        f"{place if elsewhere else ''}{f' ({kind})' if kind else ''}. ",
        "That day has passed, and its start was not seen",
        *((", ", *searched_pieces(applied.looked_to)) if applied.looked_to else ()),
        ".",
    )


def implication_state_text(applied: AppliedImplication, today: date) -> str:
    """Where an implication stands, for a title: `Applies since`, `Expected`."""
    if not applied.start:
        return expected_text(applied.expected, today) if applied.expected else ""
    if applied.implication.in_force_by:
        return "Already in force"
    return {"now": "Applies since", "coming": "Starts to apply", "watch": "To watch"}[applied.phase]
