"""Rules of a release: what must be true before the site is published; and warnings, on which no
build fails.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.derive.editions import editions
from tracker.derive.findings import current_findings
from tracker.derive.order import by_certain_date
from tracker.derive.status import is_review_due, overall_status
from tracker.load.dataset import Dataset
from tracker.problems import Problem, quoted
from tracker.schema.numbers import in_reading_order
from tracker.schema.records import Recommendation
from tracker.schema.vocabularies import EXCERPT, PAGE_FOLDERS

OWNER_FIELDS = {
    "publisher": "",
    "contact": "",
    "corrections": "",
    "repository": ", here or as TRACKER_REPOSITORY",
    "address": ", here or as SITE_URL",
}
"""The fields of site.yaml that only the owner of a site can fill in, and how else they can be set.
"""


def the_site_says_who_publishes_it(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A published site names its publisher, contact, corrections address, repository and
    address, the last two here or from outside.
    """
    document = dataset.documents["", "site"]
    if document.value is None:  # it could not be read, which is reported already
        return
    for name, alternative in OWNER_FIELDS.items():
        if getattr(dataset.site, name) is None:
            yield document.problem(
                (), f"{quoted(name)} is missing; a published site has it{alternative}"
            )


def every_record_is_on_the_list_of_published_ids(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """Each record, topic, place and audience that is published stands in published.txt, so that it
    can never vanish.
    """
    root = dataset.documents["", "site"].file.partition("/")[0]
    for address in unlisted_addresses(dataset):
        message = f"{quoted(address)} is missing; `tracker ids` gives the lines to add"
        yield Problem(f"{root}/published.txt", 1, 1, message)


def unlisted_addresses(dataset: Dataset) -> tuple[str, ...]:
    """The addresses that published.txt lacks, one for each record, topic, place and audience:
    `measures/bridge-inquiry`, `topics/bridges`.
    """
    listed = {address for _, address in dataset.published}
    addresses = [f"{record.folder}/{record.id}" for record in dataset.records()]
    for folder, kind in PAGE_FOLDERS.items():
        addresses += [f"{folder}/{id}" for id in dataset.vocabulary[kind]]
    return tuple(address for address in addresses if address not in listed)


SERVICE_CHECK_INTERVAL = timedelta(days=60)
"""After how long the pages of a service are looked at again."""


def a_source_was_seen_in_full(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A source was read to its end at least once, not only in an excerpt."""
    for uses in editions(dataset):
        if all(source.seen == EXCERPT for _, _, source in uses):
            record, where, _ = uses[0]
            message = "only an excerpt of this source was seen; read it whole, then change it"
            yield dataset.problem(record, (*where, "seen"), message)


def a_source_has_an_archived_copy(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A source has the address of an archived copy, for when its own page is gone."""
    for uses in editions(dataset):
        if not any(source.archived for _, _, source in uses):
            record, where, _ = uses[0]
            message = "has no 'archived' copy; give its address in a public archive"
            yield dataset.problem(record, (*where, "url"), message)


def a_recommendation_was_reviewed_lately(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A recommendation's last review is no older than 60 days, or 180 once all is delivered. That a
    due date is near, which asks for a look after 30, is left to the flag on its page; and what was
    never reviewed waits for its first look.
    """
    order = list(dataset.vocabulary.statuses)
    for recommendation in dataset.recommendations.values():
        reviews = tuple(enumerate(recommendation.reviews))
        if not reviews:
            continue
        last, review = by_certain_date(reviews, lambda numbered: numbered[1].date)[-1]
        statuses = [
            holding.finding.status
            for element in recommendation.elements
            for holding in current_findings(recommendation, element)
        ]
        if not set(statuses) <= set(order):
            continue  # reported by the rule on references
        if is_review_due(overall_status(statuses, order), review, (), today):
            message = f"was last reviewed on {review.date}; look again, and add a review"
            yield dataset.problem(recommendation, ("reviews", last, "date"), message)


def every_recommendation_was_looked_at(dataset: Dataset, today: date) -> Iterator[Problem]:
    """An answer, and what became of each part, was looked for at least once, for every
    recommendation of a report.
    """
    for report in dataset.reports.values():
        of_report = [r for r in dataset.recommendations.values() if r.report == report.id]
        waiting = [r.number for r in of_report if _waits_for_a_look(r)]
        if waiting:
            numbers = in_reading_order(waiting)
            listed = ", ".join(numbers[:12]) + (", …" if len(numbers) > 12 else "")
            message = (
                f"{len(waiting)} of {len(of_report)} recommendations wait for a full first look: "
                f"{listed}; add responses, findings and a review"
            )
            yield dataset.problem(report, ("recorded",), message)


def _waits_for_a_look(recommendation: Recommendation) -> bool:
    """Whether an answer, a part or the whole of a recommendation was not looked at yet."""
    lists = (recommendation.reviews, *(element.findings for element in recommendation.elements))
    answered = recommendation.responses or recommendation.withdrawn_references
    return not (answered and all(lists))


def a_service_was_looked_at_lately(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A page that a number for help rests on is looked at again by the 60th day."""
    for service in dataset.services.values():
        for index, source in enumerate(service.sources):
            if today - source.seen_on.latest >= SERVICE_CHECK_INTERVAL:
                message = (
                    f"was last seen on {source.seen_on}; look at the service's own page again, and "
                    "put the new day, or take out what it no longer shows"
                )
                yield dataset.problem(service, ("sources", index, "seen_on"), message)
