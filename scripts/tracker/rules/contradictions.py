"""Where records meet and say otherwise: what was found beside the places that say that it was not,
or was not known. Each is a warning that names both places.

Which of them belong together is told by the links of the records: a finding by its recommendation
and the measures on which its element rests, an event by what it names. Only which of the questions,
searches and promises of one record is meant, for which there is no link, is told by words.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.derive.findings import current_findings, standing_findings
from tracker.derive.indexes import group
from tracker.derive.order import by_date_and_recorded
from tracker.derive.timing import furthest_searched
from tracker.load.dataset import Dataset
from tracker.problems import Problem, quoted
from tracker.schema.dates import PartialDate, chronological
from tracker.schema.fields import OpenQuestion, Record
from tracker.schema.records import (
    Commitment,
    Development,
    Finding,
    Measure,
    Recommendation,
    Review,
)
from tracker.schema.traversal import FieldPath
from tracker.schema.vocabularies import DELIVERED


@dataclass(frozen=True)
class News:
    """A finding or an event as other places may not know it yet: what it is, with its place, for a
    message; when it happened; when we wrote of what it rests on; and its words. `missed_to` is how
    far we had looked when it was written, where looks before that should have found it. `delivers`
    are the events on which the findings of its element rest, where it holds and says `delivered`.
    """

    what: str
    date: PartialDate
    learnt: PartialDate
    text: str
    missed_to: PartialDate | None = None
    delivers: frozenset[str] = frozenset()

    def is_unknown_to(self, looked_to: PartialDate) -> bool:
        """Whether it contradicts what was not found up to a day."""
        was_missed = self.missed_to is not None and looked_to.latest <= self.missed_to.latest
        return self.is_newer_than(looked_to) or was_missed

    def is_newer_than(self, looked_to: PartialDate) -> bool:
        """Whether it happened after the day up to which a place was looked at."""
        return self.date.earliest > looked_to.latest


@dataclass(frozen=True)
class Place:
    """A place that says that something was not found, or is not known: its record and path, how far
    was looked, and the words that tell it from other places of the record.
    """

    record: Record
    where: FieldPath
    looked_to: PartialDate
    words: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class Links:
    """What names a record: the events that name a recommendation or a part of it, by the reference;
    those that name a measure; and the elements that rest on one, each with its recommendation and
    its index there.
    """

    naming: Mapping[str, Sequence[Development]]
    on_measure: Mapping[str, Sequence[Development]]
    resting: Mapping[str, Sequence[tuple[Recommendation, int]]]


def _links(dataset: Dataset) -> Links:
    """What names each record, worked out once for all of them."""
    events = dataset.developments.values()
    return Links(
        naming=group((ref, event) for event in events for ref in set(event.recommendations)),
        on_measure=group((id, event) for event in events for id in set(event.measures)),
        resting=group(
            (id, (recommendation, number))
            for recommendation in dataset.recommendations.values()
            for number, element in enumerate(recommendation.elements)
            for id in set(element.rests_on)
        ),
    )


def a_stage_was_searched_up_to_what_was_found(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No stage of a measure is said not to have been found beside newer news of the measure."""
    links = _links(dataset)
    for measure in dataset.measures.values():
        places = list(_searched_stages(dataset, measure))
        news = _news_of_measure(dataset, links, measure)
        named = [found for place in places if (found := _about(place, news))]
        if not named:  # the measure moved on, and no words say to which stage
            named = [found for place in places if (found := _about(place, news, in_common=0))]
        for place, item in named:
            yield _unknown(
                dataset,
                place,
                item,
                "is said not to have been found up to {to}, and {news}: give the stage its date, "
                "or search again",
            )


def an_open_question_was_looked_into_up_to_what_was_found(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """No question is open beside newer news of what it asks about."""
    links = _links(dataset)
    for recommendation in dataset.recommendations.values():
        news = _news_of_recommendation(dataset, links, recommendation)
        yield from _questions_behind(dataset, recommendation, recommendation.open_questions, news)
    for measure in dataset.measures.values():
        news = _news_of_measure(dataset, links, measure)
        yield from _questions_behind(dataset, measure, measure.open_questions, news)


def a_review_is_newer_than_what_was_found(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The newest review of a recommendation knows each finding and each event of it."""
    links = _links(dataset)
    for recommendation in dataset.recommendations.values():
        review = _newest_review(recommendation)
        if review is None:
            continue
        index = recommendation.reviews.index(review)
        news = [
            item
            for item in _news_of_recommendation(dataset, links, recommendation)
            if item.is_newer_than(review.evidence_to) or item.learnt.earliest > review.date.latest
        ]
        if news:
            place = Place(recommendation, ("reviews", index, "evidence_to"), review.evidence_to)
            yield _unknown(
                dataset,
                place,
                max(news, key=_by_date),
                "the newest review looked up to {to}, and {news}: look again, and add a review",
            )


def an_open_promise_was_looked_at_up_to_what_was_found(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """No promise is open beside a newer finding about what was promised, or one that it is done."""
    for recommendation, index, commitment in _commitments(dataset):
        made = dataset.developments.get(commitment.made)
        review = _newest_review(recommendation)
        looked_to = commitment.looked_to or (review and review.evidence_to)
        if commitment.met or not made or not looked_to:
            continue
        news = [
            item
            for number in range(len(recommendation.elements))
            for item in _news_of_element(dataset, recommendation, number)
            if item.is_newer_than(made.date)
        ]
        place = Place(
            recommendation,
            ("commitments", index),
            looked_to,
            _own_words(recommendation, f"{commitment.id} {commitment.what}"),
        )
        if found := _about(place, news, or_if=_delivers(commitment)):
            yield _unknown(
                dataset,
                *found,
                f"the promise {quoted(commitment.id)} is open, looked at up to {{to}}, and "
                "{news}: give it 'met', or look again and say so in 'looked_to' or a review",
            )


def a_kept_promise_was_not_found_undone(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No promise is said to be kept beside a finding that says less than the one before it, which
    rested on what kept the promise.
    """
    order = list(dataset.vocabulary.statuses)
    for recommendation, index, commitment in _commitments(dataset):
        met = commitment.met
        if not met or commitment.undone:
            continue
        for number, last, earlier in _current(recommendation):
            if met.development in last.evidence or not _falls_back(
                earlier, met.development, last, order
            ):
                continue
            place = _finding_place(dataset, recommendation, number, last)
            message = (
                f"the promise {quoted(commitment.id)} was kept on {met.date}, and the finding "
                f"of {last.date} ({place}) says {quoted(last.status)}: give it 'undone', "
                "or say why it is kept"
            )
            yield dataset.problem(recommendation, ("commitments", index, "met"), message)


def a_finding_knows_the_newest_event_of_its_part(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """The finding of an element that holds had looked up to each event that names the element."""
    links = _links(dataset)
    for recommendation in dataset.recommendations.values():
        for number, finding, _ in _current(recommendation):
            element = recommendation.elements[number]
            events = [
                _news_of_event(dataset, event, None)
                for event in links.naming.get(f"{recommendation.id}.{element.id}", ())
                if event.id not in finding.evidence
            ]
            newer = [event for event in events if event.is_newer_than(finding.evidence_to)]
            if newer:
                index = element.findings.index(finding)
                where = ("elements", number, "findings", index, "evidence_to")
                yield _unknown(
                    dataset,
                    Place(recommendation, where, finding.evidence_to),
                    max(newer, key=_by_date),
                    "the finding that holds looked up to {to}, and {news}: judge anew, and add a "
                    "finding",
                )


def _delivers(commitment: Commitment) -> Callable[[News], bool]:
    """Whether news is that an element is delivered of which findings rest on the event in which a
    commitment was made.
    """
    return lambda item: commitment.made in item.delivers


MIN_WORDS_IN_COMMON = 2
"""How many words news has in common with a place that is taken to be about the same."""


def _about(
    place: Place,
    news: Iterable[News],
    in_common: int = MIN_WORDS_IN_COMMON,
    or_if: Callable[[News], bool] = lambda item: False,
) -> tuple[Place, News] | None:
    """A place with the news that it does not know and that has most words in common with it, the
    newest of several; None where no news has so many, or all of a place that has fewer.
    """
    enough = min(in_common, len(place.words))
    unknown = [
        (len(place.words & _words(item.text)), _by_date(item), item)
        for item in news
        if item.is_unknown_to(place.looked_to) or or_if(item)
    ]
    common, _, item = max(unknown, key=lambda found: found[:2], default=(-1, None, None))
    return (place, item) if item and common >= enough else None


def _unknown(dataset: Dataset, place: Place, item: News, message: str) -> Problem:
    """The problem of a place that does not know some news."""
    how = "is newer" if item.is_newer_than(place.looked_to) else "was written since"
    how = "says that it is done" if item.delivers else how
    text = message.format(to=place.looked_to, news=f"{item.what} {how}")
    return dataset.problem(place.record, place.where, text)


def _by_date(item: News) -> tuple[date, date]:
    return chronological(item.date)


def _words(text: str) -> frozenset[str]:
    """The words of a text by which two may be about one thing."""
    return frozenset(re.findall(r"[^\W\d_]{5,}", text.casefold())) - _COMMON_WORDS


_COMMON_WORDS = frozenset(
    {"about", "after", "again", "another", "before", "could", "found", "publish", "published"}
    | {"publishes", "their", "there", "these", "those", "under", "until", "where", "which"}
    | {"while", "whose", "would"}
)


def _own_words(record: Recommendation | Measure, text: str) -> frozenset[str]:
    """The words of a text of a record that stand neither in its name nor in its summary: those
    stand in much that is written about it.
    """
    title = record.title if isinstance(record, Recommendation) else record.name
    names = (title, record.short or "", record.summary)
    return _words(text) - _words(" ".join(names))


def _searched_stages(dataset: Dataset, measure: Measure) -> Iterator[Place]:
    for index, stage in enumerate(measure.stages):
        if stage.searched and not stage.date:
            last = furthest_searched(stage.searched)
            assert last
            term = dataset.vocabulary.stages.get(stage.stage)
            searches = " ".join(search.words for search in stage.searched)
            words = _own_words(measure, f"{term.label if term else ''} {searches}")
            yield Place(measure, ("stages", index, "searched"), last, words)


def _questions_behind(
    dataset: Dataset,
    record: Recommendation | Measure,
    questions: Sequence[OpenQuestion],
    news: Sequence[News],
) -> Iterator[Problem]:
    """A problem for each open question of a record that does not know some news."""
    for index, question in enumerate(questions):
        where: FieldPath = ("open_questions", index, "looked_to")
        words = _own_words(record, question.question)
        if found := _about(Place(record, where, question.looked_to, words), news):
            message = "is open up to {to}, and {news}: say whether it answers it, or look again"
            yield _unknown(dataset, *found, message)


def _newest_review(recommendation: Recommendation) -> Review | None:
    """The newest review of a recommendation; None where there is none yet."""
    reviews = recommendation.reviews
    return max(reviews, key=lambda review: chronological(review.date), default=None)


def _current(recommendation: Recommendation) -> Iterator[tuple[int, Finding, Sequence[Finding]]]:
    """Each finding that holds, with the index of its element and the findings of this that stand in
    any of its nations.
    """
    for number, element in enumerate(recommendation.elements):
        standing = standing_findings(recommendation, element)
        for held in current_findings(recommendation, element):
            nations = set(held.nations)
            there = [each.finding for each in standing if nations & set(each.nations)]
            yield number, held.finding, there


def _commitments(dataset: Dataset) -> Iterator[tuple[Recommendation, int, Commitment]]:
    for recommendation in dataset.recommendations.values():
        for index, commitment in enumerate(recommendation.commitments):
            yield recommendation, index, commitment


def _news_of_recommendation(
    dataset: Dataset, links: Links, recommendation: Recommendation
) -> list[News]:
    """What the findings of a recommendation tell, and the events that name it and that no finding
    of it rests on.
    """
    cited = {id for e in recommendation.elements for f in e.findings for id in f.evidence}
    parts = [recommendation.id, *(f"{recommendation.id}.{e.id}" for e in recommendation.elements)]
    naming = {event.id: event for part in parts for event in links.naming.get(part, ())}
    events = (
        _news_of_event(dataset, naming[id], _newest_review(recommendation))
        for id in sorted(naming.keys() - cited)
    )
    findings = (
        item
        for number in range(len(recommendation.elements))
        for item in _news_of_element(dataset, recommendation, number)
    )
    return [*findings, *events]


def _news_of_measure(dataset: Dataset, links: Links, measure: Measure) -> list[News]:
    """What the findings of the elements that rest on a measure tell, and the events that name it
    and that none of these rests on.
    """
    resting = links.resting.get(measure.id, ())
    elements = [recommendation.elements[number] for recommendation, number in resting]
    cited = {id for element in elements for f in element.findings for id in f.evidence}
    reviews = [review for recommendation, _ in resting for review in recommendation.reviews]
    review = max(reviews, key=lambda review: chronological(review.date), default=None)
    events = (
        _news_of_event(dataset, event, review)
        for event in links.on_measure.get(measure.id, ())
        if event.id not in cited
    )
    findings = (
        item
        for recommendation, number in resting
        for item in _news_of_element(dataset, recommendation, number)
    )
    return [*findings, *events]


def _news_of_element(
    dataset: Dataset, recommendation: Recommendation, number: int
) -> Iterator[News]:
    """What the findings of an element tell that rest on an event."""
    element = recommendation.elements[number]
    review = _newest_review(recommendation)
    current = [held.finding for held in current_findings(recommendation, element)]
    rested_on = frozenset(id for finding in element.findings for id in finding.evidence)
    for finding in (each.finding for each in standing_findings(recommendation, element)):
        events = [dataset.developments[id] for id in finding.evidence if id in dataset.developments]
        if not events:  # none is cited, or none could be read
            continue
        learnt = max((event.recorded for event in events), key=chronological)
        is_later = review is not None and learnt.earliest > review.date.latest
        was_missed = is_later or any(
            other.recorded.latest < learnt.earliest
            and finding.date.latest <= other.evidence_to.latest
            for other in element.findings
        )
        place = _finding_place(dataset, recommendation, number, finding)
        yield News(
            f"the finding of {finding.date} ({place})",
            finding.date,
            learnt,
            " ".join([finding.reason, *(f"{event.title} {event.summary}" for event in events)]),
            finding.evidence_to if was_missed else None,
            rested_on if finding in current and finding.status == DELIVERED else frozenset(),
        )


def _news_of_event(dataset: Dataset, event: Development, review: Review | None) -> News:
    """What an event tells; `review` is the newest that should have known it."""
    was_missed = review is not None and event.recorded.earliest > review.date.latest
    return News(
        f"the event of {event.date} ({_place(dataset, event, ('title',))})",
        event.date,
        event.recorded,
        f"{event.title} {event.summary}",
        event.recorded if was_missed else None,
    )


def _finding_place(
    dataset: Dataset, recommendation: Recommendation, number: int, finding: Finding
) -> str:
    index = recommendation.elements[number].findings.index(finding)
    return _place(dataset, recommendation, ("elements", number, "findings", index))


def _place(dataset: Dataset, record: Record, where: FieldPath) -> str:
    """A place for a message, as problems begin with it."""
    problem = dataset.problem(record, where, "")
    return f"{problem.file}:{problem.line}:{problem.column}"


def _falls_back(
    findings: Sequence[Finding], event: str, last: Finding, order: Sequence[str]
) -> bool:
    """Whether the last of an element's findings is later than, and says less than, the newest that
    rests on an event.
    """
    resting = [finding for finding in findings if event in finding.evidence]
    if not resting:
        return False
    before = max(resting, key=by_date_and_recorded)
    ranked = {before.status, last.status} <= set(order)
    return (
        ranked
        and before.date.latest < last.date.earliest
        and order.index(before.status) < order.index(last.status)
    )
