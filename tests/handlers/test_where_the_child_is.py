"""An absence that nobody explains: the family is asked, then the school is called."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from bot.absence_watch import watch_absences
from domain.absences.answering import Settling
from handlers.absences.callbacks import Settle
from storage import tables as t
from storage.uow import SqlUnitOfWork
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.school import TODAY
from tests.support.statements import counted

MINUTE = timedelta(minutes=1)


async def missing(world: World, outbox: Outbox, section: str = "algebra") -> Client:
    """Соколова calls a roll without Анна, in place of whoever teaches; she leads no 7А."""
    lesson_id = world.school.lesson(section)
    await world.change(t.lesson, lesson_id, teacher_id=world.school["sokolova"])
    teacher = await world.staff("sokolova")
    await teacher.send("/lessons")
    await teacher.forge(f"tr:{lesson_id}")
    await teacher.click("Иванова")
    await teacher.click("Готово")
    await outbox.drain()
    return teacher


async def case(world: World) -> dict[str, object]:
    [found] = await world.rows(select(t.absence_case))
    return found


async def wait(world: World, outbox: Outbox, minutes: int) -> None:
    world.clock.advance(minutes * MINUTE)
    await watch_absences(world.app)
    await outbox.drain()


async def test_the_family_is_asked_at_once_and_the_homeroom_teacher_hears(
    world: World, outbox: Outbox
) -> None:
    elena, anna = await world.guardian("elena", "anna"), await world.pupil("anna")
    orlova, deputy = await world.staff("orlova"), await world.staff("deputy")
    await missing(world, outbox)
    assert elena.buttons == [
        ["Знаю: болеет", "Знаю: по семейным"],
        ["Едет, опоздает", "Не знаю, где ребёнок"],
        ["Посещаемость"],
    ]
    assert anna.buttons == [["Посещаемость"]]  # nobody asks a child where it is
    assert "Иванова Анна, 7А: нет на 3-м уроке" in orlova.text
    assert "Семью спросили: Иванов Дмитрий Павлович, Иванова Елена Сергеевна" in orlova.text
    assert deputy.from_bot == []


async def test_not_knowing_calls_both_at_once_with_both_names(world: World, outbox: Outbox) -> None:
    elena, dmitry = await world.guardian("elena", "anna"), await world.guardian("dmitry", "anna")
    orlova, deputy = await world.staff("orlova"), await world.staff("deputy")
    await missing(world, outbox)
    await elena.click("Не знаю, где ребёнок")
    assert "Классный руководитель и завуч уже вызваны." in elena.text
    await outbox.drain()
    for staff in (orlova, deputy):
        assert "Иванова Елена Сергеевна не знает, где Иванова Анна, 7А" in staff.text
        assert "Нет с 3-го урока: алгебра" in staff.text
        assert staff.labels[:3] == ["Ребёнок найден", "Семья: болеет", "Семья: по семейным"]
    assert "Иванова Елена Сергеевна не знает, где Анна" in dmitry.text
    # The other parent may know.
    await dmitry.click("Знаю: болеет")
    await outbox.drain()
    assert "Иванова Анна, 7А: болеет" in deputy.text
    assert "Со слов: Иванов Дмитрий Павлович" in deputy.text
    assert (await case(world))["closing"] == "explained"
    [announced] = await world.rows(select(t.announced_absence))
    assert (announced["excuse"], announced["is_accepted"]) == ("ill", False)


async def test_an_answer_pressed_twice_calls_once(world: World, outbox: Outbox) -> None:
    elena = await world.guardian("elena", "anna")
    await world.staff("orlova")
    await missing(world, outbox)
    data = elena.button("Не знаю, где ребёнок")["callback_data"]
    await elena.click("Не знаю, где ребёнок")
    before = len(await world.rows(select(t.absence_call)))
    await elena.forge(data)
    assert len(await world.rows(select(t.absence_call))) == before


async def test_silence_calls_the_homeroom_teacher_then_the_deputy(
    world: World, outbox: Outbox
) -> None:
    await world.guardian("elena", "anna")
    orlova, deputy = await world.staff("orlova"), await world.staff("deputy")
    await missing(world, outbox)
    told = len(orlova.from_bot)
    await wait(world, outbox, 29)
    assert (len(orlova.from_bot), len(deputy.from_bot)) == (told, 0)
    await wait(world, outbox, 1)
    assert "Семья не отвечает" in orlova.text
    assert deputy.from_bot == []
    await wait(world, outbox, 30)
    assert "Иванова Анна, 7А: нет на 3-м уроке" in deputy.text
    calls = len(await world.rows(select(t.absence_call)))
    await wait(world, outbox, 60)
    assert len(await world.rows(select(t.absence_call))) == calls


async def test_who_is_on_the_way_is_waited_for(world: World, outbox: Outbox) -> None:
    elena, orlova = await world.guardian("elena", "anna"), await world.staff("orlova")
    await missing(world, outbox)
    await elena.click("Едет, опоздает")
    await outbox.drain()
    assert "Иванова Анна, 7А: едет, опоздает" in orlova.text
    await wait(world, outbox, 60)
    assert "Ребёнок так и не пришёл" not in orlova.text
    await wait(world, outbox, 30)
    assert "Ребёнок так и не пришёл" in orlova.text


@pytest.mark.parametrize("taps", [1, 3], ids=["late", "present"])
async def test_who_comes_later_ends_it_and_everybody_called_hears(
    world: World, outbox: Outbox, taps: int
) -> None:
    elena = await world.guardian("elena", "anna")
    orlova, deputy = await world.staff("orlova"), await world.staff("deputy")
    await missing(world, outbox)
    await elena.click("Не знаю, где ребёнок")
    await outbox.drain()
    world.clock.advance(60 * MINUTE)  # the fourth lesson: Анна is in group 1, of Орлова
    await orlova.send("/lessons")
    await orlova.click("4 · Перекличка")
    if taps == 1:
        await orlova.click("Иванова")
        await orlova.click("✕ Иванова")
    await orlova.click("Готово")
    assert (await case(world))["closing"] == "arrived"
    await outbox.drain()
    assert "Иванова Анна, 7А пришла на 4-й урок: английский язык" in deputy.text
    assert "Анна пришла на 4-й урок" in " ".join(map(text_of, elena.from_bot[-2:]))
    calls = len(await world.rows(select(t.absence_call)))
    await wait(world, outbox, 60)
    assert len(await world.rows(select(t.absence_call))) == calls


async def test_nobody_to_ask_calls_the_school_at_once(world: World, outbox: Outbox) -> None:
    orlova, deputy = await world.staff("orlova"), await world.staff("deputy")
    await missing(world, outbox)
    for staff in (orlova, deputy):
        assert "Спросить в боте некого, позвоните: Иванов Дмитрий" in staff.text


async def test_the_school_finds_the_child(world: World, outbox: Outbox) -> None:
    elena, orlova = await world.guardian("elena", "anna"), await world.staff("orlova")
    deputy = await world.staff("deputy")
    await missing(world, outbox)
    await elena.click("Не знаю, где ребёнок")
    await outbox.drain()
    await deputy.click("Ребёнок найден")
    await outbox.drain()
    assert "Анна: школа знает, где ребёнок" in elena.text
    assert "Со слов: Громова Татьяна Юрьевна" in orlova.text
    assert (await case(world))["closing"] == "by_school"


async def test_the_homeroom_teachers_word_is_the_reason(world: World, outbox: Outbox) -> None:
    await world.guardian("elena", "anna")
    orlova = await world.staff("orlova")
    await missing(world, outbox)
    await orlova.click("Семья: болеет")
    [event] = await world.rows(select(t.attendance_event))
    assert event["reason"] == "ill"


async def test_an_announced_absence_asks_nobody(world: World, outbox: Outbox) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/menu")
    for label in ("Будет отсутствовать", "Сегодня", "Болезнь"):
        await elena.click(label)
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    for label in ("3 · Перекличка", "Готово"):
        await teacher.click(label)
    assert await world.rows(select(t.absence_case)) == []


async def test_killed_between_step_and_commit_nothing_has_changed(
    world: World, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.guardian("elena", "anna")
    orlova = await world.staff("orlova")
    await missing(world, outbox)
    before, calls = await case(world), await world.rows(select(t.absence_call))
    world.clock.advance(30 * MINUTE)

    async def die(_self: SqlUnitOfWork) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(SqlUnitOfWork, "commit", die)
        with pytest.raises(RuntimeError):
            await watch_absences(world.app)
    assert await case(world) == before
    assert await world.rows(select(t.absence_call)) == calls
    await watch_absences(world.app)
    await outbox.drain()
    assert "Семья не отвечает" in orlova.text


async def test_nothing_due_is_one_read(world: World, outbox: Outbox) -> None:
    await world.guardian("elena", "anna")
    await missing(world, outbox)
    with counted() as statements:
        await watch_absences(world.app)
    assert len(statements) == 1


async def test_the_day_ends_it_in_silence(world: World, outbox: Outbox) -> None:
    elena, orlova = await world.guardian("elena", "anna"), await world.staff("orlova")
    await missing(world, outbox)
    await elena.click("Не знаю, где ребёнок")
    await outbox.drain()
    said = len(orlova.from_bot)
    await wait(world, outbox, 24 * 60)
    assert (await case(world))["closing"] == "day_over"
    assert len(orlova.from_bot) == said
    await elena.forge(f"bi:{world.school['anna']}:{TODAY.toordinal()}:ill")
    assert "Этот вопрос уже закрыт" in elena.text


async def test_who_came_and_is_gone_again_is_looked_for_again(world: World, outbox: Outbox) -> None:
    elena, orlova = await world.guardian("elena", "anna"), await world.staff("orlova")
    await missing(world, outbox, "history")
    await orlova.send("/lessons")
    for label in ("3 · Перекличка", "Готово"):
        await orlova.click(label)
    assert (await case(world))["closing"] == "arrived"
    world.clock.advance(60 * MINUTE)
    await orlova.send("/lessons")
    for label in ("4 · Перекличка", "Иванова", "Готово"):
        await orlova.click(label)
    assert (await case(world))["closing"] is None
    await outbox.drain()
    assert "Не знаю, где ребёнок" in elena.labels


async def test_the_deputy_on_duty_is_called_and_no_other(world: World, outbox: Outbox) -> None:
    """Every deputy without a plan; with one, those of the weekday (C13)."""
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            insert(t.role_assignment).values(
                person_id=world.school["kuznetsov"], role="deputy_principal"
            )
        )
        await uow.commit()
    elena = await world.guardian("elena", "anna")
    deputy, other = await world.staff("deputy"), await world.staff("kuznetsov")
    await deputy.send("/menu")
    for label in ("Ещё", "Дежурство", "Вторник", "Громова Т. Ю."):
        await deputy.click(label)
    assert "✓ Громова Т. Ю." in deputy.labels
    await deputy.click("‹ Назад")
    assert "Вторник: Громова Т. Ю." in deputy.text
    assert "Среда: все завучи" in deputy.text
    await missing(world, outbox)
    await elena.click("Не знаю, где ребёнок")
    await outbox.drain()
    assert "не знает, где Иванова Анна" in deputy.text
    assert other.from_bot == []


@pytest.mark.parametrize("is_late", [True, False])
async def test_what_is_out_of_date_is_never_told_after_what_came_later(
    world: World, outbox: Outbox, is_late: bool
) -> None:
    """The first call may not have arrived; the child is found before it is due again, or after."""
    await world.guardian("elena", "anna")
    orlova, deputy = await world.staff("orlova"), await world.staff("deputy")
    world.telegram.faults.add("drop_after", chat_id=orlova.id)
    await missing(world, outbox)
    assert "нет на 3-м уроке" in orlova.text
    if is_late:
        world.clock.advance(5 * MINUTE)
    to = Settle(student_id=world.school["anna"], day=TODAY.toordinal(), how=Settling.FOUND)
    await deputy.send("/menu")
    await deputy.forge(to.pack())
    for _ in range(3):
        await outbox.drain()
        world.clock.advance(5 * MINUTE)
    heads = [text_of(each).split("\n")[0] for each in orlova.from_bot]
    found = "Иванова Анна, 7А: школа знает, где ребёнок"
    assert heads[-1] == (f"Повтор: {found}" if is_late else found)
    assert len([each for each in heads if "нет на 3-м уроке" in each]) == 1
