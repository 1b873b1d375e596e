"""Groups of changes in words: the text of one change for each, and what it brings with it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.derive.change_groups import ChangeGroup
from tracker.load.dataset import Dataset
from tracker.schema.records import Element, Implication
from tracker.text.change_sentences import ChangeText, describe_change, recorded_note
from tracker.text.names import path_of
from tracker.text.phrases import format_date, pluralise


@dataclass(frozen=True)
class GroupText:
    """A group in words: the text of the whole, as that of a change, and the texts of the changes
    that it lists, `brings`, under `heading`.
    """

    whole: ChangeText
    heading: str = ""
    brings: tuple[ChangeText, ...] = ()


def describe_group(dataset: Dataset, group: ChangeGroup) -> GroupText:
    """The texts of a group."""
    texts = [describe_change(dataset, change) for change in group.changes]
    match group.kind:
        case "first-findings":
            return GroupText(_first_findings(group, texts))
        case "points":
            return _new_points(dataset, group, texts)
        case "step":
            return GroupText(texts[0], "With it", tuple(texts[1:]))
    return GroupText(texts[0])


def headline(dataset: Dataset, group: ChangeGroup) -> str:
    """A group in one line: `1 May 2026, Bridges Code: In force`."""
    text = describe_group(dataset, group).whole
    return f"{format_date(group.lead.date)}, {text.record_name}: {text.states}"


def describe_groups(
    dataset: Dataset, groups: Iterable[ChangeGroup]
) -> list[tuple[ChangeGroup, GroupText]]:
    """Groups, each with its texts."""
    return [(group, describe_group(dataset, group)) for group in groups]


def gather_alike(
    groups: Iterable[tuple[ChangeGroup, GroupText]],
) -> list[list[tuple[ChangeGroup, GroupText]]]:
    """Groups with their texts, those together of which one line tells: records that came on one
    date from the same state to the same. Each stands where the first of them does.
    """
    rows: dict[object, list[tuple[ChangeGroup, GroupText]]] = {}
    for group, said in groups:
        text = said.whole
        key = (group.date.text, text.kind, text.before, text.after, text.subject)
        rows.setdefault(key, []).append((group, said))
    return list(rows.values())


def _first_findings(group: ChangeGroup, texts: Sequence[ChangeText]) -> ChangeText:
    """What was seen at first: `Under way as a whole; 3 parts: 2 planned, 1 not judged yet`."""
    both = list(zip(group.changes, texts, strict=True))
    whole = [text.after for change, text in both if change.kind == "status"]
    parts = {(c.about.id, text.after) for c, text in both if isinstance(c.about, Element)}
    labels = Counter(label for _, label in sorted(parts))
    said = [", ".join(whole) + (" as a whole" if parts else "")] if whole else []
    if parts:
        one, *more = labels
        each = ", ".join(f"{count} {label}" for label, count in labels.items()) if more else one
        said.append(f"{pluralise(len({id for id, _ in parts}), 'part')}: {each}")
    return replace(
        texts[0],
        kind="First assessed",
        what=texts[0].what if len(texts) == 1 else "",
        before="",
        after="; ".join(said) if len(texts) > 1 else texts[0].after,
        reason=texts[0].reason if len(texts) == 1 else "",
        recorded_note=recorded_note(group.date, group.recorded),
        whole_before="",
        whole_after="",
    )


def _new_points(dataset: Dataset, group: ChangeGroup, texts: Sequence[ChangeText]) -> GroupText:
    """What is new for an audience: `Schools: 3 points`."""
    if len(texts) == 1:
        return GroupText(texts[0])
    record = group.record
    assert isinstance(record, Implication)
    whole = replace(
        texts[0],
        kind="New points",
        path=path_of("for", record.audience),
        what="",
        after=pluralise(len(texts), "point"),
    )
    return GroupText(whole, "New", tuple(texts))
