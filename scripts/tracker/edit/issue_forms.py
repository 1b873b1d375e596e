"""The issue forms, by which people without git report something: what they should be, whether they
are, and their writing. Their words are those of the models and of the record's vocabularies.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from tracker.edit.generated_files import generated_file_fault, write_where_other
from tracker.edit.yaml_scalars import scalar
from tracker.load.dataset import Dataset
from tracker.problems import Problem
from tracker.schema.fields import Source, SourceEnd
from tracker.schema.file_fields import file_fields
from tracker.schema.records import Development
from tracker.schema.traversal import FieldShape, one_line
from tracker.text.form_sentences import HELP_PATH, private_ways, public_warning

NOTICE = "# Written by `tracker forms` from the models and the record; what is edited here is lost."
"""How each begins."""
_REMEDY = "run .venv/bin/tracker forms"
_CONFIG = "config.yml"

FormElement = Mapping[str, Any]
"""One element of a form, as GitHub's form schema has it."""


@dataclass(frozen=True)
class IssueForm:
    """A form for one kind of change: what it is for, and its elements after the warning."""

    name: str
    description: str
    title: str
    elements: Sequence[FormElement]


def issue_forms(dataset: Dataset) -> Mapping[str, str]:
    """The content of each file of the folder of forms, by its name."""
    warning = public_warning(dataset.site)
    forms = {name: _form_document(form, warning) for name, form in _forms(dataset).items()}
    files = {**forms, _CONFIG: _config(dataset)}
    return {name: f"{NOTICE}\n{''.join(_yaml_lines(files[name]))}" for name in sorted(files)}


def form_problems(folder: Path, dataset: Dataset) -> Iterator[Problem]:
    """A problem for each form in a folder that is missing or is not what the models and the record
    give, and for each file that is left by a program that was killed.
    """
    for path in sorted(folder.glob(".*.tmp")):
        yield Problem(path.as_posix(), 1, 1, "a program left it here; delete it")
    for name, text in issue_forms(dataset).items():
        path = folder / name
        if fault := generated_file_fault(path, text, "the models and the record"):
            yield Problem(path.as_posix(), 1, 1, f"{fault}; {_REMEDY}")


def write_forms(folder: Path, dataset: Dataset) -> Iterator[str]:
    """Writes each form that is not there as it should be. Gives the path of each that it wrote."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in issue_forms(dataset).items():
        if write_where_other(folder / name, text):
            yield (folder / name).as_posix()


def _forms(dataset: Dataset) -> Mapping[str, IssueForm]:
    """The forms by the names of their files, by which GitHub orders them."""
    kinds = [term.label for term in dataset.vocabulary["development-kinds"].values()]
    labels = [term.label for term in dataset.vocabulary["labels"].values()]
    return {
        "1-development.yml": IssueForm(
            "Something happened",
            "An event that the record does not have yet: a statement, a report, a law, an answer.",
            "Happened: ",
            (
                _input("date", "When it happened", _meaning(Development, "date")),
                _text("summary", "What happened", _meaning(Development, "summary")),
                _choice("kind", "What kind of event it is", kinds),
                _input(
                    "concerns",
                    "What it concerns",
                    "The numbers of the recommendations, the names of the laws, or the addresses "
                    "of their pages.",
                    required=False,
                ),
                *_DOCUMENT,
            ),
        ),
        "2-correction.yml": IssueForm(
            "Something is wrong",
            "A sentence, a date, a number or a title that is not so.",
            "Wrong: ",
            (
                _PAGE,
                _text("sentence", "What the page says", "The sentence, the date or the number."),
                _text("right", "What is right", "In your own words."),
                *_DOCUMENT,
            ),
        ),
        "3-source.yml": IssueForm(
            "A source is gone or has changed",
            "A link to a document that does not answer, or that leads to something else.",
            "Source: ",
            (
                _PAGE,
                _input("url", "The address of the source", "As the page gives it."),
                _choice(
                    "how",
                    "What has become of it",
                    [*_shape(SourceEnd, "how").allowed, "says something else now"],
                    _meaning(SourceEnd, "how"),
                ),
                _input("seen_on", "The day on which you saw it", "Such as 2026-05-14."),
                _input("copy", "Where a copy is", "Its address, if you know one.", required=False),
            ),
        ),
        "4-harm.yml": IssueForm(
            "Something may do harm",
            "A page that may point at a person, or hurt somebody. It is taken off first and judged "
            "afterwards.",
            "Take off: ",
            (
                _markdown(" ".join(private_ways(dataset.site))),
                _PAGE,
                _input("place", "Where it stands on the page", "The heading above it."),
                _choice(
                    "harm",
                    "What harm it may do",
                    [
                        "It may show who somebody is",
                        "It is about a case, a charge or a trial",
                        "It says of a person or a body what is not so",
                        "It describes in detail how somebody was hurt",
                        "Something else",
                    ],
                ),
            ),
        ),
        "5-label.yml": IssueForm(
            "A label is in question",
            "A part of a recommendation that should be judged otherwise.",
            "Label: ",
            (
                _PAGE,
                _input("part", "Which part", "Its first words, or its number on the page."),
                _choice("shown", "The label that it has", labels),
                _choice("proposed", "The label that you think right", labels),
                _text("reason", "Why", "What was done, when, and who says so."),
                *_DOCUMENT,
            ),
        ),
        "6-other.yml": IssueForm(
            "Something else",
            "A fault of the site, something that cannot be read or used, or a question.",
            "Other: ",
            (
                _input("page", "The address of the page", required=False),
                _text("what", "What it is about", "What you did, and what you expected."),
            ),
        ),
    }


def _form_document(form: IssueForm, warning: str) -> Mapping[str, Any]:
    """A form as GitHub reads it. The last element asks to confirm what the first one says."""
    return {
        "name": form.name,
        "description": form.description,
        "title": form.title,
        "body": [_markdown(warning), *form.elements, _CONFIRMATION],
    }


def _config(dataset: Dataset) -> Mapping[str, Any]:
    """What stands beside the forms: no issue without one, and where help is, once the site has an
    address.
    """
    address = dataset.site.address
    link = {
        "name": "Help",
        "url": f"{(address or '').rstrip('/')}/{HELP_PATH}",
        "about": "Places to find help. Nobody here can give it.",
    }
    return {"blank_issues_enabled": False, **({"contact_links": [link]} if address else {})}


def _markdown(value: str) -> FormElement:
    return {"type": "markdown", "attributes": {"value": value}}


def _element(type: str, id: str, required: bool, **attributes: Any) -> FormElement:
    given = {key: value for key, value in attributes.items() if value}
    return {"type": type, "id": id, "attributes": given, "validations": {"required": required}}


def _input(id: str, label: str, description: str = "", *, required: bool = True) -> FormElement:
    return _element("input", id, required, label=label, description=description)


def _text(id: str, label: str, description: str = "") -> FormElement:
    return _element("textarea", id, True, label=label, description=description)


def _choice(id: str, label: str, options: Sequence[str], description: str = "") -> FormElement:
    return _element("dropdown", id, True, label=label, description=description, options=options)


_PAGE = _input("page", "The address of the page", "With # and what follows, if you have it.")
_CONFIRMATION: FormElement = {
    "type": "checkboxes",
    "id": "public",
    "attributes": {
        "label": "Before you send it",
        "options": [
            {
                "label": "I know that this is public. It names no person but by office, and tells "
                "nothing of what happened to anyone.",
                "required": True,
            }
        ],
    },
}


def _meaning(model: type[BaseModel], key: str) -> str:
    """What a field means, in the first sentence that its model says of it."""
    text = one_line(_shape(model, key).description)
    return f"{text.split('. ')[0].split('; the same')[0].rstrip('.')}.".replace("`", "")


def _shape(model: type[BaseModel], key: str) -> FieldShape:
    return next(field.shape for field in file_fields(model) if field.key == key)


_DOCUMENT: Sequence[FormElement] = (
    _input("title", "The document that shows it", _meaning(Source, "title")),
    _input("publisher", "Who published it"),
    _input("url", "Its address", "Where anybody can read it, without an account."),
    _input("at", "Where in it", _meaning(Source, "at"), required=False),
    _input("published", "When it was published", "If it says so.", required=False),
)
"""What asks for the published document that shows it."""


def _yaml_lines(value: Any, indent: str = "") -> Iterator[str]:
    """A mapping or a list in block style, each text on one line."""
    pairs = value.items() if isinstance(value, Mapping) else ((None, item) for item in value)
    for key, item in pairs:
        start = f"{indent}-" if key is None else f"{indent}{key}:"
        if isinstance(item, str | bool):
            yield f"{start} {scalar(item)}\n"
        elif key is None and isinstance(item, Mapping):
            first, *others = _yaml_lines(item, f"{indent}  ")
            yield from (f"{start} {first.lstrip()}", *others)
        else:
            yield f"{start}\n"
            yield from _yaml_lines(item, f"{indent}  ")
