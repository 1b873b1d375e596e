"""Long lists become pages of their own before any has more than 200 rows."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest

from bench_make import write_tracker
from conftest import TINY, TODAY
from tracker.derive.indexes import neighbours
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.outputs import pagination
from tracker.outputs.context import Page
from tracker.outputs.pages import (
    audience_pages,
    bibliography_pages,
    calendar_pages,
    change_log,
    list_pages,
    progress_reports,
)
from tracker.outputs.pagination import (
    MAX_ROWS,
    by_letter,
    divide_events,
    letter_ranges,
    paginate,
)
from tracker.schema.dates import parse_date
from tracker.schema.records import Development
from tracker.site import RouteTable, route_dataset, route_site

PAGE = Page("bodies/", "bodies.html", "Bodies", "Who.")


def pages(names: list[str]) -> list[tuple[str, str, int, list[tuple[str, str, int]]]]:
    paginated = paginate(PAGE, "bodies", sorted(names), by_letter)
    return [
        (page.path, page.title, len(page.values()["bodies"]), list(page.values()["parts"]))
        for page in paginated
    ]


def test_a_list_that_fits_is_one_page() -> None:
    names = [f"Body {number:03}" for number in range(MAX_ROWS)]
    assert pages(names) == [("bodies/", "Bodies", MAX_ROWS, [])]


def test_a_longer_one_lists_its_letters_and_each_is_a_page() -> None:
    names = [f"{letter} {number:03}" for letter in "0AÉ" for number in range(100)]
    assert pages(names) == [
        (
            "bodies/",
            "Bodies",
            0,
            [("0 to 9", "bodies/0/", 100), ("A", "bodies/a/", 100), ("E", "bodies/e/", 100)],
        ),
        ("bodies/0/", "Bodies: 0 to 9", 100, []),
        ("bodies/a/", "Bodies: A", 100, []),
        ("bodies/e/", "Bodies: E", 100, []),
    ]


def test_a_part_leads_back_to_its_list() -> None:
    paginated = list(paginate(PAGE, "bodies", [f"A {n}" for n in range(MAX_ROWS + 1)], by_letter))
    assert paginated[1].trail == (("Bodies", "bodies/"),)


def test_a_part_leads_to_those_beside_it() -> None:
    rows = [f"{letter} {number}" for letter in "ABC" for number in range(2)]
    found = [page.neighbours for page in paginate(PAGE, "bodies", rows, by_letter, most=2)]
    a, b, c = (("A", "bodies/a/"), ("B", "bodies/b/"), ("C", "bodies/c/"))
    assert found == [None, (None, b), (a, c), (b, None)]
    assert [*neighbours([])] == []


def test_a_part_that_is_too_long_is_divided_in_turn_and_at_last_by_number() -> None:
    rows = [f"A{letter} {number}" for letter in "BC" for number in range(3)]
    divided = paginate(
        PAGE, "bodies", rows, by_letter, lambda name: (name[1].lower(), name[1]), most=2
    )
    found = [(page.path, page.title, page.values()["bodies"]) for page in divided]
    assert found == [
        ("bodies/", "Bodies", ()),
        ("bodies/a/", "Bodies: A", ()),
        ("bodies/a/b/", "Bodies: A: B", ()),
        ("bodies/a/b/1/", "Bodies: A: B: 1 to 2", ("AB 0", "AB 1")),
        ("bodies/a/b/2/", "Bodies: A: B: 3 to 3", ("AB 2",)),
        ("bodies/a/c/", "Bodies: A: C", ()),
        ("bodies/a/c/1/", "Bodies: A: C: 1 to 2", ("AC 0", "AC 1")),
        ("bodies/a/c/2/", "Bodies: A: C: 3 to 3", ("AC 2",)),
    ]


def ranges(names: str, at_least: int) -> list[tuple[str, list[str]]]:
    made = letter_ranges(names.split(), lambda name: name, at_least)
    return [(each.title, [letter for letter, _ in each.letters]) for each in made]


def test_letters_stand_together_until_they_have_enough_rows() -> None:
    assert ranges("Ab Ac Ba Ca Cb Da Ea", 2) == [
        ("A", ["a"]),
        ("B to C", ["b", "c"]),
        ("D to E", ["d", "e"]),
    ]
    assert ranges("9 Ab Ba Bb", 2) == [("0 to A", ["0", "a"]), ("B", ["b"])]


def test_the_last_letters_join_those_before_them_where_they_are_few() -> None:
    assert ranges("Ab Ac Ba Bb Za", 2) == [("A", ["a"]), ("B to Z", ["b", "z"])]
    assert ranges("Ab", 2) == [("A", ["a"])]
    assert ranges("", 2) == []


def test_a_range_has_all_rows_of_its_letters() -> None:
    (made,) = letter_ranges(["Ab", "Ba", "Bb"], lambda name: name, 3)
    assert made.letters == (("a", ("Ab",)), ("b", ("Ba", "Bb")))
    assert made.rows == ("Ab", "Ba", "Bb")


def events(*dates: str) -> list[Development]:
    """Developments on some days, newest first."""
    one = load(TINY)[0].developments["2024-09-10-bridges-act"]
    return [one.model_copy(update={"date": parse_date(date)}) for date in dates]


def test_events_that_are_too_many_for_a_page_have_a_page_for_each_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pagination, "MAX_ROWS", 2)
    page = Page("topics/a/", "topic.html", "A", "D", trail=(("Topics", "topics/"),))
    dates = ("2026-02-01", "2025-12-24", "2025-03", "2025-01")
    subject, *parts = divide_events(page, events(*dates))
    assert subject.values() == {
        "years": [("2026", "topics/a/events/2026/", 1), ("2025", "topics/a/events/2025/", 3)]
    }
    assert [
        (part.path, [str(d.date) for d in part.values()["developments"]]) for part in parts
    ] == [
        ("topics/a/events/2026/", ["2026-02-01"]),
        ("topics/a/events/2025/", []),
        ("topics/a/events/2025/12/", ["2025-12-24"]),
        ("topics/a/events/2025/03/", ["2025-03"]),
        ("topics/a/events/2025/01/", ["2025-01"]),
    ]
    assert parts[0].trail == (("Topics", "topics/"), ("A", "topics/a/"))
    assert [each.values() for each in divide_events(page, events("2026", "2025"))] == [
        {"years": ()}
    ]


def test_the_pages_of_a_subject_lead_to_all_of_its_events(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = route_site(TINY, TODAY)
    monkeypatch.setattr(pagination, "MAX_ROWS", 1)
    divided = route_site(TINY, TODAY)
    subjects = {path.partition("events/")[0] for path in divided.pages if "/events/" in path}
    assert {path.partition("/")[0] for path in subjects} >= {
        "bodies",
        "measures",
        "recommendations",
        "topics",
    }
    for subject in subjects:
        parts = [path for path in divided.pages if path.startswith(f"{subject}events/")]
        led = {link for part in parts for link in events_on(divided.html(part), part)}
        page = events_on(divided.html(subject), subject)
        assert page | led == events_on(whole.html(subject), subject)
        assert f'href="{parts[0].removeprefix(subject)}"' in divided.html(subject)


def events_on(html: str, page: str) -> set[str]:
    """The paths of the developments to which a page leads."""
    return {
        urljoin(f"/{page}", way)
        for way in re.findall(r'href="([^"#]+)"', html)
        if urljoin(f"/{page}", way).startswith("/developments/2")
    }


@pytest.fixture(scope="session")
def thrice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tracker that has each record of the tiny dataset three times."""
    folder = tmp_path_factory.mktemp("thrice") / "data"
    write_tracker(TINY, 3 * sum(1 for _ in load(TINY)[0].records()), folder)
    return folder


def divided_site(monkeypatch: pytest.MonkeyPatch, data: Path = TINY, rows: int = 1) -> RouteTable:
    """The site of a dataset with so few rows on a page."""
    monkeypatch.setattr(pagination, "MAX_ROWS", rows)
    monkeypatch.setattr(bibliography_pages, "MAX_SOURCES", rows)
    monkeypatch.setattr(audience_pages, "MAX_POINTS", rows)
    monkeypatch.setattr(audience_pages, "NEWEST_SHOWN", rows)
    monkeypatch.setattr(change_log, "MOST_OF_A_ROW", rows)
    monkeypatch.setattr(list_pages, "MAX_OF_A_LIST", rows)
    monkeypatch.setattr(list_pages, "FIRST_OF_A_LIST", rows)
    monkeypatch.setattr(calendar_pages, "FIRST_DATES", rows)
    monkeypatch.setattr(progress_reports, "MAX_OF_AN_ANNEX", rows)
    return route_site(data, TODAY)


def test_every_page_of_a_divided_site_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """A link to no page would fail here."""
    table = divided_site(monkeypatch)
    for path in table.pages:
        assert "<h1" in table.html(path) or table.pages[path].moved_to, path


def test_the_points_of_an_audience_keep_their_anchors_and_stand_on_the_page_of_their_group(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = route_site(TINY, TODAY)
    divided = divided_site(monkeypatch)
    audiences = {path.split("/")[1] for path in divided.pages if re.match("for/[^/]+/.", path)}
    assert audiences
    for path in (f"for/{audience}/" for audience in audiences):
        points = rows_on(whole.html(path))
        assert points <= ids_on(divided.html(path))
        parts = [each for each in divided.pages if each.startswith(path) and each != path]
        assert {id for part in parts for id in rows_on(divided.html(part))} == points
        leads = re.findall(r'<li id="([^"]+)"><a href="([^"#]+)#([^"]+)"', divided.html(path))
        for id, way, anchor in leads:
            assert id == anchor
            assert id in rows_on(divided.html(urljoin(f"/{path}", way)[1:]))
        assert "data-made" not in divided.html(path)
        assert 'class="sift"' not in divided.html(path)
        filtered = [part for part in parts if 'class="sift"' in divided.html(part)]
        assert filtered == [part for part in parts if "<tr id=" in divided.html(part)]


def test_topics_that_have_few_points_share_a_page(
    tiny: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where any has many; where none has, the points are divided by number alone."""
    monkeypatch.setattr(audience_pages, "MAX_POINTS", 4)
    monkeypatch.setattr(audience_pages, "FEW_POINTS", 4)
    (many, few, *_), kinds = tiny.vocabulary.topics, tiny.implications.values()
    point = next(each for each in kinds if each.audience == "bridge-keepers")

    def parts(*topics: str) -> list[str]:
        made = [
            point.model_copy(update={"id": f"made-{number}", "topic": topic})
            for number, topic in enumerate(topics)
        ]
        dataset = replace(tiny, implications={each.id: each for each in made})
        paths = route_dataset(dataset, TODAY, pictures=False).pages
        return sorted({p.split("/")[3] for p in paths if re.match(r"for/[^/]+/[^/]+/[^/]+/$", p)})

    assert parts(*[many] * 4, few) == [many, "other-topics"]
    assert parts(*[many] * 3, *[few] * 3) == ["1", "2"]


def test_the_points_of_an_audience_are_not_named_on_its_page_where_they_are_very_many(
    monkeypatch: pytest.MonkeyPatch, thrice: Path
) -> None:
    monkeypatch.setattr(audience_pages, "MAX_NAMED", 1)
    whole = route_site(thrice, TODAY)
    divided = divided_site(monkeypatch, thrice)
    audiences = {path.split("/")[1] for path in divided.pages if re.match("for/[^/]+/.", path)}
    for path in (f"for/{audience}/" for audience in audiences):
        shown = rows_on(divided.html(path))
        missing = rows_on(whole.html(path)) - shown
        assert not missing & ids_on(divided.html(path))
        anchors = json.loads(divided.content(f"{path}anchors.json"))
        assert missing <= {id for ids in anchors.values() for id in ids}
        for part, ids in anchors.items():
            assert set(ids) == rows_on(divided.html(path + part))
            assert len(ids) == 1


def test_every_list_that_is_divided_says_where_its_entries_stand(
    monkeypatch: pytest.MonkeyPatch, thrice: Path
) -> None:
    whole = route_site(thrice, TODAY)
    divided = divided_site(monkeypatch, thrice)
    for path, of_entry in [("glossary/", r'<div id="([^"]+)"'), ("embed/", r'<li id="([^"]+)"')]:
        anchors = json.loads(divided.content(f"{path}anchors.json"))
        led = [id for ids in anchors.values() for id in ids]
        assert sorted(led) == sorted(re.findall(of_entry, whole.html(path)))
        for part, ids in anchors.items():
            assert set(ids) <= ids_on(divided.html(path + part))


def test_other_long_lists_are_whole_on_the_pages_of_their_parts(
    monkeypatch: pytest.MonkeyPatch, thrice: Path
) -> None:
    """Places, laws, corrections, and the health of each recommendation."""
    lists = [
        ("places/", "places/", r'<th scope="row"><a href="[./]*([^/"]+)/"'),
        ("topics/", "topics/laws/", r'<th scope="row"><a href="[./]*measures/([^/"]+)/"'),
        ("corrections/", "corrections/", r"<li><p><time [^>]*>[^<]*</time>: <a [^>]*>(.+)</a>"),
        ("contribute/health/", "contribute/health/by-report/", r"<th.*recommendations/([^/]+)/"),
    ]
    table = route_site(thrice, TODAY)
    whole = {path: table.html(path) for path, _, _ in lists}
    divided = divided_site(monkeypatch, thrice)
    for path, folder, entry in lists:
        parts = [each for each in divided.pages if each.startswith(folder)]
        listed = [one for part in parts for one in re.findall(entry, divided.html(part))]
        assert listed, path
        assert sorted(listed) == sorted(re.findall(entry, whole[path])), path
        assert not re.findall(entry, divided.html(path)), path


def ids_on(html: str) -> set[str]:
    return set(re.findall(r'id="([^"]+)"', html))


def rows_on(html: str) -> set[str]:
    """The ids of the points that a page shows whole."""
    help = "".join(re.findall(r'<ol class="help">.*?</ol>', html, re.DOTALL))
    return set(re.findall(r'<tr id="([^"]+)"', html)) | ids_of_items(help)


def ids_of_items(html: str) -> set[str]:
    return set(re.findall(r'<li id="([^"]+)"', html))


def test_a_publisher_of_many_sources_leads_to_pages_of_all_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = route_site(TINY, TODAY)
    sources = {url for path in whole.pages for url in sources_on(whole, path)}
    divided = divided_site(monkeypatch)
    led = [url for path in divided.pages for url in sources_on(divided, path)]
    assert sorted(sources) == sorted(set(led))
    of_one = [path for path in divided.pages if re.fullmatch(r"sources/[^/]+/\d+/", path)]
    assert of_one
    for path in of_one:
        letter = path.rpartition("/")[0].rpartition("/")[0] + "/"
        assert len(sources_on(divided, path)) == 1
        assert f'href="{path.removeprefix(letter)}"' in divided.html(letter)
        assert 'class="filter"' not in divided.html(letter)
    for link in re.findall(r'href="([^"]+)#([^"]+)"', divided.html("sources/")):
        path, anchor = urljoin("/sources/", link[0])[1:], link[1]
        assert path not in divided.pages or anchor in ids_on(divided.html(path))


def test_a_source_that_very_many_records_cite_names_the_first_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole, path = route_site(TINY, TODAY), "sources/m/"
    cited = re.findall(r"Used by (.*)</p>", whole.html(path))
    monkeypatch.setattr(bibliography_pages, "MAX_CITING", 1)
    first = re.findall(r"Used by (.*)</p>", route_site(TINY, TODAY).html(path))
    assert any("; and " in each for each in first)
    for before, after in zip(cited, first, strict=True):
        others = before.count("<a ") - 1
        said = f"; and {others} more, which " if others else ""
        assert after.startswith(before[: before.index("</a>") + 4] + said)


def sources_on(table: RouteTable, path: str) -> list[str]:
    """The addresses of the sources that a page of the bibliography lists."""
    if not path.startswith("sources/"):
        return []
    return re.findall(r'<li data-grade="[^"]*"><p><a href="([^"]+)"', table.html(path))


def test_the_index_of_recommendations_leads_to_lists_and_has_none_where_they_are_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    html = divided_site(monkeypatch).html("recommendations/")
    assert 'href="bridge-01/"' not in html
    assert 'href="../reports/' in html
    assert "<form" not in html


def test_a_report_of_a_quarter_says_why_on_a_page_for_each_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = "progress/2025-q1/"
    whole = route_site(TINY, TODAY).html(path)
    divided = divided_site(monkeypatch)
    parts = [each for each in divided.pages if each.startswith(path) and each != path]
    asked = set(re.findall(r'recommendations/([^/"]+)/"', whole.partition("annex-a")[2]))
    said = "".join(divided.html(part) for part in parts)
    assert parts
    assert {id for id in asked if f'recommendations/{id}/"' in said} == asked
    annexes = divided.html(path).partition('id="annex-a"')[2]
    assert all(f'href="{part.removeprefix(path)}"' in annexes for part in parts)
    assert 'href="../../changes/2025-' in annexes


def test_the_dates_and_questions_of_a_divided_report_stand_with_its_recommendations(
    monkeypatch: pytest.MonkeyPatch, thrice: Path
) -> None:
    path = "progress/2025-q4/"
    whole = route_site(thrice, TODAY).html(path).partition("annex-c")[2]
    divided = divided_site(monkeypatch, thrice)
    parts = [each for each in divided.pages if each.startswith(path) and each != path]
    said = "".join(divided.html(part).partition("</section>")[2] for part in parts)
    promises = rows_of_dates(whole)
    assert promises
    assert sorted(rows_of_dates(said)) == sorted(promises)
    asked = re.findall(r'recommendations/([^/"]+)/#questions', whole)
    assert asked
    assert sorted(re.findall(r'recommendations/([^/"]+)/#questions', said)) == sorted(asked)
    annexes = divided.html(path).partition("annex-c")[2]
    assert not rows_of_dates(annexes)
    assert all(annexes.count(f'href="{part.removeprefix(path)}"') == 2 for part in parts)


def test_the_page_of_changes_tells_the_first_of_each_kind_and_leads_to_the_months(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    html = divided_site(monkeypatch).html("changes/")
    told = html.partition("data-told")[2].partition('id="months"')[0]
    assert re.search(r'<a href="#months">\w+ more on the pages of the months', told)


def test_the_calendar_shows_the_first_of_each_section_and_leads_to_a_page_of_all(
    monkeypatch: pytest.MonkeyPatch, thrice: Path
) -> None:
    whole, divided = route_site(thrice, TODAY).html("calendar/"), divided_site(monkeypatch, thrice)
    html = divided.html("calendar/")
    sections = [path for path in divided.pages if re.fullmatch(r"calendar/[^/]+/", path)]
    assert len(sections) > 2
    for path in sections:
        id = path.split("/")[1]
        assert f'href="{id}/"' in html
        parts = [each for each in divided.pages if each.startswith(path)]
        listed = sorted(row for part in parts for row in rows_of_dates(divided.html(part)))
        assert listed == sorted(rows_of_dates(section_of(whole, id)))
        assert len(rows_of_dates(section_of(html, id))) == 1
        assert all(len(rows_of_dates(divided.html(part))) <= 1 for part in parts)


def section_of(html: str, id: str) -> str:
    """The section of a page that has an id."""
    return html.partition(f'<section class="section" id="{id}"')[2].partition("</section>")[0]


def rows_of_dates(html: str) -> list[str]:
    """The rows of a page of dates: what each says first, without where its links lead."""
    rows = re.findall(r'<tr>\n?<th scope="row">.+|<li><a href="[^"]*#part-[^"]*">.+', html)
    return [re.sub(r' href="[^"]*"', "", row) for row in rows]


def test_a_long_day_of_changes_is_divided_by_kind_and_its_month_knows_where_each_stands(
    monkeypatch: pytest.MonkeyPatch, thrice: Path
) -> None:
    whole, divided = route_site(thrice, TODAY), divided_site(monkeypatch, thrice)
    months = [path for path in divided.pages if re.fullmatch(r"changes/\d{4}-\d\d/", path)]
    assert any(path.count("/") == 5 for path in divided.pages if path.startswith("changes/"))
    for month in months:
        parts = [path for path in divided.pages if path.startswith(month)]
        changes = {id for id in ids_on(told_on(whole, month)) if "." in id}
        assert all(len(re.findall(r'<li id="', told_on(divided, part))) <= 1 for part in parts)
        if len(parts) > 1:
            anchors = json.loads(divided.content(f"{month}anchors.json"))
            assert {id for ids in anchors.values() for id in ids} >= changes
            for path, ids in anchors.items():
                assert set(ids) <= ids_on(divided.html(month + path))
        else:
            assert f"{month}anchors.json" not in divided.files


def told_on(table: RouteTable, path: str) -> str:
    """What a page tells below its head."""
    return table.html(path).partition("</h1>")[2]


def test_a_long_list_of_a_body_or_a_topic_stands_on_pages_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In a tracker that has each other record of the tiny dataset three times."""
    size = sum(1 for _ in load(TINY)[0].records())
    write_tracker(TINY, 3 * size, tmp_path / "data", shared=("bodies", "topics", "places"))
    divided = divided_site(monkeypatch, tmp_path / "data")
    facts, body, topic = divided.facts, "ministry-of-bridges", "bridges"
    records = facts.topics[topic]
    lists: dict[str, Sequence[object]] = {
        f"bodies/{body}/recommendations/": facts.assessments_by.body[body],
        f"bodies/{body}/promises/": facts.commitments_by.body[body],
        f"bodies/{body}/measures/": facts.measures_by.body[body],
        f"topics/{topic}/recommendations/": records.assessments,
        f"topics/{topic}/measures/": records.measures,
        f"topics/{topic}/points/": records.implications,
    }
    for path, rows in lists.items():
        page, name = path.rsplit("/", 2)[:2]
        assert f'href="{name}/"' in divided.html(f"{page}/")
        parts = [divided.pages[part] for part in divided.pages if part.startswith(path)]
        listed = [row for part in parts for row in part.values()["rows"]]
        assert len(listed) > 2, path
        assert sorted(map(id, listed)) == sorted(map(id, rows)), path
        for part in parts:
            assert len(part.values()["rows"]) <= 1, path
            assert "<h1" in divided.html(part.path)
