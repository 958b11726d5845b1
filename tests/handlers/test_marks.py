"""Marks in conversation."""

from datetime import timedelta

from storage import tables as t
from tests.support.journal import journal
from tests.support.people import World
from tests.support.school import MONDAY, TODAY

OCTOBER = MONDAY.replace(month=10, day=5)


async def fill(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.mark("anna", "algebra", MONDAY, 5, work="test", topic="Импорт")
        corrected = await written.mark(
            "anna", "algebra", MONDAY - timedelta(days=3), 3, comment="Пересдать <до пятницы>"
        )
        await written.change(corrected, None, 2)
        await written.change(corrected, 2, 3)
        await written.mark("anna", "algebra", TODAY, 4, teacher_id=world.school["kuznetsov"])
        removed = await written.mark("anna", "algebra", MONDAY, 2)
        await written.mark("anna", "history", OCTOBER, 5)
        await written.mark("petr", "algebra", MONDAY, 2)
    await world.change(t.mark, removed, removed_at=world.clock())
    lesson = world.school.lesson("algebra", MONDAY)
    await world.change(t.lesson, lesson, topic="Квадратные уравнения")


async def test_the_table_of_the_period(world: World) -> None:
    await fill(world)
    elena = await world.guardian("elena", "anna")
    await elena.send("/marks")
    lines = elena.text.splitlines()
    assert lines[0] == "Анна · 7А · II четверть, по 30 декабря"
    # (3 + 5·3 + 4) / 5 = 4,40; in date order, the corrected one marked, the removed one gone
    assert "Алгебра | 3↺ 5 4 | 4,40 → 4" in lines
    assert "История | — | " in lines  # empty is said
    assert ["Алгебра"] in elena.buttons
    assert ["I четверть"] in elena.buttons


async def test_a_past_period(world: World) -> None:
    await fill(world)
    elena = await world.guardian("elena", "anna")
    await elena.send("/marks")
    await elena.click("I четверть")
    assert "История | 5 | 5,00 → 5" in elena.text
    assert "Алгебра | — | " in elena.text


async def test_one_subject_mark_by_mark(world: World) -> None:
    await fill(world)
    elena = await world.guardian("elena", "anna")
    await elena.send("/marks")
    await elena.click("Алгебра")
    assert [line for line in elena.text.splitlines() if line] == [
        "Анна · 7А · Алгебра",
        "II четверть, по 30 декабря · средний 4,40, выходит 4",
        "Чтобы вышла 5: одна пятёрка за контрольную или одна пятёрка за ответ.",
        "4 надёжна: одна отметка её не отнимет.",
        "4 · 24 ноября, ответ на уроке, вес 1 · 4,50 → 4,40",
        "Кузнецов И. Л.",
        "5 · 23 ноября, контрольная работа, вес 3 · 3,00 → 4,50",
        "Квадратные уравнения · Орлова М. П.",
        "3 ↺ · 20 ноября, ответ на уроке, вес 1, исправлена",
        "Орлова М. П.",
        "«Пересдать <до пятницы>»",
    ]
    await elena.click("I четверть")
    assert "Оценок в этом периоде нет." in elena.text
    assert "Чтобы вышла" not in elena.text
    await elena.click("‹ Назад")
    assert "I четверть, по 23 октября" in elena.text


async def test_a_mark_at_risk_is_named_in_the_table_and_in_the_subject(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.mark("anna", "algebra", MONDAY, 4)
        await written.mark("anna", "algebra", TODAY, 5)
        await written.mark("anna", "history", OCTOBER, 5)
        await written.mark("anna", "history", OCTOBER, 4)
    elena = await world.guardian("elena", "anna")
    await elena.send("/marks")
    assert "Алгебра | 4 5 | 4,50 → 5, риск" in elena.text
    assert "Риск: ещё одна отметка ниже, и она не выходит." in elena.text
    await elena.click("Алгебра")
    assert "Риск: ещё одна 4, и 5 уже не выходит." in elena.text
    await elena.click("‹ Назад")
    await elena.click("I четверть")  # what is over is at no risk any more
    assert "История | 5 4 | 4,50 → 5" in elena.text.splitlines()


async def test_a_school_may_hold_the_five_back_for_a_bad_control_work(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        for back in range(1, 9):
            await written.mark("anna", "algebra", TODAY - timedelta(days=back), 5, work="test")
        await written.mark("anna", "algebra", TODAY, 2, work="test")
    elena = await world.guardian("elena", "anna")
    await elena.send("/marks")
    assert "5 5 5 5 5 5 5 5 2 | 4,67 → 5" in elena.text
    await world.change(t.school, world.school.id, policy={"no_five_after_bad_control": True})
    await elena.send("/marks")
    assert "5 5 5 5 5 5 5 5 2 | 4,67 → 4" in elena.text
    await elena.click("Алгебра")
    assert "5 не выходит, пока за контрольную неудовлетворительно" in elena.text


async def test_older_marks_are_folded(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        for back in range(8):
            await written.mark("anna", "algebra", TODAY - timedelta(days=back), 5)
    elena = await world.guardian("elena", "anna")
    await elena.send("/marks")
    await elena.click("Алгебра")
    assert "Учитель: Орлова М. П." in elena.text  # one for all: said once
    assert "Раньше: 2 отметки" in elena.text
    assert elena.text.count("5 · ") == 8
    assert "5 надёжна: одна отметка её не отнимет." in elena.text


async def test_plain_text_says_the_same(world: World) -> None:
    await fill(world)
    elena = await world.guardian("elena", "anna")
    await elena.send("/menu")
    await elena.click("Настройки")
    await elena.click("Таблицы текстом")
    await elena.send("/marks")
    assert "rich_message" not in elena.last
    assert "Алгебра: 3↺ 5 4 · средний 4,40 → 4" in elena.text


async def test_a_pupil_sees_own_marks_and_nobody_elses(world: World) -> None:
    await fill(world)
    petr = await world.pupil("petr")
    await petr.send("/marks")
    assert "Алгебра | 2 | 2,00 → 2" in petr.text
    anna = world.school["anna"]
    for data in (f"k:{anna}:0:0", f"ks:{anna}:{world.school.subjects['Алгебра']}:0:0"):
        await petr.forge(data)
        assert "не для" in petr.text


async def test_a_forged_period_or_subject_is_not_found(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    anna = world.school["anna"]
    await elena.send("/marks")
    year, foreign = world.school.periods["year"], world.school.subjects["Математика"]
    for data in (f"k:{anna}:{year}:0", f"k:{anna}:{2**53}:0", f"ks:{anna}:{foreign}:0:0"):
        await elena.forge(data)
        assert "не для" in elena.text, data
    await elena.forge(f"k:{anna}:{10**40}:0")  # not even a number that could be an id
    assert "больше не работает" in elena.text


async def test_a_class_without_periods_says_so(world: World) -> None:
    await world.change(t.school_class, world.school.classes["7А"], period_kind="trimester")
    elena = await world.guardian("elena", "anna")
    for command in ("/marks", "/attendance"):
        await elena.send(command)
        assert "Учебные периоды" in elena.text
    await elena.send("/finals")
    assert "Итоговых отметок за этот год пока нет." in elena.text
