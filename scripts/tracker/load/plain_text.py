"""The text of a file of the record, or why it has none: what is no plain file, what is not UTF-8,
and what git left in it when two versions met.
"""

import re
import stat
from codecs import BOM_UTF8
from contextlib import suppress
from pathlib import Path

from tracker.load.documents import line_and_column, unreadable
from tracker.problems import quoted

MAX_BYTES = 1024 * 1024  # a record is a page of text; a vocabulary grows with their number


def read_text(path: Path, file: str, *, inside: bool, past_mark: bool = False) -> str:
    """The text of the file at `path`, called `file` in messages. `inside` is whether its folder
    `is_inside` the one that may be read; whoever reads many files of a folder asks once. With
    `past_mark`, a byte order mark of UTF-8 is no part of the text and no fault.

    Raises UnreadableFileError where it is not a plain file there, is too large, is not UTF-8, or
    holds a conflict of git.
    """
    size = _size_of_plain_file(path, file, inside=inside)
    if size > MAX_BYTES:
        raise unreadable(file, f"holds {size:,} bytes; a record has at most {MAX_BYTES:,}")
    try:
        with open(path, "rb") as opened:
            data = opened.read()
        text = _decoded(data.removeprefix(BOM_UTF8) if past_mark else data, file)
    except PermissionError:
        message = "cannot be read: its permissions forbid it; allow it with `chmod u+r`"
        raise unreadable(file, message) from None
    _check_conflict(text, file)
    return text


def is_inside(folder: Path, root: Path) -> bool:
    """Whether a folder is in another, also once links are followed."""
    return folder.resolve().is_relative_to(root.resolve())


def _size_of_plain_file(path: Path, file: str, *, inside: bool) -> int:
    """The bytes of the plain file at `path`. Raises UnreadableFileError where there is none."""
    with suppress(OSError):
        found = path.lstat()
        if inside and stat.S_ISREG(found.st_mode):
            return found.st_size
    if path.is_symlink() or not inside:
        raise unreadable(file, "is a symbolic link; put the file itself here")
    if path.is_dir():
        raise unreadable(file, "is a folder; a record is a file: rename it, or move it away")
    if not path.exists():
        raise unreadable(file, "is missing; put it back")
    if not path.is_file():
        raise unreadable(file, "is not a file that can be read; a record is a plain YAML file")
    return path.stat().st_size


_SAVE_AS_UTF_8 = (
    "save it as UTF-8 (in Visual Studio Code: the encoding at the foot of the window, 'Reopen with "
    "Encoding' {name}, then 'Save with Encoding' UTF-8; or `iconv -f {code} -t UTF-8`)"
)
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
"""The byte order marks of encodings other than UTF-8, the longer first."""


def _decoded(data: bytes, file: str) -> str:
    """The bytes of a file as text. Raises UnreadableFileError where they are not plain UTF-8."""
    if text := _plain_text(data):
        return text
    if encoding := _wide_encoding(data):
        advice = _SAVE_AS_UTF_8.format(name=encoding, code=encoding)
        raise unreadable(file, f"is {encoding}, not UTF-8; {advice}")
    if data.startswith(BOM_UTF8):
        message = (
            "begins with a byte order mark, U+FEFF; save it as UTF-8 without one (in Visual Studio "
            "Code: 'Save with Encoding' UTF-8, not 'UTF-8 with BOM')"
        )
        raise unreadable(file, message)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        message = _not_utf_8(data, error.start)
        raise unreadable(file, message, *line_and_column(before, len(before))) from None


def _plain_text(data: bytes) -> str:
    """The text of bytes that are plain UTF-8 without doubt; empty where something is to be looked
    into.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in text or text.startswith("\ufeff") else text


def _wide_encoding(data: bytes) -> str:
    """The encoding of a text that has several bytes for each character; empty where it has none.
    Without a mark, such a text of a European language is every second byte 0.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    halves = {"UTF-16BE": data[0::2], "UTF-16LE": data[1::2]}
    for name, half in halves.items():
        if len(half) > 1 and half.count(0) * 2 > len(half):
            return name
    return ""


def _not_utf_8(data: bytes, place: int) -> str:
    """That a byte is not UTF-8, and what it is in Windows-1252, the encoding of older programs."""
    byte = data[place]
    try:
        character = data[place : place + 1].decode("cp1252")
    except UnicodeDecodeError:
        return f"is not UTF-8 text: byte 0x{byte:02x}; type this character anew, and save as UTF-8"
    what = f"byte 0x{byte:02x} is {quoted(character)} there"
    if data[:place].isascii() and _is_windows_1252(data[place:]):
        advice = _SAVE_AS_UTF_8.format(name="Windows 1252", code="WINDOWS-1252")
        return f"is Windows-1252, not UTF-8: {what}; {advice}"
    return (
        "is UTF-8 up to here, and then Windows-1252, as after pasting between programs: "
        f"{what}; type this character anew, and save as UTF-8"
    )


def _is_windows_1252(data: bytes) -> bool:
    """Whether bytes can be text in Windows-1252, and none of it is UTF-8."""
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return not re.search(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", data)


_CONFLICT_MARK = re.compile(r"^(?:<{7}|>{7}|\|{7}|={7})(?: .*)?$", re.MULTILINE)


def _check_conflict(text: str, file: str) -> None:
    """Raises UnreadableFileError where git left two versions of some lines, at each such place."""
    if not any(mark in text for mark in ("<<<<<<<", ">>>>>>>", "=======")):
        return
    marks = list(_CONFLICT_MARK.finditer(text.replace("\r\n", "\n")))
    if not marks:
        return
    start = marks[0]
    message = (
        "git left a conflict here, two versions of the same lines; keep one, and take out each "
        "line that begins with '<<<<<<<', '|||||||', '=======' or '>>>>>>>'"
    )
    raise unreadable(file, message, *line_and_column(text, start.start()))
