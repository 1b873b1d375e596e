"""The MkDocs hooks: hand the pages and files of `tracker.site` to MkDocs. The only importer of
mkdocs, and no judgement of its own.

A generated page is a `File.generated`, so that navigation, sitemap and preview know it, with a
`GeneratedPage` that gives its finished HTML; MkDocs keeps a page that a file already has.
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

from tracker.environment import InvalidEnvironmentError, RunEnvironment, read_environment
from tracker.outputs.metadata import jsonld
from tracker.problems import Problem
from tracker.render.engine import RenderedPage
from tracker.site import BuiltSite, build
from tracker.text.phrases import format_date

UNUSED_THEME_FILES = re.compile(r"assets/javascripts/|assets/stylesheets/palette|.*\.map$")
"""Files of Material that no page uses: its script bundle, its search, its palettes."""


class GeneratedPage(Page):
    """A page that is rendered already."""

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
    """What `mkdocs serve` keeps from one build to the next: the last site without problems, so that
    broken data hides nothing, and the problems and the day of the last build.
    """

    serving = False
    last_good: BuiltSite | None = None
    problems: tuple[Problem, ...] = ()
    build_date: date | None = None


def on_startup(*, command: str, dirty: bool) -> None:
    Preview.serving = command == "serve"


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    root = Path(config.config_file_path or "mkdocs.yml").parent
    environment = _environment(root / "data")
    site = build(
        root / "data",
        environment.today,
        config.site_url if Preview.serving else environment.address,  # a preview stands where it is
        repository=environment.repository,
        report_pdfs=bool(os.environ.get("TRACKER_PDF")),
        pictures=not Preview.serving,
    )
    Preview.problems, Preview.build_date = site.problems, environment.today
    for problem in Preview.problems:
        print(problem, flush=True)
    if Preview.problems and not Preview.serving:
        raise Abort("Nothing was built: the record has the problems above.")
    Preview.last_good = Preview.last_good if Preview.problems else site
    if Preview.last_good is None:
        return _with_empty_home_page(files, config)
    _set_site(config, Preview.last_good)
    return _with_generated(files, config, Preview.last_good)


def _set_site(config: MkDocsConfig, site: BuiltSite) -> None:
    """Takes the site's name, description and address from the dataset."""
    config.site_name = site.dataset.site.name
    config.site_description = site.dataset.site.lead
    config.site_url = site.address


def _with_generated(files: Files, config: MkDocsConfig, site: BuiltSite) -> Files:
    """The files of docs/ and the theme, without those that no page uses, and those of a site."""
    for file in [file for file in files if UNUSED_THEME_FILES.match(file.src_uri)]:
        files.remove(file)
    for rendered in site.pages:
        name = f"{rendered.page.path.rstrip('/') or 'index'}.md"
        if files.get_file_from_path(name):
            _report_taken_name(name)
            continue
        file = File.generated(config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.page = GeneratedPage(rendered, file, config)
        files.append(file)
    for name, content in site.files:
        files.append(File.generated(config, name, content=content))
    return files


def _report_taken_name(name: str) -> None:
    """Reports that a page of docs/ has the path of a generated one: a preview goes on, a build
    stops.
    """
    message = "stands where the record has a page; give it another name"
    problem = Problem(f"docs/{name}", 1, 1, message)
    print(problem, flush=True)
    if not Preview.serving:
        raise Abort("Nothing was built: docs/ has the problem above.")
    Preview.problems = (*Preview.problems, problem)


def _with_empty_home_page(files: Files, config: MkDocsConfig) -> Files:
    """The files of a preview that begins with problems, which the theme lists on this home page."""
    file = File.generated(config, "index.md", content="# Nothing to show yet\n")
    files.append(file)
    return files


def on_page_markdown(markdown: str, *, page: Page, **_: Any) -> str:
    if not isinstance(page, GeneratedPage) and Preview.last_good:
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
        "build_date": Preview.build_date,
        "build_date_in_words": format_date(Preview.build_date) if Preview.build_date else "",
        "jsonld": jsonld,
    }
    return env


def _environment(data: Path) -> RunEnvironment:
    try:
        return read_environment(data, os.environ)
    except InvalidEnvironmentError as error:
        raise Abort(f"Nothing was built: {error}") from None
