"""Hours a week are said in the chat, and the least number of marks goes by them."""

from sqlalchemy import select

from domain.audit.model import ThingKind
from handlers.year.load_callbacks import SetHours
from handlers.year.teacher_callbacks import SetTeacher
from storage import tables as t
from tests.handlers.test_timetable import told
from tests.support.outbox import Outbox
from tests.support.people import World
from tests.support.school import CLASS_7A
from tests.support.staff import at_work

LOAD = ("Ещё", "Учебный год", "Часы в неделю")


async def test_what_the_deputy_says_of_hours_the_teacher_reads_in_the_gradebook(
    world: World,
) -> None:
    teacher = await world.staff("kuznetsov")
    await teacher.send("/lessons")
    for label in ("2 · 7А ›", "Отметки класса", "Журнал"):
        await teacher.click(label)
    assert "Мало отметок" not in teacher.text, "nobody has said how many hours"

    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    for label in LOAD:
        await deputy.click(label)
    await deputy.click("7 класс")
    assert deputy.text.startswith(
        "Часы в неделю · 7 класс\nАлгебра: —\nАнглийский язык: —\nИстория: —"
    )
    assert "У 6 классов и групп часов нет" in deputy.text
    await deputy.click("История")
    assert "7А: — · Кузнецов И. Л.\n7Б: — · Кузнецов И. Л." in deputy.text
    await deputy.click("2")
    assert deputy.toast == "Сохранено"
    assert "7А: 2 · Кузнецов И. Л.\n7Б: 2 · Кузнецов И. Л." in deputy.text
    await deputy.click("7Б")
    await deputy.click("3")
    await deputy.click("‹ Назад")
    await deputy.click("‹ Назад")
    assert "История: 2, 3" in deputy.text

    await teacher.click("‹ Мои уроки")
    for label in ("2 · 7А ›", "Отметки класса", "Журнал"):
        await teacher.click(label)
    assert f"Мало отметок: {len(CLASS_7A)} учеников" in teacher.text
    assert "Нужно не меньше 5" in teacher.text


async def test_what_no_button_says_changes_no_hours(world: World) -> None:
    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    history, maths = world.school.subjects["История"], world.school.subjects["Математика"]
    of_first_grade = world.school.sections["maths_1b"]
    packed = SetHours(grade_level=7, subject_id=history, hours=3).pack()
    for forged in (
        packed.replace(":3:", ":0:"),
        packed.replace(":3:", ":13:"),
        SetHours(grade_level=7, subject_id=maths, hours=3).pack(),
        SetHours(grade_level=7, subject_id=history, hours=3, section_id=of_first_grade).pack(),
    ):
        await deputy.forge(forged)
    stored = await world.rows(select(t.section.c.weekly_hours))
    assert {each["weekly_hours"] for each in stored} == {None}


async def test_another_teacher_is_appointed_and_the_section_is_theirs(world: World) -> None:
    former, new = await world.staff("kuznetsov"), await world.staff("sokolova")
    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    for label in (*LOAD, "7 класс", "История", "7А", "Учитель: Кузнецов И. Л."):
        await deputy.click(label)
    assert "История · 7А\nУчитель сейчас: Кузнецов Игорь Львович\nКого назначить?" in deputy.text
    assert {"Орлова", "Соколова"} < set(deputy.labels)
    assert not {"Кузнецов", "Громова"} & set(deputy.labels), "it is his; she does not teach"
    section_id = world.school.sections["history"]
    sokolova = world.school["sokolova"]
    await deputy.click("Соколова")
    assert "Будет вести: Соколова Ирина Андреевна." in deputy.text
    assert "Бот напишет обоим." in deputy.text
    await deputy.click("Назначить")
    assert deputy.toast == "Сохранено"
    assert "7А: — · Соколова И. А." in deputy.text
    await deputy.click("‹ Назад")
    assert "7А: — · Соколова И. А.\n7Б: — · Кузнецов И. Л." in deputy.text

    # Somebody chose another one from an older screen, or one who does not teach.
    place = {"grade_level": 7, "section_id": section_id}
    was, orlova = world.school["kuznetsov"], world.school["orlova"]
    await deputy.forge(SetTeacher(**place, person_id=orlova, seen=was).pack())
    assert "ведёт уже кто-то другой" in deputy.text
    deputy_id = world.school["deputy"]
    await deputy.forge(SetTeacher(**place, person_id=deputy_id, seen=sokolova).pack())
    assert "Сначала дайте эту роль" in deputy.text

    for teacher, is_theirs in ((former, False), (new, True)):
        await teacher.send("/lessons")
        for label in ("ср ▶", "чт ▶"):
            await teacher.click(label)
        assert ("1 · 7А ›" in teacher.labels) is is_theirs
    [note] = await world.rows(
        select(t.audit_record).where(t.audit_record.c.thing_kind == ThingKind.SECTION)
    )
    assert (note["thing_id"], note["about_id"]) == (section_id, sokolova)


async def test_both_teachers_are_told_and_of_what_is_taken_back_at_once_nobody(
    world: World, outbox: Outbox
) -> None:
    former, new = await world.staff("kuznetsov"), await world.staff("sokolova")
    deputy, ids = await at_work(world, "deputy"), world.school
    place = {"grade_level": 7, "section_id": ids.sections["history"]}
    for person, seen in (("sokolova", "kuznetsov"), ("kuznetsov", "sokolova")):
        await deputy.forge(SetTeacher(**place, person_id=ids[person], seen=ids[seen]).pack())
    assert await told(world, outbox, former, new) == ["", ""]
    await deputy.forge(SetTeacher(**place, person_id=ids["sokolova"], seen=ids["kuznetsov"]).pack())
    assert await told(world, outbox, former, new) == [
        "7А, история: теперь ведёт Соколова И. А.\nПоставленное вами остаётся за вами. Ваши замены"
        " не меняются.\nРешение: Громова Татьяна Юрьевна",
        "Теперь вы ведёте: 7А, история\nДо вас: Кузнецов Игорь Львович.\nБудущие уроки, задания,"
        " отметки и итоги — ваши.\nРешение: Громова Татьяна Юрьевна",
    ]
    await deputy.forge(SetTeacher(**place, person_id=ids["kuznetsov"], seen=ids["sokolova"]).pack())
    said = await told(world, outbox, former, new)
    assert ["Теперь вы ведёте" in said[0], "теперь ведёт" in said[1]] == [True, True]
    await deputy.forge(SetTeacher(**place, person_id=ids["sokolova"], seen=ids["kuznetsov"]).pack())
    await world.change(t.section, ids.sections["history"], teacher_id=None)
    said = await told(world, outbox, former, new)
    assert [said[0].partition("\n")[0], said[1]] == ["7А, история: вы больше не ведёте", ""]
