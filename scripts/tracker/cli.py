"""The commands. The only place, with the MkDocs hook, that asks the clock; the only one that exits."""

import sys
from datetime import date, datetime
from pathlib import Path

import click

from tracker.problem import errors
from tracker.record.load import load
from tracker.rules import check as check_rules


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
@click.option("--warnings", is_flag=True, help="Also list what does not fail: sources seen only in part, reviews due.")
def check(data: Path, today: date, warnings: bool) -> None:
    """Print every problem of the record, one a line. Exit 0: none; 1: some; 2: wrong usage."""
    tracker, problems = load(data)
    if tracker:
        problems = tuple(sorted((*problems, *check_rules(tracker, today))))
    for problem in problems:
        click.echo(problem)
    failed = errors(problems)
    count = sum(1 for _ in tracker.records()) if tracker else 0
    click.echo(f"{count} records, {len(failed)} problems", err=True)
    sys.exit(1 if failed else 0)
