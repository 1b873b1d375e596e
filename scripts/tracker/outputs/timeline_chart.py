"""The timeline of a recommendation as coordinates, in two drawings: one for a phone, with the name
of a lane above it, and one for wider columns, with the names on the left. Text is 12 units high in
both; each is shown at about its own size, so that text is between 10.5 and 13 px.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, NamedTuple

from tracker.derive.timeline import EVENT_KINDS, LaneName, Timeline, TimelineEvent
from tracker.load.dataset import Dataset
from tracker.text.phrases import format_date, short_date
from tracker.text.timeline_sentences import (
    LOOKED_TO,
    TIME_NOT_LOOKED_AT,
    empty_lane_text,
    lane_name,
    mark_texts,
    shown_lanes,
)

LETTER_WIDTH = 6.0
"""What a letter of 12 units takes at the most on average, in any typeface that may be shown."""
MARK_RADIUS = 7
"""Half the width of a mark, with some space beside it."""
HEADER = 36
"""The height of the two lines of dates above the lanes."""
TODAY = "today"
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000)
"""How many months may lie between two lines of the axis."""


class Form(NamedTuple):
    """The measures of one drawing: its width, where time begins and ends in it, the height of a
    lane, and of the name and the marks in it.
    """

    name: Literal["narrow", "wide"]
    width: int
    start: int
    end: int
    lane_height: int
    name_y: int
    mark_y: int


NARROW = Form("narrow", width=328, start=8, end=290, lane_height=38, name_y=14, mark_y=27)
WIDE = Form("wide", width=680, start=140, end=640, lane_height=30, name_y=19, mark_y=15)
FORMS = (NARROW, WIDE)


@dataclass(frozen=True)
class Label:
    """A text that begins, is centred or ends at x, by its `anchor`."""

    text: str
    x: float
    anchor: Literal["start", "middle", "end"]

    @property
    def span(self) -> tuple[float, float]:
        """From where to where it reaches, at the most."""
        width = len(self.text) * LETTER_WIDTH
        start = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return start, start + width


@dataclass(frozen=True)
class TimeMark:
    """A mark: at x or, of a date that is no day and of what lasted, from x to `end`. `kind` is that
    of its event, or `earlier` or `later` for those beyond the edges.
    """

    kind: str
    x: float
    end: float | None = None
    lasted: bool = False

    @property
    def span(self) -> tuple[float, float]:
        """From where to where it reaches, with the space beside it."""
        return self.x - MARK_RADIUS, (self.x if self.end is None else self.end) + MARK_RADIUS

    def parts(self, label: Label, line: float) -> bool:
        """Whether a line stands between the beginning of the mark and the end of its label."""
        start, end = label.span
        return self.x <= line < end if label.anchor == "start" else start < line < self.x


class Lines(NamedTuple):
    """The x of the line to which the whole was looked at and of that of today, where labels may not
    run through them.
    """

    looked: float | None
    today: float | None


@dataclass(frozen=True)
class TimeLane:
    """A lane: its name, the y of its upper edge, its marks and what stands beside them."""

    name: str
    y: int
    marks: tuple[TimeMark, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class TimelineChart:
    """A drawing. `looked` is from where to where the whole was looked at and `looked_further` to
    where single questions were; `not_looked`, from where to where nobody has, its name is in the
    last lane, or below it where that has no room.
    """

    form: Form
    height: int
    lanes: tuple[TimeLane, ...]
    ticks: tuple[tuple[float, Label | None], ...]
    today_x: float
    looked: tuple[float, float] | None
    looked_further: float | None
    not_looked: tuple[float, float] | None
    not_looked_label: Label | None
    is_name_below: bool
    heads: tuple[tuple[str, Label], ...]

    @property
    def looked_y(self) -> int:
        """The y of the upper edge of the last lane, of what was looked at."""
        return HEADER + len(self.lanes) * self.form.lane_height

    @property
    def foot(self) -> int:
        """The y of the lower edge of all lanes."""
        return self.looked_y + self.form.lane_height


class Axis:
    """Days as places between the two ends of a form."""

    def __init__(self, timeline: Timeline, today: date, form: Form) -> None:
        self.form = form
        self.start = min(timeline.asked.earliest, today)
        # What lies further ahead than all that was is no reason to press that together.
        most = today + max(timedelta(days=365), today - self.start)
        lasts = (event.last for event in timeline.events if event.date.earliest <= most)
        self.end = min(max([today, *lasts]), most)
        self._days = max((self.end - self.start).days, 1)

    def place(self, day: date) -> float:
        """The x of a day; that of an edge for one beyond it."""
        share: float = (min(max(day, self.start), self.end) - self.start).days / self._days
        return round(self.form.start + share * (self.form.end - self.form.start), 1)


def timeline_charts(dataset: Dataset, timeline: Timeline, today: date) -> tuple[TimelineChart, ...]:
    """The two drawings of a timeline, the narrow one first."""
    return tuple(_timeline_chart(dataset, timeline, today, form) for form in FORMS)


def _timeline_chart(dataset: Dataset, timeline: Timeline, today: date, form: Form) -> TimelineChart:
    axis = Axis(timeline, today, form)
    asked_x, today_x = axis.place(timeline.asked.earliest), axis.place(today)
    looked_to = timeline.looked_to.earliest if timeline.looked_to else None
    looked_x = axis.place(min(looked_to, today)) if looked_to else asked_x
    lines = Lines(looked_x if looked_to else None, today_x)
    lanes = tuple(
        _lane(dataset, timeline, name, axis, HEADER + index * form.lane_height, lines)
        for index, name in enumerate(shown_lanes(timeline))
    )
    not_looked = (looked_x, today_x) if not looked_to or looked_to < today else None
    further = timeline.looked_further
    sight_x = axis.place(min(further.earliest, today)) if further else looked_x
    name, fits = None, True
    if not_looked:
        name = _centred(TIME_NOT_LOOKED_AT, (sight_x + today_x) / 2, form)
        fits = today_x - sight_x > len(TIME_NOT_LOOKED_AT) * LETTER_WIDTH
    height = HEADER + (len(lanes) + 1) * form.lane_height + (2 if fits else 18)
    return TimelineChart(
        form=form,
        height=height,
        lanes=lanes,
        ticks=tuple(_ticks(axis, (looked_x, today_x))),
        today_x=today_x,
        looked=(asked_x, looked_x) if looked_to else None,
        looked_further=sight_x if further else None,
        not_looked=not_looked,
        not_looked_label=name,
        is_name_below=not fits,
        heads=tuple(_heads(looked_to, looked_x, today_x, today)),
    )


def _centred(text: str, x: float, form: Form) -> Label:
    """A label that is centred at x, or as near as the edges of the drawing allow."""
    half = len(text) * LETTER_WIDTH / 2
    return Label(text, min(max(x, half), form.width - half), "middle")


def _lane(
    dataset: Dataset, timeline: Timeline, name: LaneName, axis: Axis, y: int, lines: Lines
) -> TimeLane:
    """A lane with its marks. What tells most is named first; a text that would meet another, a
    mark or one of the `lines` is set on the other side, shortened or left out. Only that of what
    tells most may run through a line, where it has no other place.
    """
    groups = list(_groups(timeline.lane(name), axis))
    title = lane_name(timeline, name)
    if not groups:
        text = empty_lane_text(timeline, name)
        empty = (Label(text, axis.form.start, "start"),) if text else ()
        return TimeLane(title, y, (), empty)
    taken = [mark.span for mark, _ in groups]
    labels: list[Label] = []
    for mark, events in sorted(groups, key=_importance, reverse=True):
        texts = _texts(dataset, mark, events)
        day = short_date(events[-1].date)
        words = () if labels else sorted((text for text in texts if text != day), key=len)
        label = _free_label(texts, mark, taken, axis.form, lines, words)
        if label:
            labels.append(label)
            taken.append(label.span)
    return TimeLane(title, y, tuple(mark for mark, _ in groups), tuple(labels))


def _groups(
    events: Sequence[TimelineEvent], axis: Axis
) -> Iterator[tuple[TimeMark, list[TimelineEvent]]]:
    """The marks of a lane, each with its events, what tells most last. Events that would cover each
    other have one mark, at the place of what tells most.
    """
    earlier = [event for event in events if event.last < axis.start]
    later = [event for event in events if event.date.earliest > axis.end]
    beyond = {id(event) for event in (*earlier, *later)}
    inside = [event for event in events if id(event) not in beyond]
    if earlier:
        yield TimeMark("earlier", axis.form.start), earlier
    lasting = [event for event in inside if event.until or not event.date.exact]
    for span, same in groupby(
        sorted(lasting, key=lambda event: (event.date.earliest, event.last)),
        key=lambda event: (event.date.earliest, event.last),
    ):
        group = sorted(same, key=_rank)
        first, last = (axis.place(day) for day in span)
        yield TimeMark(group[-1].kind, first, last, lasted=bool(group[-1].until)), group
    points = [event for event in inside if not event.until and event.date.exact]
    for group in _near(points, axis):
        group.sort(key=_rank)
        yield TimeMark(group[-1].kind, axis.place(group[-1].date.earliest)), group
    if later:
        yield TimeMark("later", axis.form.end), later


def _near(events: Iterable[TimelineEvent], axis: Axis) -> Iterator[list[TimelineEvent]]:
    """Events of single days in groups whose marks would cover each other."""
    group: list[TimelineEvent] = []
    for event in sorted(events, key=lambda event: event.date.earliest):
        if (
            group
            and axis.place(event.date.earliest) - axis.place(group[0].date.earliest)
            > 2 * MARK_RADIUS
        ):
            yield group
            group = []
        group.append(event)
    if group:
        yield group


def _rank(event: TimelineEvent) -> tuple[int, date]:
    return EVENT_KINDS.index(event.kind), event.date.latest


def _importance(group: tuple[TimeMark, list[TimelineEvent]]) -> tuple[int, float]:
    """The order in which marks are named: by what they tell, then the newest first."""
    mark, events = group
    return EVENT_KINDS.index(events[-1].kind), mark.x


def _texts(dataset: Dataset, mark: TimeMark, events: list[TimelineEvent]) -> tuple[str, ...]:
    if mark.kind in ("earlier", "later"):
        return (f"{len(events)} {mark.kind}",)
    return mark_texts(dataset, events)


def _free_label(
    texts: Sequence[str],
    mark: TimeMark,
    taken: Sequence[tuple[float, float]],
    form: Form,
    lines: Lines,
    anywhere: Sequence[str],
) -> Label | None:
    """The first of some texts that has room to the right of a mark, or to its left, and runs
    through none of the lines; where none has, one that runs through that of today; else one of
    those that may stand `anywhere`. None where none has room.
    """
    left, right = mark.span
    least = 0 if form is NARROW else form.start - MARK_RADIUS
    others = [span for span in taken if span != mark.span]
    tries = (
        (texts, lines),
        (texts, Lines(lines.looked, None)),
        (anywhere, Lines(None, None)),
    )
    for some, avoided in tries:
        for text in some:
            for label in (Label(text, right + 2, "start"), Label(text, left - 2, "end")):
                start, end = label.span
                free = all(end < first or last < start for first, last in others)
                crosses = any(line is not None and mark.parts(label, line) for line in avoided)
                if least <= start and end <= form.width and free and not crosses:
                    return label
    return None


def _ticks(axis: Axis, lines: Iterable[float]) -> Iterator[tuple[float, Label | None]]:
    """The first days of months or years, as close as their names allow; a name that meets one of
    some other lines is left out.
    """
    months = (axis.end - axis.start).days / 30.4
    width = axis.form.end - axis.form.start
    step = next(n for n in STEPS if months / n * _tick_width(n) <= width)
    month = axis.start.year * 12 + axis.start.month  # the month after that of the start, from 0
    month += -month % step
    while (day := date(month // 12, month % 12 + 1, 1)) <= axis.end:
        text = f"{day:%Y}" if step >= 12 else f"{day:%b %Y}"
        x = axis.place(day)
        label = _centred(text, x, axis.form)
        start, end = label.span
        yield x, None if any(start <= line <= end for line in lines) else label
        month += step


def _tick_width(months: int) -> float:
    """How much room the name of each of some months needs: of a year, or of a month with it."""
    return ((len("2026") if months >= 12 else len("Jan 2026")) + 3) * LETTER_WIDTH


def _heads(
    looked_to: date | None, looked_x: float, today_x: float, today: date
) -> Iterator[tuple[str, Label]]:
    """What stands above the two lines, with its class: the day to which we looked ends at its line,
    and `today` begins at its own, so that they never meet. A day for which the place left of its
    line is too small stands between them, or is left out.
    """
    yield "today", Label(TODAY, today_x + 2, "start")
    if not looked_to or looked_to >= today:
        return
    long = format_date(looked_to)
    for label in (
        Label(f"{LOOKED_TO} {long}", looked_x - 2, "end"),
        Label(f"{LOOKED_TO} {long}", looked_x + 2, "start"),
        Label(long, looked_x - 2, "end"),
        Label(long, looked_x + 2, "start"),
        Label(long.rpartition(" ")[0], looked_x - 2, "end"),
        Label(long.rpartition(" ")[0], looked_x + 2, "start"),
    ):
        start, end = label.span
        if start >= 0 and end < today_x:
            yield "looked", label
            return
