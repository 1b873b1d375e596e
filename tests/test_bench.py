"""`scripts/bench outputs` runs on the code as it is."""

import pytest

import bench_outputs
from conftest import TINY, TODAY
from tracker.outputs.context import Exporter
from tracker.site import EXPORTERS


def test_every_exporter_that_makes_files_has_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    bench_outputs.measure(TINY, TODAY)
    rows = {line[2:20].strip() for line in capsys.readouterr().out.splitlines()}
    assert {"derive", "render the pages", *bench_outputs.SHARED} < rows
    assert {
        exporter.name for exporter in EXPORTERS if exporter.routes is not Exporter("x").routes
    } <= rows
