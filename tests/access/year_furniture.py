"""What there is of the school year in every place."""

from datetime import date
from typing import Any

from storage import tables as t
from tests.access.cast import Place
from tests.support.journal import Journal
from tests.support.school import CLASSES, SECTIONS

SUMMER = date(2027, 6, 14)


class YearFurnisher(Journal):
    """Writes bells, holidays and exams through an open journal."""

    async def calendar(self, place: Place, number: int) -> dict[str, int]:
        of_school = {"school_id": place.school}
        schedule_id = await self.add(t.bell_schedule, **of_school, title=f"Звонки {number}")
        rule = {**of_school, "bell_schedule_id": schedule_id, "grade_level": 11}
        summer = {"title": "Лето", "begins": SUMMER, "ends": SUMMER}
        return {
            "schedule_id": schedule_id,
            "rule_id": await self.add(t.bell_rule, **rule),
            "exam_id": await self._exam(of_school, number),
            "profile_id": await self.add(
                t.curriculum_profile,
                **of_school,
                title=f"Профиль {number}",
                first_grade=1,
                last_grade=11,
            ),
            "holiday_id": await self.add(t.holiday, **of_school, **summer),
        }

    def taught(self, place: Place) -> dict[str, int]:
        """The grade of the section, and whose it is."""
        if place.school == 2:
            return {"taught_grade": 8, "teaching_id": self.school["far_teacher"]}
        _subject, title, teacher, *_rest = SECTIONS[place.section]
        return {"taught_grade": CLASSES[title][0], "teaching_id": self.school[teacher]}

    async def _exam(self, of_school: dict[str, Any], number: int) -> int:
        """Of the ninth grade, in a year that is long over."""
        subjects = sorted(self.school.subjects.values())
        return await self.add(
            t.exam,
            **of_school,
            school_year=2000 + number,
            grade_level=9,
            subject_id=subjects[0],
            date=SUMMER,
        )
