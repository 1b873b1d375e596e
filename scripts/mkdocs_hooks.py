"""The MkDocs hooks: hand the routes of `tracker.site` to MkDocs. With `preview.py`, which
frames its pages by the same functions, the only importer of mkdocs; and no judgement of its own.

A page is a `GeneratedFile`, so that navigation, sitemap and preview know it, with a `GeneratedPage`
that MkDocs keeps. Pages and files are made when MkDocs writes them, one after the other.
"""

import gc
import logging
import os
import re
import sys
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.commands import build as builder
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils.templates import (  # type: ignore[attr-defined]  # as MkDocs marks its own
    TemplateContext,
    contextfilter,
    url_filter,
)

from tracker.derive.services import dialled_number, services_on_every_page
from tracker.edit.named_files import SCHEMA_FOLDER
from tracker.edit.schema_files import write_ids
from tracker.environment import (
    InvalidEnvironmentError,
    RunEnvironment,
    data_directory,
    read_environment,
    zone_of_site,
)
from tracker.kept import (
    NOTHING_KEPT,
    build_state,
    content_digest,
    file_entries,
    folder_name,
    kept_values,
    program_state,
)
from tracker.load.documents import UnreadableFileError
from tracker.load.plain_text import is_inside, read_text
from tracker.outputs import context as outputs
from tracker.outputs.metadata import jsonld, search_metadata
from tracker.outputs.navigation import menu_of
from tracker.page_contents import read_page
from tracker.problems import Problem
from tracker.render.bytecode import TemplateBytecode
from tracker.render.engine import (
    BrokenPageError,
    fault_place,
    is_fault_of_template,
    template_environment,
)
from tracker.reuse.built_files import write_file
from tracker.reuse.kept_builds import KeptBuilds
from tracker.reuse.last_files import LastFiles
from tracker.search_copy import search_copy
from tracker.site import RouteTable, route_site
from tracker.style_sheet import style_sheet
from tracker.text.phrases import format_date, plain_text, pluralise
from tracker.text.timing_sentences import at_least_text
from tracker.used_rules import names_in_page, names_in_script, used_rules

THEME_FILES_LEFT_OUT = re.compile(r"assets/(javascripts|stylesheets|images)/|styles/")
"""Files of the theme that no page asks for: the scripts and pictures of Material; and the style
sheets, its own and ours, of which `on_post_build` makes one.
"""
COLLECTED_AFTER = (20_000, 50, 100_000)
"""So many new objects after which what pages leave behind is collected, which is what their macros
hold; so many times after which what was missed is; and hardly ever all."""
THEME_STYLES = "assets/stylesheets/main.*.min.css"
"""The style sheet of Material, in the folder of the theme."""


class GeneratedFile(File):
    """A file whose content is made when it is asked for, and not kept."""

    make: Callable[[], str | bytes]
    maker: object
    """What makes it, and all that this was given."""

    @property  # type: ignore[misc]  # MkDocs lets a hook set the content; nothing sets it here
    def content_bytes(self) -> bytes:
        content = self.make()
        return content.encode() if isinstance(content, str) else content

    @property  # type: ignore[misc]
    def content_string(self) -> str:
        return self.content_bytes.decode()

    def copy_file(self, dirty: bool = False) -> None:
        if Build.site.take(self.dest_uri, self.maker):
            return
        Build.site.begin_making(self.dest_uri)
        content = self.content_bytes
        Build.site.end_making(self.dest_uri, self.maker, content)
        write_file(self.abs_dest_path, content)


class GeneratedPage(Page):
    """A page whose HTML is made when MkDocs writes it: see `on_page_context`. One that would be as
    it is in the last site is written at once, and then left out.
    """

    is_written = False

    def __init__(self, page: outputs.Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(page.title, file, config)
        self.generated = page
        self.update_date = page.last_modified.isoformat() if page.last_modified else ""

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = {"description": self.generated.description}
        if Build.site.take(self.file.dest_uri, self.generated):
            write_search_copy(self)
            self.is_written, self.meta["template"] = True, "written.html"

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""
        self.toc = TableOfContents([])


class Build:
    """What the last build made, of its site and of what Pagefind reads; and what stands for all
    that this one is made of beside its record.
    """

    site, search = LastFiles(), LastFiles()
    last: KeptBuilds | None = None
    state: bytes | None = None

    @classmethod
    def look_back(cls, config: MkDocsConfig, site: RouteTable, files: Files) -> None:
        """Finds the files of the last build, where it is said in which folder its site is."""
        folder = os.environ.get("TRACKER_LAST_SITE")
        if not (folder and site.reads):
            return
        kept, cls.state = kept_values(os.environ), _build_state(config)
        cls.last = KeptBuilds(checkout(config) / folder, kept)
        # What MkDocs writes itself, it would write into the file of an earlier site.
        paths = {file.dest_uri for file in files if isinstance(file, GeneratedFile)}
        of_site, of_search = cls.last.begin(Path(config.site_dir).parent, paths)
        cls.site = LastFiles(of_site, kept, f"made-{folder_name(cls.last.site)}")
        cls.search = LastFiles(of_search, kept, f"read-{folder_name(cls.last.site)}")
        cls.site.begin(site.reads, cls.state, (site.renderer, _frame_values(files)))
        cls.search.begin(site.reads, cls.state)

    @classmethod
    def look_ahead(cls, config: MkDocsConfig) -> None:
        """Keeps what the next build may take."""
        if not cls.last:
            return
        cls.last.place_index(cls.site.files, cls.search.files)
        cls.last.leave(Path(config.site_dir).parent, cls.site.files, cls.search.files)
        if cls.state == _build_state(config):  # else somebody has changed something meanwhile
            cls.site.keep()
            cls.search.keep()


class Run:
    """What one hook leaves to the next and, where MkDocs serves, one build: the last site without
    problems, so that broken data hides nothing, and the problems and the day of the last build.
    """

    serving = False
    is_last = False
    """Whether the process does nothing after the build."""
    last_good: RouteTable | None = None
    problems: tuple[Problem, ...] = ()
    build_date: date | None = None
    led_into: frozenset[File] = frozenset()
    """The files to a part of whose pages pages written by hand lead."""


def on_startup(*, command: str, dirty: bool) -> None:
    Run.serving, Run.is_last = command == "serve", command == "build"
    template_environment().auto_reload = Run.serving
    if not Run.serving:
        gc.disable()  # until all is derived: nothing of that is ever given back in a build
        builder.log.addFilter(_is_told)


def _is_told(message: logging.LogRecord) -> bool:
    """Whether a build says something: not that it skips a page, which is one that is taken from the
    last site.
    """
    return not message.getMessage().startswith("Page skipped")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    data, environment = _environment(config)
    site = route_site(
        data,
        environment.today,
        config.site_url if Run.serving else environment.address,  # a preview stands where it is
        repository=environment.repository,
        report_pdfs=bool(os.environ.get("TRACKER_PDF")),
        pictures=not Run.serving,
        kept=NOTHING_KEPT if Run.serving else kept_values(os.environ),
    )
    Run.problems, Run.build_date = site.problems, environment.today
    for problem in Run.problems:
        print(problem, flush=True)
    if Run.problems and not Run.serving:
        raise Abort("Nothing was built: the record has the problems above.")
    if Run.serving and not Run.problems:
        write_ids(data, site.dataset)  # for who edits the record while it is previewed
    Run.last_good = Run.last_good if Run.problems else site
    if Run.last_good is None:
        return _with_empty_home_page(files, config)
    set_site(config, Run.last_good)
    _fill_in_handwritten(files, config, Run.last_good, data)
    files = _with_generated(files, config, Run.last_good, in_checkout(data, config))
    Build.look_back(config, Run.last_good, files)
    return files


def set_site(config: MkDocsConfig, site: RouteTable) -> None:
    """Takes the site's name, description and address from the dataset."""
    config.site_name = site.dataset.site.name
    config.site_description = site.dataset.site.lead
    config.site_url = site.address


def _fill_in_handwritten(files: Files, config: MkDocsConfig, site: RouteTable, data: Path) -> None:
    """Puts each page of docs/ among the files as the site fills it in, or that of `pages/` in the
    data directory in its place. One that is then empty is no page of this site.
    """
    docs = Path(config.docs_dir)
    for name, (path, folder) in handwritten_sources(docs, data).items():
        markdown, problems = filled_in(site, path, folder, docs, in_checkout(path, config))
        if problems:
            _report("a page has", *problems)
        if file := files.get_file_from_path(name):
            files.remove(file)
        if markdown.strip():
            files.append(File.generated(config, name, content=markdown))


def handwritten_sources(docs: Path, data: Path) -> dict[str, tuple[Path, Path]]:
    """The pages written by hand by their names: the path of each, and the folder in which it is."""
    return {
        path.relative_to(folder).as_posix(): (path, folder)
        for folder in (docs, data / "pages")
        for path in sorted(folder.rglob("*.md"))
    }


def filled_in(
    site: RouteTable, path: Path, folder: Path, docs: Path, name: str
) -> tuple[str, tuple[Problem, ...]]:
    """The Markdown of the page written by hand at a path, which is named in messages; where it has
    a fault, a page that says so, and the problems.
    """
    try:
        text = read_text(path, name, inside=is_inside(path.parent, folder))
        return site.handwritten(text, docs), ()
    except UnreadableFileError as error:
        problems = error.problems
    except BrokenPageError as error:
        place = os.path.relpath(error.file, docs.parent) if error.file else name
        problems = (Problem(Path(place).as_posix(), error.line, 1, str(error)),)
    return f"# {path.stem}\n\nThis page has a problem.\n", problems


def _with_generated(files: Files, config: MkDocsConfig, site: RouteTable, record: str) -> Files:
    """The files of docs/ and the theme, without those that no page uses, and those of a site, whose
    record is at a path of the checkout.
    """
    for file in [file for file in files if THEME_FILES_LEFT_OUT.match(file.src_uri)]:
        files.remove(file)
    for page in site.pages.values():
        name = name_of_page(page.path)
        if files.get_file_from_path(name):
            _report("docs/ has", taken_name(name))
            continue
        files.append(file_of_page(site, page.path, config, record))
    for path, route in site.files.items():
        files.append(_generated_file(config, path, partial(site.content, path), route))
    return files


def name_of_page(path: str) -> str:
    """The name of the Markdown file that MkDocs takes for the source of a page at a path."""
    return f"{path.rstrip('/') or 'index'}.md"


def file_of_page(site: RouteTable, path: str, config: MkDocsConfig, record: str) -> File:
    """The file of the page at a path, with that page, of a site whose record is at a path of the
    checkout.
    """
    page = site.pages[path]
    page = replace(page, source=f"{record}/{page.source}" if page.source else None)
    file = _generated_file(config, name_of_page(path), partial(site.html, path), page)
    file.page = GeneratedPage(page, file, config)
    return file


def _generated_file(
    config: MkDocsConfig, name: str, make: Callable[[], str | bytes], maker: object
) -> GeneratedFile:
    file = GeneratedFile.generated(config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    assert isinstance(file, GeneratedFile)
    file.make, file.maker = make, maker
    return file


def taken_name(name: str) -> Problem:
    """The problem that a page written by hand has the path of a generated one."""
    message = "stands where the record has a page; give it another name"
    return Problem(f"docs/{name}", 1, 1, message)


def _report(who: str, *problems: Problem) -> None:
    """Prints problems of pages written by hand: a preview goes on, a build stops."""
    for problem in problems:
        print(problem, flush=True)
    if not Run.serving:
        raise Abort(f"Nothing was built: {who} the problem above.")
    Run.problems = (*Run.problems, *problems)


def _with_empty_home_page(files: Files, config: MkDocsConfig) -> Files:
    """The files of a preview that begins with problems, which the theme lists on this home page."""
    file = File.generated(config, "index.md", content="# Nothing to show yet\n")
    files.append(file)
    return files


def on_serve(server: Any, *, config: MkDocsConfig, **_: Any) -> Any:
    """Has the preview follow the data directory, but not the ids that the preview writes there."""
    data = _environment(config)[0]
    config.watch += [
        path.as_posix() for path in sorted(data.iterdir()) if path.name != SCHEMA_FOLDER
    ]
    return server


def on_page_context(context: Any, *, page: Page, **_: Any) -> Any:
    if isinstance(page, GeneratedPage):
        if page.is_written:
            if page.file in Run.led_into:
                written = Path(page.file.abs_dest_path).read_text("utf-8")
                page.present_anchor_ids = read_page(written).ids
            return context
        Build.site.begin_making(page.file.dest_uri)
        page.content = page.file.content_string
    read = read_page(page.content or "")
    page.content = read.html
    if page.file in Run.led_into:
        page.present_anchor_ids = read.ids
    has_contents = not isinstance(page, GeneratedPage) or page.generated.has_contents
    return {
        **context,
        "is_long": read.is_long,
        "contents": read.contents if has_contents else (),
    }


def on_post_page(output: str, *, page: Page, **_: Any) -> str:
    if isinstance(page, GeneratedPage):
        if page.is_written:
            return ""
        page.content = None  # it is written: nothing needs it again
        Build.site.end_making(page.file.dest_uri, page.generated, output.encode())
    write_search_copy(page, output)
    return output


def write_search_copy(page: Page, html: str | None = None) -> None:
    """Writes what Pagefind reads of a page, where a folder for it is given; nothing where it reads
    nothing of it. A page without its HTML is in its place.
    """
    directory = os.environ.get("TRACKER_SEARCH_COPIES")
    if not directory:
        return
    metadata = search_metadata(page.generated) if isinstance(page, GeneratedPage) else ""
    path, file = page.file.dest_uri, page.file.abs_dest_path
    digest = Build.site.files.placed.get(path) or content_digest((html or "").encode())
    if Build.search.take(path, (digest, metadata)):
        return
    Build.search.begin_making(path)
    copy = search_copy(html or Path(file).read_text("utf-8"), metadata)
    Build.search.end_making(path, (digest, metadata), copy.encode() if copy else None)
    if copy:
        write_file(f"{directory}/{path}", copy.encode())


def on_post_build(*, config: MkDocsConfig) -> None:
    """Writes the style sheet once the pages are there, which say what they use of Material's rules.
    A preview has all of these, for it writes a page anew when it is changed.
    """
    site = Path(config.site_dir)
    rules, own = style_sheets(config)
    if not Run.serving:
        names = _names_in_site(site, rules)
        for script in site.glob("assets/*.js"):
            names |= names_in_script(script.read_text("utf-8"))
        rules = _used_rules(rules, names, own)
    (site / "assets" / "site.css").write_text(f"{rules}\n{own}", "utf-8")
    Build.look_ahead(config)
    if Build.site.taken:
        print(f"Took {Build.site.taken} files from the last site, and made {Build.site.made} anew.")


def on_build_error(error: Exception, **_: Any) -> None:
    """Says where a template has a fault."""
    if is_fault_of_template(error):
        file, line = fault_place(error)
        print(Problem(Path(os.path.relpath(file)).as_posix(), line, 1, str(error)), flush=True)
        raise Abort("Nothing was built: a template has the fault above.") from None


def on_shutdown() -> None:
    """Ends a build that went well at once: the system takes the memory back whole. Python would
    first free each value, which takes up to a tenth of the time.
    """
    if Run.is_last and sys.exc_info()[0] is None:
        logging.shutdown()
        sys.stdout.flush()
        os._exit(0)


def _names_in_site(site: Path, rules: str) -> set[str]:
    """The names in the pages of a site that may stand in the rules of a sheet; those of a page that
    is as it was, from what is kept.
    """
    words, placed = names_in_script(rules), Build.site.files.placed
    kept, origin = kept_values(os.environ), program_state() + content_digest(rules.encode())
    before: Mapping[bytes, tuple[str, ...]] = kept.get("names", origin) or {}
    now: dict[bytes, tuple[str, ...]] = {}
    for path, entry in file_entries(site.as_posix()):
        if path.endswith(".html"):
            digest = placed.get(path) or content_digest(Path(entry).read_bytes())
            if digest in before:
                now[digest] = before[digest]
            elif digest not in now:
                names = names_in_page(Path(entry).read_text("utf-8"))
                now[digest] = tuple(sorted(names & words))
    if now != before:
        kept.put("names", origin, now)
    return set().union(*now.values())


def _used_rules(rules: str, names: set[str], own: str) -> str:
    """The rules of a sheet that pages with some names use, from what is kept where it is there."""
    kept, origin = kept_values(os.environ), repr((program_state(), rules, sorted(names), own))
    used = kept.get("rules", origin.encode())
    if used is None:
        used = used_rules(rules, names, beside=own)
        kept.put("rules", origin.encode(), used)
    return str(used)


def _build_state(config: MkDocsConfig) -> bytes | None:
    """What stands for all that this build is made of beside its record."""
    builder = "properdocs" if "properdocs" in sys.modules else "mkdocs"
    data, environment = _environment(config)
    return build_state(checkout(config), data, environment, builder, os.environ)


def style_sheets(config: MkDocsConfig) -> tuple[str, str]:
    """The style sheet of Material, whole, and ours."""
    theme = next(path for folder in config.theme.dirs for path in Path(folder).glob(THEME_STYLES))
    icons = theme.parents[len(Path(THEME_STYLES).parts) - 1] / ".icons"
    own = style_sheet(checkout(config) / "scripts/theme/styles", icons)
    return theme.read_text("utf-8"), own


def on_page_markdown(markdown: str, *, page: Page, **_: Any) -> str:
    if not isinstance(page, GeneratedPage) and Run.last_good:
        page.update_date = ""  # the sitemap's dates come from the records, not from the build
    return markdown


def on_env(env: Any, *, config: MkDocsConfig, files: Files) -> Any:
    Run.led_into = frozenset(
        target for file in files.documentation_pages() for target in _led_into(file.page)
    )
    if not Run.serving:
        gc.freeze()
        gc.set_threshold(*COLLECTED_AFTER)
        gc.enable()
    set_up(env)
    env.filters["url"] = _url
    env.bytecode_cache = TemplateBytecode()
    env.globals |= _frame_values(files)
    return env


def set_up(env: Any) -> None:
    """Has the templates of the theme escape each value, which MkDocs does not, and leave no lines
    where only a tag stood. What is finished HTML says so in the theme.
    """
    env.autoescape = env.trim_blocks = env.lstrip_blocks = True


def _frame_values(files: Files) -> dict[str, Any]:
    """What the frame of a build is made of."""
    pages: Mapping[str, Any] = {file.url: None for file in files.documentation_pages()}
    site = Run.last_good
    if site and site.context:
        pages = site.context.named("paths", pages)
    day = Run.build_date
    return frame_values(site, Run.problems, day, pages, preview=Run.serving)


@contextfilter
def _url(context: TemplateContext, target: str) -> str:
    """The way from a page to a path of the site, as MkDocs gives it, in a fifth of the time."""
    page = context["page"]
    if page is None:
        return url_filter(context, target)
    if target == ".":
        return outputs.relative_url("", page.url).rstrip("/")
    return outputs.relative_url(target, page.url)


def _led_into(page: Page | None) -> Iterable[File]:
    return (page.links_to_anchors or ()) if page else ()


def frame_values(
    site: RouteTable | None,
    problems: tuple[Problem, ...],
    day: date | None,
    pages: Container[str],
    *,
    preview: bool,
    place_address: Callable[[Problem], str] | None = None,
    changed_path: str = "",
) -> dict[str, Any]:
    """What the frame around each page is made of, beside the page: `pages` are the paths of all.
    `place_address` is what the place of a problem leads to, and `changed_path` where the preview
    lists what the working tree changes, if it does.
    """
    return {
        "dataset": site.facts.dataset if site else None,
        "checked_at_source": bool(site and site.facts.checked_at_source),
        "evidence_reach": plain_text(at_least_text(site.facts.searched_at_least)) if site else "",
        "services_on_every_page": services_on_every_page(site.dataset) if site else (),
        "dialled_number": dialled_number,
        "plural": pluralise,
        "problems": problems,
        "preview": preview,
        "place_address": place_address,
        "changed_path": changed_path,
        "build_date": day,
        "build_date_in_words": format_date(day) if day else "",
        "jsonld": jsonld,
        "menu_of": partial(menu_of, pages=pages),
    }


def checkout(config: MkDocsConfig) -> Path:
    """The folder of mkdocs.yml."""
    return Path(config.config_file_path or "mkdocs.yml").parent


def in_checkout(data: Path, config: MkDocsConfig) -> str:
    """The path of a data directory in the checkout, as the address of one of its files has it."""
    return Path(os.path.relpath(data, checkout(config))).as_posix()


def _environment(config: MkDocsConfig) -> tuple[Path, RunEnvironment]:
    """The data directory of the run, and what else it takes from outside the dataset."""
    try:
        data = data_directory(checkout(config), os.environ)
        return data, read_environment(os.environ, partial(zone_of_site, data))
    except InvalidEnvironmentError as error:
        raise Abort(f"Nothing was built: {error}") from None
