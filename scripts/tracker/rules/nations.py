"""Rules of nations: what a finding says of some nations, it says of nations of its recommendation,
and none of these is left without one.
"""

from collections.abc import Iterator
from datetime import date

from tracker.derive.findings import finding_nations
from tracker.load.dataset import Dataset
from tracker.problems import Problem, quoted


def a_finding_applies_where_its_recommendation_does(
    dataset: Dataset, today: date
) -> Iterator[Problem]:
    """A finding is of nations in which its recommendation applies."""
    for recommendation in dataset.recommendations.values():
        nations = recommendation.applies_in
        for number, element in enumerate(recommendation.elements):
            for index, finding in enumerate(element.findings):
                for place, nation in enumerate(finding.applies_in):
                    if nation not in nations and nation in dataset.vocabulary["nations"]:
                        where = ("elements", number, "findings", index, "applies_in", place)
                        message = (
                            f"{quoted(nation)}: the recommendation applies only in "
                            f"{', '.join(nations)}"
                        )
                        yield dataset.problem(recommendation, where, message)


def a_part_is_judged_in_each_nation(dataset: Dataset, today: date) -> Iterator[Problem]:
    """An element that has findings has one for each nation in which its recommendation applies."""
    for recommendation in dataset.recommendations.values():
        for number, element in enumerate(recommendation.elements):
            findings = element.findings
            judged = {n for f in findings for n in finding_nations(recommendation, f)}
            missing = [nation for nation in recommendation.applies_in if nation not in judged]
            if findings and missing:
                names = ", ".join(missing)
                message = (
                    f"no finding is of {names}; add one with 'applies_in: [{names}]', which is "
                    "'not-assessed' where you have not looked"
                )
                yield dataset.problem(recommendation, ("elements", number, "findings"), message)
