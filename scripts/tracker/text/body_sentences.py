"""A body in words: what was asked of it and promised by it, the names that it bore, and its end."""

from collections import Counter
from collections.abc import Collection, Mapping

from tracker.derive.commitments import CommitmentProgress, DueState
from tracker.schema.records import Body, BodyEnd, EarlierName
from tracker.text.phrases import Sentence, date_pieces, pluralise
from tracker.text.status_sentences import Statuses, status_counts_text

_PROMISE_WORDS: Mapping[DueState, str] = {
    "overdue": "overdue",
    "unchecked": "with a date that has passed, not checked",
    "due": "due",
    "undone": "kept, then undone",
    "undated": "open without a date",
    "met": "kept",
    "unknown": "kept, then not known",
}
"""The states of promises after how many there are, in the order in which they are counted."""


def body_answer(
    statuses: Statuses,
    status_counts: Mapping[str, int],
    commitments: Collection[CommitmentProgress],
) -> str:
    """What was asked of a body and promised by it, by state: `21 recommendations ask it to act: 11
    under way; 3 planned. It made 14 promises: 1 overdue; 13 open without a date.`
    """
    asked = sum(status_counts.values())
    asks = "asks" if asked == 1 else "ask"
    first = (
        f"{pluralise(asked, 'recommendation')} {asks} it to act: "
        f"{status_counts_text(statuses, status_counts)}."
        if asked
        else "No recommendation recorded here asks it directly."
    )
    if not commitments:
        return first
    made = pluralise(len(commitments), "promise")
    return f"{first} It made {made}: {promise_counts_text(commitments)}."


def promise_counts_text(commitments: Collection[CommitmentProgress]) -> str:
    """How many promises are in each state: `1 overdue; 13 open without a date`."""
    count = Counter(progress.state for progress in commitments)
    return "; ".join(
        f"{count[state]} {words}" for state, words in _PROMISE_WORDS.items() if count[state]
    )


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
