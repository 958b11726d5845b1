"""Letters once they have arrived: who read them, who answered, who sees what."""

import pytest
from sqlalchemy import select

from domain.messages.model import Addressee
from storage import tables as t
from tests.support.letters import TEXT, letters, sent, written
from tests.support.outbox import Outbox
from tests.support.people import World
from tests.support.statements import counted


async def test_who_received_it_and_who_read_it(world: World, outbox: Outbox) -> None:
    mother = await world.guardian("elena", "anna")
    father = await world.guardian("dmitry", "anna")
    world.telegram.chat(father.id).blocked = True
    teacher = await sent(world)
    await outbox.drain()
    await teacher.send("/messages")
    await teacher.click("1")
    assert "Получили 1 из 3, прочитали 0" in teacher.text
    assert "✕ Белов Пётр, Белова О. И.: нет подключения" in teacher.text
    assert "✕ Иванова Анна, Иванов Д. П.: бот заблокирован" in teacher.text
    assert "✓ Иванова Анна, Иванова Е. С.: доставлено" in teacher.text
    await mother.click("Прочитано")
    assert "Прочитано" not in str(mother.buttons)
    await teacher.send("/messages")
    assert "прочитали 1 из 3" in teacher.text
    await teacher.click("1")
    assert "✓✓ Иванова Анна, Иванова Е. С.: прочитано 24 ноября, 10:40" in teacher.text


async def test_an_answer_and_the_answer_to_it(world: World, outbox: Outbox) -> None:
    mother = await world.guardian("elena", "anna")
    teacher = await sent(world)
    await outbox.drain()
    await mother.click("Ответить")
    await mother.send("Придём вдвоём.")
    assert mother.text.index("Придём вдвоём.") < mother.text.index(TEXT)
    await outbox.drain()
    assert "Иванова Елена" in teacher.text
    assert "Придём вдвоём." in teacher.text
    await teacher.click("Ответить")
    await teacher.send("Хорошо.")
    await outbox.drain()
    assert "Хорошо." in mother.text
    await mother.send("/messages")
    await mother.click("1 ●")
    shown = [mother.text.index(text) for text in ("Хорошо.", "Придём вдвоём.", TEXT)]
    assert shown == sorted(shown)


async def test_new_answers_stand_first_until_they_are_opened(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    teacher = await sent(world)
    await mother.send("/messages")
    await mother.click("1")
    await mother.click("Ответить")
    await mother.send("Придём.")
    await teacher.send("/class")
    assert "Сообщения · 1" in teacher.buttons[1]
    await teacher.click("Сообщения · 1")
    assert "● 1." in teacher.text
    await teacher.click("1 ●")
    await teacher.click("● Иванова Анна")
    assert "● Елена Сергеевна" in teacher.text
    await teacher.send("/messages")
    assert "●" not in teacher.text
    assert "1 ответ" in teacher.text


async def test_a_family_marks_as_read_and_the_menu_forgets(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await sent(world)
    await mother.send("/menu")
    assert "Сообщения · 1" in str(mother.buttons)
    await mother.click("Сообщения · 1")
    assert "● 1. Марина Петровна, 24 ноября, 10:40" in mother.text
    await mother.click("1 ●")
    assert TEXT in mother.text
    await mother.click("Прочитано")
    await mother.send("/menu")
    assert "Сообщения · 1" not in str(mother.buttons)


async def test_both_parents_on_one_phone(world: World) -> None:
    """One phone, two bindings: the letter is shown once and both have read it."""
    phone = await world.guardian("elena", "anna")
    await world.bind(phone, "dmitry", "guardian", "anna")
    await sent(world, "Иванова")
    await phone.send("/messages")
    assert phone.text.count("собрание") == 1
    await phone.click("1 ●")
    await phone.click("Прочитано")
    rows = await world.rows(select(t.message_recipient))
    assert [row["read_at"] is not None for row in rows] == [True, True]


async def test_one_parent_does_not_see_what_the_other_wrote(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    father = await world.guardian("dmitry", "anna")
    await sent(world)
    await mother.send("/messages")
    await mother.click("1")
    await mother.click("Ответить")
    await mother.send("Это только для учителя.")
    rows = await world.rows(select(t.message).order_by(t.message.c.id.desc()))
    answer, anna = rows[0]["id"], world.school["anna"]
    await father.send("/messages")
    await father.click("1")
    assert "только для учителя" not in father.text
    for data in (f"go:{answer}:{anna}:0", f"gr:{answer}:{anna}", f"ga:{answer}:{anna}"):
        await father.forge(data)
        assert "не для" in father.text, data


async def test_forged_buttons_read_and_write_nothing(world: World) -> None:
    await world.guardian("elena", "anna")
    await sent(world)
    await written(world)
    drafts = await world.rows(select(t.message_draft))
    rows = await world.rows(select(t.message))
    message, draft = rows[0]["id"], drafts[0]["id"]
    school = world.school
    anna, petr, class_id = school["anna"], school["petr"], school.classes["7А"]
    stranger = await world.staff("kuznetsov")
    other_family = await world.guardian("elena", "misha")
    pupil = await world.pupil("anna")
    for client in (stranger, other_family, pupil):
        await client.send("/menu")
        for data in (
            f"go:{message}:{anna}:0",
            f"go:{message}:{petr}:0",
            f"go:{2**53}:{anna}:0",
            f"gr:{message}:{anna}",
            f"ga:{message}:{anna}",
            f"gs:{message}:0",
            f"gv:{message}:{anna}",
            f"gw:{class_id}",
            f"gp:{class_id}::",
            f"gx:{class_id}::",
            f"gy:{anna}:0",
        ):
            await client.forge(data)
            assert "не для" in client.text, data
            assert "собрание" not in client.text, data
            assert "Иванова" not in client.text, data
        await client.forge(f"gd:{draft}")
        await client.forge(f"gk:{draft}")
    assert len(await letters(world)) == 1
    assert len(await world.rows(select(t.message_draft))) == 1
    assert [row["read_at"] for row in await world.rows(select(t.message_recipient))] == [None] * 3


async def test_a_family_that_left_reads_nothing_more(world: World) -> None:
    mother = await world.guardian("elena", "anna", "misha")
    await sent(world)
    await mother.send("/messages")
    binding = await world.rows(select(t.binding).where(t.binding.c.chat_id == mother.id))
    await world.change(t.binding, binding[0]["id"], ended_at=world.clock())
    await mother.click("1")
    assert "собрание" not in mother.text


async def test_a_pupil_has_an_empty_list(world: World) -> None:
    pupil = await world.pupil("anna")
    await sent(world)
    await pupil.send("/messages")
    assert "Сообщений нет. Классный руководитель пишет родителям." in pupil.text


async def test_long_lists_turn_pages(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    async with world.app.database.write(world.clock()) as uow:
        for number in range(8):
            await uow.messages.add(
                world.school["orlova"],
                f"Письмо {number}",
                [Addressee(world.school["elena"], world.school["anna"])],
                world.school.classes["7А"],
            )
        await uow.commit()
    await mother.send("/messages")
    assert "Письмо 7" in mother.text
    assert "Письмо 1" not in mother.text
    await mother.click("Старше ▶")
    assert "Письмо 1" in mother.text
    await mother.click("◀ Новее")
    assert "Письмо 7" in mother.text


@pytest.mark.parametrize("clicks", [[], ["1"]])
async def test_a_familys_screens_cost_four_statements(world: World, clicks: list[str]) -> None:
    mother = await world.guardian("elena", "anna")
    await sent(world)
    await mother.send("/messages")
    for label in clicks[:-1]:
        await mother.click(label)
    with counted() as statements:
        if clicks:
            await mother.click(clicks[-1])
        else:
            await mother.send("/messages")
    assert len(statements) <= 4, "\n".join(statements)


async def test_neither_side_learns_an_account_of_the_other(world: World, outbox: Outbox) -> None:
    mother = await world.guardian("elena", "anna")
    teacher = await sent(world)
    await outbox.drain()
    await mother.click("Ответить")
    await mother.send("Придём.")
    await outbox.drain()
    for here, there in ((mother, teacher), (teacher, mother)):
        assert str(there.id) not in str([each for each in here.messages if each["from"]["is_bot"]])
