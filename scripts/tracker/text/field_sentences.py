"""What the fields of the record's files hold, in words for editors."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from tracker.problems import with_article
from tracker.schema.dates import PartialDate
from tracker.schema.fields import ID_PATTERN, LANGUAGE_PATTERN, TimeOfWriting, name_in_sentence
from tracker.schema.file_fields import FileField
from tracker.schema.records import KINDS
from tracker.schema.targets import target_name
from tracker.schema.vocabularies import VOCABULARIES
from tracker.text.phrases import join_words

_COMPOSED_NAMES: Mapping[str, str] = {
    "parts": "the id of a recommendation, or `recommendation.element`",
    "measure-stages": "`measure.stage`",
    "successors": "the id of a recommendation or a measure",
    "pages": "the folder and the id of a page, as `folder/id`",
}
"""The form of a reference whose target is neither a kind of record nor a vocabulary."""
_FOLDERS = frozenset(kind.folder for kind in KINDS)


def list_text(field: FileField) -> str:
    """How many values a field holds, before what each is: `a list of 2 to 6, each `; empty for
    one.
    """
    if not field.shape.is_list:
        return ""
    least, most = field.limits.get("minItems"), field.limits.get("maxItems")
    if least and most:
        return f"a list of {least} to {most}, each "
    return f"a list of at least {least}, each " if least else "a list, each "


def value_text(field: FileField) -> tuple[str, str]:
    """What one value of a field is: words, and the name of the model, kind of record or vocabulary
    with which they end, if any: `the id of a ` and `body`.
    """
    shape = field.shape
    if shape.model:
        article, _, name = with_article(name_in_sentence(shape.model)).partition(" ")
        return f"{article} ", name
    if shape.target in VOCABULARIES:
        return "a word of ", shape.target
    if shape.target in _FOLDERS:
        article, _, name = with_article(target_name(shape.target)).partition(" ")
        return f"the id of {article} ", name
    if shape.target:
        return _COMPOSED_NAMES[shape.target], ""
    return _plain_value_text(field), ""


def _plain_value_text(field: FileField) -> str:
    """What a value is that names nothing else."""
    shape = field.shape
    limits = field.limits.get("items", field.limits) if shape.is_list else field.limits
    if shape.allowed:
        return f"one of {', '.join(f'`{word}`' for word in shape.allowed)}"
    if any(isinstance(mark, TimeOfWriting) for mark in shape.marks):
        return "a day, or a day with its time"
    if shape.value_type is PartialDate:
        return "a date"
    if shape.value_type is bool:
        return "`true` or `false`"
    if shape.value_type is int:
        return f"a whole number from {limits['minimum']} to {limits['maximum']}"
    if shape.is_address:
        return "an address"
    if limits.get("pattern") == ID_PATTERN:
        return "an id"
    if limits.get("pattern") == LANGUAGE_PATTERN:
        return "a language tag"
    return "a text" if shape.is_text else f"a text of at most {limits['maxLength']} characters"


def places_text(places: Iterable[tuple[str, str]]) -> str:
    """The fields in which a part of a record stands, from the key of each and the name of what has
    it: "`sources` of a report and a service; `source` of a stage".
    """
    return "; ".join(
        f"`{key}` of {join_words([with_article(owner) for _, owner in group])}"
        for key, group in groupby(sorted(places, key=lambda place: place[0]), lambda p: p[0])
    )
