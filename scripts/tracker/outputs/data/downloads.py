"""The exporter of the published data: the pages "Data" and "API", and every file below `data/` and
`api/v1/`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from tracker.outputs.context import Alternate, BuildContext, Exporter, Page, PageGroup, Route
from tracker.outputs.data.api import API_ROOT, API_VERSION, api_routes
from tracker.outputs.data.kinds import TOP_LEVEL_KINDS
from tracker.outputs.data.published import items_by_kind, published_tables
from tracker.outputs.data.tables import Table, table_names
from tracker.outputs.data.tabular_files import (
    README_TEXT,
    VIEWS,
    data_package,
    json_of_ndjson,
    sqlite_database,
    table_csv,
    table_ndjson,
    zip_archive,
)
from tracker.outputs.metadata import LICENCE, dataset_jsonld
from tracker.outputs.spool import Spool, Spooled
from tracker.text.names import path_of

INDEX_PATH = "data/"
_KINDS_WITH_PAGES = ("reports", "recommendations", "developments", "measures", "bodies")


def pages(context: BuildContext) -> Iterator[PageGroup]:
    """The page of downloads, with every table and column; and that of the API."""
    yield PageGroup(INDEX_PATH, partial(_pages, context))


def _pages(context: BuildContext) -> Iterator[Page]:
    yield Page(
        path=INDEX_PATH,
        template="data.html",
        title="Data",
        description="The whole record to take away: CSV, JSON, NDJSON, SQLite, a Data Package and "
        "a JSON API, under an open licence.",
        values=lambda: {
            "tables": context.once(published_tables),
            "views": list(VIEWS),
            "day": context.today,
        },
        day=context.facts.newest,
        last_modified=context.facts.last_modified(),
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
        values=lambda: {
            "kinds": [
                (kind.name, len(context.once(items_by_kind)[kind.name])) for kind in TOP_LEVEL_KINDS
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


def routes(context: BuildContext, _: Sequence[Page]) -> Iterator[Route]:
    """Every form of the data."""
    for name in table_names():
        yield Route(f"{INDEX_PATH}{name}.csv", partial(_csv_file, context, name))
        yield Route(f"{INDEX_PATH}{name}.json", partial(_json_file, context, name))
        yield Route(f"{INDEX_PATH}{name}.ndjson", partial(_ndjson_file, context, name))
    yield Route(f"{INDEX_PATH}datapackage.json", partial(_data_package, context))
    yield Route(f"{INDEX_PATH}tracker.sqlite", partial(_sqlite, context))
    yield Route(f"{INDEX_PATH}snapshot.zip", partial(_snapshot, context))
    yield from api_routes(context)


def _csv_file(context: BuildContext, name: str) -> bytes:
    return context.once(_csv_files)[name].read()


def _csv_files(context: BuildContext) -> Mapping[str, Spooled]:
    """Each table as CSV by its name, which is asked for three times."""
    return _in_spool(context, table_csv)


def _json_file(context: BuildContext, name: str) -> bytes:
    return json_of_ndjson(context.once(_ndjson_files)[name].read())


def _ndjson_file(context: BuildContext, name: str) -> bytes:
    return context.once(_ndjson_files)[name].read()


def _ndjson_files(context: BuildContext) -> Mapping[str, Spooled]:
    """Each table as NDJSON by its name, which is asked for twice."""
    return _in_spool(context, table_ndjson)


def _in_spool(context: BuildContext, write: Callable[[Table], bytes]) -> Mapping[str, Spooled]:
    spool, tables = Spool(), context.once(published_tables)
    return {name: spool.add(write(table)) for name, table in tables.items()}


def _data_package(context: BuildContext) -> str:
    day = context.today.isoformat()
    files = context.once(_csv_files)
    tables = ((table, files[name].read()) for name, table in context.once(published_tables).items())
    return data_package(context.dataset.site, tables, context.address, day)


def _sqlite(context: BuildContext) -> bytes:
    return sqlite_database(context.once(published_tables))


def _snapshot(context: BuildContext) -> bytes:
    """The archive of the day: every table as CSV, their descriptor, and a text that says what it
    is.
    """
    site, day = context.dataset.site, context.today.isoformat()
    readme = README_TEXT.format(
        name=site.name, day=day, lead=site.lead, licence=LICENCE, home=context.address
    )
    files = context.once(_csv_files).items()
    members = chain(
        [("README.txt", readme.encode()), ("datapackage.json", _data_package(context).encode())],
        ((f"{name}.csv", content.read()) for name, content in files),
    )
    return zip_archive(context.today, members)


EXPORTER = Exporter("data", pages=pages, alternates=alternates, routes=routes)
