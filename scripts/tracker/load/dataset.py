"""The whole dataset in memory: every kind of record by id, and the vocabularies."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from tracker.load.documents import Document
from tracker.load.pruning import DroppedReference, Withdrawn
from tracker.problems import Problem
from tracker.schema.fields import Model, Record, Source
from tracker.schema.records import (
    KINDS,
    Body,
    Development,
    Implication,
    Measure,
    Recommendation,
    Report,
    Service,
    Site,
)
from tracker.schema.stubs import HASH_PREFIX, MovedStub, Withdrawal
from tracker.schema.traversal import FieldPath, is_quoted, references, sources_in, texts
from tracker.schema.vocabularies import (
    Audience,
    AvoidedWord,
    BodyKind,
    DevelopmentKind,
    GlossaryEntry,
    Grade,
    MeasureKind,
    Officeholder,
    Place,
    ResponseKind,
    StageKind,
    Status,
    Term,
    Title,
    Topic,
    carrying_grades,
    grades_text,
)

RecordType = TypeVar("RecordType", bound=Record)
Index = Mapping[str, RecordType]


@dataclass(frozen=True)
class Vocabularies:
    """Every vocabulary, each in the order of its file."""

    terms: Mapping[str, Mapping[str, Model]]

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        return self.terms.get(name, {})

    @property
    def body_kinds(self) -> Mapping[str, BodyKind]:
        """The kinds of body, by id."""
        return self["body-kinds"]

    @property
    def response_kinds(self) -> Mapping[str, ResponseKind]:
        """The positions that a body can take, by id."""
        return self["responses"]

    @property
    def statuses(self) -> Mapping[str, Status]:
        """What a finding can say of an element, furthest first."""
        return self["labels"]

    @property
    def grades(self) -> Mapping[str, Grade]:
        """The grades of source, strongest first."""
        return self["grades"]

    @cached_property
    def carrying(self) -> frozenset[str]:
        """The grades that can carry a finding, a commitment, a duty or a start."""
        return carrying_grades(self.grades)

    @cached_property
    def carrying_text(self) -> str:
        """The grades that can carry a finding, in words: `A to C`."""
        return grades_text(self.grades, self.carrying)

    @property
    def development_kinds(self) -> Mapping[str, DevelopmentKind]:
        """The kinds of event."""
        return self["development-kinds"]

    @property
    def stages(self) -> Mapping[str, StageKind]:
        """The steps that a measure can take."""
        return self["stages"]

    @cached_property
    def ending_stages(self) -> frozenset[str]:
        """The stages that are the end of a measure."""
        return frozenset(id for id, stage in self.stages.items() if stage.ends)

    @cached_property
    def enacting_stages(self) -> tuple[str, ...]:
        """The stages by which a law is made."""
        return tuple(id for id, stage in self.stages.items() if stage.enacts)

    @cached_property
    def implementing_stages(self) -> tuple[str, ...]:
        """The stages by which a law that was made is filled in."""
        return tuple(id for id, stage in self.stages.items() if stage.implements)

    @cached_property
    def commencing_stages(self) -> tuple[str, ...]:
        """The stages by which a law starts."""
        return tuple(id for id, stage in self.stages.items() if stage.commences)

    @cached_property
    def deciding_stages(self) -> frozenset[str]:
        """The stages by which a law is made, starts or ends."""
        return frozenset((*self.enacting_stages, *self.commencing_stages, *self.ending_stages))

    @cached_property
    def consulting_stages(self) -> Mapping[str, str]:
        """The stages that belong to a request for views, and what each does: it opens, closes or
        answers.
        """
        return {id: stage.consults for id, stage in self.stages.items() if stage.consults}

    @property
    def measure_kinds(self) -> Mapping[str, MeasureKind]:
        """The kinds of measure."""
        return self["measure-kinds"]

    @cached_property
    def laws(self) -> frozenset[str]:
        """The kinds of measure that are law, and start by commencement."""
        return frozenset(id for id, kind in self.measure_kinds.items() if kind.law)

    @cached_property
    def statutes(self) -> tuple[str, ...]:
        """The kinds of measure that are a law as a whole."""
        return tuple(id for id, kind in self.measure_kinds.items() if kind.law == "statute")

    @cached_property
    def provisions(self) -> tuple[str, ...]:
        """The kinds of measure that are one part of a law."""
        return tuple(id for id, kind in self.measure_kinds.items() if kind.law == "provision")

    @property
    def tells_nations(self) -> bool:
        """Whether there is more than one nation, so that to name one says anything."""
        return len(self["nations"]) > 1

    def kind_names(self, kinds: Iterable[str]) -> str:
        """What some kinds of measure are called in a sentence: `inquiry`, `inquiry or review`."""
        return " or ".join(self.measure_kinds[kind].sentence_label for kind in kinds)

    @property
    def topics(self) -> Mapping[str, Topic]:
        """The topics that records are filed under."""
        return self["topics"]

    @property
    def places(self) -> Mapping[str, Place]:
        """The areas named for a local investigation."""
        return self["places"]

    @property
    def audiences(self) -> Mapping[str, Audience]:
        """For whom implications are."""
        return self["audiences"]

    @property
    def glossary(self) -> Mapping[str, GlossaryEntry]:
        """The entries of the glossary."""
        return self["glossary"]

    @property
    def officeholders(self) -> Mapping[str, Officeholder]:
        """The only people who may be named."""
        return self["officeholders"]

    @property
    def titles(self) -> Mapping[str, Title]:
        """The titles beside names of people."""
        return self["titles"]

    @property
    def avoided_words(self) -> Mapping[str, AvoidedWord]:
        """The words to avoid."""
        return self["words"]

    def term(self, name: str, id: str) -> Term:
        """The term `id` of the vocabulary `name`. Raises KeyError for one that does not exist,
        which a rule has reported.
        """
        term: Term = self[name][id]
        return term


@dataclass(frozen=True)
class Dataset:
    """Every record by id, and the vocabularies.

    `documents` are the files, by folder and id. `all_ids` are the ids of each kind and vocabulary;
    a file that could not be read is among them and not in its index, so that it is not reported
    again by every record that names it. `published` are the addresses of published.txt, each with
    its line.

    `withdrawn`, `suspended` and `moved` are the records that are no longer here, by address:
    `developments/2024-11-law`. They are in no index and not in `all_ids`. What is `suspended` has
    a file that cannot stand without a record that was withdrawn. `dropped` are the references that
    the loader left out as they name one, by the folder and the id of their file, with the line and
    column of each.
    """

    site: Site
    vocabulary: Vocabularies
    reports: Index[Report]
    recommendations: Index[Recommendation]
    developments: Index[Development]
    measures: Index[Measure]
    bodies: Index[Body]
    implications: Index[Implication]
    services: Index[Service]
    documents: Mapping[tuple[str, str], Document]
    all_ids: Mapping[str, frozenset[str]]
    unread_vocabularies: frozenset[str] = frozenset()
    published: tuple[tuple[int, str], ...] = ()
    withdrawn: Mapping[str, Withdrawn] = field(default_factory=dict)
    suspended: Mapping[str, Withdrawn] = field(default_factory=dict)
    moved: Mapping[str, MovedStub] = field(default_factory=dict)
    dropped: Mapping[tuple[str, str], tuple[tuple[DroppedReference, Problem], ...]] = field(
        default_factory=dict
    )

    def records(self) -> Iterator[Record]:
        """Every record, kind by kind, in the order of the ids."""
        for kind in KINDS:
            yield from getattr(self, kind.folder).values()

    @cached_property
    def cited_sources(self) -> tuple[tuple[Record, FieldPath, Source], ...]:
        """Every source that a record cites: the record, the path in it, the source."""
        return tuple(
            (record, where, source)
            for record in self.records()
            for where, source in sources_in(record)
        )

    @cached_property
    def all_texts(self) -> tuple[tuple[Document, Model, FieldPath, str], ...]:
        """Each text, also those of others' documents: its file, the model that it stands in (a
        record, a term, the site), the path in the file, the text.
        """
        return tuple(
            (document, model, where, text)
            for document, base, model in self.models()
            for where, text in texts(model, base)
        )

    @cached_property
    def own_texts(self) -> tuple[tuple[Document, Model, FieldPath, str], ...]:
        """Those that we write ourselves."""
        return tuple(found for found in self.all_texts if not is_quoted(found[2]))

    @cached_property
    def references(
        self,
    ) -> tuple[tuple[Document, Model, tuple[tuple[FieldPath, str, str], ...]], ...]:
        """What each model names: its file, the model (a record, a term, the site), and of each
        reference the path in the file, its target as in `Ref` and its value.
        """
        return tuple(
            (document, model, tuple(references(model, base)))
            for document, base, model in self.models()
        )

    def models(self) -> Iterator[tuple[Document, FieldPath, Model]]:
        """The site, every term of each vocabulary, every record and every withdrawal: the file, the
        path in it, and the model that stands there.
        """
        yield self.documents["", "site"], (), self.site
        for name, terms in self.vocabulary.terms.items():
            for id, term in terms.items():
                yield self.documents["vocabulary", name], (id,), term
        for record in self.records():
            yield self.document(record), (), record
        for gone in self.withdrawn.values():
            stub = self.documents.get((gone.folder, gone.id))  # none of what was withdrawn later
            if stub:
                assert gone.date, "a stub has a date"
                withdrawal = Withdrawal.model_construct(date=gone.date, reason=gone.reason)
                yield stub, ("withdrawn",), withdrawal

    @property
    def hidden(self) -> Mapping[str, Withdrawn]:
        """Every record whose page says only that it was withdrawn, by address."""
        return {**self.withdrawn, **self.suspended}

    @cached_property
    def withdrawn_hashes(self) -> frozenset[str]:
        """The hashes in published.txt of addresses that were withdrawn themselves."""
        lines = (address for _, address in self.published)
        return frozenset(line for line in lines if line.startswith(HASH_PREFIX))

    def has_unread_files(self, *folders: str) -> bool:
        """Whether a file of one of these kinds could not be read, so that it is not known what they
        lack.
        """
        return any(self.all_ids[folder] - set(getattr(self, folder)) for folder in folders)

    @property
    def has_withdrawals(self) -> bool:
        """Whether a record was withdrawn, so that it is not known what the record had."""
        return bool(self.withdrawn or self.withdrawn_hashes)

    def without_contents_of_files(self) -> "Dataset":
        """The same with the names of its files alone. What else is known of them, for whoever looks
        for a place in one, takes as much room as the records.
        """
        names = {key: Document(document.file) for key, document in self.documents.items()}
        return replace(self, documents=names)

    def document(self, record: Record) -> Document:
        """The file that a record came from."""
        return self.documents[(record.folder, record.id)]

    def problem(self, record: Record, where: FieldPath, message: str) -> Problem:
        """A problem at a field of a record."""
        return self.document(record).problem(where, message)
