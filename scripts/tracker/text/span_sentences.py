"""What changed after a day, in words: the heading, the sentence that sums up, the sections, and the
months in which changes are counted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.derive.change_groups import ChangeGroup
from tracker.derive.change_sections import ROWS, MonthColumn, Row, Section, may_be_older, row_of
from tracker.derive.facts import Facts
from tracker.derive.quarters import is_slip_change
from tracker.derive.voices import one_voice
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.schema.records import Measure
from tracker.text.claim_sentences import voice_owner
from tracker.text.phrases import (
    count_times,
    format_date,
    join_words,
    lower_first,
    pluralise,
    upper_first,
)
from tracker.text.timing_sentences import MAY_HAVE_STARTED

SECTION_LABELS: Mapping[Section, str] = {
    "law": "Law",
    "states": "States",
    "promises": "Promises and dates",
    "guidance": "Guidance and answers",
    "other": "Our own words",
}
"""What readers call each section."""

SECTION_NOTES: Mapping[Section, str] = {
    "other": "What this site had said and put right, or wrote anew. It is no progress.",
}
"""What stands below the name of a section."""

ROW_LABELS: Mapping[Row, str] = {
    "made": "Law passed",
    "started": "Law started",
    "ended": "Law ended",
    "law": "Law, other steps",
    "states": SECTION_LABELS["states"],
    "promises": SECTION_LABELS["promises"],
    "guidance": SECTION_LABELS["guidance"],
    "other": SECTION_LABELS["other"],
}
"""What the table by month calls each of its rows."""

COME_TEXTS: Mapping[Section, tuple[str, str, str]] = {
    "law": (
        "may-have-started",
        f"{MAY_HAVE_STARTED}: *. Check",
        "Announced or reported for a day that has come. We did not see it.",
    ),
    "promises": ("dates-come", "Dates that came, not seen to be kept: *", ""),
}
"""What stands in a section above dates that have come: its id, its heading with * for how many, and
what stands below that.
"""


def come_heading(section: Section) -> str:
    """The heading of dates of a section that have come, without how many they are."""
    return COME_TEXTS[section][1].partition(":")[0]


NO_CHANGE = "No change was seen."
FIRST_LOOKS_NOTE = "counted apart: what we saw when we first looked is no change"
"""What counts say of first looks."""

MOST_AUDIENCES = 3
"""How many audiences a change names; of more it says how many there are."""


def span_heading(since: date) -> str:
    """The heading of what changed after a day."""
    return f"What changed since {format_date(since)}"


def span_summary(
    facts: Facts, groups: Sequence[ChangeGroup], since: date, may_have_started: int
) -> str:
    """What some groups of changes after a day come to: `4 laws were passed. 5 laws, or parts of
    laws, started. 3 of 38 recommendations moved, all to Passed. No promise was seen to be kept.`
    Those that may be older are counted apart, as are the laws that may have started.
    """
    after = [group for group in groups if group.happened]
    happened = [group for group in after if not may_be_older(group, since)]
    check = COME_TEXTS["law"][1].replace("*", str(may_have_started)) if may_have_started else ""
    starts, older = f"{check}." if check else "", older_text(len(after) - len(happened))
    if not happened:
        return " ".join(filter(None, (NO_CHANGE, starts, older)))
    texts = (
        law_text(facts.dataset, happened),
        starts,
        moved_text(facts, happened),
        _promises_text(happened),
        _claims_text(facts.dataset, happened),
        older,
    )
    return " ".join(filter(None, texts))


def older_text(count: int) -> str:
    """That some changes may have come about before the days that are told. Empty where none may."""
    more = "1 more change" if count == 1 else f"{count} more changes"
    return f"{more} may be older: only a span of days is known." if count else ""


def count_rows(dataset: Dataset, groups: Sequence[ChangeGroup]) -> str:
    """How many groups each row of the table by month has, and how many first looks there are, which
    are none: `Law passed: 4. States: 3. 2 first looks are counted apart: …`
    """
    first = sum(group.kind == "first-findings" for group in groups)
    counts = Counter(row_of(dataset, g) for g in groups if g.kind != "first-findings")
    texts = [f"{ROW_LABELS[row]}: {counts[row]}" for row in ROWS if counts[row]]
    if first:
        looks = "1 first look is" if first == 1 else f"{first} first looks are"
        texts.append(f"{looks} {FIRST_LOOKS_NOTE}")
    return ". ".join(texts)


def law_text(dataset: Dataset, groups: Iterable[ChangeGroup]) -> str:
    """How much of the law was made, started and ended: `4 laws were passed. 1 law, or part of one,
    started.` Empty where none was.
    """
    by_row: dict[Row, list[ChangeGroup]] = {"made": [], "started": [], "ended": []}
    for group in groups:
        by_row.get(row_of(dataset, group), []).append(group)
    made = by_row["made"]
    kinds = {group.record.kind for group in made if isinstance(group.record, Measure)}
    are_statutes = kinds <= set(dataset.vocabulary.statutes)
    name = dataset.vocabulary.kind_names(sorted(kinds)) if are_statutes else "law"
    parts = ("law, or part of one,", "laws, or parts of laws,")
    texts = (
        f"{pluralise(len(made), name)} {_were(len(made))} passed." if made else "",
        f"{pluralise(len(by_row['started']), *parts)} started." if by_row["started"] else "",
        f"{pluralise(len(by_row['ended']), *parts)} ended." if by_row["ended"] else "",
    )
    return " ".join(filter(None, texts))


def moved_text(facts: Facts, groups: Sequence[ChangeGroup]) -> str:
    """How many recommendations have another status: `3 of 38 recommendations moved, all to Passed.`
    The state to which they have all moved is named. `groups` come newest first.
    """
    moved = {g.record.id: g.lead.after for g in reversed(groups) if g.lead.kind == "status"}
    of = len(facts.assessments)
    if not moved:
        return "No recommendation was seen to move." if of else ""
    states = {facts.dataset.vocabulary.statuses[str(after)].label for after in moved.values()}
    both = {1: "", 2: "both "}.get(len(moved), "all ")
    to = f", {both}to {states.pop()}" if len(states) == 1 else ""
    return f"{len(moved)} of {pluralise(of, 'recommendation')} moved{to}."


def _promises_text(groups: Iterable[ChangeGroup]) -> str:
    """What became of promises: `2 promises were kept and 1 promise was put off.`"""
    counts = Counter(
        "slip" if is_slip_change(group.lead) else group.lead.kind
        for group in groups
        if group.lead.kind in ("met", "undone", "due-date")
    )
    if not counts["met"] and not counts["slip"] and not counts["undone"]:
        return "No promise was seen to be kept or put off."
    texts = (
        f"{pluralise(counts['met'], 'promise')} {_were(counts['met'])} kept"
        if counts["met"]
        else "",
        f"{pluralise(counts['slip'], 'promise')} {_were(counts['slip'])} put off"
        if counts["slip"]
        else "",
        f"{pluralise(counts['undone'], 'kept promise')} {_were(counts['undone'])} undone"
        if counts["undone"]
        else "",
    )
    return f"{join_words([text for text in texts if text])}."


def _claims_text(dataset: Dataset, groups: Iterable[ChangeGroup]) -> str:
    """How often a claim changed: `The government's own word changed once.` Empty where none did."""
    claimants = [g.lead.claimant for g in groups if g.lead.kind == "claim" and g.lead.claimant]
    if not claimants:
        return ""
    owner = voice_owner(dataset, one_voice(dataset, claimants))
    return f"{upper_first(owner)} own word changed {count_times(len(claimants))}."


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def month_label(column: MonthColumn) -> str:
    """The head of a month in the table, `Apr`, short enough for the narrowest screen; of one that
    was looked into only in part, `1 to 12 Jun`; of several into which nobody looked, `Jul to Nov`.
    """
    if column.looked_to and column.looked_to < _last_of_month(column.first):
        return f"1 to {column.looked_to.day} {column.first:%b}"
    names = dict.fromkeys((f"{column.first:%b}", f"{column.last:%b}"))
    return " to ".join(names)


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def for_whom(dataset: Dataset, audiences: Sequence[str]) -> str:
    """Whom a change concerns, `Schools; Police; Health services; 4 more`; empty where the record
    says of nobody.
    """
    names = [dataset.vocabulary.audiences[id].label for id in audiences]
    more = len(names) - MOST_AUDIENCES
    return "; ".join(names if more <= 0 else [*names[:MOST_AUDIENCES], f"{more} more"])


@dataclass(frozen=True)
class Stretch:
    """Days to which a page leads: what they are called, the day after which they begin, the last of
    them, and whether what was written in them is meant, not what happened.
    """

    label: str
    since: date
    to: date
    wrote: bool = False


def stretches(evidence_to: PartialDate | None, today: date) -> list[Stretch]:
    """The days that are asked for most, counted back from the day up to which we looked: its month,
    the quarter before its own, and its year; and the last month of what we wrote.
    """
    last = min(evidence_to.latest, today) if evidence_to else today
    month = last.replace(day=1) - timedelta(days=1)
    quarter = date(last.year, (last.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    before = (quarter.replace(day=1) - timedelta(days=45)).replace(day=1) - timedelta(days=1)
    first = before + timedelta(days=1)
    return [
        Stretch(f"{last:%B %Y}", month, last),
        Stretch(f"{first:%B} to {quarter:%B %Y}", before, quarter),
        Stretch(f"{last:%Y}", date(last.year - 1, 12, 31), last),
        Stretch("Written in the last 30 days", today - timedelta(days=30), today, wrote=True),
    ]


def first_findings_text(dataset: Dataset, groups: Iterable[ChangeGroup]) -> str:
    """What was seen when we first looked, by label: `20 None found, 2 Under way`."""
    labels = dataset.vocabulary.statuses
    counts = Counter(str(change.after) for group in groups for change in group.changes)
    return ", ".join(f"{counts[id]} {lower_first(labels[id].label)}" for id in labels if counts[id])
