"""The exporter of the published data: the pages "Data" and "API", and every file below `data/` and
`api/v1/`.
"""

from collections.abc import Iterator, Mapping, Sequence

from tracker.outputs.context import Alternate, BuildContext, Exporter, File, Page
from tracker.outputs.data.api import API_ROOT, API_VERSION, api_files, openapi_document
from tracker.outputs.data.published import TOP_LEVEL_KINDS
from tracker.outputs.data.serialise import PublishedItems, serialise
from tracker.outputs.data.tables import Table, build_tables
from tracker.outputs.data.tabular_files import (
    README_TEXT,
    VIEWS,
    data_package,
    sqlite_database,
    table_csv,
    table_json,
    table_ndjson,
    zip_archive,
)
from tracker.outputs.metadata import LICENCE, dataset_jsonld
from tracker.text.names import path_of

INDEX_PATH = "data/"
_KINDS_WITH_PAGES = ("reports", "recommendations", "developments", "measures", "bodies")


def published_items(context: BuildContext) -> PublishedItems:
    """Every item of the published data, by kind."""
    return serialise(context.facts, context.changes, context.url)


def published_tables(context: BuildContext) -> Mapping[str, Table]:
    """The published data in rows, by the name of the table."""
    return build_tables(context.once(published_items))


def pages(context: BuildContext) -> Iterator[Page]:
    """The page of downloads, with every table and column; and that of the API."""
    items, tables = context.once(published_items), context.once(published_tables)
    yield Page(
        path=INDEX_PATH,
        template="data.html",
        title="Data",
        description="The whole record to take away: CSV, JSON, NDJSON, SQLite, a Data Package and "
        "a JSON API, under an open licence.",
        values={"tables": tables, "views": list(VIEWS), "day": context.today},
        changed=context.facts.newest,
        facets={"kind": "Data"},
        names=("Data", "download", "csv", "json", "sqlite", "open data", "datasette", "dataset"),
        about={**dataset_jsonld(context.facts), "distribution": _distribution(context)},
    )
    yield Page(
        path=f"{INDEX_PATH}api/",
        template="api.html",
        title="API",
        description="The record as JSON at addresses that stay: every kind, every record, every "
        "change, with a promise of stability.",
        values={
            "kinds": [
                (kind.kind_of_item, len(items[kind.kind_of_item])) for kind in TOP_LEVEL_KINDS
            ],
            "root": context.url(API_ROOT),
            "version": API_VERSION,
            "example": next(iter(context.facts.assessments), ""),
        },
        trail=(("Data", INDEX_PATH),),
        facets={"kind": "Data"},
        names=("API", "openapi", "json api"),
    )


def _distribution(context: BuildContext) -> list[dict[str, str]]:
    """The whole record in its forms, in the terms of schema.org."""
    forms = {
        "datapackage.json": "application/json",
        "tracker.sqlite": "application/vnd.sqlite3",
        "snapshot.zip": "application/zip",
    }
    return [
        {
            "@type": "DataDownload",
            "name": name,
            "encodingFormat": media_type,
            "contentUrl": context.url(f"{INDEX_PATH}{name}"),
        }
        for name, media_type in forms.items()
    ]


def alternates(context: BuildContext) -> Iterator[Alternate]:
    """The data of each record, on its page, and of each kind of record, on its index."""
    yield Alternate("", "application/json", "Everything as JSON", f"{API_ROOT}all.json")
    yield Alternate("changes/", "text/csv", "Changes as CSV", f"{INDEX_PATH}changes.csv")
    for kind in _KINDS_WITH_PAGES:
        title = kind.capitalize()
        index = f"{kind}/"
        yield Alternate(index, "text/csv", f"{title} as CSV", f"{INDEX_PATH}{kind}.csv")
        yield Alternate(index, "application/json", f"{title} as JSON", f"{API_ROOT}{kind}.json")
        for id in getattr(context.dataset, kind):
            file = f"{API_ROOT}{kind}/{id}.json"
            yield Alternate(path_of(kind, id), "application/json", "This record as JSON", file)


def files(context: BuildContext, _: Sequence[Page]) -> Iterator[File]:
    """Every form of the data."""
    site, day = context.dataset.site, context.today.isoformat()
    tables = context.once(published_tables)
    csv_tables = [(table, table_csv(table)) for table in tables.values()]
    descriptor = data_package(site, csv_tables, context.address, day)
    for table, text in csv_tables:
        yield f"{INDEX_PATH}{table.name}.csv", text
        yield f"{INDEX_PATH}{table.name}.json", table_json(table)
        yield f"{INDEX_PATH}{table.name}.ndjson", table_ndjson(table)
    yield f"{INDEX_PATH}datapackage.json", descriptor
    yield f"{INDEX_PATH}tracker.sqlite", sqlite_database(tables)
    readme = README_TEXT.format(
        name=site.name, day=day, lead=site.lead, licence=LICENCE, home=context.address
    )
    csv_files = [(f"{table.name}.csv", text) for table, text in csv_tables]
    members = [("README.txt", readme), ("datapackage.json", descriptor), *csv_files]
    yield f"{INDEX_PATH}snapshot.zip", zip_archive(context.today, members)
    yield from api_files(context.once(published_items), day)
    yield f"{API_ROOT}openapi.json", openapi_document(site, context.address)


EXPORTER = Exporter("data", pages=pages, alternates=alternates, files=files)
