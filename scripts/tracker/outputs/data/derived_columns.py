"""The derived columns of the published data: what an item has besides the fields of its model.

A class for each kind, in which each public method is a column: its name is the column's, what it
returns its type, its docstring the description. It takes the place of a field of the same name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Generic, TypeVar

from tracker.derive.answers import AnswerState, answers_to
from tracker.derive.changes import Change as RecordChange
from tracker.derive.changes import ChangeKind, ChangeValue
from tracker.derive.commencement import AppliedImplication, Phase, nations_in_force, stage_timing
from tracker.derive.commitments import CommitmentProgress, DueState, ResolvedDueDate
from tracker.derive.ends import End, measure_ends, nations_ended
from tracker.derive.findings import finding_nations, nations_of
from tracker.derive.independence import current_independent_findings
from tracker.derive.indexes import bodies_of, topics_of
from tracker.derive.report_counts import count_report
from tracker.derive.status import Assessment, ElementAssessment
from tracker.derive.timing import Timing, TimingState
from tracker.derive.withdrawn_sources import finding_withdrawn_on, withdrawn_on
from tracker.outputs.context import BuildContext
from tracker.schema.dates import chronological
from tracker.schema.fields import (
    AudienceId,
    BodyId,
    Date,
    DevelopmentId,
    EventDate,
    Model,
    Nation,
    RecommendationId,
    Record,
    Recorded,
    Ref,
    Source,
    SourceEndKind,
    Text,
    TopicId,
)
from tracker.schema.records import (
    Body,
    Claim,
    Commitment,
    Development,
    DueDate,
    Element,
    Finding,
    Implication,
    IndependentFinding,
    Measure,
    Recommendation,
    Report,
    Response,
    Service,
    Stage,
)
from tracker.schema.vocabularies import Term
from tracker.text.answer_sentences import (
    answer_counts_text,
    answers_text,
)
from tracker.text.change_sentences import ChangeText, describe_change
from tracker.text.names import body_name, title_and_path
from tracker.text.source_sentences import publisher_name
from tracker.text.status_sentences import flag_text, label_text, reason_text, share_text

T = TypeVar("T")
Columns = TypeVar("Columns", bound="DerivedColumns[Any]")


@dataclass(frozen=True)
class Item:
    """An item of the published data in its place: the record, or the part of one, that it is made
    of; its id; its number among those of its kind in its owner, from 1; and the item that it stands
    in, None for a record.
    """

    context: BuildContext
    value: Any
    id: str
    number: int = 1
    owner: "Item | None" = None
    _derived: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def whole(self) -> "Item":
        """The item that it stands in, at last: that of a record."""
        return self.owner.whole if self.owner else self

    @property
    def record(self) -> Any:
        """The record that it is, or that it stands in."""
        return self.whole.value

    def derived(self, columns: type[Columns]) -> Columns:
        """Its derived columns of a class, which are made once."""
        if columns not in self._derived:
            self._derived[columns] = columns(self)
        made: Columns = self._derived[columns]
        return made


class DerivedColumns(Generic[T]):
    """The derived columns of an item, whose value is a `T`."""

    def __init__(self, item: Item) -> None:
        self._item = item
        self._value: T = item.value
        self._context = item.context
        self._facts = item.context.facts
        self._dataset = item.context.dataset

    @property
    def _assessment(self) -> Assessment:
        """That of the recommendation that the item is or stands in."""
        return self._facts.assessments[self._item.record.id]


class RecordColumns(DerivedColumns[Record]):
    """What every record has."""

    def page(self) -> str:
        """The address of the page, or of the place on a page, that shows it to readers."""
        return self._context.url(title_and_path(self._dataset, self._value)[1])

    def withdrawn_references(self) -> int:
        """How many references of it are left out, as what they name was withdrawn."""
        record = self._value
        return len(self._dataset.dropped.get((record.folder, record.id), ()))


class RecommendationColumns(DerivedColumns[Recommendation]):
    """What the record shows of a recommendation, and what is claimed of it."""

    def status(self) -> Annotated[str, Ref("labels")]:
        """What the record shows, worked out from the elements."""
        return self._assessment.status

    def status_in_words(self) -> str:
        """`status` as pages show it. Where nations differ, it says what is shown of each."""
        return label_text(self._dataset, self._assessment.by_nation)

    def share(self) -> str:
        """How many of its elements have that status, and what the others have. Show it with the
        status.
        """
        return share_text(self._dataset.vocabulary.statuses, self._assessment.share)

    def share_count(self) -> int:
        """How many of its elements have that status."""
        return self._assessment.share.count

    def share_of(self) -> int:
        """How many elements it has."""
        return self._assessment.share.total

    def reason(self) -> Text:
        """The reason of the finding that decided the status; where nations differ, of each; that
        nobody has looked, where there is none yet.
        """
        return reason_text(self._dataset, self._assessment)

    def confidence(self) -> str | None:
        """How sure the status is, from the sources of the elements that give it."""
        confidence = self._assessment.confidence
        return confidence.level if confidence else None

    def confidence_reason(self) -> str | None:
        """Why it is as sure as that."""
        confidence = self._assessment.confidence
        return confidence.reason if confidence else None

    def answer_state(self) -> AnswerState:
        """How a count takes its current responses. `accepted`: by each body that answered;
        `differing`: bodies answered differently; `otherwise`: all gave another answer;
        `not-found`; `withdrawn`, where the source of each was; `not-looked`, where nothing is
        recorded of any answer.
        """
        return answers_to(self._dataset, self._assessment).state

    def answers(self) -> Text:
        """Who answered what, in a sentence."""
        return answers_text(self._dataset, answers_to(self._dataset, self._assessment))

    def claim_status(self) -> Annotated[str, Ref("states")] | None:
        """What was claimed last about delivery; none where nobody has looked yet. Never mix it with
        `status`. Where bodies claim different things, the current `claims` say so.
        """
        return self._assessment.claim_status

    def last_change(self) -> Date | None:
        """The day of the newest change of the status, if there was any."""
        return self._assessment.last_change

    def next_date(self) -> Date | None:
        """The next date that lies ahead: promised, or expected of a measure on which it rests."""
        upcoming = self._assessment.upcoming
        return upcoming.date if upcoming else None

    def evidence_to(self) -> Date | None:
        """How far the evidence reaches; none where nobody has looked yet. Absence is judged against
        this day, never against today.
        """
        return self._assessment.evidence_to

    def label_evidence_to(self) -> Date | None:
        """How far the evidence of the part that was searched least far reaches, superseded parts
        apart; what stands beside `status` is never later.
        """
        return self._assessment.label_evidence_to

    def reviewed(self) -> Date | None:
        """The day of its newest review; none where there is none yet."""
        return self._assessment.review.date if self._assessment.review else None

    def reconstructed(self) -> bool:
        """Whether findings about earlier days were written later."""
        return self._assessment.reconstructed

    def flags(self) -> tuple[str, ...]:
        """What a reader should know beside the status, in sentences."""
        return tuple(flag_text(flag) for flag in self._assessment.flags)

    def developments(self) -> tuple[DevelopmentId, ...]:
        """Those that concern it, newest first."""
        return tuple(development.id for development in self._assessment.timeline)

    def is_looked_at(self) -> bool:
        """Whether an editor has looked at what became of it. Leave the others out of counts."""
        return self._assessment.is_looked_at

    def position(self) -> int:
        """Its place among the recommendations of its report that are recorded, from 1, in the order
        in which people read their numbers.
        """
        return self._facts.assessments_by.position[self._value.id] + 1


@dataclass(frozen=True)
class StatusInNation:
    """The status of a recommendation or of an element in a nation."""

    nation: str
    status: str


class NationStatusColumns(DerivedColumns[StatusInNation]):
    """What the record shows of a recommendation, or of an element, in a nation."""

    def nation(self) -> Nation:
        """The nation."""
        return self._value.nation

    def status(self) -> Annotated[str, Ref("labels")]:
        """What the record shows of it there."""
        return self._value.status


class ReportColumns(DerivedColumns[Report]):
    """How the recommendations of a report were answered."""

    def accepted(self) -> int | None:
        """How many of its recommendations each body that answered accepted; none where no answer
        was looked for. Where no answer of a body was found, that takes nothing from the answers of
        others.
        """
        assessments = self._facts.assessments_of(self._value)
        counts = count_report(self._dataset, self._value, assessments)
        return counts.accepted if counts.asked_about else None

    def answers(self) -> Text | None:
        """How its recommendations were answered, in numbers; none where none is recorded."""
        assessments = self._facts.assessments_of(self._value)
        return answer_counts_text(self._dataset, assessments) or None


class ResponseColumns(DerivedColumns[Response]):
    """Where a response stands among those of its body."""

    def is_current(self) -> bool:
        """Whether it is the newest response of this body."""
        return self._value in self._assessment.responses


class ClaimColumns(DerivedColumns[Claim]):
    """When a claim was made."""

    def date(self) -> Date:
        """The date of the development in which it was made."""
        return self._dataset.developments[self._value.development].date

    def is_current(self) -> bool:
        """Whether it is the newest of its voice: of this body and those that speak with it."""
        return any(self._value is claim for claim in self._assessment.claims)


class IndependentFindingColumns(DerivedColumns[IndependentFinding]):
    """When an independent body found something, and about what."""

    def elements(self) -> tuple[str, ...]:
        """The ids of the elements that it looked at; none where it is the whole."""
        return tuple(f"{self._item.record.id}.{id}" for id in self._value.elements)

    def date(self) -> EventDate:
        """The date of the development in which it said so."""
        return self._dataset.developments[self._value.development].date

    def is_current(self) -> bool:
        """Whether it is the newest of the body on the same elements."""
        findings = self._assessment.recommendation.independent_findings
        return any(self._value is f for f in current_independent_findings(findings))


class ElementColumns(DerivedColumns[Element]):
    """An element as it stands."""

    @property
    def _assessed(self) -> ElementAssessment:
        return self._assessment.elements[self._item.number - 1]

    def number(self) -> str:
        """The number of its recommendation, and its own."""
        return self._assessed.number

    def status(self) -> Annotated[str, Ref("labels")]:
        """That of its newest finding; `not-looked-at` before its first. Where nations differ, it is
        worked out from those of each.
        """
        return self._assessed.status

    def status_in_words(self) -> str:
        """`status` as pages show it. Where nations differ, it says what is shown of each."""
        return label_text(self._dataset, self._assessed.by_nation)

    def since(self) -> Date | None:
        """The day from which it has had this status, in each nation, without a break; none before
        its first finding.
        """
        return self._assessed.since

    def confidence(self) -> str | None:
        """How sure its finding is; none for one that rests on a search and no source."""
        return self._assessed.confidence.level if self._assessed.confidence else None


class FindingColumns(DerivedColumns[Finding]):
    """Where a finding stands among those of its element."""

    def is_current(self) -> bool:
        """Whether it holds now, in any nation."""
        return bool(self.current_in())

    def current_in(self) -> tuple[Nation, ...]:
        """The nations in which it holds now."""
        assert self._item.owner
        findings = self._item.owner.derived(ElementColumns)._assessed.findings
        return tuple(n for held in findings if held.finding is self._value for n in held.nations)

    def applies_in(self) -> tuple[Nation, ...]:
        """The nations of which it says this: its own, or those of the recommendation."""
        return finding_nations(self._item.record, self._value)

    def source_withdrawn(self) -> Date | None:
        """The day by which all sources that carry it were withdrawn, if they were."""
        return finding_withdrawn_on(self._dataset, self._value)

    def withdrawn_sources(self) -> int:
        """How many of the developments that it rested on were withdrawn. They count as no
        evidence.
        """
        references = self._value.withdrawn_references
        return len({r.address for r in references if r.field in ("evidence", "against")})


class CommitmentColumns(DerivedColumns[Commitment]):
    """Where a commitment stands."""

    @property
    def _progress(self) -> CommitmentProgress:
        return self._assessment.commitments[self._item.number - 1]

    def due_state(self) -> DueState:
        """Where its date stands. `unchecked`: the date has passed, but after the day to which we
        looked. `unknown`: it was kept, and what showed that this was undone was withdrawn.
        """
        return self._progress.state

    def timing(self) -> TimingState:
        """Where its date stands, in the words that every dated thing has: `ahead`, `passed` (not
        checked since `looked_to`), `taken` (kept), `overdue`, `ended` (undone), `withdrawn`,
        `unknown`.
        """
        return self._progress.timing.state

    def date(self) -> EventDate | None:
        """The date that holds now; none where none can be told."""
        return self._progress.due

    def days_overdue(self) -> int:
        """How long it was overdue on the day to which we looked."""
        return self._progress.days_overdue

    def slips(self) -> int:
        """How often its date was moved to a later one, or withdrawn."""
        return self._progress.slips

    def met(self) -> Date | None:
        """The day on which the published record shows that it was kept."""
        return self._value.met.date if self._value.met else None

    def met_by(self) -> DevelopmentId | None:
        """The development that shows it."""
        return self._value.met.development if self._value.met else None

    def looked_to(self) -> Date | None:
        """How far the place that would show it was looked at; none where nobody has looked yet."""
        return self._progress.evidence_to

    def undone(self) -> Date | None:
        """The day on which the published record shows that what kept it was undone."""
        return self._value.undone.date if self._value.undone else None

    def undone_by(self) -> DevelopmentId | None:
        """The development that shows that."""
        return self._value.undone.development if self._value.undone else None

    def source_withdrawn(self) -> Date | None:
        """The day by which the sources of the promise, or of its keeping, were withdrawn, if they
        were.
        """
        return self._progress.withdrawn


class DueDateColumns(DerivedColumns[DueDate]):
    """A due date, worked out where it depends on a stage of a measure."""

    @property
    def _dates(self) -> tuple[ResolvedDueDate, ...]:
        assert self._item.owner
        return self._item.owner.derived(CommitmentColumns)._progress.due_dates

    def date(self) -> EventDate | None:
        """The day or the span that was given, or that follows from the stage that it depends on."""
        return self._dates[self._item.number - 1].date

    def is_current(self) -> bool:
        """Whether it is the one that holds now."""
        return self._item.number == len(self._dates)


class DevelopmentColumns(DerivedColumns[Development]):
    """What a development concerns."""

    def recommendations(self) -> tuple[RecommendationId, ...]:
        """Those that it concerns: named by it, or resting on it."""
        return tuple(self._facts.developments_by.recommendations_of[self._value.id])

    def bodies(self) -> tuple[BodyId, ...]:
        """Who acted, or whom its recommendations and measures concern."""
        return tuple(bodies_of(self._dataset, self._value, self.recommendations()))

    def body_names(self) -> tuple[str, ...]:
        """Their names on its day."""
        when = self._value.date
        return tuple(body_name(self._dataset, id, when) for id in self.bodies())

    def topics(self) -> tuple[TopicId, ...]:
        """Its own, or those of its recommendations and measures."""
        return tuple(topics_of(self._dataset, self._value, self.recommendations()))


class MeasureColumns(DerivedColumns[Measure]):
    """Where a measure is in force, and where it has ended."""

    @property
    def _ended(self) -> tuple[End, ...]:
        ends = measure_ends(self._dataset, self._value)
        return tuple(end for end in ends if end.has_come(self._context.today))

    def in_force_in(self) -> tuple[Nation, ...]:
        """The nations in which it was seen to come into force and is not known to have ended."""
        nations = nations_in_force(self._dataset, self._value, self._context.today)
        return tuple(nation for nation in self._value.applies_in if nation in nations)

    def ended(self) -> Date | None:
        """The day from which it is known to have ended wherever it applies, by its own stages or
        those of the law that it is part of.
        """
        if set(self.ended_in()) < set(self._value.applies_in):
            return None
        dates = (end.date for end in self._ended if end.date)
        return max(dates, key=chronological, default=None)

    def ended_by(self) -> tuple[Annotated[str, Ref("stages")], ...]:
        """How it has ended, where it has ended in any nation."""
        return tuple(dict.fromkeys(end.stage for end in self._ended if end.stage))

    def ended_in(self) -> tuple[Nation, ...]:
        """The nations in which it is known to have ended."""
        ended = nations_ended(self._ended, self._context.today)
        return tuple(nation for nation in self._value.applies_in if nation in ended)


class BodyColumns(DerivedColumns[Body]):
    """From whom a body took over."""

    def predecessors(self) -> tuple[BodyId, ...]:
        """The bodies from which it took over, also by way of others, the last to end first."""
        return tuple(body.id for body in self._facts.predecessors_of.get(self._value.id, ()))


class StageColumns(DerivedColumns[Stage]):
    """Where a stage applies."""

    def applies_in(self) -> tuple[Nation, ...]:
        """The nations in which it applies: its own, or those of the measure."""
        measure: Measure = self._item.record
        return self._value.applies_in or measure.applies_in

    @property
    def _timing(self) -> Timing:
        measure: Measure = self._item.record
        return stage_timing(self._dataset, measure, self._value, self._context.today)

    def timing(self) -> TimingState:
        """Where it stands: `ahead`; `passed` (its date has come, and nobody looked since
        `checked_to`); `taken`; `overdue` (looked for since its date, and not seen); `ended` (its
        measure ended first); `unknown` (no date was given).
        """
        return self._timing.state

    def checked_to(self) -> Date | None:
        """How far it was looked for; where nobody did, how far it was known to lie ahead."""
        return self._timing.checked_to


class ImplicationColumns(DerivedColumns[Implication]):
    """Where an implication stands."""

    @property
    def _applied(self) -> AppliedImplication:
        return self._context.once(_applied_implications)[self._value.id]

    def phase(self) -> Phase:
        """Where it stands. `check`: it may have started; see `reported_for`."""
        return self._applied.phase

    def timing(self) -> TimingState:
        """Where the day of its start stands: `ahead`; `passed` (it has come, and nobody looked
        since); `taken` (it started); `overdue` (looked for since that day, and not seen); `ended`;
        `withdrawn` (what showed it was); `unknown` (no day was given).
        """
        return self._applied.timing.state

    def start(self) -> Date | None:
        """The day from which it was seen to apply."""
        return self._applied.start

    def expected(self) -> Date | None:
        """The day by which it is expected to apply."""
        return self._applied.expected

    def looked_to(self) -> Date | None:
        """How far its start was looked for and not found."""
        return self._applied.looked_to

    def reported_for(self) -> Date | None:
        """A day that has come, which a source gives for a start that was not seen: it may have
        started.
        """
        return self._applied.reported.date if self._applied.reported else None

    def ended(self) -> Date | None:
        """The day from which it applies in none of its nations, once that has come: its own end, or
        that of its measure.
        """
        return self._applied.ended

    def ended_by(self) -> Annotated[str, Ref("stages")] | None:
        """How it ends, by a stage that is an end: its own, or, once it has ended, that of its
        measure.
        """
        ended = [end for end in self._applied.ends if end.date and end.date == self.ended()]
        return self._value.ended_by or (ended[0].stage if ended else None)

    def ended_in(self) -> tuple[Nation, ...]:
        """The nations in which it is known to have ended."""
        ended = nations_ended(self._applied.ends, self._context.today)
        return tuple(nation for nation in self._value.applies_in if nation in ended)

    def source_withdrawn(self) -> Date | None:
        """The day by which all sources that carry it were withdrawn, if they were."""
        return self._applied.withdrawn


class SourceColumns(DerivedColumns[Source]):
    """Whose a source is."""

    def publisher(self) -> Text:
        """Who published it, as pages show it; for a copy, it says whose copy it is."""
        return publisher_name(self._value)

    def original_publisher(self) -> str:
        """Whose document it is, also where a copy was seen."""
        return self._value.publisher

    def ended(self) -> Date | None:
        """The day on which it was withdrawn or replaced, or from which its address is gone."""
        return self._value.ended.date if self._value.ended else None

    def ended_how(self) -> SourceEndKind | None:
        """How it ended. `withdrawn`: what rests on it alone has `source_withdrawn`."""
        return self._value.ended.how if self._value.ended else None

    def ended_note(self) -> Text | None:
        """What its publisher said of its end, in our words."""
        return self._value.ended.note if self._value.ended else None

    def replaced_by(self) -> str | None:
        """The address of what took its place."""
        return self._value.ended.by if self._value.ended else None


class ServiceColumns(DerivedColumns[Service]):
    """What a service's numbers rest on."""

    def source_withdrawn(self) -> Date | None:
        """The day by which all pages that it rests on were withdrawn, if they were."""
        return withdrawn_on(self._dataset, self._value.sources)


def _applied_implications(context: BuildContext) -> Mapping[str, AppliedImplication]:
    return {
        applied.implication.id: applied
        for of_audience in context.facts.implications_by.audience.values()
        for applied in of_audience
    }


@dataclass(frozen=True)
class VocabularyWord:
    """A word of a vocabulary, with its entry."""

    vocabulary: str
    word: str
    term: Term


class TermColumns(DerivedColumns[VocabularyWord]):
    """A word of a vocabulary."""

    def vocabulary(self) -> Annotated[str, Ref("vocabularies")]:
        """The vocabulary of the word."""
        return self._value.vocabulary

    def word(self) -> str:
        """The word as records write it."""
        return self._value.word

    def label(self) -> Text:
        """The word as pages show it."""
        return self._value.term.label

    def description(self) -> Text:
        """What it means."""
        return self._value.term.description

    def number(self) -> int:
        """Its number in the order of the vocabulary, from 1."""
        return self._item.number


class ChangeColumns(DerivedColumns[RecordChange]):
    """A change of a status, a response, a claim, a due date or what an independent body found; a
    step of a measure or of what it means for an audience; or a correction.
    """

    @cached_property
    def _words(self) -> ChangeText:
        return describe_change(self._dataset, self._value)

    def page(self) -> str:
        """The address of the page, or of the place on a page, that shows it to readers."""
        return self._context.url(self._words.path)

    def kind(self) -> ChangeKind:
        """What changed."""
        return self._value.kind

    def kind_in_words(self) -> str:
        """What changed, as pages show it."""
        return self._words.kind

    def date(self) -> EventDate:
        """The day from which the record shows it."""
        return self._value.date

    def recorded(self) -> Recorded:
        """The day on which we wrote it."""
        return self._value.recorded

    def record_kind(self) -> str:
        """The kind of the record that changed."""
        return self._value.record.folder

    def record(self) -> str:
        """The id of the record that changed."""
        return self._value.record.id

    def what(self) -> Text | None:
        """The element, the body, the commitment or the point that it is about, in words."""
        return self._words.what or None

    def nations(self) -> tuple[Nation, ...]:
        """The nations in which a status changed, a step was taken, or a finding was wrong, where
        these are not all in which the record applies.
        """
        return self._value.nations

    def before(self) -> str | None:
        """The id of the word that it was, or the date."""
        return _change_value(self._value.before)

    def after(self) -> str | None:
        """The id of the word that it became, or the date."""
        return _change_value(self._value.after)

    def before_in_words(self) -> str | None:
        """What it was, as pages show it."""
        return self._words.before or None

    def after_in_words(self) -> str | None:
        """What it became, as pages show it."""
        return self._words.after or None

    def reason(self) -> Text | None:
        """Why, in a sentence."""
        return self._value.reason or None

    def evidence(self) -> tuple[DevelopmentId, ...]:
        """The developments that show it."""
        return tuple(development.id for development in self._value.evidence)

    def is_first_finding(self) -> bool:
        """Whether it is a first finding, which pages and feeds tell in one line for each
        recommendation and day: nobody had assessed it before.
        """
        return self._value.is_first_finding

    def is_first_look(self) -> bool:
        """Whether it is a first finding that rests on no development: nothing happened on its day
        but that we looked.
        """
        return self._value.is_first_look

    def topics(self) -> tuple[TopicId, ...]:
        """The topics that it is filed under."""
        return self._context.change_subjects[self._value.id].topics

    def audiences(self) -> tuple[AudienceId, ...]:
        """The audiences whose points name what changed, or whose point it is."""
        return self._context.change_subjects[self._value.id].audiences

    def bodies(self) -> tuple[BodyId, ...]:
        """The bodies that were asked, promised, answered or claimed it, or whose measure it is."""
        return self._context.change_subjects[self._value.id].bodies

    def source(self) -> str | None:
        """The address of the source of a step of a measure."""
        return self._value.source.url if self._value.source else None


def _change_value(value: ChangeValue) -> str | None:
    if isinstance(value, ResolvedDueDate):
        return value.date.text if value.date else None
    return value


def statuses_in_nations(item: Item) -> Iterator[StatusInNation]:
    """The status in each nation of the recommendation or the element that an item is, in the order
    of the vocabulary.
    """
    assessment = item.context.facts.assessments[item.record.id]
    judged: Assessment | ElementAssessment = assessment
    if isinstance(item.value, Element):
        judged = item.derived(ElementColumns)._assessed
    statuses = {nation: each.status for each in judged.by_nation for nation in each.nations}
    for nation in nations_of(item.context.dataset, item.record):
        yield StatusInNation(nation, statuses[nation])


DERIVED_COLUMNS: Mapping[type[Model], type[DerivedColumns[Any]]] = {
    Record: RecordColumns,
    Report: ReportColumns,
    Recommendation: RecommendationColumns,
    Response: ResponseColumns,
    Claim: ClaimColumns,
    IndependentFinding: IndependentFindingColumns,
    Element: ElementColumns,
    Finding: FindingColumns,
    Commitment: CommitmentColumns,
    DueDate: DueDateColumns,
    Development: DevelopmentColumns,
    Measure: MeasureColumns,
    Body: BodyColumns,
    Stage: StageColumns,
    Implication: ImplicationColumns,
    Source: SourceColumns,
    Service: ServiceColumns,
}
"""The classes of derived columns by the model of their items; those of `Record` are every record's.
"""
