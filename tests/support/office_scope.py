"""What a chat may change of papers: staff, codes in hand, consents, requests, registers."""

import json

from domain.rules.settings import NOT_IN_CHAT
from tests.support.guarded import Rights
from tests.support.undoing import Row, Rows

_MANAGEMENT = frozenset({"system_admin", "deputy_principal", "principal"})
_SIGNING = frozenset({"system_admin", "principal"})
_PLANNING = frozenset({"system_admin", "deputy_principal"})
_LEADING = frozenset({"system_admin", "deputy_principal", "principal", "working_group"})
CHANGEABLE = {
    "school": frozenset({"policy", "timezone"}),
    "school_class": frozenset(
        {
            "homeroom_teacher_id",
            "is_homeroom_decided",
            "period_kind",
            "is_period_kind_decided",
            "week_days",
            "shift",
            "is_shift_decided",
        }
    ),
    "subject": frozenset({"area", "is_marked", "is_marked_decided", "takes_homework"}),
    "section": frozenset(
        {"chosen_hours", "teacher_id", "is_hours_decided", "is_teacher_decided", "weekly_hours"}
    ),
}


def is_made(table: str, row: Row) -> bool:
    """Of the tables above: behaviour is a subject from the moment on that a school marks it."""
    return table == "subject" and str(row["sourced_id"]).startswith("behaviour:")


class OfficeScope:
    """A rule for each table, named after it; inherited by `tests.support.scope.Scope`."""

    _rights: Rights
    _rows: Rows

    def keeps_papers(self, person_id: int, roles: frozenset[str] = _MANAGEMENT) -> bool:
        """Whether it is somebody of the school whose office this is."""
        if self._rights.office is None:
            return False
        role, school_id = self._rights.office
        return role in roles and self._rows["person"][person_id]["school_id"] == school_id

    def _keeps_school(self, school_id: int, roles: frozenset[str] = _MANAGEMENT) -> bool:
        return self._rights.office is not None and (
            self._rights.office[0] in roles and self._rights.office[1] == school_id
        )

    def erases(self) -> bool:
        """Whether it may erase what is held of a person, the chat included."""
        return self._rights.office is not None and self._rights.office[0] == "system_admin"

    def _alarm(self, row: Row) -> bool:
        """It forgets a chat that is erased."""
        return self.erases()

    def _announced_absence(self, row: Row) -> bool:
        """By a guardian, by who leads the class, by the deputy of the school."""
        student_id = row["student_id"]
        school = self._rows["person"][student_id]["school_id"]
        own = self._rights.children - self._rights.people
        return student_id in own | self._led() or school == self._rights.roll_calls_of_school

    def _homework_tick(self, row: Row) -> bool:
        """A pupil's own, of homework of a section in which the pupil is."""
        section_id = self._rows["homework"][row["homework_id"]]["section_id"]
        members = {
            each["student_id"]
            for each in self._rows["section_student"].values()
            if each["section_id"] == section_id
        }
        return row["student_id"] in self._rights.people & members

    def _attachment(self, row: Row) -> bool:
        """The note of an announced absence; no other file by a forged button."""
        if row["owner_kind"] != "absence":
            return False
        return self._announced_absence(self._rows["announced_absence"][row["owner_id"]])

    def _of_family(self, student_id: int) -> bool:
        """A pupil led, or anybody of the administrator's school."""
        is_admins = self.keeps_papers(student_id, frozenset({"system_admin"}))
        return student_id in self._led() or is_admins

    def _led(self) -> set[int]:
        return {
            row["student_id"]
            for row in self._rows["enrollment"].values()
            if row["school_class_id"] in self._rights.classes and row["ends"] is None
        }

    def _guardians(self, pupils: set[int]) -> set[int]:
        rows = self._rows["guardianship"].values()
        return {row["guardian_id"] for row in rows if row["student_id"] in pupils}

    def _person(self, row: Row) -> bool:
        """Staff, by the office; a corrected card; a trusted person, whom a guardian adds."""
        trusted = self._rows["trusted_contact"].values()
        if row["id"] in {each["person_id"] for each in trusted}:
            return bool(self._rights.children - self._rights.people)
        led = self._led()
        return self.keeps_papers(row["id"]) or row["id"] in led | self._guardians(led)

    def _person_change(self, row: Row) -> bool:
        return self._person({"id": row["person_id"]})

    def _consent(self, row: Row) -> bool:
        own = self._rights.children | self._rights.people
        subject = row["subject_id"]
        return subject in own or self._of_family(subject) or self._is_guardian(subject)

    def _is_guardian(self, person_id: int) -> bool:
        return person_id in self._guardians(self._led())

    def _consent_standing(self, row: Row) -> bool:
        return self._consent({"subject_id": row["person_id"]}) or self.keeps_papers(
            row["person_id"], _SIGNING
        )

    def _consent_document(self, row: Row) -> bool:
        """The text in force is stored when it is signed first; anybody of the school may."""
        people = {*self._rights.people, *self._rights.children}
        schools = {self._rows["person"][each]["school_id"] for each in people}
        return row["school_id"] in schools

    def _school(self, row: Row) -> bool:
        """Its rules, but none of those that only the server changes."""
        kept = json.loads(row["policy"]) if isinstance(row["policy"], str) else row["policy"]
        is_open = not kept.keys() & NOT_IN_CHAT.keys()
        return is_open and self._keeps_school(row["id"], _SIGNING)

    def _calendar_date(self, row: Row) -> bool:
        return self._keeps_school(row["school_id"], _PLANNING)

    _holiday = _calendar_date
    _work_type = _calendar_date
    _grading_period = _calendar_date
    _bell_schedule = _bell_rule = _exam = _calendar_date

    _curriculum_profile = _calendar_date

    def _class_profile(self, row: Row) -> bool:
        """A profile of the class's own school."""
        profile = self._rows["curriculum_profile"].get(row["profile_id"])
        of_class = self._rows["school_class"][row["school_class_id"]]
        return self._calendar_date(of_class) and (
            profile is None or profile["school_id"] == of_class["school_id"]
        )

    def _school_document(self, row: Row) -> bool:
        """By who keeps them; a programme is of a subject of the same school."""
        subject = self._rows["subject"].get(row["subject_id"], row)
        same = bool(subject["school_id"] == row["school_id"])
        return same and self._keeps_school(row["school_id"], _PLANNING)

    def _timetable_change(self, row: Row) -> bool:
        return self._keeps_school(row["school_id"], _PLANNING)

    def _not_held_claim(self, row: Row) -> bool:
        """By the teacher of the lesson; answered by who keeps the timetable."""
        lesson = self._rows["lesson"][row["lesson_id"]]
        return lesson["teacher_id"] in self._rights.people or self.plans(lesson)

    def _lesson_change(self, row: Row) -> bool:
        return self._timetable_change(self._rows["timetable_change"][row["change_id"]])

    def plans(self, lesson: Row) -> bool:
        """Whether its timetable is the office's to change."""
        return self._timetable_change(self._rows["section"][lesson["section_id"]])

    def _control_work(self, row: Row) -> bool:
        """Of the own section, or by the deputy of the school."""
        lesson = self._rows["lesson"][row["lesson_id"]]
        section = self._rows["section"][lesson["section_id"]]
        is_deputys = self._keeps_school(section["school_id"], frozenset({"deputy_principal"}))
        return section["id"] in self._rights.sections or is_deputys

    def _subject(self, row: Row) -> bool:
        """Whether homework is set in it; behaviour comes with the rule of the school."""
        roles = _SIGNING if is_made("subject", row) else _PLANNING
        return self._keeps_school(row["school_id"], roles)

    def _section(self, row: Row) -> bool:
        """Its hours and its teacher, who is of the same school."""
        teacher = row["teacher_id"]
        return self._keeps_school(row["school_id"], _PLANNING) and (
            teacher is None or self._rows["person"][teacher]["school_id"] == row["school_id"]
        )

    def _section_teacher(self, row: Row) -> bool:
        return self._section(self._rows["section"][row["section_id"]])

    def _class_period(self, row: Row) -> bool:
        schedule = self._rows["bell_schedule"][row["bell_schedule_id"]]
        return self._calendar_date(schedule)

    def _nondisclosure(self, row: Row) -> bool:
        return self.keeps_papers(row["person_id"], _SIGNING)

    def _deadline_done(self, row: Row) -> bool:
        return self._keeps_school(row["school_id"], _SIGNING) or (
            row["school_class_id"] in self._rights.classes
        )

    def _field_decision(self, row: Row) -> bool:
        return self._keeps_school(row["school_id"], _SIGNING)

    def _change_request(self, row: Row) -> bool:
        return row["asked_by"] in self._rights.people or self._of_family(row["student_id"])

    def _erasure(self, row: Row) -> bool:
        is_admin = self._keeps_school(row["school_id"], frozenset({"system_admin"}))
        return row["asked_by"] in self._rights.people or is_admin

    def _class_list_check(self, row: Row) -> bool:
        return row["school_class_id"] in self._rights.classes

    def _print_out(self, row: Row) -> bool:
        """Printed by whoever leads the class, or by the management of its school."""
        if row["school_class_id"] in self._rights.classes:
            return True
        school_class = self._rows["school_class"][row["school_class_id"]]
        return self._keeps_school(school_class["school_id"], _MANAGEMENT - {"system_admin"})

    def _opt_out(self, row: Row) -> bool:
        return self._of_family(row["student_id"])

    _sheet_letter = _opt_out

    def _week_read(self, row: Row) -> bool:
        """A guardian's own word, about the own child."""
        own = row["guardian_id"] in self._rights.people
        return own and row["student_id"] in self._rights.children - self._rights.people

    def _week_reminder(self, row: Row) -> bool:
        return row["student_id"] in self._led()

    def _account_order(self, row: Row) -> bool:
        return self._of_family(row["person_id"])

    def _code_handover(self, row: Row) -> bool:
        if row["student_id"]:
            return self._of_family(row["student_id"])
        return self.keeps_papers(row["person_id"])

    def _chat_use(self, row: Row) -> bool:
        return bool(row["chat_id"] == self._rights.chat_id)

    def _rules_acceptance(self, row: Row) -> bool:
        binding = self._rows["binding"][row["binding_id"]]
        return bool(binding["chat_id"] == self._rights.chat_id)

    def _pin(self, row: Row) -> bool:
        return row["person_id"] in self._rights.people or self.keeps_papers(row["person_id"])

    _pin_guard = _pin

    def _role_assignment(self, row: Row) -> bool:
        """Leaders by the director alone."""
        is_leading = row["role"] in _LEADING
        roles = frozenset({"principal"}) if is_leading else _MANAGEMENT
        return self.keeps_papers(row["person_id"], roles)

    _role_decision = _role_assignment

    def _school_class(self, row: Row) -> bool:
        """Who leads it: somebody of the same school, or nobody."""
        leads = row["homeroom_teacher_id"]
        return self._keeps_school(row["school_id"]) and (
            leads is None or self._rows["person"][leads]["school_id"] == row["school_id"]
        )

    def _staff_card(self, row: Row) -> bool:
        return self.keeps_papers(row["person_id"])

    _class_educator = _staff_card

    def _summary_grant(self, row: Row) -> bool:
        return self.keeps_papers(row["person_id"], frozenset({"principal"}))

    _responsible_person = _summary_grant
