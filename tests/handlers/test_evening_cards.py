"""The evening card in the chat: at 19:00, one message, kept true until the day is over."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendMessage
from sqlalchemy import insert, select

from bot.evening_cards import plan_evening_cards
from domain.evening.planning import ONE_EDIT
from domain.evening.use_cases import REASONS_ASKED
from domain.homework.setting import set_homework
from domain.notices.model import Kind
from storage import tables as t
from tests.support.clock import MOSCOW
from tests.support.outbox import Outbox, add
from tests.support.people import Client, World, text_of
from tests.support.school import MONDAY, TODAY
from tests.support.statements import counted

TOMORROW = TODAY + timedelta(days=1)
THURSDAY = TODAY + timedelta(days=2)
FRIDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=ahead) for ahead in (4, 5, 6))


class Evenings:
    """The school's clock, the job and the sender."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def at(self, hour: int, minute: int = 0, day: date = TODAY) -> None:
        """It is this time at the school; the job runs, and what is due leaves."""
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=MOSCOW)
        self.world.clock.advance(moment - self.world.clock())
        await plan_evening_cards(self.world.app)
        await self.world.app.sender.pump()

    async def pause(self) -> None:
        """Until an edit that waits for more has waited."""
        self.world.clock.advance(ONE_EDIT)
        await self.world.app.sender.pump()

    async def homework(self, text: str, section: str = "algebra", due: date = TOMORROW) -> int:
        """As if its teacher had set it before."""
        school = self.world.school
        async with self.world.app.database.write(self.world.clock()) as uow:
            made = await add(
                uow,
                t.homework,
                section_id=school.sections[section],
                lesson_id=school.lesson(section, TODAY),
                due_lesson_id=school.lessons.get((section, due)),
                due_date=due,
                text=text,
                set_at=self.world.clock(),
            )
            await uow.commit()
        return made

    async def set_homework(self, text: str, homework_id: int = 0) -> None:
        """The algebra teacher's act, due at the next lesson, which is tomorrow's."""
        async with self.world.app.database.write(self.world.clock()) as uow:
            teacher = await uow.chats.session(self.world.people[0].id)
            lesson = self.world.school.lesson("algebra")
            await set_homework(uow, teacher.actor, lesson, text, homework_id, 0)
            await uow.commit()


@pytest.fixture
async def evenings(world: World) -> Evenings:
    await world.staff("orlova")
    return Evenings(world)


@pytest.fixture
async def mother(evenings: Evenings) -> Client:
    return await evenings.world.guardian("elena", "anna")


def cards(client: Client) -> list[dict[str, Any]]:
    return client.from_bot


async def test_at_seven_the_family_learns_what_is_tomorrow(
    evenings: Evenings, mother: Client
) -> None:
    await evenings.homework("№ 112, 115 (обе части)")
    await evenings.at(18, 59)
    assert cards(mother) == []
    await evenings.at(19)
    [card] = cards(mother)
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
    assert len(cards(mother)) == 1


async def test_after_a_downtime_it_comes_later_but_not_at_night(
    evenings: Evenings, mother: Client
) -> None:
    await evenings.at(22)
    assert cards(mother) == []
    await evenings.at(21, 45, day=TOMORROW)
    assert len(cards(mother)) == 1


async def test_whoever_is_connected_in_the_evening_gets_it_too(evenings: Evenings) -> None:
    await evenings.at(19)
    father = await evenings.world.guardian("dmitry", "anna")
    await evenings.at(20)
    assert len(cards(father)) == 1


async def test_a_card_that_is_too_late_does_not_take_the_next_one_with_it(
    evenings: Evenings, mother: Client
) -> None:
    faults = evenings.world.telegram.faults
    faults.add("away", count=None)
    await evenings.at(19)
    await evenings.at(19, day=TOMORROW)
    assert cards(mother) == []
    faults.clear()
    evenings.world.clock.advance(timedelta(minutes=10))
    await evenings.world.app.sender.pump()
    assert "четверг, 26 ноября" in mother.text
    assert len(cards(mother)) == 1


async def test_edits_of_the_cards_of_two_days_are_made_each_in_its_own_message(
    evenings: Evenings, mother: Client
) -> None:
    world = evenings.world

    async def touch() -> None:
        async with world.app.database.write(world.clock()) as uow:
            await uow.evening.refresh([world.school["anna"]], None, world.clock())
            await uow.commit()

    await evenings.at(19)
    world.telegram.faults.add("away", count=None)
    await evenings.homework("№ 7")
    await touch()
    await evenings.at(19, day=TOMORROW)
    await touch()
    world.telegram.faults.clear()
    for _ in range(3):
        world.clock.advance(timedelta(minutes=10))
        await world.app.sender.pump()
    first, second = cards(mother)
    assert "№ 7" in text_of(first)
    rows = await world.rows(select(t.notice).where(t.notice.c.about_id == THURSDAY.toordinal()))
    shown_in = {row["telegram_message_id"] for row in rows} - {None}
    assert shown_in == {second["message_id"]}


async def test_on_sunday_it_tells_of_monday_and_on_friday_there_is_none(
    evenings: Evenings, mother: Client
) -> None:
    await evenings.at(19, day=FRIDAY)
    await evenings.at(19, day=SATURDAY)
    assert cards(mother) == []
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
    [card] = cards(mother)
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
    assert cards(olegs) == []


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


async def test_homework_set_later_is_written_into_the_card(
    evenings: Evenings, mother: Client
) -> None:
    await evenings.at(19)
    [card] = cards(mother)
    assert "На этот день ничего не задано" in text_of(card)
    await evenings.at(20)
    await evenings.set_homework("№ 118")
    await evenings.pause()
    [edited] = cards(mother)
    assert edited["message_id"] == card["message_id"]
    assert "Алгебра: № 118" in text_of(edited)


async def test_an_edit_that_telegram_refuses_is_not_noted_as_made(
    evenings: Evenings, mother: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    await evenings.at(19)
    responder = evenings.world.app.responder
    edit = responder.edit

    async def refused(*_args: Any, **_options: Any) -> None:
        raise TelegramBadRequest(SendMessage(chat_id=mother.id, text=""), "BUTTON_DATA_INVALID")

    monkeypatch.setattr(responder, "edit", refused)
    await evenings.at(20)
    await evenings.set_homework("№ 118")
    await evenings.pause()
    statement = select(t.notice.c.state, t.notice.c.reason).order_by(t.notice.c.id)
    assert [*(await evenings.world.rows(statement))[-1].values()] == ["dead", "refused"]
    monkeypatch.setattr(responder, "edit", edit)
    await evenings.set_homework("№ 119")
    await evenings.pause()
    [card] = cards(mother)
    assert "№ 118; № 119" in text_of(card)


async def test_several_changes_are_one_edit(evenings: Evenings, mother: Client) -> None:
    await evenings.at(19)
    before = len(evenings.world.app.bot.session.calls)  # type: ignore[attr-defined]
    for text in ("№ 118", "№ 119", "№ 120"):
        await evenings.set_homework(text)
    await evenings.pause()
    calls = evenings.world.app.bot.session.calls[before:]  # type: ignore[attr-defined]
    assert [call.__api_method__ for call in calls] == ["editMessageText"]
    assert "№ 118; № 119; № 120" in mother.text


async def test_a_change_before_it_leaves_makes_no_second_message(
    evenings: Evenings, mother: Client
) -> None:
    world = evenings.world
    await evenings.at(18, 59)
    world.clock.advance(ONE_EDIT)
    await plan_evening_cards(world.app)
    await evenings.set_homework("№ 118")
    await evenings.pause()
    [card] = cards(mother)
    assert "№ 118" in text_of(card)
    assert all(state in ("sent", "superseded") for state, _ in await Outbox(world).states())


async def test_what_changes_nothing_costs_no_call(evenings: Evenings, mother: Client) -> None:
    world = evenings.world
    await evenings.at(19)
    before = len(world.app.bot.session.calls)  # type: ignore[attr-defined]
    await evenings.set_homework("№ 118")
    async with world.app.database.write(world.clock()) as uow:
        [made] = await uow.homework.due(world.school["anna"], TOMORROW, TOMORROW)
        await uow.homework.remove(made.id)
        await uow.commit()
    await evenings.pause()
    assert len(world.app.bot.session.calls) == before  # type: ignore[attr-defined]
    assert await Outbox(world).states() == [("sent", ""), ("superseded", "undone")]
    assert len(cards(mother)) == 1


async def test_in_the_morning_it_is_still_kept_true(evenings: Evenings, mother: Client) -> None:
    await evenings.at(19)
    world, lesson = evenings.world, evenings.world.school.lesson("physics", TOMORROW)
    await evenings.at(7, 30, day=TOMORROW)
    await world.change(t.lesson, lesson, is_cancelled=True)
    await evenings.set_homework("№ 118")
    await evenings.pause()
    [card] = cards(mother)
    assert text_of(card).startswith("Анна: сегодня 1 урок с 8:30\n✕ 2-й урок отменён: физика")
    assert "№ 118" in text_of(card)


async def test_when_the_day_is_over_it_is_left_alone(evenings: Evenings, mother: Client) -> None:
    await evenings.at(19)
    [card] = cards(mother)
    await evenings.set_homework("№ 118")
    evenings.world.clock.advance(timedelta(days=2))
    await evenings.world.app.sender.pump()
    assert cards(mother) == [card]
    assert (await Outbox(evenings.world).states())[-1] == ("suppressed", "past")


async def test_a_card_that_was_deleted_is_not_sent_anew(evenings: Evenings, mother: Client) -> None:
    await evenings.at(19)
    world = evenings.world
    message_id = mother.last["message_id"]
    del world.telegram.chat(mother.id).messages[message_id]
    await evenings.set_homework("№ 118")
    await evenings.pause()
    assert mother.from_bot == []
    states = await Outbox(world).states()
    assert all(state != "dead" for state, _reason in states)


async def test_a_letter_confirmed_no_longer_waits(evenings: Evenings, mother: Client) -> None:
    world = evenings.world
    await Outbox(world).message("Собрание", ("elena", "anna"))
    await evenings.at(19)
    card = mother.last["message_id"]
    assert "Ждёт ответа" in mother.text
    await mother.click("Прочитано")
    await evenings.pause()
    [kept] = [each for each in mother.from_bot if each["message_id"] == card]
    assert "Ждёт ответа" not in text_of(kept)


async def test_a_right_that_ended_is_asked_again(evenings: Evenings, mother: Client) -> None:
    world, school = evenings.world, evenings.world.school
    await evenings.at(18)
    moment = world.clock() + timedelta(hours=1)
    world.clock.advance(moment - world.clock())
    await plan_evening_cards(world.app)
    [bound] = await world.rows(
        select(t.binding.c.id).where(t.binding.c.student_id == school["anna"])
    )
    await world.change(t.binding, bound["id"], ended_at=world.clock())
    await world.app.sender.pump()
    assert cards(mother) == []
    assert await Outbox(world).states() == [("suppressed", "no_right")]


async def test_an_answer_that_was_lost_makes_it_a_repetition(
    evenings: Evenings, mother: Client
) -> None:
    world = evenings.world
    world.telegram.faults.add("drop_after", method="sendMessage")
    await evenings.at(19)
    await evenings.set_homework("№ 118")
    await evenings.pause()
    await evenings.pause()
    first, second = (text_of(each) for each in cards(mother))
    assert first.startswith("Анна: завтра")
    assert second.startswith("Повтор: Анна: завтра")
    assert "№ 118" in second


async def test_a_push_without_details_shows_it_on_a_tap(evenings: Evenings, mother: Client) -> None:
    world = evenings.world
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            insert(t.notice_habits).values(person_id=world.school["elena"], hides_details=True)
        )
        await uow.commit()
    await evenings.at(19)
    assert mother.text == "Карточка на следующий учебный день"
    before = len(world.app.bot.session.calls)  # type: ignore[attr-defined]
    await evenings.set_homework("№ 118")
    await evenings.pause()
    assert len(world.app.bot.session.calls) == before  # type: ignore[attr-defined]
    await mother.click("Показать")
    assert mother.text.startswith("Анна: завтра 2 урока с 8:30")
    assert "№ 118" in mother.text


async def test_who_wants_homework_at_once_hears_of_it(evenings: Evenings, mother: Client) -> None:
    world, school = evenings.world, evenings.world.school
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            insert(t.notice_choice).values(
                person_id=school["elena"],
                student_id=school["anna"],
                kind="homework",
                choice="at_once",
            )
        )
        await uow.commit()
    father = await world.guardian("dmitry", "anna")
    await evenings.set_homework("№ 118")
    await world.app.sender.pump()
    assert "№ 118" in mother.text
    assert father.from_bot == []
    [row] = await world.rows(select(t.notice))
    assert (row["kind"], row["state"]) == (Kind.HOMEWORK, "sent")


async def test_an_evening_without_anything_to_write_costs_two_questions(
    evenings: Evenings, mother: Client
) -> None:
    await evenings.at(19)
    with counted() as statements:
        await plan_evening_cards(evenings.world.app)
    assert len(statements) <= 1 + 2  # the schools, and one question for each of the two
    assert len(cards(mother)) == 1
