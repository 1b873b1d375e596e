"""Rules of structure: ids, references, numbers and lengths that the models cannot check."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from tracker.load.dataset import Dataset
from tracker.load.documents import Document
from tracker.load.messages import id_too_long, no_id
from tracker.problems import Problem, quoted, suggest, with_article
from tracker.schema.dates import leading_date
from tracker.schema.fields import (
    ID_PATTERN,
    MAX_ID,
    PLACEHOLDER,
    Model,
    Record,
    Source,
    name_in_sentence,
)
from tracker.schema.normal_text import compared
from tracker.schema.part_keys import part_key
from tracker.schema.records import KINDS, Measure, Recommendation
from tracker.schema.stubs import HASH_PREFIX, Withdrawal, address_hash
from tracker.schema.targets import addresses_of, target_name
from tracker.schema.traversal import FieldPath, inner_ids, is_source_note, parts
from tracker.schema.vocabularies import (
    ALL_RECORDED,
    PAGE_FOLDERS,
    PARTLY_DELIVERED,
    TERMS_USED_IN_CODE,
    VOCABULARIES,
)

MAX_TITLE_WORDS, MAX_DEVELOPMENT_WORDS, MAX_SUMMARY_WORDS, MAX_REASON_WORDS = 12, 60, 80, 45
MAX_SOURCE_NOTE_WORDS = 25
MAX_PLACES = 6  # that one problem names
MAX_WITHDRAWAL_WORDS = 40
_HASH = re.escape(HASH_PREFIX) + r"[0-9a-f]{64}"
_MARKUP = re.compile(
    r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]+|#[0-9]+|#x[0-9a-fA-F]+);|\]\(https?:|\*\*(?<!\w\*\*)\w"
)


_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+")


def vocabulary_words_are_ids(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Each key of a vocabulary is an id: lower-case words joined by hyphens, of at most 75
    characters.
    """
    for name in VOCABULARIES:
        for id in sorted(dataset.all_ids[name]):
            message = None
            if len(id) > MAX_ID:
                message = id_too_long(id)
            elif not re.fullmatch(ID_PATTERN, id):
                message = no_id(id)
            if message:
                document = dataset.documents["vocabulary", name]
                yield document.problem((id,), message, at_key=True)


_RESERVED_NAMES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""The names that Windows gives to devices, and to no file, whatever follows after a dot."""


def ids_can_name_files(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No id is a name that Windows keeps for a device: files are named after ids, and nobody could
    copy the record, or its site, to such a computer.
    """
    for document, where, id in own_ids(dataset):
        if _RESERVED_NAMES.fullmatch(id):
            message = (
                f"{quoted(id)} is a name that Windows keeps for a device, and no file can have it "
                "there; add a word to it"
            )
            yield document.problem(where, message, at_key=where == (id,))


def own_ids(dataset: Dataset) -> Iterator[tuple[Document, FieldPath, str]]:
    """Each id that the record gives, with its file and its path there: those of records, of what
    stands inside them, and of the terms of vocabularies.
    """
    for record in dataset.records():
        document = dataset.document(record)
        yield document, (), record.id
        yield from ((document, where, id) for where, id in inner_ids(record))
    for name in VOCABULARIES:
        for id in sorted(dataset.all_ids[name]):
            yield dataset.documents["vocabulary", name], (id,), id


def developments_are_filed_by_date(dataset: Dataset, today: date) -> Iterator[Problem]:
    """A development's file name begins with its date, or a correction says why it does not."""
    for development in dataset.developments.values():
        filed, happened = leading_date(development.id), development.date
        agrees = filed and filed.earliest <= happened.latest and happened.earliest <= filed.latest
        if not agrees and not development.corrections:
            start = happened.text.partition("/")[0]
            message = (
                f"date is {happened}, which the file's name does not begin with; "
                f"rename it to '{start}-…', or add a correction"
            )
            yield dataset.problem(development, ("date",), message)


def every_text_is_written(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No text is still one that a person has to write, in the place that is marked with TODO:."""
    for document, _, where, text in dataset.all_texts:
        if PLACEHOLDER in text:
            field = next(key for key in reversed(where) if isinstance(key, str))
            message = f"{field} is still to be written, in place of {quoted(text)}"
            yield document.problem(where, message)


def summaries_have_their_length(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The title of a recommendation or a development has at most 12 words, a development's summary
    60, any other summary 80, a finding's reason 45, that of a withdrawal 40, a note about a source
    25.
    """
    for document, model, where, text in dataset.own_texts:
        limit = _word_limit(model, where)
        if limit and len(text.split()) > limit:
            message = f"{where[-1]} has {len(text.split())} words; at most {limit}"
            yield document.problem(where, message)


def _word_limit(model: Model, where: FieldPath) -> int | None:
    """How many words a text may have, if it has a limit: those of records, and notes about sources
    anywhere.
    """
    if is_source_note(where):
        return MAX_SOURCE_NOTE_WORDS
    if isinstance(model, Withdrawal):
        return MAX_WITHDRAWAL_WORDS
    if not isinstance(model, Record):
        return None
    if where == ("title",) and model.folder in ("recommendations", "developments"):
        return MAX_TITLE_WORDS
    if where == ("summary",):
        return MAX_DEVELOPMENT_WORDS if model.folder == "developments" else MAX_SUMMARY_WORDS
    return MAX_REASON_WORDS if where[-1] == "reason" else None


def texts_are_plain(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Text is plain text: no HTML, no Markdown, no address, of which pages make no link."""
    for document, _, where, text in dataset.own_texts:
        if match := _MARKUP.search(text):
            message = f"{where[-1]} holds markup, {quoted(match.group())}; write plain text"
            yield document.problem(where, message)
        elif match := _ADDRESS.search(text):
            message = f"{where[-1]} holds the address {quoted(match.group())}; give it in a source"
            yield document.problem(where, message)


def numbers_are_unique_and_within_what_a_report_makes(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """A report that is recorded whole has as many recommendations as it makes, a partial one no
    more than that, and says why; and no two have one number.
    """
    for report in dataset.reports.values():
        of_report = [r for r in dataset.recommendations.values() if r.report == report.id]
        yield from _number_problems(dataset, of_report)
        count = len(of_report)
        if count > report.makes:
            message = f"makes is {report.makes}, but {count} recommendations name this report"
            yield dataset.problem(report, ("makes",), message)
        complete = not dataset.has_unread_files("recommendations") and not dataset.has_withdrawals
        if report.recorded == ALL_RECORDED and count < report.makes and complete:
            message = (
                f"recorded is 'all', but {report.makes - count} of {report.makes} have no file; "
                "write 'partial'"
            )
            yield dataset.problem(report, ("recorded",), message)
        if report.recorded != ALL_RECORDED and not report.recorded_reason:
            yield dataset.problem(
                report, ("recorded",), "a partly recorded report needs 'recorded_reason'"
            )


def _number_problems(
    dataset: Dataset, recommendations: Iterable[Recommendation]
) -> Iterator[Problem]:
    """The recommendations of a report that have one number, whether its letters are capitals or
    not.
    """
    by_number: dict[str, list[Recommendation]] = {}
    for recommendation in recommendations:
        by_number.setdefault(recommendation.number.casefold(), []).append(recommendation)
    for same in by_number.values():
        for recommendation in same if len(same) > 1 else ():
            others = ", ".join(r.id for r in same if r is not recommendation)
            message = f"number {recommendation.number} is that of {others} too"
            yield dataset.problem(recommendation, ("number",), message)


def ids_inside_a_recommendation_are_unique(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No two elements and no two commitments of a recommendation share an id."""
    for recommendation in dataset.recommendations.values():
        for name in ("elements", "commitments"):
            ids: set[str] = set()
            for index, item in enumerate(getattr(recommendation, name)):
                if item.id in ids:
                    message = f"the id {quoted(item.id)} is used twice among the {name}"
                    yield dataset.problem(recommendation, (name, index, "id"), message)
                ids.add(item.id)


def parts_are_told_apart(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No two parts of one list share the key by which their ids name them."""
    for record in dataset.records():
        keys: dict[tuple[FieldPath, str], Model] = {}
        for where, part in parts(record):
            if not isinstance(where[-1], int) or _must_have_id(type(part)):
                continue  # their ids have a rule of their own
            key = (where[:-1], part_key(part))
            if key in keys:
                yield dataset.problem(record, where, _same_key(part, keys[key]))
            keys.setdefault(key, part)


@cache
def _must_have_id(part: type[Model]) -> bool:
    field = part.model_fields.get("id")
    return field is not None and field.is_required()


def _same_key(part: Model, other: Model) -> str:
    """That a part has the key of another in its list, and what to do."""
    name = name_in_sentence(type(part))
    if part == other:
        return f"this {name} stands in this list twice; keep one"
    key = quoted(part.url if isinstance(part, Source) else part_key(part))
    if "id" not in type(part).model_fields:
        return f"another {name} in this list has {key} too; keep one"
    return f"another {name} in this list has {key} too; give the newer one an 'id' of its own"


def nothing_is_filed_twice(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No two events have one date and one title, and no two records of any other kind one name."""
    first: dict[tuple[str, str, str], Record] = {}
    for record in dataset.records():
        field = "title" if hasattr(record, "title") else "name"
        name = getattr(record, field, None)
        if name is None:
            continue
        day = str(getattr(record, "date", ""))
        other = first.setdefault((record.folder, day, compared(name)), record)
        if other is not record:
            message = f"{quoted(name)} stands in {other.folder}/{other.id}.yaml already; keep one"
            yield dataset.problem(record, (field,), message)


def published_ids_never_vanish(dataset: Dataset, today: date) -> Iterator[Problem]:
    """An id that was ever published still has its record, or says that it was withdrawn or where it
    was moved to; or its line is the hash that `tracker withdraw --address-too` wrote.
    """
    for address, line in vanished_addresses(dataset).items():
        message = (
            f"{quoted(address)} was published and has no record; "
            "put it back, for its address is for ever; then `tracker withdraw` may take it down"
        )
        yield Problem(f"{data_folder(dataset)}/published.txt", line, 1, message)


def vanished_addresses(dataset: Dataset) -> Mapping[str, int]:
    """The addresses that were published and are neither of a record nor of a stub, each with its
    line in published.txt.
    """
    stubs = {*dataset.hidden, *dataset.moved}
    found: dict[str, int] = {}
    for line, address in dataset.published:
        folder, _, id = address.partition("/")
        if address in stubs or re.fullmatch(_HASH, address):
            continue
        if id not in dataset.all_ids.get(PAGE_FOLDERS.get(folder, folder), ()):
            found[address] = line
    return found


def withdrawn_ids_are_never_used_again(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No record has an id whose address was withdrawn."""
    for kind in KINDS if dataset.withdrawn_hashes else ():
        for id in sorted(dataset.all_ids[kind.folder]):
            if address_hash(f"{kind.folder}/{id}") in dataset.withdrawn_hashes:
                file = dataset.documents.get((kind.folder, id))
                message = f"{quoted(id)} was withdrawn; ids are never used again: name it otherwise"
                if file:
                    yield file.problem((), message)


def a_moved_record_leads_to_a_record(dataset: Dataset, today: date) -> Iterator[Problem]:
    """`moved_to` names records of the same kind that are here, each once."""
    for address, stub in dataset.moved.items():
        folder, _, id = address.partition("/")
        for index, target in enumerate(stub.moved_to):
            fault = _faulty_target(dataset, folder, target)
            if target in stub.moved_to[:index]:
                fault = f"{quoted(target)} is named twice in this list"
            if fault:
                yield dataset.documents[folder, id].problem(("moved_to", index), fault)


def _faulty_target(dataset: Dataset, folder: str, id: str) -> str | None:
    """Why a record cannot have been moved to an id; None where it can."""
    if id in dataset.all_ids[folder]:
        return None
    if f"{folder}/{id}" in dataset.moved:
        return f"{quoted(id)} was moved itself; name the record that has its content now"
    hint = gone_hint(dataset, folder, id) or suggest(id, sorted(dataset.all_ids[folder]))
    return f"{quoted(id)} is not {with_article(target_name(folder))}{hint}"


def gone_hint(dataset: Dataset, target: str, value: str) -> str:
    """The end of a message about a reference to a record that was moved or withdrawn; empty where
    it is neither.
    """
    _, dot, part = value.partition(".")
    for address in addresses_of(target, value):
        if address in dataset.moved:
            folder = address.partition("/")[0]
            here = [id for id in dataset.moved[address].moved_to if id in dataset.all_ids[folder]]
            prefix = f"{value.partition('/')[0]}/" if target == "pages" else ""
            names = " or ".join(f"'{prefix}{id}{dot}{part}'" for id in here)
            return f"; it was moved: write {names}" if here else "; it was moved, to no record"
        if address in dataset.hidden:
            return "; it was withdrawn: name another"
    return ""


def references_resolve(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Every record, element, stage and term that is named exists; what is named in several places
    and is not there is one problem, at the first of them.
    """
    for problems in unresolved_references(dataset):
        first, *others = problems
        yield replace(first, message=f"{first.message}{_other_places(others)}")


def unresolved_references(dataset: Dataset) -> Iterator[list[Problem]]:
    """A problem for each place at which something is named that is not there, in order of place;
    those for the same thing together.
    """
    targets = reference_targets(dataset)
    unknown: dict[tuple[str, str], list[Problem]] = {}
    for document, _, found in dataset.references:
        for where, target, value in found:
            if value in targets[target] or _follows_from_another(dataset, target, value):
                continue
            hint = gone_hint(dataset, target, value) or _unknown_hint(
                dataset, target, value, targets[target]
            )
            message = f"{quoted(value)} is not {with_article(target_name(target))}{hint}"
            folder, _, id = value.partition("/") if target == "pages" else (target, "", value)
            unknown.setdefault((folder, id), []).append(document.problem(where, message))
    return map(sorted, unknown.values())


def _other_places(problems: Sequence[Problem]) -> str:
    """The end of a message about what is named in other places too."""
    if not problems:
        return ""
    places = [f"{place.file}:{place.line}:{place.column}" for place in problems[:MAX_PLACES]]
    more = f", and {len(problems) - MAX_PLACES} more" if len(problems) > MAX_PLACES else ""
    return f" (it is named too at {', '.join(places)}{more})"


def _follows_from_another(dataset: Dataset, target: str, value: str) -> bool:
    """Whether a reference names what is not there because of something that is a problem itself: a
    record that cannot be read or has vanished, a stage with an unknown word, a word that the code
    uses.
    """
    record = value.partition(".")[0]
    measure = dataset.measures.get(record) if target == "measure-stages" else None
    stages = dataset.vocabulary.stages
    return (
        _in_unread_file(dataset, value)
        or _is_reported_as_vanished(dataset, target, value)
        or value in TERMS_USED_IN_CODE.get(target, ())
        or (measure is not None and any(stage.stage not in stages for stage in measure.stages))
    )


def _unknown_hint(dataset: Dataset, target: str, value: str, known: frozenset[str]) -> str:
    """The end of a message about a reference to what is not there: what may be meant, and the file
    in which it would have to be.
    """
    record, dot, _ = value.partition(".")
    others = [kind for kind in KINDS if value in dataset.all_ids[kind.folder]]
    if others and target not in VOCABULARIES and target != "pages":
        is_other = f"; it is {with_article(others[0].one)}"
        return f"{is_other}{suggest(value, sorted(known))}"
    own = [name for name in known if dot and name.startswith(f"{record}.")]
    hint = suggest(value, sorted(own or known))
    files = " or ".join(_files_to_add(dataset, target, value))
    if not files:
        return hint
    return f"{hint} If not, {files}" if hint.endswith("?") else f"{hint}; or {files}"


def _files_to_add(dataset: Dataset, target: str, value: str) -> Iterator[str]:
    """What would make a reference right: the file of a record to add, or that of a record or a
    vocabulary to extend.
    """
    root = data_folder(dataset)
    if target == "pages":
        target, _, value = value.partition("/")
        target = next((name for name, page in PAGE_FOLDERS.items() if page == target), target)
    record, dot, part = value.partition(".")
    ids = (record, part) if dot else (record,)
    if not all(re.fullmatch(ID_PATTERN, id) for id in ids):
        return
    if target in VOCABULARIES:
        yield f"add it to {root}/vocabulary/{target}.yaml"
        return
    for address in addresses_of(target, value):
        folder = address.partition("/")[0]
        if folder in dataset.all_ids and folder not in VOCABULARIES:
            file = f"{root}/{address}.yaml"
            exists = record in dataset.all_ids[folder]
            yield f"add {quoted(part)} to {file}" if exists and dot else f"add {file}"


def data_folder(dataset: Dataset) -> str:
    """The name of the data directory, with which the files of problems begin."""
    return dataset.documents["", "site"].file.partition("/")[0]


def _is_reported_as_vanished(dataset: Dataset, target: str, value: str) -> bool:
    """Whether a reference names a record that was published and has no file any more, which is one
    problem, at its line in published.txt.
    """
    return not vanished_addresses(dataset).keys().isdisjoint(addresses_of(target, value))


def no_list_names_a_thing_twice(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No list of references names the same thing twice."""
    for document, _, found in dataset.references:
        names: set[tuple[FieldPath, str]] = set()
        for where, _, value in found:
            key = (where[:-1], value)
            if isinstance(where[-1], int) and key in names:
                yield document.problem(where, f"{quoted(value)} is named twice in this list")
            names.add(key)


_TARGETS_OF_OWN_KIND = {
    "recommendations": frozenset({"recommendations", "parts", "successors"}),
    "measures": frozenset({"measures", "successors"}),
    "implications": frozenset({"implications"}),
}
"""The targets of `Ref` by which a record of a kind could name itself, or an element of itself."""


def nothing_names_itself(dataset: Dataset, today: date) -> Iterator[Problem]:
    """No recommendation repeats, waits for or gives way to itself, no measure continues itself or
    is a part of itself, also by way of others, and no implication takes its own place.
    """
    for _, record, found in dataset.references:
        if not isinstance(record, Record):
            continue
        own = _TARGETS_OF_OWN_KIND.get(record.folder, frozenset())
        for where, target, value in found if own else ():
            if target in own and value.partition(".")[0] == record.id:
                field = next(key for key in reversed(where) if isinstance(key, str))
                message = f"{field} names {quoted(value)}, which is this {record.one} itself"
                yield dataset.problem(record, where, f"{message}; name another, or leave it out")
    for measure in dataset.measures.values():
        chain = list(_wholes_of(dataset, measure))
        if len(chain) > 1 and chain[-1] == measure.id:
            message = f"part_of leads back to this measure: {' → '.join((measure.id, *chain))}"
            yield dataset.problem(measure, ("part_of",), f"{message}; take one of these out")


def _wholes_of(dataset: Dataset, measure: Measure) -> Iterator[str]:
    """What a measure is a part of, and what that is a part of, up to the first repetition."""
    ids = set()
    current: Measure | None = measure
    while current and current.part_of and current.part_of not in ids:
        ids.add(current.part_of)
        yield current.part_of
        current = dataset.measures.get(current.part_of)


def _in_unread_file(dataset: Dataset, value: str) -> bool:
    """Whether an element or a stage belongs to a record whose file could not be read."""
    id, dot, _ = value.partition(".")
    return bool(dot) and any(
        id in dataset.all_ids[kind] and id not in index
        for kind, index in (
            ("recommendations", dataset.recommendations),
            ("measures", dataset.measures),
        )
    )


def reference_targets(dataset: Dataset) -> Mapping[str, frozenset[str]]:
    """What each kind of reference may name."""
    ids = dataset.all_ids
    elements = {
        f"{recommendation.id}.{element.id}"
        for recommendation in dataset.recommendations.values()
        for element in recommendation.elements
    }
    stages = {
        f"{measure.id}.{stage.stage}"
        for measure in dataset.measures.values()
        for stage in measure.stages
    }
    return {
        **ids,
        "parts": ids["recommendations"] | elements,
        "measure-stages": frozenset(stages),
        "successors": ids["recommendations"] | ids["measures"],
        "pages": frozenset(
            f"{folder}/{id}" for folder, kind in PAGE_FOLDERS.items() for id in ids[kind]
        ),
    }


def terms_used_in_code_exist(dataset: Dataset, today: date) -> Iterator[Problem]:
    """The terms that the code names are in their vocabularies, and a status that is only computed
    is marked so.
    """
    for name, ids in TERMS_USED_IN_CODE.items():
        document = dataset.documents.get(("vocabulary", name))
        for id in ids:
            if document and id not in dataset.all_ids[name]:
                yield document.problem((), f"{quoted(id)} is missing; the code uses it")
    status = dataset.vocabulary.statuses.get(PARTLY_DELIVERED)
    if status and not status.computed:
        message = "is worked out from the parts and never typed; give it 'computed: true'"
        document = dataset.documents["vocabulary", "labels"]
        where = (PARTLY_DELIVERED,)
        yield document.problem(where, f"{quoted(PARTLY_DELIVERED)} {message}", at_key=True)
