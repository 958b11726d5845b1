"""What a chat may change of quizzes: a teacher of the own lessons, a pupil in the own name."""

from tests.support.guarded import Rights
from tests.support.office_scope import OfficeScope
from tests.support.undoing import Row, Rows


class QuizScope(OfficeScope):
    """Rules by table, as in `Scope`."""

    _rights: Rights
    _rows: Rows

    def _quiz(self, row: Row) -> bool:
        """Of homework that was set in an own lesson."""
        return self._teaches(self._rows["homework"][row["homework_id"]]["lesson_id"])

    def _quiz_draft(self, row: Row) -> bool:
        """Typed by oneself, for an own lesson."""
        return row["person_id"] in self._rights.people and self._teaches(row["lesson_id"])

    def _quiz_answer(self, row: Row) -> bool:
        """A pupil's own, in a section in which the pupil is."""
        quiz = self._rows["quiz"][row["quiz_id"]]
        section_id = self._rows["homework"][quiz["homework_id"]]["section_id"]
        return row["student_id"] in self._rights.people and any(
            each["section_id"] == section_id and each["student_id"] == row["student_id"]
            for each in self._rows["section_student"].values()
        )

    def _teaches(self, lesson_id: int) -> bool:
        return self._rows["lesson"][lesson_id]["teacher_id"] in self._rights.people
