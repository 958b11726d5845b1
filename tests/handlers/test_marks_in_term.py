"""The term of a mark, what else may be set, who may get one, two teachers at one place."""

from datetime import date, datetime, timedelta

from sqlalchemy import insert, select, update

from domain.work_types.model import WorkField
from handlers.work_types.callbacks import SetWorkType
from storage import tables as t
from tests.support.clock import MOSCOW
from tests.support.journal import journal
from tests.support.people import Client, World
from tests.support.school import MONDAY, TODAY
from tests.support.staff import at_work


async def said(world: World) -> list[tuple[int | None, str, bool]]:
    """(value, code, stands) in the order of setting."""
    rows = await world.rows(select(t.mark).order_by(t.mark.c.id))
    return [(row["value"], row["code"], row["removed_at"] is None) for row in rows]


async def open_work(teacher: Client, world: World, work: str = "test", day: date = TODAY) -> None:
    lesson_id = world.school.lesson("algebra", day)
    await teacher.send("/lessons")
    await teacher.forge(f"j:{lesson_id}:{world.school.work_types[work]}:0")


async def test_a_sign_a_word_and_a_dot_that_a_mark_replaces(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_work(teacher, world)
    for button in ("5−", "зач", "осв"):
        await teacher.click(teacher.buttons[0][0])
        await teacher.click(button)
    assert await said(world) == [(None, "ex", True)]
    await teacher.click(teacher.buttons[0][0])
    await teacher.click("• Точка…")
    assert "На средний балл она не влияет" in teacher.text
    assert teacher.buttons == [["до 01.12", "до 08.12"], ["Дата…"], ["‹ Назад"]]
    await teacher.click("до 08.12")
    assert "Белов • до 08.12" in teacher.text
    assert await said(world) == [(None, "pt261208", True)]
    await teacher.click(teacher.buttons[0][0])
    assert ["• до 08.12 Точка…"] in teacher.buttons
    await teacher.click("4")
    assert await said(world) == [(4, "", True)]  # in place
    rows = await world.rows(select(t.mark_change).order_by(t.mark_change.c.id))
    names = ("old_value", "old_code", "new_value", "new_code")
    assert [tuple(row[name] for name in names) for row in rows] == [
        (None, "", 5, "5-"),
        (5, "5-", None, "cr"),
        (None, "cr", None, "ex"),
        (None, "ex", None, "pt261208"),
        (None, "pt261208", 4, ""),
    ]


async def test_the_day_of_a_dot_is_typed(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_work(teacher, world)
    await teacher.click("Белов")
    await teacher.click("• Точка…")
    await teacher.click("Дата…")
    for typed, answer in (
        ("скоро", "Напишите"),
        ("24.11", "с завтрашнего дня до 24 марта"),
        ("01.06.2027", "с завтрашнего дня до 24 марта"),
    ):
        await teacher.send(typed)
        assert answer in teacher.text
        assert await said(world) == []
    await teacher.send("27.11")
    assert await said(world) == [(None, "pt261127", True)]


async def test_a_subject_of_pass_and_fail(world: World) -> None:
    await world.change(t.subject, world.school.subjects["Алгебра"], scale="credit")
    teacher = await world.staff("orlova")
    await open_work(teacher, world)
    assert teacher.buttons[0] == ["Белов", "зач", "незач"]
    pupil, work = world.school["petr"], world.school.work_types["test"]
    lesson_id = world.school.lesson("algebra")
    await teacher.forge(f"jm:{lesson_id}:{work}:{pupil}:0:5:0")
    assert "зачёт или незачёт" in teacher.text
    await open_work(teacher, world)
    await teacher.click("зач")
    assert await said(world) == [(None, "cr", True)]


async def test_without_signs_where_the_school_writes_none(world: World) -> None:
    await world.change(t.school, world.school.id, policy={"allows_signs": False})
    teacher = await world.staff("orlova")
    await open_work(teacher, world)
    await teacher.click("Белов")
    assert teacher.buttons[:2] == [["5", "4", "3", "2"], ["зач", "незач", "осв"]]
    pupil, work = world.school["petr"], world.school.work_types["test"]
    for code, answer in (("5-", "без плюса и минуса"), ("na", "за период или год")):
        await teacher.forge(f"jm:{world.school.lesson('algebra')}:{work}:{pupil}:0:{code}:0")
        assert answer in teacher.text
    assert await said(world) == []


async def test_oral_work_is_closed_the_day_after_and_written_work_after_a_week(
    world: World,
) -> None:
    """S4 §4(а): not set, not changed, not taken away, not commented on; read as before."""
    async with journal(world.app.database, world.school, world.clock) as written:
        answer = await written.mark("petr", "algebra", MONDAY, 3)
        test = await written.mark("anna", "algebra", MONDAY, 2, "test")
    lesson_id, school = world.school.lesson("algebra", MONDAY), world.school
    teacher = await world.staff("orlova")
    await open_work(teacher, world, "answer", MONDAY)
    assert "Срок закончился 23 ноября" in teacher.text
    assert teacher.buttons[0] == ["Белов 3", "Ёлкина", "Иванова"]
    await teacher.click("Белов 3")
    assert teacher.buttons == [["Попросить открыть"], ["‹ Класс", "Замечания и похвала"]]
    place = f"{lesson_id}:{school.work_types['answer']}:{school['petr']}"
    for data in (
        f"jm:{place}:0:5:3",
        f"jm:{lesson_id}:{school.work_types['answer']}:{school['darya']}:0:5:0",
        f"jd:{place}:0:3:9829",
        f"tv:{lesson_id}:{answer}",
        f"tn:{lesson_id}:{answer}",
    ):
        await teacher.forge(data)
        assert "срок этих отметок закончился 23 ноября" in teacher.text
    assert [value for value, _code, _stands in await said(world)] == [3, 2]
    # The written work of the same lesson is open until the end of the seventh day.
    await teacher.forge(f"jm:{lesson_id}:{school.work_types['test']}:{school['anna']}:0:3:2")
    assert (await said(world))[1] == (3, "", True)
    last = datetime(2026, 11, 30, 23, 59, tzinfo=MOSCOW)
    world.clock.advance(last - world.clock())
    await teacher.forge(f"jm:{lesson_id}:{school.work_types['test']}:{school['anna']}:0:4:3")
    assert (await said(world))[1] == (4, "", True)
    world.clock.advance(timedelta(minutes=1))
    await teacher.forge(f"jm:{lesson_id}:{school.work_types['test']}:{school['anna']}:0:5:4")
    assert "срок этих отметок закончился 30 ноября" in teacher.text
    await teacher.forge(f"tv:{lesson_id}:{test}")
    assert (await said(world))[1] == (4, "", True)


async def test_a_longer_term_opens_nothing_that_is_over(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.mark("petr", "algebra", MONDAY, 3)
    school, lesson_id = world.school, world.school.lesson("algebra", MONDAY)
    work = school.work_types["answer"]
    longer = SetWorkType(work_type_id=work, field=WorkField.DAYS, value="30")
    deputy = await at_work(world, "deputy")
    await deputy.forge(longer.pack())
    teacher = await world.staff("orlova")
    await open_work(teacher, world, "answer", MONDAY)
    assert "Закрыто: срок этого урока закончился раньше" in teacher.text
    await teacher.forge(f"jm:{lesson_id}:{work}:{school['petr']}:0:5:3")
    assert "срок этого урока закончился раньше" in teacher.text
    assert [value for value, _code, _stands in await said(world)] == [3]


async def test_a_comment_begun_in_time_is_refused_after_the_term(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.mark("petr", "algebra", TODAY, 3)
    teacher = await world.staff("orlova")
    await open_work(teacher, world, "answer")
    await teacher.click("Белов 3")
    await teacher.click("Комментарий")
    world.clock.advance(timedelta(hours=14))
    await teacher.send("знак")
    assert "срок этих отметок закончился 24 ноября" in teacher.text
    assert (await world.rows(select(t.mark)))[0]["comment"] == ""


async def test_no_lock_where_the_school_has_switched_it_off(world: World) -> None:
    await world.change(t.school, world.school.id, policy={"locks_marks": False})
    teacher = await world.staff("orlova")
    await open_work(teacher, world, "answer", MONDAY)
    await teacher.click("4")
    assert await said(world) == [(4, "", True)]


async def test_no_mark_before_the_lesson_begins(world: World) -> None:
    """It is the third lesson; physics was the first, English is the fourth."""
    school = world.school
    await world.change(t.lesson, school.lesson("english1"), teacher_id=school["orlova"])
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    work = school.work_types["answer"]
    await teacher.forge(f"jm:{school.lesson('english1')}:{work}:{school['petr']}:0:5:0")
    assert "Этот урок начнётся в 11:35" in teacher.text
    assert await said(world) == []


async def test_who_left_yesterday_gets_a_mark_for_the_lesson_before_alone(world: World) -> None:
    school = world.school
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            update(t.section_student)
            .where(
                t.section_student.c.student_id == school["petr"],
                t.section_student.c.section_id == school.sections["algebra"],
            )
            .values(ends=TODAY)  # the first day on which it no longer holds
        )
        await uow.commit()
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    work = school.work_types["test"]
    await teacher.forge(f"jm:{school.lesson('algebra')}:{work}:{school['petr']}:0:5:0")
    assert "24 ноября в группе не было" in teacher.text
    assert await said(world) == []
    await teacher.forge(f"jm:{school.lesson('algebra', MONDAY)}:{work}:{school['petr']}:0:5:0")
    assert await said(world) == [(5, "", True)]


async def test_a_mark_set_meanwhile_by_another_teacher_is_not_overwritten(world: World) -> None:
    """Kuznetsov has taken the lesson over in between, and its first teacher's screen is old."""
    school = world.school
    teacher = await world.staff("orlova")
    await open_work(teacher, world)
    old = teacher.button("4")["callback_data"]
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            insert(t.mark).values(
                lesson_id=school.lesson("algebra"),
                section_id=school.sections["algebra"],
                student_id=school["petr"],
                date=TODAY,
                work_type_id=school.work_types["test"],
                value=2,
                teacher_id=school["kuznetsov"],
                set_at=world.clock(),
            )
        )
        await uow.commit()
    await teacher.forge(old)
    assert "Здесь уже стоит 2" in teacher.text
    assert "Кузнецов И. Л." in teacher.text
    assert await said(world) == [(2, "", True)]
    await open_work(teacher, world)
    await teacher.click("4")
    assert await said(world) == [(4, "", True)]  # seen, and changed on purpose


async def test_who_substitutes_marks_in_own_name(world: World) -> None:
    lesson_id = world.school.lesson("physics")
    await world.change(t.lesson, lesson_id, teacher_id=world.school["kuznetsov"])
    work = world.school.work_types["answer"]
    absent = await world.staff("sokolova")
    await absent.send("/lessons")
    await absent.forge(f"jm:{lesson_id}:{work}:{world.school['petr']}:0:5:0")
    assert await said(world) == []
    substitute = await world.staff("kuznetsov")
    await substitute.send("/lessons")
    await substitute.click("1 · 7А ›")
    await substitute.click("Отметки")  # for an answer, the school's first type of work
    await substitute.click("Белов")
    await substitute.click("5")
    [mark] = await world.rows(select(t.mark))
    assert mark["teacher_id"] == world.school["kuznetsov"]
