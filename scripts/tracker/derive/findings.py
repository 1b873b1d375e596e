"""Which finding of an element holds, in which nation: the newest on a day that no other corrects
there. A finding that names no nations is of all in which its recommendation applies.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.derive.order import by_date_and_recorded
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate, chronological, writing_order
from tracker.schema.records import Element, Finding, Recommendation


@dataclass(frozen=True)
class FindingInNations:
    """A finding, and some of its nations."""

    finding: Finding
    nations: tuple[str, ...]


def nations_of(dataset: Dataset, recommendation: Recommendation) -> tuple[str, ...]:
    """The nations in which a recommendation applies, in the order of the vocabulary."""
    order = list(dataset.vocabulary["nations"])
    return tuple(sorted(recommendation.applies_in, key=order.index))


def finding_nations(recommendation: Recommendation, finding: Finding) -> tuple[str, ...]:
    """The nations of which a finding says something."""
    return finding.applies_in or recommendation.applies_in


def findings_in(
    recommendation: Recommendation, element: Element, nation: str
) -> tuple[Finding, ...]:
    """The findings of an element in a nation, those that others correct included."""
    return tuple(
        finding
        for finding in element.findings
        if nation in finding_nations(recommendation, finding)
    )


def corrected_finding(findings: Sequence[Finding], finding: Finding) -> Finding | None:
    """The one of an element's findings in a nation that another of them corrects: of those of the
    date that it names, the last that was written before it. None where it corrects none.
    """
    earlier = (
        other
        for other in findings
        if other.date == finding.corrects and was_written_before(other, finding)
    )
    return max(earlier, key=_writing_order, default=None)


def was_written_before(earlier: Finding, later: Finding) -> bool:
    """Whether a finding was recorded before another, or on its day where only that corrects."""
    return _writing_order(earlier) < _writing_order(later)


def _writing_order(finding: Finding) -> tuple[tuple[date, datetime], bool]:
    """The key of the order of writing: of one moment, a correction comes after what it corrects."""
    return writing_order(finding.recorded), finding.corrects is not None


def without_corrected(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings of an element in a nation that stand: without those that another of them
    corrects. Where a correction returns to the date of an older one that stands, it takes the place
    of that.
    """
    if not any(finding.corrects for finding in findings):
        return tuple(findings)
    corrected = {id(corrected_finding(findings, finding)) for finding in findings}
    standing = [finding for finding in findings if id(finding) not in corrected]
    returning = [finding for finding in standing if finding.corrects]
    return tuple(
        finding
        for finding in standing
        if not any(
            later.date == finding.date and was_written_before(finding, later) for later in returning
        )
    )


def standing_by_nation(
    recommendation: Recommendation, element: Element
) -> Mapping[str, tuple[Finding, ...]]:
    """The findings of an element in each nation of its recommendation that no other corrects."""
    return {
        nation: without_corrected(findings_in(recommendation, element, nation))
        for nation in recommendation.applies_in
    }


def standing_findings(
    recommendation: Recommendation, element: Element
) -> tuple[FindingInNations, ...]:
    """The findings of an element, each with the nations in which no other corrects it; none that is
    corrected in all of its own.
    """
    standing = standing_by_nation(recommendation, element)
    return _in_nations(
        (finding, nation)
        for finding in element.findings
        for nation, findings in standing.items()
        if any(other is finding for other in findings)
    )


def current_findings(
    recommendation: Recommendation, element: Element
) -> tuple[FindingInNations, ...]:
    """The findings of an element that hold now, each with the nations in which it does: in each the
    newest that no other corrects.
    """
    return _in_nations(
        (max(findings, key=by_date_and_recorded), nation)
        for nation, findings in standing_by_nation(recommendation, element).items()
        if findings
    )


def findings_corrected_by(
    recommendation: Recommendation, element: Element, finding: Finding
) -> tuple[FindingInNations, ...]:
    """The findings of an element that one of them corrects, each with the nations in which it
    does.
    """
    return _in_nations(
        (wrong, nation)
        for nation in finding_nations(recommendation, finding)
        if (wrong := corrected_finding(findings_in(recommendation, element, nation), finding))
    )


def finding_as_of(findings: Iterable[Finding], day: PartialDate) -> Finding | None:
    """The finding that held on a date, of an element's in a nation without those that are
    corrected; None where none did.
    """
    earlier = (finding for finding in findings if chronological(finding.date) <= chronological(day))
    return max(earlier, key=by_date_and_recorded, default=None)


def limited_to(finding: Finding, nations: tuple[str, ...]) -> Finding:
    """A finding of some of its nations alone."""
    return finding.model_copy(update={"applies_in": nations})


def _in_nations(pairs: Iterable[tuple[Finding, str]]) -> tuple[FindingInNations, ...]:
    """Findings, each once, with the nations beside which it stands."""
    nations: dict[int, tuple[Finding, list[str]]] = {}
    for finding, nation in pairs:
        nations.setdefault(id(finding), (finding, []))[1].append(nation)
    return tuple(FindingInNations(finding, tuple(names)) for finding, names in nations.values())
