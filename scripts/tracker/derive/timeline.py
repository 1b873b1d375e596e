"""What is known of a recommendation over time, by lane: when it was asked and answered, what was
promised for when, which steps its measures took, when views were asked for, when others spoke, and
how far we looked.

A date stays what the record gives: an event of some month has that month.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date as calendar_day
from typing import Literal, get_args

from tracker.derive.commitments import CommitmentProgress
from tracker.derive.evidence_reach import measures_looked_to
from tracker.derive.facts import Facts
from tracker.derive.independence import is_independent
from tracker.derive.status import Assessment
from tracker.derive.steps import Step, measure_steps
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.records import Development, Measure, Recommendation, Stage

LaneName = Literal["asked", "promised", "law", "consulted", "others"]
LANES: tuple[LaneName, ...] = get_args(LaneName)
EventKind = Literal[
    "asked",
    "answered",
    "made",
    "moved",
    "due",
    "kept",
    "undone",
    "passed",
    "legislated",
    "step",
    "enacted",
    "commenced",
    "ended",
    "expected",
    "overdue",
    "announced",
    "consulted",
    "replied",
    "said",
]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)
"""What happened; in a lane, what tells more stands later. `moved` is a date that was promised and
holds no longer, `passed` one that has come without that the promise was kept or undone, `expected`
a step that was announced for a date and not seen, `overdue` one whose date has come, `legislated` a
step of the law of a measure that is not named, `announced` a request for views whose end was not
seen.
"""


@dataclass(frozen=True)
class TimelineEvent:
    """An event in a lane. `until` is the end of what lasted; `term` the word that says what it was
    (of `responses` for an answer, of `stages` for a step), `measure` the one that took the step,
    `body` who spoke, `development` the event of the record that it is. `seen` is the date of the
    last step of a measure, or of the law, that was seen in it; `term` is that step. `is_dated` is
    whether a promise that was made has had a date.
    """

    lane: LaneName
    kind: EventKind
    date: PartialDate
    until: PartialDate | None = None
    term: str = ""
    measure: Measure | None = None
    body: str = ""
    development: str = ""
    seen: PartialDate | None = None
    is_dated: bool = True

    @property
    def last(self) -> calendar_day:
        """The last day that it can mean, of what lasted that of its end."""
        return max(when.latest for when in (self.date, self.until) if when)


@dataclass(frozen=True)
class Timeline:
    """The events of a recommendation, each lane oldest first. `asked` is the day of its report,
    `looked_to` how far the whole was looked at, None where nobody has; `looked_further`, how far
    single questions of it were, where that is further; `is_reviewed`, whether what is missing was
    looked for. `are_laws` is whether all, some or none of
    its measures are laws or bills, "some" where there is none; `is_whole`, of each lane, whether
    nothing of it was withdrawn.
    """

    events: tuple[TimelineEvent, ...]
    asked: PartialDate
    looked_to: PartialDate | None
    looked_further: PartialDate | None
    is_reviewed: bool
    are_laws: Literal["all", "some", "none"]
    is_whole: Mapping[LaneName, bool]

    def lane(self, name: LaneName) -> tuple[TimelineEvent, ...]:
        """The events of one lane."""
        return tuple(event for event in self.events if event.lane == name)

    def last_step(self, today: calendar_day) -> TimelineEvent | None:
        """The event with the last step, of a measure or of the law, that was seen by a day, steps
        by which views were asked for too.
        """
        seen = [(each.seen, each) for each in self.events if each.seen]
        ended = [pair for pair in seen if pair[0].latest <= today]
        by_date = sorted(ended, key=lambda pair: (chronological(pair[0]), _rank(pair[1])))
        return by_date[-1][1] if by_date else None


def recommendation_timeline(facts: Facts, assessment: Assessment) -> Timeline:
    """The timeline of a recommendation."""
    dataset, record = facts.dataset, assessment.recommendation
    ids = dict.fromkeys(id for element in record.elements for id in element.rests_on)
    measures = [dataset.measures[id] for id in ids]
    steps = [step for measure in measures for step in measure_steps(dataset, measure)]
    asked = dataset.reports[record.report].published
    events = [
        TimelineEvent("asked", "asked", asked),
        *_answers(dataset, assessment),
        *(event for progress in assessment.commitments for event in _promise(facts, progress)),
        *_law_steps(facts, assessment, steps),
        *_law_events(dataset, assessment, steps),
        *(event for measure in measures for event in _consultations(facts, measure)),
        *_others(dataset, assessment, steps),
    ]
    are_laws = {_is_law(dataset, measure) for measure in measures}
    return Timeline(
        events=tuple(sorted(events, key=_order)),
        asked=asked,
        looked_to=assessment.evidence_to,
        looked_further=_looked_further(dataset, assessment, ids),
        is_reviewed=bool(assessment.review),
        are_laws="some" if len(are_laws) != 1 else "all" if are_laws == {True} else "none",
        is_whole={
            "asked": not record.withdrawn_from("responses"),
            "promised": not record.withdrawn_from("commitments"),
            "law": not any(element.withdrawn_from("rests_on") for element in record.elements),
            "consulted": True,
            "others": not record.withdrawn_from("independent_findings"),
        },
    )


def _order(event: TimelineEvent) -> tuple[int, tuple[calendar_day, calendar_day], int]:
    """Lane by lane, oldest first; of one date, what tells more last."""
    return LANES.index(event.lane), chronological(event.date), _rank(event)


def _rank(event: TimelineEvent) -> int:
    return EVENT_KINDS.index(event.kind)


def _answers(dataset: Dataset, assessment: Assessment) -> Iterator[TimelineEvent]:
    """Every answer that was given, those that others have replaced too."""
    for response in assessment.recommendation.responses:
        if response.development:
            when = dataset.developments[response.development].date
            yield TimelineEvent("asked", "answered", when, term=response.position)


def _promise(facts: Facts, progress: CommitmentProgress) -> Iterator[TimelineEvent]:
    """When something was promised, each date for which it was, and when it was kept or undone."""
    dataset, commitment = facts.dataset, progress.commitment
    is_over = commitment.met or commitment.undone
    dates = [due.date for due in progress.due_dates if due.date]
    made = dataset.developments[commitment.made].date
    yield TimelineEvent("promised", "made", made, is_dated=bool(dates))
    for when in dict.fromkeys(dates):
        kind: EventKind = "moved"
        if when == progress.due:
            kind = "passed" if when.latest < facts.today and not is_over else "due"
        yield TimelineEvent("promised", kind, when)
    if commitment.met:
        yield TimelineEvent("promised", "kept", commitment.met.date)
    if commitment.undone:
        yield TimelineEvent("promised", "undone", commitment.undone.date)


def _law_steps(
    facts: Facts, assessment: Assessment, steps: Iterable[Step]
) -> Iterator[TimelineEvent]:
    """The dated steps of measures, and those that were announced for a date and not seen; without
    those by which views were asked for.
    """
    dataset = facts.dataset
    consulting = dataset.vocabulary.consulting_stages
    for step in steps:
        stage = step.after or ""
        if stage not in consulting and isinstance(step.record, Measure):
            kind = _step_kind(dataset, stage)
            yield TimelineEvent(
                "law", kind, step.date, term=stage, measure=step.record, seen=step.date
            )
    for each in assessment.expected_stages:
        stage = each.stage.stage
        if stage not in consulting:
            kind = _expected_kind(facts, each.date)
            yield TimelineEvent("law", kind, each.date, term=stage, measure=each.measure)


def _expected_kind(facts: Facts, when: PartialDate) -> EventKind:
    return "overdue" if when.latest < facts.today else "expected"


def _law_events(
    dataset: Dataset, assessment: Assessment, steps: Iterable[Step]
) -> Iterator[TimelineEvent]:
    """The developments that are steps of the law and no step of a measure on which the
    recommendation rests: as the stage that a measure that they name took on that day, or by
    themselves where none did.
    """
    kinds = dataset.vocabulary.development_kinds
    own = tuple(steps)
    for development in assessment.timeline:
        when = development.date
        if not kinds[development.kind].law or _is_step(development, own):
            continue
        taken = [
            (stage, measure)
            for measure in (dataset.measures[id] for id in development.measures)
            for stage in measure.stages
            if stage.date == when and stage.stage not in dataset.vocabulary.consulting_stages
        ]
        stage, measure = taken[0] if taken else (None, None)
        yield TimelineEvent(
            "law",
            _step_kind(dataset, stage.stage) if stage else "legislated",
            when,
            term=stage.stage if stage else development.kind,
            measure=measure,
            development=development.id,
            seen=when,
        )


def _is_step(development: Development, steps: Iterable[Step]) -> bool:
    """Whether a development is one of some steps of measures: on its day, of a measure that it
    names, or of any where it names none.
    """
    named = development.measures
    return any(
        step.date == development.date and (step.record.id in named or not named) for step in steps
    )


def _is_law(dataset: Dataset, measure: Measure) -> bool:
    kind = dataset.vocabulary.measure_kinds[measure.kind]
    return bool(kind.law) or kind.steps_are == "law"


def _step_kind(dataset: Dataset, stage: str) -> EventKind:
    vocabulary = dataset.vocabulary
    if stage in vocabulary.enacting_stages:
        return "enacted"
    if stage in vocabulary.commencing_stages:
        return "commenced"
    return "ended" if stage in vocabulary.ending_stages else "step"


def _consultations(facts: Facts, measure: Measure) -> Iterator[TimelineEvent]:
    """When views on a measure were asked for: from the day on which that opened to that on which it
    closed, each by itself where the other is not known. And when they were answered.
    """
    consulting = facts.dataset.vocabulary.consulting_stages
    dated = [(when, stage) for stage in measure.stages if (when := stage.date or stage.expected)]
    opened: tuple[PartialDate, Stage] | None = None
    for when, stage in sorted(dated, key=lambda pair: chronological(pair[0])):
        match consulting.get(stage.stage):
            case "opens":
                if opened:
                    yield _consultation(measure, opened)
                opened = when, stage
            case "closes" if opened:
                yield _consultation(measure, opened, (when, stage))
                opened = None
            case "closes":
                yield _consultation(measure, (when, stage))
            case "answers":
                yield TimelineEvent(
                    "consulted",
                    "replied" if stage.date else _expected_kind(facts, when),
                    when,
                    term=stage.stage,
                    measure=measure,
                    seen=stage.date,
                )
    if opened:
        yield _consultation(measure, opened)


def _consultation(
    measure: Measure,
    opened: tuple[PartialDate, Stage],
    closed: tuple[PartialDate, Stage] | None = None,
) -> TimelineEvent:
    """The time between two stages, or the date of one; `announced` where the last was not seen."""
    pair = [stage for _, stage in filter(None, (opened, closed))]
    seen = next((stage for stage in reversed(pair) if stage.date), None)
    return TimelineEvent(
        "consulted",
        "consulted" if pair[-1].date else "announced",
        opened[0],
        closed[0] if closed else None,
        term=(seen or pair[0]).stage,
        measure=measure,
        seen=seen.date if seen else None,
    )


def _others(
    dataset: Dataset, assessment: Assessment, steps: Iterable[Step]
) -> Iterator[TimelineEvent]:
    """When a body spoke that neither was asked nor promised anything: what independent bodies
    found, and the developments of which such a body is the first to be named. Without the report
    that made the recommendation, and without what is a step of a measure or of the law.
    """
    record = assessment.recommendation
    kinds = dataset.vocabulary.development_kinds
    taken = {(step.record.id, step.date) for step in steps}
    found = {finding.development: finding.by for finding in record.independent_findings}
    for development in assessment.timeline:
        first = next(iter(development.bodies), None)
        body = found.get(development.id) or first
        is_step = kinds[development.kind].law or any(
            (id, development.date) in taken for id in development.measures
        )
        if (
            body
            and is_independent(dataset, record, body)
            and (development.id in found or not is_step)
            and not _is_its_report(dataset, record, development)
        ):
            yield TimelineEvent("others", "said", development.date, body=body)


def _is_its_report(dataset: Dataset, record: Recommendation, development: Development) -> bool:
    """Whether a development is that the report of a recommendation was published."""
    report = dataset.reports[record.report]
    addresses = {report.url, *(source.url for source in report.sources)}
    cited = {source.url for source in development.sources}
    return development.date == report.published and not addresses.isdisjoint(cited)


def _looked_further(
    dataset: Dataset, assessment: Assessment, measures: Iterable[str]
) -> PartialDate | None:
    """How far single questions about a recommendation and its measures were looked into, where that
    is further than the whole.
    """
    looked_to = assessment.evidence_to
    record = assessment.recommendation
    days = [question.looked_to for question in record.open_questions]
    looks = [each.commitment.looked_to for each in assessment.commitments]
    looks += [each.evidence_to for each in assessment.elements]
    looks.append(measures_looked_to(dataset, measures))
    furthest = max(filter(None, (*days, *looks)), key=chronological, default=None)
    if looked_to and furthest and furthest.earliest > looked_to.latest:
        return furthest
    return None
