"""The only reader of the record's files: from a path to a document, or to a refusal."""

from pathlib import Path

from tracker.record.document import Document, line_and_column, unreadable
from tracker.record.strict import parse_yaml

MAX_BYTES = 256 * 1024  # a record is a page of text; the largest real one is under a tenth of this


def read_yaml(path: Path, file: str, root: Path) -> Document:
    """The YAML file at `path`, called `file` in messages. Raises `Refused` as `read_text` does, and
    where it is not strict YAML.
    """
    return parse_yaml(read_text(path, file, root), file)


def read_text(path: Path, file: str, root: Path) -> str:
    """The text of the file at `path`.

    Raises `Refused` where it is not a plain file inside `root`, is too large, or is not UTF-8.
    """
    if not path.resolve().is_relative_to(root.resolve()):
        raise unreadable(
            file, "is a link that leads out of the data directory; put the file itself here"
        )
    if not path.exists():
        raise unreadable(file, "is missing; put it back")
    if not path.is_file():
        raise unreadable(file, "is not a file that can be read; a record is a plain YAML file")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise unreadable(file, f"holds {size:,} bytes; a record has at most {MAX_BYTES:,}")
    return _decode(path.read_bytes(), file)


def _decode(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        place = line_and_column(before, len(before))
        raise unreadable(
            file, f"is not UTF-8 text: byte 0x{data[error.start]:02x}", *place
        ) from None
