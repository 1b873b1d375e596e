"""The docstring below each field of a model, which is the field's meaning.

Pydantic reads them too (`use_attribute_docstrings`), but as soon as a module is imported, which
takes a quarter of the time in which a command starts; few commands need one.
"""

import ast
import inspect
import sys
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from types import ModuleType


def docstring_of(model: type, field: str) -> str | None:
    """The docstring of a field, with the indentation of its lines; None where it has none. That of
    the nearest class that has the field holds.
    """
    for kind in model.__mro__:
        docstrings = _docstrings(sys.modules[kind.__module__]).get(kind.__qualname__, {})
        if field in docstrings:
            return docstrings[field]
    return None


@cache
def _docstrings(module: ModuleType) -> Mapping[str, Mapping[str, str]]:
    """The docstrings of the fields of each class at the top of a module, by the class's name."""
    if not module.__name__.startswith("tracker."):
        return {}
    top = ast.parse(inspect.getsource(module)).body
    return {node.name: _of_fields(node) for node in top if isinstance(node, ast.ClassDef)}


def _of_fields(node: ast.ClassDef) -> Mapping[str, str]:
    found = {}
    for field, below in pairwise(node.body):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(docstring))),
            ):
                found[name] = docstring
    return found
