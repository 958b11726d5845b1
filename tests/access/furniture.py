"""What there is in every place: marks, letters, papers, and the ids by which they are asked for."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Table, update

from domain.trust.model import to_number
from storage import tables as t
from tests.access.cast import LITTLE, Place
from tests.access.control_work_calls import WorkFurnisher
from tests.access.homework_furniture import HomeworkFurnisher
from tests.access.remark_calls import RemarkFurnisher
from tests.access.sheet_furniture import SheetFurnisher
from tests.access.year_furniture import YearFurnisher
from tests.support.school import BEGAN, CLASSES, PERIODS, SECTIONS, TODAY

TOMORROW = TODAY + timedelta(days=1)

GUARDIANS = (
    ("both", "petr"),
    ("mother_of_moved", "moved"),
    ("mother_of_gone", "gone"),
    ("former_guardian", "anna"),
    ("unwilling", "anna"),
    ("mother_of_darya", "darya"),
    ("mother_of_sasha", "sasha"),
    ("mother_of_oleg", "oleg"),
    ("far_parent", "vera"),
)


class Furnisher(SheetFurnisher, RemarkFurnisher, WorkFurnisher, HomeworkFurnisher, YearFurnisher):
    """Writes them through an open journal."""

    drafts: dict[str, int]
    documents: dict[int, int]

    async def furnish(self, place: Place, number: int) -> dict[str, Any]:
        """A mark, a homework, a letter and whatever else use cases take."""
        school, is_far = self.school, place.school == 2
        section_id, pupil_id = school.sections[place.section], school[place.pupil]
        lesson_id = school.lesson(place.section, TODAY)
        title = place.section_class or ""
        teacher = "far_teacher" if is_far else CLASSES[title][2]
        guardian = await self._guardian(place, number)
        work_type = school.work_types["far" if is_far else "answer"]
        of_section = {"section_id": section_id, "lesson_id": lesson_id}
        topic = {"section_id": section_id, "ordinal": 10 + number, "title": "Тема"}
        return {
            "student_id": pupil_id,
            "person_id": guardian,
            "class_id": school.classes[place.section_class or ""],
            "section_id": section_id,
            "lesson_id": lesson_id,
            "subject_id": school.subjects["far" if is_far else SECTIONS[place.section][0]],
            **self.taught(place),
            "period_id": school.periods["far" if is_far else PERIODS[0][0]],
            "work_type_id": work_type,
            "event_id": await self._event(place),
            "work_id": await self.plan_work(lesson_id, work_type, school[teacher]),
            "decision_id": await self._decision(place, lesson_id, teacher),
            "mark_id": await self._mark(place, section_id, lesson_id),
            **await self.set_homework(of_section, pupil_id, number),
            "unlock_id": await self._unlock(lesson_id, pupil_id, teacher),
            "remark_id": await self.remark(pupil_id, lesson_id, school[teacher]),
            "claim_id": await self._claim(lesson_id, teacher),
            "topic_id": await self.add(t.lesson_topic, **topic, homework="№ 6"),
            "message_id": await self._letter(teacher, guardian, place),
            "draft_id": await self._draft(teacher, title),
            "binding_id": await self._newcomer(guardian, pupil_id, number),
            "writes": frozenset({teacher, self._name(guardian)}),
            "writer": teacher,
            "guardian": self._name(guardian),
            **(await self.calendar(place, pupil_id) | await self.keep_documents(place)),
            **await self._office(place, pupil_id, guardian),
        }

    async def _unlock(self, lesson_id: int, pupil_id: int, teacher: str) -> int:
        is_far = teacher == "far_teacher"
        return await self.add(
            t.mark_unlock,
            lesson_id=lesson_id,
            student_id=pupil_id,
            work_type_id=self.school.work_types["far" if is_far else "answer"],
            asked_by=self.school[teacher],
            asked_at=BEGAN,
            reason="описка",
            state="asked",
        )

    async def _claim(self, lesson_id: int, teacher: str) -> int:
        return await self.add(
            t.not_held_claim,
            lesson_id=lesson_id,
            asked_by=self.school[teacher],
            asked_at=BEGAN,
            reason="экскурсия",
            state="asked",
        )

    async def _guardian(self, place: Place, number: int) -> int:
        """One of the cast who is the pupil's guardian, or else the one above."""
        known = {"anna": "dmitry", "petr": "both"}
        named = {child: name for name, child in GUARDIANS if name != "former_guardian"}
        return self.school[known.get(place.pupil) or named[place.pupil]]

    def _name(self, person_id: int) -> str:
        [name] = [name for name, key in self.school.people.items() if key == person_id]
        return name

    async def _office(self, place: Place, pupil_id: int, guardian_id: int) -> dict[str, int]:
        """Requests, registers and papers about the family, and somebody on the staff."""
        staff_id = self.school["far_teacher" if place.school == 2 else "lector"]
        asked = {"asked_by": guardian_id, "asked_at": BEGAN, "state": "open"}
        whose = {"person_id": pupil_id, "student_id": pupil_id}
        names = {"field": "given_name", "old_value": place.pupil, "new_value": "Анна"}
        recorded = {"recorded_by": staff_id, "recorded_at": BEGAN}
        order = {"order_number": "14", "order_date": TODAY, "begins": TODAY}
        of_school = {"school_id": place.school, "person_id": staff_id}
        return {
            "staff_id": staff_id,
            "request_id": await self.add(t.change_request, **whose, **names, **asked),
            "erasure_id": await self.add(
                t.erasure, **whose, school_id=place.school, due_on=TOMORROW, **asked
            ),
            "opt_out_id": await self.opt_out(place, pupil_id, staff_id),
            "line_id": await self.add(
                t.responsible_person, **of_school, duty="journal", **order, **recorded
            ),
            "trust_id": await self._trust(pupil_id, guardian_id),
            "session_id": await self._session(place, pupil_id, staff_id),
            "case_id": await self.add(
                t.absence_case,
                student_id=pupil_id,
                date=TODAY,
                lesson_id=self.school.lesson(place.section, TODAY),
                opened_at=BEGAN,
            ),
            "announced_id": await self.add(
                t.announced_absence,
                student_id=pupil_id,
                begins=TODAY,
                ends=TODAY,
                excuse="ill",
                announced_by=guardian_id,
                role="guardian",
                announced_at=BEGAN,
            ),
        }

    async def _session(self, place: Place, pupil_id: int, staff_id: int) -> int:
        """A homeroom hour of the class of the place."""
        made = await self.add(
            t.homeroom_session,
            school_class_id=self.school.classes[place.section_class or ""],
            kind="class_hour",
            date=TODAY,
            topic="Дорога домой",
            held_by=staff_id,
            recorded_at=BEGAN,
        )
        await self.add(
            t.homeroom_session_student, session_id=made, student_id=pupil_id, is_present=True
        )
        return made

    async def _trust(self, pupil_id: int, guardian_id: int) -> int:
        person_id = await self._person(f"trusted by {guardian_id} for {pupil_id}", 1)
        return await self.add(
            t.trusted_contact,
            person_id=person_id,
            student_id=pupil_id,
            guardian_id=guardian_id,
            relation="aunt",
            rights=to_number(LITTLE),
            named_at=BEGAN,
            ends=TOMORROW,
        )

    async def _mark(self, place: Place, section_id: int, lesson_id: int) -> int:
        work = "far" if place.school == 2 else "answer"
        mark_id = await self.add(
            t.mark,
            lesson_id=lesson_id,
            section_id=section_id,
            student_id=self.school[place.pupil],
            date=TODAY,
            work_type_id=self.school.work_types[work],
            value=4,
            set_at=BEGAN,
        )
        await self.change(mark_id, None, 4)
        return mark_id

    async def _letter(self, sender: str, guardian_id: int, place: Place) -> int:
        made = await self.add(
            t.message,
            school_class_id=self.school.classes[place.section_class or ""],
            sender_id=self.school[sender],
            text="Собрание",
            sent_at=BEGAN,
        )
        key = {"person_id": guardian_id, "student_id": self.school[place.pupil]}
        await self.add(t.message_recipient, message_id=made, **key)
        return made

    async def _draft(self, sender: str, title: str) -> int:
        """One of a sender, whatever the place."""
        if sender not in self.drafts:
            self.drafts[sender] = await self.add(
                t.message_draft,
                id=1_001 + len(self.drafts),
                sender_id=self.school[sender],
                school_class_id=self.school.classes[title],
                student_ids=[],
                text="Собрание",
                created_at=BEGAN,
            )
        return self.drafts[sender]

    async def _newcomer(self, guardian_id: int, pupil_id: int, number: int) -> int:
        """A second phone of the guardian, connected after everybody else."""
        chat_id = 6_000 + number
        await self.add(t.chat, id=chat_id, locale="ru", created_at=BEGAN)
        return await self.add(
            t.binding,
            chat_id=chat_id,
            person_id=guardian_id,
            role="guardian",
            student_id=pupil_id,
            bound_at=BEGAN + timedelta(days=80),
        )

    async def consent(self, ids: dict[str, Any]) -> int:
        """What the guardian gave for the child."""
        school_id = 2 if ids["staff_id"] == self.school["far_teacher"] else 1
        if school_id not in self.documents:
            texts = {"template": "Согласие", "text": "Согласие", "published_at": BEGAN}
            self.documents[school_id] = await self.add(
                t.consent_document, school_id=school_id, purpose="photo", version=1, **texts
            )
        return await self.add(
            t.consent,
            subject_id=ids["student_id"],
            giver_id=ids["person_id"],
            purpose="photo",
            document_id=self.documents[school_id],
            way="bot",
            given_at=BEGAN,
        )

    async def _person(self, name: str, school_id: int) -> int:
        names = {"family_name": name, "given_name": name, "sort_key": name}
        made = await self.add(t.person, sourced_id=f"w-{name}", school_id=school_id, **names)
        self.school.people[name] = made
        return made

    async def _change(self, table: Table, row_id: int, **values: Any) -> None:
        await self.connection.execute(update(table).where(table.c.id == row_id).values(**values))

    async def _event(self, place: Place) -> int:
        """Of the class."""
        return await self.add(
            t.calendar_event,
            school_id=place.school,
            title="Концерт",
            begins=TOMORROW,
            ends=TOMORROW,
            school_class_id=self.school.classes[place.section_class or ""],
            is_late=True,
            is_kept_back=True,
            entered_by=self.school["far_teacher" if place.school == 2 else "orlova"],
            entered_at=BEGAN,
        )

    async def _decision(self, place: Place, lesson_id: int, teacher: str) -> int:
        """Something was decided about the lesson."""
        made = await self.add(
            t.timetable_change,
            school_id=place.school,
            decided_by=self.school[teacher],
            decided_at=BEGAN,
        )
        was: dict[str, Any] = {
            "old_date": TODAY,
            "old_number": 7,
            "old_starts": 860,
            "old_ends": 905,
            "old_location": "",
            "old_cancelled": False,
            "old_substituted": False,
            "old_note": "",
        }
        await self.add(t.lesson_change, change_id=made, lesson_id=lesson_id, is_new=False, **was)
        return made
