"""The commands. The only place, with the MkDocs hook, that asks the clock; the only one that
exits.
"""

import os
import sys
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from tracker.crawl import crawl as crawl_site
from tracker.render.words import plural
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


@main.command()
@data_option
@today_option
def check(data: Path, today: date) -> None:
    """Print every problem of the record, one a line. Exit 0: none; 1: some; 2: wrong usage."""
    tracker, problems = problems_of(data, today)
    for problem in problems:
        click.echo(problem)
    count = sum(1 for _ in tracker.records())
    click.echo(f"{plural(count, 'record')}, {plural(len(problems), 'problem')}", err=True)
    sys.exit(1 if problems else 0)


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
    site = build(data, today)
    for problem in site.problems:
        click.echo(problem)
    for name, text in written(site):
        path = to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    sys.exit(1 if site.problems else 0)
