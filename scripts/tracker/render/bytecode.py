"""The compiled form of each template, in `__pycache__`, where Python keeps that of modules: to
compile all anew takes most of a second at each start.

It stands for the source of the template and for the whole program, and is written as Python's is:
not at all where the folder cannot be written, or where Python is told to write none.
"""

import sys
from contextlib import suppress
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache

from tracker.kept import program_state

FOLDER = Path(__file__).parent / "__pycache__" / "templates"


class TemplateBytecode(FileSystemBytecodeCache):
    """The bytecode of the templates of one environment. An overlay of the environment that escapes
    or finalises in another way must have none.
    """

    def __init__(self) -> None:
        super().__init__(str(FOLDER), "%s.pyc")

    def get_source_checksum(self, source: str) -> str:
        """What compiled code stands for: the compiler folds what filters make of constants."""
        return super().get_source_checksum(source + program_state().hex())

    def load_bytecode(self, bucket: Bucket) -> None:
        """Reads the bytecode of a template where it can be read."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Writes the bytecode of a template where it can be written."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(self.directory).mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)
