"""A family consents before it sees anything (R022, R023)."""

from sqlalchemy import select, update

from domain.consent.model import Purpose
from handlers.consent.callbacks import (
    AskWithdraw,
    GiveConsent,
    OpenConsent,
    OpenConsents,
    ReadText,
)
from storage import tables as t
from tests.support.codes import invite
from tests.support.consenting import by_code, consent_twice
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.statements import counted

MOST_STATEMENTS = 4


async def test_after_a_code_come_two_taps_and_then_the_diary(unasked: World) -> None:
    elena = await by_code(unasked, "elena", "anna")
    assert elena.text.split("\n") == [
        "А. И. · 7А · согласия",
        "Чтобы открыть дневник, школе нужно ваше согласие: на данные ребёнка и на ваши."
        " До этого здесь ничего не показывается и не приходит.",
        "• Дневник: школа ведёт здесь расписание, домашние задания, отметки и посещаемость.",
        "• Telegram: сообщения идут через серверы Telegram, в том числе за границей.",
        "",
        "За данные отвечает: Школа № 1.",
        "Копию всего, что школа хранит о вас и ребёнке, и список тех, кто это смотрел, можно взять"
        " и без согласия: у классного руководителя, не в Telegram.",
    ]
    assert elena.buttons == [
        ["Согласие: дневник", "Прочитать текст"],
        ["Согласие: Telegram", "Прочитать текст"],
        ["Настройки"],
    ]
    await elena.click("Согласие: дневник")
    assert "✓ Дневник: согласие есть" in elena.text
    assert elena.toast == "Согласие записано"
    assert "Анна" not in elena.text
    await elena.click("Согласие: Telegram")
    assert elena.text.startswith("Анна · 7А · вт, 24 ноября")


async def test_in_english(unasked: World) -> None:
    elena = await by_code(unasked, "elena", "anna", "en")
    assert elena.text.startswith("А. И. · 7А · consent\nBefore the diary opens")
    assert elena.buttons[0] == ["I consent: diary", "Read the text"]
    await elena.click("I consent: diary")
    await elena.click("I consent: Telegram")
    assert elena.text.startswith("Анна · 7А")


async def test_the_text_is_one_tap_away_and_names_the_operator(unasked: World) -> None:
    async with unasked.app.database.write(unasked.clock()) as uow:
        named = {"operator_name": "МБОУ «Школа № 1»", "operator_address": "г. Тула, ул. Мира, 1"}
        await uow.connection.execute(update(t.school).values(policy=named))
        await uow.commit()
    elena = await by_code(unasked, "elena", "anna")
    assert "За данные отвечает: МБОУ «Школа № 1»." in elena.text
    await elena.click("Прочитать текст")
    assert "Кто даёт согласие: Иванова Елена Сергеевна." in elena.text
    assert "Чьи данные: мои и ребёнка, которого я представляю (А. И.)." in elena.text
    assert "Оператор: МБОУ «Школа № 1», г. Тула, ул. Мира, 1." in elena.text
    assert "Анна" not in elena.text
    asked = elena.buttons
    await elena.click("‹ Назад")
    assert elena.text.startswith("А. И. · 7А · согласия\nЧтобы открыть дневник")
    await elena.click("Прочитать текст")
    assert elena.buttons == asked
    await elena.click("Согласие: дневник")
    stored = await unasked.rows(select(t.consent_document))
    assert [(row["version"], "МБОУ «Школа № 1»" in row["text"]) for row in stored] == [(1, True)]


async def test_both_parents_consent_and_the_pupil_waits_for_one(unasked: World) -> None:
    anna = await by_code(unasked, "anna", "anna")
    assert "Дневник откроется, когда согласие даст кто-то из родителей" in anna.text
    assert "Скажи им об этом." in anna.text
    assert anna.buttons == [["Настройки"]]
    elena = await by_code(unasked, "elena", "anna")
    await consent_twice(elena)
    await anna.send("/menu")
    assert anna.text.startswith("Анна · 7А")
    dmitry = await by_code(unasked, "dmitry", "anna")
    assert "нужно ваше согласие" in dmitry.text
    await consent_twice(dmitry)
    assert dmitry.text.startswith("Анна · 7А")


async def test_a_mother_of_two_consents_for_each_child(unasked: World) -> None:
    elena = await by_code(unasked, "elena", "anna")
    await consent_twice(elena)
    issued = await invite(unasked, "elena", "misha")
    await elena.send(issued.code)
    await elena.click("Да")
    assert elena.text.startswith("М. И. · 1Б · согласия")
    assert "Михаил" not in elena.text
    assert ["Анна, 7А ›"] in elena.buttons
    await elena.send("/children")
    assert "М. И., 1Б" in elena.text
    assert "Михаил" not in str(elena.last)


async def test_without_consent_it_is_said_how_to_get_a_copy_all_the_same(unasked: World) -> None:
    """152-ФЗ art. 14: what is held of oneself is not asked for by a consent."""
    elena = await unasked.guardian("elena", "anna")
    await elena.send("/menu")
    assert "можно взять и без согласия: у классного руководителя" in elena.text
    await elena.send("/settings")
    assert "Кто смотрел" not in str(elena.buttons), "no button that would be refused"
    await consent_twice(elena)
    assert "и без согласия" not in elena.text
    await elena.send("/settings")
    assert "Кто смотрел" in str(elena.buttons)


_ENDS = ("bx", "bl", "ba", "zc", "zf", "sl")  # what disconnects, consents or changes the language
_MOST_OPENED = 150
COMMANDS = (
    "/menu", "/start", "/schedule", "/homework", "/marks", "/finals", "/attendance", "/children",
    "/messages", "/notifications", "/help", "/leave", "/language",
)  # fmt: skip
SECRETS = ("Анна", "Иванова Анна", "Алгебра", "алгебра", "История", "каб.", "№ 555", "Орлова")


async def test_nothing_of_a_child_is_on_any_screen_without_consent(unasked: World) -> None:
    """Every button of every screen that can be reached, and every button of a full diary."""
    outbox = Outbox(unasked)
    elena = await unasked.guardian("elena", "anna")
    await outbox.mark("anna", 5, comment="№ 555")
    buttons = await _every_button(unasked, elena)
    assert len(buttons) > 100
    for data in buttons:
        await elena.forge(data)
        _shows_nothing(elena, data)
    for command in COMMANDS:
        await elena.send(command)
        _shows_nothing(elena, command)


async def _every_button(world: World, elena: Client) -> list[str]:
    """What there would be to press with the consents given, screen by screen."""
    async with world.app.database.write(world.clock()) as uow:
        rows = [
            {"person_id": world.school[name], "by_guardian": 3, "own": 3}
            for name in ("anna", "elena")
        ]
        await uow.connection.execute(t.consent_standing.insert(), rows)
        await uow.commit()
    found: dict[str, None] = {}
    for command in COMMANDS:
        await elena.send(command)
        _gather(elena, found)
    opened: set[str] = set()
    while new := [each for each in found if each not in opened and not each.startswith(_ENDS)]:
        opened.add(new[0])
        if {"document", "photo"} & {*elena.last}:
            await elena.send("/menu")
        await elena.forge(new[0])
        _gather(elena, found)
        if len(opened) == _MOST_OPENED:
            break
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(t.consent_standing.delete())
        await uow.connection.execute(t.consent.delete())
        await uow.commit()
    return [each for each in found if not each.startswith(_ENDS)]


def _gather(client: Client, found: dict[str, None]) -> None:
    for row in client.last.get("reply_markup", {}).get("inline_keyboard", []):
        found.update(dict.fromkeys(each["callback_data"] for each in row))


def _shows_nothing(client: Client, what: str) -> None:
    shown = str(client.last) + str(client.toast)
    for secret in SECRETS:
        assert secret not in shown, f"{what}: {client.text}"


async def test_every_section_leads_to_the_question(unasked: World) -> None:
    elena = await unasked.guardian("elena", "anna")
    for command in ("/schedule", "/homework", "/marks", "/finals", "/attendance", "/messages"):
        await elena.send(command)
        assert "Согласие: дневник" in str(elena.buttons), command
    assert await unasked.rows(select(t.denial)) == []  # nobody has tried to see what is not theirs


async def test_the_screens_of_consents_ask_the_database_little(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    consents = await world.rows(
        select(t.consent.c.id).where(
            t.consent.c.subject_id == world.school["anna"],
            t.consent.c.giver_id != t.consent.c.subject_id,
        )
    )
    (binding,) = await world.rows(select(t.binding.c.id))
    await elena.send("/menu")
    for data in (
        OpenConsents(),
        OpenConsent(consent_id=consents[0]["id"]),
        AskWithdraw(consent_id=consents[0]["id"]),
        ReadText(binding_id=binding["id"], purpose=Purpose.PHOTO),
    ):
        with counted() as statements:
            await elena.forge(data.pack())
        assert len(statements) <= MOST_STATEMENTS, "\n".join(statements)


async def test_a_tap_made_twice_is_one_consent(unasked: World) -> None:
    elena = await by_code(unasked, "elena", "anna")
    (binding,) = await unasked.rows(select(t.binding.c.id))
    give = GiveConsent(binding_id=binding["id"], purpose=Purpose.DIARY).pack()
    for _tap in range(2):
        await elena.forge(give)
    assert len(await unasked.rows(select(t.consent))) == 2  # the child's data and her own


async def test_where_the_school_asks_no_consent_none_is_asked(unasked: World) -> None:
    async with unasked.app.database.write(unasked.clock()) as uow:
        await uow.connection.execute(update(t.school).values(policy={"requires_consent": False}))
        await uow.commit()
    elena = await by_code(unasked, "elena", "anna")
    assert elena.text.startswith("Анна · 7А · вт")
