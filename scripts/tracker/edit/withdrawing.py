"""Withdraws a record: its file becomes a stub, or goes, and published.txt says so."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tracker.edit.atomic_files import replace_file
from tracker.edit.yaml_scalars import scalar
from tracker.load.dataset import Dataset
from tracker.problems import quoted, suggest
from tracker.rules.structure import MAX_WITHDRAWAL_WORDS
from tracker.schema.normal_text import normal_text, shown, text_faults
from tracker.schema.records import KINDS
from tracker.schema.stubs import address_hash


class CannotBeWithdrawnError(Exception):
    """Why a record cannot be taken down; nothing was written."""


def withdraw_record(
    data: Path, dataset: Dataset, address: str, reason: str, day: date, *, address_too: bool
) -> None:
    """Takes the record at an address (`developments/2024-11-law`) out of a data directory. With
    `address_too` no stub is left, and published.txt holds only the hash of the address.
    Raises CannotBeWithdrawnError where there is no such record, the home page needs it, or the
    reason is too long or not in its normal form.
    """
    _refuse(data, dataset, address, reason, address_too)
    path = data / f"{address}.yaml"
    line = address_hash(address) if address_too else address
    listing = data / "published.txt"
    replace_file(listing, _published(listing, address, line).encode())
    if address_too:
        path.unlink()
    else:
        replace_file(path, stub_text(reason, day).encode())


def _refuse(data: Path, dataset: Dataset, address: str, reason: str, address_too: bool) -> None:
    folder, _, id = address.partition("/")
    folders = [kind.folder for kind in KINDS]
    if folder not in folders or not (data / folder / f"{id}.yaml").is_file() or "/" in id:
        known = [f"{name}/{id}" for name in folders for id in sorted(dataset.all_ids[name])]
        message = f"{quoted(address)} is no record of {data.as_posix()}{suggest(address, known)}"
        raise CannotBeWithdrawnError(message)
    if address in dataset.withdrawn and not address_too:
        gone = dataset.withdrawn[address]
        message = f"{quoted(address)} was withdrawn on {gone.date} already; its file says why"
        raise CannotBeWithdrawnError(f"{message}, and --address-too takes that down as well")
    if address == f"reports/{dataset.site.featured}":
        message = f"{quoted(address)} stands first on the home page; name another report in"
        raise CannotBeWithdrawnError(f"{message} `featured` of site.yaml first")
    words = len(reason.split())
    if words > MAX_WITHDRAWAL_WORDS:
        message = f"the reason has {words} words; at most {MAX_WITHDRAWAL_WORDS}"
        raise CannotBeWithdrawnError(message)
    reason = " ".join(reason.split())
    if faults := text_faults(reason):
        message = f"the reason {', '.join(faults)}; write {shown(normal_text(reason))}"
        raise CannotBeWithdrawnError(message)
    if not reason and not address_too:
        raise CannotBeWithdrawnError("a reason for the public is missing; give it with --reason")


def stub_text(reason: str, day: date) -> str:
    """The text of the file of a withdrawn record."""
    written = scalar(" ".join(reason.split()))
    return f"withdrawn:\n  date: {day.isoformat()}\n  reason: {written}\n"


def _published(path: Path, address: str, line: str) -> str:
    """The text of published.txt with a line in place of that of an address, or after all others."""
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    kept = [line if text.strip() == address else text for text in lines]
    return "".join(f"{text}\n" for text in (kept if line in kept else [*kept, line]))


def left_to_do(data: Path, dataset: Dataset, address: str, *, address_too: bool) -> Iterator[str]:
    """What rests on a record that was taken down, or on one that is not shown without it, a line
    each; and the next step. `dataset` is that of the data directory now.
    """
    gone = _not_shown_without(dataset, address)
    resting = (
        problem
        for found in dataset.dropped.values()
        for reference, problem in found
        if reference.address in {address, *gone}
    )
    yield from map(str, sorted(resting))
    for suspended in gone:
        yield f"{suspended} is not shown any more: all that it rested on was withdrawn"
    if address_too:
        yield "The id still stands in the files above: take it out of each, for they are public."
    what = "a record" if address_too else address
    files = f"{data.as_posix()}/{address}.yaml {data.as_posix()}/published.txt"
    yield f"Next: git add -A {files} && git commit -m 'Withdraw {what}' && git push"
    yield "The history still holds the old text: docs/method/index.md says how it is removed."


def _not_shown_without(dataset: Dataset, address: str) -> list[str]:
    """The addresses of the records that cannot stand without one, also by way of others."""
    rest_on = {
        suspended: {
            reference.address
            for reference, _ in dataset.dropped[record.folder, record.id]
            if reference.around is None
        }
        for suspended, record in dataset.suspended.items()
    }
    gone: list[str] = []
    for name in rest_on:  # those that are found first stand first
        if rest_on[name] & {address, *gone}:
            gone.append(name)
    return gone
