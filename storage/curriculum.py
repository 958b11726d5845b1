"""Profiles of a curriculum, and who follows them."""

from dataclasses import asdict
from itertools import groupby

from sqlalchemy import and_, bindparam, delete, exists, insert, or_, select, update

from domain.curriculum.model import PROFILED_GRADES, Follower, NewProfile, Profile
from storage.curriculum_plans import CurriculumPlans
from storage.spans import has_not_ended
from storage.tables import (
    class_profile,
    curriculum_profile,
    enrollment,
    school_class,
    section,
    section_student,
)
from storage.transaction import today
from storage.upsert import insert_or_change

# Who follows what today: not a group that is no more, nor a profile of another grade.
_FOLLOWED = (
    select(
        class_profile.c.profile_id,
        class_profile.c.school_class_id,
        class_profile.c.group_name,
        school_class.c.title,
        school_class.c.grade_level,
    )
    .join(school_class, school_class.c.id == class_profile.c.school_class_id)
    .join(curriculum_profile, curriculum_profile.c.id == class_profile.c.profile_id)
    .where(
        school_class.c.is_active.is_(True),
        school_class.c.grade_level.between(
            curriculum_profile.c.first_grade, curriculum_profile.c.last_grade
        ),
        or_(
            class_profile.c.group_name == "",
            exists().where(
                section.c.school_class_id == class_profile.c.school_class_id,
                section.c.group_name == class_profile.c.group_name,
                section.c.is_active.is_(True),
            ),
        ),
    )
    .subquery("followed")
)
_PROFILES = (
    select(
        curriculum_profile.c.id,
        curriculum_profile.c.title,
        curriculum_profile.c.first_grade,
        curriculum_profile.c.last_grade,
        _FOLLOWED.c.school_class_id,
        _FOLLOWED.c.title.label("class_title"),
        _FOLLOWED.c.group_name,
    )
    .outerjoin(_FOLLOWED, _FOLLOWED.c.profile_id == curriculum_profile.c.id)
    .where(curriculum_profile.c.school_id == bindparam("school_id"))
    .order_by(
        curriculum_profile.c.title,
        curriculum_profile.c.id,
        _FOLLOWED.c.grade_level,
        _FOLLOWED.c.title,
        _FOLLOWED.c.group_name,
    )
)
_OF_CLASS = _FOLLOWED.c.school_class_id == school_class.c.id
_IN_FOLLOWING_GROUP = (
    exists()
    .where(
        _OF_CLASS,
        section.c.school_class_id == school_class.c.id,
        section.c.group_name == _FOLLOWED.c.group_name,
        section.c.is_active.is_(True),
        section_student.c.section_id == section.c.id,
        section_student.c.student_id == enrollment.c.student_id,
        has_not_ended(section_student, bindparam("today")),
    )
    .correlate(school_class, enrollment)
)
_SOMEBODY_LACKS = (
    exists()
    .where(
        enrollment.c.school_class_id == school_class.c.id,
        has_not_ended(enrollment, bindparam("today")),
        ~_IN_FOLLOWING_GROUP,
    )
    .correlate(school_class)
)
PROFILED = and_(
    school_class.c.school_id == bindparam("school_id"),
    school_class.c.is_active.is_(True),
    school_class.c.grade_level.in_(PROFILED_GRADES),
)
LACKS_PROFILE = and_(
    PROFILED,
    ~exists().where(_OF_CLASS, _FOLLOWED.c.group_name == "").correlate(school_class),
    or_(~exists().where(_OF_CLASS).correlate(school_class), _SOMEBODY_LACKS),
)
_LACKING = select(school_class.c.id).where(LACKS_PROFILE)


class Curriculum(CurriculumPlans):
    """domain.curriculum.model.CurriculumStore."""

    async def profiles(self, school_id: int) -> list[Profile]:
        rows = await self._rows(_PROFILES, school_id=school_id)
        found = []
        for _id, those in groupby(rows, key=lambda row: row["id"]):
            first, *rest = those
            followers = [
                Follower(row["school_class_id"], row["class_title"], row["group_name"])
                for row in (first, *rest)
                if row["school_class_id"] is not None
            ]
            named = first["title"], first["first_grade"], first["last_grade"]
            found.append(Profile(first["id"], *named, tuple(followers)))
        return found

    async def lacking_profile(self, school_id: int) -> frozenset[int]:
        day = today(self._transaction)
        rows = await self._rows(_LACKING, school_id=school_id, today=day)
        return frozenset(row["id"] for row in rows)

    async def add_profile(self, school_id: int, new: NewProfile) -> int:
        added = insert(curriculum_profile).values(school_id=school_id, **asdict(new))
        key = (await self._connection.execute(added)).inserted_primary_key
        assert key is not None
        return int(key[0])

    async def change_profile(self, profile_id: int, new: NewProfile) -> None:
        changed = update(curriculum_profile).where(curriculum_profile.c.id == profile_id)
        await self._connection.execute(changed.values(**asdict(new)))

    async def remove_profile(self, profile_id: int) -> None:
        run = self._connection.execute
        await run(delete(class_profile).where(class_profile.c.profile_id == profile_id))
        await run(delete(curriculum_profile).where(curriculum_profile.c.id == profile_id))

    async def follow(self, class_id: int, group_name: str, profile_id: int | None) -> None:
        key = {"school_class_id": class_id, "group_name": group_name}
        if profile_id is None:
            await self._connection.execute(
                delete(class_profile).where(
                    class_profile.c.school_class_id == class_id,
                    class_profile.c.group_name == group_name,
                )
            )
            return
        change = insert_or_change(self._connection, class_profile, list(key), ["profile_id"])
        await self._connection.execute(change, {**key, "profile_id": profile_id})
