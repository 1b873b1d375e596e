"""Every page of the site, from the facts."""

from itertools import chain

from tracker.derive.corrections import corrections_of
from tracker.derive.facts import Facts
from tracker.derive.services import help_by_nation, is_stale, last_checked
from tracker.derive.standing import Standing
from tracker.publish import records
from tracker.publish.address import shown_at
from tracker.publish.charts import quarters_of, strip_of
from tracker.publish.edition import Output
from tracker.publish.filters import FACETS
from tracker.publish.indexes import indexes
from tracker.publish.linked import dataset
from tracker.publish.page import Card, Page
from tracker.publish.shelf import sources
from tracker.publish.subjects import subjects
from tracker.record.vocabulary import ACCEPTED

HELP = (
    "support",
    "help",
    "get help",
    "helpline",
    "helplines",
    "talk to someone",
    "someone to talk to",
    "counselling",
    "report abuse",
    "survivor",
    "survivors",
    "survivor help",
    "survivor support",
    "crisis",
    "999",
)
"""The words of somebody who needs help, not the record."""


def pages(facts: Facts) -> tuple[Page, ...]:
    """Every generated page: home, the indexes, each record, the subjects, the sources, the labels,
    corrections, support and search. Where many have a name, search shows them in this order.
    """
    tracker = facts.tracker
    return tuple(
        chain(
            [_home(facts), _calendar(facts)],
            indexes(facts),
            (records.recommendation(facts, standing) for standing in facts.standings.values()),
            (records.development(facts, development) for development in facts.developments),
            (records.measure(facts, measure) for measure in tracker.measures.values()),
            (records.body(facts, body) for body in tracker.bodies.values()),
            (records.report(facts, report) for report in tracker.reports.values()),
            subjects(facts),
            sources(facts),
            [_labels(facts), _corrections(facts), _support(facts), _search(facts)],
        )
    )


OUTPUT = Output("pages", pages=lambda edition: pages(edition.facts))


def _home(facts: Facts) -> Page:
    site = facts.tracker.site
    report = facts.tracker.reports[site.featured]
    standings = facts.report(report)
    return Page(
        path="",
        template="home.html",
        title=site.name,
        description=site.lead,
        values={
            "report": report,
            "standings": standings,
            "counts": facts.counts(standings),
            "accepted": sum(_accepted(s) for s in standings),
            "latest": facts.developments[:6],
            "overdue": [p for p in facts.promises if p.state == "overdue"],
            "coming": [p for p in facts.promises if p.state == "due"],
            "unchecked": [p for p in facts.promises if p.state == "unchecked"],
            "undated": sum(p.state == "undated" for p in facts.promises),
            "strip": strip_of(standings, list(facts.tracker.vocabulary.labels)),
        },
        changed=facts.newest,
        searchable=False,
        about=dataset(facts),
        card=Card(kicker=report.title, title=site.name, below=site.lead),
    )


def _calendar(facts: Facts) -> Page:
    by_state = {
        state: [promise for promise in facts.promises if promise.state == state]
        for state in ("overdue", "unchecked", "due", "undated")
    }
    return Page(
        path="calendar/",
        template="calendar.html",
        title="Calendar",
        description="What is due next, what is overdue, what was moved, and what has no date.",
        values={
            **by_state,
            "moved": [promise for promise in facts.promises if promise.slipped],
            "expected": facts.expected,
            "quarters": quarters_of(facts.promises),
        },
        facets={"kind": "Calendar"},
        names=("Calendar", "due dates", "what is due", "overdue", "deadlines", "promises"),
    )


def _accepted(standing: Standing) -> bool:
    return all(response.position == ACCEPTED for response in standing.responses)


def _labels(facts: Facts) -> Page:
    vocabulary = facts.tracker.vocabulary
    return Page(
        path="method/labels/",
        template="labels.html",
        title="What the labels mean",
        description="Each label, response, claim and grade of source that "
        "this site uses, with its test.",
        values={"vocabulary": vocabulary},
        trail=(("Method", "method/"),),
        source="data/vocabulary/labels.yaml",
    )


def _corrections(facts: Facts) -> Page:
    found = corrections_of(facts.tracker)
    corrections = sorted(found, key=lambda c: (c.date, c.record.id), reverse=True)
    return Page(
        path="corrections/",
        template="corrections.html",
        title="Corrections",
        description="What was wrong on this site and was put right, and how to challenge a page.",
        values={"corrections": [(c, *shown_at(facts.tracker, c.record)) for c in corrections]},
        changed=corrections[0].date.last if corrections else None,
    )


def _support(facts: Facts) -> Page:
    services = sorted(facts.tracker.services.values(), key=lambda s: s.name)
    return Page(
        path="support/",
        template="support.html",
        title="Support",
        description="Where to find help if you or a child has been affected by sexual abuse.",
        values={
            "services": services,
            "helps": help_by_nation(facts.tracker),
            "is_stale": is_stale,
            "last_checked": last_checked,
        },
        facets={"kind": "Support"},
        names=HELP,
        changed=max((o.seen_on.last for s in services for o in s.sources), default=None),
    )


def _search(facts: Facts) -> Page:
    return Page(
        path="search/",
        template="search.html",
        title="Search",
        description="Search the tracker.",
        values={"facets": FACETS},
        searchable=False,
    )
