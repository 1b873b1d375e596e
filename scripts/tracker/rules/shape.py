"""Names, numbers, lengths: what the models alone cannot see."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from tracker.problem import Problem, quoted
from tracker.record.dates import PartialDate, parse_date
from tracker.record.document import FieldPath
from tracker.record.fields import ID_PATTERN, MAX_ID, Model, Record
from tracker.record.messages import too_long
from tracker.record.tracker import Dataset
from tracker.record.vocabulary import ALL_RECORDED, PAGE_FOLDERS, VOCABULARIES

TITLE_WORDS, DEVELOPMENT_WORDS, SUMMARY_WORDS, FINDING_WORDS = 12, 60, 80, 45
_MARKUP = re.compile(
    r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]+|#[0-9]+|#x[0-9a-fA-F]+);|\]\(https?:|(?<!\w)\*\*\w"
)


def vocabulary_words_are_ids(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Each word of a vocabulary is an id: lower-case words joined by hyphens, of at most 75
    letters.
    """
    for name in VOCABULARIES:
        for id in sorted(dataset.known[name]):
            message = None
            if len(id) > MAX_ID:
                message = too_long(id)
            elif not re.fullmatch(ID_PATTERN, id):
                message = f"{quoted(id)} is not an id: lower-case words joined by hyphens"
            if message:
                document = dataset.documents["vocabulary", name]
                yield document.problem((id,), message, at_key=True)


def developments_are_filed_by_date(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A development's file name begins with its date, or a correction says why it does not."""
    for development in dataset.developments.values():
        named, happened = _leading_date(development.id), development.date
        agrees = named and named.first <= happened.last and happened.first <= named.last
        if not agrees and not development.corrections:
            first = happened.text.partition("/")[0]
            message = (
                f"date is {happened}, which the file's name does not begin with; "
                f"rename it to '{first}-…', or add a correction"
            )
            yield dataset.problem(development, ("date",), message)


def _leading_date(id: str) -> PartialDate | None:
    """The date that a file's name begins with: a day, a month or a year."""
    found = re.match(r"\d{4}(-\d{2}(-\d{2})?)?(?=-)", id)
    try:
        return parse_date(found.group()) if found else None
    except ValueError:
        return None


def summaries_have_their_length(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The title of a recommendation or a development has at most 12 words, a development's summary
    60, any other summary 80, a finding's reason 45.
    """
    for document, model, where, text in dataset.own_texts:
        limit = _word_limit(model, where)
        if limit and len(text.split()) > limit:
            message = f"{where[-1]} has {len(text.split())} words; at most {limit}"
            yield document.problem(where, message)


def _word_limit(model: Model, where: FieldPath) -> int | None:
    """How many words a text of a record may have, if it has a limit."""
    if not isinstance(model, Record):
        return None
    if where == ("title",) and model.folder in ("recommendations", "developments"):
        return TITLE_WORDS
    if where == ("summary",):
        return DEVELOPMENT_WORDS if model.folder == "developments" else SUMMARY_WORDS
    return FINDING_WORDS if where[-1] == "reason" else None


def texts_are_plain(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Text is plain text: no HTML, no Markdown."""
    for document, _, where, text in dataset.own_texts:
        if found := _MARKUP.search(text):
            message = f"{where[-1]} holds markup, {quoted(found.group())}; write plain text"
            yield document.problem(where, message)


def numbers_are_unique_and_within_what_a_report_makes(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """A report that is recorded whole has each of its recommendations once; a partial one says
    why.
    """
    for report in dataset.reports.values():
        made = [r for r in dataset.recommendations.values() if r.report == report.id]
        counted = Counter(r.number for r in made)
        for recommendation in made:
            number, faults = recommendation.number, []
            if number > report.makes:
                faults.append(f"number is {number}, but {report.id} makes {report.makes}")
            if counted[number] > 1:
                others = [r.id for r in made if r.number == number and r is not recommendation]
                faults.append(f"number {number} is that of {', '.join(others)} too")
            for message in faults:
                yield dataset.problem(recommendation, ("number",), message)
        missing = [str(number) for number in range(1, report.makes + 1) if number not in counted]
        held = dataset.known["recommendations"] - set(dataset.recommendations)
        if report.recorded == ALL_RECORDED and missing and not held:
            message = (
                f"recorded is 'all', but {len(missing)} of {report.makes} have no file "
                f"({', '.join(missing[:12])}{', …' if len(missing) > 12 else ''}); write 'partial'"
            )
            yield dataset.problem(report, ("recorded",), message)
        if report.recorded != ALL_RECORDED and not report.recorded_reason:
            yield dataset.problem(
                report, ("recorded",), "a partly recorded report needs 'recorded_reason'"
            )


def ids_inside_a_recommendation_are_unique(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No two elements and no two commitments of a recommendation share an id."""
    for recommendation in dataset.recommendations.values():
        for name in ("elements", "commitments"):
            seen: set[str] = set()
            for index, part in enumerate(getattr(recommendation, name)):
                if part.id in seen:
                    message = f"the id {quoted(part.id)} is used twice among the {name}"
                    yield dataset.problem(recommendation, (name, index, "id"), message)
                seen.add(part.id)


def nothing_is_filed_twice(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No two events have one date and one title, and no two records of any other kind one name."""
    first: dict[tuple[str, str, str], Record] = {}
    for record in dataset.records():
        field = "title" if hasattr(record, "title") else "name"
        name = getattr(record, field, None)
        if name is None:
            continue
        day = str(getattr(record, "date", ""))
        other = first.setdefault((record.folder, day, name.casefold()), record)
        if other is not record:
            message = f"{quoted(name)} stands in {other.folder}/{other.id}.yaml already; keep one"
            yield dataset.problem(record, (field,), message)


def published_ids_never_vanish(dataset: Dataset, today: date) -> Iterator[Problem]:
    """An id that was ever published still has its record."""
    root = dataset.documents["", "site"].file.partition("/")[0]
    for line, address in dataset.published:
        folder, _, id = address.partition("/")
        if id not in dataset.known.get(PAGE_FOLDERS.get(folder, folder), ()):
            message = (
                f"{quoted(address)} was published and has no record; "
                "put it back, for its address is for ever"
            )
            yield Problem(f"{root}/published.txt", line, 1, message)
