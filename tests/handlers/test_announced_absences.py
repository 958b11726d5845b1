"""An announced absence: in the roll call before the lesson, and what follows from it."""

from datetime import timedelta

from sqlalchemy import select

from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.school import TODAY


async def ill(world: World, *, name: str = "olga", day: str = "Сегодня") -> Client:
    """Пётр's mother announces that he is ill."""
    olga = await world.guardian(name, "petr")
    await olga.send("/menu")
    for label in ("Будет отсутствовать", day, "Болезнь"):
        await olga.click(label)
    return olga


async def announced(world: World) -> list[dict[str, object]]:
    return await world.rows(select(t.announced_absence).order_by(t.announced_absence.c.id))


async def roll(world: World) -> Client:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("3 · Перекличка")
    return teacher


async def test_it_is_in_the_roll_call_with_who_said_so(world: World) -> None:
    olga = await ill(world)
    assert "Сегодня: болезнь (Белова О. И.)" in olga.text
    assert olga.toast == "Записано. Учителя увидят."
    teacher = await roll(world)
    assert teacher.buttons[0] == ["✉ Белов", "Ёлкина", "Иванова"]
    assert "Белов: болезнь (Белова О. И.)" in teacher.text
    assert "нет 1" in teacher.text
    await teacher.click("Готово")
    [event] = await world.rows(select(t.attendance_event))
    assert (event["student_id"], event["status"]) == (world.school["petr"], "absent")
    assert event["reason"] == "unknown"  # a parent's word is no reason yet


async def test_all_are_here_leaves_the_announced(world: World) -> None:
    await ill(world)
    teacher = await roll(world)
    await teacher.click("Ёлкина")
    await teacher.click("Все на месте")
    assert teacher.buttons[0] == ["✉ Белов", "Ёлкина", "Иванова"]


async def test_one_tap_brings_the_pupil_in_and_both_learn(world: World, outbox: Outbox) -> None:
    olga = await ill(world)
    sokolova = await world.staff("sokolova")
    teacher = await roll(world)
    await teacher.click("✉ Белов")
    assert teacher.buttons[0] == ["Белов", "Ёлкина", "Иванова"]
    await teacher.click("Готово")
    assert await world.rows(select(t.attendance_event)) == []
    told = await world.rows(select(t.notice.c.kind, t.notice.c.chat_id))
    assert sorted((row["kind"], row["chat_id"]) for row in told) == sorted(
        [("presence", olga.id), ("presence", teacher.id)]
    )
    await outbox.drain()
    assert "Пётр на 3-м уроке, хотя объявлено отсутствие: алгебра" in olga.text
    assert "Белов Пётр, 7А на 3-м уроке" in teacher.text
    assert "на 3-м уроке" not in sokolova.text if sokolova.from_bot else True
    # From this lesson on nothing is announced.
    world.clock.advance(timedelta(hours=1))
    await teacher.send("/lessons")
    await teacher.click("4 · Перекличка")
    assert "✉" not in "".join(teacher.labels)


async def test_a_second_finish_tells_nobody_again(world: World) -> None:
    await ill(world)
    teacher = await roll(world)
    await teacher.click("✉ Белов")
    await teacher.click("Готово")
    await teacher.forge(f"tf:{world.school.lesson('algebra')}")
    assert len(await world.rows(select(t.notice))) == 2


async def test_what_is_taken_back_is_in_no_roll_call(world: World) -> None:
    olga = await ill(world)
    data = olga.button("Отменить")["callback_data"]
    await olga.click("Отменить")
    assert "Ничего не объявлено." in olga.text
    await olga.forge(data)
    assert "Ничего не объявлено." in olga.text
    teacher = await roll(world)
    assert "✉" not in "".join(teacher.labels)


async def test_the_same_twice_is_one(world: World) -> None:
    olga = await ill(world)
    await olga.forge(f"bh:{world.school['petr']}:{TODAY.toordinal()}:{TODAY.toordinal()}:0:0:ill")
    assert len(await announced(world)) == 1


async def test_part_of_a_day_covers_its_lessons_alone(world: World) -> None:
    olga = await world.guardian("olga", "petr")
    await olga.send("/menu")
    for label in ("Будет отсутствовать", "Часть сегодня", "С 4-го урока", "По семейным"):
        await olga.click(label)
    teacher = await roll(world)
    assert "✉" not in "".join(teacher.labels)
    world.clock.advance(timedelta(hours=1))
    await teacher.send("/lessons")
    await teacher.click("4 · Перекличка")
    assert "✉ Белов" in teacher.labels


async def test_the_homeroom_teachers_word_is_a_reason_at_once(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    for label in ("Семьи", "Белов", "Будет отсутствовать", "Сегодня", "Болезнь"):
        await teacher.click(label)
    await teacher.send("/lessons")
    for label in ("3 · Перекличка", "Готово"):
        await teacher.click(label)
    [event] = await world.rows(select(t.attendance_event))
    assert (event["status"], event["reason"]) == ("absent", "ill")


async def test_what_is_over_or_too_long_is_refused_with_a_way_on(world: World) -> None:
    olga = await world.guardian("olga", "petr")
    await olga.send("/menu")
    petr, today = world.school["petr"], TODAY.toordinal()
    for data, words in (
        (f"bh:{petr}:{today - 1}:{today}:0:0:ill", "Эти дни уже прошли"),
        (f"bh:{petr}:{today}:{today - 1}:0:0:ill", "раньше первого"),
        (f"bh:{petr}:{today}:{today + 40}:0:0:ill", "до 30 дней"),
        (f"bh:{petr}:{today}:{today + 1}:2:0:ill", "для одного дня"),
    ):
        await olga.forge(data)
        assert words in olga.text
    assert await announced(world) == []


async def test_a_pupil_announces_nothing(world: World) -> None:
    petr = await world.pupil("petr")
    await petr.send("/menu")
    assert "Будет отсутствовать" not in petr.labels
    await petr.forge(f"b:{world.school['petr']}")
    assert "отсутствие" not in petr.text


async def test_a_photo_of_the_note_is_for_who_sets_the_reason(world: World) -> None:
    olga = await ill(world)
    assert "Сюда можно прислать фото справки." in olga.text
    await olga.send("спасибо")
    assert "Здесь нужно фото справки или документ." in olga.text
    await olga.send_photo()
    assert "1. Фото" in olga.text
    await olga.send_document("справка.pdf")
    assert "2. справка.pdf" in olga.text
    await olga.click("Убрать 1")
    await olga.click("‹ Назад")
    assert "Сегодня: болезнь (Белова О. И.), справка: 1 файл" in olga.text
    [photo, paper] = await world.rows(select(t.attachment).order_by(t.attachment.c.id))
    assert (photo["removed_at"] is None, paper["removed_at"]) == (False, None)
    [said] = await announced(world)
    assert (paper["owner_kind"], paper["owner_id"]) == ("absence", said["id"])
    # The homeroom teacher has it beside the reason; a teacher of the class has no way to it.
    orlova, sokolova = await world.staff("orlova"), await world.staff("sokolova")
    await orlova.send("/menu")
    today = TODAY.toordinal()
    await orlova.forge(f"ai:{world.school['petr']}:{today}:{today}")
    assert "справка: 1 файл" in orlova.text
    await orlova.click("Показать справку")
    [sent] = [each for each in orlova.from_bot if "document" in each]
    assert sent["caption"] == "Справка: Пётр · 7А, сегодня"
    await sokolova.send("/menu")
    await sokolova.forge(f"bp:{said['id']}")
    assert not [each for each in sokolova.from_bot if "document" in each]


async def test_what_is_taken_back_takes_its_note_along(world: World) -> None:
    olga = await ill(world)
    await olga.send_photo()
    note = olga.button("Показать справку")["callback_data"]
    await olga.click("‹ Назад")
    await olga.click("Отменить")
    [photo] = await world.rows(select(t.attachment))
    assert photo["removed_at"] is not None
    await olga.forge(note)
    assert "Это отсутствие отменено" in olga.text
    assert not [each for each in olga.from_bot if "photo" in each]


async def test_days_may_be_typed_and_what_is_none_is_said(world: World) -> None:
    olga = await world.guardian("olga", "petr")
    await olga.send("/menu")
    await olga.click("Будет отсутствовать")
    await olga.click("Другие дни")
    assert "Или напишите дни: 24.11, завтра, с 24 по 26.11." in olga.text
    for typed, answer in (
        ("болеет", "Это не дни."),
        ("20.11", "Эти дни уже прошли"),
        ("с 26.11 по 26.01", "до 30 дней"),
        ("с 26 по 24", "Если это 24 декабря, напишите с месяцами: 26.11–24.12."),
        ("с 24 по 26.11", "24 ноября – 26 ноября"),
    ):
        await olga.send(typed)
        assert answer in olga.text
    await olga.click("По семейным")
    [said] = await announced(world)
    assert (said["begins"], said["ends"]) == (TODAY, TODAY + timedelta(days=2))


async def test_of_today_no_lesson_is_offered_that_is_over(world: World) -> None:
    olga = await world.guardian("olga", "petr")
    await olga.send("/menu")
    await olga.click("Будет отсутствовать")
    await olga.click("Часть сегодня")
    before = olga.labels
    world.clock.advance(timedelta(hours=1))  # the third lesson is over, the fourth under way
    await olga.click("‹ Назад")
    await olga.click("Часть сегодня")
    assert before == ["С 3-го урока", "По 3-й урок", "С 4-го урока", "‹ Назад"]
    assert olga.labels == ["С 4-го урока", "‹ Назад"]
    await olga.click("‹ Назад")
    part = olga.button("Часть сегодня")["callback_data"]
    assert "Часть завтра" in olga.labels
    world.clock.advance(timedelta(hours=4))
    await olga.send("/menu")
    await olga.click("Будет отсутствовать")
    assert {"Сегодня", "Часть завтра"} <= set(olga.labels)
    assert "Часть сегодня" not in olga.labels  # the last lesson is over
    await olga.forge(part)
    assert "Отдельных уроков на сегодня не осталось." in olga.text
