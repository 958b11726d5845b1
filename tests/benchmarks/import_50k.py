"""Imports a made-up OneRoster bundle of a district: seconds and peak memory.

    python -m tests.benchmarks.import_50k [--pupils 50000] [--seed 1] [--timetable]

Files of OneRoster 1.2, with a 1:1 share of guardians, 14 sections a class and an enrolment for
every pupil in every one. The bundle is made first and is not counted; the second import of the
same bundle, which must write nothing, is measured beside it.
"""

import argparse
import asyncio
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.benchmarks.measure import Measure

PUPILS_A_CLASS = 25
CLASSES_A_SCHOOL = 44  # four of each grade
LETTERS = "АБВГ"
SUBJECTS = (
    "Русский язык",
    "Литература",
    "Алгебра",
    "Геометрия",
    "Английский язык",
    "История",
    "Обществознание",
    "География",
    "Физика",
    "Химия",
    "Биология",
    "Информатика",
    "Музыка",
    "Физкультура",
)
FAMILIES = ("Иванов", "Смирнов", "Кузнецов", "Попов", "Фёдоров", "Волков", "Морозов", "Новиков")
GIVEN = ("Артём", "Анна", "Максим", "Мария", "Иван", "Софья", "Пётр", "Ева", "Илья", "Дарья")
MIDDLE = ("Сергеевич", "Дмитриевна", "", "Олегович", "Андреевна", "Игоревна")
NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
Row = tuple[str, ...]

HEADERS = {
    "orgs.csv": ("sourcedId", "status", "name", "type"),
    "academicSessions.csv": ("sourcedId", "title", "type", "startDate", "endDate"),
    "classes.csv": (
        "sourcedId",
        "status",
        "title",
        "grades",
        "classType",
        "schoolSourcedId",
        "termSourcedIds",
        "subjects",
    ),
    "users.csv": (
        "sourcedId",
        "status",
        "enabledUser",
        "givenName",
        "familyName",
        "middleName",
        "agentSourcedIds",
        "grades",
        "primaryOrgSourcedId",
    ),
    "roles.csv": ("sourcedId", "status", "userSourcedId", "roleType", "role", "orgSourcedId"),
    "demographics.csv": ("sourcedId", "birthDate", "sex"),
    "enrollments.csv": (
        "sourcedId",
        "status",
        "classSourcedId",
        "schoolSourcedId",
        "userSourcedId",
        "role",
        "primary",
        "beginDate",
        "endDate",
    ),
    "bellSchedules.csv": ("bellScheduleName", "classPeriod", "startTime", "endTime"),
    "timetable.csv": ("classSourcedId", "weekday", "classPeriod"),
}
SESSIONS: tuple[Row, ...] = (
    ("y", "2026/27", "schoolYear", "2026-09-01", "2027-05-26"),
    ("q1", "I четверть", "gradingPeriod", "2026-09-01", "2026-10-23"),
    ("q2", "II четверть", "gradingPeriod", "2026-11-02", "2026-12-30"),
    ("q3", "III четверть", "gradingPeriod", "2027-01-11", "2027-03-26"),
    ("q4", "IV четверть", "gradingPeriod", "2027-04-05", "2027-05-26"),
)


@dataclass(slots=True)
class District:
    """Lines of every file, made as they are written."""

    pupils: int
    seed: int

    def write(self, folder: Path, *, timetable: bool) -> int:
        """Writes the bundle; gives the number of enrolments."""
        folder.mkdir(parents=True)
        classes = -(-self.pupils // PUPILS_A_CLASS)
        schools = -(-classes // CLASSES_A_SCHOOL)
        self._file(
            folder,
            "orgs.csv",
            (((f"s{n}", "active", f"Школа № {n}", "school")) for n in range(schools)),
        )
        self._file(folder, "academicSessions.csv", iter(SESSIONS))
        self._file(folder, "classes.csv", self._classes(classes))
        self._file(folder, "users.csv", self._users(classes))
        self._file(folder, "roles.csv", self._roles(classes))
        self._file(folder, "demographics.csv", self._demographics())
        if timetable:
            bells = ((str(n), f"{7 + n:02}:30", f"{8 + n:02}:15") for n in range(1, 8))
            self._file(folder, "bellSchedules.csv", (("Обычный день", *bell) for bell in bells))
            self._file(folder, "timetable.csv", self._timetable(classes))
        return self._file(folder, "enrollments.csv", self._enrollments(classes))

    @staticmethod
    def _file(folder: Path, name: str, rows: Iterator[Row]) -> int:
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADERS[name])
            number = 0
            for number, row in enumerate(rows, start=1):  # noqa: B007
                writer.writerow(row)
        return number

    @staticmethod
    def _classes(classes: int) -> Iterator[Row]:
        for number in range(classes):
            place = number % CLASSES_A_SCHOOL
            grade, title = place // 4 + 1, f"{place // 4 + 1}{LETTERS[place % 4]}"
            school = f"s{number // CLASSES_A_SCHOOL}"
            terms = "q1,q2,q3,q4"
            yield (f"c{number}", "active", title, str(grade), "homeroom", school, terms, "")
            for place, subject in enumerate(SUBJECTS):
                sourced_id, name = f"c{number}-{place}", f"{title} {subject}"
                yield (sourced_id, "active", name, "", "scheduled", school, terms, subject)

    def _users(self, classes: int) -> Iterator[Row]:
        chance = random.Random(self.seed)

        def names() -> tuple[str, str, str]:
            return chance.choice(GIVEN), chance.choice(FAMILIES), chance.choice(MIDDLE)

        for number in range(self.pupils):
            place = number // PUPILS_A_CLASS
            school, grade = place // CLASSES_A_SCHOOL, place % CLASSES_A_SCHOOL // 4 + 1
            yield (
                f"p{number}",
                "active",
                "true",
                *names(),
                f"g{number}",
                f"{grade:02}",
                f"s{school}",
            )
            yield (f"g{number}", "active", "true", *names(), "", "", f"s{school}")
        for number in range(classes * 2):
            school = number // 2 // CLASSES_A_SCHOOL
            yield (f"t{number}", "active", "true", *names(), "", "", f"s{school}")

    def _roles(self, classes: int) -> Iterator[Row]:
        for number in range(self.pupils):
            school = f"s{number // PUPILS_A_CLASS // CLASSES_A_SCHOOL}"
            yield (f"rp{number}", "active", f"p{number}", "primary", "student", school)
            yield (f"rg{number}", "active", f"g{number}", "primary", "parent", school)
        for number in range(classes * 2):
            school = f"s{number // 2 // CLASSES_A_SCHOOL}"
            yield (f"rt{number}", "active", f"t{number}", "primary", "teacher", school)

    def _demographics(self) -> Iterator[Row]:
        for number in range(self.pupils):
            year = 2019 - number // PUPILS_A_CLASS % CLASSES_A_SCHOOL // 4
            yield (f"p{number}", f"{year}-03-{number % 28 + 1:02}", ("male", "female")[number % 2])

    def _enrollments(self, classes: int) -> Iterator[Row]:
        for number in range(classes):
            school = f"s{number // CLASSES_A_SCHOOL}"
            pupils = range(number * PUPILS_A_CLASS, min((number + 1) * PUPILS_A_CLASS, self.pupils))
            for name in (f"c{number}", *(f"c{number}-{place}" for place in range(len(SUBJECTS)))):
                teacher = f"t{number * 2}"
                yield self._enrolled(name, school, teacher, "teacher", "true")
                for pupil in pupils:
                    yield self._enrolled(name, school, f"p{pupil}", "student", "false")

    @staticmethod
    def _enrolled(name: str, school: str, user: str, role: str, primary: str) -> Row:
        return (f"{name}:{user}", "active", name, school, user, role, primary, "2026-09-01", "")

    @staticmethod
    def _timetable(classes: int) -> Iterator[Row]:
        for number in range(classes):
            for hour in range(30):
                place = hour % len(SUBJECTS)
                yield (f"c{number}-{place}", str(hour // 6 + 1), str(hour % 6 + 1))


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def measure(folder: Path, url: str) -> dict[str, float]:
    """Two imports of the bundle into an empty database."""
    from storage.database import Database
    from storage.migrations import migrate
    from storage.roster.load import import_path

    database = Database(url, ZoneInfo("Europe/Moscow"))
    try:
        await migrate(database)
        before = peak_megabytes()
        figures = {"rss_before_mb": round(before, 1)}
        for name in ("first", "again"):
            began = time.perf_counter()
            report = await import_path(database, folder, NOW)
            figures[f"{name}_seconds"] = round(time.perf_counter() - began, 1)
            figures[f"{name}_rows"] = report.written
            figures[f"{name}_peak_rss_mb"] = round(peak_megabytes(), 1)
        return figures
    finally:
        await database.close()


def importing(*, quick: bool) -> list[Measure]:
    """For `make bench`: on two cores, and how much the memory grows with ten times the pupils."""
    pupils = 5_000 if quick else 50_000
    large, small = (_on_two_cores(number) for number in (pupils, pupils // 10))
    return [
        Measure(
            f"seconds to import {pupils} pupils on 2 cores",
            large["first_seconds"],
            120,
            detail=f"{large['enrolments']} enrolments; unchanged: {large['again_seconds']} s",
        ),
        Measure(
            "memory for ten times the pupils",
            large["again_peak_rss_mb"] / small["again_peak_rss_mb"],
            2,
            unit="×",
            detail=f"{large['again_peak_rss_mb']} and {small['again_peak_rss_mb']} MB at the most",
        ),
    ]


def _on_two_cores(pupils: int) -> dict[str, float]:
    cores = sorted(os.sched_getaffinity(0))[:2]
    made = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.import_50k", "--pupils", str(pupils)],
        check=True,
        capture_output=True,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )
    figures: dict[str, float] = json.loads(made.stdout)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--timetable", action="store_true", help="with lessons for a year")
    parser.add_argument("--database", help="an empty database; default a SQLite file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(folder) / "bundle"
        district = District(arguments.pupils, arguments.seed)
        enrolments = district.write(bundle, timetable=arguments.timetable)
        url = arguments.database or f"sqlite+aiosqlite:///{folder}/school.db"
        figures = asyncio.run(measure(bundle, url))
    json.dump(
        {"pupils": arguments.pupils, "seed": arguments.seed, "enrolments": enrolments, **figures},
        sys.stdout,
        indent=2,
    )
    print()


if __name__ == "__main__":
    main()
