"""Files of a homework: sent by its teacher, handed to families by reference (R103, R107)."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.app import App, build_app
from bot.pace import Unpaced
from bot.settings import Settings
from domain.notices.model import Kind
from domain.preferences.choices import Choice
from playground.filestore import MB
from playground.model import Bot
from storage import tables as t
from tests.support.clock import no_pause
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.telegram import InProcessSession

TOKEN = "220201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


async def asked(world: World) -> Client:
    """The teacher, who is to type the homework."""
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")
    await teacher.click("Задание")
    return teacher


async def homework(world: World) -> list[dict[str, Any]]:
    return await world.rows(select(t.homework).order_by(t.homework.c.id))


async def files(world: World) -> list[dict[str, Any]]:
    kept = select(t.attachment).where(t.attachment.c.removed_at.is_(None))
    return await world.rows(kept.order_by(t.attachment.c.id))


def sent(client: Client, kind: str) -> list[Any]:
    return [each[kind] for each in client.from_bot if kind in each]


async def test_an_album_with_a_caption_is_a_homework_with_its_files(world: World) -> None:
    teacher = await asked(world)
    assert "подпись станет текстом" in teacher.text
    await teacher.send_album(3, "№ 112")
    assert "На ср, 25 ноября: № 112 (3 файла)" in teacher.text
    assert "1. Фото\n2. Фото\n3. Фото" in teacher.text
    assert [row["text"] for row in await homework(world)] == ["№ 112"]
    assert {row["owner_id"] for row in await files(world)} == {1}
    assert {row["bot_id"] for row in await files(world)} == {world.app.bot.id}
    mother = await world.guardian("elena", "anna")
    await mother.send("/homework")
    assert "№ 112 (3 файла)" in mother.text
    await mother.click("Файлы")
    assert [photo[0]["file_id"] for photo in sent(mother, "photo")] == [
        row["file_id"] for row in await files(world)
    ]
    assert mother.last["caption"] == "Алгебра, задание на 25 ноября"
    await mother.send("/homework")
    await mother.click("По предметам")
    await mother.click("Материалы")
    assert mother.text == "Анна · 7А · материалы\n\nАлгебра\n25 ноября: № 112 (3 файла)"
    await mother.click("Алгебра, 25 ноября")
    assert len(sent(mother, "photo")) == 6


async def test_a_file_alone_is_a_homework_and_words_may_follow_once(world: World) -> None:
    teacher = await asked(world)
    await teacher.send_document("план.pdf", b"x" * 2000)
    assert "На ср, 25 ноября: 1 файл" in teacher.text
    assert "1. план.pdf, 2 КБ" in teacher.text
    mother = await world.guardian("elena", "anna")
    await mother.send("/homework")
    assert "Алгебра, 1-й урок в 8:30\n1 файл" in mother.text
    await mother.click("По предметам")
    assert "1 файл" in mother.text
    assert "Убрать 1" not in teacher.labels
    await teacher.send("Прочитать")
    await teacher.send("спасибо")
    assert "Здесь ждут фото и документы" in teacher.text
    assert [row["text"] for row in await homework(world)] == ["Прочитать"]
    await teacher.click("‹ Отмена")
    await teacher.click("Файлы")
    old = teacher.button("Убрать 1")["callback_data"]
    await teacher.click("Убрать 1")
    assert await files(world) == []
    await teacher.forge(old)
    assert "Прочитать" in teacher.text


async def test_the_last_file_of_a_homework_without_words_stays(world: World) -> None:
    teacher = await asked(world)
    await teacher.send_album(2)
    first, second = (teacher.button(f"Убрать {n}")["callback_data"] for n in (1, 2))
    await teacher.forge(first)
    await teacher.forge(second)
    assert "Больше здесь ничего не задано" in teacher.text
    assert len(await files(world)) == 1


async def test_a_file_joins_what_is_set_and_the_same_one_joins_it_once(world: World) -> None:
    teacher = await asked(world)
    await teacher.send("№ 5")
    await teacher.click("Файлы")
    for _ in range(2):
        await teacher.send_document(caption="и карточка")
    assert [row["text"] for row in await homework(world)] == ["№ 5\nи карточка"]
    assert len(await files(world)) == 1
    await teacher.click("Показать файлы")
    assert [each["file_name"] for each in sent(teacher, "document")] == ["план.pdf"]
    await teacher.click("Готово")
    assert "№ 5\nи карточка (1 файл)" in text_of(teacher.from_bot[-2])


async def test_what_cannot_be_taken_is_said_and_the_question_stays(world: World) -> None:
    teacher = await asked(world)
    await teacher.send_document(content=bytes(20 * MB + 1))
    assert "не больше 20 МБ, а в этом 21 МБ" in teacher.text
    world.telegram.send_sticker(teacher.id)
    await world.settle()
    assert "Приложить можно фото или документ" in teacher.text
    assert (await homework(world), await files(world)) == ([], [])
    await teacher.send_album(6)
    assert "Файлов здесь уже 5" in teacher.text
    assert len(await files(world)) == 5
    await teacher.send("Карточки")
    assert [row["text"] for row in await homework(world)] == ["Карточки"]


async def test_files_of_a_lesson_and_of_the_school_have_their_room(world: World) -> None:
    """R108: in total, not each by itself; what is there stays, and words are taken all the same."""
    policy = {"lesson_files_mb": 20, "school_files_mb": 1000}
    await world.change(t.school, world.school.id, policy=policy)
    teacher = await asked(world)
    await teacher.send_document(content=bytes(12 * MB))
    await teacher.send_document("второй.pdf", content=bytes(8 * MB + 1), caption="№ 112")
    assert "вместе не больше 20 МБ, осталось 8 МБ" in teacher.text
    [kept] = await files(world)
    assert (kept["size"], [row["text"] for row in await homework(world)]) == (12 * MB, [""])
    await teacher.send_document("второй.pdf", content=bytes(8 * MB), caption="№ 112")
    assert [row["text"] for row in await homework(world)] == ["№ 112"]
    await world.change(t.attachment, kept["id"], size=995 * MB)
    policy = {"lesson_files_mb": 2000, "school_files_mb": 1000}
    await world.change(t.school, world.school.id, policy=policy)
    await teacher.send_document("третий.pdf", content=b"%PDF")
    assert "для этого места нет" in teacher.text
    await world.change(t.attachment, kept["id"], added_at=kept["added_at"] - timedelta(days=366))
    await teacher.send_document("третий.pdf", content=b"%PDF")
    assert len(await files(world)) == 3, "of the year before nothing counts"


async def test_a_family_is_told_of_files_and_gets_them_by_the_button(
    world: World, outbox: Outbox
) -> None:
    mother = await world.guardian("elena", "anna")
    async with world.app.database.write(world.clock()) as uow:
        anna, elena = world.school["anna"], world.school["elena"]
        await uow.preferences.choose([elena], anna, Kind.HOMEWORK, Choice.AT_ONCE)
        await uow.commit()
    teacher = await asked(world)
    await teacher.send_document(caption="Прочитать")
    world.clock.advance(timedelta(minutes=30))
    await outbox.drain()
    assert mother.text.split("\n") == ["Анна, алгебра: задание на завтра", "Прочитать (1 файл)"]
    await mother.click("Файлы")
    assert len(sent(mother, "document")) == 1
    await teacher.send_photo()
    world.clock.advance(timedelta(minutes=30))
    await outbox.drain()
    assert mother.text.split("\n") == [
        "Анна, алгебра: задание на завтра изменено ↺",
        "Прочитать (2 файла)",
    ]


async def test_the_files_of_another_child_are_out_of_reach(world: World) -> None:
    teacher = await asked(world)
    await teacher.send_document()
    mother = await world.guardian("elena", "anna")
    await mother.send("/homework")
    data = mother.button("Файлы")["callback_data"]
    misha = world.school["misha"]
    other = await world.guardian("olga", "petr")
    await other.send("/menu")
    await other.forge(data)
    await mother.forge(data.replace(f":{world.school['anna']}:", f":{misha}:"))
    assert sent(other, "document") == sent(mother, "document") == []
    [row] = await homework(world)
    await teacher.forge(f"tx:{world.school.lesson('algebra')}:{row['id']}")
    await mother.forge(data)
    assert sent(mother, "document") == []


def second_bot(world: World, bot: Bot, **settings: Any) -> App:
    return build_app(
        Settings(_env_file=None, bot_token=bot.token, **settings),
        clock=world.clock,
        session=InProcessSession(world.telegram),
        database=world.app.database,
        pace=Unpaced(),
        sleep=no_pause,
    )


async def by_the_second_bot(world: World, bot: Bot, **settings: Any) -> list[dict[str, Any]]:
    """What a mother on another bot gets when she asks for the files."""
    teacher = await asked(world)
    await teacher.send_photo()
    await teacher.send_document("план.pdf", b"content")
    mother = await world.guardian("elena", "anna")
    await mother.send("/homework")
    data = mother.button("Файлы")["callback_data"]
    other = second_bot(world, bot, **settings)
    world.telegram.send_text(mother.id, "/homework", bot=bot)
    await taken(world, other)
    chat = world.telegram.chat(mother.id, bot).messages
    number = max(chat)
    world.telegram.click(mother.id, number, data, bot=bot)
    await taken(world, other)
    return [each.json for each in chat.values() if each.json["message_id"] > number]


async def taken(world: World, app: App) -> None:
    raw = await world.telegram.call(app.bot.token, "getUpdates", {"timeout": 0})
    await app.intake.take(raw)
    await app.intake.settle()
    offset = {"offset": raw[-1]["update_id"] + 1, "timeout": 0}
    await world.telegram.call(app.bot.token, "getUpdates", offset)


async def test_another_bot_fetches_the_files_and_sends_them_anew(world: World) -> None:
    bot = world.telegram.add_bot(TOKEN)
    shown = await by_the_second_bot(world, bot, other_bot_tokens=world.app.bot.token)
    [photo] = [each["photo"][0] for each in shown if "photo" in each]
    [document] = [each["document"] for each in shown if "document" in each]
    first = await files(world)
    assert {photo["file_id"], document["file_id"]}.isdisjoint(row["file_id"] for row in first)
    assert photo["file_unique_id"] == first[0]["unique_id"]
    assert document["file_name"] == "план.pdf"


async def test_where_the_other_bot_is_not_known_it_is_said(world: World) -> None:
    bot = world.telegram.add_bot(TOKEN)
    shown = await by_the_second_bot(world, bot)
    assert [text_of(each) for each in shown] == [
        "Фото: здесь его больше не достать. Попросите учителя прислать его ещё раз.",
        "план.pdf, 1 КБ: здесь его больше не достать. Попросите учителя прислать его ещё раз.",
    ]
