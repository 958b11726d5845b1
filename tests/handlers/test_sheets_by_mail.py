"""The sheet of the week by e-mail: the address, the letter, what becomes of it (R116)."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import insert, select

from bot.jobs import JOBS
from bot.mail import Post
from bot.settings import Settings
from bot.sheets import LEASE, send_week_letters, write_week_letters
from storage import tables as t
from tests.conftest import TOKEN
from tests.support.journal import journal
from tests.support.people import Client, World, text_of
from tests.support.school import MONDAY
from tests.support.smtp import MailServer, mail_server, sheet_of

FRIDAY = MONDAY + timedelta(days=4)
ADDRESS = "Ivan.Belov@example.org"


@dataclass
class Family:
    """Пётр's, on paper, with the teacher who keeps the register."""

    world: World
    mail: MailServer
    teacher: Client

    async def at(self, hour: int, minute: int = 0, days: int = 0) -> None:
        """The jobs run by the school's clock of that Friday, and what is due leaves."""
        zone = self.world.app.settings.timezone
        local = datetime.combine(FRIDAY + timedelta(days=days), time(hour, minute), zone)
        self.world.clock.advance(local - self.world.clock())
        await write_week_letters(self.world.app)
        await send_week_letters(self.world.app)
        await self.world.app.sender.pump()

    async def letters(self) -> list[dict[str, object]]:
        return await self.world.rows(select(t.sheet_letter).order_by(t.sheet_letter.c.id))

    async def agree(self) -> None:
        await self.teacher.click("На почту")
        await self.teacher.send(ADDRESS)
        await self.teacher.click("Да, верный")

    def told(self) -> list[str]:
        texts = (text_of(each) for each in self.teacher.from_bot)
        return [text for text in texts if "не дош" in text.splitlines()[0]]

    async def open_again(self) -> None:
        await self.teacher.send("/class")
        for button in ("Ещё", "Список класса", "На бумаге", "Белов"):
            await self.teacher.click(button)


@pytest.fixture
async def family(world: World) -> AsyncIterator[Family]:
    async with mail_server() as mail:
        settings = Settings(
            _env_file=None,
            bot_token=TOKEN,
            smtp_host="127.0.0.1",
            smtp_port=mail.port,
            smtp_tls="none",
            smtp_sender="school@example.org",
        )
        world.app.post, world.app.identity.sends_mail = Post(settings), True
        async with world.app.database.write(world.clock()) as uow:
            await uow.connection.execute(
                insert(t.field_decision).values(
                    school_id=world.school.id,
                    field="email",
                    number="1",
                    decided_on=MONDAY,
                    recorded_at=world.clock(),
                )
            )
            await uow.commit()
        teacher = await world.staff("orlova")
        found = Family(world, mail, teacher)
        await teacher.send("/class")
        for button in ("Ещё", "Список класса", "На бумаге", "Добавить семью", "Белов"):
            await teacher.click(button)
        await teacher.send("№ 7 от 02.09.2026")
        await teacher.click("Белов")
        yield found


async def test_an_address_counts_once_it_was_looked_at(family: Family) -> None:
    teacher, world = family.teacher, family.world
    assert "На бумаге" in teacher.text
    await teacher.click("На почту")
    await teacher.send("почта")
    assert "не похоже на адрес" in teacher.text
    await teacher.send("ivan@wrong.example")
    wrong = teacher.button("Да, верный")["callback_data"]
    await teacher.send(ADDRESS)
    assert ADDRESS in teacher.text
    await teacher.forge(wrong)
    assert ADDRESS not in teacher.text, "another address was shown by this button"
    await family.agree()
    assert f"На почту: {ADDRESS}" in teacher.text
    await write_week_letters(world.app)
    assert await family.letters() == [], "agreed upon after last Friday"
    trail = str(await world.rows(select(t.audit_record)))
    assert "example.org" not in trail
    assert "email_typed" in trail


async def test_the_week_goes_there_and_names_nobody(
    family: Family, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    teacher, world, mail = family.teacher, family.world, family.mail
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.mark("petr", "algebra", MONDAY, 4)
    await family.agree()
    await family.at(18, 45)
    assert mail.taken == []
    await family.at(19)
    await family.at(19, 15)
    [(recipient, letter)] = mail.taken
    assert recipient == ADDRESS
    assert letter["Subject"] == "Пётр: неделя в школе, с 21 ноября по 27 ноября 2026"
    body, document = letter.iter_parts()
    words = f"{letter['Subject']} {body.get_content()} {document.get_filename()}"
    assert "Белов" not in words
    assert "заявлению" in words
    pdf = sheet_of(letter)
    assert "Белов Пётр" in pdf
    assert "Алгебра" in pdf
    await family.open_again()
    assert "неделя по 27 ноября: почтовый сервер принял 27 ноября в 19:00" in teacher.text
    await teacher.click("‹ Назад")
    assert "на почту, принято 27 ноября в 19:00" in teacher.text
    assert ADDRESS not in teacher.text
    await teacher.click("Распечатать неделю")
    assert "Печатать нечего" in teacher.text
    assert ADDRESS.lower() not in caplog.text.lower()
    await family.at(19, days=7)
    assert len(mail.taken) == 2, "every week"


async def test_a_refused_letter_is_given_on_paper(family: Family) -> None:
    await family.agree()
    family.mail.answers["RCPT"] = "550 no such person"
    await family.at(19)
    [told] = family.told()
    assert told.splitlines()[0] == "7А · Лист не дошёл по почте: дайте на бумаге"
    assert "Почтовый сервер не принимает письма на этот адрес." in told
    assert "Белов" not in told
    assert "example" not in told
    await family.at(19, 15)
    assert family.mail.connections == 1, "it is not tried again"
    await family.teacher.click("Открыть")
    assert "неделя по 27 ноября: не дошло, 27 ноября в 19:00" in family.teacher.text
    await family.teacher.click("‹ Назад")
    await family.teacher.click("Распечатать неделю")
    assert "Печатать нечего" not in family.teacher.text
    assert len(await family.world.rows(select(t.print_out))) == 1


async def test_what_is_not_taken_now_is_tried_again(family: Family) -> None:
    await family.agree()
    family.mail.answers["RCPT"] = "450 later"
    await family.at(19)
    await family.at(19)
    assert family.mail.connections == 1, "a pause is kept"
    async with journal(family.world.app.database, family.world.school, family.world.clock) as made:
        await made.mark("petr", "algebra", MONDAY, 4)
    await family.at(19, 1)
    [(_recipient, letter)] = family.mail.taken
    assert "Повтор" not in letter["Subject"], "it was surely not taken before"
    assert "Алгебра" in sheet_of(letter), "nothing has arrived yet: the sheet says what holds now"
    assert family.told() == []


async def test_without_an_answer_it_is_a_repetition_of_the_same_letter(family: Family) -> None:
    await family.agree()
    family.mail.breaks_off_at(".")
    await family.at(19)
    async with journal(family.world.app.database, family.world.school, family.world.clock) as made:
        await made.mark("petr", "algebra", FRIDAY - timedelta(days=4), 2)
    await family.at(19, 1)
    first, again = (letter for _recipient, letter in family.mail.taken)
    assert again["Subject"] == f"Повтор. {first['Subject']}"
    assert again["Message-ID"] == first["Message-ID"]
    assert sheet_of(first) == sheet_of(again), "whatever was entered since"
    await family.at(20)
    assert len(family.mail.taken) == 2


async def test_a_call_that_died_is_a_repetition_too(family: Family) -> None:
    """Killed between the letter and the answer: the lease runs out, and not before."""
    await family.agree()
    family.mail.breaks_off_at(".")
    await family.at(19)
    [row] = await family.letters()
    ends = family.world.clock() + LEASE
    held = {"state": "leased", "lease": 1, "leased_until": ends, "doubtful_since": None}
    await family.world.change(t.sheet_letter, int(str(row["id"])), **held)
    await family.at(19, 4)
    assert len(family.mail.taken) == 1
    await family.at(19, 6)
    assert [letter["Subject"][:6] for _recipient, letter in family.mail.taken][1:] == ["Повтор"]


async def test_after_two_days_it_is_given_up(family: Family) -> None:
    await family.agree()
    family.world.app.post = Post(
        Settings(
            _env_file=None,
            bot_token=TOKEN,
            smtp_host="127.0.0.1",
            smtp_port=family.mail.port,
            smtp_tls="starttls",
            smtp_sender="school@example.org",
        )
    )
    await family.at(19)
    await family.at(19, days=1)
    assert family.mail.taken == [], "nothing is said to a server that has no TLS"
    assert family.told() == []
    await family.at(19, days=2)
    [told] = family.told()
    assert "Два дня почтовый сервер не принимал письмо." in told


async def test_a_trial_letter_says_nothing_of_anybody(family: Family) -> None:
    teacher = family.teacher
    await family.agree()
    pressed = teacher.button("Пробное письмо")["callback_data"]
    await teacher.click("Пробное письмо")
    await teacher.forge(pressed)
    assert len(await family.letters()) == 1
    assert "пробное письмо: уходит сейчас" in teacher.text
    await send_week_letters(family.world.app)
    [(recipient, letter)] = family.mail.taken
    assert recipient == ADDRESS
    assert letter["Subject"] == "Пробное письмо школы"
    assert "Пётр" not in letter.as_string()
    assert "Белов" not in str(letter.get_content())
    await family.open_again()
    assert "пробное письмо: почтовый сервер принял" in teacher.text


async def test_back_to_paper_nothing_leaves_and_the_address_is_forgotten(family: Family) -> None:
    await family.agree()
    await family.teacher.click("Пробное письмо")
    await family.teacher.click("Снова на бумаге")
    await family.at(19)
    assert family.mail.connections == 0
    assert [each["state"] for each in await family.letters()] == ["dropped"]
    assert "example.org" not in str(await family.world.rows(select(t.opt_out)))


async def test_a_decision_that_ends_takes_the_addresses_with_it(family: Family) -> None:
    await family.agree()
    admin = await family.world.staff("admin")
    await admin.send("/menu")
    for button in ("Ещё", "Согласия и расписки", "Доп. сведения", "Запретить почту"):
        await admin.click(button)
    assert "example.org" not in str(await family.world.rows(select(t.opt_out)))
    await family.open_again()
    await family.teacher.click("На почту")
    assert "Школа не решила хранить адреса почты" in family.teacher.text


async def test_without_a_mail_server_nobody_is_offered_it(family: Family) -> None:
    await family.agree()
    ask = family.teacher.button("Другой адрес")["callback_data"]
    await family.teacher.click("Другой адрес")
    await family.teacher.send("petr@example.org")
    family.world.app.post, family.world.app.identity.sends_mail = None, False
    await family.teacher.click("Да, верный")
    assert "нет почтового сервера" in family.teacher.text
    await family.at(19)
    [told] = family.told()
    assert "У программы больше нет почтового сервера." in told
    await family.open_again()
    await family.teacher.click("Снова на бумаге")
    assert "На почту" not in str(family.teacher.buttons)
    await family.teacher.forge(ask)
    assert "нет почтового сервера" in family.teacher.text


def test_both_jobs_are_in_the_list() -> None:
    assert {write_week_letters, send_week_letters} <= {each.work for each in JOBS}
