"""A homework with a file and a quiz, and what a pupil handed in for it."""

from datetime import timedelta

from storage import tables as t
from tests.support.journal import Journal
from tests.support.school import BEGAN, TODAY

TOMORROW = TODAY + timedelta(days=1)


class HomeworkFurnisher(Journal):
    """Writes them through an open journal."""

    async def set_homework(
        self, of_section: dict[str, int], pupil_id: int, number: int
    ) -> dict[str, int]:
        homework_id = await self.add(
            t.homework, **of_section, due_date=TOMORROW, text="№ 5", set_at=BEGAN
        )
        return {
            "homework_id": homework_id,
            "attachment_id": await self._file(homework_id, number),
            "submission_id": await self.add(
                t.submission, homework_id=homework_id, student_id=pupil_id, handed_at=BEGAN
            ),
            "quiz_id": await self._quiz(homework_id),
        }

    async def _quiz(self, homework_id: int) -> int:
        questions = [{"text": "Раз?", "answers": [["да", True], ["нет", False]]}] * 2
        set_at = {"size": len(questions), "set_at": BEGAN}
        return await self.add(t.quiz, homework_id=homework_id, questions=questions, **set_at)

    async def _file(self, homework_id: int, number: int) -> int:
        return await self.add(
            t.attachment,
            owner_kind="homework",
            owner_id=homework_id,
            kind="photo",
            file_id=f"file{number}",
            unique_id=f"unique{number}",
            bot_id=42,
            added_at=BEGAN,
        )
