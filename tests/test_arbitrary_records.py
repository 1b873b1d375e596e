"""Property test: a change to a record is refused at a place in its file, or makes a site."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import TINY, TODAY
from tracker.load.strict_yaml import parse_yaml
from tracker.schema.fields import MAX_ID
from tracker.site import route_site

FILES = sorted(path.relative_to(TINY).as_posix() for path in TINY.rglob("*.yaml"))
ALWAYS_MADE = (
    "index.html",
    "recommendations/bridge-01/index.html",
    "for/bridge-keepers/index.html",
    "calendar/all.ics",
    "feeds/changes.atom",
    "data/tracker.sqlite",
    "api/v1/all.json",
)
"""What is made of each record that is accepted, besides some other files by chance."""
text = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12)
values = st.recursive(
    st.one_of(
        text,
        st.integers(-5, 10**7),
        st.booleans(),
        st.sampled_from(["", "2026-02-30", "2024", "0000", "bridge-01.duty", "https://[", "a.b.c"]),
        st.sampled_from(["2024-05-00", "2024-00", "1800", "2024-06/2200-12-31", "9999-12-31"]),
        st.sampled_from(["bridge-01", "bridges-act", "bridge-02.reports", "2024-06-01"]),
        st.integers(MAX_ID - 1, 240).map(lambda length: "b" * length),
        st.sampled_from([f"Bridge{code}" for code in "\uffff\u202e\ud800\x00\x85\U0001fffe"]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=5,
)
"""New values, among them what an editor writes for a day that is not known, ids of all lengths, and
what only an escape can write.
"""


def paths_inside(value: Any, where: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every way from the top of a value to a part of it."""
    yield where
    inside = enumerate(value) if isinstance(value, list) else ()
    for key, part in value.items() if isinstance(value, dict) else inside:
        yield from paths_inside(part, (*where, key))


def with_replaced(value: Any, where: tuple[str | int, ...], new: Any) -> Any:
    """A value with the part at `where` replaced, or taken out where `new` is None."""
    if not where:
        return new
    copy = list(value) if isinstance(value, list) else dict(value)
    if new is None and len(where) == 1:
        del copy[where[0]]  # type: ignore[arg-type]
    else:
        copy[where[0]] = with_replaced(value[where[0]], where[1:], new)  # type: ignore[index]
    return copy


def with_renamed_key(value: Any, where: tuple[str | int, ...], key: str) -> Any:
    """A value in which the part at `where` has another key."""
    if len(where) > 1:
        return with_replaced(value, where[:1], with_renamed_key(value[where[0]], where[1:], key))
    return {key if old == where[0] else old: part for old, part in value.items()}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("any") / "data"
    shutil.copytree(TINY, directory)
    return directory


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_any_change_to_a_record_is_refused_or_makes_a_site(data: Path, draw: st.DataObject) -> None:
    name = draw.draw(st.sampled_from(FILES))
    whole = parse_yaml((TINY / name).read_text("utf-8"), name).value
    where = draw.draw(st.sampled_from(list(paths_inside(whole))[1:]))
    new = draw.draw(st.none() | values)
    if isinstance(where[-1], str) and isinstance(new, str) and draw.draw(st.booleans()):
        record = with_renamed_key(whole, where, new)
    else:
        record = with_replaced(whole, where, new)
    file = data / name
    text = json.dumps(record, ensure_ascii=draw.draw(st.booleans()))
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        site = route_site(data, TODAY)
    finally:
        shutil.copy(TINY / name, file)
    assert bool(site.problems) != bool(site.pages)
    for path in site.paths():
        assert all(len(step.encode()) <= 255 for step in path.split("/")), path
        assert not set(path) & set('<>:"|?*\\'), path  # which Windows gives to no file
    others = st.sampled_from(sorted(set(site.paths()) - {*ALWAYS_MADE}) or [""])
    drawn = draw.draw(st.lists(others, min_size=8, max_size=8, unique=True)) if site.pages else []
    for path in (*ALWAYS_MADE, *drawn) if site.pages else ():
        content = site.file(path)
        if path.endswith(".atom"):
            ElementTree.fromstring(content)
    for problem in site.problems:
        assert (data.parent / problem.file).exists(), problem
