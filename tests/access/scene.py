"""The rows that make true what `tests.access.cast` says: a small school, and a far one."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import update

from domain.access import Action, Role
from domain.summaries import Summary
from domain.trust.model import to_number
from storage import tables as t
from storage.consent_reading import PURPOSE_BIT
from storage.database import Database
from tests.access.cast import CAST, LITTLE, MUCH, PLACES, UNKNOWN, Place
from tests.access.furniture import GUARDIANS, Furnisher
from tests.conftest import TOKEN
from tests.support.clock import SCHOOL_MORNING
from tests.support.consents import everybody_consents
from tests.support.prepared import built_school, small_school
from tests.support.school import BEGAN, MONDAY, PERIODS, TODAY

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
BOT_ID = int(TOKEN.partition(":")[0])
NOWHERE = 987_654_321  # an id of nothing

# Whom the small school does not have: name, school, role, more of the role.
_STAFF: tuple[tuple[str, int, Role, dict[str, Any]], ...] = (
    ("lector", 1, Role.TEACHER, {}),
    ("substitute", 1, Role.TEACHER, {}),
    ("both", 1, Role.TEACHER, {}),
    ("extra", 1, Role.EXTRA_TEACHER, {}),
    ("educator", 1, Role.EDUCATOR, {}),
    ("former_educator", 1, Role.EDUCATOR, {}),
    ("group", 1, Role.WORKING_GROUP, {}),
    ("secretary", 1, Role.SECRETARY, {}),
    ("principal", 1, Role.PRINCIPAL, {}),
    ("far_teacher", 2, Role.TEACHER, {}),
    ("far_deputy", 2, Role.DEPUTY_PRINCIPAL, {}),
    ("former_teacher", 1, Role.TEACHER, {"ends": TODAY}),
    ("former_deputy", 1, Role.DEPUTY_PRINCIPAL, {"ends": TODAY}),
    ("former_admin", 1, Role.SYSTEM_ADMIN, {"ends": TODAY}),
    ("former_principal", 1, Role.PRINCIPAL, {"ends": TODAY}),
    ("future_deputy", 1, Role.DEPUTY_PRINCIPAL, {"begins": TOMORROW}),
    ("dismissed", 1, Role.DEPUTY_PRINCIPAL, {}),
    ("unsigned", 2, Role.DEPUTY_PRINCIPAL, {}),
)
_TAUGHT_BY = {"history": "lector", "physics": "extra", "english2": "educator"}
# Trusted persons: who named them for whose child, what they may, and how it ended.
_TRUSTS: dict[str, tuple[str, str, frozenset[Action], dict[str, Any]]] = {
    "granny": ("dmitry", "anna", LITTLE, {}),
    "aunt": ("dmitry", "anna", MUCH, {}),
    "expired": ("dmitry", "anna", MUCH, {"ends": TODAY}),
    "revoked": ("dmitry", "anna", MUCH, {"revoked_at": BEGAN}),
    "orphaned": ("former_guardian", "anna", MUCH, {}),
    "unwanted": ("unwilling", "anna", MUCH, {}),
}
# Chats whose hats are gone: what they are bound as, and to whose diary.
_OVER: dict[str, tuple[str, str, str | None]] = {
    "trust expired": ("expired", "trusted_contact", "anna"),
    "trust revoked": ("revoked", "trusted_contact", "anna"),
    "trust of who is no guardian": ("orphaned", "trusted_contact", "anna"),
    "trust without consent": ("unwanted", "trusted_contact", "anna"),
    "guardianship over": ("former_guardian", "guardian", "anna"),
    "guardian of who left": ("mother_of_gone", "guardian", "gone"),
    "pupil who left": ("gone", "student", "gone"),
    "dismissed": ("dismissed", "staff", None),
    "disconnected": ("principal", "staff", None),
}


@dataclass
class Scene:
    """Chats by the names of the cast, and places with the ids of what is in them."""

    chats: dict[str, int] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    nobody: Place = UNKNOWN
    people: dict[str, int] = field(default_factory=dict)


_made: list[Scene] = []


async def full_schools(database: Database) -> None:
    """What the databases of the walks begin with: each process builds it once."""
    await small_school(database)
    async with database.write(SCHOOL_MORNING) as uow:
        _made[:] = [await _Builder(uow.connection, built_school()).build()]
        await uow.commit()


def made_scene() -> Scene:
    """Of the database that `full_schools` filled."""
    return _made[0]


class _Builder(Furnisher):
    async def build(self) -> Scene:
        school = self.school
        school.people["vera"] = school.stranger_pupil
        self.drafts, self.documents = {}, {}
        await self._people()
        await self._far_school()
        await self._classes_and_lessons()
        await self._trusts()
        scene = Scene({name: 5_000 + number for number, name in enumerate(CAST)})
        scene.people = school.people
        for name, chat_id in scene.chats.items():
            await self._connect(name, chat_id)
        for number, place in enumerate(PLACES):
            scene.places.append(replace(place, ids=await self.furnish(place, number)))
        await everybody_consents(self.connection)
        await self._withdraw()
        for place in scene.places:
            place.ids["consent_id"] = await self.consent(place.ids)
        scene.nobody = replace(UNKNOWN, ids=_nothing(scene.places[0].ids))
        return scene

    async def _people(self) -> None:
        for name, school_id, role, more in _STAFF:
            person_id = await self._person(name, school_id)
            await self.add(t.role_assignment, person_id=person_id, role=role.value, **more)
        for name in ("moved", "gone"):
            await self._person(name, 1)
        for summary in (
            Summary.DELIVERY,
            Summary.CLASSES,
            Summary.LIST_CHECKS,
            Summary.HANDOVER,
        ):
            await self.add(
                t.summary_grant,
                person_id=self.school["group"],
                summary=summary.value,
                granted_at=BEGAN,
                granted_by=self.school["principal"],
            )
        for name, child in GUARDIANS:
            if name not in self.school.people:
                await self._person(name, 2 if child == "vera" else 1)
            ends = TODAY if name == "former_guardian" else None
            key = {"guardian_id": self.school[name], "student_id": self.school[child]}
            await self.add(t.guardianship, **key, ends=ends)
        for name in ("gone", "dismissed"):
            await self._change(t.person, self.school[name], is_active=False)

    async def _far_school(self) -> None:
        school, teacher = self.school, self.school["far_teacher"]
        titles = {"sourced_id": "far", "school_id": 2}
        school.classes["far"] = await self.add(
            t.school_class, **titles, grade_level=8, title="8А", homeroom_teacher_id=teacher
        )
        school.subjects["far"] = await self.add(t.subject, **titles, title="Химия")
        school.sections["far"] = await self.add(
            t.section,
            **titles,
            subject_id=school.subjects["far"],
            school_class_id=school.classes["far"],
            title="8А химия",
            grade_level=8,
            teacher_id=teacher,
        )
        await self._enrol("vera", "far", ("far",))
        for day in (TODAY, TOMORROW):
            await self._lesson("far", day, teacher)
        school.work_types["far"] = await self.add(
            t.work_type, school_id=2, code="answer", title="Ответ", short_title="отв."
        )
        title, begins, ends = PERIODS[0]
        dates = {"begins": begins, "ends": ends, "school_year": 2027}
        for period, (kind, ordinal) in {
            "far": ("quarter", 1),
            "far year": ("school_year", 0),
        }.items():
            made = await self.add(
                t.grading_period,
                **{**titles, "sourced_id": period},
                **(dates if kind == "quarter" else {**dates, "ends": PERIODS[-1][2]}),
                kind=kind,
                ordinal=ordinal,
                title=title,
            )
            school.periods[period] = made

    async def _enrol(self, pupil: str, title: str, sections: tuple[str, ...], **dates: Any) -> None:
        student_id = self.school[pupil]
        in_class = {"student_id": student_id, "school_class_id": self.school.classes[title]}
        await self.add(t.enrollment, **in_class, **dates)
        for section in sections:
            key = {"section_id": self.school.sections[section], "student_id": student_id}
            await self.add(t.section_student, **key, **dates)

    async def _lesson(self, section: str, day: Any, teacher_id: int) -> None:
        hours = {"number": 1, "starts": 510, "ends": 555, "teacher_id": teacher_id}
        made = await self.add(t.lesson, section_id=self.school.sections[section], date=day, **hours)
        self.school.lessons[section, day] = made

    async def _classes_and_lessons(self) -> None:
        """Who moved and who left; lessons handed to others; a substitution that is over."""
        school = self.school
        await self._enrol("moved", "7А", ("history", "physics"), ends=YESTERDAY)
        await self._enrol("moved", "7Б", ("history_7b",), begins=YESTERDAY)
        await self._enrol("gone", "7А", ("physics",), ends=YESTERDAY)
        for section, name in _TAUGHT_BY.items():
            await self._change(t.section, school.sections[section], teacher_id=school[name])
            whose = t.lesson.c.section_id == school.sections[section]
            await self.connection.execute(
                update(t.lesson).where(whose).values(teacher_id=school[name])
            )
        before = school.lesson("algebra", MONDAY)
        await self._change(t.lesson, before, teacher_id=school["substitute"])
        group = {"school_class_id": school.classes["7А"]}
        await self.add(t.class_educator, person_id=school["educator"], **group)
        await self.add(t.class_educator, person_id=school["former_educator"], **group, ends=TODAY)

    async def _connect(self, name: str, chat_id: int) -> None:
        if name == "stranger":
            return
        await self.add(t.chat, id=chat_id, locale="ru", created_at=BEGAN, bot_id=BOT_ID)
        await self._alarm(chat_id)
        for hat in CAST[name]:
            child = hat.pupil if hat.pupil is None else self.school[hat.pupil]
            role = "staff" if child is None else "guardian"
            if hat.pupil == hat.person:
                role = "student"
            if hat.entrusted:
                role = "trusted_contact"
            await self._bind(chat_id, hat.person, role, child)
        if name in _OVER:
            person, role, pupil = _OVER[name]
            child = self.school[pupil] if pupil else None
            ended = BEGAN if name == "disconnected" else None
            await self._bind(chat_id, person, role, child, ended_at=ended)

    async def _alarm(self, chat_id: int) -> None:
        """The school knows of this chat: what it is denied from now on is not stored any more."""
        now = SCHOOL_MORNING
        kind = {"kind": "denied", "school_id": 1, "chat_id": chat_id}
        await self.add(t.alarm, **kind, since=now, raised_at=now, closed_at=now)

    async def _bind(
        self, chat_id: int, person: str, role: str, student_id: int | None, **more: Any
    ) -> int:
        return await self.add(
            t.binding,
            chat_id=chat_id,
            person_id=self.school[person],
            role=role,
            student_id=student_id,
            bound_at=more.pop("bound_at", BEGAN),
            **more,
        )

    async def _trusts(self) -> None:
        for name, (guardian, child, rights, more) in _TRUSTS.items():
            values = {"ends": TOMORROW, "named_at": BEGAN, "relation": "aunt", **more}
            await self.add(
                t.trusted_contact,
                person_id=await self._person(name, 1),
                student_id=self.school[child],
                guardian_id=self.school[guardian],
                rights=to_number(rights),
                **values,
            )

    async def _withdraw(self) -> None:
        """Consents that are missing, and in the far school a note that is not signed."""
        standing = t.consent_standing
        trusting = sum(PURPOSE_BIT.values())
        for name, values in (
            ("anna", {"by_guardian": trusting}),
            ("dmitry", {"own": trusting}),
            ("unwilling", {"own": 0}),
            ("sasha", {"by_guardian": 0}),
            ("darya", {"own": 0}),
            ("unsigned", {"has_note": False}),
        ):
            whose = standing.c.person_id == self.school[name]
            await self.connection.execute(update(standing).where(whose).values(**values))
        await self._change(t.person, self.school["darya"], birth_date=date(2010, 1, 31))
        await self._change(t.school, 1, policy={"homeroom_edits_timetable": True})
        far = {"requires_nondisclosure": True, "homeroom_edits_timetable": True}
        await self._change(t.school, 2, policy=far)


def _nothing(ids: dict[str, Any]) -> dict[str, Any]:
    return {name: NOWHERE if isinstance(value, int) else frozenset() for name, value in ids.items()}
