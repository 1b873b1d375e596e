"""The answer in one line that begins a page or a point: whether a law is in force, how far another
measure has got, whether a point binds or a route is open, and which date comes next.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.derive.commencement import AppliedImplication, is_not_shown_in_statute
from tracker.derive.in_force import (
    InForce,
    in_force,
    law_state,
    provisions_in_force,
)
from tracker.derive.next_dates import NextDate
from tracker.derive.status import Assessment
from tracker.derive.timing import is_ahead
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.records import Measure
from tracker.schema.vocabularies import ROUTE
from tracker.text.end_sentences import NO_LONGER_IN_FORCE, end_text
from tracker.text.names import all_nations, measure_short_name, nation_names
from tracker.text.phrases import (
    NOT_LOOKED_YET,
    Sentence,
    date_pieces,
    lower_first,
    on_date,
    plain_text,
    searched_pieces,
)
from tracker.text.point_sentences import announced_place
from tracker.text.stage_sentences import measure_state, stage_label
from tracker.text.timing_sentences import (
    MAY_HAVE_STARTED,
    NO_LONGER_EXPECTED,
    START_WITHDRAWN,
    come_text,
    expected_pieces,
    reporting_kind,
)

NOT_KNOWN = "Not known"
"""The answer where no start was seen: neither that a law is in force nor that it is not."""

NOT_SHOWN = "Not shown to be law"
"""The answer where the statute of a provision was made, and its own section was not seen."""

NO_DATE_AHEAD = "None known"
"""What stands in the place of the next date where none is known."""


@dataclass(frozen=True)
class AnswerLine:
    """An answer in one line: the words that answer, and what follows them, with its full stop.
    `is_sure` is whether nothing is left to be checked.
    """

    answer: str
    rest: Sentence
    is_sure: bool = True

    @property
    def text(self) -> str:
        """The line as plain text."""
        return f"{self.answer}{plain_text(self.rest)}"


def measure_answer(
    dataset: Dataset, measure: Measure, provisions: Sequence[Measure], today: date
) -> AnswerLine:
    """Of a law, whether it is in force: `Yes, since 31 May 2022 in A.`, `No. It starts on …`, `Not
    known, searched up to 9 June 2026.`, `Not shown to be law. …` Of any other measure, how far it
    has got.
    """
    if measure.kind not in dataset.vocabulary.laws:
        return AnswerLine("", measure_state(dataset, measure, today))
    answers = in_force(dataset, measure, today)
    if any(answer.state == "in-parts" for answer in answers):
        return _in_parts(dataset, provisions, today)
    if _is_not_shown(dataset, measure, answers):
        return _not_shown(dataset, answers, today)
    lines = [_law_line(dataset, measure, answer, answers, today) for answer in answers]
    rest: list[str | PartialDate] = []
    for line in lines:
        rest += [f" {line.answer}"] if rest else []
        rest += line.rest
    return AnswerLine(lines[0].answer, tuple(rest), all(line.is_sure for line in lines))


def _is_not_shown(dataset: Dataset, law: Measure, answers: Iterable[InForce]) -> bool:
    return is_not_shown_in_statute(dataset, law) and all(a.state == "not-known" for a in answers)


def _not_shown(dataset: Dataset, answers: Collection[InForce], today: date) -> AnswerLine:
    """That a provision was not seen in its statute, and each day reported for its start."""
    statute = dataset.vocabulary.kind_names(dataset.vocabulary.statutes)
    rest: list[str | PartialDate] = [f". The {statute} passed; its own section was not seen."]
    for answer in answers:
        place = _place(dataset, answer.nations) if len(answers) > 1 else ""
        rest += _reported_day(answer.reported, today, place) if answer.reported else ()
    return AnswerLine(NOT_SHOWN, tuple(rest), False)


def _in_parts(dataset: Dataset, provisions: Sequence[Measure], today: date) -> AnswerLine:
    """How far a statute is in force that starts part by part."""
    started, count = len(provisions_in_force(dataset, provisions, today)), len(provisions)
    if not started:
        of = {0: "", 1: " of the provision recorded here"}.get(
            count, f" of any of the {count} provisions recorded here"
        )
        return AnswerLine(NOT_KNOWN, (f". It starts part by part; no start was seen{of}.",), False)
    if count == 1:
        known = "The provision recorded here is known to have started."
    elif started == count:
        known = f"{'Both' if count == 2 else f'All {count}'} provisions recorded here are known to "
        known += "be in force."
    else:
        verb = "is" if started == 1 else "are"
        known = f"{started} of the {count} provisions recorded here {verb} known to be in force."
    return AnswerLine("In part", (f". {known}",), False)


def _law_line(
    dataset: Dataset,
    law: Measure,
    answer: InForce,
    answers: Collection[InForce],
    today: date,
) -> AnswerLine:
    """Whether a law is in force in some nations; which they are where others differ."""
    place = _place(dataset, answer.nations)
    with_word, after = (place, "") if len(answers) > 1 else ("", place)
    ended = end_text(dataset, answer.end, (), today) if answer.end else ()
    if answer.state == "ended":
        return AnswerLine(f"No{with_word}", (". ", *ended, f"{after}."))
    if answer.date and answer.state == "started":
        ends = (" ", *ended, ".") if ended else ()
        since = (", since ", *date_pieces(answer.date), f"{after}.")
        return AnswerLine(f"Yes{with_word}", (*since, *ends))
    if answer.date:
        return AnswerLine(f"No{with_word}", (". It starts ", *on_date(answer.date), f"{after}."))
    reported = _reported_day(answer.reported, today) if answer.reported else ()
    searched = (", ", *searched_pieces(answer.looked_to)) if answer.looked_to else ()
    return AnswerLine(f"{NOT_KNOWN}{with_word}", (*searched, ".", *reported), False)


def _place(dataset: Dataset, nations: Collection[str]) -> str:
    """Where an answer holds: ` in A`, ` in A and B`, ` in all four nations`; empty where there is
    one nation.
    """
    count = len(dataset.vocabulary["nations"])
    if count > 2 and len(nations) == count:
        return f" in {lower_first(all_nations(count))}"
    names = nation_names(dataset, nations)
    return f" in {names}" if dataset.vocabulary.tells_nations else ""


def _reported_day(when: PartialDate, today: date, place: str = "") -> Sentence:
    """That a day was reported or announced for a start that was not seen, and where."""
    passed = "" if is_ahead(when, today) else "; that day has come"
    return " A start ", *on_date(when), f"{place} was reported or announced{passed}."


def laws_to_answer(dataset: Dataset, measures: Iterable[Measure], today: date) -> list[Measure]:
    """The laws among some measures, in the order in which a reader needs their answers: first those
    whose start was not seen, last those that have ended. A statute stands for itself only where
    none of its provisions is among them.
    """
    laws = [measure for measure in measures if measure.kind in dataset.vocabulary.laws]
    wholes = {law.part_of for law in laws}
    order = ("not-known", "ahead", "started", "in-parts", "ended")
    answered = [law for law in laws if law.id not in wholes]
    return sorted(answered, key=lambda law: order.index(law_state(dataset, law, today)))


def laws_answer(dataset: Dataset, laws: Sequence[Measure], today: date) -> AnswerLine:
    """Whether some laws are in force, in one line: that of the only one; of several, of how many
    that is known: `1 of 3 laws`, ` is known to be in force.`
    """
    if len(laws) == 1:
        return measure_answer(dataset, laws[0], (), today)
    known = sum(law_state(dataset, law, today) == "started" for law in laws)
    is_sure = all(measure_answer(dataset, law, (), today).is_sure for law in laws)
    rest = f" {'is' if known < 2 else 'are'} known to be in force."
    return AnswerLine(f"{known or 'None'} of {len(laws)} laws", (rest,), is_sure)


def more_laws_text(dataset: Dataset, laws: Sequence[Measure], today: date) -> str:
    """How many further laws there are, and of how many it is known that they are in force: `and 4
    more, 2 of them known to be in force`.
    """
    known = sum(law_state(dataset, law, today) == "started" for law in laws)
    return f"and {len(laws)} more, {known or 'none'} of them known to be in force"


def upcoming_text(dataset: Dataset, upcoming: NextDate | None, *, named: bool) -> Sentence:
    """The date that comes next and what it is of: `30 September 2026 (in force, by a report)`; with
    the name of its measure where the page is not that of the measure.
    """
    if not upcoming:
        return (NO_DATE_AHEAD,)
    if not (upcoming.measure and upcoming.stage):
        return upcoming.date, " (promised)"
    name = f"{measure_short_name(upcoming.measure)}: " if named else ""
    stage = stage_label(dataset, upcoming.stage)
    expected = "" if upcoming.stage.date else ", expected"
    return upcoming.date, f" ({name}{stage if name else lower_first(stage)}{expected})"


def next_date_text(dataset: Dataset, assessment: Assessment) -> Sentence:
    """The next date of a recommendation and what is due or expected then. Where none lies ahead,
    the last that came and was not seen: of a stage, which the answer above it names, else of a
    promise.
    """
    if assessment.upcoming:
        return upcoming_text(dataset, assessment.upcoming, named=True)
    come = [each for each in assessment.expected_stages if each.timing.has_come]
    if come:
        return "None ahead. ", come[-1].date, ": ", *come_text(come[-1].timing)
    given = [each for each in assessment.commitments if each.due]
    missed = [(each.due, each.timing) for each in given if each.due and each.timing.has_come]
    if missed:
        due, timing = max(missed, key=lambda each: chronological(each[0]))
        return "None ahead. A promise was due ", *on_date(due), "; ", *come_text(timing)
    if given:
        return ("None ahead",)
    return ("None given",) if assessment.commitments or assessment.review else (NOT_LOOKED_YET,)


@dataclass(frozen=True)
class _StandingWords:
    """What pages say of a point that binds, or of a route, by where it stands."""

    now: str
    check: str
    ahead: str
    not_known: str
    ended: str


_OF_WHAT_BINDS = _StandingWords(
    now="In force",
    check=f"{MAY_HAVE_STARTED}: check",
    ahead="Not yet in force",
    not_known="Not known to be in force",
    ended=NO_LONGER_IN_FORCE,
)
_OF_ROUTES = _StandingWords(
    now="Open",
    check="May be open: check",
    ahead="Not yet open",
    not_known="Not known to be open",
    ended="Closed",
)


def point_answer(dataset: Dataset, applied: AppliedImplication) -> AnswerLine:
    """Where a point stands, in one line without a full stop: `In force since 1 May 2026`, `Not
    known to be in force`; of a route: `Open since …`, `Open when seen on …`, `May be open: check`.
    """
    words = _OF_ROUTES if applied.implication.force == ROUTE else _OF_WHAT_BINDS
    start, announced = _start(applied), _announced(dataset, applied)
    match applied.phase:
        case "now":
            return AnswerLine(words.now, start)
        case "check" if applied.announced:
            return AnswerLine(words.check, (". It ", *announced[1:]), False)
        case "check" if applied.reported:
            return AnswerLine(words.check, announced, False)
        case "check":
            return AnswerLine(words.check, (f". {START_WITHDRAWN}",), False)
        case "coming" if start:
            return AnswerLine(words.ahead, (",", *start))
        case "coming":
            return AnswerLine(words.not_known, announced, False)
        case "watch":
            return AnswerLine("Watch", (",", *start) if start else announced)
        case "ended" if start:
            return AnswerLine(words.ended, (". It applied", *start))
    return AnswerLine(NO_LONGER_EXPECTED, ())


def _start(applied: AppliedImplication) -> Sentence:
    """Since or from when a point applies, or when it was seen to; empty where that was not seen."""
    if not applied.start:
        return ()
    if applied.implication.in_force_by:
        return " when seen ", *on_date(applied.start)
    return " since " if applied.phase == "now" else " from ", *date_pieces(applied.start)


def _announced(dataset: Dataset, applied: AppliedImplication) -> Sentence:
    """The date that a source gives for a start that was not seen, in which nations where these are
    not all, by what kind of source where that cannot carry it, and where it stands; without one how
    far the start was searched for.
    """
    if start := applied.announced:
        note = reporting_kind(dataset, start.stage) if start.stage else ""
        place = announced_place(dataset, applied.implication, start.stage)
        beside = f"{place} ({note})" if note else place
        return ", ", *expected_pieces(
            start.timing, begins=False, reported=bool(note), beside=beside
        )
    return (", ", *searched_pieces(applied.looked_to)) if applied.looked_to else ()
