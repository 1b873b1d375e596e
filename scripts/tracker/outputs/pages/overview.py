"""Every page of the site, from the facts."""

from itertools import chain

from tracker.derive.changes import list_corrections
from tracker.derive.facts import Facts
from tracker.derive.services import is_stale, last_checked, services_by_nation
from tracker.derive.status import Assessment
from tracker.outputs.charts import due_chart, status_strip
from tracker.outputs.context import Card, Exporter, Page
from tracker.outputs.metadata import FACETS, dataset_jsonld
from tracker.outputs.pages import record_pages
from tracker.outputs.pages.listings import index_pages, source_pages, subject_pages
from tracker.schema.dates import chronological
from tracker.schema.vocabularies import ACCEPTED
from tracker.text.names import title_and_path

HELP_WORDS = (
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


def record_site_pages(facts: Facts) -> tuple[Page, ...]:
    """Every generated page: home, the indexes, each record, the subjects, the sources, the labels,
    corrections, support and search. Where many have a name, search shows them in this order.
    """
    dataset = facts.dataset
    return tuple(
        chain(
            [_home(facts), _calendar(facts)],
            index_pages(facts),
            (
                record_pages.recommendation_page(facts, assessment)
                for assessment in facts.assessments.values()
            ),
            (
                record_pages.development_page(facts, development)
                for development in facts.developments
            ),
            (record_pages.measure_page(facts, measure) for measure in dataset.measures.values()),
            (record_pages.body_page(facts, body) for body in dataset.bodies.values()),
            (record_pages.report_page(facts, report) for report in dataset.reports.values()),
            subject_pages(facts),
            source_pages(facts),
            [_statuses(facts), _corrections(facts), _support(facts), _search(facts)],
        )
    )


EXPORTER = Exporter("pages", pages=lambda context: record_site_pages(context.facts))


def _home(facts: Facts) -> Page:
    site = facts.dataset.site
    report = facts.dataset.reports[site.featured]
    assessments = facts.assessments_of(report)
    return Page(
        path="",
        template="home.html",
        title=site.name,
        description=site.lead,
        values={
            "report": report,
            "assessments": assessments,
            "counts": facts.status_counts(assessments),
            "accepted": sum(_is_accepted(s) for s in assessments),
            "latest": facts.developments[:6],
            "overdue": [p for p in facts.commitments if p.state == "overdue"],
            "coming": [p for p in facts.commitments if p.state == "due"],
            "unchecked": [p for p in facts.commitments if p.state == "unchecked"],
            "undated": sum(p.state == "undated" for p in facts.commitments),
            "strip": status_strip(assessments, list(facts.dataset.vocabulary.statuses)),
        },
        changed=facts.newest,
        searchable=False,
        about=dataset_jsonld(facts),
        card=Card(kicker=report.title, title=site.name, below=site.lead),
    )


def _calendar(facts: Facts) -> Page:
    by_state = {
        state: [progress for progress in facts.commitments if progress.state == state]
        for state in ("overdue", "unchecked", "due", "undated")
    }
    return Page(
        path="calendar/",
        template="calendar.html",
        title="Calendar",
        description="What is due next, what is overdue, what was moved, and what has no date.",
        values={
            **by_state,
            "moved": [progress for progress in facts.commitments if progress.slips],
            "expected": facts.expected_stages,
            "quarters": due_chart(facts.commitments),
        },
        facets={"kind": "Calendar"},
        names=("Calendar", "due dates", "what is due", "overdue", "deadlines", "promises"),
    )


def _is_accepted(assessment: Assessment) -> bool:
    return all(response.position == ACCEPTED for response in assessment.responses)


def _statuses(facts: Facts) -> Page:
    vocabulary = facts.dataset.vocabulary
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
    found = list_corrections(facts.dataset)
    corrections = sorted(found, key=lambda c: (chronological(c.date), c.record.id), reverse=True)
    return Page(
        path="corrections/",
        template="corrections.html",
        title="Corrections",
        description="What was wrong on this site and was put right, and how to challenge a page.",
        values={
            "corrections": [(c, *title_and_path(facts.dataset, c.record)) for c in corrections]
        },
        changed=corrections[0].date.latest if corrections else None,
    )


def _support(facts: Facts) -> Page:
    services = sorted(facts.dataset.services.values(), key=lambda s: s.name)
    return Page(
        path="support/",
        template="support.html",
        title="Support",
        description="Where to find help if you or a child has been affected by sexual abuse.",
        values={
            "services": services,
            "helps": services_by_nation(facts.dataset),
            "is_stale": is_stale,
            "last_checked": last_checked,
        },
        facets={"kind": "Support"},
        names=HELP_WORDS,
        changed=max((o.seen_on.latest for s in services for o in s.sources), default=None),
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
