"""The commands of `tracker`. The only module that exits."""

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tracker.check_report import FORMS, CheckReport
from tracker.edit.atomic_files import CannotBeWrittenError
from tracker.edit.named_files import OutsideTheRecordError, after_changes, files_named
from tracker.problems import Problem, printable, quoted, suggest, write_any_character

# All else a command imports when it runs, and only what it uses: importing the outputs, with the
# libraries that write them, took a fifth of the time of `check`.
if TYPE_CHECKING:
    from tracker.edit.drafts import Draft
    from tracker.environment import RunEnvironment
    from tracker.load.dataset import Dataset
    from tracker.site import RouteTable


def _environment(
    data: Path, today: datetime | None, zone: Callable[[], str | None] | None = None
) -> "RunEnvironment":
    from tracker.environment import InvalidEnvironmentError, read_environment, zone_of_site

    day = today.date() if today else None
    try:
        return read_environment(os.environ, zone or partial(zone_of_site, data), day)
    except InvalidEnvironmentError as error:
        raise click.UsageError(str(error)) from None


data_option = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("data"),
    envvar="TRACKER_DATA",
    show_default="TRACKER_DATA, or data",
    help="The directory that holds the record.",
)


class _Day(click.DateTime):
    """A day on the command line, as the record writes one."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            day: datetime = super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{quoted(value)} is not a day; write one such as 2026-03-14", param, ctx)
        return day


today_option = click.option(
    "--today",
    type=_Day(),
    metavar="YYYY-MM-DD",
    help="The day on which to judge. Default: TRACKER_TODAY, or today in the site's zone.",
)


check_option = click.option(
    "--check", is_flag=True, help="Write nothing; print a problem for each that differs."
)


class _Commands(click.Group):
    """Commands of which one that cannot read, write or remove a file or a folder, or that needs a
    package of the site where only those of the record are installed, says so and exits with 1.
    """

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except CannotBeWrittenError as error:
            raise click.ClickException(str(error)) from None
        except OSError as error:
            if error.filename is None:  # of no file: a reader that went away, which click knows
                raise
            place = printable(Path(os.fsdecode(error.filename)).as_posix())
            why = error.strerror or str(error)
            raise click.ClickException(f"{place} cannot be read or written ({why})") from None
        except ModuleNotFoundError as error:
            if (error.name or "tracker").startswith("tracker"):
                raise
            message = f"this needs {error.name}, which is not installed; run scripts/setup"
            raise click.ClickException(f"{message}, or install requirements.lock") from None


@click.group(cls=_Commands)
def main() -> None:
    """Check a record of recommendations and what became of them, and make a site of it."""
    write_any_character(sys.stdout)
    gc.disable()  # what a command reads stays in memory until it ends: collection frees nothing


@main.command()
@data_option
@today_option
@click.option(
    "--warnings",
    is_flag=True,
    help="Print what should be better, too: upkeep in numbers, and in full for the files that "
    "changed since the last commit, or since REF.",
)
@click.option("--in-full", is_flag=True, help="Print each warning, of every file.")
@click.option("--release", is_flag=True, help="Hold it to what a published site must have, too.")
@click.option(
    "--since",
    metavar="REF",
    help="Print what was rewritten since a commit, too, such as main or HEAD~3.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    default="text",
    help="Lines for people, JSON for tools, or annotations for a workflow of GitHub.",
)
@click.option("--watch", is_flag=True, help="Check again each time a file of the record changes.")
@click.option(
    "--explain",
    metavar="[RULE]",
    is_flag=False,
    flag_value="",
    help="Print what a rule asks for and an example that breaks it, or each rule there is.",
)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
def check_command(
    data: Path,
    today: datetime | None,
    warnings: bool,
    in_full: bool,
    release: bool,
    since: str | None,
    form: str,
    watch: bool,
    explain: str | None,
    files: tuple[Path, ...],
) -> None:
    """Print every problem of the record, one a line, or those of FILEs: the record is read whole,
    so that what they refer to is known. Exit 0: none; 1: some; 2: wrong usage, or the record of REF
    cannot be read.

    With --release, what only the owner can fill in begins with "unset: ".
    """
    if explain is not None:
        _explain(explain)
        return

    names = _names_of(data, files)

    def check() -> bool:
        report = _check(data, today, warnings, in_full, release, since, names)
        for line in FORMS[form](report, data.parent):
            click.echo(line)
        click.echo(report.summary, err=True)
        return report.fails

    if not watch:
        sys.exit(1 if check() else 0)
    from tracker.environment import clock

    gc.enable()  # many a record is read, one after the other
    for _ in after_changes(data, clock, _moments()):
        click.echo(f"Checking {data.as_posix()}; Ctrl+C ends", err=True)
        check()


def _check(
    data: Path,
    today: datetime | None,
    warnings: bool,
    in_full: bool,
    release: bool,
    since: str | None,
    names: tuple[str, ...],
) -> CheckReport:
    """What a check says of the files of these names, as it was kept where nothing has changed."""
    from tracker.environment import zone_of_site
    from tracker.kept import NOTHING_KEPT, Memory, kept_values

    asks_git = warnings or in_full or since is not None
    kept = kept_values(os.environ)
    with Memory(data, NOTHING_KEPT if asks_git else kept) as memory:
        zone = partial(memory.ask, "zone", partial(zone_of_site, data))
        environment = _environment(data, today, zone)

        def answer() -> tuple[Any, ...]:
            from tracker.edit.record_check import CheckOptions, check_record
            from tracker.load.commits import UnreadableCommitError

            options = CheckOptions(warnings, in_full, release, since, names)
            try:
                return check_record(data, environment, options, kept).plain()
            except UnreadableCommitError as error:
                raise click.BadParameter(str(error), param_hint="--since") from None

        return CheckReport.of_plain(memory.ask(repr((environment, release, names)), answer))


def _names_of(data: Path, files: tuple[Path, ...]) -> tuple[str, ...]:
    try:
        return files_named(data, files)
    except OutsideTheRecordError as error:
        raise click.BadParameter(str(error), param_hint="FILE") from None


def _moments() -> Iterator[None]:
    """Two moments a second, until the command is ended."""
    while True:
        yield
        time.sleep(0.5)


def _explain(name: str) -> None:
    """Prints what a rule asks for, or where none is named, each rule."""
    from tracker.edit.rule_guide import UnknownRuleError, explain_rule, list_rules

    try:
        lines = explain_rule(name) if name else list_rules()
    except UnknownRuleError as error:
        raise click.BadParameter(str(error), param_hint="--explain") from None
    for line in lines:
        click.echo(line)


@main.command()
@data_option
@today_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html"]),
    default="text",
    show_default=True,
    help="Plain text, Markdown for a pull request, or a piece of HTML for a newsletter.",
)
@click.argument("span", metavar="A..B")
def changes_command(data: Path, today: datetime | None, form: str, span: str) -> None:
    """Say in words what differs between two commits (`main..HEAD`; `main..` for what is there now;
    `main...HEAD` from where they went apart), and what is to be looked at since; or what changed
    after one day and by another (`2026-03-31..2026-06-30`). Exit 0, or 2 where that cannot be told.

    Links are absolute where the address of the site is known.
    """
    from tracker.edit.comparing import CannotBeComparedError, tell_changes
    from tracker.load.commits import UnreadableCommitError

    environment = _environment(data, today)
    try:
        told = tell_changes(data, span, environment.today, environment.address, form)
    except (CannotBeComparedError, UnreadableCommitError) as error:
        raise click.BadParameter(str(error), param_hint="A..B") from None
    click.echo(told, nl=False)


@main.command()
@data_option
def ids_command(data: Path) -> None:
    """Print each address that published.txt does not list yet, to be appended to it. Exit as
    `check`.
    """
    from tracker.rules.release import unlisted_addresses

    refusal = "Nothing was listed: mend these first, so that no record is missed."
    for address in unlisted_addresses(_whole_dataset(data, refusal)):
        click.echo(address)


def _exit_with(problems: Iterable[Problem]) -> NoReturn:
    """Prints problems, and exits: with 1 where there are some."""
    lines = list(map(str, problems))
    for line in lines:
        click.echo(line)
    sys.exit(1 if lines else 0)


def _whole_dataset(data: Path, refusal: str) -> "Dataset":
    """The dataset of a directory of which each file can be read. Where that is not so, prints why,
    and the refusal, and exits.
    """
    from tracker.load.loader import load

    dataset, problems = load(data)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        click.echo(refusal, err=True)
        sys.exit(1)
    return dataset


@main.command()
@data_option
@check_option
def schema_command(data: Path, check: bool) -> None:
    """Write the schemas by which editors complete and check records, into schema/ of the data
    directory, and print each file that changed. Exit as `check`.

    The ids of the record, which git does not hold, are one of them; --check does not ask for it.
    """
    from tracker.edit.schema_files import schema_problems, write_schemas

    dataset = _whole_dataset(data, "Nothing was written: mend these first.")
    if check:
        _exit_with(schema_problems(data, dataset))
    for line in write_schemas(data, dataset):
        click.echo(line)


@main.command()
@data_option
@check_option
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def fmt_command(data: Path, check: bool, files: tuple[Path, ...]) -> None:
    """Write YAML files of the record in their one form, and print each that changed: FILES, or
    every one of the record. Exit as `check`.

    No value changes and no comment is lost. A file that cannot be read is left alone, and said why.
    """
    from tracker.edit.formatting import files_to_format, format_file, format_problem
    from tracker.load.documents import UnreadableFileError

    try:
        paths = files_to_format(data, files)
    except OutsideTheRecordError as error:
        raise click.UsageError(str(error)) from None
    is_formatted = True
    for path in paths:
        lines: Iterable[object] = ()
        try:
            if check:
                lines = filter(None, [format_problem(path)])
            elif format_file(path):
                click.echo(path)
        except UnreadableFileError as error:
            lines = error.problems
        for line in lines:
            click.echo(line)
            is_formatted = False
    sys.exit(0 if is_formatted else 1)


@main.command()
@data_option
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".github/ISSUE_TEMPLATE"),
    show_default=True,
    help="The directory of the forms.",
)
@check_option
def forms_command(data: Path, to: Path, check: bool) -> None:
    """Write the forms by which people report something on GitHub, from the models and the words of
    the record, and print each file that changed. Exit as `check`.
    """
    from tracker.edit.issue_forms import form_problems, write_forms

    dataset = _whole_dataset(data, "Nothing was written: mend these first.")
    if check:
        _exit_with(form_problems(to, dataset))
    for line in write_forms(to, dataset):
        click.echo(line)


@main.command()
@data_option
@today_option
@click.option("--reason", default="", help="Why, for the public: at most 40 words.")
@click.option("--address-too", is_flag=True, help="Leave no page: for an id that does harm itself.")
@click.argument("record", metavar="KIND/ID")
def withdraw_command(
    data: Path, today: datetime | None, reason: str, address_too: bool, record: str
) -> None:
    """Take a record down, such as `developments/2024-11-law`: leave of it the day and the reason,
    and print what rests on it and the next step. Exit as `check`.

    What is to be mended afterwards does not keep the site from being published.
    """
    from tracker.checking import problems_of
    from tracker.edit.withdrawing import CannotBeWithdrawnError, left_to_do, withdraw_record
    from tracker.load.loader import load

    day = _environment(data, today).today
    path = record.replace("\\", "/")  # as Windows completes it
    address = path.removeprefix(f"{data.as_posix()}/").removesuffix(".yaml")
    try:
        withdraw_record(data, load(data)[0], address, reason, day, address_too=address_too)
    except CannotBeWithdrawnError as error:
        raise click.UsageError(str(error)) from None
    dataset, problems = problems_of(data, day)
    for line in (*problems, *left_to_do(data, dataset, address, address_too=address_too)):
        click.echo(line)
    sys.exit(1 if problems else 0)


@main.command()
@data_option
@today_option
@click.option(
    "--to",
    type=_Day(),
    metavar="YYYY-MM-DD",
    help="Write down that RECORD was looked at up to this day and needs no other change.",
)
@click.option("--note", default="", help="What was looked at, and what came of it.")
@click.option("--seen", default="", help="How much of the sources was seen. Default: as last time.")
@click.option(
    "--at-source",
    is_flag=True,
    help="Go from source to source of RECORD, and write down which you have seen live.",
)
@click.argument("record", required=False, metavar="[RECORD]")
def review_command(
    data: Path,
    today: datetime | None,
    to: datetime | None,
    note: str,
    seen: str,
    at_source: bool,
    record: str | None,
) -> None:
    """List what waits for a look, of RECORD or of all, that which has waited longest first: why,
    since when, and what to look at. With --to or --at-source, write down a look at RECORD.

    Exit 1, and nothing is written, where the record would have another problem with it.
    """
    environment = _environment(data, today)
    if not record and (to or at_source):
        raise click.UsageError("--to and --at-source need RECORD, the id of what was looked at")
    if (note or seen) and not to:
        raise click.UsageError("--note and --seen go with --to, the day up to which you looked")
    if to and at_source:
        raise click.UsageError("--at-source is of today, and goes without --to")
    if to and record:
        _write_look(data, environment.today, record, to.date(), note, seen)
    elif at_source and record:
        _go_through_sources(data, environment.today, record)
    else:
        _list_looks(data, environment, record)


def _list_looks(data: Path, environment: "RunEnvironment", name: str | None) -> None:
    """Prints what waits for a look. Exits where nothing can be derived."""
    from tracker.checking import problems_of, with_address
    from tracker.derive.facts import derive
    from tracker.edit.reviewing import CannotBeReviewedError, record_named
    from tracker.rules.due_looks import due_looks, looks_by_record
    from tracker.text.look_sentences import look_lines, queue_summary

    dataset, problems = problems_of(data, environment.today)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        click.echo("Mend these first.", err=True)
        sys.exit(1)
    try:
        record = record_named(dataset, name) if name else None
    except CannotBeReviewedError as error:
        raise click.UsageError(str(error)) from None
    dataset = with_address(dataset, environment.address, None)
    looks = due_looks(dataset, derive(dataset, environment.today))
    groups = looks_by_record([each for each in looks if record is None or each.record is record])
    address = f"{dataset.site.address.rstrip('/')}/" if dataset.site.address else ""
    for group in groups:
        for line in look_lines(dataset, group, address):
            click.echo(printable(line))
    click.echo(queue_summary(groups), err=True)


def _write_look(data: Path, today: date, name: str, to: date, note: str, seen: str) -> None:
    """Writes down that a record was looked at up to a day, and prints its file."""
    from tracker.edit.drafts import CannotBeMadeError, Drafts
    from tracker.edit.reviewing import CannotBeReviewedError, draft_of_look, record_named

    try:
        drafts = Drafts(data, today)
        record = record_named(drafts.dataset, name)
        draft = draft_of_look(drafts, record, to, today, note, seen)
    except (CannotBeReviewedError, CannotBeMadeError) as error:
        raise click.UsageError(str(error)) from None
    if not _write_all([draft]):
        sys.exit(1)


def _write_all(drafts: "Sequence[Draft]") -> bool:
    """Writes drafts and prints their files; where the record would have a problem with one of them,
    prints that and writes none. Whether they were written.
    """
    problems = [problem for draft in drafts for problem in (*draft.refused, *draft.to_write)]
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        click.echo("Nothing was written: these would be problems of the record.", err=True)
        return False
    for draft in drafts:
        draft.write()
        click.echo(draft.path.as_posix())
    return True


def _go_through_sources(data: Path, today: date, name: str) -> None:
    """Asks of each source of a record whether it is as recorded, and writes down each yes at once:
    what was answered before somebody quits is kept.
    """
    from tracker.edit.drafts import CannotBeMadeError, Drafts
    from tracker.edit.reviewing import (
        CannotBeReviewedError,
        drafts_of_seen,
        record_named,
        unseen_editions,
    )
    from tracker.text.look_sentences import (
        source_lines,
        source_place,
        what_is_left,
        why_not_asked,
    )

    try:
        drafts = Drafts(data, today)
        record = record_named(drafts.dataset, name)
    except (CannotBeReviewedError, CannotBeMadeError) as error:
        raise click.UsageError(str(error)) from None
    items = unseen_editions(drafts.dataset, record)
    seen = 0
    for number, item in enumerate(items, start=1):
        lines = source_lines(drafts.dataset, record, item.uses)
        why = why_not_asked(drafts.dataset, item.uses)
        for line in (f"{number} of {len(items)}", *lines, *filter(None, [why])):
            click.echo(printable(line))
        answer = "skip" if why else _answer()
        if answer == "quit":
            break
        if answer == "n":
            click.echo(f"  Put right what differs at {source_place(drafts.dataset, item.uses)}")
        if answer == "y":
            try:
                seen += _write_all(drafts_of_seen(drafts, item, today))
            except CannotBeMadeError as error:
                click.echo(error, err=True)
    click.echo(what_is_left(record, len(items), len(items) - seen, today), err=True)


def _answer() -> str:
    """Whether a source is as recorded: `y`, `n`, `skip`; or `quit`, also where the input ends."""
    try:
        choices = click.Choice(["y", "n", "skip", "quit"])
        return str(click.prompt("Is it as recorded?", type=choices))
    except click.Abort:
        return "quit"


class _NewCommands(click.Group):
    """The commands that write something new, made once one of them is asked for: they know every
    field of every kind.
    """

    def list_commands(self, context: click.Context) -> list[str]:
        from tracker.new_commands import NEW

        return list(NEW)

    def get_command(self, context: click.Context, name: str) -> click.Command:
        from tracker.new_commands import NEW, new_command

        if name not in NEW:
            raise click.UsageError(f"{quoted(name)} is nothing that can be new{suggest(name, NEW)}")
        return data_option(today_option(new_command(name, _day_and_time)))


@main.group(cls=_NewCommands)
def new() -> None:
    """Write a new record, or add to one. What is not given as an option is asked at a terminal.

    Prints the file, the places that a person has still to write, and the next step. Exit 1, and
    nothing is written, where the record would have another problem with it.
    """


def _day_and_time(data: Path, today: datetime | None) -> tuple[date, str]:
    """The day on which to judge, and when something is written now."""
    from tracker.environment import time_of_writing, zone_of_site

    day = today.date() if today else None
    time = time_of_writing(os.environ, partial(zone_of_site, data), day)
    return _environment(data, today).today, time


@main.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
def crawl_command(directory: Path) -> None:
    """Print every internal link of a built site that leads nowhere. Exit as `check`.

    The site is read as published where its home page says that it stands.
    """
    from tracker.crawl import crawl
    from tracker.kept import kept_values

    _exit_with(crawl(directory, kept=kept_values(os.environ)))


@main.command()
@data_option
@today_option
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The directory to write into.",
)
@click.argument("paths", nargs=-1)
def render_command(data: Path, today: datetime | None, to: Path, paths: tuple[str, ...]) -> None:
    """Write the site, its pages without any theme, for another site builder (or to look at); or
    only what is at PATHS, such as `bodies/home-office/` or `data/bodies.csv`. Exit as `check`.
    """
    from tracker.site import route_site

    environment = _environment(data, today)
    table = route_site(
        data, environment.today, environment.address, repository=environment.repository
    )
    for problem in table.problems:
        click.echo(problem)
    for name in _routes_asked_for(table, paths) if not table.problems else ():
        path = to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(table.file(name))
    sys.exit(1 if table.problems else 0)


def _routes_asked_for(table: "RouteTable", paths: tuple[str, ...]) -> list[str]:
    """The routes of some paths of pages and files; every route where none is given."""
    routes = dict.fromkeys(table.paths())
    asked = {f"{path}index.html" if path.endswith("/") else path: path for path in paths}
    for name, path in asked.items():
        if name not in routes:
            nearest = get_close_matches(name, routes, n=1, cutoff=0.4)
            hint = f"; did you mean {quoted(nearest[0].removesuffix('index.html'))}?"
            raise click.UsageError(f"{quoted(path)} is no path of the site{hint * len(nearest)}")
    return list(asked or routes)
