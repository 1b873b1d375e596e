"""The rules of a style sheet that pages use.

A rule is used where every name in one of its selectors occurs in a page, or in a script, which may
put it into one. A name is that of an element, a class, an id or an attribute; which of these does
not matter, so that a rule too many is kept rather than one too few. What stands in brackets behind
a colon, as in `:not(.open)`, is not asked for.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from functools import lru_cache
from itertools import chain

from tinycss2 import parse_blocks_contents, parse_rule_list, parse_stylesheet, serialize
from tinycss2.ast import (
    AtRule,
    Declaration,
    HashToken,
    IdentToken,
    Node,
    QualifiedRule,
    SquareBracketsBlock,
)

_TAG = re.compile(r"<([a-z][^>]*)")
_ATTRIBUTE = re.compile(r'([^\s="/]+)(?:="([^"]*)")?')
_WORD = re.compile(r"[\w-]+")
_PROPERTY_ASKED_FOR = re.compile(r"\bvar\(\s*(--[\w-]+)")
_ANIMATION = re.compile(r"\banimation(?:-name)?:([^;}]+)")
_HOLD_RULES = {"media", "supports"}


def names_in_page(page: str) -> frozenset[str]:
    """The names of elements and attributes in the HTML of a page, and its classes and ids."""
    return frozenset().union(*map(_names_in_tag, set(_TAG.findall(page))))


@lru_cache(maxsize=10_000)  # most tags stand on many pages
def _names_in_tag(tag: str) -> frozenset[str]:
    attributes = _ATTRIBUTE.findall(tag)
    values = (value.split() for name, value in attributes if name in ("class", "id"))
    return frozenset(chain((name for name, _ in attributes), *values))


def names_in_script(script: str) -> set[str]:
    """What a script may put into a page: every word of it."""
    return set(_WORD.findall(script))


def used_rules(sheet: str, names: Container[str], beside: str = "") -> str:
    """The rules of a style sheet that pages with some names use, without the custom properties and
    animations that neither these rules nor the sheet beside it ask for.
    """
    css = _kept(parse_stylesheet(sheet, True, True), lambda rule: _if_used(rule, names))
    while (fewer := _without_unasked(css, beside)) != css:
        css = fewer
    return css


def _kept(rules: Iterable[Node], keep: Callable[[Node], str]) -> str:
    """What is kept of some rules and of those inside them; an at-rule without any is left out."""
    parts = []
    for rule in rules:
        if isinstance(rule, AtRule) and rule.lower_at_keyword in _HOLD_RULES:
            inside = _kept(parse_rule_list(rule.content or (), True, True), keep)
            head = f"@{rule.at_keyword}{serialize(rule.prelude)}"
            parts.append(f"{head}{{{inside}}}" if inside else "")
        else:
            parts.append(keep(rule))
    return "".join(parts)


def _if_used(rule: Node, names: Container[str]) -> str:
    """A rule, or nothing where no page with these names uses it."""
    if isinstance(rule, QualifiedRule):
        used = any(all(name in names for name in _names(s)) for s in _selectors(rule))
        return rule.serialize() if used else ""
    return rule.serialize()


def _selectors(rule: QualifiedRule) -> Iterator[list[Node]]:
    """The selectors of a rule, each as its tokens."""
    selector: list[Node] = []
    for token in rule.prelude:
        if token.serialize() == ",":
            yield selector
            selector = []
        else:
            selector.append(token)
    yield selector


def _names(selector: list[Node]) -> Iterator[str]:
    """The names of elements, classes, ids and attributes in a selector."""
    before = ""
    for token in selector:
        if isinstance(token, HashToken) or (isinstance(token, IdentToken) and before != ":"):
            yield token.value
        elif isinstance(token, SquareBracketsBlock):
            yield next(inside.value for inside in token.content if isinstance(inside, IdentToken))
        before = token.serialize()


def _without_unasked(css: str, beside: str) -> str:
    """Some CSS without the custom properties and animations that nothing in it, nor in the sheet
    beside it, asks for.
    """
    both = css + beside
    properties = set(_PROPERTY_ASKED_FOR.findall(both))
    animations = {word for value in _ANIMATION.findall(both) for word in _WORD.findall(value)}

    def is_unasked(one: Node) -> bool:
        if not isinstance(one, Declaration):
            return False
        return one.name.startswith("--") and one.name not in properties

    def keep(rule: Node) -> str:
        if isinstance(rule, AtRule) and rule.lower_at_keyword == "keyframes":
            return rule.serialize() if serialize(rule.prelude).strip() in animations else ""
        if not isinstance(rule, QualifiedRule):
            return rule.serialize()
        declared = parse_blocks_contents(rule.content, True, True)
        kept = [one for one in declared if not is_unasked(one)]
        if len(kept) == len(declared):
            return rule.serialize()
        inside = ";".join(declaration.serialize().removesuffix(";") for declaration in kept)
        return f"{serialize(rule.prelude)}{{{inside}}}" if kept else ""

    return _kept(parse_stylesheet(css), keep)
