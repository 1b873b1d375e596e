"""The data and the API, read as others read them: by a Data Package reader, by SQLite, by the
description that they promise to keep.
"""

import csv
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, system
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from conftest import ROOT, TODAY
from samples import html_of
from tracker.load.dataset import Dataset
from tracker.outputs.data import api, tabular_files
from tracker.outputs.data.kinds import Column
from tracker.outputs.data.published import published_tables
from tracker.outputs.data.tables import Table
from tracker.outputs.data.tabular_files import json_of_ndjson, table_csv, table_ndjson
from tracker.schema.records import KINDS
from tracker.site import RouteTable

PUBLISHED = ROOT / "tests" / "published" / "api-v1.json"


@pytest.fixture(scope="module")
def tiny_site(tiny_table: RouteTable, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data and the API of the tiny dataset, and nothing else of its site."""
    where = tmp_path_factory.mktemp("site")
    for name in tiny_table.files:
        if name.startswith(("data/", "api/")):
            (where / name).parent.mkdir(parents=True, exist_ok=True)
            (where / name).write_bytes(tiny_table.file(name))
    return where


@pytest.mark.parametrize("which", ["tiny", "real"])
def test_a_data_package_reader_finds_every_row_and_relation_whole(
    request: pytest.FixtureRequest, which: str
) -> None:
    site: Path = request.getfixturevalue("tiny_site" if which == "tiny" else "real")
    with system.use_context(trusted=True):
        report = Package(str(site / "data" / "datapackage.json")).validate()
    assert report.flatten(["type", "message"]) == []
    assert report.stats["tasks"] == len(list((site / "data").glob("*.csv")))


def test_a_broken_relation_would_be_found(tiny_site: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(tiny_site / "data", data)
    findings = data / "findings.csv"
    findings.write_text(findings.read_text("utf-8").replace("bridge-01.duty,", "bridge-09.duty,"))
    with system.use_context(trusted=True):
        report = Package(str(data / "datapackage.json")).validate()
    assert "foreign-key" in {kind for (kind,) in report.flatten(["type"])}


def base(site: Path) -> sqlite3.Connection:
    return sqlite3.connect(site / "data" / "tracker.sqlite")


def test_the_database_is_whole_and_has_a_table_for_each_folder_of_the_record(
    real: Path, real_table: RouteTable
) -> None:
    with base(real) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for folder in ("bodies", "developments", "implications", "measures", "recommendations"):
            ids = {id for (id,) in database.execute(f"SELECT id FROM {folder}")}
            assert ids == set(getattr(real_table.dataset, folder))


def test_the_database_holds_what_the_sheets_hold(tiny_site: Path) -> None:
    sheets = [p for p in (tiny_site / "data").glob("*.json") if p.stem != "datapackage"]
    with base(tiny_site) as database:
        database.row_factory = sqlite3.Row
        for path in sheets:
            found = [dict(row) for row in database.execute(f'SELECT * FROM "{path.stem}"')]
            assert found == _json(path), path.stem


def test_views_answer_what_is_asked_first(tiny_site: Path) -> None:
    with base(tiny_site) as database:
        assert database.execute(
            "SELECT report, number, claim_status_in_words, status_in_words, evidence_to "
            "FROM assessments"
        ).fetchall() == [
            ("Bridge Review", "1", "Complete", "Partly delivered", "2025-12-31"),
            ("Bridge Review", "2", "Nothing reported", "Under way", "2024-12-31"),
        ]
        assert database.execute(
            "SELECT id, bodies, due_state FROM commitments_by_date"
        ).fetchall() == [
            ("bridge-01.first-round", "Ministry of Bridges", "overdue"),
            ("bridge-02.report", "Ministry of Bridges", "due"),
            ("bridge-01.law", "Ministry of Bridges", "met"),
        ]
        assert database.execute("SELECT count(*) FROM timeline").fetchone() == (6,)
        assert database.execute("SELECT after_in_words FROM status_history").fetchall() == [
            ("Planned",),
            ("Passed (start not seen)",),
            ("Partly delivered",),
            ("Under way",),
        ]


def test_full_text_search_finds_by_the_stem_of_a_word(tiny_site: Path) -> None:
    with base(tiny_site) as database:
        found = database.execute("SELECT kind, id FROM fulltext('inspections')").fetchall()
    assert ("recommendations", "bridge-01") in found
    assert ("bodies", "ferry-board") not in found


def test_full_text_search_has_every_record_by_its_name_with_its_other_texts(
    tiny_site: Path,
) -> None:
    with base(tiny_site) as database:
        for kind in KINDS:
            ids = database.execute(f"SELECT id FROM {kind.folder} ORDER BY rowid").fetchall()
            query = "SELECT id FROM fulltext WHERE kind = ?"
            assert database.execute(query, [kind.folder]).fetchall() == ids, kind.folder
        query = "SELECT id, name, text FROM fulltext WHERE kind = 'services'"
        assert database.execute(query).fetchall() == [
            (
                "bridge-line",
                "Bridge Line",
                "It listens to people who are afraid of bridges.\nAnybody\n0800 000 000\n"
                "BRIDGE to 80000\nEvery day",
            )
        ]


def indexes(database: sqlite3.Connection) -> dict[str, str]:
    """The index of each table that Datasette finds to have one, by the table's name: by the
    condition of its function `detect_fts`.
    """
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    query = (
        "SELECT name FROM sqlite_master WHERE rootpage = 0 "
        "AND sql LIKE '%VIRTUAL TABLE%USING FTS%content=\"' || ? || '\"%'"
    )
    found = {table: database.execute(query, [table]).fetchall() for (table,) in tables}
    return {table: names[0][0] for table, names in found.items() if names}


@pytest.mark.parametrize("which", ["tiny_table", "real_table"])
def test_each_table_of_texts_is_searched_in_its_own_rows(
    request: pytest.FixtureRequest, which: str
) -> None:
    """Also once the file has been put in order, which may number rows anew."""
    routes: RouteTable = request.getfixturevalue(which)
    assert routes.context
    tables = routes.context.once(published_tables)
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(tabular_files.sqlite_database(tables))
        texts = {
            table.name: [column.name for column in table.columns if column.is_text]
            for table in tables.values()
        }
        found = indexes(database)
        assert found == {name: f"{name}_fts" for name, columns in texts.items() if columns}
        for _ in range(2):
            for table, index in found.items():
                database.execute(
                    f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"
                )
                for column in texts[table]:
                    assert misplaced(database, table, column) == [], (table, column)
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            database.commit()
            database.execute("VACUUM")


def quoted(text: str) -> str:
    """A text in double quotes, in which FTS5 takes every sign for text."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def misplaced(database: sqlite3.Connection, table: str, column: str) -> list[str]:
    """The texts of a column that its index does not find where they stand."""
    query = (
        f"SELECT {table}.{column} FROM {table} JOIN {table}_fts ON {table}_fts.rowid = "
        f"{table}.rowid WHERE {table}_fts MATCH ?"
    )
    texts = [text for (text,) in database.execute(f"SELECT {column} FROM {table}") if text]
    return [
        text for text in texts if (text,) not in database.execute(query, [quoted(text)]).fetchall()
    ]


def test_the_texts_that_are_searched_are_not_ids_addresses_or_dates(tiny_site: Path) -> None:
    with base(tiny_site) as database:
        columns = {
            name: [row[1] for row in database.execute(f"PRAGMA table_info({name}_fts)")]
            for name in ("changes", "findings", "recommendations", "sources")
        }
        assert columns == {
            "changes": ["what", "reason"],
            "findings": ["reason"],
            "recommendations": [
                *(
                    "title",
                    "short",
                    "content_note",
                    "summary",
                    "addressed_note",
                    "reason",
                    "answers",
                )
            ],
            "sources": [
                *("title", "copied_by", "copy_words", "at", "insecure", "note"),
                *("publisher", "ended_note"),
            ],
        }
        assert "commitments_bodies" not in indexes(database)


def test_the_database_is_the_same_each_time(tiny_table: RouteTable) -> None:
    assert tiny_table.context
    tables = tiny_table.context.once(published_tables)
    once, again = (tabular_files.sqlite_database(tables) for _ in range(2))
    assert once == again


def test_the_searches_that_the_page_shows_run(tiny: Dataset, tiny_site: Path) -> None:
    queries = re.findall(r"<code>(SELECT .*?)</code>", html_of(tiny, TODAY, "data/"))
    with base(tiny_site) as database:
        found = [database.execute(unescape(query)).fetchall() for query in queries]
    assert len(found) == 4


def in_csv(texts: Sequence[str | None]) -> list[str]:
    """Texts as they stand in a CSV file."""
    table = Table("t", "", (Column("text", required=False),), ("text",), [(t,) for t in texts])
    assert [row["text"] for row in json.loads(json_of_ndjson(table_ndjson(table)))] == texts
    return [
        row["text"] for row in csv.DictReader(io.StringIO(table_csv(table).decode(), newline=""))
    ]


def test_a_spreadsheet_runs_nothing() -> None:
    signs = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1+1", "＋1", "－1", "＠x", "﹦1"]
    blanks = " \t\r\n\x00\x0b\u00a0\u00ad\u115f\u180e\u200b\u200d\u2028\u202e\u2060\u2800\u3000"
    blanks += "\u3164\ufe0f\ufeff\uffa0\U000e0020"
    hidden = [f"{blank}=1+1" for blank in blanks] + ["\u00a0\n ＝1+1", "  -1"]
    for text in [*signs, *hidden]:
        assert in_csv([text]) == [f"'{text}"], ascii(text)
    kept = ["plain", "a=b", ' "quoted", and\nlines', "– a dash", "\u200b", "", "'=1"]
    assert in_csv(kept) == kept
    assert in_csv([None]) == [""]


def test_a_spreadsheet_keeps_the_digits_of_a_text() -> None:
    """What a spreadsheet in English may write otherwise, and what it writes as it is."""
    rewritten = ["07860077333", "00", " 7", "7\u00a0", "1.10", "1.0", "1.", ".5", "1e5", "2E+3"]
    rewritten += ["1234567890123456", "123456789012", "0.1234567890", "1,000", "1,5", "1.2.3"]
    rewritten += ["50%", "£5", "(5)", "5-", "1/2", "1 1/2", "1-2", "12:30", "9 pm", "2026-3-1"]
    rewritten += ["１２", "March 2026", "Mar 26", "12 may"]
    assert in_csv(rewritten) == [f"'{text}" for text in rewritten]
    kept = ["2026", "2026-03", "2026-03-14", "2027-03/2027-05", "31 March 2026", "0", "10", "1.25"]
    kept += ["12345678901", "07860 077 333", "116 123", "7 days", "e5", "1e", "a1e5", "12.4(b)"]
    kept += ["2 of 4", "section 4", "2026 c. 21"]
    assert in_csv(kept) == kept


def test_the_archive_bears_its_day_and_holds_every_table(tiny_site: Path) -> None:
    with zipfile.ZipFile(tiny_site / "data" / "snapshot.zip") as archive:
        names = {name.removeprefix("tracker-2026-02-01/") for name in archive.namelist()}
        sheets = {path.name for path in (tiny_site / "data").glob("*.csv")}
        assert names == {"README.txt", "datapackage.json", *sheets}
        csv_inside = archive.read("tracker-2026-02-01/findings.csv")
    assert csv_inside == (tiny_site / "data" / "findings.csv").read_bytes()


def test_the_archive_is_the_same_each_time() -> None:
    once, again = (tabular_files.zip_archive(date(2026, 2, 1), [("a.txt", b"a")]) for _ in range(2))
    assert once == again


def described(dataset: Dataset) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(api.openapi_document(dataset.site, "https://a.example/"))
    return document


def test_the_description_is_openapi(tiny: Dataset) -> None:
    assert list(OpenAPIV31SpecValidator(described(tiny)).iter_errors()) == []


def schema_of(document: dict[str, Any], path: str) -> Draft202012Validator:
    answer = document["paths"][path]["get"]["responses"]["200"]
    schema = answer["content"]["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": document["components"]})


@pytest.mark.parametrize("which", ["tiny", "real"])
def test_every_file_of_the_api_is_as_described(
    request: pytest.FixtureRequest, tiny: Dataset, which: str
) -> None:
    site: Path = request.getfixturevalue("tiny_site" if which == "tiny" else "real")
    document, root = described(tiny), site / "api" / "v1"
    validators = {path: schema_of(document, path) for path in document["paths"]}
    stubs = {
        "withdrawn": Draft202012Validator(document["components"]["schemas"]["Withdrawn"]),
        "moved_to": Draft202012Validator(document["components"]["schemas"]["Moved"]),
    }
    left = {path.relative_to(root).as_posix() for path in root.rglob("*.json")} - {"openapi.json"}
    assert len(left) > 30
    for name in left:
        kind, slash, _ = name.partition("/")
        path = f"/{kind}/{{id}}.json" if slash else f"/{name}"
        held = _json(root / name)
        validator = next((stubs[field] for field in stubs if field in held), validators[path])
        assert [error.message for error in validator.iter_errors(held)] == [], name


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def test_a_file_that_lacks_a_field_is_not_as_described(tiny: Dataset, tiny_site: Path) -> None:
    held = _json(tiny_site / "api" / "v1" / "recommendations" / "bridge-01.json")
    del held["share"]
    validator = schema_of(described(tiny), "/recommendations/{id}.json")
    assert [e.message for e in validator.iter_errors(held)] == ["'share' is a required property"]


def broken(old: Any, new: Any, where: str = "") -> list[str]:
    """What a published schema had and a newer one has not, or has otherwise; additions are free."""
    if isinstance(old, dict) and isinstance(new, dict):
        found = [f"{where}/{key} is gone" for key in old if key not in new]
        shared = [key for key in old if key in new and key not in ("description", "summary")]
        return found + [b for key in shared for b in broken(old[key], new[key], f"{where}/{key}")]
    if isinstance(old, list) and isinstance(new, list):
        return [f"{where} lacks {item}" for item in old if item not in new]
    return [] if old == new else [f"{where} was {old!r}"]


def promised(document: dict[str, Any]) -> dict[str, Any]:
    """What version 1 promises: its paths and its types."""
    return {"paths": document["paths"], "schemas": document["components"]["schemas"]}


def test_version_1_only_ever_grows(tiny: Dataset, accept: bool) -> None:
    """`--accept` publishes additions, and refuses what takes something away."""
    now = promised(described(tiny))
    if PUBLISHED.exists():
        assert broken(_json(PUBLISHED), now) == [], "this needs version 2"
    if accept:
        PUBLISHED.parent.mkdir(exist_ok=True)
        PUBLISHED.write_text(json.dumps(now, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert _json(PUBLISHED) == now, "if it is an addition: scripts/test --accept"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda s: s["schemas"]["Recommendation"]["properties"].pop("status"),
        lambda s: s["schemas"]["Recommendation"]["required"].remove("status"),
        lambda s: s["schemas"]["Recommendation"]["properties"]["number"].update(type="integer"),
        lambda s: s["paths"].pop("/claims.json"),
    ],
)
def test_what_breaks_the_promise_is_found(tiny: Dataset, spoil: Any) -> None:
    now = promised(described(tiny))
    less = json.loads(json.dumps(now))
    spoil(less)
    assert broken(now, less) != []
    assert broken(less, now) == [] or "type" in str(broken(less, now))


def test_the_examples_run(tiny_build: Path, tiny_address: str) -> None:
    """Each as it stands on the page, against this site; the one in JavaScript is run in a page."""
    text = (tiny_build / "data" / "api" / "index.html").read_text("utf-8")
    published = re.search(r'(https?://[^"<]+?)api/v1/', text)
    assert published
    examples = re.findall(r'<pre data-run="(\w+)"><code>(.*?)</code></pre>', text, re.DOTALL)
    assert [language for language, _ in examples] == ["sh", "python", "python", "javascript"]
    says = ('"id":"bridge-01"', "bridge-02, Under way, ", "2024-11-minister-says-done Correction")
    for (language, code), words in zip(examples[:3], says, strict=True):
        plain = unescape(code).replace(published.group(1), tiny_address)
        command = ["sh", "-c", plain] if language == "sh" else [sys.executable, "-c", plain]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stderr) == (0, "")
        assert words in done.stdout


def test_the_example_in_javascript_runs(tiny_build: Path, tiny_address: str, page: Any) -> None:
    text = (tiny_build / "data" / "api" / "index.html").read_text("utf-8")
    found = re.search(r'<pre data-run="javascript"><code>(.*?)</code></pre>', text, re.DOTALL)
    assert found
    code = re.sub(r"https?://[^\"]+?/(?=api/v1/)", tiny_address, unescape(found.group(1)))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{tiny_address}data/api/")
    page.evaluate(f"(async () => {{ {code} }})()")
    assert any(line.startswith("2026-02-01") and "recommendations: 2" in line for line in said)


def test_each_table_has_a_key_of_its_own_and_every_relation_a_target(
    tiny_table: RouteTable,
) -> None:
    assert tiny_table.context
    tables = tiny_table.context.once(published_tables)
    for table in tables.values():
        places = [at for at, column in enumerate(table.columns) if column.name in table.key]
        keys = [tuple(row[at] for at in places) for row in table.rows]
        assert len(keys) == len(set(keys)), table.name
        assert {column.to for column in table.columns if column.to} <= set(tables)
