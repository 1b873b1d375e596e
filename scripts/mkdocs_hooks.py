"""The adapter: hands the tracker's pages to MkDocs. The only importer of mkdocs, and no judgement
of its own.

A generated page is a `File.generated`, so that navigation, sitemap and preview know it, with a
`Page` of our own that gives its finished HTML; MkDocs respects a page that is already there.
"""

import os
import re
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from tracker.environment import EnvironmentFault, RunEnvironment, read_environment
from tracker.outputs.metadata import jsonld
from tracker.problems import Problem
from tracker.render.engine import RenderedPage
from tracker.site import Site, build
from tracker.text.phrases import format_date

NOT_OURS = re.compile(r"assets/javascripts/|assets/stylesheets/palette|.*\.map$")
"""What Material ships and our pages never ask for: its bundle, its search, its palettes."""


class RecordPage(Page):
    """A page whose HTML the tracker has finished."""

    def __init__(self, rendered: RenderedPage, file: File, config: MkDocsConfig) -> None:
        super().__init__(rendered.page.title, file, config)
        self.rendered = rendered
        self.update_date = rendered.page.changed.isoformat() if rendered.page.changed else ""

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = {"description": self.rendered.page.description}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = self.rendered.html
        self.toc = TableOfContents([])
        self.present_anchor_ids = set(re.findall(r'\bid="([^"]+)"', self.rendered.html))


class Preview:
    """What `mkdocs serve` remembers from one build to the next: the last good site, so that broken
    data hides nothing. `built` is the day of the last build.
    """

    serving = False
    last_good: Site | None = None
    problems: tuple[Problem, ...] = ()
    built: date | None = None


def on_startup(*, command: str, dirty: bool) -> None:
    Preview.serving = command == "serve"


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    root = Path(config.config_file_path or "mkdocs.yml").parent
    outside = _given(root / "data")
    site = build(
        root / "data",
        outside.today,
        config.site_url if Preview.serving else outside.address,  # a preview stands where it is
        repository=outside.repository,
        papers=bool(os.environ.get("TRACKER_PAPERS")),
        pictures=not Preview.serving,
    )
    Preview.problems, Preview.built = site.problems, outside.today
    for problem in Preview.problems:
        print(problem, flush=True)
    if Preview.problems and not Preview.serving:
        raise Abort("Nothing was built: the record has the problems above.")
    Preview.last_good = Preview.last_good if Preview.problems else site
    if Preview.last_good is None:
        return _only_the_problems(files, config)
    named = Preview.last_good.dataset.site
    config.site_name, config.site_description = named.name, named.lead
    config.site_url = Preview.last_good.address
    for file in [file for file in files if NOT_OURS.match(file.src_uri)]:
        files.remove(file)
    for rendered in Preview.last_good.pages:
        name = f"{rendered.page.path.rstrip('/') or 'index'}.md"
        if files.get_file_from_path(name):
            _say_that_it_is_taken(name)
            continue
        file = File.generated(config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.page = RecordPage(rendered, file, config)
        files.append(file)
    for name, content in Preview.last_good.files:
        files.append(File.generated(config, name, content=content))
    return files


def _say_that_it_is_taken(name: str) -> None:
    """A page of docs/ stands where the record has one: a preview says so, a build stops."""
    message = "stands where the record has a page; give it another name"
    problem = Problem(f"docs/{name}", 1, 1, message)
    print(problem, flush=True)
    if not Preview.serving:
        raise Abort("Nothing was built: docs/ has the problem above.")
    Preview.problems = (*Preview.problems, problem)


def _only_the_problems(files: Files, config: MkDocsConfig) -> Files:
    """A preview that begins with a broken record: a home page, on which the frame lists them."""
    file = File.generated(config, "index.md", content="# Nothing to show yet\n")
    files.append(file)
    return files


def on_page_markdown(markdown: str, *, page: Page, **_: Any) -> str:
    if not isinstance(page, RecordPage) and Preview.last_good:
        page.update_date = ""  # the sitemap's dates come from the records, not from the build
    return markdown


def on_env(env: Any, *, config: MkDocsConfig, files: Files) -> Any:
    site = Preview.last_good
    env.autoescape = True  # MkDocs leaves it off; what is finished HTML says so in the theme
    env.globals |= {
        "material_css": next(f.url for f in files.css_files() if "stylesheets/main." in f.src_uri),
        "dataset": site.dataset if site else None,
        "checked_at_source": site.checked_at_source if site else False,
        "problems": Preview.problems,
        "preview": Preview.serving,
        "built": Preview.built,
        "built_words": format_date(Preview.built) if Preview.built else "",
        "linked": jsonld,
    }
    return env


def _given(data: Path) -> RunEnvironment:
    try:
        return read_environment(data, os.environ)
    except EnvironmentFault as error:
        raise Abort(f"Nothing was built: {error}") from None
