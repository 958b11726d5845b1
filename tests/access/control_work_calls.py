"""The same of control works, and what there is of them in every place."""

from typing import Any

from domain.access import Action
from storage import tables as t
from tests.access.call import Call, call
from tests.access.truth import On
from tests.support.journal import Journal
from tests.support.school import BEGAN, TODAY

A = Action  # named on every line below

CONTROL_WORKS: dict[str, Call] = {
    "control_works.reading.school_schedule": call(A.READ_SCHOOL_TIMETABLE, On.SCHOOL),
    "control_works.reading.class_month": call(
        A.READ_SCHOOL_TIMETABLE, On.STAFF, first=TODAY.replace(day=1)
    ),
    "control_works.reading.sections_to_plan": call(A.READ_SCHOOL_TIMETABLE, On.STAFF),
    "control_works.reading.open_work": call(A.READ_SCHOOL_TIMETABLE, On.STAFF),
    "control_works.planning.open_days": call(A.PLAN_CONTROL_WORK, On.LESSON),
    "control_works.planning.plan_work": call(A.PLAN_CONTROL_WORK, On.LESSON),
    "control_works.planning.move_work": call(A.PLAN_CONTROL_WORK, On.LESSON),
    "control_works.planning.set_work_type": call(A.PLAN_CONTROL_WORK, On.LESSON),
    "control_works.planning.set_work_minutes": call(A.PLAN_CONTROL_WORK, On.LESSON, minutes=20),
    "control_works.planning.open_to_change": call(A.PLAN_CONTROL_WORK, On.LESSON),
    "control_works.planning.drop_work": call(A.PLAN_CONTROL_WORK, On.LESSON),
    "control_works.publishing.publish_planned": call(
        A.PUBLISH_CONTROL_WORKS, On.SCHOOL, newest=1_000_000
    ),
    "control_works.publishing.publish_work": call(A.PUBLISH_CONTROL_WORKS, On.STAFF),
    "control_works.families.works_of_pupil": call(A.READ_EVENTS, On.PUPIL),
}

CONTROL_SCREENS: dict[str, str] = {
    "control_works.DropWork": "control_works.planning.drop_work",
    "control_works.MoveWork": "control_works.planning.move_work",
    "control_works.OpenClassWorks": "control_works.reading.class_month",
    "control_works.OpenPupilWorks": "control_works.families.works_of_pupil",
    "control_works.OpenWork": "control_works.reading.open_work",
    "control_works.OpenWorkDays": "control_works.planning.open_days",
    "control_works.OpenWorkSections": "control_works.reading.sections_to_plan",
    "control_works.OpenWorks": "control_works.reading.school_schedule",
    "control_works.PlanWork": "control_works.planning.plan_work",
    "control_works.PublishWork": "control_works.publishing.publish_work",
    "control_works.PublishWorks": "control_works.publishing.publish_planned",
    "control_works.SetWorkMinutes": "control_works.planning.set_work_minutes",
    "control_works.SetControlType": "control_works.planning.set_work_type",
}
CONTROL_BUTTONS: dict[str, dict[str, Any]] = {
    "control_works.PublishWorks": {"newest": 1_000_000},
    "control_works.SetWorkMinutes": {"minutes": 20},
}


class WorkFurnisher(Journal):
    """Writes one through an open journal."""

    async def plan_work(self, lesson_id: int, work_type_id: int, person_id: int) -> int:
        return await self.add(
            t.control_work,
            lesson_id=lesson_id,
            work_type_id=work_type_id,
            planned_by=person_id,
            planned_at=BEGAN,
        )
