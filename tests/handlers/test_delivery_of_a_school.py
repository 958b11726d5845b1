"""The proof for the whole school, and what a family sees of its own."""

from datetime import timedelta

from sqlalchemy import update

from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.school import TODAY
from tests.support.statements import counted

MOST = 6  # statements of a screen for the school, the session included


async def make_deputy(world: World) -> Client:
    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    await deputy.click("Доставка")
    return deputy


async def kill(world: World, *, reason: str = "refused", kind: str = "mark") -> None:
    """Everything of this kind that waits is given up."""
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            update(t.notice)
            .where(t.notice.c.state == "pending", t.notice.c.kind == kind)
            .values(state="dead", reason=reason)
        )
        await uow.commit()


async def test_families_to_be_told_on_paper(world: World, outbox: Outbox) -> None:
    await world.guardian("elena", "anna")
    for pupil in ("anna", "petr", "darya"):
        await outbox.final_marks(pupil, [("Алгебра", 5)])
    await outbox.message("Собрание", ("olga", "petr"), ("elena", "anna"))
    await outbox.drain()
    await world.change(t.message, 1, school_class_id=world.school.classes["7А"])
    deputy = await make_deputy(world)
    await deputy.click("Сообщить на бумаге")
    assert "2 семьям не удалось сообщить в Telegram" in deputy.text
    assert "7А Белов Пётр" in deputy.text
    words = (
        "итоговые оценки за I четверть: 1; 1 сообщение, с 24 ноября. Белова О. И., не подключена"
    )
    assert words in deputy.text
    assert "7А Ёлкина Дарья" in deputy.text
    assert "Анна" not in deputy.text
    await deputy.click("Документ (PDF)")
    file = next(each for each in deputy.messages if "document" in each)
    assert file["document"]["file_name"] == "сообщить-на-бумаге-2026-11-24.pdf"


async def test_a_grade_shows_the_share_of_each_class(world: World, outbox: Outbox) -> None:
    await world.guardian("elena", "anna")
    olga = await world.guardian("olga", "petr")
    world.telegram.chat(olga.id).blocked = True
    await outbox.absence("anna")
    await outbox.absence("petr")
    await outbox.mark("anna", 5)
    await outbox.drain()
    deputy = await make_deputy(world)
    await deputy.click("7 класс")
    assert "7А | 50 % | — | 1" in deputy.text
    assert "7Б | — | — | —" in deputy.text
    await deputy.click("7А")
    assert deputy.text.startswith("7А · доставка за 7 дней")


async def test_what_failed_is_sent_again(world: World, outbox: Outbox) -> None:
    elena = await world.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    await outbox.mark("anna", 4, section="history")
    await kill(world)
    deputy = await make_deputy(world)
    assert "Не доставлено из-за ошибки: 2" in deputy.text
    await deputy.click("Не доставлено")
    assert "№ 1 · оценки · 10:40 · Telegram не принимает · Иванова Анна, 7А" in deputy.text
    await deputy.click("↻ № 1")
    assert deputy.toast == "Отправляем ещё раз: 1."
    await outbox.drain()
    assert len(elena.from_bot) == 1
    assert "Повтор" not in elena.text, "it is known not to have come before"
    await deputy.click("Отправить ещё · 1")
    await outbox.drain()
    assert await outbox.states() == [("sent", "")] * 2
    await deputy.forge("ys:0:0")
    assert deputy.toast == "Отправляем ещё раз: 0."


async def test_the_administrator_sees_no_names(world: World, outbox: Outbox) -> None:
    await world.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    await kill(world, reason="late")
    admin = await world.staff("admin")
    await admin.send("/menu")
    await admin.click("Не доставлено")
    assert "№ 1 · оценки · 10:40 · не удалось отправить за трое суток" in admin.text
    assert "Иванова" not in admin.text
    await admin.click("Отправить ещё")
    assert await outbox.states() == [("pending", "")]


async def test_a_family_sees_when_it_was_told(world: World, outbox: Outbox) -> None:
    elena = await world.guardian("elena", "anna", "misha")
    dmitry = await world.guardian("dmitry", "anna")
    await outbox.mark("anna", 5)
    await outbox.drain()
    world.clock.advance(timedelta(days=1))
    await outbox.absence("anna", day=TODAY)
    await outbox.drain()
    await elena.send("/settings")
    await elena.click("Когда мне сообщили")
    assert elena.text.splitlines()[:5] == [
        "Анна · 7А: что и когда сообщили",
        "Сегодня",
        "10:40 · пропуск: алгебра, 24 ноября",
        "Вчера",
        "10:40 · оценка: алгебра, 5",
    ]
    await elena.click("‹ Назад")
    assert elena.text.startswith("Настройки"), "from where it was opened"
    await elena.forge(f"yo:{world.school['misha']}:0")
    assert "в этот чат ничего не отправляли" in elena.text
    assert "Что пришло в этот чат" not in elena.text, "nothing came: said once"
    await dmitry.send("/menu")
    await dmitry.forge(f"yo:{world.school['misha']}:0")
    assert "не для вас" in dmitry.text


async def test_a_pupil_sees_the_own_list(world: World, outbox: Outbox) -> None:
    anna = await world.pupil("anna")
    await outbox.mark("anna", 5)
    await outbox.drain()
    await anna.send("/settings")
    await anna.click("Когда мне сообщили")
    assert "оценка: алгебра, 5" in anna.text


async def test_foreign_classes_and_other_roles_are_denied(world: World) -> None:
    school = world.school
    others = await world.staff("kuznetsov")  # leads 7Б
    mother = await world.guardian("elena", "anna")
    admin = await world.staff("admin")
    class_id, pupil = school.classes["7А"], school["anna"]
    of_class = (f"yc:{class_id}:0:0", f"yl:{class_id}", f"yp:{pupil}:0", f"yf:{class_id}:0:0")
    of_school = ("y", "yg:7", "yb:0", "yd", "yt:0", "ys:0:0")
    for client, denied in (
        (others, (*of_class, *of_school)),
        (mother, (*of_class, *of_school)),
        (admin, (*of_class, *of_school[:4])),
    ):
        await client.send("/menu")
        for data in denied:
            await client.forge(data)
            assert "не для вас" in client.text, data
    deputy = await make_deputy(world)
    for data in (*of_class, "yg:7", "yb:0", "yt:0"):
        await deputy.forge(data)
        assert "не для вас" not in deputy.text, data


async def test_screens_ask_little(world: World, outbox: Outbox) -> None:
    school = world.school
    elena = await world.guardian("elena", "anna")
    await outbox.final_marks("anna", [("Алгебра", 5)])
    await outbox.mark("anna", 5)
    await outbox.drain()
    deputy = await make_deputy(world)
    class_id = school.classes["7А"]
    for data in (
        "y",
        "yg:7",
        f"yc:{class_id}:1:0",
        f"yp:{school['anna']}:0",
        f"yf:{class_id}:0:0",
        "yb:0",
        "yt:0",
    ):
        with counted() as statements:
            await deputy.forge(data)
        assert "не для вас" not in deputy.text
        assert len(statements) <= MOST, "\n".join([data, *statements])
    await elena.send("/menu")
    with counted() as statements:
        await elena.forge(f"yo:{school['anna']}:0")
    assert len(statements) <= 2, "\n".join(statements)
