"""Puts a file of the record in its place, whole: whoever reads it meanwhile, or after the program
was killed, finds the old file or the new one, never a part.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE


class CannotBeWrittenError(Exception):
    """Why a file could not be written, as a sentence; it is as it was."""


def replace_file(path: Path, content: bytes) -> None:
    """Puts content in the place of a file, all at once; the file keeps its mode.

    Raises CannotBeWrittenError.
    """
    with _temporary_file(path, content) as new:
        new.replace(path)


def create_file(path: Path, content: bytes) -> None:
    """Writes a file that is not there yet, all at once.

    Raises CannotBeWrittenError, also where there is one already.
    """
    with _temporary_file(path, content) as new:
        try:
            os.link(new, path)  # alone of all ways to name a file, it never takes another's place
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            path.touch(exist_ok=False)
            try:
                new.replace(path)
            except OSError:
                path.unlink()
                raise


@contextmanager
def _temporary_file(path: Path, content: bytes) -> Iterator[Path]:
    """A hidden file with some content, and the mode of the file at `path`, in the same folder. It
    is gone afterwards; the check names one that is left by a program that was killed.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(new, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            new.chmod(S_IMODE(path.stat().st_mode))
        yield new
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotBeWrittenError(
            f"{path.as_posix()} cannot be written ({why}); it is as it was"
        ) from None
    finally:
        with suppress(OSError):
            new.unlink()
