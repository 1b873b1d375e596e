"""What became of a body, in words: the names that it bore."""

from tracker.schema.records import Body, EarlierName
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


def _with_short(name: EarlierName) -> str:
    return f"{name.name} ({name.short})" if name.short else name.name
