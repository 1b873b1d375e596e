"""The pages that list the fields of every kind of file, of its parts, and every vocabulary with its
words, for editors: drawn from the models.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from inspect import getdoc

from pydantic import BaseModel

from tracker.derive.facts import Facts
from tracker.load.dataset import Dataset
from tracker.outputs.context import Page
from tracker.schema.dates import DATE_FORMS, FIRST_YEAR, LAST_YEAR
from tracker.schema.fields import MAX_ADDRESS, MAX_ID, MAX_TEXT, Record, name_in_sentence
from tracker.schema.file_fields import FILE_MODELS, FileField, file_fields, inner_models
from tracker.schema.records import KINDS, Site
from tracker.schema.traversal import one_line
from tracker.schema.vocabularies import (
    OPEN_VOCABULARIES,
    PAGE_FOLDERS,
    VOCABULARIES,
    VOCABULARY_PURPOSES,
    Term,
    with_carrying_grades,
)
from tracker.text.field_sentences import list_text, places_text, value_text

_ENTRY_MODELS = tuple(dict.fromkeys(VOCABULARIES.values()))


@dataclass(frozen=True)
class FieldRow:
    """A field on the page: its key, whether it must be there, what it holds in words, and its
    meaning. `link` is the name with which the words end and the address that it leads to.
    """

    key: str
    is_required: bool
    holds: str
    link: tuple[str, str] | None
    meaning: str


@dataclass(frozen=True)
class ModelSection:
    """The section of a kind of record, of a part of records, of the site or of the entries of some
    vocabularies. `where` says in which files or fields it stands.
    """

    anchor: str
    heading: str
    description: str
    where: str
    rows: Sequence[FieldRow]


@dataclass(frozen=True)
class VocabularySection:
    """The section of a vocabulary: what it is for, the section of its entries' fields, and its
    words, by id. Of one that grows with the record it has only how many there are and, where there
    is one, the path of the page that lists them.
    """

    anchor: str
    name: str
    purpose: str
    entry: tuple[str, str]
    words: Mapping[str, Term]
    count: int
    path: str | None = None


_FIELDS = "contribute/fields/"
_PARTS = f"{_FIELDS}parts/"
_VOCABULARIES = f"{_FIELDS}vocabularies/"


def field_pages(facts: Facts) -> Iterator[Page]:
    """The page of every field of every kind of file, that of the fields of their parts, and that of
    every word. The first has the anchors of the others, each with a link to what it names.
    """
    named = partial(_with_carrying_grades, facts.dataset)
    parts = inner_models(*FILE_MODELS)
    yield Page(
        path=_FIELDS,
        template="fields.html",
        title="The fields",
        description="Every field of the record's files: its name, what it holds and what it means.",
        values=lambda: {
            "kinds": [named(_kind_section(kind)) for kind in KINDS],
            "site": named(_model_section(Site, "File: `data/site.yaml`")),
            "elsewhere": {
                "parts": [(_anchor(model), *_name_and_address(model)) for model in parts],
                "vocabularies": [
                    (_vocabulary_anchor(name), name, _vocabulary_address(name))
                    for name in VOCABULARIES
                ],
                "entries": [(_anchor(model), *_name_and_address(model)) for model in _ENTRY_MODELS],
            },
            "date_forms": DATE_FORMS,
            "years": (FIRST_YEAR, LAST_YEAR),
            "most": {"text": MAX_TEXT, "address": MAX_ADDRESS, "id": MAX_ID},
        },
        trail=(("Contribute", "contribute/"),),
        searchable=False,
    )
    yield Page(
        path=_PARTS,
        template="fields_parts.html",
        title="The fields of parts",
        description="Every field of the parts of records and of the entries of vocabularies.",
        values=lambda: {
            "parts": [named(_part_section(model)) for model in parts],
            "entries": [named(_entry_section(model)) for model in _ENTRY_MODELS],
        },
        trail=(("Contribute", "contribute/"), ("The fields", _FIELDS)),
        searchable=False,
    )
    yield Page(
        path=_VOCABULARIES,
        template="vocabularies.html",
        title="The vocabularies",
        description="Every word that a field of the record's files may have, and what it means.",
        values=lambda: {
            "vocabularies": [_vocabulary_section(facts.dataset, name) for name in VOCABULARIES],
        },
        trail=(("Contribute", "contribute/"), ("The fields", _FIELDS)),
        searchable=False,
    )


def _with_carrying_grades(dataset: Dataset, section: ModelSection) -> ModelSection:
    """A section in which the grades that carry findings have their names."""
    grades = dataset.vocabulary.grades
    rows = [replace(row, meaning=with_carrying_grades(row.meaning, grades)) for row in section.rows]
    description = with_carrying_grades(section.description, grades)
    return replace(section, description=description, rows=rows)


def _anchor(model: type[BaseModel]) -> str:
    """The anchor of a model's section: `recommendations` for a kind, `part-due-date` for a part."""
    name = name_in_sentence(model).replace(" ", "-")
    if model in _ENTRY_MODELS:
        return f"entry-{name}"
    return str(getattr(model, "folder", "site" if model is Site else f"part-{name}"))


def _name_and_address(model: type[BaseModel]) -> tuple[str, str]:
    """The name of a model in a sentence, and the address of its section."""
    path = _FIELDS if model is Site or issubclass(model, Record) else _PARTS
    return name_in_sentence(model), f"{path}#{_anchor(model)}"


def _vocabulary_anchor(name: str) -> str:
    return f"vocabulary-{name}"


def _vocabulary_address(name: str) -> str:
    return f"{_VOCABULARIES}#{_vocabulary_anchor(name)}"


def _kind_section(kind: type[Record]) -> ModelSection:
    section = _model_section(kind, f"File: `data/{kind.folder}/<id>.yaml`")
    return replace(section, heading=kind.folder.capitalize())


def _part_section(model: type[BaseModel]) -> ModelSection:
    return _model_section(model, f"Stands in: {places_text(_places(model))}")


def _entry_section(model: type[BaseModel]) -> ModelSection:
    names = [f"`{name}`" for name, entry in VOCABULARIES.items() if entry is model]
    return _model_section(model, f"An entry of: {', '.join(names)}")


def _model_section(model: type[BaseModel], where: str) -> ModelSection:
    return ModelSection(
        anchor=_anchor(model),
        heading=name_in_sentence(model).capitalize(),
        description=one_line(getdoc(model)),
        where=where,
        rows=[_row(field) for field in file_fields(model)],
    )


def _places(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """The key and the owner's name of each field that holds a model."""
    for owner in (*FILE_MODELS, *inner_models(*FILE_MODELS)):
        for field in file_fields(owner):
            if field.shape.model is model:
                yield field.key, name_in_sentence(owner)


def _row(field: FileField) -> FieldRow:
    words, name = value_text(field)
    return FieldRow(
        key=field.key,
        is_required=field.is_required,
        holds=f"{list_text(field)}{words}",
        link=(name, _target_address(field)) if name else None,
        meaning=field.shape.description,
    )


def _target_address(field: FileField) -> str:
    """The address of the section of what a field holds or names."""
    target = field.shape.target
    if field.shape.model:
        return _name_and_address(field.shape.model)[1]
    return _vocabulary_address(target) if target in VOCABULARIES else f"{_FIELDS}#{target}"


def _vocabulary_section(dataset: Dataset, name: str) -> VocabularySection:
    entry, entries = VOCABULARIES[name], dataset.vocabulary[name]
    is_open = name in OPEN_VOCABULARIES
    return VocabularySection(
        anchor=_vocabulary_anchor(name),
        name=name,
        purpose=VOCABULARY_PURPOSES[name],
        entry=_name_and_address(entry),
        words={} if is_open else entries,
        count=len(entries),
        path=_INDEX_PATHS.get(name),
    )


_INDEX_PATHS = {"glossary": "glossary/"} | {
    target: f"{folder}/" for folder, target in PAGE_FOLDERS.items() if target in VOCABULARIES
}
"""The paths of the pages that list the words of a vocabulary."""
