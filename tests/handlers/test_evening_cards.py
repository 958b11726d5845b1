"""The evening card in the chat: at 19:00, one message, to whom and with what."""

from datetime import timedelta

from sqlalchemy import insert

from bot.evening_cards import plan_evening_cards
from domain.evening.use_cases import REASONS_ASKED
from storage import tables as t
from tests.support.evenings import TOMORROW, Evenings
from tests.support.outbox import Outbox, add
from tests.support.people import Client, text_of
from tests.support.school import MONDAY, TODAY
from tests.support.staff import at_work
from tests.support.statements import counted

FRIDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=ahead) for ahead in (4, 5, 6))


async def test_at_seven_the_family_learns_what_is_tomorrow(
    evenings: Evenings, mother: Client
) -> None:
    await evenings.homework("№ 112, 115 (обе части)")
    await evenings.at(18, 59)
    assert mother.from_bot == []
    await evenings.at(19)
    [card] = mother.from_bot
    assert text_of(card).splitlines() == [
        "Анна: завтра 2 урока с 8:30",
        "",
        "Домашние задания",
        "Алгебра: № 112, 115 (обе части)",
        "",
        "среда, 25 ноября",
    ]
    assert mother.buttons == [["Расписание", "Домашние задания"]]


async def test_run_again_the_job_sends_nothing_more(evenings: Evenings, mother: Client) -> None:
    await evenings.at(19)
    await evenings.at(19, 15)
    assert len(mother.from_bot) == 1


async def test_after_a_downtime_it_comes_later_but_not_at_night(
    evenings: Evenings, mother: Client
) -> None:
    await evenings.at(22)
    assert mother.from_bot == []
    await evenings.at(21, 45, day=TOMORROW)
    assert len(mother.from_bot) == 1


async def test_whoever_is_connected_in_the_evening_gets_it_too(evenings: Evenings) -> None:
    await evenings.at(19)
    father = await evenings.world.guardian("dmitry", "anna")
    await evenings.at(20)
    assert len(father.from_bot) == 1


async def test_a_card_that_is_too_late_does_not_take_the_next_one_with_it(
    evenings: Evenings, mother: Client
) -> None:
    faults = evenings.world.telegram.faults
    faults.add("away", count=None)
    await evenings.at(19)
    await evenings.at(19, day=TOMORROW)
    assert mother.from_bot == []
    faults.clear()
    evenings.world.clock.advance(timedelta(minutes=10))
    await evenings.world.app.sender.pump()
    assert "четверг, 26 ноября" in mother.text
    assert len(mother.from_bot) == 1


async def test_on_sunday_it_tells_of_monday_and_on_friday_there_is_none(
    evenings: Evenings, mother: Client
) -> None:
    await evenings.at(19, day=FRIDAY)
    await evenings.at(19, day=SATURDAY)
    assert mother.from_bot == []
    await evenings.at(19, day=SUNDAY)
    assert mother.text.startswith("Анна: завтра 2 урока с 8:30")
    assert "понедельник, 30 ноября" in mother.text


async def test_only_what_differs_from_the_usual_is_said(evenings: Evenings, mother: Client) -> None:
    world, school = evenings.world, evenings.world.school
    physics = school.lesson("physics", TOMORROW)
    await world.change(t.lesson, school.lesson("algebra", TOMORROW), is_cancelled=True)
    await world.change(
        t.lesson, physics, teacher_id=school["kuznetsov"], is_substituted=True, change_note="Тест"
    )
    await evenings.at(19)
    assert mother.text.splitlines()[:3] == [
        "Анна: завтра 1 урок с 9:25",
        "✕ 1-й урок отменён: алгебра",
        "⇄ 2-й урок: физика, Кузнецов И. Л., Тест",
    ]


async def test_a_control_work_of_the_plan_is_announced(evenings: Evenings, mother: Client) -> None:
    world, school = evenings.world, evenings.world.school
    async with world.app.database.write(world.clock()) as uow:
        for ordinal, title in enumerate(("Степень", "Контрольная работа: «Степень»"), start=1):
            await add(
                uow,
                t.lesson_topic,
                section_id=school.sections["algebra"],
                ordinal=ordinal,
                title=title,
            )
        await uow.commit()
    await world.change(t.lesson, school.lesson("algebra", TODAY), topic="Степень")
    await evenings.at(19)
    assert "● Алгебра — контрольная работа: «Степень»" in mother.text.splitlines()
    deputy = await at_work(world, "deputy")
    for label in ("Расписание", "7А", "Контрольные", "+ Контрольная", "Физика"):
        await deputy.click(label)
    await deputy.click("⚠ ср 25.11 · 2")
    await deputy.send("Мониторинг района")
    await deputy.click("Опубликовать")
    await evenings.pause()
    assert "● Физика — контрольная работа" in mother.text.splitlines()
    assert "Степень" not in mother.text, "a published schedule alone says what is one"
    await deputy.click("Снять")
    await evenings.pause()
    assert "● Физика" not in mother.text


async def test_what_waits_for_an_answer_is_in_it(evenings: Evenings, mother: Client) -> None:
    world, school = evenings.world, evenings.world.school
    letter = await Outbox(world).message("Собрание в четверг", ("elena", "anna"))
    await world.app.sender.pump()
    async with world.app.database.write(world.clock()) as uow:
        for section, day in (("algebra", TODAY), ("history", TODAY), ("history", MONDAY)):
            await add(
                uow,
                t.attendance_event,
                lesson_id=school.lesson(section, day),
                student_id=school["anna"],
                date=day,
                status="absent",
                recorded_at=world.clock(),
            )
        await uow.commit()
    for section, day in (("algebra", TODAY), ("history", TODAY), ("history", MONDAY)):
        lesson = school.lesson(section, day)
        await world.change(t.lesson, lesson, attendance_taken_at=world.clock())
    await evenings.at(19)
    assert mother.text.splitlines()[3:6] == [
        "Ждёт ответа",
        "Не отмечено «Прочитано»: 1 сообщение",
        "Нет причины пропуска: 24 ноября, 2 урока; 23 ноября, 1 урок",
    ]
    await mother.click("Сообщение")
    assert "Собрание в четверг" in mother.text
    assert letter
    assert timedelta(days=1) < REASONS_ASKED


async def test_children_stand_apart_in_one_message(evenings: Evenings, mother: Client) -> None:
    world = evenings.world
    await world.bind(mother, "elena", "guardian", "misha")
    await evenings.homework("№ 112")
    await evenings.at(19)
    [card] = mother.from_bot
    text = text_of(card)
    assert text.startswith("Анна: завтра 2 урока с 8:30\n")
    assert "\n\nМихаил: завтра 1 урок с 8:30\n\n" in text  # grade 1: no homework, not even none
    assert mother.buttons == [["Анна · уроки", "Анна · задания"], ["Михаил · уроки"]]


async def test_a_child_without_lessons_is_not_in_it(evenings: Evenings, mother: Client) -> None:
    world = evenings.world
    await world.bind(mother, "olga", "guardian", "oleg")  # 7Б has no lessons tomorrow
    await evenings.at(19)
    assert "Олег" not in mother.text
    olegs = await world.guardian("olga", "oleg")
    await evenings.at(20)
    assert olegs.from_bot == []


async def test_each_reader_has_their_own(evenings: Evenings, mother: Client) -> None:
    father = await evenings.world.guardian("dmitry", "anna", language_code="en")
    pupil = await evenings.world.pupil("anna")
    await evenings.homework("№ 112")
    await evenings.at(19)
    assert mother.text.startswith("Анна: завтра 2 урока с 8:30")
    assert father.text.startswith("Анна: tomorrow 2 lessons from 8:30")
    assert pupil.text.startswith("Завтра 2 урока с 8:30")


async def test_switched_off_for_a_child_it_leaves_that_child_out(
    evenings: Evenings, mother: Client
) -> None:
    world, school = evenings.world, evenings.world.school
    await world.bind(mother, "elena", "guardian", "misha")
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            insert(t.notice_choice).values(
                person_id=school["elena"],
                student_id=school["anna"],
                kind="tomorrow",
                choice="off",
            )
        )
        await uow.commit()
    await evenings.at(19)
    assert mother.text.startswith("Михаил: завтра")
    assert "Анна" not in mother.text


async def test_an_answer_that_was_lost_makes_it_a_repetition(
    evenings: Evenings, mother: Client
) -> None:
    world = evenings.world
    world.telegram.faults.add("drop_after", method="sendMessage")
    await evenings.at(19)
    await evenings.set_homework("№ 118")
    await evenings.pause()
    await evenings.pause()
    first, second = (text_of(each) for each in mother.from_bot)
    assert first.startswith("Анна: завтра")
    assert second.startswith("Повтор: Анна: завтра")
    assert "№ 118" in second


async def test_an_evening_without_anything_to_write_costs_two_questions(
    evenings: Evenings, mother: Client
) -> None:
    await evenings.at(19)
    with counted() as statements:
        await plan_evening_cards(evenings.world.app)
    assert len(statements) <= 1 + 2  # the schools, and one question for each of the two
    assert len(mother.from_bot) == 1
