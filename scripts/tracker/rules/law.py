"""What the record says of the law is what a lawyer may rely on."""

from collections.abc import Iterator
from datetime import date

from tracker.problem import Problem, shown
from tracker.record.tracker import Tracker
from tracker.record.vocabulary import ACT, DELIVERED, IN_FORCE, PROVISION, ROYAL_ASSENT


def delivery_by_law_has_a_commencement(tracker: Tracker, today: date) -> Iterator[Problem]:
    """An element that is delivered by an Act or a provision rests on one whose commencement was
    seen.
    """
    for recommendation in tracker.recommendations.values():
        for number, element in enumerate(recommendation.elements):
            laws = [tracker.measures[id] for id in element.rests_on if id in tracker.measures]
            laws = [measure for measure in laws if measure.kind in (ACT, PROVISION)]
            started = [m for m in laws if any(s.stage == IN_FORCE and s.date for s in m.stages)]
            for index, finding in enumerate(element.findings):
                if finding.status == DELIVERED and laws and not started:
                    where = ("elements", number, "findings", index, "status")
                    names = ", ".join(measure.id for measure in laws)
                    message = (
                        "'delivered' by law needs a dated 'in-force' stage of "
                        f"{names}; until then it is 'passed'"
                    )
                    yield tracker.problem(recommendation, where, message)


def an_act_has_royal_assent(tracker: Tracker, today: date) -> Iterator[Problem]:
    """An Act has the day of its Royal Assent; a provision names its Act, and an Act as a whole is
    never in force.
    """
    for measure in tracker.measures.values():
        if measure.kind == ACT and not any(
            s.stage == ROYAL_ASSENT and s.date for s in measure.stages
        ):
            yield tracker.problem(measure, ("stages",), "an Act needs a dated 'royal-assent' stage")
        for index, stage in enumerate(measure.stages):
            if measure.kind == ACT and stage.stage == IN_FORCE and stage.date:
                message = (
                    "an Act starts by provision; give the provision a "
                    "file of its own, and this stage"
                )
                yield tracker.problem(measure, ("stages", index, "stage"), message)
        if measure.kind == PROVISION and not measure.part_of:
            yield tracker.problem(
                measure, ("kind",), "a provision needs 'part_of': the Act that it belongs to"
            )


def a_stage_says_when_or_where_it_was_looked_for(
    tracker: Tracker, today: date
) -> Iterator[Problem]:
    """A stage has a date, an expected date, words or a search; a dated or expected one has a
    source.
    """
    for measure in tracker.measures.values():
        for index, stage in enumerate(measure.stages):
            where = ("stages", index)
            if not (stage.date or stage.expected or stage.words or stage.searched):
                message = (
                    f"{shown(stage.stage)} needs 'date', 'expected', 'words', or "
                    "'searched' where none was found"
                )
                yield tracker.problem(measure, where, message)
            if (stage.date or stage.expected) and not stage.source:
                yield tracker.problem(
                    measure, where, f"{shown(stage.stage)} has a date, so it needs a 'source'"
                )
            if stage.date and stage.searched:
                message = (
                    f"{shown(stage.stage)} has a date and a search; a "
                    "search is for what was not found"
                )
                yield tracker.problem(measure, (*where, "searched"), message)
