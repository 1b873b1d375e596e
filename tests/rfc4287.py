"""A checker of Atom feeds by RFC 4287, as far as one feed alone shows."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

ATOM = "{http://www.w3.org/2005/Atom}"
ONCE = {"id", "title", "updated"}
AT_MOST_ONCE = {
    "feed": {"generator", "icon", "logo", "rights", "subtitle"},
    "entry": {"content", "published", "rights", "source", "summary"},
    "author": {"uri", "email"},
}
OFTEN = {"feed": {"author", "category", "contributor", "link", "entry"}}
OFTEN["entry"] = OFTEN["feed"] - {"entry"}
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def rfc4287_faults(text: str) -> list[str]:
    """Each breach of RFC 4287, with its section."""
    root = fromstring(text.encode())
    problems = [] if root.tag == f"{ATOM}feed" else ["2: the root is no feed"]
    problems += _child_count_faults(root, "feed")
    entries = root.findall(f"{ATOM}entry")
    authors = root.findall(f"{ATOM}author")
    if not authors and not all(e.findall(f"{ATOM}author") for e in entries):
        problems.append("4.1.1: nobody is the author")
    if len(root.findall(f"{ATOM}link[@rel='self']")) != 1:
        problems.append("4.1.1: one link to itself")
    ids = [e.findtext(f"{ATOM}id") for e in entries]
    if len(set(ids)) != len(ids):
        problems.append("4.1.1: two entries with one id")
    for entry in entries:
        problems += _child_count_faults(entry, "entry")
        if entry.findtext(f"{ATOM}published", "") > entry.findtext(f"{ATOM}updated", ""):
            problems.append("4.2.15: updated before it was published")
    for person in authors:
        problems += _child_count_faults(person, "author", required={"name"})
    for element in root.iter():
        problems += _value_faults(element)
    return problems


def _child_count_faults(element: Element, kind: str, required: set[str] = ONCE) -> Iterator[str]:
    """4.1 and 3.2: how often each child may stand; and one alternate of a kind."""
    count = Counter(child.tag.removeprefix(ATOM) for child in element)
    yield from (f"4.1: {kind} has {count[n]} {n}" for n in sorted(required) if count[n] != 1)
    allowed = required | AT_MOST_ONCE[kind] | OFTEN.get(kind, set())
    yield from (f"4.1: {kind} has {name}" for name in sorted(count.keys() - allowed))
    repeated = {name for name in AT_MOST_ONCE[kind] if count[name] > 1}
    yield from (f"4.1: {kind} has two {name}" for name in sorted(repeated))
    alternates = [link.get("type") for link in element.findall(f"{ATOM}link[@rel='alternate']")]
    if len(set(alternates)) != len(alternates) or (kind == "entry" and not alternates):
        yield f"4.1: the alternates of {kind} are {alternates}"


def _value_faults(element: Element) -> Iterator[str]:
    """3.1, 3.3 and 4.2: what each kind of element may hold."""
    name, text = element.tag.removeprefix(ATOM), element.text or ""
    if name in ("id", "uri", "icon", "logo") and not IRI.fullmatch(text):
        yield f"{name} is no IRI: {text}"
    if name in ("updated", "published") and not MOMENT.fullmatch(text):
        yield f"3.3: {name} is no date: {text}"
    if name == "link" and not IRI.fullmatch(element.get("href", "")):
        yield f"4.2.7: a link to {element.get('href')}"
    if name == "category" and not element.get("term"):
        yield "4.2.2: a category without a term"
    if name in ("title", "name", "generator", "rights", "subtitle") and not text.strip():
        yield f"{name} is empty"
    if name == "content" and (element.get("type") != "html" or not text or len(element)):
        yield "4.1.3: content that is not HTML as text"
