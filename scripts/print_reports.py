"""Prints the progress reports of a built site as PDF. Usage: print_reports.py SITE CHROMIUM

A page is opened at its published address and answered from the folder, so that the links in the
PDF are those of the site. It is printed by its own print style, tagged and with an outline.
"""

import io
import mimetypes
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pikepdf
from playwright.sync_api import Route, sync_playwright

PDF_ALTERNATE = re.compile(r'<link rel="alternate" type="application/pdf"[^>]* href="([^"]+)"')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pages_with_pdf(site: Path) -> Iterator[tuple[str, Path]]:
    """The published address of each page that leads to a PDF of its own, and the PDF's path."""
    for page in sorted(site.glob("progress/*/index.html")):
        html = page.read_text("utf-8")
        alternate, canonical = PDF_ALTERNATE.search(html), CANONICAL.search(html)
        if alternate and canonical:
            yield canonical.group(1), page.parent / alternate.group(1)


def compress(pdf: bytes) -> bytes:
    """A PDF with its many small objects in compressed streams: a third of what Chromium writes."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(
            output, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True
        )
    return output.getvalue()


def main(site: Path, chromium: str) -> None:
    """Writes the PDF of each page that leads to one, into the folder of the page."""
    root = CANONICAL.findall((site / "index.html").read_text("utf-8"))[0]

    def answer_from_folder(route: Route) -> None:
        path = site / unquote(route.request.url.partition("?")[0].removeprefix(root))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return route.abort()
        content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return route.fulfill(body=path.read_bytes(), content_type=content_type)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        page = browser.new_context(java_script_enabled=False).new_page()
        page.route("**/*", answer_from_folder)
        for address, path in pages_with_pdf(site):
            page.goto(address)
            pdf = page.pdf(tagged=True, outline=True, prefer_css_page_size=True)
            path.write_bytes(compress(pdf))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
