"""What a chat may change of remarks: the own ones, those of the own class or school, a read one."""

from tests.support.guarded import Rights
from tests.support.quiz_scope import QuizScope
from tests.support.undoing import Row, Rows


class RemarkScope(QuizScope):
    """Rules by table, as in `Scope`."""

    _rights: Rights
    _rows: Rows

    def _own_remarks(self) -> list[int]:
        """Ids of those about the own children."""
        children = self._rights.children
        return [row["id"] for row in self._rows["remark"].values() if row["student_id"] in children]

    def _remark(self, row: Row) -> bool:
        """By its author, about a pupil of the own lesson or class; taken off by who leads the class
        or by a deputy; a guardian has read it."""
        people, student_id = self._rights.people, row["student_id"]
        school_id = self._rows["person"][student_id]["school_id"]
        is_led = self._is_in(student_id, self._rights.classes)
        is_in_group = self._is_in(student_id, self._looked_after())
        is_deputy = self._rights.office == ("deputy_principal", school_id)
        is_taught = self._has(row["lesson_id"], student_id)
        is_of_class = row["lesson_id"] is None and (is_led or is_in_group)
        is_own = row["author_id"] in people and (is_of_class or is_taught)
        is_read = row["read_by"] in people and student_id in self._rights.children - people
        is_new = row["read_by"] is None and student_id in self._rights.children - people
        return is_own or is_led or is_deputy or is_read or is_new

    def _remark_change(self, row: Row) -> bool:
        """Nobody changes what it says by having read it."""
        remark = self._rows["remark"][row["remark_id"]]
        return remark["student_id"] not in self._rights.children and self._remark(remark)

    def _looked_after(self) -> set[int]:
        """Classes of which somebody here is the educator."""
        return {
            each["school_class_id"]
            for each in self._rows["class_educator"].values()
            if each["person_id"] in self._rights.people
        }

    def _is_in(self, student_id: int, classes: set[int]) -> bool:
        return any(
            each["student_id"] == student_id and each["school_class_id"] in classes
            for each in self._rows["enrollment"].values()
        )

    def _has(self, lesson_id: int | None, student_id: int) -> bool:
        """Whether the pupil is in the section of an own lesson."""
        if lesson_id is None or not self._teaches(lesson_id):
            return False
        section_id = self._rows["lesson"][lesson_id]["section_id"]
        return any(
            each["section_id"] == section_id and each["student_id"] == student_id
            for each in self._rows["section_student"].values()
        )
