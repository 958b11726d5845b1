"""A mother and a pupil of whom something stands everywhere: to look for after an erasure."""

from datetime import date, timedelta

from sqlalchemy import update

from domain.messages.model import Addressee
from domain.people import sort_key
from domain.weeks_read.week import Week
from storage import tables as t
from storage.uow import SqlUnitOfWork
from tests.support.journal import Journal
from tests.support.outbox import add
from tests.support.school import MONDAY, TODAY, SmallSchool

PHONE, OTHER_PHONE, PUPILS_PHONE = 700_100_200_301, 700_100_200_302, 700_100_200_303
MOTHERS = ("Ъмать-фам", "Ъмать-имя", "Ъмать-отч", "Ъмать-номер")
CHILDS = ("Ъдитя-фам", "Ъдитя-имя", "Ъдитя-отч", "Ъдитя-номер")
LETTER, ANSWER, TO_ALL = "Ъписьмо учителя", "Ъответ матери", "Ъписьмо всему классу"
COMMENT, OLD_NAME, WANTED = "Ъкомментарий", "Ъстарая", "Ъновая"
NOTE = "Ъсправка"  # the file of a doctor's note
NAMED, STATEMENT, DECLINED = "Ъбабушка", "Ъ14", "Ъне положено"
EMAIL = "elena@example.org"


async def _named(uow: SqlUnitOfWork, person_id: int, names: tuple[str, str, str, str]) -> None:
    family, given, middle, number = names
    await uow.connection.execute(
        update(t.person)
        .where(t.person.c.id == person_id)
        .values(
            family_name=family,
            given_name=given,
            middle_name=middle,
            sourced_id=number,
            sort_key=sort_key(family, given, middle),
            birth_date=date(1985, 3, 1),
            sex="f",
        )
    )


async def bound(uow: SqlUnitOfWork, chat: int, person: int, role: str, child: int) -> int:
    await uow.chats.remember(chat, "ru")
    binding = await add(
        uow,
        t.binding,
        chat_id=chat,
        person_id=person,
        role=role,
        student_id=child,
        bound_at=uow.now,
    )
    await add(uow, t.rules_acceptance, binding_id=binding, version=1, accepted_at=uow.now)
    return binding


async def full_life(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    """Elena, mother of Анна, and Анна: something everywhere; Дмитрий beside them."""
    mother, father, child = school["elena"], school["dmitry"], school["anna"]
    await uow.connection.execute(
        t.guardianship.delete().where(t.guardianship.c.student_id == school["misha"])
    )
    await _named(uow, mother, MOTHERS)
    await _named(uow, child, CHILDS)
    await bound(uow, PHONE, mother, "guardian", child)
    await bound(uow, OTHER_PHONE, father, "guardian", child)
    await bound(uow, PUPILS_PHONE, child, "student", child)
    for chat in (PHONE, PUPILS_PHONE):
        await add(uow, t.chat_use, chat_id=chat, used_on=TODAY)
        await add(uow, t.denial, chat_id=chat, action="x", at=uow.now)
        await add(uow, t.chat_rest, bot_id=1, chat_id=chat, until=uow.now)
        await add(
            uow,
            t.inbox_update,
            bot_id=1,
            update_id=chat,
            user_id=chat,
            received_at=uow.now,
        )
        await uow.chats.ask(chat, "card_value", {"x": WANTED})
    await _letters(uow, school)
    await _papers(uow, school)
    await _weeks(uow, school)
    await _journal(uow, school)


async def _letters(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    mother, father, child = school["elena"], school["dmitry"], school["anna"]
    teacher, class_id = school["orlova"], school.classes["7А"]
    to_mother = [Addressee(mother, child)]
    root = await uow.messages.add(teacher, LETTER, to_mother, class_id)
    await uow.messages.add(mother, ANSWER, [Addressee(teacher, child)], class_id, root)
    to_all = [*to_mother, Addressee(father, child), Addressee(school["olga"], school["petr"])]
    await uow.messages.add(teacher, TO_ALL, to_all, class_id)
    for kind, chat, person in (
        ("message", PHONE, mother),
        ("mark", OTHER_PHONE, father),
        ("mark", PUPILS_PHONE, child),
    ):
        await add(
            uow,
            t.notice,
            kind=kind,
            ref_id=root,
            about_id=root,
            student_id=child,
            person_id=person,
            chat_id=chat,
            created_at=uow.now,
            due_at=uow.now,
            planned_at=uow.now,
        )
    await add(uow, t.notice_choice, person_id=mother, student_id=child, kind="mark", choice="off")
    await add(uow, t.notice_habits, person_id=mother, quiet_from=1, quiet_until=2)


async def _papers(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    for person in (school["elena"], school["anna"]):
        await _code(uow, school, person)
        await _changes(uow, school, person)
        await add(
            uow,
            t.erasure,
            school_id=school.id,
            person_id=person,
            asked_at=uow.now,
            due_on=TODAY,
            state="declined",
            reason=DECLINED,
        )
    await _trust(uow, school)
    await _sheets(uow, school)


async def _sheets(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    """A family on paper once, by e-mail now."""
    await add(
        uow,
        t.print_out,
        student_id=school["anna"],
        school_class_id=school.classes["7А"],
        made_on=TODAY,
        made_by=school["orlova"],
        made_at=uow.now,
        page=[["heading", STATEMENT]],
    )
    await add(
        uow,
        t.sheet_letter,
        opt_out_id=await add(
            uow,
            t.opt_out,
            student_id=school["anna"],
            statement_number=STATEMENT,
            statement_date=TODAY,
            recorded_by=school["orlova"],
            recorded_at=uow.now,
            email=EMAIL,
            email_at=uow.now,
        ),
        student_id=school["anna"],
        day=TODAY,
        page=[["heading", STATEMENT]],
        state="sent",
        created_at=uow.now,
        due_at=uow.now,
        closed_at=uow.now,
    )


async def _weeks(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    child = school["anna"]
    await uow.weeks_read.confirm(child, school["elena"], Week(TODAY))
    await uow.weeks_read.remind([child], TODAY)


async def _code(uow: SqlUnitOfWork, school: SmallSchool, person: int) -> None:
    await add(
        uow,
        t.invite,
        code_hash=f"c{person}",
        link_hash=f"l{person}",
        person_id=person,
        role="guardian",
        student_id=school["anna"],
        issued_at=uow.now,
        expires_at=uow.now,
        used_by_chat_id=PHONE,
    )


async def _changes(uow: SqlUnitOfWork, school: SmallSchool, person: int) -> None:
    """A name that was another one once, and a request to change one."""
    await add(
        uow,
        t.person_change,
        person_id=person,
        field="family_name",
        old_value=OLD_NAME,
        new_value=WANTED,
        changed_at=uow.now,
    )
    await add(
        uow,
        t.change_request,
        person_id=person,
        student_id=school["anna"],
        field="given_name",
        old_value=OLD_NAME,
        new_value=WANTED,
        asked_by=school["elena"],
        asked_at=uow.now,
        state="declined",
        reason=DECLINED,
    )


async def _trust(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    contact = await add(
        uow,
        t.person,
        sourced_id=NAMED,
        school_id=school.id,
        family_name=NAMED,
        given_name=NAMED,
        sort_key=NAMED,
    )
    await add(
        uow,
        t.trusted_contact,
        person_id=contact,
        student_id=school["anna"],
        guardian_id=school["elena"],
        relation="grandmother",
        rights=1,
        named_at=uow.now,
        ends=TODAY + timedelta(days=90),
    )


async def _journal(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    written = Journal(uow.connection, school)
    mark = await written.mark("anna", "algebra", MONDAY, 5, comment=COMMENT)
    await add(uow, t.mark_change, mark_id=mark, new_value=5, changed_at=uow.now)
    await written.absence("anna", "physics", TODAY)
    await _note(uow, school)
    beside = {"kind": "note", "text": COMMENT, "written_at": uow.now}
    remark = await add(
        uow, t.remark, student_id=school["anna"], author_id=school["orlova"], **beside
    )
    await add(uow, t.remark_change, remark_id=remark, made="0", changed_at=uow.now)
    await add(
        uow,
        t.final_mark,
        student_id=school["anna"],
        subject_id=school.subjects["Алгебра"],
        grading_period_id=school.periods["I четверть"],
        value=5,
        set_at=uow.now,
    )


async def _note(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    """The mother announces an illness and sends the doctor's note."""
    said = await add(
        uow,
        t.announced_absence,
        student_id=school["anna"],
        begins=TODAY,
        ends=TODAY,
        excuse="ill",
        announced_by=school["elena"],
        role="guardian",
        announced_at=uow.now,
    )
    await add(
        uow,
        t.attachment,
        owner_kind="absence",
        owner_id=said,
        kind="photo",
        file_id=NOTE,
        unique_id=NOTE,
        bot_id=42,
        added_by=school["elena"],
        added_at=uow.now,
    )
