"""Pydantic's validation errors → problems: sentences for editors, each at its place."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tracker.load.documents import Document
from tracker.problems import Problem, character_name, quoted, suggest, with_article
from tracker.schema.fields import ID_PATTERN, MAX_ID, name_in_sentence
from tracker.schema.normal_text import plain_words
from tracker.schema.traversal import FieldPath, field_shapes, model_at


def validation_problems(
    kind: type[BaseModel],
    error: ValidationError,
    document: Document,
    ids: Mapping[str, Collection[str]],
    base: FieldPath = (),
) -> Iterator[Problem]:
    """One problem per fault of the model at the path `base`: at the value; for a field that is not
    one of the model's, at its name; for those that are missing, one at their parent. `ids` are
    those of the record, by kind and vocabulary, of which a field may name one.
    """
    missing: dict[FieldPath, list[str]] = {}
    for fault in error.errors():
        where: FieldPath = tuple(fault["loc"])
        if fault["type"] == "missing":
            missing.setdefault(where[:-1], []).append(_field_name(where))
            continue
        if fault["type"] == "too_short" and len(fault["input"]) >= fault["ctx"]["min_length"]:
            continue  # long enough; its items are what is wrong, and each is reported
        message = _message(kind, fault, where, ids.get(_target(kind, where), ()))
        at_key = fault["type"] == "extra_forbidden"
        yield document.problem((*base, *where), message, at_key=at_key)
    for where, names in missing.items():
        owner = name_in_sentence(model_at(kind, where))
        listed = ", ".join(quoted(name) for name in names)
        message = f"{listed} is missing: every {owner} has it"
        if len(names) > 1:
            message = f"{listed} are missing: every {owner} has them"
        yield document.problem((*base, *where), message)


def _target(kind: type[BaseModel], where: FieldPath) -> str:
    """What a field names, as in `Ref`; empty where it names nothing."""
    fields = (key for key in reversed(where) if isinstance(key, str))
    name = next(fields, "")
    owner = model_at(kind, where[: where.index(name)] if name else ())
    shape = field_shapes(owner).get(name)
    return (shape and shape.target) or ""


def _message(
    kind: type[BaseModel], fault: ErrorDetails, where: FieldPath, ids: Collection[str]
) -> str:
    """The sentence for a fault at a path of a model. `ids` are those that the field may name."""
    name = _field_name(where)
    match fault["type"]:
        case "extra_forbidden":
            owner = model_at(kind, where[:-1])
            fields = [info.alias or key for key, info in owner.model_fields.items() if key != "id"]
            noun = with_article(name_in_sentence(owner))
            return f"{quoted(name)} is not a field of {noun}{suggest(name, fields)}"
        case "string_pattern_mismatch" if fault["ctx"]["pattern"] == ID_PATTERN:
            return no_id(str(fault["input"]), ids)
        case "string_type" if ids and isinstance(fault["input"], int):
            value = fault["input"]
            return f"{name} is {_describe(value)}; it must be an id{suggest(value, sorted(ids))}"
        case "string_too_long" if fault["ctx"]["max_length"] == MAX_ID:
            return id_too_long(str(fault["input"]))
        case "value_error":
            return f"{name}: {fault['ctx']['error']}"
        case other:
            remedy = _REMEDIES.get(other, _pydantic_message)(fault)
            return f"{name} is {_describe(fault['input'])}; {remedy}"


def no_id(id: str, ids: Collection[str] = ()) -> str:
    """The message for an id that is not written as one: the character that nobody would see in it,
    and what may be meant, if that is known, of these ids.
    """
    if "://" in id:
        return f"{quoted(id)} is an address, and an id stands here: lower-case words and hyphens"
    path = PurePosixPath(id)
    meant = nearest_id(path.name.removesuffix(".yaml") if "/" in id or path.suffix else id)
    hint = f"; did you mean '{meant}'?" if re.fullmatch(ID_PATTERN, meant) else ""
    if ids and meant not in ids:
        hint = suggest(meant, sorted(ids))
    other = next((c for c in id if not c.isascii()), None)
    holds = f", and it holds {character_name(other)}" if other else ""
    return f"{quoted(id)} is not an id: lower-case words joined by hyphens{holds}{hint}"


def nearest_id(text: str) -> str:
    """The id that a text is nearest to; empty where it has no letter and no digit of one."""
    return "-".join(plain_words(text)[0].replace(".", " ").split())


def not_a_mapping(kind: type[BaseModel], value: Any) -> str:
    """The message for a value that stands where a model's fields do."""
    owner = with_article(name_in_sentence(kind))
    if isinstance(value, list):
        remedy = "take the '- ' away, so that `field: value` lines are left"
    else:
        remedy = "write `field: value` lines"
    return f"is {_describe(value)}, and {owner} is a mapping of fields; {remedy}"


def id_too_long(id: str) -> str:
    """The message for an id that has more than MAX_ID characters."""
    return (
        f"{quoted(id)} has {len(id)} letters; an id has at most {MAX_ID}, for files are named "
        "after it: take words out"
    )


def _field_name(where: FieldPath) -> str:
    """The field's own name; for an item of a list, the list's."""
    return next((key for key in reversed(where) if isinstance(key, str)), "the record")


def _describe(value: Any) -> str:
    """A value of a file in a sentence."""
    match value:
        case dict():
            return "a mapping"
        case list() | tuple():
            return f"a list of {len(value)}" if value else "an empty list"
        case bool():
            return f"the value {str(value).lower()}"
        case int():
            return f"the number {value}"
        case "":
            return "empty"
    return quoted(value)


def _pydantic_message(fault: ErrorDetails) -> str:
    return fault["msg"][0].lower() + fault["msg"][1:]


def _length_limit(fault: ErrorDetails) -> str:
    context = fault["ctx"]
    bound = (
        f"at least {context['min_length']}"
        if "min_length" in context
        else f"at most {context['max_length']}"
    )
    return f"it wants {bound}"


def _remedy_for_text(value: Any) -> str:
    """What to do about a value that should be a text."""
    if isinstance(value, dict):
        return "put a text that holds ': ' in quotes"
    if isinstance(value, list | tuple):
        return "take the '- ' or the brackets away"
    return "write it as words, or in quotes"


def _remedy_for_items(value: Any) -> str:
    """What to do about a value that should be a list."""
    if isinstance(value, str) and re.fullmatch(r"[\w.-]+(, *[\w.-]+)*", value):
        return f"write [{value}]"
    return "write one item a line, each after '- '"


def _remedy_for_fields(value: Any) -> str:
    """What to do about a value that should be a mapping of fields."""
    if isinstance(value, list | tuple):
        return "it must be a mapping of fields; take the '- ' away"
    return "it must be a mapping of fields; write `field: value` lines"


_REMEDIES: dict[str, Callable[[ErrorDetails], str]] = {
    "string_type": lambda fault: f"it must be text; {_remedy_for_text(fault['input'])}",
    "string_too_short": lambda fault: "it must not be empty",
    "string_too_long": lambda fault: f"at most {fault['ctx']['max_length']} characters",
    "string_pattern_mismatch": lambda fault: "it must hold a letter or a digit",
    "greater_than_equal": lambda fault: f"it must be at least {fault['ctx']['ge']}",
    "less_than_equal": lambda fault: f"it must be at most {fault['ctx']['le']}",
    "tuple_type": lambda fault: f"it must be a list; {_remedy_for_items(fault['input'])}",
    "model_type": lambda fault: _remedy_for_fields(fault["input"]),
    "model_attributes_type": lambda fault: _remedy_for_fields(fault["input"]),
    "int_type": lambda fault: "it must be a whole number, without quotes",
    "bool_parsing": lambda fault: "it must be 'true' or 'false'",
    "too_short": _length_limit,
    "too_long": _length_limit,
    "literal_error": lambda fault: f"it must be one of {fault['ctx']['expected']}",
}
