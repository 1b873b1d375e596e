"""Whether, where and since when a stage of a measure has been taken, above all its coming into
force, whether that holds still, and what it means for an implication. Rules, pages, calendars and
the published data ask here. `ends` says when something ends.

A stage is taken in a nation by a date whose source has a grade that carries a duty. It has been
taken by a day once the last day that the date can mean has come: a law that started "in 2026" is
not known to be in force before 31 December 2026.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.derive.ends import (
    End,
    implication_ends,
    measure_ends,
    nations_ended,
    stage_nations,
)
from tracker.derive.timing import (
    Timing,
    certain_reach,
    furthest_look,
    furthest_searched,
    is_ahead,
    judge_date,
)
from tracker.derive.withdrawn_sources import withdrawn_on
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.records import Implication, Measure, Stage
from tracker.schema.vocabularies import EXPECTED


@dataclass(frozen=True)
class Commencement:
    """What the record shows of a stage in some nations: the date by which all of them have it, the
    date by which it is expected, and the day to which it was looked for and not found.
    """

    taken: PartialDate | None = None
    expected: PartialDate | None = None
    looked_to: PartialDate | None = None

    def is_taken(self, day: date) -> bool:
        """Whether it is known to have been taken by a day."""
        return self.taken is not None and not is_ahead(self.taken, day)


def commencement_of(dataset: Dataset, stage_ref: str, nations: Collection[str]) -> Commencement:
    """The commencement of a stage, given as `measure.stage`, in all of some nations together: it
    has the date of the nation that has it last, and none while one has none.
    """
    id, _, stage_id = stage_ref.partition(".")
    measure = dataset.measures[id]
    by_nation = [_commencement_in(dataset, measure, (stage_id,), nation) for nation in nations]
    dates = [commencement.taken for commencement in by_nation if commencement.taken]
    if by_nation and len(dates) == len(by_nation):
        # The nation whose date may lie furthest ahead is the last that is sure to have it.
        return Commencement(taken=max(dates, key=chronological))
    expected = [commencement.expected for commencement in by_nation if commencement.expected]
    looked_to = [commencement.looked_to for commencement in by_nation if commencement.looked_to]
    return Commencement(
        expected=max(expected, key=chronological, default=None),
        looked_to=min(looked_to, key=certain_reach, default=None),
    )


def _commencement_in(
    dataset: Dataset, measure: Measure, stage_ids: Collection[str], nation: str
) -> Commencement:
    """The commencement of a stage, or of the first of several, in one nation; of several dates for
    it, the first by which it is certain.
    """
    stages = [
        stage
        for stage in measure.stages
        if stage.stage in stage_ids and nation in stage_nations(measure, stage)
    ]
    carrying = dataset.vocabulary.carrying
    carried = [stage for stage in stages if stage.source and stage.source.grade in carrying]
    return Commencement(
        taken=min((s.date for s in carried if s.date), key=chronological, default=None),
        expected=min((s.expected for s in carried if s.expected), key=chronological, default=None),
        looked_to=furthest_searched(search for stage in stages for search in stage.searched),
    )


def nations_in_force(dataset: Dataset, measure: Measure, day: date) -> frozenset[str]:
    """The nations in which a law is known to be in force on a day: it has started and not ended."""
    commencing = dataset.vocabulary.commencing_stages
    started = frozenset(
        nation
        for nation in measure.applies_in
        if _commencement_in(dataset, measure, commencing, nation).is_taken(day)
    )
    return started - nations_ended(measure_ends(dataset, measure), day)


def start_in(dataset: Dataset, measure: Measure, nation: str) -> Commencement:
    """What the record shows of the start of a law in one nation."""
    return _commencement_in(dataset, measure, dataset.vocabulary.commencing_stages, nation)


def stage_taken(dataset: Dataset, stage_ref: str) -> PartialDate | None:
    """The date by which a stage, given as `measure.stage`, has been taken wherever its measure
    applies; None where that was not seen.
    """
    measure = dataset.measures[stage_ref.partition(".")[0]]
    return commencement_of(dataset, stage_ref, measure.applies_in).taken


def enacted_on(dataset: Dataset, law: Measure) -> PartialDate | None:
    """The date on which a law itself was seen to be made; None of a provision whose own text in its
    statute was not seen: the date of the statute does not show that it is in it.
    """
    enacting = dataset.vocabulary.enacting_stages
    return next((s.date for s in law.stages if s.date and s.stage in enacting), None)


def is_not_shown_in_statute(dataset: Dataset, law: Measure) -> bool:
    """Whether the statute of a provision was made, and it was not seen that it holds it."""
    statute = dataset.measures.get(law.part_of or "")
    return bool(statute and enacted_on(dataset, statute) and not enacted_on(dataset, law))


@dataclass(frozen=True)
class ExpectedStage:
    """A stage with the date that was announced for it, and where that stands."""

    measure: Measure
    stage: Stage
    date: PartialDate
    timing: Timing

    @property
    def passed(self) -> bool:
        """Whether its date has come, and it was not seen."""
        return self.timing.has_come


def expected_stages(dataset: Dataset, today: date) -> tuple[ExpectedStage, ...]:
    """Every stage that is expected and was not seen in all of its nations, by the latest day that
    its date can mean: until then none is late.
    """
    expected = [
        each
        for measure in dataset.measures.values()
        for each in measure_expected_stages(dataset, measure, today)
    ]
    return tuple(sorted(expected, key=lambda e: (e.date.latest, e.measure.id)))


def measure_expected_stages(
    dataset: Dataset, measure: Measure, today: date
) -> tuple[ExpectedStage, ...]:
    """The stages of a measure that are expected and were not seen in all of their nations."""
    timings = (
        (stage, stage_timing(dataset, measure, stage, today))
        for stage in measure.stages
        if stage.expected
    )
    return tuple(
        ExpectedStage(measure, stage, stage.expected, timing)
        for stage, timing in timings
        if stage.expected and timing.is_awaited
    )


def stage_timing(dataset: Dataset, measure: Measure, stage: Stage, today: date) -> Timing:
    """Where an entry of a stage stands: by its own date, or by what others of the measure show in
    each of its nations in which the measure has not ended. Where it has ended in all of them before
    the stage was seen, nothing more is expected.
    """
    looked_to = _looked_to(measure, stage)
    if stage.date:
        return _taken_timing(stage.date, stage.date, today)
    if not stage.expected:
        return Timing("unknown", checked_to=looked_to)
    nations = stage_nations(measure, stage)
    ended = nations_ended(measure_ends(dataset, measure), today)
    left = [nation for nation in nations if nation not in ended]
    taken = commencement_of(dataset, f"{measure.id}.{stage.stage}", left or nations).taken
    if taken:
        return _taken_timing(stage.expected, taken, today)
    if not left:
        return Timing("ended", stage.expected, checked_to=looked_to)
    return judge_date(stage.expected, today, looked_to)


def _taken_timing(given: PartialDate, taken: PartialDate, today: date) -> Timing:
    """Where a date stands that was given for what has, or will have, come by another."""
    return Timing("ahead" if is_ahead(taken, today) else "taken", given, taken)


def _looked_to(measure: Measure, stage: Stage) -> PartialDate | None:
    """How far a stage was looked for, in all entries of it."""
    searches = [
        search
        for other in measure.stages
        if other.stage == stage.stage
        and (
            other is stage
            or set(stage_nations(measure, other)) & set(stage_nations(measure, stage))
        )
        for search in other.searched
    ]
    return furthest_look(
        stage.date or stage.expected, searches, measure.open_questions, stage.source
    )


Phase = Literal["now", "check", "coming", "watch", "ended"]


@dataclass(frozen=True)
class ReportedStart:
    """A date that a source gives for a start that was not seen, and where it stands. `stage` is the
    stage of a measure that has it, where the date is not the implication's own.
    """

    date: PartialDate
    timing: Timing
    stage: Stage | None = None


@dataclass(frozen=True)
class AppliedImplication:
    """An implication on a day. `phase` is whether it binds now, may have started without our having
    seen it, is coming, is only to be watched or has ended; `commencement`, what was seen of its
    start (for `in_force_by`: a day on which it was in force) where it has not ended; `announced`,
    the first date that a source gives for a start that was not seen; `ends`, its ends, in some
    nations or in all; `withdrawn`, the day by which its sources were withdrawn, if they were;
    `timing`, where its start stands.
    """

    implication: Implication
    phase: Phase
    commencement: Commencement
    timing: Timing
    announced: ReportedStart | None = None
    ends: tuple[End, ...] = ()
    withdrawn: PartialDate | None = None

    @property
    def reported(self) -> ReportedStart | None:
        """What says that it may have started, where that was not seen: a date that has come."""
        return self.announced if self.announced and self.announced.timing.has_come else None

    @property
    def ended(self) -> PartialDate | None:
        """The date from which it applies in none of its nations, once that has come."""
        dates = (end.date for end in self.ends if end.date)
        return max(dates, key=chronological, default=None) if self.phase == "ended" else None

    @property
    def start(self) -> PartialDate | None:
        """The date of its start."""
        return self.commencement.taken

    @property
    def expected(self) -> PartialDate | None:
        """The date by which it is expected to start."""
        return self.commencement.expected

    @property
    def looked_to(self) -> PartialDate | None:
        """The day to which its start was looked for and not found."""
        return self.commencement.looked_to

    @property
    def first_date(self) -> PartialDate | None:
        """The first date from which it may apply: that of its start or, where that was not seen,
        the one that a source gives for it.
        """
        announced = self.announced.date if self.announced else None
        return self.start or self.expected or announced


def apply_implication(
    dataset: Dataset, implication: Implication, today: date
) -> AppliedImplication:
    """An implication on a day.

    A duty or guidance is in force once its start was seen and has come; until then it is coming.
    What is only expected binds nobody and is to be watched. Where the measure with which it starts
    was withdrawn, it may have started. Once it has ended in each of its nations it has ended; where
    it has in some, the others decide.
    """
    ends = implication_ends(dataset, implication)
    ended = nations_ended(ends, today)
    nations = tuple(nation for nation in implication.applies_in if nation not in ended)
    commencement = _implication_commencement(dataset, implication, nations)
    withdrawn = withdrawn_on(dataset, implication.sources)
    if not nations:
        timing = Timing("ended", commencement.expected, commencement.taken, commencement.looked_to)
        return AppliedImplication(implication, "ended", commencement, timing, None, ends, withdrawn)
    known = commencement.taken
    announced = None if known else _announced_start(dataset, implication, nations, today)
    timing = _start_timing(implication, commencement, announced, today)
    not_begun: Phase = "watch" if implication.force == EXPECTED else "coming"
    if timing.state == "taken" and implication.force != EXPECTED:
        not_begun = "now"
    # What may have started never stands under "coming" or "watch": both say that it does not bind.
    phase: Phase = "check" if timing.has_come or timing.state == "withdrawn" else not_begun
    return AppliedImplication(implication, phase, commencement, timing, announced, ends, withdrawn)


def _start_timing(
    implication: Implication,
    commencement: Commencement,
    announced: ReportedStart | None,
    today: date,
) -> Timing:
    """Where the start of an implication stands."""
    looked_to = commencement.looked_to
    if announced and announced.timing.has_come:
        return announced.timing
    if implication.withdrawn_from("starts_with"):
        return Timing("withdrawn", checked_to=looked_to)
    if taken := commencement.taken:
        return _taken_timing(taken, taken, today)
    return announced.timing if announced else Timing("unknown", checked_to=looked_to)


def _implication_commencement(
    dataset: Dataset, implication: Implication, nations: Collection[str]
) -> Commencement:
    """What was seen of the start of an implication in some of its nations; where it has ended in
    all, in those.
    """
    if implication.starts_with:
        return commencement_of(dataset, implication.starts_with, nations or implication.applies_in)
    return Commencement(
        taken=implication.applies_from or implication.in_force_by, expected=implication.expected
    )


def _announced_start(
    dataset: Dataset, implication: Implication, nations: Collection[str], today: date
) -> ReportedStart | None:
    """The first date of those that any source gives for a start which was not seen, in any of some
    nations; a source that cannot carry a duty can still say that one may bind.
    """
    starts = []
    if implication.expected:
        looked_to = _implication_looked_to(dataset, implication)
        timing = judge_date(implication.expected, today, looked_to)
        starts.append(ReportedStart(implication.expected, timing))
    id, _, stage_id = (implication.starts_with or "").partition(".")
    if measure := dataset.measures.get(id):
        starts += [
            ReportedStart(when, judge_date(when, today, _looked_to(measure, stage)), stage)
            for stage in measure.stages
            if stage.stage == stage_id and (when := stage.date or stage.expected)
            if not set(stage_nations(measure, stage)).isdisjoint(nations)
        ]
    return min(starts, key=lambda start: start.date.latest, default=None)


def _implication_looked_to(dataset: Dataset, implication: Implication) -> PartialDate | None:
    """How far the start of an implication that has a date of its own was looked for: by the
    questions that are open about its measures, else to the newest document that it rests on.
    """
    measures = [dataset.measures[id] for id in implication.measures]
    newest = max(
        (source for source in implication.sources if source.published),
        key=lambda source: chronological(source.published or source.seen_on),
        default=None,
    )
    questions = [question for measure in measures for question in measure.open_questions]
    return furthest_look(implication.expected, (), questions, newest)


def by_start_date(applied: AppliedImplication) -> tuple[date, str]:
    """The key of the order of implications: by the first day from which they may apply, those
    without a date last.
    """
    start = applied.first_date
    return (start.earliest if start else date.max, applied.implication.id)
