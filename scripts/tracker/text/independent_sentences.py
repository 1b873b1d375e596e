"""What independent bodies found, in words, each with who and when."""

from tracker.derive.independence import current_independent_findings
from tracker.derive.status import Assessment
from tracker.load.dataset import Dataset
from tracker.schema.records import IndependentFinding, Recommendation
from tracker.text.names import body_name
from tracker.text.phrases import format_date, join_words


def element_numbers(recommendation: Recommendation, finding: IndependentFinding) -> str:
    """The elements that an independent body looked at: `part 1.2`, `parts 1.1 and 1.2`; empty for
    the whole.
    """
    numbers = [
        f"{recommendation.number}.{index}"
        for index, element in enumerate(recommendation.elements, start=1)
        if element.id in finding.elements
    ]
    return f"{'part' if len(numbers) == 1 else 'parts'} {join_words(numbers)}" if numbers else ""


def independent_finding_text(
    dataset: Dataset, recommendation: Recommendation, finding: IndependentFinding
) -> str:
    """What an independent body found, in a line: `Bridge Inspectorate found, 5 March 2025: Not
    done (part 1.2)`.
    """
    when = dataset.developments[finding.development].date
    label = dataset.vocabulary.term("conclusions", finding.conclusion).label
    numbers = element_numbers(recommendation, finding)
    about = f" ({numbers})" if numbers else ""
    return f"{body_name(dataset, finding.by, when)} found, {format_date(when)}: {label}{about}"


def independent_finding_texts(dataset: Dataset, assessment: Assessment) -> list[str]:
    """What each independent body found last of a recommendation, newest first."""
    recommendation = assessment.recommendation
    current = current_independent_findings(recommendation.independent_findings)
    return [independent_finding_text(dataset, recommendation, f) for f in reversed(current)]
