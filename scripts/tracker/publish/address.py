"""What a record is called where it is shown, and that address."""

from tracker.record.fields import Record
from tracker.record.model import Body, Development, Implication, Measure, Report, Service
from tracker.record.recommendation import Recommendation
from tracker.record.tracker import Dataset


def recommendation_label(dataset: Dataset, record: Recommendation) -> str:
    """Which recommendation it is: `National Audit, recommendation 11`."""
    return f"{dataset.reports[record.report].short}, recommendation {record.number}"


def title_and_path(dataset: Dataset, record: Record) -> tuple[str, str]:
    """A record's name in a list, and its address from the site's root: `support/#childline`."""
    match record:
        case Implication():
            audience = dataset.vocabulary.audiences[record.audience]
            return f"{audience.label}: {record.point}", f"for/{record.audience}/#{record.id}"
        case Service():
            return f"Support: {record.name}", f"support/#{record.id}"
        case Measure() | Body():
            return record.name, record_path(record)
        case Report() | Development() | Recommendation():
            return record.title, record_path(record)
    raise TypeError(f"{record.folder} are shown nowhere")


def path_of(folder: str, id: str) -> str:
    """The address of a record's page: `recommendations/audit-11/`."""
    return f"{folder}/{id}/"


def record_path(record: Record) -> str:
    """The address of a record's own page."""
    return path_of(record.folder, record.id)
