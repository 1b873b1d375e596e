"""Files that are made of the models and the record, for tools: whether one is as it should be, and
its writing.
"""

from pathlib import Path

from tracker.edit.atomic_files import replace_file


def generated_file_fault(path: Path, text: str, origin: str) -> str | None:
    """Why a file does not hold a text, in whatever line ends git has given it, as the end of a
    sentence; `origin` says what the text is made of. None where it does.
    """
    if not path.is_file():
        return "is missing"
    is_same = path.read_bytes().replace(b"\r\n", b"\n") == text.encode()
    return None if is_same else f"is not what {origin} give"


def write_where_other(path: Path, text: str) -> bool:
    """Puts a text in the place of a file that does not hold it already; whether that was so."""
    content = text.encode()
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(exist_ok=True)
    replace_file(path, content)
    return True
