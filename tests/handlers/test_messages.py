"""A letter to families: written, previewed, sent once to whom it is for."""

from sqlalchemy import select, update

from domain.messages.use_cases import TEXT_LENGTH
from storage import tables as t
from tests.support.letters import TEXT, letters, sent, written
from tests.support.people import World


async def recipients(world: World) -> set[tuple[int, int]]:
    rows = await world.rows(select(t.message_recipient))
    return {(row["person_id"], row["student_id"]) for row in rows}


async def told(world: World) -> list[tuple[int, int]]:
    """(chat, person) of every notice."""
    rows = await world.rows(select(t.notice).order_by(t.notice.c.id))
    assert {row["kind"] for row in rows} <= {"message"}
    return [(row["chat_id"], row["person_id"]) for row in rows]


async def test_all_parents_and_nobody_else(world: World) -> None:
    mother = await world.guardian("elena", "anna", "misha")
    pupil = await world.pupil("anna")
    teacher = await sent(world)
    school = world.school
    assert await letters(world) == [(school["orlova"], TEXT)]
    assert await recipients(world) == {
        (school["elena"], school["anna"]),
        (school["dmitry"], school["anna"]),
        (school["olga"], school["petr"]),
    }
    assert await told(world) == [(mother.id, school["elena"])]
    assert teacher.toast == "Сообщение отправляется."
    assert pupil.messages == []


async def test_the_preview_counts_and_nothing_goes_out_before(world: World) -> None:
    await world.guardian("elena", "anna")
    teacher = await written(world)
    assert TEXT in teacher.text
    assert "Родителям учеников: Белов П., Иванова А. Д." in teacher.text
    assert "Сейчас получат 1 из 3" in teacher.text
    assert teacher.buttons[0] == ["Отправить", "Не отправлять"]
    assert await letters(world) == []
    assert await told(world) == []


async def test_another_text_replaces_the_first(world: World) -> None:
    teacher = await written(world)
    first = teacher.last["message_id"]
    await teacher.send("Собрание перенесли.")
    await teacher.click("Отправить", message=first)
    assert await letters(world) == []
    await teacher.click("Отправить")
    assert [text for _, text in await letters(world)] == ["Собрание перенесли."]


async def test_pressed_twice_it_goes_once(world: World) -> None:
    teacher = await written(world)
    data = teacher.button("Отправить")["callback_data"]
    await teacher.forge(data)
    await teacher.forge(data)
    assert len(await letters(world)) == 1


async def test_a_dropped_letter_is_not_sent(world: World) -> None:
    teacher = await written(world)
    data = teacher.button("Отправить")["callback_data"]
    await teacher.click("Не отправлять")
    await teacher.forge(data)
    assert await letters(world) == []


async def test_picked_families(world: World) -> None:
    await sent(world, "Белов")
    assert await recipients(world) == {(world.school["olga"], world.school["petr"])}


async def test_a_family_picked_and_let_go(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Написать родителям")
    await teacher.click("Выбрать семьи")
    await teacher.click("Белов")
    await teacher.click("Иванова")
    assert "Выбраны 2 семьи" in teacher.text
    assert teacher.button("✓ Белов")["style"] == "success"
    await teacher.click("✓ Белов")
    assert "Выбрана 1 семья" in teacher.text


async def test_a_button_of_an_older_class_list_picks_nobody_else(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Написать родителям")
    await teacher.click("Выбрать семьи")
    await teacher.click("Белов")
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            update(t.enrollment)
            .where(t.enrollment.c.student_id == world.school["petr"])
            .values(ends=world.clock().date())
        )
        await uow.commit()
    await teacher.click("Написать · 1")
    assert "Список класса с тех пор изменился" in teacher.text


async def test_one_parent_from_the_card(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.forge(f"gy:{world.school['anna']}:{world.school['dmitry']}")
    await teacher.send("Позвоните в школу, пожалуйста.")
    await teacher.click("Отправить")
    assert await recipients(world) == {(world.school["dmitry"], world.school["anna"])}


async def test_a_text_that_is_too_long_keeps_the_question(world: World) -> None:
    teacher = await written(world, text="а" * (TEXT_LENGTH + 7))
    assert "помещается 2000 знаков, а здесь 2007" in teacher.text
    assert "сократите на 7" in teacher.text.replace("его ", "")
    await teacher.send("а" * TEXT_LENGTH)
    assert teacher.buttons[0][0].startswith("Отправить")


async def test_a_class_without_known_parents(world: World) -> None:
    teacher = await world.staff("kuznetsov")  # leads 7Б, whose pupil has no parents known
    await teacher.send("/class")
    await teacher.click("Написать родителям")
    await teacher.click("Всем родителям")
    assert "не указаны" in teacher.text


async def test_a_former_homeroom_teacher_sends_nothing(world: World) -> None:
    teacher = await written(world)
    await world.change(
        t.school_class, world.school.classes["7А"], homeroom_teacher_id=world.school["sokolova"]
    )
    await teacher.click("Отправить")
    assert "не для" in teacher.text
    assert await letters(world) == []
