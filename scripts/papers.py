"""Makes the PDF of each progress report of a built site. Usage: papers.py SITE CHROMIUM

A page is opened at its published address and answered from the folder, so that the links in the
paper are those of the site. It is printed by its own print style, tagged and with an outline.
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

FORM = re.compile(r'<link rel="alternate" type="application/pdf"[^>]* href="([^"]+)"')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def papers(site: Path) -> Iterator[tuple[str, Path]]:
    """The address of each page that leads to a paper of its own, and where that is to be."""
    for page in sorted(site.glob("progress/*/index.html")):
        text = page.read_text("utf-8")
        form, address = FORM.search(text), CANONICAL.search(text)
        if form and address:
            yield address.group(1), page.parent / form.group(1)


def packed(printed: bytes) -> bytes:
    """A PDF with its many small objects in compressed streams: a third of what Chromium writes."""
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed)) as paper:
        paper.save(
            held, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True
        )
    return held.getvalue()


def main(site: Path, chromium: str) -> None:
    """Prints them all."""
    root = CANONICAL.findall((site / "index.html").read_text("utf-8"))[0]

    def answer(route: Route) -> None:
        path = site / unquote(route.request.url.partition("?")[0].removeprefix(root))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return route.abort()
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return route.fulfill(body=path.read_bytes(), content_type=kind)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_context(java_script_enabled=False).new_page()
        page.route("**/*", answer)
        for address, paper in papers(site):
            page.goto(address)
            printed = page.pdf(tagged=True, outline=True, prefer_css_page_size=True)
            paper.write_bytes(packed(printed))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
