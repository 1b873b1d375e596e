"""What became of a body, in words: the names that it bore, and its end."""

from collections.abc import Mapping

from tracker.schema.records import Body, BodyEnd, EarlierName
from tracker.text.phrases import Sentence, date_pieces


def earlier_name_texts(body: Body) -> tuple[tuple[EarlierName, Sentence], ...]:
    """The earlier names of a body, oldest first, each with the sentence that says when it bore it:
    `Until 1 July 2025 it was called Ministry of Bridges (MoB).`
    """
    names = body.earlier_names
    since = [None, *(name.until for name in names)]
    return tuple(
        (
            name,
            (
                *(("From ", *date_pieces(start), " until ") if start else ("Until ",)),
                *date_pieces(name.until),
                f" it was called {_with_short(name)}.",
            ),
        )
        for start, name in zip(since, names, strict=False)
    )


_END_WORDS: Mapping[str, str] = {
    "merged": "it became part of",
    "split": "its work was divided between",
    "replaced": "its place was taken by",
    "abolished": "it was abolished, and its work passed to",
}
"""How a body ended, before the names of its successors."""


_UNNAMED_SUCCESSORS: Mapping[str, str] = {"split": "several bodies"}
"""What took over from a body, where none of its successors can be named: else another body."""


def end_of_body(end: BodyEnd) -> Sentence:
    """When and how a body ended, up to the names of its successors: `Ended 30 June 2025: it became
    part of `; `Ended 2025: it was abolished` where it has none. Where those were withdrawn that can
    be named nowhere: `… it became part of another body`.
    """
    if end.successors:
        how = f"{_END_WORDS[end.how]} "
    elif end.how == "abolished" and not end.withdrawn_from("successors"):
        how = "it was abolished"
    else:
        how = f"{_END_WORDS[end.how]} {_UNNAMED_SUCCESSORS.get(end.how, 'another body')}"
    return "Ended ", end.date, f": {how}"


def unnamed_successor(end: BodyEnd) -> str:
    """What stands after the names of the successors of a body, where others were withdrawn."""
    return "another body" if end.successors and end.withdrawn_from("successors") else ""


def _with_short(name: EarlierName) -> str:
    return f"{name.name} ({name.short})" if name.short else name.name
