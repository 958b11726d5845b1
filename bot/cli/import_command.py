"""`import`: a school's own data from files."""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Never

from tqdm import tqdm

from bot.clock import wall_clock
from bot.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from storage.roster.load import Report
    from storage.roster.problems import Problems


def add_parser(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "import",
        help="read a school's data from files",
        description=(
            "Reads a OneRoster 1.1 or 1.2 bundle (a folder or a zip) or a class list (XLSX or CSV) "
            "into DATABASE_URL and writes what differs. With any problem in the files nothing is "
            "imported. The files are described in docs/reference/file-formats.md."
        ),
    )
    parser.add_argument("path", type=Path, metavar="PATH", help="folder, zip, xlsx or csv")
    parser.add_argument(
        "--dry-run", action="store_true", help="print what would change, and change nothing"
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Migrates the database, imports, and prints what changed or every problem."""
    from storage.roster.problems import ImportRefused

    path: Path = arguments.path
    if not path.exists():
        sys.stderr.write(f"There is no {path}\n")
        return 2
    try:
        report = asyncio.run(_import(path, arguments.dry_run, settings))
    except ImportRefused as refused:
        print_problems(refused.problems)
        return 1
    print_report(report, dry_run=arguments.dry_run)
    return 0


async def _import(path: Path, dry_run: bool, settings: Settings) -> "Report":
    from storage.database import Database
    from storage.migrations import migrate
    from storage.roster.load import import_path

    database = Database(settings.database_url, settings.timezone)
    bar = Bar()
    try:
        await migrate(database)
        return await import_path(database, path, wall_clock(), dry_run=dry_run, progress=bar)
    finally:
        bar.close()
        await database.close()


class Bar:
    """A bar for each stage, on a terminal only and on standard error."""

    def __init__(self) -> None:
        self._bar: tqdm[Never] | None = None

    def start(self, title: str, total: int) -> None:
        self.close()
        self._bar = tqdm(
            total=total, desc=title, disable=not sys.stderr.isatty(), unit_scale=True, leave=False
        )

    def advance(self, by: int) -> None:
        if self._bar is not None:
            self._bar.update(by)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def print_problems(problems: "Problems") -> None:
    """Every problem with its place; all of them were counted, some hundreds are listed."""
    for problem in problems.listed:
        print(problem)
    unlisted = problems.total - len(problems.listed)
    if unlisted:
        print(f"… and {unlisted} more")
    noun = "problem" if problems.total == 1 else "problems"
    print(f"{problems.total} {noun}: nothing was imported.")


def print_report(report: "Report", *, dry_run: bool) -> None:
    """What changed, by kind; what had no place; how many notices wait for families."""
    if report.written:
        print(f"{'':>18}  {'added':>8}  {'changed':>8}  {'closed':>8}")
    for kind, change in report.changes.items():
        if change:
            print(f"{kind:>18}  {change.added:>8}  {change.changed:>8}  {change.closed:>8}")
    for reason, times in report.left_out.items():
        print(f"Left out: {reason} ({times})")
    for name in report.ignored_files:
        print(f"Not read: {name}")
    if not report.written:
        print("Nothing differs from what is stored.")
    elif dry_run:
        print(f"A dry run: nothing was written. Families would get {report.notices} notices.")
    else:
        print(f"Imported. {report.notices} notices wait to be sent.")
