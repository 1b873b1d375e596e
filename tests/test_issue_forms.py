"""The issue forms: written from the models and the record, current, and what GitHub accepts."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from conftest import ROOT, TINY
from tracker.cli import main
from tracker.edit.issue_forms import NOTICE, form_problems, issue_forms, write_forms
from tracker.load.dataset import Dataset
from tracker.load.loader import load
from tracker.schema.records import Site
from tracker.text.form_sentences import private_ways, public_warning

ATTRIBUTES = {
    "markdown": ({"value"}, set()),
    "input": ({"label"}, {"description", "placeholder", "value"}),
    "textarea": ({"label"}, {"description", "placeholder", "value", "render"}),
    "dropdown": ({"label", "options"}, {"description", "multiple", "default"}),
    "checkboxes": ({"label", "options"}, {"description"}),
}
"""What GitHub's form schema asks of each type of element, and what it allows beside it."""
FORMS = [name for name in issue_forms(load(TINY)[0]) if name != "config.yml"]


def form_faults(form: Any) -> list[str]:
    """What GitHub refuses of a form: each fault that its documentation lists."""
    faults = [f"{key} is missing" for key in ("name", "description", "body") if not form.get(key)]
    allowed = {"name", "description", "body", "title", "labels", "assignees", "projects", "type"}
    faults += [f"{key} is no key of a form" for key in form.keys() - allowed]
    body = form.get("body", [])
    inputs = [element for element in body if element["type"] != "markdown"]
    if not inputs:
        faults.append("nothing can be entered")
    for element in body:
        faults += element_faults(element)
    for named in ([e.get("id") for e in inputs], [e["attributes"].get("label") for e in inputs]):
        faults += [f"{name} stands twice" for name in {n for n in named if named.count(n) > 1}]
    return faults


def element_faults(element: Any) -> list[str]:
    required, more = ATTRIBUTES[element["type"]]
    given = element["attributes"]
    faults = [f"{key} is missing" for key in required - given.keys()]
    faults += [f"{key} is no attribute" for key in given.keys() - required - more]
    faults += [f"{key} is no key" for key in element.keys() - ELEMENT_KEYS[element["type"]]]
    if not all(key == "required" for key in element.get("validations", {})):
        faults.append("a validation is none")
    if "id" in element and not re.fullmatch(r"[A-Za-z0-9_-]+", element["id"]):
        faults.append("id has other signs")
    texts = [value for key, value in given.items() if key != "options"]
    options = given.get("options", [])
    if element["type"] == "checkboxes":
        faults += ["an option has no label" for option in options if not option.get("label")]
        options = [option.get("label") for option in options]
    faults += [f"{text!r} is no text" for text in [*texts, *options] if not is_text(text)]
    if "options" in given and (not options or len({*options}) < len(options)):
        faults.append("options are none or the same")
    faults += ["an option is none" for option in options if str(option).lower() == "none"]
    return faults


ELEMENT_KEYS = {type: {"type", "id", "attributes", "validations"} for type in ATTRIBUTES}
ELEMENT_KEYS["markdown"] = {"type", "attributes"}


def is_text(value: object) -> bool:
    return isinstance(value, str) and value.strip() != ""


@pytest.fixture(scope="module")
def forms() -> dict[str, Any]:
    return {name: yaml.safe_load(text) for name, text in issue_forms(load(TINY)[0]).items()}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_one_that_github_shows(name: str, forms: dict[str, Any]) -> None:
    assert form_faults(forms[name]) == []


def test_forms_have_names_of_their_own(forms: dict[str, Any]) -> None:
    assert len({forms[name]["name"] for name in FORMS}) == len(FORMS)


BROKEN: list[tuple[Callable[[Any], object], str]] = [
    (lambda form: form.pop("description"), "description is missing"),
    (lambda form: form["body"][1].pop("id") and form["body"][1].update(x=1), "x is no key"),
    (lambda form: form["body"][1].update(id="a b"), "id has other signs"),
    (lambda form: form["body"][2].update(id=form["body"][1]["id"]), "date stands twice"),
    (lambda form: form["body"][1].update(validations={"needed": True}), "a validation is none"),
    (lambda form: form["body"][1]["attributes"].pop("label"), "label is missing"),
    (lambda form: form["body"][1]["attributes"].update(label=True), "True is no text"),
    (lambda form: form["body"][3]["attributes"].update(options=[]), "options are none or the same"),
    (lambda form: form["body"][3]["attributes"].update(options=["None"]), "an option is none"),
]


@pytest.mark.parametrize(("breaks", "says"), BROKEN, ids=[says for _, says in BROKEN])
def test_each_fault_is_found(breaks: Callable[[Any], object], says: str) -> None:
    form = yaml.safe_load(issue_forms(load(TINY)[0])["1-development.yml"])
    breaks(form)
    assert says in form_faults(form)


@pytest.mark.parametrize("name", FORMS)
def test_each_form_first_says_that_it_is_public_and_last_asks_for_a_yes(
    name: str, forms: dict[str, Any], tiny: Dataset
) -> None:
    first, *_, last = forms[name]["body"]
    assert first["attributes"]["value"] == public_warning(tiny.site)
    assert first["attributes"]["value"].startswith(
        "**This is public. Do not tell us about accidents or name anyone.**"
    )
    assert last["attributes"]["options"][0]["required"] is True


def test_what_can_be_chosen_are_the_words_of_the_record(
    forms: dict[str, Any], tiny: Dataset
) -> None:
    choices = {
        element["id"]: element["attributes"]["options"]
        for name in FORMS
        for element in forms[name]["body"]
        if element["type"] == "dropdown"
    }
    labels = [term.label for term in tiny.vocabulary["labels"].values()]
    assert choices["shown"] == choices["proposed"] == labels
    kinds = [term.label for term in tiny.vocabulary["development-kinds"].values()]
    assert choices["kind"] == kinds
    assert {"withdrawn", "replaced", "gone"} < set(choices["how"])


def site_with(tiny: Dataset, **fields: Any) -> Site:
    return tiny.site.model_copy(update=fields)


def test_help_is_named_by_its_address_once_there_is_one(tiny: Dataset) -> None:
    assert public_warning(tiny.site).endswith("see the page Help of the site (`support/`).")
    published = site_with(tiny, address="https://a.example/b")
    assert public_warning(published).endswith("see [Help](https://a.example/b/support/).")


def test_a_site_whose_subject_hurts_nobody_says_only_that_it_is_public(tiny: Dataset) -> None:
    plain = site_with(tiny, sensitive_subject=None, emergency=None)
    assert public_warning(plain) == (
        "**This is public. Do not name anyone.** For help, see the page Help of the site "
        "(`support/`)."
    )


def test_what_may_do_harm_can_be_said_in_private(tiny: Dataset) -> None:
    assert list(private_ways(tiny.site))[1].endswith("the page About of the site says how.")
    told = site_with(tiny, corrections="corrections@a.example")
    assert list(private_ways(told))[1].endswith("read by others: corrections@a.example")


def test_a_link_beside_the_forms_needs_an_address(tmp_path: Path) -> None:
    data = Path(shutil.copytree(TINY, tmp_path / "data"))
    config = yaml.safe_load(issue_forms(load(data)[0])["config.yml"])
    assert config == {"blank_issues_enabled": False}
    with (data / "site.yaml").open("a") as site:
        site.write("address: https://a.example/b/\n")
    (link,) = yaml.safe_load(issue_forms(load(data)[0])["config.yml"])["contact_links"]
    assert link.keys() == {"name", "url", "about"}
    assert link["url"] == "https://a.example/b/support/"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)], catch_exceptions=False)


def test_forms_are_written_and_then_current(tmp_path: Path) -> None:
    options: list[str | Path] = ["forms", "--data", TINY, "--to", tmp_path / "forms"]
    missing = run(*options, "--check")
    assert missing.exit_code == 1
    assert "1-development.yml:1:1: is missing; run .venv/bin/tracker forms" in missing.stdout
    written = run(*options)
    paths = sorted((tmp_path / "forms").iterdir())
    assert (written.exit_code, written.stdout.split()) == (0, [path.as_posix() for path in paths])
    assert all(path.read_text("utf-8").startswith(f"{NOTICE}\n") for path in paths)
    assert (run(*options).stdout, run(*options, "--check").exit_code) == ("", 0)
    for path in paths:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run(*options, "--check").exit_code == 0, "with the line ends of Windows"
    with paths[0].open("a") as file:
        file.write("# by hand\n")
    stale = run(*options, "--check")
    assert stale.stdout == (
        f"{paths[0].as_posix()}:1:1: is not what the models and the record give; "
        "run .venv/bin/tracker forms\n"
    )


def test_what_a_killed_program_left_is_named(tmp_path: Path, tiny: Dataset) -> None:
    list(write_forms(tmp_path, tiny))
    (tmp_path / ".6-other.yml.7.tmp").touch()
    (problem,) = form_problems(tmp_path, tiny)
    left = tmp_path / ".6-other.yml.7.tmp"
    assert str(problem) == f"{left.as_posix()}:1:1: a program left it here; delete it"


def test_the_repository_has_the_forms() -> None:
    folder = ROOT / ".github" / "ISSUE_TEMPLATE"
    assert {path.name for path in folder.iterdir()} == {*FORMS, "config.yml"}
