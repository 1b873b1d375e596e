"""What an entry of a feed says, in blocks: as HTML for readers that show it, and as plain text."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring


@dataclass(frozen=True)
class Link:
    """Words that lead to a whole address."""

    words: str
    address: str

    @property
    def plain(self) -> str:
        """The words with the address behind them, where they are not the address itself."""
        return self.words if self.words == self.address else f"{self.words} ({self.address})"


Line = tuple[str | Link, ...]


@dataclass(frozen=True)
class Rows:
    """A list, below the words that announce it."""

    lead: str
    lines: tuple[Line, ...]


Block = Line | Rows
"""A paragraph or a list. One with nothing in it is left out."""


def blocks_html(blocks: Iterable[Block]) -> str:
    """Blocks as one `div` of HTML."""
    division = Element("div")
    for block in filter(_has_content, blocks):
        paragraph = SubElement(division, "p")
        if isinstance(block, Rows):
            _write_line(paragraph, (block.lead,))
            rows = SubElement(division, "ul")
            for line in block.lines:
                _write_line(SubElement(rows, "li"), line)
        else:
            _write_line(paragraph, block)
    return tostring(division, encoding="unicode", method="html")


def blocks_text(blocks: Iterable[Block]) -> str:
    """Blocks as plain text: an empty line between them, a dash before each row."""
    return "\n\n".join(_plain_text(block) for block in filter(_has_content, blocks))


def _has_content(block: Block) -> bool:
    return bool(block.lines if isinstance(block, Rows) else block)


def _write_line(element: Element, line: Line) -> None:
    for piece in line:
        if isinstance(piece, Link):
            SubElement(element, "a", href=piece.address).text = piece.words
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + piece
        else:
            element.text = (element.text or "") + piece


def _plain_text(block: Block) -> str:
    if isinstance(block, Rows):
        return "\n".join([block.lead, *(f"- {_plain_text(line)}" for line in block.lines)])
    return "".join(piece.plain if isinstance(piece, Link) else piece for piece in block)
