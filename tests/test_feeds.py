"""The feeds of the tiny dataset, entry by entry; and that those of the real record are Atom (RFC
4287) and JSON Feed 1.1, and lead to pages that there are.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import feedparser
import jsonschema
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import site_builds
from conftest import ROOT, TINY, TODAY
from rfc4287 import ATOM, rfc4287_faults
from samples import spread
from tracker.derive.facts import derive
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.outputs import context
from tracker.outputs.context import BuildContext
from tracker.outputs.feeds import entries
from tracker.outputs.feeds import writing_times as writing_time_module
from tracker.outputs.feeds.feeds import EXPORTER, MAX_ENTRIES
from tracker.outputs.feeds.writing_times import Writing, writing_times
from tracker.schema.dates import exact_date, parse_recorded
from tracker.site import RouteTable, route_site

ADDRESS = "https://tracker.example/"
SCHEMA = json.loads((ROOT / "tests" / "jsonfeed.schema.json").read_text("utf-8"))
Files = dict[str, str]


def feed_files(dataset: Dataset, today: date = TODAY, address: str = ADDRESS) -> Files:
    """Every feed by its path below `feeds/`, as text."""
    context = BuildContext(derive(dataset, today), today, address)
    made = {
        route.path.removeprefix("feeds/"): route.make() for route in EXPORTER.routes(context, ())
    }
    return {
        path: text.decode() if isinstance(text, bytes) else str(text) for path, text in made.items()
    }


Edit = Callable[[str, str, str], Files]


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """The feeds after an edit of a file of the tiny dataset, or with one file more."""

    def change(file: str, old: str, new: str) -> Files:
        shutil.copytree(TINY, tmp_path / "data")
        path = tmp_path / "data" / file
        text = path.read_text("utf-8") if path.exists() else ""
        assert old in text
        path.write_text(text.replace(old, new, 1) if old else new, "utf-8")
        dataset, problems = load(tmp_path / "data")
        assert problems == ()
        return feed_files(dataset)

    return change


@pytest.fixture(scope="module")
def feeds(tiny: Dataset) -> Files:
    return feed_files(tiny)


def feed(files: Files, name: str) -> Any:
    """A feed as a feed reader reads it."""
    parsed = feedparser.parse(files[f"{name}.atom"])
    assert not parsed.bozo, (name, parsed.bozo_exception)
    return parsed


def ids(files: Files, name: str) -> list[str]:
    return [entry.id for entry in feed(files, name).entries]


def updated(files: Files, name: str) -> dict[str, str]:
    """When a feed and each of its entries were updated, by their ids."""
    parsed = feed(files, name)
    return {entry.id: entry.updated for entry in (parsed.feed, *parsed.entries)}


def urn(name: str) -> str:
    """The id of an entry or a feed, as both formats write it."""
    return context.stable_uuid(name).urn


def item(files: Files, feed: str, name: str) -> dict[str, Any]:
    """The item of a JSON Feed that stands for a name."""
    content = json.loads(files[f"{feed}.json"])
    match: dict[str, Any] = next(i for i in content["items"] if i["id"] == urn(name))
    return match


ENTRIES = (ROOT / "tests" / "feeds.txt").read_text("utf-8")
"""Every entry of the tiny dataset: when it was updated and published, its name, the feeds that hold
it, and its title.
"""

FEEDS = {
    "developments": "D",
    "labels": "L",
    "changes": "C",
    "recommendations/bridge-01": "1",
    "recommendations/bridge-02": "2",
    "topics/bridges": "T",
    "topics/tunnels": "",
    "bodies/ferry-board": "",
    "bodies/ministry-of-bridges": "B",
    "measures/bridge-inquiry": "I",
    "measures/bridge-panel": "P",
    "measures/bridges-act-section-1": "S",
    "measures/bridges-act": "A",
    "for/bridge-keepers": "K",
    "for/ferries": "",
    "for/walkers": "",
}
"""The feeds, each with the letter that marks its entries."""

Row = tuple[str, str, str, str]


def expected(letter: str) -> list[Row]:
    """The rows above that have a letter: id, title, published, updated."""
    lines = ENTRIES.strip().splitlines()
    pairs = zip(lines[::2], lines[1::2], strict=True)
    rows = [(*line.split(), title.strip()) for line, title in pairs]
    return [
        (urn(name), title, published, updated)
        for updated, published, name, *letters, title in rows
        if letter in letters
    ]


def test_there_is_a_feed_of_all_and_one_for_each_page_of_its_kind(feeds: Files) -> None:
    assert list(feeds) == [f"{name}.{ending}" for name in FEEDS for ending in ("atom", "json")]


@pytest.mark.parametrize("name", FEEDS)
def test_what_a_feed_holds(feeds: Files, name: str) -> None:
    rows = expected(FEEDS[name])
    parsed = feed(feeds, name)
    entries_read = [(e.id, e.title, e.published, e.updated) for e in parsed.entries]
    assert entries_read == rows
    assert parsed.feed.id == urn(f"feeds/{name}")
    newest = rows[0][3] if rows else "2024-06-02T12:00:00.000000Z"  # the first day of writing
    assert parsed.feed.updated == newest


@pytest.mark.parametrize("name", FEEDS)
def test_both_formats_say_the_same(feeds: Files, name: str) -> None:
    parsed, content = feed(feeds, name), json.loads(feeds[f"{name}.json"])
    assert (content["title"], content["home_page_url"]) == (parsed.feed.title, parsed.feed.link)
    assert [(e.id, e.link, e.title, e.published, e.updated) for e in parsed.entries] == [
        (i["id"], i["url"], i["title"], i["date_published"], i["date_modified"])
        for i in content["items"]
    ]
    atom = fromstring(feeds[f"{name}.atom"])
    assert [e.text for e in atom.iter(f"{ATOM}content")] == [
        i["content_html"] for i in content["items"]
    ]
    assert [[tag.label for tag in e.tags] for e in parsed.entries] == [
        i["tags"] for i in content["items"]
    ]


def test_what_a_feed_says_of_itself(feeds: Files) -> None:
    head = feeds["topics/bridges.atom"].partition("<entry>")[0]
    assert (
        head
        == f"""\
<?xml version='1.0' encoding='utf-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
<id>{urn("feeds/topics/bridges")}</id>
<title>Bridges – Tiny Tracker</title>
<subtitle>What happened under this topic, and what changed: the law, guidance and labels. \
Newest written first; each title begins with the day on which it happened.</subtitle>
<updated>2026-01-10T17:59:15.299540Z</updated>
<link rel="self" type="application/atom+xml" href="{ADDRESS}feeds/topics/bridges.atom" />
<link rel="alternate" type="text/html" href="{ADDRESS}topics/bridges/" />
<link rel="license" href="https://creativecommons.org/licenses/by/4.0/" />
<author>
<name>Tiny Tracker</name>
<uri>{ADDRESS}</uri>
</author>
<rights>Data under CC BY 4.0</rights>
<icon>{ADDRESS}assets/icon.svg</icon>
<generator>tracker</generator>
"""
    )
    content = json.loads(feeds["topics/bridges.json"])
    del content["items"]
    assert content == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Bridges – Tiny Tracker",
        "home_page_url": f"{ADDRESS}topics/bridges/",
        "feed_url": f"{ADDRESS}feeds/topics/bridges.json",
        "description": "What happened under this topic, and what changed: the law, guidance and "
        "labels. Newest written first; each title begins with the day on which it happened. "
        "Data under CC BY 4.0.",
        "favicon": f"{ADDRESS}assets/icon.svg",
        "authors": [{"name": "Tiny Tracker", "url": ADDRESS}],
        "language": "en-GB",
    }


def test_the_publisher_is_the_author_where_there_is_one(
    edit: Edit,
) -> None:
    files = edit("site.yaml", "featured:", "publisher: The Bridge Society\nfeatured:")
    assert feed(files, "changes").feed.author == "The Bridge Society"
    assert json.loads(files["changes.json"])["authors"][0]["name"] == "The Bridge Society"


PRESS = "developments/2025-02-press-asks"
ANSWERS = "developments/2024-06-01-ministry-answers"
STATUS_CHANGE = "changes/bridge-01.status.2024-09-10"


def test_what_an_event_says(feeds: Files) -> None:
    assert item(feeds, "developments", PRESS) == {
        "id": urn(PRESS),
        "url": f"{ADDRESS}{PRESS}/",
        "title": "3 Feb 2025 – 5 Feb 2025: The press asks where the inquiry is",
        "content_html": "<div><p>This event mentions a fallen bridge.</p>"
        "<p>A newspaper asked where the inquiry was.</p>"
        "<p>Statement, between 3 February 2025 and 5 February 2025. "
        "The record does not show the exact day. Written 10 January 2026.</p>"
        f'<p>It concerns:</p><ul><li><a href="{ADDRESS}recommendations/bridge-02/">'
        "Bridge Review, recommendation 2: Hold an inquiry into the fallen bridge</a></li></ul>"
        '<p>Sources:</p><ul><li><a href="http://daily.example/where">Where is the inquiry?</a>. '
        "The Daily Bridge. Grade E, press report only. The page has pictures of the fallen bridge. "
        "Replaced by another document in March 2025. The connection is not encrypted (http): "
        "The newspaper has no https.</li></ul>"
        f'<p><a href="{ADDRESS}{PRESS}/">Read this on Tiny Tracker</a></p>'
        f'<p>Help: <a href="{ADDRESS}support/">{ADDRESS}support/</a></p></div>',
        "content_text": f"""\
This event mentions a fallen bridge.

A newspaper asked where the inquiry was.

Statement, between 3 February 2025 and 5 February 2025. The record does not show the exact day. \
Written 10 January 2026.

It concerns:
- Bridge Review, recommendation 2: Hold an inquiry into the fallen bridge \
({ADDRESS}recommendations/bridge-02/)

Sources:
- Where is the inquiry? (http://daily.example/where). The Daily Bridge. Grade E, press report \
only. The page has pictures of the fallen bridge. Replaced by another document in March 2025. The \
connection is not encrypted (http): The newspaper has no https.

Read this on Tiny Tracker ({ADDRESS}{PRESS}/)

Help: {ADDRESS}support/""",
        "date_published": "2026-01-10T16:20:08.912939Z",
        "date_modified": "2026-01-10T16:20:08.912939Z",
        "tags": ["Statement", "Bridges"],
    }


def test_what_a_change_of_a_label_says(feeds: Files) -> None:
    entry = item(feeds, "labels", STATUS_CHANGE)
    assert entry["tags"] == ["Label", "Bridges"]
    assert (
        entry["content_text"]
        == f"""\
Bridge Review, recommendation 1: Inspect every bridge each year & publish what is found \
({ADDRESS}recommendations/bridge-01/)

The record shows: Planned → Passed (start not seen)

Section 1 of the Act was made. Its start was not seen.

Label, 10 September 2024. Written 20 December 2024.

Shown by:
- Bridges Act receives Royal Assent ({ADDRESS}developments/2024-09-10-bridges-act/)

Read this on Tiny Tracker ({ADDRESS}recommendations/bridge-01/)

Help: {ADDRESS}support/"""
    )


@pytest.mark.parametrize(
    ("name", "expected_blocks"),
    [
        (
            "recommendations.bridge-02.correction.reports.2024-12-31.2025-01-10",
            [
                "Part: The inquiry reports.",
                "The record shows: Not judged yet → None found",
                "No report was found.",
                "Correction, 10 January 2025.",
            ],
        ),
        (
            "bridge-01.claim.2024-11-minister-says-done",
            [
                "Ministry of Bridges says: In progress → Complete",
                "Every bridge is inspected.",
                "Ministry of Bridges says, November 2024. The record does not show the exact day. "
                "Written 10 January 2026.",
            ],
        ),
        (
            "bridge-01.response.ministry-of-bridges.2024-09-10-bridges-act",
            [
                "By: Ministry of Bridges",
                "Response: Accepted in principle → Accepted",
                "The Act took the whole of it.",
                "Response, 10 September 2024. Written 10 January 2026.",
            ],
        ),
        (
            "bridge-01.due-date.first-round.2024-11",
            [
                "Promise: Finish the first round of inspections",
                "Promised for: March 2025 → 30 September 2025",
                "Too few inspectors.",
                "Date changed, November 2024. The record does not show the exact day.",
            ],
        ),
        (
            "bridge-01.met.law",
            [
                "Promise: Make the law",
                "Promise kept, 10 September 2024. Written 10 January 2026.",
            ],
        ),
    ],
)
def test_each_kind_of_change_has_its_own_sentences(
    feeds: Files, name: str, expected_blocks: list[str]
) -> None:
    blocks = item(feeds, "changes", f"changes/{name}")["content_text"].split("\n\n")
    evidence = [block for block in blocks if block.startswith("Shown by:")]
    assert blocks[1 : -2 - len(evidence)] == expected_blocks


def test_a_correction_of_an_event_is_in_its_entry_and_updates_its_feeds(
    feeds: Files, edit: Edit
) -> None:
    correction = "corrections:\n  - date: 2026-01-20\n    note: It was two newspapers.\n"
    after = edit(f"{PRESS}.yaml", "sources:", f"{correction}sources:")
    for name in ("developments", "recommendations/bridge-02", "bodies/ministry-of-bridges"):
        ours, its = urn(f"feeds/{name}"), urn(PRESS)
        moment = updated(after, name)[its]
        assert moment.startswith("2026-01-20T")
        assert updated(after, name) == {**updated(feeds, name), ours: moment, its: moment}
        assert ids(after, name)[0] == its
    entry = item(after, "developments", PRESS)
    assert "\n\nCorrection, 20 January 2026: It was two newspapers.\n\n" in entry["content_text"]
    assert entry["date_published"] == item(feeds, "developments", PRESS)["date_published"]


def test_a_later_event_is_added_before_all_others_which_keep_their_ids(
    feeds: Files, edit: Edit
) -> None:
    text = (TINY / f"{PRESS}.yaml").read_text("utf-8")
    later = text.replace("2025-02-03/2025-02-05", "2026-01").replace("01-10T16:20", "01-20T16:20")
    after = edit("developments/2026-01-press-asks-again.yaml", "", later)
    (new,) = set(ids(after, "developments")) - set(ids(feeds, "developments"))
    assert new == urn("developments/2026-01-press-asks-again")
    assert ids(after, "developments") == [new, *ids(feeds, "developments")]
    assert ids(after, "changes") == ids(feeds, "changes")


NEW_FINDING = """
      - status: delivered
        date: 2026-01-20
        recorded: 2026-01-20
        reason: Section 1 requires that it is published.
        evidence: [2025-01-01-section-1-starts]
        evidence_to: 2026-01-20
commitments:"""


def test_a_change_of_a_label_is_in_the_feeds_of_all_that_it_touches(
    feeds: Files, edit: Edit
) -> None:
    after = edit("recommendations/bridge-01.yaml", "\ncommitments:", NEW_FINDING)
    new = urn("changes/bridge-01.status.2026-01-20")
    among = [name for name in FEEDS if set(ids(after, name)) - set(ids(feeds, name))]
    assert among == [
        "labels",
        "changes",
        "recommendations/bridge-01",
        "topics/bridges",
        "bodies/ministry-of-bridges",
    ]
    assert [ids(after, name)[0] for name in among] == [new] * len(among)


def test_ids_stay_for_ever() -> None:
    """With other ids, every feed reader would show old entries as new."""
    assert urn(PRESS) == "urn:uuid:55d4da99-eb73-583c-9bd0-859a004a9cb4"
    assert urn("feeds/developments") == "urn:uuid:e79c72bd-81f2-5b1a-91b5-56ba7584acda"


def test_another_address_changes_no_id(tiny: Dataset, feeds: Files) -> None:
    moved = feed_files(tiny, address="https://elsewhere.example/tracker/")
    assert ADDRESS not in "".join(moved.values())
    for name in FEEDS:
        assert updated(moved, name) == updated(feeds, name)
        assert ids(moved, name) == ids(feeds, name)
    assert updated(feeds, "developments").keys() > {urn(PRESS)}


def test_the_day_of_the_build_changes_no_feed(tiny: Dataset, feeds: Files) -> None:
    assert feed_files(tiny, today=date(2026, 12, 31)) == feeds


def moments(files: Files) -> dict[str, str]:
    """When each entry of the two feeds of all was updated, by its id."""
    return updated(files, "developments") | updated(files, "changes")


def test_no_two_entries_of_the_real_record_have_one_time(real_feeds: Files) -> None:
    """Hundreds of them were written on one day."""
    entries = [e for name in ("developments", "changes") for e in feed(real_feeds, name).entries]
    times = [entry.published for entry in entries]
    assert len(set(times)) == len(times)
    assert {entry.published <= entry.updated for entry in entries} == {True}


@given(
    st.dates(date(1950, 1, 1), date(2030, 1, 1)),
    st.lists(st.tuples(st.integers(0, 30_000), st.integers(0, 99)), min_size=2, unique=True),
    st.sampled_from(["", "T23:50+01:00"]),
)
def test_times_rise_within_a_day_or_a_minute_with_the_day_of_the_event(
    day: date, entries: list[tuple[int, int]], time: str
) -> None:
    recorded = parse_recorded(f"{day}{time}")
    newest_first = sorted(entries)
    writings = [
        Writing(f"{age}/{n}", recorded, day - timedelta(days=age)) for age, n in newest_first
    ]
    times = writing_times(writings)
    alone = {name: t for w in writings for name, t in writing_times([w]).items()}
    assert len(set(times.values())) == len(writings)
    assume(len(set(alone.values())) == len(writings))
    assert times == alone
    start = datetime.combine(day, datetime.min.time(), UTC) + (
        timedelta(hours=22, minutes=50) if time else timedelta(hours=12)
    )
    assert all(start <= t < start + timedelta(minutes=1 if time else 360) for t in times.values())
    for (newer, one), (older, other) in pairwise(newest_first):
        if newer < older:
            assert times[f"{newer}/{one}"] > times[f"{older}/{other}"]


def test_of_two_entries_that_would_have_one_time_the_second_name_moves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writing_time_module, "_place", lambda *_: timedelta())
    day = date(2026, 1, 10)
    times = writing_times(Writing(name, exact_date(day), day) for name in "bca")
    noon = datetime(2026, 1, 10, 12, tzinfo=UTC)
    assert times == {n: noon + timedelta(microseconds=i) for i, n in enumerate("abc")}


def test_a_time_once_given_stays_when_more_is_written_on_that_day(feeds: Files, edit: Edit) -> None:
    """Also where what is added tells of an older event, which comes before the others."""
    older = (TINY / f"{ANSWERS}.yaml").read_text("utf-8").replace("2024-06-02", "2026-01-10")
    after = edit("developments/2024-06-01-second.yaml", "", older)
    new, before = urn("developments/2024-06-01-second"), moments(feeds)
    assert {id: time for id, time in moments(after).items() if id != new} == before
    assert ids(after, "developments").index(new) == ids(feeds, "developments").index(urn(ANSWERS))


def test_a_date_made_more_precise_moves_no_time(feeds: Files, edit: Edit) -> None:
    after = edit(f"{PRESS}.yaml", "date: 2025-02-03/2025-02-05", "date: 2025-02-05")
    assert moments(after) == moments(feeds)
    assert item(after, "developments", PRESS)["title"].startswith("5 Feb 2025: ")


def test_a_feed_holds_the_newest(tiny: Dataset) -> None:
    one = tiny.developments["2025-01-01-section-1-starts"]
    many = {
        f"d-{n:03}": one.model_copy(
            update={"id": f"d-{n:03}", "recorded": exact_date(date(2026, 1, 11 + n % 9))}
        )
        for n in range(150)
    }
    entry_ids = ids(
        feed_files(replace(tiny, developments={**tiny.developments, **many})), "developments"
    )
    newest = sorted(many, key=lambda name: many[name].recorded.latest, reverse=True)
    days = [many[name].recorded for name in newest[:MAX_ENTRIES]]
    recorded = {urn(f"developments/{id}"): record.recorded for id, record in many.items()}
    assert [recorded[id] for id in entry_ids] == days


def test_who_goes_by_time_sees_an_old_event_that_is_written_down_now(
    feeds: Files, edit: Edit
) -> None:
    """A client that remembers the newest time it has seen, and one that remembers when it looked
    last, that morning.
    """
    after = edit(f"{ANSWERS}.yaml", "recorded: 2024-06-02", "recorded: 2026-01-31")
    assert ids(after, "developments")[0] == urn(ANSWERS) != ids(feeds, "developments")[0]
    entry, seen = item(after, "developments", ANSWERS), updated(feeds, "developments").values()
    for time in (entry["date_published"], entry["date_modified"]):
        assert time > max(seen)
        assert "2026-01-31T12:00" <= time < "2026-01-31T18:00"
    assert entry["title"] == '1 Jun 2024: The ministry answers "yes"'
    assert "Statement, 1 June 2024. Written 31 January 2026." in entry["content_text"]


def test_an_event_that_concerns_very_many_names_twenty(tiny: Dataset) -> None:
    one = tiny.recommendations["bridge-02"]
    many = {
        f"bridge-{n}": one.model_copy(update={"id": f"bridge-{n}", "number": str(n)})
        for n in range(100, 130)
    }
    files = feed_files(replace(tiny, recommendations={**tiny.recommendations, **many}))
    text = item(files, "developments", ANSWERS)["content_text"]
    concerned = text.partition("It concerns:\n")[2].partition("\n\n")[0].splitlines()
    assert len(concerned) == 21
    assert concerned[-1] == "- and 13 more, on its page"


def test_an_entry_is_rendered_once_for_all_feeds_that_hold_it(
    tiny: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    html = entries.blocks_html

    def counted(blocks: Iterable[entries.Block]) -> str:
        written.append(blocks)
        return html(blocks)

    monkeypatch.setattr(entries, "blocks_html", counted)
    feed_files(tiny)
    assert len(written) == len(ENTRIES.splitlines()) // 2


SPECIAL_CHARACTERS = 'R&D <b>"it\'s"</b> &amp; ]]> é → \u2028 </div>'


def test_no_character_is_lost_or_taken_for_markup(tiny: Dataset) -> None:
    one = tiny.developments[PRESS.partition("/")[2]]
    special = one.model_copy(update={"title": SPECIAL_CHARACTERS, "summary": SPECIAL_CHARACTERS})
    after = feed_files(replace(tiny, developments={**tiny.developments, one.id: special}))
    entry_item = item(after, "developments", PRESS)
    assert entry_item["title"] == "3 Feb 2025 – 5 Feb 2025: " + SPECIAL_CHARACTERS
    assert entry_item["content_text"].split("\n\n")[1] == SPECIAL_CHARACTERS
    assert SPECIAL_CHARACTERS in Html(entry_item["content_html"]).texts
    entry = next(
        e for e in fromstring(after["developments.atom"]) if entry_item["title"] in e.itertext()
    )
    assert entry.findtext(f"{ATOM}content") == entry_item["content_html"]


def test_pages_lead_to_their_feeds(tiny: Dataset) -> None:
    forms: dict[str, list[tuple[str, str, str]]] = {}
    for form in EXPORTER.alternates(BuildContext(derive(tiny, TODAY), TODAY, ADDRESS)):
        forms.setdefault(form.page, []).append((form.type, form.title, form.path))
    developments, labels, changes = (
        [
            ("application/atom+xml", f"{title} (Atom)", f"feeds/{name}.atom"),
            ("application/feed+json", f"{title} (JSON Feed)", f"feeds/{name}.json"),
        ]
        for name, title in [
            ("developments", "Developments"),
            ("labels", "Changes of labels"),
            ("changes", "Changes"),
        ]
    )
    of_all = {
        "developments/": developments,
        "": developments,
        "changes/": [*labels, *changes],
        "recommendations/": labels,
    }
    assert {page: forms.pop(page) for page in of_all} == of_all
    assert {page: [title for _, title, _ in of_it] for page, of_it in forms.items()} == {
        f"{name}/": [f"{title} (Atom)", f"{title} (JSON Feed)"]
        for name, title in {
            "recommendations/bridge-01": "Bridge Review, recommendation 1: Yearly inspection",
            "recommendations/bridge-02": "Bridge Review, recommendation 2: Bridge inquiry",
            "topics/bridges": "Bridges",
            "topics/tunnels": "Tunnels",
            "bodies/ferry-board": "Ferry Board",
            "bodies/ministry-of-bridges": "Ministry of Bridges",
            "measures/bridge-inquiry": "Bridge Inquiry",
            "measures/bridge-panel": "Bridge Panel",
            "measures/bridges-act-section-1": "Duty to inspect bridges",
            "measures/bridges-act": "Bridges Act 2024",
            "for/bridge-keepers": "What it means for bridge keepers",
            "for/ferries": "What it means for ferries",
            "for/walkers": "What it means for walkers",
        }.items()
    }
    paths = {f"feeds/{path}" for path in feed_files(tiny)}
    assert {path for of_it in forms.values() for _, _, path in of_it} < paths


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_atom(feeds: Files, name: str) -> None:
    assert rfc4287_faults(feeds[f"{name}.atom"]) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<id>urn", "<id>", "id is no IRI"),
        ("<rights>", "<title>Another</title><rights>", "4.1: feed has 2 title"),
        ("<rights>", "<right/><rights>", "4.1: feed has right"),
        ("<icon>", "<icon>https://a.example/</icon><icon>", "4.1: feed has two icon"),
        ('rel="self"', 'rel="via"', "4.1.1: one link to itself"),
        ("Z</published>", "</published>", "3.3: published is no date"),
        ("<published>2024", "<published>2027", "4.2.15: updated before"),
        (' term="statement"', "", "4.2.2: a category without a term"),
        ('type="html"', 'type="text"', "4.1.3: content that is not HTML"),
        ("<author>\n<name>Tiny Tracker", "<author>\n<name>", "name is empty"),
        ("developments/2025-01", "two words", "4.2.7: a link to"),
    ],
)
def test_the_checker_finds_what_is_not_atom(feeds: Files, old: str, new: str, fault: str) -> None:
    text = feeds["developments.atom"]
    assert old in text
    assert any(message.startswith(fault) for message in rfc4287_faults(text.replace(old, new, 1)))


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_a_json_feed(feeds: Files, name: str) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(feeds[f"{name}.json"]))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), "https://jsonfeed.org/version/1"),
        (("title",), None),
        (("author",), {"name": "One"}),
        (("authors", 0), {}),
        (("feed_url",), "feeds/changes.json"),
        (("items", 0, "id"), 7),
        (("items", 0, "date_published"), "2026-01-10"),
        (("items", 0, "tags"), "Statement"),
        (("items", 0), {"id": "1", "title": "Without content"}),
    ],
)
def test_the_schema_refuses_what_is_no_json_feed(
    feeds: Files, path: tuple[str | int, ...], value: Any
) -> None:
    content = json.loads(feeds["changes.json"])
    *way, last = path
    parent = content
    for step in way:
        parent = parent[step]
    parent[last] = value
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(content)


class Html(HTMLParser):
    """The links of a fragment of HTML, and its pieces of text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture(scope="module")
def site() -> RouteTable:
    return route_site(site_builds.DATA, site_builds.real_day(), ADDRESS)


@pytest.fixture(scope="module")
def real_feeds(site: RouteTable) -> Files:
    return feed_files(site.dataset, site_builds.real_day())


def test_every_feed_of_the_real_record_is_atom_and_json_feed(real_feeds: Files) -> None:
    """The longest ones, which hold every kind of entry, and others spread over all."""
    validator = jsonschema.Draft202012Validator(SCHEMA)
    longest = sorted(real_feeds, key=lambda path: len(real_feeds[path]))[-10:]
    for path in [*longest, *spread(real_feeds, 20)]:
        text = real_feeds[path]
        name, _, ending = path.rpartition(".")
        if ending == "json":
            validator.validate(json.loads(text))
        else:
            assert (path, rfc4287_faults(text)) == (path, [])
            assert feed(real_feeds, name).version == "atom10"


def test_every_link_of_the_real_feeds_leads_to_a_page(site: RouteTable, real_feeds: Files) -> None:
    pages = set(site.pages)
    ours = [link for link in _links(real_feeds) if link.startswith(ADDRESS)]
    files = {f"feeds/{path}" for path in real_feeds} | {"assets/icon.svg"}
    assert {link.removeprefix(ADDRESS).partition("#")[0] for link in ours} <= pages | files
    led_from = {form.page for form in EXPORTER.alternates(_context(site))}
    assert led_from <= pages


def _links(files: Files) -> Iterator[str]:
    for path, text in files.items():
        if path.endswith(".json"):
            content = json.loads(text)
            yield from (content["home_page_url"], content["feed_url"], content["favicon"])
            yield from (author["url"] for author in content["authors"])
            for entry in content["items"]:
                yield entry["url"]
                yield from Html(entry["content_html"]).links
        else:
            yield from (link.get("href", "") for link in fromstring(text).iter(f"{ATOM}link"))


def _context(site: RouteTable) -> BuildContext:
    return BuildContext(
        derive(site.dataset, site_builds.real_day()), site_builds.real_day(), ADDRESS
    )


def test_no_feed_counts_its_readers(real_feeds: Files) -> None:
    """Reading an entry fetches nothing: no picture, no script, no address with a query."""
    for path, text in real_feeds.items():
        if path.endswith(".json"):
            for entry in json.loads(text)["items"]:
                assert set(re.findall(r"<(\w+)", entry["content_html"])) <= {
                    "div",
                    "p",
                    "ul",
                    "li",
                    "a",
                }
                assert "?" not in entry["url"]
