"""What the two guarded schools hold: people, a far class, journals, codes and letters."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table, select, update

from domain.attendance.model import Status
from storage import tables as t
from tests.support.codes import invite
from tests.support.consents import everybody_consents
from tests.support.guarded import (
    CHATS,
    ENDED,
    FAR,
    OFFICE,
    OLD_SECTIONS,
    PUPILS,
    Guarded,
    diary,
    entrusted,
    family,
    homeroom,
    members,
    named,
    of_class,
    teacher_of,
)
from tests.support.guarded_far import FarSchool
from tests.support.guarded_notices import GuardedNotices
from tests.support.guarded_office import OFFICE_ROLES, GuardedOffice
from tests.support.people import World
from tests.support.school import BEGAN, GUARDIANS, MONDAY, SECTIONS, STAFF, TODAY

_TOMORROW = TODAY + timedelta(days=1)
_MOVED_ON = TODAY - timedelta(days=5)


async def build_guarded(world: World) -> Guarded:
    """Fills the schools and connects everybody."""
    scene = Guarded(world)
    async with world.app.database.write(world.clock()) as uow:
        writer = _Writer(uow.connection, scene.school)
        writer.scene = scene
        await writer.people()
        await writer.far_school()
        await everybody_consents(uow.connection)
        await writer.names()
        for section in (*SECTIONS, "far"):
            await writer.journal_of(section)
        writer.note_ids()
        await uow.commit()
    await scene.connect()
    for name, child in (("olga", "petr"), ("oleg", "oleg"), ("orlova", None)):
        await invite(world, name, child)
    async with world.app.database.write(world.clock()) as uow:
        writer = _Writer(uow.connection, scene.school)
        writer.scene = scene
        await writer.codes_shown()
        await writer.letters()
        await GuardedNotices(writer, scene).write()
        await GuardedOffice(writer, scene).papers()
        await uow.commit()
    return scene


class _Writer(FarSchool):
    scene: Guarded

    async def people(self) -> None:
        """A pupil who has moved, and people whose rights are over or not there yet."""
        classes, sections = self.school.classes, self.school.sections
        moved = await self.person("moved", 1)
        for title, begins, ends in (("7А", None, _MOVED_ON), ("7Б", _MOVED_ON, None)):
            await self.add(
                t.enrollment,
                student_id=moved,
                school_class_id=classes[title],
                begins=begins,
                ends=ends,
            )
        for section in OLD_SECTIONS:
            await self.add(
                t.section_student, section_id=sections[section], student_id=moved, ends=_MOVED_ON
            )
        now = sections["history_7b"]
        await self.add(t.section_student, section_id=now, student_id=moved, begins=_MOVED_ON)
        former_guardian, former, dismissed, future, _ = [
            await self.person(name, 1) for name in ENDED[1:]
        ]
        for name in (*OFFICE_ROLES, "granny"):
            await self.person(name, 1)
        await GuardedOffice(self, self.scene).people()
        petr = self.school["petr"]
        await self.add(t.guardianship, guardian_id=former_guardian, student_id=petr, ends=TODAY)
        await self.add(t.role_assignment, person_id=former, role="teacher", ends=TODAY)
        await self.add(t.role_assignment, person_id=dismissed, role="deputy_principal")
        await self.add(
            t.role_assignment, person_id=future, role="deputy_principal", begins=_TOMORROW
        )
        await self._change(t.person, dismissed, is_active=False)
        old = self.school.lesson("algebra", MONDAY - timedelta(days=7))
        await self._change(t.lesson, old, teacher_id=former)
        self.scene.note("lesson_id", old)

    async def names(self) -> None:
        """A secret for the name of everybody; teachers are known to their own school."""
        near = {chat for chat, *_ in CHATS if chat not in (*FAR, *ENDED)}
        readers = {pupil: named(pupil) for pupil in (*PUPILS, "vera")}
        for guardian, children in GUARDIANS.items():
            readers[guardian] = {*map(homeroom, children), *OFFICE}
            if not {"anna", "petr"}.isdisjoint(children):
                readers[guardian] |= {"educator", *family("anna")}
            readers[guardian].add("secretary")
        at_work = (*STAFF, *ENDED[2:5], "principal", "secretary", "educator")
        readers |= dict.fromkeys(at_work, near) | {key: set(FAR) for key in FAR}
        readers["former_guardian"] = {"orlova", "educator", "secretary", *OFFICE}
        for granny in ("granny", "ex_granny"):
            readers[granny] = {"orlova", "educator", "secretary", *family("anna"), *OFFICE}
        for name, chats in readers.items():
            secret = self.scene.hide(*chats, name)
            await self._change(
                t.person,
                self.school[name],
                family_name=secret,
                given_name=secret,
                middle_name="",
                sort_key=secret,
            )

    async def _change(self, table: Table, row_id: int, **values: Any) -> None:
        await self.connection.execute(update(table).where(table.c.id == row_id).values(**values))

    async def journal_of(self, section: str) -> None:
        """Marks with comments, who was late, homework, a topic and a plan."""
        scene, school, teacher = self.scene, self.school, teacher_of(section)
        day = max(each for name, each in school.lessons if name == section and each <= TODAY)
        lesson, section_id = school.lessons[section, day], school.sections[section]
        pupils = members(section)
        readers = {teacher}.union(*map(diary, pupils), *map(entrusted, pupils))
        await self._change(t.lesson, lesson, topic=scene.hide(*readers))
        for pupil in pupils:
            comment = scene.hide(*diary(pupil), teacher)
            await self._mark(pupil, section, day, comment, lesson_id=lesson)
            await self._remark(pupil, section, lesson)
        if section in OLD_SECTIONS:
            comment = scene.hide(*diary("moved"), teacher)
            await self._mark("moved", section, _MOVED_ON - timedelta(days=3), comment)
        late = {"status": Status.LATE.value, "recorded_at": BEGAN, "date": day}
        await self.add(t.attendance_event, lesson_id=lesson, student_id=school[pupils[0]], **late)
        homework = await self.add(
            t.homework,
            section_id=section_id,
            lesson_id=lesson,
            due_date=_TOMORROW,
            text=scene.hide(*readers),
            set_at=BEGAN,
        )
        await self._files(homework)
        await self._quiz(homework, {teacher}.union(*map(family, pupils)))
        plan = await self.add(
            t.lesson_topic,
            section_id=section_id,
            ordinal=1,
            title=scene.hide(teacher, *set[str]().union(*map(diary, pupils))),
            homework=scene.hide(teacher),
        )
        for kind, made in (("homework_id", homework), ("topic_id", plan), ("lesson_id", lesson)):
            scene.note(kind, made)

    async def _remark(self, pupil: str, section: str, lesson_id: int) -> None:
        made = await self.add(
            t.remark,
            student_id=self.school[pupil],
            lesson_id=lesson_id,
            author_id=self.school[teacher_of(section)],
            kind="note",
            text=self.scene.hide(*of_class(pupil)),
            written_at=BEGAN,
        )
        self.scene.note("remark_id", made)

    async def _files(self, homework_id: int) -> None:
        for number in (1, 2):
            made = await self.add(
                t.attachment,
                owner_kind="homework",
                owner_id=homework_id,
                kind="photo",
                file_id=f"file{homework_id}{number}",
                unique_id=f"unique{homework_id}{number}",
                bot_id=1,
                added_at=BEGAN,
            )
            self.scene.note("attachment_id", made)

    async def _quiz(self, homework_id: int, readers: set[str]) -> None:
        answers = [[self.scene.hide(*readers), True], ["нет", False], ["да", True]]
        single = [["да", True], ["нет", False]]
        questions = [
            {"text": self.scene.hide(*readers), "answers": each} for each in (single, answers)
        ]
        size = {"size": len(questions), "set_at": BEGAN}
        made = await self.add(t.quiz, homework_id=homework_id, questions=questions, **size)
        self.scene.note("quiz_id", made)

    async def _mark(
        self, pupil: str, section: str, day: date, comment: str, lesson_id: int | None = None
    ) -> None:
        mark = await self.add(
            t.mark,
            lesson_id=lesson_id,
            section_id=self.school.sections[section],
            student_id=self.school[pupil],
            date=day,
            work_type_id=self.school.work_types["far" if section == "far" else "answer"],
            value=4,
            comment=comment,
            teacher_id=self.school[teacher_of(section)],
            set_at=BEGAN,
        )
        await self.change(mark, None, 4)
        self.scene.note("mark_id", mark)

    def note_ids(self) -> None:
        note, school = self.scene.note, self.school
        note("student_id", *(school[each] for each in (*PUPILS, "vera", "olga", "orlova")))
        people = (*GUARDIANS, *STAFF, "far_parent", "petr", "granny")
        note("person_id", *(school[each] for each in people))
        note("class_id", *school.classes.values())
        note("section_id", *school.sections.values())
        note("subject_id", *school.subjects.values())
        note("period_id", *school.periods.values())
        note("work_type_id", *school.work_types.values())
        note("lesson_id", *(school.lessons[each, _TOMORROW] for each in ("algebra", "far")))
        note("due_lesson_id", *self.scene.ids["lesson_id"])

    async def codes_shown(self) -> None:
        """Every code was shown by a chat that nobody here acts for."""
        codes = (await self.connection.execute(select(t.invite.c.id))).scalars().all()
        self.scene.note("invite_id", *codes)
        for code in codes:
            await self.add(t.code_attempt, chat_id=1, invite_id=code, at=self.scene.world.clock())

    async def letters(self) -> None:
        """Letters to families, and what each of them answered."""
        anna, petr, misha = "anna", "petr", "misha"
        to_7a = (("elena", anna), ("dmitry", anna), ("olga", petr), ("former_guardian", petr))
        root = await self._letter("orlova", to_7a, "7А")
        for parent, child in to_7a[1:3]:
            await self._letter(parent, (("orlova", child),), "7А", root)
            await self._letter("orlova", ((parent, child),), "7А", root)
        await self._letter("sokolova", (("elena", misha),), "1Б")
        await self._letter("far_teacher", (("far_parent", "vera"),), "far")
        writers = (("orlova", "7А"), ("sokolova", "1Б"), ("far_teacher", "far"))
        for number, (writer, title) in enumerate(writers, start=1001):
            draft = await self.add(
                t.message_draft,
                id=number,
                sender_id=self.school[writer],
                school_class_id=self.school.classes[title],
                student_ids=[],
                text=self.scene.hide(writer),
                created_at=BEGAN,
            )
            self.scene.note("draft_id", draft)

    async def _letter(
        self, sender: str, to: tuple[tuple[str, str], ...], title: str, root: int | None = None
    ) -> int:
        people = {sender, *(name for name, _ in to)} - {"former_guardian"}
        made = await self.add(
            t.message,
            school_class_id=self.school.classes[title],
            sender_id=self.school[sender],
            text=self.scene.hide(*people),
            sent_at=BEGAN,
            reply_to_id=root,
        )
        for person, child in to:
            key = {"person_id": self.school[person], "student_id": self.school[child]}
            await self.add(t.message_recipient, message_id=made, **key)
        self.scene.note("message_id", made)
        return made
