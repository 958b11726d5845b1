"""The first screen, and switching between children and roles, in conversation."""

from datetime import date, datetime, timedelta

from sqlalchemy import insert

from storage import tables as t
from tests.support.clock import MOSCOW
from tests.support.journal import journal
from tests.support.people import World
from tests.support.school import MONDAY, TODAY

TOMORROW = TODAY + timedelta(days=1)


async def test_a_parent_sees_what_is_on_next_and_new(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.homework("algebra", TOMORROW, "№ 112")
        await written.homework("algebra", TOMORROW, "№ 113")
        await written.homework("physics", TOMORROW, "§ 5")
        await written.mark("anna", "history", MONDAY, 5, work="test")
    elena = await world.guardian("elena", "anna")
    await elena.send("/menu")
    assert elena.text.splitlines() == [
        "Анна · 7А · вт, 24 ноября",
        "Идёт 3-й урок: алгебра, каб. 203, до 11:15",
        "Завтра 2 урока с 8:30, 2 задания",  # two subjects, whatever is set in each
        "● История: 5, контрольная работа",
    ]


async def test_buttons_lead_everywhere_and_back(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/menu")
    shown = elena.last["message_id"]
    for label in ("Расписание", "Домашние задания", "Оценки", "Посещаемость", "Итоги", "Настройки"):
        await elena.click(label)
        assert elena.last["message_id"] == shown, label
        assert "Анна · 7А" in elena.text or label == "Настройки"
        await elena.click("‹ Назад")
        assert elena.text.startswith("Анна · 7А · вт, 24 ноября")


async def test_the_line_about_now_follows_the_day(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    moments = {
        datetime(2026, 11, 24, 8, 0, tzinfo=MOSCOW): "1-й урок в 8:30: физика, каб. 201",
        datetime(2026, 11, 24, 9, 20, tzinfo=MOSCOW): "2-й урок в 9:25: история, каб. 202",
        datetime(2026, 11, 24, 12, 19, tzinfo=MOSCOW): "Идёт 4-й урок: английский язык",
        datetime(2026, 11, 24, 12, 20, tzinfo=MOSCOW): "На сегодня уроки закончились.",
        datetime(2026, 11, 28, 12, 0, tzinfo=MOSCOW): "Сегодня уроков нет.",
        datetime(2027, 7, 1, 12, 0, tzinfo=MOSCOW): "В ближайшие недели уроков нет.",
    }
    for moment, line in moments.items():
        world.clock.now = moment
        await elena.send("/menu")
        assert line in elena.text, moment


async def test_holidays_are_named_and_the_next_day_with_lessons_is_told(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.add(
            t.holiday,
            school_id=world.school.id,
            title="Карантин",
            begins=date(2026, 11, 28),
            ends=date(2026, 11, 29),
        )
    world.clock.now = datetime(2026, 11, 28, 12, 0, tzinfo=MOSCOW)
    elena = await world.guardian("elena", "anna")
    await elena.send("/menu")
    assert "Карантин по 29 ноября" in elena.text
    assert "В понедельник, 30 ноября, 2 урока с 8:30" in elena.text
    await elena.click("Расписание")  # opens on the day that has lessons
    assert "понедельник, 30 ноября" in elena.text


async def test_a_cancelled_lesson_is_not_counted(world: World) -> None:
    await world.change(t.lesson, world.school.lesson("algebra", TOMORROW), is_cancelled=True)
    elena = await world.guardian("elena", "anna")
    await elena.send("/menu")
    assert "Завтра 1 урок с 9:25" in elena.text


async def test_an_old_mark_is_no_news(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.mark("anna", "history", TODAY - timedelta(days=15), 5)
        removed = await written.mark("anna", "history", MONDAY, 2)
    await world.change(t.mark, removed, removed_at=world.clock())
    elena = await world.guardian("elena", "anna")
    await elena.send("/menu")
    assert "●" not in elena.text


async def test_unread_messages_are_counted_for_the_open_child(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        message_id = await written.add(
            t.message,
            sender_id=world.school["orlova"],
            text="Собрание в пятницу",
            sent_at=world.clock(),
        )
        for child in ("anna", "misha"):
            await written.connection.execute(
                insert(t.message_recipient).values(
                    message_id=message_id,
                    person_id=world.school["elena"],
                    student_id=world.school[child],
                    read_at=world.clock() if child == "misha" else None,
                )
            )
    elena = await world.guardian("elena", "anna", "misha")
    await elena.send("/menu")
    assert elena.button("Сообщения")["text"] == "Сообщения · 1"
    await elena.click("Михаил, 1Б ›")
    assert elena.button("Сообщения")["text"] == "Сообщения"


async def test_one_tap_switches_the_child_for_all_that_follows(world: World) -> None:
    elena = await world.guardian("elena", "anna", "misha")
    await elena.send("/menu")
    await elena.click("Михаил, 1Б ›")
    assert elena.text.startswith("Михаил · 1Б")
    assert elena.button("Анна, 7А ›")
    await elena.send("/schedule")
    assert elena.text.startswith("Михаил · 1Б")


async def test_a_teacher_who_is_a_parent_has_both_one_tap_apart(world: World) -> None:
    person = await world.staff("orlova")
    await world.bind(person, "dmitry", "guardian", "anna")
    await person.send("/menu")
    assert person.text.splitlines() == [
        "Марина Петровна · вт, 24 ноября",
        "Идёт 3-й урок: 7А алгебра, каб. 203, до 11:15",
    ]
    assert person.buttons[0] == ["3 · 7А алгебра ›", "Отметки"]
    assert ["Мои уроки", "Мой класс"] in person.buttons
    await person.click("Анна, 7А ›")
    assert person.text.startswith("Анна · 7А")
    await person.click("Учитель ›")
    assert person.text.startswith("Марина Петровна")


async def test_staff_without_lessons_are_told_what_there_is(world: World) -> None:
    admin = await world.staff("admin")
    await admin.send("/menu")
    assert "Здесь сотрудники, их роли и коды" in admin.text
    labels = admin.labels
    assert {"Сотрудники", "Коды", "Не доставлено"} <= set(labels)
    assert not {"Классы", "Доставка", "Мой класс"} & set(labels)
    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    assert "Здесь все классы" in deputy.text
    assert deputy.labels == [
        "Классы",
        "Расписание",
        "Исправления",
        "Не заполнено мной",
        "Просрочено в школе",
        "Сотрудники",
        "Коды",
        "Доставка",
        "Ещё",
        "Настройки",
    ]


async def test_what_is_rare_is_a_tap_further_and_leads_back_there(world: World) -> None:
    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    await deputy.click("Ещё")
    rare = deputy.buttons
    assert rare == [
        ["Планы тем", "Журнал действий"],
        ["Согласия и расписки", "Личные данные"],
        ["Правила школы", "Дежурство"],
        ["Учебный год", "Документы школы"],
        ["‹ Назад"],
    ]
    for label in [label for row in rare[:-1] for label in row]:
        await deputy.click(label)
        await deputy.click("‹ Назад")
        assert deputy.buttons == rare, label
    await deputy.click("‹ Назад")
    assert deputy.labels[0] == "Классы"
    mother = await world.guardian("elena", "anna")
    await mother.send("/menu")
    await mother.forge("mr")
    assert mother.text.startswith("Анна · 7А")


async def test_a_first_grade_has_no_marks_and_no_homework(world: World) -> None:
    """Whatever an import has brought (S1 3.7, S3 1.2)."""
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.mark("misha", "maths_1b", MONDAY, 5)
        await written.final_mark("misha", "Математика", "I четверть", 5)
        await written.homework("maths_1b", TOMORROW, "№ 1")
    elena = await world.guardian("elena", "misha")
    await elena.send("/menu")
    labels = elena.labels
    assert labels == [
        "Завтра",
        "Расписание",
        "Посещаемость",
        "Сообщения",
        "Будет отсутствовать",
        "Настройки",
    ]
    assert "Завтра 1 урок с 8:30" in elena.text.splitlines()
    assert "●" not in elena.text
    for command, why in (
        ("/marks", "В 1-м классе отметок не ставят"),
        ("/finals", "В 1-м классе отметок не ставят"),
        ("/homework", "В 1-м классе домашних заданий не бывает"),
    ):
        await elena.send(command)
        assert elena.text.startswith("Михаил · 1Б")
        assert why in elena.text
        assert "Математика" not in elena.text
        assert not [label for label in elena.labels if "Математика" in label]


async def test_children_lists_every_diary_and_marks_the_open_one(world: World) -> None:
    elena = await world.guardian("elena", "anna", "misha")
    await elena.send("/children")
    assert "Анна, 7А · Школа № 1 · открыто сейчас" in elena.text
    await elena.click("Михаил, 1Б ›")
    await elena.send("/children")
    assert "Михаил, 1Б · Школа № 1 · открыто сейчас" in elena.text


async def test_somebody_elses_binding_cannot_be_worn(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    olga = world.newcomer()
    foreign = await world.bind(olga, "olga", "guardian", "petr")
    await elena.send("/menu")
    await elena.forge(f"mh:{foreign}:")
    assert "не для вас" in elena.text
    await elena.send("/menu")
    assert elena.text.startswith("Анна · 7А")


async def test_english(world: World) -> None:
    elena = await world.guardian("elena", "anna", language_code="en")
    await elena.send("/menu")
    assert "Lesson 3 now: алгебра, room 203, until 11:15" in elena.text
    assert "Tomorrow: 2 lessons from 8:30" in elena.text
