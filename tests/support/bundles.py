"""A small OneRoster bundle that tests change line by line, as a folder or a zip."""

import copy
import csv
import io
import zipfile
from pathlib import Path

Lines = list[dict[str, str]]


class MadeBundle:
    """Files by name; a line is a dict. `write` gives the folder, `pack` the zip."""

    def __init__(self, tables: dict[str, Lines]) -> None:
        self.tables = tables

    def copy(self) -> "MadeBundle":
        return MadeBundle(copy.deepcopy(self.tables))

    def add(self, file: str, **cells: str) -> None:
        self.tables.setdefault(file, []).append({k.replace("__", "."): v for k, v in cells.items()})

    def line(self, file: str, sourced_id: str) -> dict[str, str]:
        return next(row for row in self.tables[file] if row["sourcedId"] == sourced_id)

    def drop(self, file: str, sourced_id: str) -> None:
        self.tables[file].remove(self.line(file, sourced_id))

    def text(self, file: str) -> str:
        rows = self.tables[file]
        header = list(dict.fromkeys(name for row in rows for name in row))
        out = io.StringIO()
        writer = csv.DictWriter(out, header, restval="", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue()

    def write(self, folder: Path, encoding: str = "utf-8") -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for file in self.tables:
            (folder / file).write_text(self.text(file), encoding=encoding, newline="")
        return folder

    def pack(self, path: Path, folder: str = "") -> Path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in self.tables:
                archive.writestr(folder + file, "\ufeff" + self.text(file))
        return path


def _user(sourced_id: str, role: str, name: str, agents: str = "", **more: str) -> dict[str, str]:
    family, given, *middle = name.split()
    return {
        "sourcedId": sourced_id,
        "status": "active",
        "enabledUser": "true",
        "orgSourcedIds": "s1",
        "role": role,
        "givenName": given,
        "familyName": family,
        "middleName": " ".join(middle),
        "agentSourcedIds": agents,
        "grades": "",
        **more,
    }


def _enrolled(class_id: str, user: str, role: str = "student", **more: str) -> dict[str, str]:
    return {
        "sourcedId": f"{class_id}-{user}",
        "status": "active",
        "classSourcedId": class_id,
        "schoolSourcedId": "s1",
        "userSourcedId": user,
        "role": role,
        "primary": "true" if role == "teacher" else "false",
        "beginDate": "",
        "endDate": "",
        **more,
    }


def _class(sourced_id: str, title: str, kind: str, **more: str) -> dict[str, str]:
    return {
        "sourcedId": sourced_id,
        "status": "active",
        "title": title,
        "grades": "07",
        "courseSourcedId": "",
        "classType": kind,
        "schoolSourcedId": "s1",
        "termSourcedIds": "q1,q2,q3,q4",
        "subjects": "",
        **more,
    }


def _session(sourced_id: str, title: str, kind: str, begins: str, ends: str) -> dict[str, str]:
    return {
        "sourcedId": sourced_id,
        "status": "active",
        "title": title,
        "type": kind,
        "startDate": begins,
        "endDate": ends,
        "parentSourcedId": "" if kind == "schoolYear" else "y",
        "schoolYear": "2027",
    }


def small_bundle() -> MadeBundle:
    """OneRoster 1.1: 7А with algebra and two English groups, three pupils, their families.

    Аня (a1) and Миша (m1, in 7Б) are sister and brother: the mother is named with the pupils, the
    father names them himself.
    """
    return MadeBundle(
        {
            "orgs.csv": [
                {"sourcedId": "s1", "status": "active", "name": "Школа № 1", "type": "school"}
            ],
            "academicSessions.csv": [
                _session("y", "2026/27", "schoolYear", "2026-09-01", "2027-05-26"),
                _session("q1", "I четверть", "gradingPeriod", "2026-09-01", "2026-10-23"),
                _session("q2", "II четверть", "gradingPeriod", "2026-11-02", "2026-12-30"),
                _session("q3", "III четверть", "gradingPeriod", "2027-01-11", "2027-03-26"),
                _session("q4", "IV четверть", "gradingPeriod", "2027-04-05", "2027-05-26"),
            ],
            "courses.csv": [
                {"sourcedId": "c-alg", "title": "Алгебра", "grades": "7", "subjects": ""},
                {
                    "sourcedId": "c-eng",
                    "title": "Английский язык 7",
                    "grades": "7",
                    "subjects": "Английский язык",
                },
            ],
            "classes.csv": [
                _class("7a", "7А", "homeroom"),
                _class("7b", "7Б", "homeroom"),
                _class("7a-alg", "7А Алгебра", "scheduled", courseSourcedId="c-alg"),
                _class("7a-en1", "7А Английский, гр. 1", "scheduled", courseSourcedId="c-eng"),
                _class("7a-en2", "7А Английский, гр. 2", "scheduled", courseSourcedId="c-eng"),
            ],
            "users.csv": [
                _user("a1", "student", "Иванова Анна Дмитриевна", "mum", grades="07"),
                _user("p1", "student", "Белов Пётр", grades="7"),
                _user("m1", "student", "Иванов Михаил Дмитриевич", "mum"),
                _user("mum", "parent", "Иванова Елена Сергеевна", orgSourcedIds=""),
                _user("dad", "guardian", "Иванов Дмитрий Павлович", "a1,m1"),
                _user("t1", "teacher", "Орлова Марина Петровна"),
                _user("t2", "teacher", "Соколова Ирина Андреевна"),
                _user("head", "administrator", "Громова Татьяна Юрьевна"),
            ],
            "demographics.csv": [
                {"sourcedId": "a1", "birthDate": "2013-05-04", "sex": "female"},
                {"sourcedId": "p1", "birthDate": "2013-01-31", "sex": "male"},
            ],
            "enrollments.csv": [
                _enrolled("7a", "a1"),
                _enrolled("7a", "p1"),
                _enrolled("7b", "m1"),
                _enrolled("7a", "t1", "teacher"),
                _enrolled("7a-alg", "t1", "teacher"),
                _enrolled("7a-en1", "t1", "teacher"),
                _enrolled("7a-en2", "t2", "teacher"),
                _enrolled("7a-en1", "a1"),
                _enrolled("7a-en2", "p1"),
            ],
            "categories.csv": [
                {"sourcedId": "cat-k", "title": "Контрольная работа"},
                {"sourcedId": "cat-x", "title": "Устный счёт"},
                {"sourcedId": "cat-f", "title": "Четвертная отметка"},
            ],
            "lineItems.csv": [
                _item("li-1", "Дроби", "cat-k", "2026-11-10"),
                _item("li-2", "Счёт", "cat-x", "2026-11-17"),
                _item("li-f", "I четверть", "cat-f", "2026-10-23", gradingPeriodSourcedId="q1"),
            ],
            "results.csv": [
                _result("r1", "li-1", "a1", "5"),
                _result("r2", "li-1", "p1", "3"),
                _result("r3", "li-2", "a1", "4"),
                _result("f1", "li-f", "a1", "5"),
            ],
            "bellSchedules.csv": [
                {
                    "bellScheduleName": "Обычный день",
                    "classPeriod": str(number),
                    "startTime": f"{7 + number:02}:30",
                    "endTime": f"{8 + number:02}:15",
                }
                for number in range(1, 5)
            ],
            "timetable.csv": [
                {"classSourcedId": "7a-alg", "weekday": "2", "classPeriod": "1", "location": "12"},
                {"classSourcedId": "7a-alg", "weekday": "4", "classPeriod": "2", "location": "12"},
                {"classSourcedId": "7a-en1", "weekday": "2", "classPeriod": "2", "location": "5"},
                {"classSourcedId": "7a-en2", "weekday": "2", "classPeriod": "2", "location": "6"},
            ],
            "calendarDates.csv": [
                {
                    "title": "Осенние каникулы",
                    "beginDate": "2026-10-24",
                    "endDate": "2026-11-01",
                },
                {"title": "Зимние каникулы", "beginDate": "2026-12-31", "endDate": "2027-01-10"},
            ],
            "lessonPlans.csv": [
                {"classSourcedId": "7a-alg", "lessonNumber": "1", "title": "Выражения"},
                {
                    "classSourcedId": "7a-alg",
                    "lessonNumber": "2",
                    "title": "Дроби",
                    "homework": "№ 5, 6",
                },
            ],
            "attendanceEvents.csv": [
                {
                    "classSourcedId": "7a-alg",
                    "eventDate": "2026-11-17",
                    "studentSourcedId": "p1",
                    "attendanceEventCategory": "Б",
                }
            ],
        }
    )


def _item(sourced_id: str, title: str, category: str, day: str, **more: str) -> dict[str, str]:
    return {
        "sourcedId": sourced_id,
        "title": title,
        "assignDate": day,
        "dueDate": day,
        "classSourcedId": "7a-alg",
        "categorySourcedId": category,
        "gradingPeriodSourcedId": "q2",
        "resultValueMin": "1",
        "resultValueMax": "5",
        **more,
    }


def _result(sourced_id: str, item: str, student: str, score: str, **more: str) -> dict[str, str]:
    return {
        "sourcedId": sourced_id,
        "status": "active",
        "lineItemSourcedId": item,
        "studentSourcedId": student,
        "scoreStatus": "fully graded",
        "score": score,
        "scoreDate": "",
        "comment": "",
        **more,
    }


def to_1_2(bundle: MadeBundle) -> MadeBundle:
    """The same in OneRoster 1.2: roles in a file of their own, a manifest."""
    made = bundle.copy()
    roles = []
    for user in made.tables["users.csv"]:
        roles.append(
            {
                "sourcedId": f"role-{user['sourcedId']}",
                "status": "active",
                "userSourcedId": user["sourcedId"],
                "roleType": "primary",
                "role": {"administrator": "siteAdministrator"}.get(user["role"], user["role"]),
                "beginDate": "",
                "endDate": "",
                "orgSourcedId": "s1",
            }
        )
        del user["role"]
    made.tables["roles.csv"] = roles
    made.tables["manifest.csv"] = [
        {"propertyName": "manifest.version", "value": "1.0"},
        {"propertyName": "oneroster.version", "value": "1.2"},
        {"propertyName": "file.users", "value": "bulk"},
        {"propertyName": "file.roles", "value": "bulk"},
        {"propertyName": "file.classResources", "value": "absent"},
    ]
    return made
