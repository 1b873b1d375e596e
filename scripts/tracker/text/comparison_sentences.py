"""What differs between two datasets, and what changed between two days, as a document of lines that
is shown as text, as Markdown and as HTML.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.derive.change_groups import ChangeGroup
from tracker.derive.change_sections import SECTIONS, DatesCome, Section, sections_of
from tracker.derive.commencement import AppliedImplication
from tracker.derive.comparison import (
    Comparison,
    RecordDifference,
    StageDifference,
    StatusDifference,
)
from tracker.derive.facts import Facts
from tracker.derive.status import ElementAssessment
from tracker.load.dataset import Dataset
from tracker.rules.due_looks import DueLook, looks_by_record
from tracker.schema.fields import Model, Record, Search, name_in_sentence
from tracker.schema.records import Commitment, Element, Implication, Measure, Recommendation, Stage
from tracker.text.commitment_sentences import DUE_STATE_LABELS
from tracker.text.group_sentences import describe_group
from tracker.text.look_sentences import LOOK_LABELS, look_places
from tracker.text.names import recommendation_label, record_path, title_and_path
from tracker.text.phrases import (
    format_date,
    join_words,
    lower_first,
    plain_text,
    pluralise,
    upper_first,
)
from tracker.text.point_sentences import PHASE_LABELS, point_action
from tracker.text.report_sentences import ReportLine, come_lines, step_line
from tracker.text.source_sentences import publisher_name
from tracker.text.span_sentences import ROW_LABELS, come_heading, first_findings_text, span_summary
from tracker.text.stage_sentences import stage_label, stage_place_text, stage_state
from tracker.text.status_sentences import label_text

NEW = "New"
NO_DIFFERENCE = "Nothing differs."
"""What is said where two datasets say the same."""


@dataclass(frozen=True)
class ToldLine:
    """One change: of what, with the path of its page (empty where it has none now), what it was and
    became, and why; `notes` stand below it. `links` are what shows it: the title of each, and its
    path or address.
    """

    name: str
    path: str
    text: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    when: str = ""


@dataclass(frozen=True)
class ToldSection:
    """Lines below a heading."""

    heading: str
    lines: tuple[ToldLine, ...]


@dataclass(frozen=True)
class ToldComparison:
    """A whole document: its title, a sentence that sums it up, and its sections."""

    title: str
    summary: str
    sections: tuple[ToldSection, ...]


def tell_comparison(
    earlier: Facts, later: Facts, compared: Comparison, looks: Sequence[DueLook], title: str
) -> ToldComparison:
    """What differs between two datasets, in words; `looks` wait only in the later."""
    was, now = earlier.dataset, later.dataset
    sections = (
        ToldSection("States", tuple(_status_lines(was, now, compared.statuses))),
        ToldSection(
            "Points",
            tuple(
                _line(
                    now, new.implication, _became(PHASE_LABELS[old.phase], PHASE_LABELS[new.phase])
                )
                for old, new in compared.phases
            ),
        ),
        ToldSection("Promises", tuple(_promise_lines(now, compared))),
        ToldSection("Steps", tuple(_stage_line(was, now, later.today, e) for e in compared.stages)),
        *_record_sections(was, now, compared),
        ToldSection("Look also at", tuple(_look_lines(now, looks))),
        ToldSection("Edited", tuple(_edited_lines(now, compared.edited, compared.vocabularies))),
    )
    having = tuple(section for section in sections if section.lines)
    return ToldComparison(title, _summary(having, compared), having)


def _summary(sections: Sequence[ToldSection], compared: Comparison) -> str:
    """How many lines each section has, and of new records the kinds: `States: 1; new: 2
    developments; look also at: 3.`
    """
    kinds = {type(record): record for record in compared.added}
    counts_of = Counter(map(type, compared.added))
    new = join_words([count_of_kind(counts_of[kind], one) for kind, one in kinds.items()])
    counts = [f"{each.heading}: {len(each.lines)}" for each in sections if each.heading != NEW]
    if new:
        counts.append(f"{NEW}: {new}")
    text = "; ".join(lower_first(count) for count in counts)
    return f"{upper_first(text)}." if text else NO_DIFFERENCE


def _phases(old: AppliedImplication, new: AppliedImplication) -> str:
    return _became(PHASE_LABELS[old.phase], PHASE_LABELS[new.phase])


def _became(before: str, after: str) -> str:
    return f"{before} → {after}"


def _name(dataset: Dataset, record: Record) -> str:
    """A record as a line begins: a recommendation also by its number, a point by its first
    sentence.
    """
    title = title_and_path(dataset, record)[0]
    match record:
        case Recommendation():
            return f"{recommendation_label(dataset, record)}: {title}"
        case Implication():
            audience = dataset.vocabulary.audiences[record.audience].label
            return f"{audience}: {point_action(record).rstrip('.')}"
    return title


def _line(
    dataset: Dataset, record: Record, text: str = "", reason: str = "", is_there: bool = True
) -> ToldLine:
    path = title_and_path(dataset, record)[1] if is_there else ""
    return ToldLine(_name(dataset, record), path, text, reason)


def _status_lines(
    was: Dataset, now: Dataset, differences: Iterable[StatusDifference]
) -> Iterator[ToldLine]:
    """A line for each recommendation: its label, why, and its parts below it."""
    for difference in differences:
        deciding = [each.deciding for _, each in difference.parts if each.deciding]
        reasons = dict.fromkeys(held.finding.reason for held in deciding)
        evidence = {d.id: d for held in deciding for d in held.evidence}
        before, after = (
            label_text(dataset, assessment.by_nation)
            for dataset, assessment in ((was, difference.before), (now, difference.after))
        )
        record, why = difference.after.recommendation, " ".join(reasons)
        parts = tuple(_part_text(was, now, old, new) for old, new in difference.parts)
        yield ToldLine(
            name=_name(now, record),
            path=record_path(record),
            text=_became(before, after) if difference.is_of_whole else f"{after}, as before",
            reason=why if difference.is_of_whole else "",
            notes=parts if difference.is_of_whole or not why else (*parts, why),
            links=tuple((event.title, record_path(event)) for event in evidence.values()),
        )


def _part_text(
    was: Dataset, now: Dataset, old: ElementAssessment | None, new: ElementAssessment
) -> str:
    before, after = label_text(was, old.by_nation) if old else "new", label_text(now, new.by_nation)
    return f"Part {new.number}, {new.element.text.rstrip('.')}: {_became(before, after)}"


def _promise_lines(dataset: Dataset, compared: Comparison) -> Iterator[ToldLine]:
    for old, new in compared.promises:
        changes = []
        if old.state != new.state:
            changes.append(_became(DUE_STATE_LABELS[old.state], DUE_STATE_LABELS[new.state]))
        if old.due != new.due:
            days = (format_date(due) if due else "no date" for due in (old.due, new.due))
            changes.append(f"due {_became(*days)}")
        reason = (new.due_dates[-1].reason if new.due_dates else None) or ""
        line = _line(dataset, new.recommendation, "; ".join(changes), reason * (old.due != new.due))
        yield ToldLine(line.name, line.path, line.text, line.reason, (new.commitment.what,))


def _stage_line(was: Dataset, now: Dataset, today: date, found: StageDifference) -> ToldLine:
    before = _stage_text(was, found.earlier_measure, found.before, today)
    after = _stage_text(now, found.later_measure, found.after, today)
    dataset, measure, stage = now, found.later_measure, found.after
    if stage is None:  # of a word that may be in the earlier vocabulary alone
        dataset, measure, stage = was, found.earlier_measure, found.before
    assert stage
    name = f"{stage_label(dataset, stage)}{stage_place_text(dataset, measure, stage)}"
    return _line(now, found.later_measure, f"{name}: {_became(before, after)}")


def _stage_text(dataset: Dataset, measure: Measure, stage: Stage | None, today: date) -> str:
    if stage is None:
        return "not recorded"
    text = plain_text(stage_state(dataset, measure, stage, today))
    return text or stage.words or "no date"


def _record_sections(was: Dataset, now: Dataset, compared: Comparison) -> Iterator[ToldSection]:
    """Which records are new, gone and elsewhere."""
    yield ToldSection(NEW, tuple(_line(now, each, kind_name(each)) for each in compared.added))
    gone = [_line(was, each, kind_name(each), is_there=False) for each in compared.removed]
    yield ToldSection("Removed", tuple(gone))
    lines = [ToldLine(address, f"{address}/") for address in compared.withdrawn]
    if count := compared.withdrawn_unnamed:
        lines.append(ToldLine(f"{pluralise(count, 'record')} with {_its(count)} address", ""))
    yield ToldSection("Withdrawn", tuple(lines))
    yield ToldSection("Moved", tuple(ToldLine(each, f"{each}/") for each in compared.moved))


MAX_EDITED = 10
"""How many edited records of a kind have a line of their own; the others are counted."""


def _edited_lines(
    dataset: Dataset, differences: Iterable[RecordDifference], words: Mapping[str, int]
) -> Iterator[ToldLine]:
    """Which records were edited, and how much of each, kind by kind; and of which vocabularies how
    many words.
    """
    of_kind: dict[type[Record], list[RecordDifference]] = {}
    for each in differences:
        of_kind.setdefault(type(each.record), []).append(each)
    for of_one in of_kind.values():
        for each in of_one[:MAX_EDITED]:
            yield _line(dataset, each.record, _difference_text(each))
        if more := of_one[MAX_EDITED:]:
            name = f"{count_of_kind(len(more), more[0].record)} more"
            yield ToldLine(name, "", _difference_text(_sum_of(more)))
    for name, count in words.items():
        yield ToldLine(f"Vocabulary {name}", "", pluralise(count, "word"))


def _sum_of(differences: Sequence[RecordDifference]) -> RecordDifference:
    """How much of several records differs, as though they were one."""
    added: Counter[type[Model]] = Counter()
    removed: Counter[type[Model]] = Counter()
    for each in differences:
        added.update(each.added)
        removed.update(each.removed)
    texts = sum(each.texts for each in differences)
    values = sum(each.values for each in differences)
    return RecordDifference(differences[0].record, texts, values, added, removed)


def kind_name(record: Record) -> str:
    """What readers call the kind of a record, in a sentence."""
    return "point" if isinstance(record, Implication) else record.one


def count_of_kind(count: int, record: Record) -> str:
    """A count of records of the kind of one: `2 bodies`, `1 point`."""
    many = "points" if isinstance(record, Implication) else record.folder
    return pluralise(count, kind_name(record), many)


def _its(count: int) -> str:
    return "its" if count == 1 else "their"


def _difference_text(difference: RecordDifference) -> str:
    """How much of a record differs: `2 texts and 1 other value changed; 1 finding new`."""
    changed = [
        pluralise(difference.texts, "text") if difference.texts else "",
        pluralise(difference.values, "other value") if difference.values else "",
    ]
    both = join_words([text for text in changed if text])
    texts = (
        f"{both} changed" if both else "",
        f"{_counted(difference.added)} new" if difference.added else "",
        f"{_counted(difference.removed)} gone" if difference.removed else "",
    )
    return "; ".join(filter(None, texts))


_PART_NAMES: Mapping[type[Model], tuple[str, str]] = {
    Element: ("part", "parts"),
    Commitment: ("promise", "promises"),
    Search: ("search", "searches"),
    Stage: ("step", "steps"),
}
"""What readers call kinds of part, where that is not the name of the model with an s."""


def _counted(kinds: Mapping[type[Model], int]) -> str:
    names = {kind: _PART_NAMES.get(kind, (name_in_sentence(kind), None)) for kind in kinds}
    return join_words([pluralise(count, *names[kind]) for kind, count in kinds.items()])


def _look_lines(dataset: Dataset, looks: Sequence[DueLook]) -> Iterator[ToldLine]:
    """What waits for a look, a line for each kind at one record, with its places in the files."""
    order = list(LOOK_LABELS)
    for group in sorted(looks_by_record(looks), key=lambda group: order.index(group[0].kind)):
        first = group[0]
        files = [f"{look.problem.file}:{look.problem.line}" for look in group]
        line = _line(dataset, first.record, lower_first(LOOK_LABELS[first.kind]))
        places = look_places(dataset, group)
        notes = tuple(filter(None, (places, ", ".join(dict.fromkeys(files)))))
        yield ToldLine(line.name, line.path, line.text, "", notes)


def tell_span(
    facts: Facts, groups: Sequence[ChangeGroup], come: DatesCome, since: date, to: date
) -> ToldComparison:
    """What changed after one day and by another, in the words of the page of changes; `come` are
    the dates that came in these days and were not seen.
    """
    dataset = facts.dataset
    parts = {section.id: section.parts for section in sections_of(dataset, groups)}
    come_below: Mapping[Section, Sequence[ReportLine]] = {
        "law": [step_line(dataset, each) for each in come.starts],
        "promises": come_lines(dataset, come),
    }
    sections: list[ToldSection] = []
    for id in SECTIONS:
        for part in parts.get(id, ()):
            groups_of_part = [group for day in part.days for group in day.groups]
            lines = (_group_line(dataset, group) for group in groups_of_part)
            sections.append(ToldSection(ROW_LABELS[part.row], tuple(lines)))
        if below := come_below.get(id):
            sections.append(ToldSection(come_heading(id), tuple(map(_report_line, below))))
    first = [group for group in groups if group.kind == "first-findings"]
    seen = f" First looks, which are no change: {first_findings_text(dataset, first)}."
    return ToldComparison(
        title=f"What changed after {format_date(since)}, up to {format_date(to)}",
        summary=span_summary(facts, groups, since, len(come.starts)) + seen * bool(first),
        sections=tuple(sections),
    )


def _report_line(line: ReportLine) -> ToldLine:
    return ToldLine(line.name, line.path, line.text, when=format_date(line.date))


def _group_line(dataset: Dataset, group: ChangeGroup) -> ToldLine:
    """A group of changes as the page of changes tells it in full."""
    said = describe_group(dataset, group)
    text, change = said.whole, group.lead
    is_named = change.kind in ("law", "guidance", "measure", "status", "element-status")
    states = text.states if is_named else ": ".join(filter(None, (text.kind, text.states)))
    title = f": {text.record_title}" if text.record_title else ""
    brought = [
        one.record_name + (f": {one.what.rstrip('.')}" if one.what else "") for one in said.brings
    ]
    links = [(event.title, record_path(event)) for event in change.evidence]
    if source := change.source:
        links.append((f"{source.title}, {publisher_name(source)}", source.url))
    notes = (
        text.subject,
        text.reason,
        f"{said.heading}: {'; '.join(brought)}." if brought else "",
        plain_text(text.recorded_note),
    )
    return ToldLine(
        name=f"{text.record_name}{title}",
        path=text.path,
        text=states,
        notes=tuple(filter(None, notes)),
        links=tuple(links),
        when=format_date(group.date),
    )
