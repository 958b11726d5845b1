"""Final marks in conversation: choosing, saving as one, correcting, and who may not."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from storage import tables as t
from tests.support.journal import journal
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.school import CLASS_7A


@pytest.fixture
async def marked(world: World) -> World:
    """Marks of the first quarter in algebra and history; Sasha has none."""
    async with journal(world.app.database, world.school, world.clock) as written:
        for pupil, values in {
            "anna": (5, 5, 4),
            "petr": (3, 4),
            "darya": (2, 3),
            "ivan_a": (4,),
            "ivan_b": (5,),
        }.items():
            for day, value in enumerate(values, start=10):
                await written.mark(pupil, "algebra", date(2026, 9, day), value)
        await written.mark("anna", "history", date(2026, 9, 11), 3)
        await written.mark("petr", "algebra", date(2026, 11, 10), 2)  # of the next quarter
    return world


async def finals(world: World) -> dict[tuple[str, str], int]:
    """What is recorded, by pupil and subject."""
    names = {key: name for name, key in world.school.people.items()}
    subjects = {key: title for title, key in world.school.subjects.items()}
    rows = await world.rows(select(t.final_mark))
    return {(names[row["student_id"]], subjects[row["subject_id"]]): row["value"] for row in rows}


async def history(world: World) -> list[tuple[int | None, int]]:
    rows = await world.rows(select(t.final_mark_change).order_by(t.final_mark_change.c.id))
    return [(row["old_value"], row["new_value"]) for row in rows]


async def notices(world: World) -> list[int]:
    rows = await world.rows(select(t.notice).order_by(t.notice.c.id))
    assert {row["kind"] for row in rows} <= {"final_mark"}
    return [row["chat_id"] for row in rows]


async def sheet(world: World, subject: str = "Алгебра") -> Client:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Итоги")
    await teacher.click(subject)
    return teacher


async def test_the_list_has_averages_and_what_they_suggest(marked: World) -> None:
    teacher = await sheet(marked)
    assert teacher.text.startswith("Алгебра · 7А · I четверть")
    assert "Иванова | 4,67 | 5 | —" in teacher.text
    assert "Белов | 3,50 | 4 | —" in teacher.text, "the mark of November is not of this quarter"
    assert "Шевченко | — | — | —" in teacher.text


async def test_by_average_is_a_preview_and_tells_nobody(marked: World) -> None:
    mother = await marked.guardian("elena", "anna")
    teacher = await sheet(marked)
    await teacher.click("По среднему · 5")
    assert "Иванова | 4,67 | 5 | ● 5" in teacher.text
    assert "Шевченко | — | — | —" in teacher.text
    assert await finals(marked) == {}
    assert await notices(marked) == []
    assert [each for each in mother.messages if each["from"]["is_bot"]] == []


async def test_all_subjects_saved_together_are_one_message(marked: World) -> None:
    mother = await marked.guardian("elena", "anna")
    teacher = await sheet(marked)
    await teacher.click("По среднему")
    await teacher.click("‹ К предметам")
    await teacher.click("История")
    await teacher.click("По среднему · 1")
    await teacher.click("‹ К предметам")
    assert "Алгебра | 0 из 6 | ● 5" in teacher.text
    await teacher.click("Сохранить · 6")
    assert "Алгебра | 5 из 6 | " in teacher.text
    assert "История | 1 из 6 | " in teacher.text
    recorded = await finals(marked)
    assert recorded["anna", "Алгебра"] == 5
    assert recorded["petr", "Алгебра"] == 4
    assert recorded["darya", "Алгебра"] == 3
    assert recorded["anna", "История"] == 3
    assert len(recorded) == 6
    await Outbox(marked).drain()
    assert len([each for each in mother.messages if each["from"]["is_bot"]]) == 1
    assert "Алгебра" in mother.text
    assert "История" in mother.text
    assert "Анна" in mother.text


async def test_saving_twice_is_saving_once(marked: World) -> None:
    await marked.guardian("elena", "anna")
    teacher = await sheet(marked)
    await teacher.click("По среднему")
    await teacher.click("‹ К предметам")
    data = teacher.button("Сохранить")["callback_data"]
    await teacher.click("Сохранить")
    await teacher.forge(data)
    assert teacher.toast == "Сохранять нечего."
    assert len(await history(marked)) == 5
    assert len(await notices(marked)) == 1


async def test_one_pupil_by_hand_and_the_choice_undone(marked: World) -> None:
    teacher = await sheet(marked)
    await teacher.click("Белов")
    assert "Средний 3,50, выходит 4" in teacher.text
    assert teacher.button("4")["style"] == "primary"
    await teacher.click("3")
    assert "Белов | 3,50 | 4 | ● 3" in teacher.text
    assert teacher.button("Белов")["style"] == "primary"
    await teacher.click("Отменить выбор")
    assert "Белов | 3,50 | 4 | —" in teacher.text
    assert await marked.rows(select(t.final_mark_draft)) == []


async def test_a_choice_survives_until_it_is_saved(marked: World) -> None:
    teacher = await sheet(marked)
    await teacher.click("Белов")
    await teacher.click("3")
    marked.clock.advance(timedelta(days=2))
    await teacher.send("/class")
    await teacher.click("Итоги")
    assert "Алгебра | 0 из 6 | ● 1" in teacher.text


async def test_a_correction_keeps_the_old_mark_and_is_told(marked: World) -> None:
    await marked.guardian("olga", "petr")
    async with journal(marked.app.database, marked.school, marked.clock) as written:
        await written.final_mark("petr", "Алгебра", "I четверть", 3)
    teacher = await sheet(marked)
    await teacher.click("По среднему · 4")
    assert "Белов | 3,50 | 4 | 3" in teacher.text, "what is set already stays"
    await teacher.click("Белов")
    assert "Выставлено: 3" in teacher.text
    await teacher.click("4")
    assert "Белов | 3,50 | 4 | 3 → ● 4" in teacher.text
    await teacher.click("‹ К предметам")
    await teacher.click("Сохранить · 5")
    assert (3, 4) in await history(marked)
    assert (await finals(marked))["petr", "Алгебра"] == 4
    assert len(await notices(marked)) == 1


async def test_choosing_what_stands_already_changes_nothing(marked: World) -> None:
    async with journal(marked.app.database, marked.school, marked.clock) as written:
        await written.final_mark("petr", "Алгебра", "I четверть", 4)
    teacher = await sheet(marked)
    await teacher.click("Белов")
    await teacher.click("4")
    assert "Белов | 3,50 | 4 | 4" in teacher.text
    assert "Сохранить" not in str(teacher.buttons)


async def test_a_subject_teacher_saves_the_own_section(marked: World) -> None:
    mother = await marked.guardian("elena", "anna")
    teacher = await marked.staff("kuznetsov")
    await teacher.send("/lessons")
    await teacher.click("2 · 7А")
    await teacher.click("Итоги")
    assert teacher.text.startswith("История · 7А · I четверть")
    await teacher.click("По среднему · 1")
    await teacher.click("Сохранить · 1")
    assert teacher.toast == "Сохранена 1 отметка, семья узнает о ней."
    assert await finals(marked) == {("anna", "История"): 3}
    assert await notices(marked) == [mother.id]


async def test_the_choices_of_two_people_stay_apart(marked: World) -> None:
    homeroom = await sheet(marked, "История")
    await homeroom.click("Иванова")
    await homeroom.click("5")
    teacher = await marked.staff("kuznetsov")
    await teacher.send("/menu")
    await teacher.forge(f"fs:{marked.school.sections['history']}:0:0")
    assert "Иванова | 3,00 | 3 | —" in teacher.text


async def test_the_year_is_the_mean_of_its_periods(world: World) -> None:
    world.clock.advance(timedelta(days=180))  # 23 May 2027
    async with journal(world.app.database, world.school, world.clock) as written:
        for period, value in zip(world.school.periods, (4, 5, 4, 5), strict=False):
            await written.final_mark("anna", "Алгебра", period, value)
        await written.final_mark("petr", "Алгебра", "IV четверть", 3)
    teacher = await sheet(world)
    assert teacher.text.startswith("Алгебра · 7А · IV четверть")
    await teacher.click("2026/27")
    assert "Иванова | 4,50 | 5 | —" in teacher.text
    assert "Белов | 3,00 | 3 | —" in teacher.text
    await teacher.click("По среднему · 2")
    await teacher.click("Сохранить · 2")
    rows = await world.rows(
        select(t.final_mark).where(t.final_mark.c.grading_period_id == world.school.periods["year"])
    )
    assert {row["student_id"]: row["value"] for row in rows} == {
        world.school["anna"]: 5,
        world.school["petr"]: 3,
    }


async def test_a_period_is_closed_until_two_weeks_before_its_end(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    second = world.school.periods["II четверть"]
    forged = f"fs:{world.school.sections['algebra']}:{second}:0"
    await teacher.forge(forged)
    assert "не раньше чем за 14 дней" in teacher.text
    world.clock.advance(timedelta(days=22))  # 16 December
    await teacher.forge(forged)
    assert teacher.text.startswith("Алгебра · 7А · II четверть")


async def test_the_first_grade_has_no_final_marks(world: World) -> None:
    teacher = await world.staff("sokolova")  # leads 1Б
    await teacher.send("/class")
    assert "Итоги" not in str(teacher.buttons)
    for data in (
        f"fc:{world.school.classes['1Б']}:0",
        f"fs:{world.school.sections['maths_1b']}:0:0",
    ):
        await teacher.forge(data)
        assert "В 1-м классе отметок не ставят." in teacher.text, data


async def test_forged_buttons_set_nothing(marked: World) -> None:
    school = marked.school
    first, algebra = school.periods["I четверть"], school.sections["algebra"]
    anna, oleg = school["anna"], school["oleg"]
    stranger = await marked.staff("kuznetsov")
    deputy = await marked.staff("deputy")
    mother = await marked.guardian("elena", "anna")
    for client in (stranger, deputy, mother):
        await client.send("/menu")
        for data in (
            f"fs:{algebra}:{first}:0",
            f"fp:{algebra}:{first}:{anna}:0",
            f"fd:{algebra}:{first}:{anna}:5:0",
            f"fa:{algebra}:{first}:0",
            f"fx:{algebra}:{first}:0",
            f"fv:{algebra}:{first}",
            f"fc:{school.classes['7А']}:{first}",
            f"fw:{school.classes['7А']}:{first}",
        ):
            await client.forge(data)
            assert "не для вас" in client.text, data
            assert "Иванова" not in client.text, data
    teacher = await marked.staff("orlova")
    await teacher.send("/class")
    await teacher.forge(f"fd:{algebra}:{first}:{oleg}:5:0")  # a pupil of another class
    assert "не для вас" in teacher.text
    await teacher.forge(f"fd:{algebra}:{first}:{anna}:9:0")  # off the scale
    assert "от 2 до 5" in teacher.text
    assert await marked.rows(select(t.final_mark_draft)) == []
    assert await finals(marked) == {}


async def test_everybody_of_the_class_is_on_the_list(marked: World) -> None:
    teacher = await sheet(marked)
    pupils = teacher.labels
    assert sum(label.startswith(("Б", "Ё", "И", "С", "Ш")) for label in pupils) == len(CLASS_7A)


async def test_whoever_left_after_the_period_still_gets_its_mark(marked: World) -> None:
    for name, ends in (("petr", date(2026, 11, 5)), ("darya", date(2026, 10, 5))):
        async with marked.app.database.write(marked.clock()) as uow:
            await uow.connection.execute(
                t.section_student.update()
                .where(t.section_student.c.student_id == marked.school[name])
                .values(ends=ends)
            )
            await uow.commit()
    teacher = await sheet(marked)
    assert "Белов" in teacher.text
    assert "Ёлкина" not in teacher.text
