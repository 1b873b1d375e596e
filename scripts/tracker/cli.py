"""The commands. The only place that exits."""

import gc
import os
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from tracker import rules
from tracker.crawl import crawl as crawl_site
from tracker.environment import EnvironmentFault, RunEnvironment, read_environment
from tracker.load.loader import load
from tracker.problems import Problem
from tracker.site import build, problems_of, site_files, with_address
from tracker.text.phrases import pluralise


def _given(data: Path, today: datetime | None) -> RunEnvironment:
    try:
        return read_environment(data, os.environ, today.date() if today else None)
    except EnvironmentFault as error:
        raise click.UsageError(str(error)) from None


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
    metavar="YYYY-MM-DD",
    help="The day on which to judge. Default: TRACKER_TODAY, or today in the site's zone.",
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
def check(data: Path, today: datetime | None, warnings: bool, release: bool) -> None:
    """Print every problem of the record, one a line. Exit 0: none; 1: some; 2: wrong usage.

    With --release, what only the owner can fill in begins with "unset: ".
    """
    outside = _given(data, today)
    dataset, problems = problems_of(data, outside.today)
    dataset = with_address(dataset, outside.address, outside.repository)

    def found_by(wanted: bool, asked: Iterable[rules.Rule]) -> tuple[Problem, ...]:
        return rules.check(dataset, outside.today, asked) if wanted else ()

    others = [rule for rule in rules.RELEASE if rule not in rules.OWNERS]
    problems = tuple(sorted((*problems, *found_by(release, others))))
    unset = found_by(release, rules.OWNERS)
    advice = found_by(warnings, rules.WARNINGS)
    for problem in problems:
        click.echo(problem)
    for problem in unset:
        click.echo(f"unset: {problem}")
    for problem in advice:
        click.echo(f"warning: {problem}")
    count = sum(1 for _ in dataset.records())
    found = f"{pluralise(count, 'record')}, {pluralise(len(problems), 'problem')}"
    if release:
        found += f", {pluralise(len(unset), 'field')} unset"
    if warnings:
        found += f", {pluralise(len(advice), 'warning')}"
    click.echo(found, err=True)
    sys.exit(1 if problems or unset else 0)


@main.command()
@data_option
def ids(data: Path) -> None:
    """Print each address that published.txt does not list yet, to be appended to it. Exit as
    `check`.
    """
    dataset, problems = load(data)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        click.echo("Nothing was listed: mend these first, so that no record is missed.", err=True)
        sys.exit(1)
    for address in rules.release.unlisted(dataset):
        click.echo(address)


@main.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
def crawl(directory: Path) -> None:
    """Print every internal link of a built site that leads nowhere. Exit as `check`.

    The site is read as published where its home page says that it stands.
    """
    problems = crawl_site(directory)
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
def render(data: Path, today: datetime | None, to: Path) -> None:
    """Write the pages, without any theme, for another site builder (or to look at). Exit as
    `check`.
    """
    outside = _given(data, today)
    site = build(data, outside.today, outside.address, repository=outside.repository)
    for problem in site.problems:
        click.echo(problem)
    for name, content in site_files(site):
        path = to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    sys.exit(1 if site.problems else 0)
