"""What a record is called where it is shown, and that address."""

from tracker.publish.page import record_path
from tracker.record.fields import Record
from tracker.record.model import Body, Development, Implication, Measure, Report, Service
from tracker.record.recommendation import Recommendation
from tracker.record.tracker import Tracker


def numbered(tracker: Tracker, record: Recommendation) -> str:
    """Which recommendation it is: `National Audit, recommendation 11`."""
    return f"{tracker.reports[record.report].short}, recommendation {record.number}"


def shown_at(tracker: Tracker, record: Record) -> tuple[str, str]:
    """A record's name in a list, and its address from the site's root: `support/#childline`."""
    match record:
        case Implication():
            audience = tracker.vocabulary.audiences[record.audience]
            return f"{audience.label}: {record.point}", f"for/{record.audience}/#{record.id}"
        case Service():
            return f"Support: {record.name}", f"support/#{record.id}"
        case Measure() | Body():
            return record.name, record_path(record)
        case Report() | Development() | Recommendation():
            return record.title, record_path(record)
    raise TypeError(f"{record.folder} are shown nowhere")
