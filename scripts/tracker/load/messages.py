"""Pydantic's validation errors → problems: sentences for editors, each at its place."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tracker.load.documents import Document
from tracker.problems import Problem, quoted, suggest, with_article
from tracker.schema.fields import ID_PATTERN, MAX_ID, name_in_sentence
from tracker.schema.normal_text import character_name, plain_words
from tracker.schema.traversal import FieldPath, model_at


def validation_problems(
    kind: type[BaseModel], error: ValidationError, document: Document, base: FieldPath = ()
) -> Iterator[Problem]:
    """One problem per fault of the model at the path `base`: at the value; for a field that is not
    one of the model's, at its name; for a missing one, at its parent.
    """
    for fault in error.errors():
        where: FieldPath = tuple(fault["loc"])
        if fault["type"] == "too_short" and len(fault["input"]) >= fault["ctx"]["min_length"]:
            continue  # long enough; its items are what is wrong, and each is reported
        message = _message(kind, fault, where)
        at_key = fault["type"] == "extra_forbidden"
        yield document.problem((*base, *where), message, at_key=at_key)


def _message(kind: type[BaseModel], fault: ErrorDetails, where: FieldPath) -> str:
    """The sentence for a fault at a path of a model."""
    name = _field_name(where)
    match fault["type"]:
        case "missing":
            owner = model_at(kind, where[:-1])
            return f"{quoted(name)} is missing: every {name_in_sentence(owner)} has it"
        case "extra_forbidden":
            owner = model_at(kind, where[:-1])
            fields = [info.alias or key for key, info in owner.model_fields.items() if key != "id"]
            noun = with_article(name_in_sentence(owner))
            return f"{quoted(name)} is not a field of {noun}{suggest(name, fields)}"
        case "string_pattern_mismatch" if fault["ctx"]["pattern"] == ID_PATTERN:
            return no_id(str(fault["input"]))
        case "string_too_long" if fault["ctx"]["max_length"] == MAX_ID:
            return id_too_long(str(fault["input"]))
        case "value_error":
            return f"{name}: {fault['ctx']['error']}"
        case other:
            remedy = _REMEDIES.get(other, _pydantic_message)(fault)
            return f"{name} is {_describe(fault['input'])}; {remedy}"


def no_id(id: str) -> str:
    """The message for an id that is not written as one: the character that nobody would see in it,
    and what may be meant.
    """
    meant = "-".join(plain_words(id)[0].replace(".", " ").split())
    hint = f"; did you mean '{meant}'?" if re.fullmatch(ID_PATTERN, meant) else ""
    other = next((c for c in id if not c.isascii()), None)
    holds = f", and it holds {character_name(other)}" if other else ""
    return f"{quoted(id)} is not an id: lower-case words joined by hyphens{holds}{hint}"


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


_REMEDIES: dict[str, Callable[[ErrorDetails], str]] = {
    "string_type": lambda fault: "it must be text; write it as words, or in quotes",
    "string_too_short": lambda fault: "it must not be empty",
    "string_too_long": lambda fault: f"at most {fault['ctx']['max_length']} characters",
    "string_pattern_mismatch": lambda fault: "it must hold a letter or a digit",
    "greater_than_equal": lambda fault: f"it must be at least {fault['ctx']['ge']}",
    "less_than_equal": lambda fault: f"it must be at most {fault['ctx']['le']}",
    "tuple_type": lambda fault: "it must be a list; write one item a line, each after '- '",
    "model_type": lambda fault: "it must be a mapping of fields; write `field: value` lines",
    "model_attributes_type": lambda fault: (
        "it must be a mapping of fields; write `field: value` lines"
    ),
    "int_type": lambda fault: "it must be a whole number, without quotes",
    "bool_parsing": lambda fault: "it must be 'true' or 'false'",
    "too_short": _length_limit,
    "too_long": _length_limit,
    "literal_error": lambda fault: f"it must be one of {fault['ctx']['expected']}",
}
