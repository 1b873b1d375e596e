"""The environment of a run: the day in the zone of the site, the address and the repository."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import TINY, TODAY
from tracker import environment
from tracker.checking import problems_of
from tracker.cli import main
from tracker.environment import (
    InvalidEnvironmentError,
    RunEnvironment,
    data_directory,
    day_in,
    read_environment,
    zone_of_site,
)
from tracker.load.loader import load
from tracker.site import route_site

HALF_PAST_ELEVEN = datetime.fromisoformat("2026-06-30T23:30:00+00:00")
"""In London it is half past midnight by then, on 1 July."""


class Then(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return HALF_PAST_ELEVEN


@pytest.fixture
def then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "datetime", Then)
    for name in ("TRACKER_TODAY", "SITE_URL", "TRACKER_REPOSITORY"):
        monkeypatch.delenv(name, raising=False)


def data_with(directory: Path, more: str = "", zone: str = "zone: Europe/London\n") -> Path:
    """The tiny dataset with another zone, and more lines in its site.yaml."""
    data = directory / "data"
    shutil.copytree(TINY, data)
    site = data / "site.yaml"
    text = site.read_text("utf-8")
    assert "zone: Europe/London\n" in text
    site.write_text(text.replace("zone: Europe/London\n", zone) + more, "utf-8")
    return data


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/London", date(2026, 7, 1)),
        ("UTC", date(2026, 6, 30)),
        ("Pacific/Auckland", date(2026, 7, 1)),
        ("America/Los_Angeles", date(2026, 6, 30)),
        (None, date(2026, 6, 30)),
    ],
)
def test_the_day_is_that_of_the_zone(zone: str | None, day: date) -> None:
    assert day_in(zone, HALF_PAST_ELEVEN) == day


@pytest.mark.parametrize("machine", ["UTC", "Europe/London", "America/Los_Angeles"])
@pytest.mark.usefixtures("then")
def test_what_is_dated_today_passes_wherever_the_machine_stands(
    machine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = data_with(tmp_path)
    development = data / "developments" / "2026-07-01-bridge-opens.yaml"
    newest = (TINY / "developments" / "2025-02-press-asks.yaml").read_text("utf-8")
    lines = [line for line in newest.splitlines() if not line.startswith(("date:", "recorded:"))]
    development.write_text("\n".join(["date: 2026-07-01", "recorded: 2026-07-01", *lines, ""]))
    monkeypatch.setenv("TZ", machine)
    done = CliRunner().invoke(main, ["check", "--data", data.as_posix()])
    assert not [line for line in done.stdout.splitlines() if "2026-07-01-bridge" in line]
    site = data / "site.yaml"
    site.write_text(site.read_text("utf-8").replace("Europe/London", "UTC"), "utf-8")
    done = CliRunner().invoke(main, ["check", "--data", data.as_posix()])
    assert [line for line in done.stdout.splitlines() if "2026-07-01-bridge" in line]


@pytest.mark.parametrize(
    ("zone", "says"),
    [
        (
            "Europe/Londen",
            "zone: 'Europe/Londen' is not a time zone, such as Pacific/Auckland; did you mean "
            "'Europe/London'?",
        ),
        ("BST", "zone: 'BST' is not a time zone, such as Pacific/Auckland"),
        ("Europe/", "zone: 'Europe/' is not a time zone, such as Pacific/Auckland"),
        (
            "../../etc/passwd",
            "zone: '../../etc/passwd' is not a time zone, such as Pacific/Auckland",
        ),
        ("localtime", "zone: 'localtime' is not a time zone, such as Pacific/Auckland"),
    ],
)
def test_a_wrong_zone_is_a_problem_at_its_line(zone: str, says: str, tmp_path: Path) -> None:
    _, problems = load(data_with(tmp_path, zone=f"zone: {zone}\n"))
    (problem,) = problems
    assert str(problem).startswith("data/site.yaml:4:7: ")
    assert problem.message.startswith(says)


def tiny_zone() -> str | None:
    return zone_of_site(TINY)


@pytest.mark.usefixtures("then")
def test_environment_variables_go_before_the_clock() -> None:
    assert read_environment({}, tiny_zone) == RunEnvironment(date(2026, 7, 1))
    assert read_environment({"TRACKER_TODAY": "2026-02-01"}, tiny_zone) == RunEnvironment(TODAY)
    assert read_environment({"TRACKER_TODAY": "2025-01-01"}, tiny_zone, TODAY) == RunEnvironment(
        TODAY
    )
    assert read_environment({"TRACKER_TODAY": "", "SITE_URL": ""}, tiny_zone) == RunEnvironment(
        date(2026, 7, 1)
    )


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("TRACKER_TODAY", "tomorrow", "TRACKER_TODAY is 'tomorrow', which is not a day"),
        ("SITE_URL", 'https://a.example/"><b>', "SITE_URL: 'https://a.example/\"><b>' holds the"),
        ("SITE_URL", "a.example", "SITE_URL: 'a.example' is not an address; it begins with"),
        ("SITE_URL", "https://a.example/?b", "holds '?' or '#'; a site stands at a folder"),
        ("SITE_URL", "javascript:alert(1)", "is not an address"),
        ("TRACKER_REPOSITORY", "http://a.example/b", "TRACKER_REPOSITORY: 'http://a.example/b' b"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(name: str, value: str, says: str) -> None:
    with pytest.raises(InvalidEnvironmentError) as error:
        read_environment({name: value}, tiny_zone)
    assert says in str(error.value)
    arguments = ["check", "--data", TINY.as_posix()]
    done = CliRunner().invoke(main, arguments, env={name: value})
    assert done.exit_code == 2
    assert says.replace("'", "") in done.output.replace("'", "")


@pytest.mark.parametrize("name", ["other/record", "{root}/other/record"])
def test_the_data_directory_is_named_from_the_root_of_the_checkout(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "other" / "record").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    named = {"TRACKER_DATA": name.format(root=tmp_path)}
    assert data_directory(tmp_path, named) == tmp_path / "other" / "record"
    assert data_directory(tmp_path, {}) == tmp_path / "data"
    assert data_directory(tmp_path, {"TRACKER_DATA": ""}) == tmp_path / "data"
    with pytest.raises(InvalidEnvironmentError) as error:
        data_directory(tmp_path, {"TRACKER_DATA": "nowhere"})
    assert str(error.value) == "TRACKER_DATA is 'nowhere', which is no folder"


@pytest.mark.parametrize("address", ["http://localhost:8000/", "http://127.0.0.1/", None])
def test_a_site_can_be_built_for_this_machine(address: str | None) -> None:
    assert (
        read_environment({"SITE_URL": address} if address else {}, tiny_zone, TODAY).address
        == address
    )


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("https://a.example/b/?c", "holds '?' or '#'; a site stands at a folder"),
        ("https://a.example/b/#c", "holds '?' or '#'; a site stands at a folder"),
        ("https://a.example/it's", "holds the sign '; in an address it is written %27"),
        ("https://a.example/<b>", "holds the sign <; in an address it is written %3C"),
    ],
)
def test_an_address_at_which_no_site_can_stand_is_a_problem(
    address: str, says: str, tmp_path: Path
) -> None:
    data = data_with(tmp_path, f'address: "{address}"\n')
    assert any(
        problem.file == "data/site.yaml" and says in problem.message
        for problem in problems_of(data, TODAY)[1]
    )


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("outside", [None, "https://other.example/a"])
def test_an_address_works_with_a_final_slash_and_without(
    slash: str, outside: str | None, tmp_path: Path
) -> None:
    data = data_with(tmp_path, f"address: https://example.org/tracker{slash}\n")
    site = route_site(data, TODAY, outside and f"{outside}{slash}")
    assert site.address == (f"{outside}/" if outside else "https://example.org/tracker/")
    page = site.file("recommendations/bridge-01/index.html").decode()
    assert f'"item":"{site.address}"' in page


def test_a_release_takes_address_and_repository_from_outside_too(tmp_path: Path) -> None:
    def unset(**environment: str) -> list[str]:
        arguments = ["check", "--data", TINY.as_posix(), "--today", TODAY.isoformat(), "--release"]
        done = CliRunner().invoke(main, arguments, env=environment)
        assert done.exit_code == 1
        lines = [line for line in done.stdout.splitlines() if line.startswith("unset: ")]
        return [line.split("'")[1] for line in lines]

    owners = ["contact", "corrections", "publisher"]
    assert sorted(unset()) == sorted([*owners, "address", "repository"])
    read_environment = {
        "SITE_URL": "https://a.example/b/",
        "TRACKER_REPOSITORY": "https://code.example/b",
    }
    assert sorted(unset(**read_environment)) == owners
