"""The data and the API as an output of the site: the pages about them, and every file."""

from collections.abc import Iterator, Sequence

from tracker.publish.data import api, openapi, package, snapshot
from tracker.publish.data.items import KINDS
from tracker.publish.data.sheets import as_csv, as_json, as_ndjson
from tracker.publish.data.sqlite import VIEWS, database
from tracker.publish.edition import Edition, File, Output
from tracker.publish.linked import LICENCE, dataset
from tracker.publish.page import Alternate, Page, path_of

INDEX = "data/"
_PAGED = ("reports", "recommendations", "developments", "measures", "bodies")


def pages(edition: Edition) -> Iterator[Page]:
    """The page of downloads, with every table and column; and that of the API."""
    items, tables = edition.items, edition.tables
    yield Page(
        path=INDEX,
        template="data.html",
        title="Data",
        description="The whole record to take away: CSV, JSON, NDJSON, SQLite, a Data Package and "
        "a JSON API, under an open licence.",
        values={"tables": tables, "views": list(VIEWS), "day": edition.today},
        changed=edition.facts.newest,
        facets={"kind": "Data"},
        names=("Data", "download", "csv", "json", "sqlite", "open data", "datasette", "dataset"),
        about={**dataset(edition.facts), "distribution": _distribution(edition)},
    )
    yield Page(
        path=f"{INDEX}api/",
        template="api.html",
        title="API",
        description="The record as JSON at addresses that stay: every kind, every record, every "
        "change, with a promise of stability.",
        values={
            "kinds": [(kind.kind_of_item, len(items[kind.kind_of_item])) for kind in KINDS],
            "root": edition.url(api.ROOT),
            "version": api.VERSION,
            "example": next(iter(edition.facts.standings), ""),
        },
        trail=(("Data", INDEX),),
        facets={"kind": "Data"},
        names=("API", "openapi", "json api"),
    )


def _distribution(edition: Edition) -> list[dict[str, str]]:
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
            "encodingFormat": kind,
            "contentUrl": edition.url(f"{INDEX}{name}"),
        }
        for name, kind in forms.items()
    ]


def alternates(edition: Edition) -> Iterator[Alternate]:
    """The data of each record's page, and of each index."""
    yield Alternate("", "application/json", "Everything as JSON", f"{api.ROOT}all.json")
    yield Alternate("changes/", "text/csv", "Changes as CSV", f"{INDEX}changes.csv")
    for kind in _PAGED:
        title = kind.capitalize()
        index = f"{kind}/"
        yield Alternate(index, "text/csv", f"{title} as CSV", f"{INDEX}{kind}.csv")
        yield Alternate(index, "application/json", f"{title} as JSON", f"{api.ROOT}{kind}.json")
        for id in getattr(edition.tracker, kind):
            form = f"{api.ROOT}{kind}/{id}.json"
            yield Alternate(path_of(kind, id), "application/json", "This record as JSON", form)


def files(edition: Edition, _: Sequence[Page]) -> Iterator[File]:
    """Every form of the data."""
    site, day = edition.tracker.site, edition.today.isoformat()
    tables = edition.tables
    sheets = [(table, as_csv(table)) for table in tables.values()]
    described = package.descriptor(site, sheets, edition.address, day)
    for table, text in sheets:
        yield f"{INDEX}{table.name}.csv", text
        yield f"{INDEX}{table.name}.json", as_json(table)
        yield f"{INDEX}{table.name}.ndjson", as_ndjson(table)
    yield f"{INDEX}datapackage.json", described
    yield f"{INDEX}tracker.sqlite", database(tables)
    letter = snapshot.LETTER.format(
        name=site.name, day=day, lead=site.lead, licence=LICENCE, home=edition.address
    )
    held = [(f"{table.name}.csv", text) for table, text in sheets]
    packed = [("README.txt", letter), ("datapackage.json", described), *held]
    yield f"{INDEX}snapshot.zip", snapshot.archive(edition.today, packed)
    yield from api.files(edition.items, day)
    yield f"{api.ROOT}openapi.json", openapi.description(site, edition.address)


OUTPUT = Output("data", pages=pages, alternates=alternates, files=files)
