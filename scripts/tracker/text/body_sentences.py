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


def end_of_body(end: BodyEnd) -> Sentence:
    """When and how a body ended, up to the names of its successors: `Ended 30 June 2025: it became
    part of `; `Ended 2025: it was abolished` where it has none.
    """
    how = f"{_END_WORDS[end.how]} " if end.successors else "it was abolished"
    return ("Ended ", *date_pieces(end.date), f": {how}")


def _with_short(name: EarlierName) -> str:
    return f"{name.name} ({name.short})" if name.short else name.name
