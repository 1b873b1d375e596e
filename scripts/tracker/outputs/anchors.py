"""Where the entries of a divided list stand: a file beside its page, by which a script leads who
asks there for an entry by its id to the page that has it.
"""

import json
from collections.abc import Iterator, Sequence
from functools import partial

from tracker.crawl import ANCHORS_FILE
from tracker.outputs.context import BuildContext, Exporter, Page, Route


def routes(_: BuildContext, pages: Sequence[Page]) -> Iterator[Route]:
    """The file of each page whose list is divided."""
    for page in pages:
        if page.anchors:
            yield Route(f"{page.path}{ANCHORS_FILE}", partial(_anchors_json, page))


def _anchors_json(page: Page) -> str:
    """The ids on each page, by its path from the page of the list."""
    assert page.anchors
    content = {path.removeprefix(page.path): [*ids] for path, ids in page.anchors().items()}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


EXPORTER = Exporter("anchors", routes=routes)
