"""The pages that give an overview (home, statuses, corrections, help, search), and the
list of every page in order.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from tracker.derive.change_groups import weighty_groups
from tracker.derive.changes import list_corrections
from tracker.derive.facts import Facts
from tracker.derive.next_dates import first_dates
from tracker.derive.report_counts import count_recommendations
from tracker.derive.services import (
    is_stale,
    last_checked,
    services_by_need,
)
from tracker.derive.withdrawn_sources import withdrawn_on
from tracker.outputs.context import (
    BuildContext,
    Card,
    Exporter,
    Page,
    PageEntry,
    PageGroup,
    PageRoute,
)
from tracker.outputs.metadata import dataset_jsonld, facet_labels
from tracker.outputs.pages import record_pages
from tracker.outputs.pages.audience_pages import points_by_section
from tracker.outputs.pages.bibliography_pages import bibliography_pages
from tracker.outputs.pages.calendar_pages import calendar_pages
from tracker.outputs.pages.field_guide import field_pages
from tracker.outputs.pages.listings import index_pages, subject_pages
from tracker.outputs.pagination import by_month, by_year, fit_one_page, paginate
from tracker.problems import with_article
from tracker.schema.dates import chronological
from tracker.schema.records import Site
from tracker.text.group_sentences import describe_groups, gather_alike
from tracker.text.names import record_path, title_and_path
from tracker.text.overview_sentences import date_line, more_dates_text

HOME_CHANGES, HOME_DATES = 4, 4
"""How many lines of changes, and of dates, the home page shows."""
HELP_WORDS = (
    "support",
    "help",
    "get help",
    "helpline",
    "helplines",
    "talk to someone",
    "someone to talk to",
    "counselling",
    "crisis",
)
"""What somebody searches for who needs help, not the record, whatever the subject."""


def record_site_pages(context: BuildContext) -> Iterator[PageEntry]:
    """Every page of records: home, the calendar, the indexes, each record, the subjects, the
    bibliography, the statuses, the fields, corrections, help and search. Where several have one
    search name, search shows them in this order.
    """
    facts = context.facts
    yield PageRoute("", partial(_home_page, context))
    yield PageGroup("calendar/", partial(calendar_pages, facts))
    yield from index_pages(facts)
    yield from _record_routes(facts)
    yield from subject_pages(facts)
    yield PageGroup("sources/", partial(bibliography_pages, facts))
    yield from field_pages(facts)
    yield _statuses_page(facts)
    yield PageGroup("corrections/", partial(_corrections_pages, facts))
    yield PageRoute("support/", partial(_help_page, facts))
    yield _search_page(facts)


def _record_routes(facts: Facts) -> Iterator[PageEntry]:
    """The pages of each record, kind by kind."""
    for assessment in facts.assessments.values():
        path = record_path(assessment.recommendation)
        yield PageGroup(path, partial(record_pages.recommendation_pages, facts, assessment))
    for development in facts.developments:
        page = partial(record_pages.development_page, facts, development)
        yield PageRoute(record_path(development), page)
    for measure in facts.dataset.measures.values():
        yield PageGroup(record_path(measure), partial(record_pages.measure_pages, facts, measure))
    for body in facts.dataset.bodies.values():
        yield PageGroup(record_path(body), partial(record_pages.body_pages, facts, body))
    for report in facts.dataset.reports.values():
        yield PageRoute(record_path(report), partial(record_pages.report_page, facts, report))


EXPORTER = Exporter("pages", pages=record_site_pages)


def _home_page(context: BuildContext) -> Page:
    facts = context.facts
    site = facts.dataset.site
    return Page(
        path="",
        template="home.html",
        title=site.name,
        description=site.lead,
        values=lambda: _home_values(context),
        day=facts.newest,
        last_modified=facts.last_modified(),
        searchable=False,
        has_contents=False,
        about=dataset_jsonld(facts),
        card=lambda: Card(
            kicker=facts.dataset.reports[site.featured].title, title=site.name, summary=site.lead
        ),
    )


def _home_values(context: BuildContext) -> dict[str, Any]:
    facts, dataset = context.facts, context.dataset
    assessments = tuple(facts.assessments.values())
    makes = sum(report.makes for report in dataset.reports.values())
    changes = describe_groups(dataset, weighty_groups(dataset.vocabulary, context.change_groups))
    dates = first_dates(dataset.vocabulary, facts.expected_stages, facts.commitments, HOME_DATES)
    return {
        "assessments": assessments,
        "fits_one_page": fit_one_page(assessments),
        "counts": count_recommendations(dataset, makes, assessments),
        "latest": gather_alike(changes)[:HOME_CHANGES],
        "dates": [date_line(dataset, each) for each in dates],
        "more_dates": more_dates_text(facts.expected_stages, dates),
    }


def _statuses_page(facts: Facts) -> Page:
    vocabulary = facts.dataset.vocabulary
    return Page(
        path="method/labels/",
        template="statuses.html",
        title="What the labels mean",
        description="Each label, response, claim and grade of source that this site uses, with its "
        "test.",
        values=lambda: {"vocabulary": vocabulary},
        trail=(("How we judge", "method/"),),
        source="vocabulary/labels.yaml",
    )


def _corrections_pages(facts: Facts) -> Iterator[Page]:
    """Every correction, newest first; by year and month where they are many."""
    corrections = sorted(
        list_corrections(facts.dataset),
        key=lambda correction: (chronological(correction.date), correction.record.id),
        reverse=True,
    )
    newest = max((correction.date.earliest for correction in corrections), default=None)
    page = Page(
        path="corrections/",
        template="corrections.html",
        title="Corrections",
        description="What was wrong on this site and was put right, and how to challenge a page.",
        day=newest,
        last_modified=newest,
    )
    return paginate(
        page,
        "corrections",
        corrections,
        by_year,
        by_month,
        show=lambda rows: [(each, *title_and_path(facts.dataset, each.record)) for each in rows],
    )


def _help_page(facts: Facts) -> Page:
    services = sorted(facts.dataset.services.values(), key=lambda service: service.name)
    sources = [source for service in services for source in service.sources]
    subject = facts.dataset.site.sensitive_subject
    return Page(
        path="support/",
        template="help.html",
        title="Help",
        description=subject.support if subject else "Where to find help.",
        values=lambda: {
            "services": services,
            "services_by_need": services_by_need(facts.dataset),
            "ways": [
                (id, audience, points_by_section(facts, id))
                for id, audience in facts.dataset.vocabulary.audiences.items()
                if audience.link
            ],
            "is_stale": is_stale,
            "last_checked": last_checked,
            "withdrawn_on": partial(withdrawn_on, facts.dataset),
        },
        facets={"kind": "Help"},
        names=_help_words(facts.dataset.site),
        day=max((source.seen_on.latest for source in sources), default=None),
        last_modified=facts.last_modified(services),
        card=partial(_support_card, facts.dataset.site),
    )


def _support_card(site: Site) -> Card:
    """The card of the page of help: whom to call in an emergency, and what the page is for."""
    texts = [site.emergency.sentence] if site.emergency else []
    texts += [site.sensitive_subject.support] if site.sensitive_subject else []
    return Card(kicker="Help", title="Support", summary=" ".join(texts))


def _help_words(site: Site) -> tuple[str, ...]:
    """What somebody searches for who needs help: also with the words of the subject, and the
    emergency number.
    """
    subject = site.sensitive_subject
    of_subject = (f"report {subject.harm}", *subject.help_words) if subject else ()
    return (*HELP_WORDS, *of_subject, *((site.emergency.number,) if site.emergency else ()))


def _search_page(facts: Facts) -> Page:
    vocabulary = facts.dataset.vocabulary
    statute = vocabulary.kind_names(vocabulary.statutes)
    return Page(
        path="search/",
        template="search.html",
        title="Search",
        description="Search the tracker.",
        values=lambda: {
            "facets": facet_labels(facts),
            "statute": statute and with_article(statute),
        },
        searchable=False,
    )
