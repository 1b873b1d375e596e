"""The commands. The only place, with the MkDocs hook, that asks the clock; the only one that
exits.
"""

import gc
import os
import sys
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from tracker import rules
from tracker.crawl import crawl as crawl_site
from tracker.publish.words import plural
from tracker.record.load import load
from tracker.site import build, problems_of, written


def _day(context: click.Context, parameter: click.Parameter, value: datetime | None) -> date:
    return value.date() if value else date.today()


data_option = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("data"),
    show_default=True,
    help="The directory that holds the record.",
)
today_option = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_day,
    metavar="YYYY-MM-DD",
    help="The day on which to judge. Default: today.",
)


@click.group()
def main() -> None:
    """What was promised on child safeguarding, what the record shows, and how we know."""
    gc.disable()  # all that a command reads lives until it ends, so there is no garbage to find


@main.command()
@data_option
@today_option
@click.option("--warnings", is_flag=True, help="Print what should be better, too.")
@click.option("--release", is_flag=True, help="Hold it to what a published site must have, too.")
def check(data: Path, today: date, warnings: bool, release: bool) -> None:
    """Print every problem of the record, one a line. Exit 0: none; 1: some; 2: wrong usage."""
    tracker, problems = problems_of(data, today)
    if release:
        problems = tuple(sorted((*problems, *rules.check(tracker, today, rules.RELEASE))))
    advice = rules.check(tracker, today, rules.WARNINGS) if warnings else ()
    for problem in problems:
        click.echo(problem)
    for problem in advice:
        click.echo(f"warning: {problem}")
    count = sum(1 for _ in tracker.records())
    found = f"{plural(count, 'record')}, {plural(len(problems), 'problem')}"
    if warnings:
        found += f", {plural(len(advice), 'warning')}"
    click.echo(found, err=True)
    sys.exit(1 if problems else 0)


@main.command()
@data_option
def ids(data: Path) -> None:
    """Print each address that published.txt does not list yet, to be appended to it. Exit as
    `check`.
    """
    tracker, problems = load(data)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        click.echo("Nothing was listed: mend these first, so that no record is missed.", err=True)
        sys.exit(1)
    for address in rules.release.unlisted(tracker):
        click.echo(address)


@main.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
def crawl(directory: Path) -> None:
    """Print every internal link of a built site that leads nowhere. Exit as `check`.

    The site is read as published at SITE_URL, as MkDocs reads it.
    """
    base = urlsplit(os.environ.get("SITE_URL", "/")).path
    problems = crawl_site(directory, base if base.endswith("/") else f"{base}/")
    for problem in problems:
        click.echo(problem)
    sys.exit(1 if problems else 0)


@main.command()
@data_option
@today_option
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The directory to write the pages into.",
)
def render(data: Path, today: date, to: Path) -> None:
    """Write the pages, without any theme, for another site builder (or to look at). Exit as
    `check`.
    """
    site = build(data, today, os.environ.get("SITE_URL"))
    for problem in site.problems:
        click.echo(problem)
    for name, content in written(site):
        path = to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    sys.exit(1 if site.problems else 0)
