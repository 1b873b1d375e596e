"""The kinds of record and what stands inside them, one model each: the one definition of the
fields.

A record's id is its file's name and is not a field of the file; the loader puts it into `id`.
"""

from typing import Annotated, Literal

from pydantic import Field

from tracker.schema.fields import (
    AT_LEAST_ONE,
    AudienceId,
    BodyId,
    Count,
    Date,
    DevelopmentId,
    EventDate,
    Id,
    Language,
    MeasureId,
    Model,
    Months,
    Nation,
    Number,
    OpenQuestion,
    PartRef,
    PlaceId,
    PublishedAs,
    RecommendationId,
    Record,
    Recorded,
    Ref,
    Search,
    Source,
    StageRef,
    Text,
    TopicId,
    Url,
    Zone,
)


class Response(Model):
    """What one addressee answered, or where an answer was looked for and not found."""

    plural = "responses"

    position: Annotated[Id, Ref("responses")]
    """What the body answered. An answer is not progress."""
    by: Annotated[BodyId, PublishedAs("body")]
    """The body that answered, or whose answer was looked for."""
    development: DevelopmentId | None = None
    """The development in which it answered, with at least one source of a grade that carries
    findings. `no-response` has none, every other position has one.
    """
    searched: tuple[Search, ...] = ()
    """Where an answer was looked for and not found. `no-response` has at least one search."""
    note: Text | None = None
    """What more is known of the answer, and what of it was not seen."""


class Claim(Model):
    """What a responsible body says about the delivery of this recommendation, in its own official
    statement.
    """

    plural = "claims"

    state: Annotated[Id, Ref("states"), PublishedAs("claim_status")]
    """What the body says about delivery. It is its claim, never mixed with our finding."""
    by: Annotated[BodyId, PublishedAs("body")]
    """The body that says so. Pages name it as the `voice` of its record does, else by its name."""
    development: DevelopmentId
    """The development in which it said so, with at least one source of a grade that carries
    findings.
    """
    elements: tuple[Id, ...] = ()
    """The elements of which it says so, by their ids. Where none are given, it is the whole."""
    note: Text
    """What it said, in our own words."""
    id: Id | None = None
    """Its name among the claims, where another one rests on the same development. It never
    changes.
    """


class IndependentFinding(Model):
    """What a body that is independent of those responsible found when it looked. It is that body's
    own conclusion, beside the claim and our finding.
    """

    plural = "independent_findings"

    conclusion: Annotated[Id, Ref("conclusions")]
    """What it found."""
    by: Annotated[BodyId, PublishedAs("body")]
    """The body that looked. It neither was asked nor promised anything, and speaks for none that
    did.
    """
    development: DevelopmentId
    """The development in which it said so, which names the body in its `bodies` and has at least
    one source of grade A or B. Its date is that of the finding.
    """
    elements: tuple[Id, ...] = ()
    """The elements that it looked at, by their ids. Where none are given, it is the whole."""
    note: Text
    """What it found, in our own words."""
    id: Id | None = None
    """Its name among the independent findings, where another one of the body rests on the same
    development and is about the same elements. It never changes.
    """


class Finding(Model):
    """Our judgement of one element from a date on. Never rewritten: a wrong one is corrected by
    one that was recorded later.
    """

    plural = "findings"

    status: Annotated[Id, Ref("labels")]
    """What the record shows of the element. A `computed` status never stands here."""
    date: EventDate
    """The day from which the published record shows it: that of its newest evidence or, where it
    cites none, the end of the search.
    """
    recorded: Recorded
    """The day on which we wrote it, or the day with the time, never before `date` or `evidence_to`.
    It never changes.
    """
    reason: Text
    """Why it has this status, in at most 45 words that say only what was seen."""
    evidence: tuple[DevelopmentId, ...] = ()
    """The developments that show it. At least one of their sources has a grade that the status
    allows.
    """
    against: tuple[DevelopmentId, ...] = ()
    """The developments in which a source says otherwise."""
    searched: tuple[Search, ...] = ()
    """The searches that found nothing, where it states an absence."""
    evidence_to: Date
    """How far we had looked. Absence is judged against this day, never against today."""
    corrects: Date | None = None
    """The date of the finding that was wrong and that this one puts right: of several with that
    date, the last that was recorded before this one. This one's own date may be older or newer. It
    puts it right in its own nations; in others the finding holds still.
    """
    superseded_by: Annotated[Text, Ref("successors")] | None = None
    """The recommendation or measure that has taken the place of what was asked. `superseded` always
    has one.
    """
    applies_in: tuple[Nation, ...] = ()
    """The nations of which it says this, where it does not of all in which the recommendation
    applies. Each of the others has a finding of its own.
    """


class Element(Model):
    """One testable thing that a recommendation asks for, as it was judged over time. Pages call it
    a part.
    """

    plural = "elements"

    id: Id
    """Its name, which no other element of the recommendation has."""
    text: Text
    """What is true once it is done: something that can be tested, never the recommendation's own
    sentence again.
    """
    rests_on: tuple[MeasureId, ...] = ()
    """The measures that are to deliver it. Where they include a law, it is `delivered` only once
    that law is in force in each nation of the finding.
    """
    findings: tuple[Finding, ...] = ()
    """Every finding about it, in any order: in each nation the one with the newest date holds, of
    those that no other corrects there. None is there until an editor has looked at it.
    """


class DueDate(Model):
    """A date that a commitment was given: a day or a span, or so many months after a stage of a
    measure, or words alone.
    """

    plural = "due_dates"

    date: Date | None = None
    """The day or the span of days by which it is due."""
    after: StageRef | None = None
    """The stage of a measure, as `measure.stage`, that `within_months` is counted from. It needs
    `within_months` and `words`.
    """
    within_months: Months | None = None
    """How many months after the stage in `after` it is due, at most 600."""
    words: Text | None = None
    """The due date in words. They stand alone where no date was given, or where none can be told
    yet.
    """
    set_on: Date
    """The day on which this date was set. It is before the commitment was made only where a
    development of its own tells so.
    """
    reason: Text | None = None
    """Why this date was set, in at most 45 words."""
    development: DevelopmentId | None = None
    """The development that set it, or that reported later that it had been set, where that is not
    the one that made the commitment. It has a source of a grade that carries findings.
    """
    id: Id | None = None
    """Its name among the due dates of the commitment, where an older one has the same `set_on`. It
    never changes.
    """


class Met(Model):
    """The day on which the published record shows that a commitment was kept."""

    date: Date
    """The day on which the published record shows that it was kept: the date of the development
    that shows it.
    """
    development: DevelopmentId
    """The development that shows it, with at least one source of a grade that carries findings. It
    is never the one that made the commitment.
    """


class Undone(Model):
    """The day on which the published record shows that what kept a commitment was undone."""

    date: Date
    """The day on which the published record shows it: the date of the development that does, never
    before the day on which the commitment was kept.
    """
    development: DevelopmentId
    """The development that shows it, with at least one source of a grade that carries findings."""


class Commitment(Model):
    """What a body undertook to do, by when, and whether it was kept. Pages call it a promise."""

    plural = "commitments"

    id: Id
    """Its name, which no other commitment of the recommendation has."""
    what: Text
    """What was promised, in our own words."""
    by: Annotated[tuple[BodyId, ...], AT_LEAST_ONE, PublishedAs("bodies")]
    """The bodies that promised it."""
    made: DevelopmentId
    """The development in which it was promised, with at least one source of a grade that carries
    findings.
    """
    due: tuple[DueDate, ...] = ()
    """Each date that it was ever given. The one that was set last holds; of two that were set on
    one day, the one that stands last.
    """
    met: Met | None = None
    """When it was kept and what shows that, where the record shows it."""
    looked_to: Date | None = None
    """How far the place that would show that it was kept was looked at, where that is less far than
    the record's evidence.
    """
    undone: Undone | None = None
    """When what kept it was undone, such as by the repeal of a law, and what shows that. It needs
    `met`.
    """


class Review(Model):
    """A look at the whole record by an editor."""

    plural = "reviews"

    date: Date
    """The day of the look."""
    evidence_to: Date
    """How far we had looked, never after `date`. Absence is judged against this day, never against
    today.
    """
    seen: Annotated[Id, Ref("seen")]
    """How much of the sources the editor saw."""
    note: Text
    """What was looked at or looked for, and what came of it."""
    id: Id | None = None
    """Its name among the reviews, where an older one has the same date. It never changes."""


class Recommendation(Record):
    """What a report asked, of whom; what was answered and promised; and what the record shows,
    element by element.
    """

    folder = "recommendations"
    one = "recommendation"

    report: Annotated[Id, Ref("reports")]
    """The report that made it."""
    number: Number
    """Its number as the report prints it, in quotes: `'4'`, `'6.12'`, `'33.10a'`. No other
    recommendation of the report has it.
    """
    title: Text
    """What it asks, as a title. At most 12 words, in our own words."""
    short: Text
    """Its short title, for lists."""
    content_note: Text | None = None
    """What a reader may wish to know before reading on: one sentence without detail."""
    summary: Text
    """What was asked. At most 80 words, in our own words, not the recommendation's."""
    addressed_to: Annotated[tuple[BodyId, ...], AT_LEAST_ONE]
    """The bodies that it asks."""
    addressed_note: Text | None = None
    """How we know whom it asks, where the report's own words were not seen."""
    applies_in: Annotated[tuple[Nation, ...], AT_LEAST_ONE]
    """The nations in which it applies."""
    topics: Annotated[tuple[TopicId, ...], AT_LEAST_ONE]
    """The topics that it is filed under."""
    responses: tuple[Response, ...] = ()
    """What each body that was asked answered, in any order: the newest answer of a body holds. None
    is there until an editor has looked for an answer.
    """
    claims: tuple[Claim, ...] = ()
    """What the responsible bodies say about delivery, in any order: the newest of each voice holds.
    It is their claim, not our finding.
    """
    elements: Annotated[tuple[Element, ...], Field(min_length=1, max_length=12)]
    """The one to twelve testable things that it asks for. The status of the whole is worked out
    from them.
    """
    commitments: tuple[Commitment, ...] = ()
    """What bodies undertook to do about it, by when, and whether that was kept."""
    independent_findings: tuple[IndependentFinding, ...] = ()
    """What independent bodies found when they looked, in any order: the newest of a body on the
    same elements holds. It is neither a claim nor our finding.
    """
    repeats: tuple[RecommendationId, ...] = ()
    """The earlier recommendations that asked the same."""
    blocked_by: tuple[PartRef, ...] = ()
    """The recommendations that it waits for, or single elements of them, as
    `recommendation.element`.
    """
    open_questions: tuple[OpenQuestion, ...] = ()
    """What could not be established about it, and how far we looked."""
    reviews: tuple[Review, ...] = ()
    """Each look at the whole record, in any order. The newest says how far its evidence reaches.
    None is there until an editor has looked at what became of it.
    """


class Emergency(Model):
    """What somebody in danger is to do, before anything else."""

    number: Text
    """The number to call, in quotes, as it is dialled."""
    sentence: Text
    """What to do, as one sentence that has the number in it. The page Help begins with it."""


class ExitPage(Model):
    """Where "Exit this page" leads: a page of another site that gives nothing away."""

    name: Text
    """What it is, as a sentence says it: `a weather forecast`."""
    url: Url
    """Its address."""


class StatuteBook(Model):
    """The official publication of the law, where a reader can see what is in force."""

    name: Text
    """What it is called, as a sentence says it after "Check"."""
    url: Url | None = None
    """Its address, to which its name leads. None is needed where the name is the address."""


class SensitiveSubject(Model):
    """What pages say because the subject may hurt who reads about it."""

    content_note: Text
    """What a reader may wish to know before reading on, in a sentence or two, without detail. The
    home page has it.
    """
    harm: Text
    """What was done, in as few words as pages say it with: readers are asked not to write to us
    about it.
    """
    harm_in_full: Text
    """The same in full, as titles of records name it."""
    support: Text
    """What the page Help is for, as one sentence."""
    help_words: tuple[Text, ...] = ()
    """What somebody searches for who needs help, beside `help` and `support`. Search leads them to
    the page Help.
    """


class Site(Model):
    """`data/site.yaml`: the site's name, address, publisher and repository; its country, and what
    its subject asks of it. What is unset is left out of the pages.
    """

    name: Text
    """Its name."""
    lead: Text
    """The line under its name, which says what it is about."""
    featured: Annotated[Id, Ref("reports")]
    """The report that stands first."""
    publisher: Text | None = None
    """Who publishes the site. A published site has it."""
    contact: Text | None = None
    """How to reach the publisher in general. A published site has it."""
    corrections: Text | None = None
    """How to reach the publisher about a mistake. A published site has it."""
    repository: Url | None = None
    """The address of the repository with the record and the code. A published site has it, here or
    as `TRACKER_REPOSITORY`, which goes before it.
    """
    address: Url | None = None
    """The address at which the site is published, without `?` or `#`. A published site has it, here
    or as `SITE_URL`, which goes before it.
    """
    zone: Zone | None = None
    """The time zone in which "today" is determined, wherever the build runs, as the IANA names it.
    It is UTC where it is unset.
    """
    language: Language = "en"
    """The language of the pages, as a tag (BCP 47) with or without a country: `en-NZ`. The pages'
    own sentences are English, so it is a tag for English.
    """
    country: Text | None = None
    """The country that the site is about, as a sentence says it after "in"."""
    emergency: Emergency | None = None
    """What somebody in danger is to do."""
    exit: ExitPage | None = None
    """Where "Exit this page" leads. Without it no page has that control."""
    statute_book: StatuteBook | None = None
    """Where the law of the country is officially published."""
    sensitive_subject: SensitiveSubject | None = None
    """What pages say where the subject may hurt who reads about it."""


class Report(Record):
    """A publication that recommendations come from."""

    folder = "reports"
    one = "report"

    title: Text
    """Its own title."""
    short: Text
    """Its short title, as lists and searches call it."""
    authors: Annotated[tuple[Text, ...], AT_LEAST_ONE]
    """Who wrote it: offices, and people only where the vocabulary `officeholders` has them."""
    published: Date
    """The date on which it was published."""
    url: Url
    """The address of the report itself."""
    summary: Text
    """What it is and what it says. At most 80 words, in our own words."""
    makes: Count
    """How many recommendations it makes."""
    recorded: Annotated[Id, Ref("extents")]
    """Whether all of its recommendations are recorded."""
    recorded_reason: Text | None = None
    """Why not all of them are recorded. It is given wherever that is so."""
    sources: Annotated[tuple[Source, ...], AT_LEAST_ONE]
    """The published documents that the record rests on. There is at least one."""


class Development(Record):
    """One event on a day, however many recommendations it concerns."""

    folder = "developments"
    one = "development"

    date: EventDate
    """The day on which it happened, as exactly as it is known. The id begins with it, as first
    known.
    """
    recorded: Recorded
    """The day on which we wrote it, or the day with the time, never before `date`. It never
    changes. Feeds and the sitemap go by it.
    """
    title: Text
    """What happened, as a title. At most 12 words, in our own words."""
    summary: Text
    """What happened, and what of it was not seen. At most 60 words, in our own words."""
    content_note: Text | None = None
    """What a reader may wish to know before reading on: one sentence without detail."""
    kind: Annotated[Id, Ref("development-kinds")]
    """What kind of event it is."""
    recommendations: tuple[PartRef, ...] = ()
    """The recommendations that it concerns, or single elements of them, as
    `recommendation.element`.
    """
    measures: tuple[MeasureId, ...] = ()
    """The measures that it concerns."""
    bodies: tuple[BodyId, ...] = ()
    """The bodies that acted. Where its file names none, they are those of its recommendations and
    measures.
    """
    topics: tuple[TopicId, ...] = ()
    """The topics that it is filed under. Where it names recommendations or measures, they are
    theirs, and its file gives none.
    """
    places: tuple[PlaceId, ...] = ()
    """The areas that a source names for a local investigation. To be named is not a finding."""
    sources: Annotated[tuple[Source, ...], AT_LEAST_ONE]
    """The published documents that it rests on. There is at least one, of any grade."""


class Stage(Model):
    """A step of a measure: taken, expected, known without a day, or looked for and not found."""

    plural = "stages"

    stage: Annotated[Id, Ref("stages")]
    """Which step it is."""
    date: EventDate | None = None
    """The day on which it was taken, as a source shows it."""
    expected: EventDate | None = None
    """The day for which it was announced or reported, where it was not seen to have been taken."""
    words: Text | None = None
    """What is known of it beside its day or without one, such as who reports it. A stage with
    neither a day nor a search has them.
    """
    applies_in: tuple[Nation, ...] = ()
    """The nations for which it holds. Where none is given, they are those of the measure."""
    searched: tuple[Search, ...] = ()
    """Where it was looked for and not found. A stage with a `date` has none."""
    source: Source | None = None
    """The published document that gives its `date` or `expected`, neither of which stands without
    one. That of a stage that `enacts`, `commences` or `ends` needs a grade that carries findings.
    """
    id: Id | None = None
    """Its name among the stages of the measure, where an older one has the same stage and the same
    nations. It never changes, whatever becomes of the date.
    """


class Measure(Record):
    """By what means something is done: a law or one provision of it, an inquiry, an operation, a
    consultation, guidance.
    """

    folder = "measures"
    one = "measure"

    name: Text
    """Its name in full."""
    short: Text | None = None
    """Its short name, for lists."""
    kind: Annotated[Id, Ref("measure-kinds")]
    """What kind of measure it is."""
    content_note: Text | None = None
    """What a reader may wish to know before reading on: one sentence without detail."""
    summary: Text
    """What it is and what it does. At most 80 words, in our own words."""
    applies_in: Annotated[tuple[Nation, ...], AT_LEAST_ONE]
    """The nations in which it applies."""
    bodies: Annotated[tuple[BodyId, ...], AT_LEAST_ONE]
    """The bodies that make it, carry it out or are bound by it."""
    topics: Annotated[tuple[TopicId, ...], AT_LEAST_ONE]
    """The topics that it is filed under."""
    url: Url | None = None
    """The address of its own page or text."""
    citation: Text | None = None
    """Its citation as lawyers write it, where a source shows it."""
    part_of: MeasureId | None = None
    """The law that it is a part of. Every provision has one."""
    continues: MeasureId | None = None
    """The earlier measure that it continues: the draft that fell and came back as this one, the
    guidance of which this is a new issue.
    """
    stages: Annotated[tuple[Stage, ...], AT_LEAST_ONE]
    """The steps of it, in any order: pages show those that have a date oldest first."""
    open_questions: tuple[OpenQuestion, ...] = ()
    """What could not be established about it, and how far we looked."""


class EarlierName(Model):
    """A name that a body bore until it took the next."""

    plural = "earlier_names"

    name: Text
    """The official name that it bore."""
    short: Text | None = None
    """The short name that people used."""
    until: EventDate
    """The day on which it took its next name. It bore this one before that day."""
    recorded: Date
    """The day on which we wrote it, never before `until`. It never changes."""
    source: Source
    """The published document that shows the change of name, of a grade that carries findings."""


class BodyEnd(Model):
    """When and how a body ended, and which bodies took over from it."""

    plural = "body_ends"

    date: EventDate
    """The last day on which it existed."""
    how: Literal["merged", "split", "replaced", "abolished"]
    """How it ended. `merged`: it became part of another body. `split`: its work was divided between
    several. `replaced`: another body took its place. `abolished`: it was dissolved, whether or not
    a body took over its work.
    """
    successors: tuple[BodyId, ...] = ()
    """The bodies that took over its work. What was asked of it is shown with them. `split` has at
    least two, `merged` and `replaced` at least one.
    """
    recorded: Date
    """The day on which we wrote it, never before `date`. It never changes."""
    source: Source
    """The published document that shows it, of a grade that carries findings."""


class Body(Record):
    """Who must act or speak."""

    folder = "bodies"
    one = "body"

    name: Text
    """Its official name: that of today or, of a body that has ended, its last."""
    short: Text | None = None
    """The short name that people use."""
    kind: Annotated[Id, Ref("body-kinds")]
    """What kind of body it is."""
    summary: Text
    """What it is and what it does. At most 80 words, in our own words."""
    words: tuple[Text, ...] = ()
    """Other names by which readers ask for it, the offices in it above all. Search finds it by
    them.
    """
    applies_in: Annotated[tuple[Nation, ...], AT_LEAST_ONE]
    """The nations for which it acts."""
    url: Url | None = None
    """The address of its own site."""
    earlier_names: tuple[EarlierName, ...] = ()
    """The names that it bore before this one, in any order: their days decide. What it did under
    one of them bears that name. Search finds it by each.
    """
    ended: BodyEnd | None = None
    """When and how it ended, once it has. Nothing is asked of it after that day, and nothing done
    by it.
    """
    voice: Text | None = None
    """How its claims are introduced in a sentence, where its name with "says" does not fit: `the
    government says`, `police forces say`. Bodies with the same voice speak as one, such as the
    departments of one government.
    """


class Implication(Record):
    """What a law, a guidance or a plan means for one audience."""

    folder = "implications"
    one = "implication"

    audience: AudienceId
    """Whom it is for."""
    topic: TopicId
    """The topic that it is filed under."""
    point: Text
    """What to do, by when and under what law or guidance. One or two sentences that begin with the
    verb.
    """
    force: Annotated[Id, Ref("forces")]
    """How strongly it binds its audience."""
    applies_in: Annotated[tuple[Nation, ...], AT_LEAST_ONE]
    """The nations in which it applies."""
    applies_from: Date | None = None
    """The day from which it was seen to apply. At most one of `applies_from`, `starts_with`,
    `in_force_by` and `expected` is given.
    """
    starts_with: StageRef | None = None
    """The stage of a measure, as `measure.stage`, with which it starts, also where that is only
    reported. Each of its nations must have taken it. A duty by law starts with one that
    `commences`.
    """
    in_force_by: Date | None = None
    """A day on which it was seen in force, where its start was not seen."""
    expected: Date | None = None
    """The day by which it is expected to apply."""
    words: Text | None = None
    """What its start waits for, or what else there is to say of it. It is needed where neither a
    day nor a stage is given.
    """
    measures: tuple[MeasureId, ...] = ()
    """The measures that it concerns."""
    recommendations: tuple[RecommendationId, ...] = ()
    """The recommendations that it concerns."""
    sources: Annotated[tuple[Source, ...], AT_LEAST_ONE]
    """The published documents that it rests on. At least one is of a grade that carries findings.
    """
    ends: Date | None = None
    """The first day on which it was seen to apply no longer. Without it and `expected_end` it ends
    with the measure of `starts_with` or, where it has none, with the last of its `measures`.
    """
    expected_end: Date | None = None
    """The day for which its end was announced, where that was not seen."""
    ended_by: Annotated[Id, Ref("stages")] | None = None
    """How it ends, by a stage that is an end. It needs `ends` or `expected_end`."""
    replaced_by: Annotated[Id, Ref("implications")] | None = None
    """The implication that takes its place once it has ended."""
    title: Text | None = None
    """What it is about, as a heading of a few words: `Ask for your care records`."""
    caution: Text | None = None
    """Its limits: for whom it may not hold, what can stand in the way, what was not seen. `words`
    then say only from when it applies and on what that rests.
    """
    url: Url | None = None
    """The page to go to or to apply at, where its address was seen."""
    services: tuple[Annotated[Id, Ref("services")], ...] = ()
    """The services that help with it."""
    recorded: Recorded | None = None
    """The day on which we wrote it, or the day with the time, where that is known. It never
    changes. Changes and feeds say from it that the point is new.
    """


class Service(Record):
    """A place to find help."""

    folder = "services"
    one = "service"

    name: Text
    """Its name."""
    summary: Text
    """What it is and how it helps. At most 80 words, in our own words."""
    need: Annotated[Id, Ref("needs")]
    """Under which heading the page Help lists it."""
    serves: Text
    """Whom it is for, in its own terms."""
    url: Url
    """The address of its own site."""
    phone: Text | None = None
    """Its telephone number, where its own pages showed one."""
    text: Text | None = None
    """Its number for text messages, with the word to send if there is one, where its own pages
    showed it.
    """
    hours: Text | None = None
    """When it is open, where its own pages say so."""
    applies_in: tuple[Nation, ...] = ()
    """The nations that it is for. None are given where its own pages do not say."""
    on_every_page: bool = False
    """Whether its number stands at the foot of every page."""
    sources: Annotated[tuple[Source, ...], AT_LEAST_ONE]
    """The service's own pages, each with the day on which we saw it."""


KINDS: tuple[type[Record], ...] = (
    Report,
    Recommendation,
    Development,
    Measure,
    Body,
    Implication,
    Service,
)
