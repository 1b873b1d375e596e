"""Rules of what independent bodies found: who they are, and on what it rests."""

from collections.abc import Iterator
from datetime import date

from tracker.derive.independence import is_independent
from tracker.load.dataset import Dataset
from tracker.problems import Problem, quoted
from tracker.schema.records import Development, IndependentFinding, Recommendation
from tracker.schema.traversal import FieldPath
from tracker.schema.vocabularies import FOUND_NOT_DONE, STRONG_GRADES, grades_text


def _independent_findings(
    dataset: Dataset,
) -> Iterator[tuple[Recommendation, FieldPath, IndependentFinding]]:
    """What each independent body found, with its recommendation and its path."""
    for recommendation in dataset.recommendations.values():
        for index, finding in enumerate(recommendation.independent_findings):
            yield recommendation, ("independent_findings", index), finding


def an_independent_finding_is_by_an_independent_body(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """What an independent body found is by one that neither was asked nor promised anything, nor
    speaks for one that did.
    """
    for recommendation, where, finding in _independent_findings(dataset):
        known = finding.by in dataset.bodies
        if known and not is_independent(dataset, recommendation, finding.by):
            message = (
                f"{quoted(finding.by)} was asked or promised something here, or speaks for a body "
                "that did; what it says is a claim"
            )
            yield dataset.problem(recommendation, (*where, "by"), message)


def an_independent_finding_has_an_independent_source(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """What an independent body found rests on a development in which it acted, with a source of
    grade A or B.
    """
    for recommendation, where, finding in _independent_findings(dataset):
        development = dataset.developments.get(finding.development)
        if development is None:
            continue
        if finding.by not in development.bodies:
            message = (
                f"{quoted(finding.development)} does not name {quoted(finding.by)} in its 'bodies'"
            )
            yield dataset.problem(recommendation, (*where, "development"), message)
        if not any(source.grade in STRONG_GRADES for source in development.sources):
            needed = grades_text(dataset.vocabulary.grades, STRONG_GRADES)
            message = (
                f"{quoted(finding.development)} has no source of grade {needed}; what an "
                "independent body found needs one"
            )
            yield dataset.problem(recommendation, (*where, "development"), message)


def an_independent_finding_is_about_elements_that_exist(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """The elements that an independent body's finding names are those of its recommendation."""
    for recommendation, where, finding in _independent_findings(dataset):
        ids = [element.id for element in recommendation.elements]
        for number, id in enumerate(finding.elements):
            if id not in ids:
                message = f"{quoted(id)} is no element here; they are {', '.join(ids)}"
                yield dataset.problem(recommendation, (*where, "elements", number), message)


def what_was_found_not_done_was_found_by_an_independent_body(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """A finding that an independent body found something not done cites a development in which such
    a body acted, with a source of the grade that this needs.
    """
    status = dataset.vocabulary.statuses.get(FOUND_NOT_DONE)
    grades = frozenset(status.grades) if status else frozenset()
    for recommendation in dataset.recommendations.values():
        for number, element in enumerate(recommendation.elements):
            for index, finding in enumerate(element.findings):
                cited = [dataset.developments.get(id) for id in finding.evidence]
                if finding.status != FOUND_NOT_DONE or not cited or None in cited:
                    continue
                if not any(
                    development
                    and _is_independent_look(dataset, recommendation, development, grades)
                    for development in cited
                ):
                    where = ("elements", number, "findings", index, "evidence")
                    message = (
                        f"{quoted(FOUND_NOT_DONE)} needs a development that names an independent "
                        "body in its 'bodies' and has a source of grade "
                        f"{grades_text(dataset.vocabulary.grades, grades)}"
                    )
                    yield dataset.problem(recommendation, where, message)


def _is_independent_look(
    dataset: Dataset,
    recommendation: Recommendation,
    development: Development,
    grades: frozenset[str],
) -> bool:
    """Whether a body that is independent of a recommendation acted in a development, and a source
    of one of these grades shows it.
    """
    bodies = (id for id in development.bodies if id in dataset.bodies)
    return any(is_independent(dataset, recommendation, id) for id in bodies) and any(
        source.grade in grades for source in development.sources
    )
