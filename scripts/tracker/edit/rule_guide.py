"""What each rule asks for, for who meets its name in an answer of the check."""

from collections.abc import Callable, Iterator
from inspect import getdoc
from typing import Any

from tracker import rules
from tracker.kept import PACKAGE
from tracker.problems import quoted, suggest

GROUPS: dict[str, tuple[Callable[..., Any], ...]] = {
    "Of every record": rules.RULES,
    "Of a published site, with --release": rules.RELEASE_RULES,
    "Should be so, with --warnings": rules.WARNING_RULES,
    "Never rewritten, with --since": rules.PERMANENCE_RULES,
}
"""The rules by when they are asked."""
_TESTS = PACKAGE.parent.parent / "tests"
"""The tests of a checkout, which break each rule by an example; elsewhere there are none."""


class UnknownRuleError(ValueError):
    """No rule has this name; the message is a sentence that names the nearest."""


def list_rules() -> Iterator[str]:
    """A line for each rule, below a line for when it is asked."""
    for group, members in GROUPS.items():
        yield f"{group}:"
        yield from (f"  {rule.__name__}" for rule in members)


def explain_rule(name: str) -> Iterator[str]:
    """What a rule asks for, when, and where the checkout has an example that breaks it, its files
    and what the check says of them. Its name may be written with blanks or hyphens.

    Raises UnknownRuleError.
    """
    wanted = "_".join(name.replace("-", " ").replace("_", " ").split())
    for group, members in GROUPS.items():
        for rule in members:
            if rule.__name__ == wanted:
                return _explanation(rule, group)
    names = [rule.__name__ for members in GROUPS.values() for rule in members]
    message = f"{quoted(name)} is no rule{suggest(wanted, names)}; --explain alone lists each"
    raise UnknownRuleError(message)


def _explanation(rule: Callable[..., Any], group: str) -> Iterator[str]:
    yield f"{rule.__name__} ({group[0].lower()}{group[1:]})"
    yield from ("", *(getdoc(rule) or "").splitlines())
    for folder, said in (("bad", "problems.txt"), ("warned", "warnings.txt")):
        example = _TESTS / folder / rule.__name__
        if not (example / said).is_file():
            continue
        files = (path for path in sorted(example.rglob("*.yaml")) if path.is_file())
        yield from ("", "An example that breaks it:")
        yield from (f"  {path.relative_to(_TESTS.parent).as_posix()}" for path in files)
        yield from ("", "What the check says of it:")
        yield from (f"  {line}" for line in (example / said).read_text("utf-8").splitlines())
