"""One element as it stands: its finding, what it rests on, and how sure that is."""

from dataclasses import dataclass

from tracker.derive.confidence import Confidence, assess_confidence
from tracker.record.dates import PartialDate
from tracker.record.fields import Source
from tracker.record.model import Development
from tracker.record.recommendation import Element, Finding, Recommendation
from tracker.record.tracker import Dataset
from tracker.record.vocabulary import PROVISION, ROYAL_ASSENT

SECTION_NOT_SEEN = Confidence("medium", "the Act is sure, and its own section was not seen")
"""What a finding is worth at most where the sources show the Act and not the provision."""


@dataclass(frozen=True)
class ElementAssessment:
    """One element as it stands: the finding that holds, how sure it is, and the events that it
    rests on.

    `confidence` is None for a finding that rests on a search and no source.
    """

    number: str
    element: Element
    finding: Finding
    evidence: tuple[Development, ...]
    confidence: Confidence | None

    @property
    def status(self) -> str:
        """The label that holds now."""
        return self.finding.status

    @property
    def since(self) -> PartialDate:
        """The date from which it has had its status without a break."""
        since = self.finding.date
        for finding in reversed(self.element.findings):
            if finding.status != self.status:
                break
            since = finding.date
        return since


def assess_element(
    dataset: Dataset, recommendation: Recommendation, index: int
) -> ElementAssessment:
    """The element of a recommendation at a place in its list, as it stands."""
    element = recommendation.elements[index]
    finding = element.findings[-1]
    evidence = tuple(dataset.developments[id] for id in finding.evidence)
    sources: list[Source] = [source for development in evidence for source in development.sources]
    number = f"{recommendation.number}.{index + 1}"
    sure = assess_confidence(sources, bool(finding.against)) if sources else None
    if sure and sure.level == "high" and _section_not_seen(dataset, element):
        sure = SECTION_NOT_SEEN
    return ElementAssessment(number, element, finding, evidence, sure)


def _section_not_seen(dataset: Dataset, element: Element) -> bool:
    """Whether an element rests on a provision whose own text in its Act was not seen."""
    laws = [dataset.measures[id] for id in element.rests_on]
    return any(
        law.kind == PROVISION
        and not any(stage.stage == ROYAL_ASSENT and stage.date for stage in law.stages)
        for law in laws
    )
