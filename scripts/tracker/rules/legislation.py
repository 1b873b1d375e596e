"""Rules of legislation: stages of measures, commencement, and statuses that rest on them."""

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.derive.commencement import nations_in_force
from tracker.derive.ends import measure_ends, nations_ended, stage_nations
from tracker.derive.findings import current_findings, finding_nations
from tracker.derive.succession import continued_measures
from tracker.load.dataset import Dataset
from tracker.problems import Problem, either, quoted, with_article
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.records import Element, Finding, Measure, Recommendation
from tracker.schema.traversal import FieldPath
from tracker.schema.vocabularies import (
    DELIVERED,
    NOT_ASSESSED,
    PASSED,
    SUPERSEDED,
)


def delivery_by_law_has_a_commencement(dataset: Dataset, today: date) -> Iterator[Problem]:
    """An element delivered by law rests on laws that had all started by then, in each nation of the
    finding, and had not ended.
    """
    starts = either(dataset.vocabulary.commencing_stages)
    for recommendation in dataset.recommendations.values() if starts else ():
        for number, element in enumerate(recommendation.elements):
            laws = _legislation(dataset, element)
            for index, finding in enumerate(element.findings):
                where: FieldPath = ("elements", number, "findings", index, "status")
                if finding.status != DELIVERED:
                    continue
                nations = finding_nations(recommendation, finding)
                for law in laws:
                    in_force = nations_in_force(dataset, law, finding.date.latest)
                    ended = nations_ended(measure_ends(dataset, law), finding.date.latest)
                    if over := sorted(ended.intersection(nations)):
                        message = (
                            f"'delivered' by law, but {law.id} had ended by {finding.date} in "
                            f"{', '.join(over)}"
                        )
                        yield dataset.problem(recommendation, where, message)
                    missing = sorted(set(nations) - in_force - ended)
                    if missing:
                        there = [nation for nation in nations if nation in in_force]
                        message = (
                            f"'delivered' by law needs a dated {starts} stage of {law.id} by "
                            f"{finding.date} in {', '.join(missing)}; until then 'passed'"
                            f"{_of_these_alone(there)}"
                        )
                        yield dataset.problem(recommendation, where, message)


def _of_these_alone(nations: Sequence[str]) -> str:
    """How a finding says that it is of some of its nations only; empty where it is of none."""
    names = ", ".join(nations)
    return f"; 'applies_in: [{names}]' says it of {names} alone" if nations else ""


def what_is_passed_is_not_seen_to_have_started(dataset: Dataset, today: date) -> Iterator[Problem]:
    """An element whose status is "passed" does not rest on laws alone that are all in force in a
    nation of the finding.
    """
    starts = either(dataset.vocabulary.commencing_stages)
    for recommendation, element, where, finding, nations in _current(dataset):
        laws = _legislation(dataset, element)
        in_force = _nations_of_laws_in_force(dataset, laws, finding)
        started = [nation for nation in nations if nation in in_force]
        if finding.status != PASSED or not laws or not started:
            continue
        names = ", ".join(law.id for law in laws)
        if len(started) == len(nations):
            message = f"'passed', but {names} has a dated {starts} stage; add a finding"
            yield dataset.problem(recommendation, (*where, "status"), message)
        elif finding.applies_in:
            message = (
                f"'passed' in {', '.join(nations)}, but {names} has a dated {starts} stage for "
                f"{', '.join(started)}; add a finding with 'applies_in: [{', '.join(started)}]'"
            )
            yield dataset.problem(recommendation, (*where, "status"), message)


def a_finding_says_where_its_law_has_started(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A finding that names no nations rests on laws that are in force in all nations of the
    recommendation, or in none.
    """
    for recommendation, element, where, finding, nations in _current(dataset):
        laws = _legislation(dataset, element)
        in_force = _nations_of_laws_in_force(dataset, laws, finding)
        started = [nation for nation in nations if nation in in_force]
        others = [nation for nation in nations if nation not in in_force]
        judged = finding.status not in (DELIVERED, NOT_ASSESSED, SUPERSEDED)
        if judged and laws and started and others and not finding.applies_in:
            message = (
                f"{quoted(finding.status)} in {', '.join(nations)}, but "
                f"{', '.join(law.id for law in laws)} is in force in {', '.join(started)} and not "
                f"known to be in {', '.join(others)}; add a finding for each, with 'applies_in'"
            )
            yield dataset.problem(recommendation, (*where, "status"), message)


def _nations_of_laws_in_force(
    dataset: Dataset, laws: Sequence[Measure], finding: Finding
) -> frozenset[str]:
    """The nations in which each of some laws is known to be in force, as far as a finding looked;
    of no laws none.
    """
    nations = [nations_in_force(dataset, law, finding.evidence_to.latest) for law in laws]
    return frozenset.intersection(*nations) if nations else frozenset()


def _current(
    dataset: Dataset,
) -> Iterator[tuple[Recommendation, Element, FieldPath, Finding, tuple[str, ...]]]:
    """Every finding that holds, with its recommendation, its element, its path, and the nations in
    which it does.
    """
    for recommendation in dataset.recommendations.values():
        for number, element in enumerate(recommendation.elements):
            for holding in current_findings(recommendation, element):
                finding = holding.finding
                index = next(i for i, f in enumerate(element.findings) if f is finding)
                where: FieldPath = ("elements", number, "findings", index)
                yield recommendation, element, where, finding, holding.nations


def what_was_delivered_by_law_is_judged_again_after_its_end(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """No element whose newest finding is "delivered" rests on a law that has ended since, in a
    nation of the finding.
    """
    for recommendation, element, where, finding, held_in in _current(dataset):
        for law in _legislation(dataset, element) if finding.status == DELIVERED else ():
            for end in measure_ends(dataset, law):
                nations = [nation for nation in held_in if nation in end.nations]
                since = end.date and finding.date.latest < end.date.latest
                if nations and since and end.has_come(today):
                    message = (
                        f"'delivered', but {law.id} ended on {end.date} in "
                        f"{', '.join(nations)}; add a finding"
                    )
                    yield dataset.problem(recommendation, (*where, "status"), message)


def nothing_comes_into_force_after_its_end(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A measure comes into force, in each nation, before it ends there."""
    commencing = dataset.vocabulary.commencing_stages
    for measure in dataset.measures.values():
        ends = measure_ends(dataset, measure)
        for index, stage in enumerate(measure.stages):
            start = stage.date or stage.expected
            for end in ends if stage.stage in commencing and start else ():
                nations = [n for n in stage_nations(measure, stage) if n in end.nations]
                if nations and start and end.date and start.earliest >= end.date.latest:
                    message = (
                        f"is of {start}, but it ended on {end.date} in {', '.join(nations)}; what "
                        "starts anew is a measure of its own"
                    )
                    field = "date" if stage.date else "expected"
                    yield dataset.problem(measure, ("stages", index, field), message)


def _legislation(dataset: Dataset, element: Element) -> list[Measure]:
    """The laws that an element rests on."""
    measures = [dataset.measures[id] for id in element.rests_on if id in dataset.measures]
    return [measure for measure in measures if measure.kind in dataset.vocabulary.laws]


def a_statute_has_the_day_of_its_enactment(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A statute has the day on which it was enacted; a provision names its statute, and a statute
    as a whole is never in force.
    """
    vocabulary = dataset.vocabulary
    a_statute = with_article(vocabulary.kind_names(vocabulary.statutes))
    a_provision = with_article(vocabulary.kind_names(vocabulary.provisions))
    for measure in dataset.measures.values():
        if measure.kind in vocabulary.statutes:
            yield from _statute_faults(dataset, measure)
        statute = dataset.measures.get(measure.part_of or "")
        if statute and vocabulary.statutes and statute.kind not in vocabulary.statutes:
            message = f"{quoted(statute.id)} is not {a_statute}; {a_provision} is part of one"
            yield dataset.problem(measure, ("part_of",), message)
        if measure.kind in vocabulary.provisions and not measure.part_of:
            message = (
                f"{with_article(vocabulary.kind_names([measure.kind]))} needs 'part_of': the "
                f"{vocabulary.kind_names(vocabulary.statutes)} that it belongs to"
            )
            yield dataset.problem(measure, ("kind",), message)


def _statute_faults(dataset: Dataset, statute: Measure) -> Iterator[Problem]:
    """That a statute was not enacted on a day, or that it has started as a whole."""
    vocabulary = dataset.vocabulary
    noun = with_article(vocabulary.kind_names([statute.kind]))
    if not any(s.stage in vocabulary.enacting_stages and s.date for s in statute.stages):
        message = f"{noun} needs a dated {either(vocabulary.enacting_stages)} stage"
        yield dataset.problem(statute, ("stages",), message)
    for index, stage in enumerate(statute.stages):
        if stage.stage in vocabulary.commencing_stages and stage.date:
            provision = vocabulary.kind_names(vocabulary.provisions)
            message = (
                f"{noun} starts by {provision}; give the {provision} a file of its own, and this "
                "stage"
            )
            yield dataset.problem(statute, ("stages", index, "stage"), message)


def a_law_is_made_and_starts_by_stages(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Where a kind of measure is a law, the vocabulary says by which stages such a law is made and
    starts, and of what a provision is part.
    """
    vocabulary = dataset.vocabulary
    lacks = {
        "stages": (
            ("'enacts: true'", vocabulary.statutes and not vocabulary.enacting_stages),
            ("'commences: true'", vocabulary.laws and not vocabulary.commencing_stages),
        ),
        "measure-kinds": (("'law: statute'", vocabulary.provisions and not vocabulary.statutes),),
    }
    for name, marks in lacks.items():
        for mark, is_missing in marks if name not in dataset.unread_vocabularies else ():
            if is_missing:
                document = dataset.documents["vocabulary", name]
                message = f"no entry has {mark}, and a kind of measure is a law; add it to one"
                yield document.problem((), message)


def a_measure_continues_an_earlier_one(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A measure continues one that did not begin after it, and that does not lead back to it."""
    for measure in dataset.measures.values():
        earlier = continued_measures(dataset, measure)
        if len(earlier) > 1 and earlier[-1] is measure:
            chain = " → ".join((measure.id, *(each.id for each in earlier)))
            message = f"continues leads back to this measure: {chain}; take one of these out"
            yield dataset.problem(measure, ("continues",), message)
        elif earlier:
            began, before = _first_date(measure), _first_date(earlier[0])
            if began and before and began.latest < before.earliest:
                message = (
                    f"{quoted(earlier[0].id)} began on {before}, after this measure, {began}; "
                    "a measure continues an earlier one"
                )
                yield dataset.problem(measure, ("continues",), message)


def _first_date(measure: Measure) -> PartialDate | None:
    """The date of a measure's first dated stage."""
    dates = (stage.date for stage in measure.stages if stage.date)
    return min(dates, key=chronological, default=None)


def a_stage_says_when_or_where_it_was_looked_for(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """A stage has a date, an expected date, words or a search; a dated or expected one has a
    source.
    """
    for measure in dataset.measures.values():
        for index, stage in enumerate(measure.stages):
            where = ("stages", index)
            if not (stage.date or stage.expected or stage.words or stage.searched):
                message = (
                    f"{quoted(stage.stage)} needs 'date', 'expected', 'words', or "
                    "'searched' where none was found"
                )
                yield dataset.problem(measure, where, message)
            if (stage.date or stage.expected) and not stage.source:
                yield dataset.problem(
                    measure, where, f"{quoted(stage.stage)} has a date, so it needs a 'source'"
                )
            if stage.date and stage.searched:
                message = (
                    f"{quoted(stage.stage)} has a date and a search; a "
                    "search is for what was not found"
                )
                yield dataset.problem(measure, (*where, "searched"), message)


def a_start_has_a_source_that_can_carry_it(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The date of an enactment, of a commencement or of an end rests on a source of a grade that
    can carry it.
    """
    vocabulary = dataset.vocabulary
    needing = {*vocabulary.enacting_stages, *vocabulary.commencing_stages}
    needing |= vocabulary.ending_stages
    grades, carrying = vocabulary.grades, vocabulary.carrying
    for measure in dataset.measures.values():
        for index, stage in enumerate(measure.stages):
            if stage.stage not in needing or not stage.date or not stage.source:
                continue
            grade = stage.source.grade
            if grade in grades and grade not in carrying:
                message = (
                    f"{quoted(stage.stage)} has a date by a source of grade "
                    f"{grades[grade].label}; give one of grade {vocabulary.carrying_text}, "
                    "or say in 'words' who reports it"
                )
                yield dataset.problem(measure, ("stages", index, "date"), message)
