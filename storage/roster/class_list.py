"""A class list as schools export it, turned into the records of a OneRoster bundle.

«Класс; Фамилия; Имя; Отчество; Дата рождения; Пол; Родитель 1; Родитель 2; …» in any order, with
titles above it and other columns beside it. Ids are made from what does not change: the names and
the birth date of a pupil, or the file's own id where it has one.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from storage.roster import files
from storage.roster.class_columns import Line, columns_of, day_of
from storage.roster.files import FileSpec
from storage.roster.naming import class_key, class_parts, derived_id, folded
from storage.roster.problems import Problems
from storage.roster.reading import Record
from storage.roster.sheet import Row
from storage.roster.values import NAME, BadValue

ORDER_NUMBER = 64  # characters, as the database has it
_HEADER_ROWS = 20  # titles of the school and the list stand above the header
_SEXES = {"м": "m", "муж": "m", "мужской": "m", "ж": "f", "жен": "f", "женский": "f"}
_SEXES |= {"m": "m", "f": "f", "male": "m", "female": "f"}
_ENDINGS = {"m": ("вич", "ьич", "мич", "тич", "оглы", "улы"), "f": ("вна", "чна", "кызы")}


@dataclass(slots=True)
class ClassList:
    """One list; `school` is the school that it belongs to, as (sourcedId, name)."""

    file: str
    school: tuple[str, str]
    problems: Problems
    _seen: dict[str, int] = field(default_factory=dict)  # pupil → line
    _known: set[str] = field(default_factory=set)  # classes, guardians and teachers told of

    def records(self, rows: list[Row]) -> Iterator[tuple[FileSpec, Record]]:
        """Everything the list says, as lines of OneRoster files."""
        start, columns = self._header(rows)
        if columns is None:
            return
        yield _record(files.ORGS, 0, sourced_id=self.school[0], name=self.school[1], type="school")
        for number, cells in rows[start:]:
            yield from self._line(number, Line(cells, columns))

    def _header(self, rows: list[Row]) -> tuple[int, dict[str, list[int]] | None]:
        for place, (_, cells) in enumerate(rows[:_HEADER_ROWS]):
            columns = columns_of(cells)
            has_name = "family_name" in columns or "full_name" in columns
            if has_name and ("school_class" in columns or "grade" in columns):
                if "family_name" in columns and "given_name" not in columns:
                    break
                return place + 1, columns
        self.problems.add(
            self.file, 0, "has no line with the columns «Класс», «Фамилия» and «Имя» (or «ФИО»)"
        )
        return 0, None

    def _line(self, number: int, line: Line) -> Iterator[tuple[FileSpec, Record]]:
        before = self.problems.total
        names = self._names(number, line)
        born = self._birth_date(number, line.get("birth_date"))
        sex = self._sex(number, line.get("sex"))
        title = self._title(line)
        if not title:
            self.problems.add(self.file, number, "«Класс» is empty")
        guardians = [self._split(number, name, "a parent") for name in line.all("guardian")]
        order = self._order(number, line)
        teacher = line.get("homeroom_teacher")
        led_by = self._split(number, teacher, "the class teacher") if teacher else None
        if self.problems.total > before or names is None:
            return
        student = self._student_id(number, line.get("id"), names, born)
        if student is None:
            return
        yield from self._class(number, title, led_by)
        agents = []
        for parts in filter(None, guardians):
            # One parent of brothers and sisters is one person: same names, same family.
            agents.append(self._id("guardian", *parts, _stem(names[0])))
            yield from self._person(number, agents[-1], parts, "parent")
        yield from self._person(number, student, names, "student", born, sex, tuple(agents), order)
        school_class = self._class_id(title)
        enrolled = derived_id(student, school_class)
        yield _enrolled(number, enrolled, school_class, student, "student")

    def _names(self, number: int, line: Line) -> tuple[str, str, str] | None:
        if full := line.get("full_name"):
            return self._split(number, full, "a pupil")
        family, given = line.get("family_name"), line.get("given_name")
        for title, value in (("Фамилия", family), ("Имя", given)):
            if not value:
                self.problems.add(self.file, number, f"«{title}» is empty")
        return self._fitting(number, (family, given, line.get("middle_name")))

    def _split(self, number: int, full: str, whose: str) -> tuple[str, str, str] | None:
        parts = full.split()
        if len(parts) < 2:
            self.problems.add(
                self.file, number, f"the name of {whose} needs a family name and a given name"
            )
            return None
        return self._fitting(number, (parts[0], parts[1], " ".join(parts[2:])))

    def _fitting(self, number: int, names: tuple[str, str, str]) -> tuple[str, str, str] | None:
        try:
            family, given, middle = (NAME.parse(name) for name in names)
        except BadValue as bad:
            self.problems.add(self.file, number, f"a name {bad}")
            return None
        return family, given, middle

    def _birth_date(self, number: int, cell: str) -> date | None:
        if not cell:
            return None
        born = day_of(cell)
        if born is None or not 1900 <= born.year <= 2100:
            self.problems.add(
                self.file, number, f"«Дата рождения» “{cell[:20]}” is not a date like 31.05.2014"
            )
        return born

    def _order(self, number: int, line: Line) -> tuple[str, date | None]:
        """The order of enrolment; from its date three working days run (S4 П2.XII)."""
        order_number, cell = line.get("order_number"), line.get("order_date")
        day = day_of(cell) if cell else None
        if (cell or order_number) and (day is None or not 1900 <= day.year <= 2100):
            said = f"“{cell[:20]}” is not a date like 20.11.2026" if cell else "is empty"
            self.problems.add(self.file, number, f"«Дата приказа» {said}")
        if len(order_number) > ORDER_NUMBER:
            self.problems.add(
                self.file, number, f"«Номер приказа» has more than {ORDER_NUMBER} characters"
            )
        return order_number, day

    def _sex(self, number: int, cell: str) -> str | None:
        if not cell:
            return None
        sex = _SEXES.get(cell.casefold().rstrip("."))
        if sex is None:
            self.problems.add(self.file, number, f"«Пол» “{cell[:20]}” is neither М nor Ж")
        return sex

    @staticmethod
    def _title(line: Line) -> str:
        title = line.get("school_class") or line.get("grade")
        letter = line.get("letter")
        if letter and title.isdigit():
            title += letter
        parts = class_parts(title)
        return f"{parts[0]}{parts[1]}" if parts else title[:64]

    def _student_id(
        self, number: int, own: str, names: tuple[str, str, str], born: date | None
    ) -> str | None:
        student = own or self._id("student", *names, born or "")
        if student in self._seen:
            self.problems.add(
                self.file,
                number,
                f"is the same pupil as on line {self._seen[student]}: "
                "namesakes need dates of birth or a column «Код»",
            )
            return None
        self._seen[student] = number
        return student

    def _class(
        self, number: int, title: str, led_by: tuple[str, str, str] | None
    ) -> Iterator[tuple[FileSpec, Record]]:
        school_class = self._class_id(title)
        if school_class not in self._known:
            self._known.add(school_class)
            parts = class_parts(title)
            yield _record(
                files.CLASSES,
                number,
                sourced_id=school_class,
                title=title,
                grades=parts[0] if parts else None,
                class_type="homeroom",
                school_sourced_id=self.school[0],
            )
        if led_by is None:
            return
        teacher = self._id("teacher", *led_by)
        yield from self._person(number, teacher, led_by, "teacher")
        enrolled = derived_id(teacher, school_class)
        if enrolled not in self._known:
            self._known.add(enrolled)
            yield _enrolled(number, enrolled, school_class, teacher, "teacher")

    def _person(
        self,
        number: int,
        sourced_id: str,
        names: tuple[str, str, str],
        role: str,
        born: date | None = None,
        sex: str | None = None,
        agents: tuple[str, ...] = (),
        order: tuple[str, date | None] = ("", None),
    ) -> Iterator[tuple[FileSpec, Record]]:
        if sourced_id in self._known:
            return
        self._known.add(sourced_id)
        family, given, middle = names
        yield _record(
            files.USERS,
            number,
            sourced_id=sourced_id,
            org_sourced_ids=(self.school[0],),
            role=role,
            family_name=family,
            given_name=given,
            middle_name=middle or None,
            agent_sourced_ids=agents,
            order_number=order[0] or None,
            order_date=order[1],
        )
        yield _record(
            files.DEMOGRAPHICS,
            number,
            sourced_id=sourced_id,
            birth_date=born,
            sex=sex or _sex_of(middle),
        )

    def _class_id(self, title: str) -> str:
        return derived_id(self.school[0], "class", class_key(title))

    def _id(self, kind: str, *parts: object) -> str:
        whole = "|".join((self.school[0], *(folded(str(part)) for part in parts)))
        return f"{kind}:{hashlib.sha256(whole.encode()).hexdigest()[:24]}"


def _sex_of(middle_name: str) -> str | None:
    """The sex that a patronymic tells."""
    low = middle_name.casefold()
    return next((sex for sex, endings in _ENDINGS.items() if low.endswith(endings)), None)


def _stem(family_name: str) -> str:
    """«Иванова» and «Иванов», «Белый» and «Белая» are one family."""
    return re.sub(r"(?:ая|яя|ой|ый|ий|а)$", "", folded(family_name))


def _record(spec: FileSpec, line: int, **values: Any) -> tuple[FileSpec, Record]:
    return spec, {column.field: None for column in spec.columns} | {"line": line} | values


def _enrolled(
    line: int, sourced_id: str, school_class: str, user: str, role: str
) -> tuple[FileSpec, Record]:
    return _record(
        files.ENROLLMENTS,
        line,
        sourced_id=sourced_id,
        class_sourced_id=school_class,
        user_sourced_id=user,
        role=role,
        primary=role == "teacher",
    )
