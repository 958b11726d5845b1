"""What classes and pupils are taught, with its hours."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, RowMapping, and_, bindparam, or_, select, update

from domain.curriculum.area_model import Area
from domain.curriculum.load import Taught
from storage.behaviour import IS_BEHAVIOUR
from storage.spans import has_begun, has_not_ended
from storage.store import Store
from storage.tables import enrollment, section, section_student, subject
from storage.transaction import today

_TODAY: BindParameter[Any] = bindparam("today")
_IN_SECTION = and_(
    section_student.c.student_id == enrollment.c.student_id,
    has_not_ended(section_student, _TODAY),
)
_MEMBERS = (
    select(
        enrollment.c.school_class_id,
        enrollment.c.student_id,
        section_student.c.section_id,
        has_begun(enrollment, _TODAY).label("is_in_class"),
        has_begun(section_student, _TODAY).label("is_in_section"),
    )
    .select_from(enrollment.outerjoin(section_student, _IN_SECTION))
    .where(
        enrollment.c.school_class_id.in_(bindparam("class_ids", expanding=True)),
        has_not_ended(enrollment, _TODAY),
    )
    .order_by(enrollment.c.id)
)
_TAUGHT = (
    select(
        section.c.id,
        section.c.school_class_id,
        section.c.subject_id,
        section.c.group_name,
        section.c.weekly_hours,
        section.c.chosen_hours,
        subject.c.title,
        subject.c.area,
    )
    .select_from(section.join(subject, subject.c.id == section.c.subject_id))
    .where(section.c.is_active.is_(True), ~IS_BEHAVIOUR)
    .order_by(subject.c.title, subject.c.id, section.c.group_name, section.c.id)
)
_SECTIONS = _TAUGHT.where(
    or_(
        section.c.school_class_id.in_(bindparam("class_ids", expanding=True)),
        section.c.id.in_(bindparam("section_ids", expanding=True)),
    )
)
_OF_PUPIL = (
    _TAUGHT.add_columns(has_begun(section_student, _TODAY).label("is_in_section"))
    .join(section_student, section_student.c.section_id == section.c.id)
    .where(
        section_student.c.student_id == bindparam("student_id"),
        has_not_ended(section_student, _TODAY),
    )
)


class CurriculumPlans(Store):
    """The part of domain.curriculum.model.CurriculumStore about plans."""

    async def set_areas(self, areas: Mapping[int, Area]) -> None:
        for area in {*areas.values()}:
            ids = [key for key, each in areas.items() if each is area]
            await self._connection.execute(
                update(subject).where(subject.c.id.in_(ids)).values(area=area.value)
            )

    async def set_chosen_hours(self, section_ids: Collection[int], hours: int) -> None:
        await self._connection.execute(
            update(section).where(section.c.id.in_(section_ids)).values(chosen_hours=hours)
        )

    async def members(
        self, class_ids: Collection[int]
    ) -> Mapping[int, Mapping[int, Collection[int]]]:
        day = today(self._transaction)
        rows = await self._rows(_MEMBERS, class_ids=sorted(class_ids), today=day)
        by_class: dict[int, list[RowMapping]] = defaultdict(list)
        for row in rows:
            by_class[row["school_class_id"]].append(row)
        return {key: _members(_now(by_class[key], "is_in_class")) for key in class_ids}

    async def sections(
        self, members: Mapping[int, Mapping[int, Collection[int]]]
    ) -> Mapping[int, Sequence[Taught]]:
        theirs = {
            key: {one for own in each.values() for one in own} for key, each in members.items()
        }
        ids = {one for some in theirs.values() for one in some}
        rows = await self._rows(_SECTIONS, class_ids=sorted(members), section_ids=sorted(ids))
        return {
            key: [_taught(row) for row in rows if key == row["school_class_id"] or row["id"] in own]
            for key, own in theirs.items()
        }

    async def of_pupil(self, student_id: int) -> list[Taught]:
        day = today(self._transaction)
        rows = await self._rows(_OF_PUPIL, student_id=student_id, today=day)
        return [_taught(row) for row in _now(rows, "is_in_section")]


def _members(rows: Sequence[RowMapping]) -> dict[int, set[int]]:
    by_pupil: dict[int, list[RowMapping]] = defaultdict(list)
    for row in rows:
        by_pupil[row["student_id"]].append(row)
    return {
        pupil: {row["section_id"] for row in _now(own, "is_in_section")} - {None}
        for pupil, own in by_pupil.items()
    }


def _now(rows: Sequence[RowMapping], has_begun_by: str) -> Sequence[RowMapping]:
    """What holds today; where nothing does yet, what will."""
    return [row for row in rows if row[has_begun_by]] or rows


def _taught(row: RowMapping) -> Taught:
    return Taught(
        row["id"],
        row["subject_id"],
        row["title"],
        Area(row["area"]) if row["area"] else None,
        row["group_name"],
        row["weekly_hours"],
        row["chosen_hours"],
    )
