"""A dated archive of the data: every table with its description, in one file."""

import io
from collections.abc import Iterable
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

README_TEXT = """{name}

The data as it stood on {day}. {lead}

datapackage.json says what each table holds. Read it with any reader of Data Packages, or open the
CSV files. Dates keep the precision with which they are known. Absence of evidence is judged
against the day to which we looked (evidence_to, looked_to), never against today.

Licence: Creative Commons Attribution 4.0, {licence}
Home: {home}
"""


def zip_archive(day: date, files: Iterable[tuple[str, str]]) -> bytes:
    """A ZIP file of texts by name, in a folder that bears the day. The same input gives the same
    bytes: every file has the time of the day's first minute.
    """
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as zip_archive:
        for name, text in files:
            info = ZipInfo(
                f"tracker-{day.isoformat()}/{name}", (day.year, day.month, day.day, 0, 0, 0)
            )
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            zip_archive.writestr(info, text)
    return held.getvalue()
