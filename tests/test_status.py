"""The truth table of a recommendation's label, whole: every pair of parts, and its share.

The table is `tests/expected/labels.txt`; `scripts/test --accept` writes it anew.
"""

from itertools import combinations_with_replacement, permutations

from conftest import ROOT
from tracker.derive.status import StatusShare, overall_status, status_share
from tracker.load.dataset import Dataset
from tracker.text.status_sentences import share_text

TABLE = ROOT / "tests" / "expected" / "labels.txt"


def test_the_label_of_every_pair_of_parts(tiny: Dataset, accept: bool) -> None:
    labels = tiny.vocabulary.statuses
    order = list(labels)
    typed = [id for id, label in labels.items() if not label.computed]
    lines = []
    for pair in combinations_with_replacement(typed, 2):
        label = overall_status(pair, order)
        share = share_text(labels, status_share(label, pair, order))
        lines.append(f"{pair[0]} + {pair[1]} = {label}: {share}\n")
    if accept:
        TABLE.write_text("".join(lines), "utf-8")
    assert "".join(lines) == TABLE.read_text("utf-8"), "if it is meant: scripts/test --accept"


def test_the_order_of_the_parts_makes_no_difference(tiny: Dataset) -> None:
    order = list(tiny.vocabulary.statuses)
    for three in combinations_with_replacement(order, 3):
        assert len({overall_status(parts, order) for parts in permutations(three)}) == 1


def test_superseded_parts_are_ignored_and_the_rest_is_counted(tiny: Dataset) -> None:
    order = list(tiny.vocabulary.statuses)
    parts = ["under-way", "superseded", "planned", "planned"]
    assert overall_status(parts, order) == "under-way"
    assert status_share("under-way", parts, order) == StatusShare(
        "under-way", 1, 3, (("planned", 2),)
    )
