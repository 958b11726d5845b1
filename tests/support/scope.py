"""What a chat may change: rows of the database before and after, judged by the table of rights.

A table without a rule here may not change at all.
"""

import itertools
from collections.abc import Iterator
from contextlib import ExitStack

from tests.support.guarded import Rights
from tests.support.office_scope import CHANGEABLE, is_made
from tests.support.remark_scope import RemarkScope
from tests.support.undoing import Row, Rows, Undoable

_numbers = itertools.count(1)


class Watch:
    """Sees every committed change since it was made, and can undo them."""

    def __init__(self, database: Undoable) -> None:
        self._database = database
        self.before = database.rows()
        self._name = f"watch_{next(_numbers)}"
        self._mark = ExitStack()
        self._mark.enter_context(database.marked(self._name))

    def changes(self) -> tuple[Rows, list[tuple[str, Row | None, Row | None]]]:
        """The rows as they are, and (table, row before, row after) of what differs."""
        after = self.rows()
        return after, list(differing(self.before, after))

    def rows(self) -> Rows:
        """Everything as it is."""
        return self._database.rows()

    def undo(self) -> None:
        """Everything is as it was in the beginning."""
        self._database.undo_to(self._name, self.before)

    def close(self) -> None:
        self._database.check()
        self._mark.close()


def differing(before: Rows, after: Rows) -> Iterator[tuple[str, Row | None, Row | None]]:
    """(table, row before, row after) of what is not the same."""
    for table, rows in after.items():
        if rows is before[table]:
            continue
        for key in before[table].keys() | rows.keys():
            old, new = before[table].get(key), rows.get(key)
            if old != new:
                yield table, old, new


class Scope(RemarkScope):
    """The rights of one chat, applied to rows; `rows` are those after the change."""

    def __init__(self, rights: Rights, rows: Rows) -> None:
        self._rights = rights
        self._rows = rows

    def allows(self, table: str, old: Row | None, new: Row | None) -> bool:
        """Whether the chat may make this of that row."""
        rule = getattr(self, f"_{table}", None)
        if rule is None or not self._only(table, old, new):
            return False
        return all(rule(row) for row in (old, new) if row is not None)

    def _only(self, table: str, old: Row | None, new: Row | None) -> bool:
        """Of some tables a row is never made or dropped, and little of it changes."""
        if table not in CHANGEABLE:
            return True
        if old is None or new is None:
            return old is None and new is not None and is_made(table, new)
        return {name for name in new if new[name] != old[name]} <= CHANGEABLE[table]

    def own_ids(self, known_lessons: list[int]) -> dict[str, list[int]]:
        """Ids by the names of buttons' fields which lead somewhere for this chat."""
        sections = {
            section["id"]
            for section in self._rows["section"].values()
            if section["id"] in self._rights.sections
            or section["school_class_id"] in self._rights.classes
        }
        lessons = [
            lesson["id"]
            for lesson in map(self._rows["lesson"].__getitem__, known_lessons)
            if lesson["section_id"] in sections
        ]
        taught: set[int] = set().union(*map(self._members, sections))
        letters = [
            row["message_id"]
            for row in self._rows["message_recipient"].values()
            if row["person_id"] in self._rights.people
        ]
        schools = {self._rows["section"][each]["school_id"] for each in sections}
        return {
            "student_id": sorted({*self._rights.children, *self._pupils_led(), *taught}),
            "class_id": sorted(self._rights.classes),
            "remark_id": self._own_remarks(),
            "section_id": sorted(sections),
            **dict.fromkeys(("lesson_id", "due_lesson_id"), lessons),
            "message_id": letters,
            "work_type_id": self._ids("work_type", "school_id", schools),
            "period_id": self._ids("grading_period", "school_id", schools),
            "mark_id": self._ids("mark", "section_id", self._rights.sections),
            "homework_id": self._ids("homework", "section_id", self._rights.sections),
            "person_id": self._colleagues(),
            "topic_id": self._ids("lesson_topic", "section_id", self._rights.sections),
        }

    def _colleagues(self) -> list[int]:
        if self._rights.office is None:
            return []
        of_school = self._ids("person", "school_id", {self._rights.office[1]})
        staff = {row["person_id"] for row in self._rows["role_assignment"].values()}
        return sorted(staff & set(of_school))

    def _ids(self, table: str, column: str, wanted: set[int]) -> list[int]:
        return [row["id"] for row in self._rows[table].values() if row[column] in wanted]

    def _audit_record(self, row: Row) -> bool:
        """In one's own name; that none changes, the database sees to."""
        return bool(row["chat_id"] == self._rights.chat_id)

    def _audit_head(self, row: Row) -> bool:
        return row["school_id"] in self._rows["school"]

    def _chat(self, row: Row) -> bool:
        return row["id"] == self._rights.chat_id or self.erases()

    def _code_attempt(self, row: Row) -> bool:
        return bool(row["chat_id"] == self._rights.chat_id)

    def _binding(self, row: Row) -> bool:
        """Its own; «Это не я» of a pupil whom the chat follows or whose class it leads."""
        return row["chat_id"] == self._rights.chat_id or self._codes_of(row)

    def _invite(self, row: Row) -> bool:
        return self._codes_of(row)

    def _trusted_contact(self, row: Row) -> bool:
        """Of a child whose guardian uses the chat: whoever named the person may, and the other."""
        return row["student_id"] in self._rights.children - self._rights.people

    def _codes_of(self, row: Row) -> bool:
        school = self._rows["person"][row["person_id"]]["school_id"]
        return (
            row["student_id"] in self._rights.children
            or row["student_id"] in self._pupils_led()
            or school == self._rights.codes_of_school
            or (row["student_id"] is None and self.keeps_papers(row["person_id"]))
        )

    def _notice_choice(self, row: Row) -> bool:
        """For oneself, of the own child or the own diary."""
        own_child = row["student_id"] in self._rights.children
        return own_child and row["person_id"] in self._rights.people

    def _notice_habits(self, row: Row) -> bool:
        return row["person_id"] in self._rights.people

    def _roll_call(self, row: Row) -> bool:
        lesson = self._rows["lesson"][row["lesson_id"]]
        section = self._rows["section"][lesson["section_id"]]
        return row.get("student_id") in self._members(section["id"]) and self._calls_roll(lesson)

    _attendance_event = _attendance_change = _roll_call

    def _calls_roll(self, lesson: Row) -> bool:
        section = self._rows["section"][lesson["section_id"]]
        return (
            lesson["teacher_id"] in self._rights.people
            or section["school_class_id"] in self._rights.classes
            or section["school_id"] == self._rights.roll_calls_of_school
        )

    def _lesson_plan(self, row: Row) -> bool:
        """The own section's; or the deputy's approval."""
        if row["section_id"] in self._rights.sections:
            return True
        school_id = self._rows["section"][row["section_id"]]["school_id"]
        return self._rights.office == ("deputy_principal", school_id)

    def _lesson_topic(self, row: Row) -> bool:
        return row["section_id"] in self._rights.sections

    def _lesson_plan_draft(self, row: Row) -> bool:
        own = row["section_id"] in self._rights.sections
        return own and row["person_id"] in self._rights.people

    def _lesson(self, row: Row) -> bool:
        return self._calls_roll(row) or self.plans(row)

    def _mark(self, row: Row) -> bool:
        lesson = self._rows["lesson"].get(row["lesson_id"], {})
        work = self._rows["work_type"][row["work_type_id"]]
        section = self._rows["section"][row["section_id"]]
        return (
            lesson.get("teacher_id") in self._rights.people
            and lesson.get("section_id") == section["id"]
            and work["school_id"] == section["school_id"]
            and row["student_id"] in self._members(section["id"])
        )

    def _mark_change(self, row: Row) -> bool:
        return self._mark(self._rows["mark"][row["mark_id"]])

    def _homework(self, row: Row) -> bool:
        lesson = self._rows["lesson"][row["lesson_id"]]
        due = self._rows["lesson"].get(row["due_lesson_id"], lesson)
        return (
            lesson["teacher_id"] in self._rights.people
            and lesson["section_id"] == due["section_id"] == row["section_id"]
        )

    def _homework_change(self, row: Row) -> bool:
        return self._homework(self._rows["homework"][row["homework_id"]])

    def _submission(self, row: Row) -> bool:
        """A pupil's own, of homework of a section in which the pupil is."""
        section_id = self._rows["homework"][row["homework_id"]]["section_id"]
        own = row["student_id"] in self._rights.people
        return own and row["student_id"] in self._members(section_id)

    def _homeroom_session(self, row: Row) -> bool:
        return row["school_class_id"] in self._rights.classes

    def _homeroom_session_student(self, row: Row) -> bool:
        session = self._rows["homeroom_session"][row["session_id"]]
        return self._homeroom_session(session) and row["student_id"] in self._pupils_led()

    def _mark_unlock(self, row: Row) -> bool:
        """Asked for by the teacher of the lesson, for a pupil of the section."""
        lesson = self._rows["lesson"][row["lesson_id"]]
        own = lesson["teacher_id"] in self._rights.people
        return own and row["student_id"] in self._members(lesson["section_id"])

    def _final_mark_draft(self, row: Row) -> bool:
        return row["chosen_by"] in self._rights.people and self._final_mark(row)

    def _final_mark(self, row: Row) -> bool:
        """A subject of a section taught, or of a class led, in which the pupil is."""
        return any(
            row["student_id"] in self._members(section["id"])
            for section in self._rows["section"].values()
            if section["subject_id"] == row["subject_id"]
            and (
                section["id"] in self._rights.sections
                or section["school_class_id"] in self._rights.classes
            )
        )

    def _final_mark_change(self, row: Row) -> bool:
        return self._final_mark(self._rows["final_mark"][row["final_mark_id"]])

    def _message(self, row: Row) -> bool:
        return row["sender_id"] in self._rights.people

    def _message_draft(self, row: Row) -> bool:
        return row["sender_id"] in self._rights.people

    def _message_recipient(self, row: Row) -> bool:
        """Reads what came to it, or writes to whom it has the right to write."""
        if row["person_id"] in self._rights.people:
            return True
        message = self._rows["message"][row["message_id"]]
        return message["sender_id"] in self._rights.people and self._about(row["student_id"])

    def _notice(self, row: Row) -> bool:
        """Written of a pupil, or to a member of staff; or sent again by the management."""
        if row["student_id"] is None:
            return self.keeps_papers(row["person_id"])
        school = self._rows["person"][row["student_id"]]["school_id"]
        return self._about(row["student_id"]) or school == self._rights.resends_of_school

    def _about(self, student_id: int) -> bool:
        own = {*self._rights.children, *self._pupils_led()}
        taught = (self._members(section) for section in self._rights.sections)
        pupil = self._rows["person"][student_id]
        return (
            student_id in own.union(*taught)
            or pupil["school_id"] == self._rights.roll_calls_of_school
        )

    def _members(self, section_id: int) -> set[int]:
        return {
            row["student_id"]
            for row in self._rows["section_student"].values()
            if row["section_id"] == section_id
        }

    def _pupils_led(self) -> set[int]:
        return {
            row["student_id"]
            for row in self._rows["enrollment"].values()
            if row["school_class_id"] in self._rights.classes and row["ends"] is None
        }
