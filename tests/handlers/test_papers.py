"""The school records what came on paper and sees who lacks what (R022, R023, R026, R030)."""

from datetime import date

from sqlalchemy import select, update

from domain.consent.model import Purpose
from handlers.consent.callbacks import (
    AskPaper,
    AskPaperEnd,
    ChoosePurpose,
    EndDecision,
    EndNote,
    OpenClassConsents,
    OpenConsentClasses,
    OpenFamilyConsents,
    OpenFields,
    OpenNote,
    OpenNotes,
)
from storage import tables as t
from tests.support.people import World


async def change(world: World, table: object, **values: object) -> None:
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(update(table).values(**values))  # type: ignore[arg-type]
        await uow.commit()


async def born(world: World, name: str, day: date) -> None:
    person = t.person.c.id == world.school[name]
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(update(t.person).where(person).values(birth_date=day))
        await uow.commit()


async def test_a_homeroom_teacher_records_a_paper_and_the_family_sees_the_diary(
    unasked: World,
) -> None:
    elena = await unasked.guardian("elena", "anna")
    orlova = await unasked.staff("orlova")
    await orlova.send("/class")
    await orlova.click("Ещё")
    await orlova.click("Согласия")
    assert orlova.text.startswith("7А · согласия")
    assert "Иванова Анна: нет согласия родителей; на свои данные не дали:" in orlova.text
    assert "на свои данные не дали: Иванов Д. П., Иванова Е. С." in orlova.text
    await orlova.click("Иванова")
    assert "Согласий пока нет." in orlova.text
    await orlova.click("+ Иванова Е. С.")
    assert orlova.text.startswith("Иванова Елена Сергеевна")
    await orlova.click("Дневник")
    await orlova.send("завтра")
    assert "Нужны номер и дата" in orlova.text
    await orlova.send("12 от 25.11.2026")
    assert "не позже сегодняшней" in orlova.text
    await orlova.send("№ 12-к от 20.11.2026")
    assert "✓ Дневник, Анна: на бумаге, № 12-к от 20 ноября 2026. Иванова Е. С." in orlova.text
    assert "запись: Орлова М. П." in orlova.text
    await elena.send("/menu")
    assert "✓ Дневник: согласие есть" in elena.text
    await orlova.click("+ Иванова Е. С.")
    await orlova.click("Telegram")
    await orlova.send("13 от 20.11.2026")
    await elena.send("/menu")
    assert elena.text.startswith("Анна · 7А · вт")


async def test_a_withdrawal_on_paper_stops_output(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    orlova = await world.staff("orlova")
    await orlova.send("/class")
    await orlova.click("Ещё")
    await orlova.click("Согласия")
    await orlova.click("Иванова")
    await orlova.click("✕ Telegram, Анна")
    assert "Отзыв на бумаге" in orlova.text
    await orlova.send("7 от 24.11.2026")
    assert "✕ Telegram, Анна: отозвано 24 ноября 2026, № 7 от 24 ноября 2026" in orlova.text
    await elena.send("/menu")
    assert "Согласие: Telegram" in str(elena.buttons)
    assert "Анна" not in str(elena.last)


async def test_pupils_who_turn_sixteen_are_flagged(world: World) -> None:
    await born(world, "anna", date(2010, 12, 10))
    await born(world, "petr", date(2010, 11, 1))
    await born(world, "darya", date(2012, 11, 24))
    await born(world, "ivan_a", date(2012, 11, 25))
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(update(t.consent_standing).values(own=0))
        for name in ("elena", "dmitry", "olga"):
            mine = t.consent_standing.c.person_id == world.school[name]
            await uow.connection.execute(update(t.consent_standing).where(mine).values(own=3))
        await uow.commit()
    orlova = await world.staff("orlova")
    await orlova.send("/class")
    await orlova.click("Ещё")
    await orlova.click("Согласия")
    lines = dict(line.split(": ", 1) for line in orlova.text.split("\n")[1:])
    soon = "16 лет 10 декабря 2026: с 9 января 2027 нужно согласие самого ученика"
    assert lines["Иванова Анна"] == soon
    asked = "16 лет 1 ноября 2026: с 1 декабря 2026 нужно согласие самого ученика"
    assert lines["Белов Пётр"] == asked
    assert lines["Ёлкина Дарья"] == "есть 14 лет: согласие самого ученика уже можно взять"
    assert "Смирнов Иван" in lines  # the other one, whose birth date nobody knows
    assert "нет даты рождения" in lines["Смирнов Иван"]


async def test_the_administrator_sees_every_class_and_the_english_words(unasked: World) -> None:
    admin = await unasked.staff("admin", "en")
    await admin.send("/menu")
    await admin.click("More")
    await admin.click("Consents and papers")
    assert admin.text.split("\n") == [
        "Consents and papers",
        "Choose a class to see whose family has not consented.",
        "Who answers for the data: Школа № 1.",
    ]
    assert admin.buttons == [
        ["1Б", "7А", "7Б"],
        ["Non-disclosure", "Fields"],
        ["‹ Back"],
    ]
    await admin.click("7А")
    assert "Белов Пётр: no consent of the parents; not for their own data:" in admin.text
    await admin.click("‹ Back")
    assert admin.text.startswith("Consents and papers")


async def test_nobody_else_opens_or_records_papers(unasked: World) -> None:
    school = unasked.school
    anna, elena = school["anna"], school["elena"]
    kuznetsov = await unasked.staff("kuznetsov")  # of 7Б
    guardian = await unasked.guardian("elena", "anna")
    for client in (kuznetsov, guardian):
        await client.send("/menu")
        for data in (
            OpenClassConsents(class_id=school.classes["7А"]),
            OpenFamilyConsents(student_id=anna),
            ChoosePurpose(student_id=anna, giver_id=elena),
            AskPaper(student_id=anna, giver_id=elena, purpose=Purpose.DIARY),
            AskPaperEnd(student_id=anna, consent_id=1),
            OpenConsentClasses(),
            OpenNotes(),
            OpenNote(person_id=school["orlova"]),
            EndNote(person_id=school["orlova"]),
            OpenFields(),
            EndDecision(field="phone"),
        ):
            await client.forge(data.pack())
            assert client.text.startswith("Этого здесь больше нет или это не для вас"), data
    assert await unasked.rows(select(t.consent)) == []


async def test_a_paper_of_somebody_who_is_not_of_the_family_is_refused(unasked: World) -> None:
    orlova = await unasked.staff("orlova")
    await orlova.send("/menu")
    anna, olga = unasked.school["anna"], unasked.school["olga"]
    await orlova.forge(AskPaper(student_id=anna, giver_id=olga, purpose=Purpose.DIARY).pack())
    assert orlova.text.startswith("Этого здесь больше нет или это не для вас")


async def test_without_a_signed_note_staff_see_nobody(unasked: World) -> None:
    orlova = await unasked.staff("orlova")
    admin = await unasked.staff("admin")
    await change(unasked, t.school, policy={"requires_nondisclosure": True})
    await orlova.send("/menu")
    for command in ("/class", "/lessons", "/menu"):
        await orlova.send(command)
        for pupil in ("Иванова", "Белов", "Смирнов"):
            assert pupil not in str(orlova.last)
    await orlova.forge(OpenFamilyConsents(student_id=unasked.school["anna"]).pack())
    assert "Персональные данные откроются, когда будет записано" in orlova.text
    assert "у администратора или директора" in orlova.text
    await admin.send("/menu")
    await admin.click("Ещё")
    await admin.click("Согласия и расписки")
    assert admin.buttons == [["Неразглашение", "Доп. сведения"], ["‹ Назад"]]
    await admin.click("Неразглашение")
    assert "Не подписали, 5:" in admin.text
    await admin.click("Орлова")
    await admin.click("Записать документ")
    await admin.send("3 от 01.09.2026")
    assert "Обязательство о неразглашении: № 3 от 1 сентября 2026" in admin.text
    await orlova.send("/class")
    assert "7А" in orlova.text
    await orlova.click("Ещё")
    await orlova.click("Согласия")
    assert "Иванова Анна" in orlova.text
    await admin.click("Больше не действует")
    await orlova.forge(OpenFamilyConsents(student_id=unasked.school["anna"]).pack())
    assert "Персональные данные откроются" in orlova.text


async def test_a_decision_opens_an_extra_field(world: World) -> None:
    admin = await world.staff("admin")
    await admin.send("/menu")
    await admin.click("Ещё")
    await admin.click("Согласия и расписки")
    await admin.click("Доп. сведения")
    assert "телефон: не разрешено" in admin.text
    await admin.click("Разрешить телефон")
    await admin.send("15 от 30.08.2026")
    assert "телефон: разрешено, № 15 от 30 августа 2026" in admin.text
    await admin.click("Запретить телефон")
    assert "телефон: не разрешено" in admin.text
    rows = await world.rows(select(t.field_decision))
    assert [(row["field"], row["ended_at"] is None) for row in rows] == [("phone", False)]


async def test_every_paper_is_in_the_audit_trail(unasked: World) -> None:
    orlova = await unasked.staff("orlova")
    await orlova.send("/class")
    await orlova.click("Ещё")
    await orlova.click("Согласия")
    await orlova.click("Белов")
    await orlova.click("+ Белова О. И.")
    await orlova.click("Дневник")
    await orlova.send("12 от 20.11.2026")
    written = t.audit_record.c.after.is_not(None)
    rows = await unasked.rows(select(t.audit_record).where(written))
    petr, olga = unasked.school["petr"], unasked.school["olga"]
    assert [(row["action"], row["about_id"]) for row in rows] == [
        ("record_consent", petr),
        ("record_consent", olga),
    ]
    assert '"paper":"12"' in rows[0]["after"].replace(" ", "")
