"""The benches run on the code as it is, and on a tracker in the proportions of its model."""

from pathlib import Path

import pytest

import bench_outputs
from bench_make import records_of, write_tracker
from bench_turns import share
from conftest import TINY, TODAY
from tracker.checking import problems_of
from tracker.edit.formatting import format_problem, record_files
from tracker.outputs.context import Exporter
from tracker.schema.records import KINDS
from tracker.site import EXPORTERS


def test_every_exporter_that_makes_files_has_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    bench_outputs.measure(TINY, TODAY)
    rows = {line[2:20].strip() for line in capsys.readouterr().out.splitlines()}
    assert {"derive", "render the pages", *bench_outputs.SHARED} < rows
    assert {
        exporter.name for exporter in EXPORTERS if exporter.routes is not Exporter("x").routes
    } <= rows


def bytes_a_record(data: Path) -> float:
    files = (path for kind in KINDS for path in (data / kind.folder).glob("*.yaml"))
    return sum(path.stat().st_size for path in files) / records_of(data)


def test_a_made_tracker_is_sound_and_in_proportion(tmp_path: Path) -> None:
    data = tmp_path / "data"
    write_tracker(TINY, 50, data)
    assert records_of(data) == 50
    assert problems_of(data, TODAY)[1] == ()
    assert [*filter(None, map(format_problem, record_files(data)))] == []
    assert bytes_a_record(data) == pytest.approx(bytes_a_record(TINY), rel=0.25)


def test_a_share_is_a_fraction_where_it_is_less_than_the_whole() -> None:
    assert [share([seconds], [2.0]) for seconds in (0.04, 2.0, 2.5)] == ["1/50.0", "1/1.0", "1.25"]
