"""What was read of files before, in memory: the value of a text, and the models made of it, found
again by the text itself. So of a record in which one file was edited, one file is parsed. Who
follows a folder says which files changed; then the others are not even opened.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from tracker.load.documents import Document
from tracker.load.strict_yaml import parse_yaml, positions_in
from tracker.schema.fields import Model
from tracker.schema.traversal import FieldPath


class DocumentCache:
    """What was read, for as long as it is asked for again: what no file of a run had is forgotten
    at its end. `parsed` and `validated` are how many texts were parsed and models made anew.
    """

    def __init__(self, values: Mapping[bytes, Any] | None = None) -> None:
        self.parsed = self.validated = 0
        self._values: Mapping[bytes, Any] = values or {}
        self._models: Mapping[tuple[Any, ...], Any] = {}
        self._used_values: dict[bytes, Any] = {}
        self._used_models: dict[tuple[Any, ...], Any] = {}
        self._documents: dict[str, Document] = {}
        self._used_documents: dict[str, Document] = {}
        self._is_told = False

    def forget(self, changed: Iterable[str]) -> None:
        """Forgets files that changed, by their paths. Whoever calls this does so before each run,
        with all that changed since the run before.
        """
        self._is_told = True
        for path in changed:
            self._documents.pop(path, None)

    @property
    def values(self) -> Mapping[bytes, Any]:
        """The value of each text that was read in the last run, by the hash of the text."""
        return self._values

    def unchanged(self, path: str, read: Callable[[], Document | None]) -> Document | None:
        """The file at a path as it was read in the run before, if it is known that it did not
        change since; else what `read` gives.
        """
        document = self._documents.get(path) if self._is_told else None
        if document is None:
            document = read()
        else:
            self._used_values[document.text_key] = document.value
        if document is not None:
            self._used_documents[path] = document
        return document

    def document(self, text: str, file: str) -> Document:
        """A YAML text as a document. Raises UnreadableFileError as `parse_yaml` does."""
        key = hashlib.blake2b(text.encode(), digest_size=16).digest()
        value = self._values.get(key)
        if value is None:
            self.parsed += 1
            document = parse_yaml(text, file)
        else:
            document = Document(file, value, lambda: positions_in(text, file))
        self._used_values[key] = document.value
        return replace(document, text_key=key)

    def model(
        self, kind: type[Model], document: Document, value: Any, where: FieldPath, id: str | None
    ) -> Any:
        """The model of a value that stands at a path of a document. Raises ValidationError."""
        key = (kind, document.text_key, where, id)
        model = self._models.get(key)
        if model is None or not document.text_key:
            self.validated += 1
            model = kind.model_validate(value)
        if document.text_key:
            self._used_models[key] = model
        return model

    def end(self) -> None:
        """Forgets what was not asked for since this was called last."""
        self._values, self._used_values = self._used_values, {}
        self._models, self._used_models = self._used_models, {}
        self._documents, self._used_documents = self._used_documents, {}
