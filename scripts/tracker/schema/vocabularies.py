"""The terms that records may use: one file per vocabulary, one entry per term. A vocabulary's order
is the order of its file.
"""

from collections.abc import Collection, Mapping
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

# The terms that code names: the words of the method itself, by which anything is judged. A rule
# holds that the vocabularies have them. What a country calls its laws, and the steps by which they
# are made and start, code knows by what the terms say of themselves.
DELIVERED, PARTLY_DELIVERED, REPORTED_DELIVERED = (
    "delivered",
    "partly-delivered",
    "reported-delivered",
)
PASSED, UNDER_WAY, PLANNED = "passed", "under-way", "planned"
NOT_ASSESSED, SUPERSEDED = "not-assessed", "superseded"
NOT_LOOKED_AT = "not-looked-at"
FOUND_NOT_DONE = "found-not-done"
ACCEPTED = "accepted"
COMPLETE, NOTHING_REPORTED = "complete", "nothing-reported"
EXCERPT, LIVE = "excerpt", "live"
ALL_RECORDED = "all"
GRADE_A, GRADE_B = "a", "b"
STRONG_GRADES = (GRADE_A, GRADE_B)
"""The grades of a source that does not speak for the body responsible."""
NO_RESPONSE = "no-response"
DUTY, EXPECTED, ROUTE = "duty", "expected", "route"

TERMS_USED_IN_CODE = {
    "labels": (
        DELIVERED,
        PARTLY_DELIVERED,
        REPORTED_DELIVERED,
        PASSED,
        UNDER_WAY,
        PLANNED,
        FOUND_NOT_DONE,
        NOT_ASSESSED,
        NOT_LOOKED_AT,
        SUPERSEDED,
    ),
    "responses": (ACCEPTED, NO_RESPONSE),
    "states": (COMPLETE, NOTHING_REPORTED),
    "seen": (EXCERPT, LIVE),
    "extents": (ALL_RECORDED,),
    "grades": (GRADE_A, GRADE_B),
    "forces": (DUTY, EXPECTED, ROUTE),
}


class Term(Model):
    """A word that records may use."""

    label: Text
    """Its name for readers."""
    description: Text
    """What it means."""


class Status(Term):
    """What a finding says of an element, furthest first; readers see it as a label."""

    test: Text
    """What must be so for it to be given."""
    needs: Literal["evidence", "search", "evidence-and-search", "reason", "successor", "nothing"]
    """What a finding with this status must cite. `reason` and `nothing` ask for no more than every
    finding has.
    """
    grades: tuple[Annotated[Id, Ref("grades")], ...] = ()
    """The grades of which the evidence of a finding needs at least one source. Where none is given,
    they are those with `carries_findings`.
    """
    colour: Literal[
        "delivered",
        "partly-delivered",
        "passed",
        "under-way",
        "planned",
        "claimed",
        "stalled",
        "not-taken-forward",
        "none",
        "not-looked",
    ]
    """The colours of the palette in which pages and pictures show it."""
    computed: bool = False
    """Whether it is only worked out from the elements and never stands in a record."""


class Grade(Term):
    """How strong a source is for the use that a record makes of it."""

    words: Text
    """Its name in words, such as "Press report", for readers who do not know the letters."""
    carries_findings: bool
    """Whether a source of this grade is enough for a finding, a commitment, a duty or the day of a
    start.
    """
    note: Text | None = None
    """What pages say beside a source of this grade, such as "press report only"."""


CARRYING_GRADE = "a grade that carries findings"
"""How the meaning of a field names the grades with `carries_findings`."""


def grades_text(grades: Mapping[str, Grade], ids: Collection[str]) -> str:
    """Grades of which one is meant, in the order of their vocabulary: `A to C` for those that
    follow each other, `A, B or D` for others, `no grade` for none.
    """
    places = [place for place, id in enumerate(grades) if id in ids]
    labels = [grade.label for id, grade in grades.items() if id in ids]
    if len(labels) > 2 and places[-1] - places[0] == len(places) - 1:
        return f"{labels[0]} to {labels[-1]}"
    return " or ".join(filter(None, (", ".join(labels[:-1]), *labels[-1:]))) or "no grade"


def carrying_grades(grades: Mapping[str, Grade]) -> frozenset[str]:
    """The grades that can carry a finding, a commitment, a duty or a start."""
    return frozenset(id for id, grade in grades.items() if grade.carries_findings)


def with_carrying_grades(meaning: str, grades: Mapping[str, Grade]) -> str:
    """The meaning of a field with the grades that carry findings by their names."""
    carrying = grades_text(grades, carrying_grades(grades))
    return meaning.replace(CARRYING_GRADE, f"grade {carrying}")


class BodyKind(Term):
    """A kind of body."""

    makes_law: bool = False
    """Whether such bodies make the law. Once they have made it, they need not act on it."""


class ResponseKind(Term):
    """What a body can answer."""

    before_bodies: Text | None = None
    """What stands in a sentence before the bodies that answered so, where its label with "by" does
    not fit: `called a matter for others by`.
    """


class StageKind(Term):
    """A step that a measure can take."""

    enacts: bool = False
    """Whether it is the step by which a law is made. Every statute has a dated one."""
    commences: bool = False
    """Whether by it a law starts: the measure is in force from its date on, in the nations of the
    stage.
    """
    implements: bool = False
    """Whether by it a law that was made is filled in, as by regulations or guidance under it. The
    table on the page of a statute shows it for each provision.
    """
    consults: Literal["opens", "closes", "answers"] | None = None
    """What it does with a request for views: `opens` it, `closes` it, or `answers` what was said.
    The timeline draws the time between the first two.
    """
    sighting: bool = False
    """Whether its date is that of a day on which it was seen so, and not of the day on which that
    began.
    """
    always_listed: bool = False
    """Whether calendars have it even where nobody announced it for a date."""
    ends: bool = False
    """Whether it is the end of the measure. Its date is the first day on which the measure is in
    force no longer, in the nations of the stage.
    """


class MeasureKind(Term):
    """By what means something is done."""

    law: Literal["statute", "provision"] | None = None
    """What it is as a law, which starts by commencement: `statute`, which has a day on which it was
    made and starts part by part; `provision`, one part of a statute, with its own start.
    """
    in_a_sentence: Text | None = None
    """Its label inside a sentence, where that is not the label in lower case."""
    steps_are: Literal["law", "guidance"] | None = None
    """Of what its stages are changes, where it is no law itself: of the law, as those of a bill, or
    of guidance. Where none is given, they are steps of a measure.
    """

    @property
    def sentence_label(self) -> str:
        """Its label inside a sentence."""
        return self.in_a_sentence or self.label.lower()


class Subject(Term):
    """What records are filed under."""

    words: tuple[Text, ...] = ()
    """Other names by which readers ask for it, and by which search finds it."""


class DevelopmentKind(Subject):
    """A kind of event."""

    law: bool = False
    """Whether it is a step of the law, as of a bill, a statute or an instrument. The timeline shows
    such events beside the steps of measures.
    """


class Topic(Subject):
    """A subject with a page of its own, which says what was not found and what is open."""

    searched: tuple[Search, ...] = ()
    """What was looked for under it and not found. A topic under which nothing is filed has at least
    one search.
    """
    open_questions: tuple[OpenQuestion, ...] = ()
    """What could not be established about the whole subject, and how far we looked."""


class AudienceSection(Model):
    """A heading of the page of an audience, and the points that stand under it."""

    heading: Text
    """The heading."""
    points: tuple[Annotated[Id, Ref("implications")], ...] = ()
    """The implications under it, in their order. Where a heading names none, it has all that no
    other has.
    """


class Audience(Subject):
    """For whom an implication is."""

    in_a_sentence: Text
    """Its name in a title, after "What it means for"."""
    page_title: Text | None = None
    """The title of its page, where "What it means for" with its name does not fit."""
    link: Text | None = None
    """The words of a link to its page, which then stands on every page beside that to support."""
    sections: tuple[AudienceSection, ...] = ()
    """The headings of its page in their order, for an audience that asks by subject: its points are
    then no table.
    """


class Place(Subject):
    """An area that was named for a local investigation. That is not a finding about it."""

    applies_in: Annotated[tuple[Nation, ...], AT_LEAST_ONE]
    """The nations in which it lies."""


class GlossaryEntry(Subject):
    """An entry of the glossary. Its label is the word in full."""

    short: Text | None = None
    """Its abbreviation, which no other entry has."""
    see: tuple[Annotated[Text, Ref("pages")], ...] = ()
    """The pages that it leads to, each as its folder and its id: `topics/bridges`."""


class Officeholder(Model):
    """Somebody whom records may name; of all others they name only the office."""

    name: Text
    """The name with its title, if there is one."""
    office: Text
    """The office for which the person is named."""
    from_: Date = Field(alias="from")
    """The day from which the person holds or held the office."""
    to: Date | None = None
    """The day to which the person held the office, once that is over."""
    source: Source
    """The published document that shows it."""


class AvoidedWord(Model):
    """Words not to use, what to write instead, and why."""

    avoid: Annotated[tuple[Text, ...], AT_LEAST_ONE]
    """The words that our own texts do not use, whether in capitals or not."""
    use: Text
    """What to write instead."""
    reason: Text
    """Why they are avoided."""
    official: tuple[Text, ...] = ()
    """Official names that hold such words and may be used."""


class Title(Model):
    """A title beside a person's name. By it the check finds who is named in our own texts."""

    title: Text
    """The title, as it stands in a text."""
    after_name: bool = False
    """Whether it stands after the name."""
    offices: tuple[Text, ...] = ()
    """The words that make it the name of an office where they follow it."""


VOCABULARIES: dict[str, type[Model]] = {
    "labels": Status,
    "responses": ResponseKind,
    "states": Term,
    "conclusions": Term,
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
    "development-kinds": DevelopmentKind,
    "measure-kinds": MeasureKind,
    "body-kinds": BodyKind,
    "stages": StageKind,
    "officeholders": Officeholder,
    "titles": Title,
    "words": AvoidedWord,
}

VOCABULARY_PURPOSES = {
    "labels": "What a finding says of an element, furthest first; pages show it as a label.",
    "responses": "What the body that was asked answered. Acceptance is an answer, not delivery.",
    "states": "What the responsible body says about delivery, in a dated official statement.",
    "conclusions": "What an independent body found of a recommendation when it looked.",
    "grades": "How strong a source is for the use that a record makes of it, strongest first.",
    "seen": "How much of a source an editor saw.",
    "extents": "How much of a report is recorded.",
    "nations": "Where a duty, a measure or a recommendation applies.",
    "needs": "For whom a service is, in the order in which the page Help lists them.",
    "topics": "The subjects that records are filed under, each with a page of its own.",
    "audiences": "For whom an implication is, each with a page of its own.",
    "places": "The areas that were named for a local investigation. To be named is not a finding.",
    "forces": "How strongly an implication binds those whom it is for.",
    "glossary": "The words that readers ask with: search knows them, and pages write abbreviations "
    "out.",
    "development-kinds": "What kind of event a development is.",
    "measure-kinds": "By what means something is done: a law, an inquiry, guidance.",
    "body-kinds": "What kind of body acts or speaks.",
    "stages": "The steps of a measure, in the order in which they come.",
    "officeholders": "The only people whom records may name, each with the office and a source.",
    "titles": "The titles beside names of people, by which the check finds who is named.",
    "words": "The words that our own texts do not use, and what to write instead.",
}
"""What each vocabulary is for, in a sentence."""

OPEN_VOCABULARIES = frozenset(
    {"topics", "audiences", "places", "glossary", "officeholders", "titles", "words"}
)
"""The vocabularies that grow with the record; the words of the others rarely change."""

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
