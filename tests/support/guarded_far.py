"""The second guarded school, which has everything that the first one has."""

from datetime import date, timedelta

from storage import tables as t
from tests.support.guarded import FAR
from tests.support.journal import Journal
from tests.support.school import TODAY

_TOMORROW = TODAY + timedelta(days=1)


class FarSchool(Journal):
    """Writes it through an open journal."""

    async def far_school(self) -> None:
        """One class of the second school: it has everything that the first one has."""
        school = self.school
        school.people["vera"] = school.stranger_pupil
        parent, teacher, deputy = [await self.person(name, 2) for name in FAR]
        await self.add(t.role_assignment, person_id=teacher, role="teacher")
        await self.add(t.role_assignment, person_id=deputy, role="deputy_principal")
        await self.add(t.guardianship, guardian_id=parent, student_id=school["vera"])
        await self._far_class(teacher)
        school.work_types["far"] = await self.add(
            t.work_type, school_id=2, code="answer", title="Ответ", short_title="отв."
        )
        school.periods["far"] = await self.add(
            t.grading_period,
            sourced_id="far-period",
            school_id=2,
            kind="quarter",
            ordinal=2,
            title="II четверть",
            school_year=2027,
            begins=date(2026, 11, 2),
            ends=TODAY,
        )

    async def _far_class(self, teacher: int) -> None:
        school = self.school
        school.classes["far"] = await self.add(
            t.school_class,
            sourced_id="far-class",
            school_id=2,
            grade_level=8,
            title="8А",
            homeroom_teacher_id=teacher,
        )
        await self.add(
            t.enrollment, student_id=school["vera"], school_class_id=school.classes["far"]
        )
        school.subjects["far"] = await self.add(
            t.subject, sourced_id="far-subject", school_id=2, title="Химия"
        )
        school.sections["far"] = await self.add(
            t.section,
            sourced_id="far-section",
            school_id=2,
            subject_id=school.subjects["far"],
            school_class_id=school.classes["far"],
            title="8А химия",
            grade_level=8,
            teacher_id=teacher,
        )
        key = {"section_id": school.sections["far"]}
        await self.add(t.section_student, **key, student_id=school["vera"])
        for day in (TODAY, _TOMORROW):
            school.lessons["far", day] = await self.add(
                t.lesson, **key, date=day, number=1, starts=510, ends=555, teacher_id=teacher
            )

    async def person(self, name: str, school_id: int) -> int:
        made = await self.add(
            t.person,
            sourced_id=f"more-{name}",
            school_id=school_id,
            family_name=name,
            given_name=name,
            sort_key=name,
        )
        self.school.people[name] = made
        return made
