"""An abbreviation is written out at its first use in running text, and nowhere else."""

import pytest

from tracker.render.abbreviations import Abbreviations
from tracker.schema.vocabularies import GlossaryEntry

ENTRIES = [
    GlossaryEntry(label="child sexual exploitation", short="CSE", description="D"),
    GlossaryEntry(label="Crown & Prosecution", short="CPS", description="D"),
    GlossaryEntry(label="private hire vehicle", short="PHV", description="D"),
    GlossaryEntry(label="keeper's list", short="KL", description="D"),
    GlossaryEntry(label="no abbreviation", description="D"),
]


@pytest.mark.parametrize(
    ("html", "out"),
    [
        ("<p>CSE, then CSE</p>", "<p>CSE (child sexual exploitation), then CSE</p>"),
        ("<h1>CSE</h1><p>CSE</p>", "<h1>CSE</h1><p>CSE (child sexual exploitation)</p>"),
        ('<a href="CSE">CSE</a> CSE', '<a href="CSE">CSE</a> CSE (child sexual exploitation)'),
        (
            "<th><b>CSE</b></th><td>CSE</td>",
            "<th><b>CSE</b></th><td>CSE (child sexual exploitation)</td>",
        ),
        (
            "<cite>CSE</cite> <q>CSE</q> CSE",
            "<cite>CSE</cite> <q>CSE</q> CSE (child sexual exploitation)",
        ),
        ("child sexual exploitation (CSE) and CSE", "child sexual exploitation (CSE) and CSE"),
        ("CSE (child sexual exploitation)", "CSE (child sexual exploitation)"),
        ("CSE (see section 2)", "CSE (child sexual exploitation) (see section 2)"),
        ("<b>child sexual exploitation</b> (CSE)", "<b>child sexual exploitation</b> (CSE)"),
        ("Child sexual exploitation, CSE", "Child sexual exploitation, CSE"),
        ("the law (CSE) and CSE", "the law (CSE) and CSE (child sexual exploitation)"),
        ("CSE&#39;s law, then CSE", "CSE&#39;s law, then CSE (child sexual exploitation)"),
        ("keeper&#39;s list (KL)", "keeper&#39;s list (KL)"),
        ("the CPS", "the CPS (Crown &amp; Prosecution)"),
        ("CSEs, XCSE and CSE-led", "CSEs, XCSE and CSE-led"),
        ("<p>cse</p>", "<p>cse</p>"),
        (
            "<p>PHV</p><p>CSE</p>",
            "<p>PHV (private hire vehicle)</p><p>CSE (child sexual exploitation)</p>",
        ),
        ("", ""),
    ],
)
def test_the_first_use_is_written_out(html: str, out: str) -> None:
    assert Abbreviations(ENTRIES).expand(html) == out


def test_without_a_glossary_nothing_changes() -> None:
    assert Abbreviations([]).expand("<p>CSE</p>") == "<p>CSE</p>"
