"""Whose consent it is to give and to take back, and what follows (R022, R024)."""

from datetime import date

from sqlalchemy import select

from domain.consent.model import Purpose
from handlers.consent.callbacks import (
    AskWithdraw,
    GiveConsent,
    OpenConsent,
    ReadText,
    Withdraw,
)
from storage import tables as t
from tests.support.consenting import born, by_code, consent_twice, withdraw
from tests.support.people import World


async def test_withdrawing_says_what_follows_and_how_to_consent_again(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/menu")
    await elena.click("Настройки")
    await elena.click("Согласия")
    everybody = "Дмитрий Павлович, Елена Сергеевна, Анна Дмитриевна"
    assert elena.text.split("\n")[:6] == [
        "Анна · 7А · согласия",
        "✓ Telegram, ваши данные: 25 августа 2026, здесь в чате. Елена Сергеевна",
        "✓ Дневник, ваши данные: 25 августа 2026, здесь в чате. Елена Сергеевна",
        f"✓ Telegram, Анна: 25 августа 2026, здесь в чате. {everybody}",
        f"✓ Дневник, Анна: 25 августа 2026, здесь в чате. {everybody}",
        "",
    ]
    taken_back = [text for row in elena.buttons for text in row if " · " in text]
    assert len(taken_back) == len(set(taken_back)) == 4, "a button for each withdrawal"
    await elena.click("Дневник · Анна")
    assert "Кто даёт согласие:" in elena.text
    await elena.click("Отозвать")
    assert "Сразу перестанет показываться и приходить всё о ребёнке (Анна)" in elena.text
    assert "хранить закон" in elena.text
    assert "снова можно в любой день" in elena.text
    await elena.click("Да, отозвать")
    assert "Отозвано: Дневник." in elena.text
    assert "Об этом ребёнке здесь больше ничего не показывается и не приходит." in elena.text
    assert "Анна" not in elena.text
    await elena.send("/menu")
    assert "Чтобы открыть дневник" in elena.text
    bound = await world.rows(select(t.binding).where(t.binding.c.ended_at.is_(None)))
    assert len(bound) == 1
    await elena.click("Согласие: дневник")
    assert elena.text.startswith("Анна · 7А · вт")
    ways = await world.rows(select(t.consent.c.end_reason).where(t.consent.c.ended_at.is_not(None)))
    assert {row["end_reason"] for row in ways} == {"withdrawn"}


async def test_consents_of_others_are_not_given_read_or_withdrawn(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    olga = await world.guardian("olga", "petr")
    await elena.send("/menu")
    bindings = await world.rows(select(t.binding.c.id).order_by(t.binding.c.id))
    hers = bindings[1]["id"]
    consents = await world.rows(
        select(t.consent.c.id).where(t.consent.c.subject_id == world.school["petr"])
    )
    before = await world.rows(select(t.consent))
    for data in (
        ReadText(binding_id=hers, purpose=Purpose.DIARY),
        GiveConsent(binding_id=hers, purpose=Purpose.PHOTO),
        *(OpenConsent(consent_id=row["id"]) for row in consents),
        *(Withdraw(consent_id=row["id"]) for row in consents),
        Withdraw(consent_id=10**9),
    ):
        await elena.forge(data.pack())
        assert elena.text.startswith("Этого здесь больше нет или это не для вас"), data
    assert await world.rows(select(t.consent)) == before
    await olga.send("/menu")
    assert olga.text.startswith("Пётр")


async def test_a_pupil_of_sixteen_is_asked_and_after_the_grace_nothing_is_shown(
    unasked: World,
) -> None:
    elena = await by_code(unasked, "elena", "anna")
    await consent_twice(elena)
    anna = await by_code(unasked, "anna", "anna")
    assert anna.text.startswith("Анна · 7А")
    await born(unasked, "anna", date(2010, 10, 26))  # 16, and the last day of grace is over today
    await anna.send("/menu")
    assert "Анна · 7А · вт" in anna.text
    assert "25 ноября" in anna.text
    await born(unasked, "anna", date(2010, 10, 25))
    await anna.send("/menu")
    assert "С 16 лет нужно и твоё согласие" in anna.text
    await elena.send("/menu")
    assert "Его дают в своём дневнике здесь или на бумаге" in elena.text
    assert elena.buttons == [["Настройки"]]
    await consent_twice(anna)
    assert anna.text.startswith("Анна · 7А · вт")
    await elena.send("/menu")
    assert elena.text.startswith("Анна · 7А · вт")


async def test_the_pupils_own_consent_is_the_pupils(world: World) -> None:
    await born(world, "anna", date(2010, 10, 1))
    elena = await world.guardian("elena", "anna")
    own = await world.rows(
        select(t.consent.c.id).where(
            t.consent.c.subject_id == world.school["anna"],
            t.consent.c.giver_id == world.school["anna"],
        )
    )
    await elena.send("/menu")
    await elena.forge(Withdraw(consent_id=own[0]["id"]).pack())
    assert elena.text.startswith("Этого здесь больше нет или это не для вас")
    anna = await world.pupil("anna")
    await withdraw(anna, "Дневник")
    assert "Отозвано" in anna.text
    await elena.send("/menu")
    assert "согласие самого ученика" in elena.text


async def test_a_pupil_withdraws_nothing_of_the_parents(world: World) -> None:
    await born(world, "anna", date(2010, 10, 1))
    anna = await world.pupil("anna")
    await anna.send("/menu")
    of_parents = await world.rows(
        select(t.consent.c.id).where(
            t.consent.c.subject_id == world.school["anna"],
            t.consent.c.giver_id != world.school["anna"],
        )
    )
    assert len(of_parents) == 4
    for row in of_parents:
        for data in (AskWithdraw(consent_id=row["id"]), Withdraw(consent_id=row["id"])):
            await anna.forge(data.pack())
            assert anna.text.startswith("Этого здесь больше нет или это не для")
    assert await world.rows(select(t.consent).where(t.consent.c.ended_at.is_not(None))) == []


async def test_a_child_consents_to_nothing(unasked: World) -> None:
    await born(unasked, "anna", date(2013, 5, 1))
    elena = await by_code(unasked, "elena", "anna")
    await consent_twice(elena)
    anna = await unasked.pupil("anna")
    await anna.send("/menu")
    bindings = await unasked.rows(select(t.binding.c.id).order_by(t.binding.c.id.desc()))
    await anna.forge(GiveConsent(binding_id=bindings[0]["id"], purpose=Purpose.DIARY).pack())
    assert "Сам ученик даёт согласие с 14 лет" in anna.text
