"""What is missing of a part, and what points say to each audience, in words."""

from collections import Counter
from collections.abc import Iterable

from tracker.derive.commencement import AppliedImplication
from tracker.derive.gaps import Gap
from tracker.load.dataset import Dataset
from tracker.schema.dates import PartialDate
from tracker.text.names import measure_short_name
from tracker.text.phrases import Sentence, date_pieces, join_words, lower_first
from tracker.text.point_sentences import PHASE_COUNTED
from tracker.text.stage_sentences import stage_label


def gaps_text(dataset: Dataset, gaps: Iterable[Gap]) -> Sentence:
    """What is missing of a part, as a sentence: `a date by which it is to be done; a strong source
    independent of the bodies responsible.` Empty where nothing is.
    """
    pieces: list[str | PartialDate] = []
    for gap in gaps:
        pieces += ["; "] if pieces else []
        pieces += _gap_text(dataset, gap)
    return (*pieces, ".") if pieces else ()


def _gap_text(dataset: Dataset, gap: Gap) -> Sentence:
    match gap.kind:
        case "step":
            return ("a step towards it",)
        case "section":
            statute = dataset.vocabulary.kind_names(dataset.vocabulary.statutes)
            shows = "a source that shows the section"
            return (f"{shows} of the {statute} ({_names(gap)}), then its start",)
        case "start":
            return (f"a source that shows the start ({_names(gap)})",)
        case "stage" if gap.expected:
            stage = lower_first(stage_label(dataset, gap.expected.stage))
            name = measure_short_name(gap.expected.measure)
            return f"{name}: {stage}, expected ", *date_pieces(gap.expected.date)
        case "date":
            return ("a date by which it is to be done",)
    return ("a strong source independent of the bodies responsible",)


def _names(gap: Gap) -> str:
    return join_words([measure_short_name(law) for law in gap.laws])


def points_text(points: Iterable[AppliedImplication]) -> str:
    """How many points there are, by where they stand: `1 may have started, 5 in force, 6 to
    watch`.
    """
    counts = Counter(applied.phase for applied in points)
    return ", ".join(
        f"{counts[phase]} {words}" for phase, words in PHASE_COUNTED.items() if counts[phase]
    )
