"""The terms that records may use: one file per vocabulary, one entry per term. A vocabulary's order
is the order of its file.
"""

from typing import Annotated, Literal

from pydantic import Field

from tracker.schema.fields import (
    AT_LEAST_ONE,
    Date,
    Id,
    Model,
    Nation,
    OpenQuestion,
    Ref,
    Search,
    Source,
    Text,
)

# The terms that code names. A rule holds that the vocabularies have them.
DELIVERED, PARTLY_DELIVERED, REPORTED_DELIVERED = (
    "delivered",
    "partly-delivered",
    "reported-delivered",
)
PASSED, NOT_ASSESSED, SUPERSEDED = "passed", "not-assessed", "superseded"
ACCEPTED = "accepted"
COMPLETE, NOTHING_REPORTED = "complete", "nothing-reported"
ROYAL_ASSENT, IN_FORCE = "royal-assent", "in-force"
PROVISION, ACT = "provision", "act"
LAWS = frozenset({ACT, PROVISION})
"""The kinds of measure that are law, and start by commencement."""
EXCERPT, LIVE = "excerpt", "live"
ALL_RECORDED = "all"
GRADE_A, GRADE_B = "a", "b"
NO_RESPONSE = "no-response"
DUTY, EXPECTED = "duty", "expected"

TERMS_USED_IN_CODE = {
    "labels": (
        DELIVERED,
        PARTLY_DELIVERED,
        REPORTED_DELIVERED,
        PASSED,
        NOT_ASSESSED,
        SUPERSEDED,
    ),
    "responses": (ACCEPTED, NO_RESPONSE),
    "states": (COMPLETE, NOTHING_REPORTED),
    "stages": (ROYAL_ASSENT, IN_FORCE),
    "measure-kinds": (PROVISION, ACT),
    "seen": (EXCERPT, LIVE),
    "extents": (ALL_RECORDED,),
    "grades": (GRADE_A, GRADE_B),
    "forces": (DUTY, EXPECTED),
}


class Term(Model):
    """A term with its label for readers and what it means."""

    label: Text
    description: Text


class Status(Term):
    """What a finding says of an element, furthest first; readers see it as a label.

    `short` is for tiles and tables, `test` what must be so, `needs` what a finding must cite,
    `grades` which grades may carry it, `colour` a family of the palette. A `computed` status is
    derived from the elements and never written in a record.
    """

    short: Text
    test: Text
    needs: Literal["evidence", "search", "evidence-and-search", "reason", "successor", "nothing"]
    grades: tuple[Annotated[Id, Ref("grades")], ...] = ()
    colour: Literal["none", "move", "law", "done", "doubt", "off"]
    computed: bool = False


class Grade(Term):
    """A grade of source: whether it can carry a finding, a commitment, a duty or a start, and its
    note for readers.
    """

    carries_findings: bool
    note: Text | None = None


class Subject(Term):
    """What records are filed under. `words` are other names, by which search finds its page."""

    words: tuple[Text, ...] = ()


class Topic(Subject):
    """A subject with a page of its own: what was looked for under it and not found, and what is
    open.
    """

    searched: tuple[Search, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()


class Audience(Subject):
    """For whom an implication is; `in_a_sentence` is its name in a title."""

    in_a_sentence: Text


class Place(Subject):
    """An area that was named for a local investigation. That is not a finding about it."""

    applies_in: Annotated[tuple[Nation, ...], AT_LEAST_ONE]


class GlossaryEntry(Subject):
    """An entry of the glossary: `label` in full, `short` its abbreviation, `see` the pages that it
    leads to.
    """

    short: Text | None = None
    see: tuple[Annotated[Text, Ref("pages")], ...] = ()


class Officeholder(Model):
    """Somebody who may be named: name with title, office, from when, and a source."""

    name: Text
    office: Text
    from_: Date = Field(alias="from")
    to: Date | None = None
    source: Source


class AvoidedWord(Model):
    """Words not to use, what to write instead, and why. `official` names are exempt."""

    avoid: Annotated[tuple[Text, ...], AT_LEAST_ONE]
    use: Text
    reason: Text
    official: tuple[Text, ...] = ()


VOCABULARIES: dict[str, type[Model]] = {
    "labels": Status,
    "responses": Term,
    "states": Term,
    "grades": Grade,
    "seen": Term,
    "extents": Term,
    "nations": Term,
    "needs": Term,
    "topics": Topic,
    "audiences": Audience,
    "places": Place,
    "forces": Term,
    "glossary": GlossaryEntry,
    "development-kinds": Subject,
    "measure-kinds": Term,
    "body-kinds": Term,
    "stages": Term,
    "officeholders": Officeholder,
    "words": AvoidedWord,
}

PAGE_FOLDERS = {
    "reports": "reports",
    "recommendations": "recommendations",
    "developments": "developments",
    "measures": "measures",
    "bodies": "bodies",
    "topics": "topics",
    "places": "places",
    "for": "audiences",
}
"""Kinds and vocabularies whose records and terms have a page each, by the first part of its
address.
"""
