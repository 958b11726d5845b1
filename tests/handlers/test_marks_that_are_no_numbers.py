"""«5−», «зач», «осв», «•»: each as it was written, on every screen and paper where marks stand."""

from datetime import timedelta

from storage import tables as t
from tests.handlers.test_data_copy import copied, data_of, page_of
from tests.handlers.test_opt_outs import added, at_paper, pdf_text
from tests.support.journal import journal
from tests.support.outbox import Outbox
from tests.support.people import World, text_of
from tests.support.school import MONDAY, TODAY

# In this order: «5 4− 3+ зач незач осв •», of which only three are numbers.
CODES = ("5", "4-", "3+", "cr", "nc", "ex", "pt261127")
WRITTEN = "5 4− 3+ зач незач осв •"
LATER = timedelta(hours=1)


async def every_mark(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        for code in CODES:
            await written.mark("anna", "algebra", MONDAY, code, work="test")
            await written.mark("petr", "algebra", MONDAY, code, work="test")


async def test_a_family_reads_each_and_the_average_is_of_the_numbers(world: World) -> None:
    await every_mark(world)
    elena = await world.guardian("elena", "anna")
    await elena.send("/menu")
    assert "Алгебра: точка до 27 ноября, контрольная работа" in elena.text  # the newest one
    await elena.send("/marks")
    assert WRITTEN in elena.text
    assert "4,00 → 4" in elena.text
    await elena.click("Алгебра")
    for said in ("5 · ", "4− · ", "3+ · ", "зач · ", "незач · ", "осв · ", "• до 27.11 · "):
        assert said in elena.text


async def test_marks_of_monitoring_and_of_attestation_are_named_as_such(world: World) -> None:
    """R094: kept apart from current marks."""
    for code, kind, said in (
        ("test", "monitoring", "контрольная работа, мониторинг"),
        ("answer", "attestation", "ответ на уроке, промежуточная аттестация"),
    ):
        await world.change(t.work_type, world.school.work_types[code], kind=kind)
        async with journal(world.app.database, world.school, world.clock) as written:
            await written.mark("anna", "algebra", MONDAY, 4, work=code)
        elena = await world.guardian("elena", "anna")
        await elena.send("/marks")
        await elena.click("Алгебра")
        assert f"23 ноября, {said}" in elena.text


async def test_it_is_told_in_words(world: World, outbox: Outbox) -> None:
    mother = await world.guardian("elena", "anna")
    for code, said in (
        ("4-", "Анна, алгебра: 4− за контрольную\nСегодня, вес 3\nСредний 4,00"),
        ("cr", "Анна, алгебра: зачёт за контрольную\nСегодня, не входит в средний"),
        (
            "pt261127",
            "Анна, алгебра: точка до 27 ноября за контрольную\nСегодня, не входит в средний",
        ),
    ):
        world.clock.advance(LATER)
        await outbox.tell(await outbox.mark_event("anna", code))
        await outbox.drain()
        assert text_of(mother.from_bot[-1]) == said


async def test_many_of_them_in_one_message(world: World, outbox: Outbox) -> None:
    mother = await world.guardian("elena", "anna")
    events = [await outbox.mark_event("anna", code, work="answer") for code in CODES]
    world.clock.advance(LATER)
    await outbox.tell(*events)
    await outbox.drain()
    assert text_of(mother.from_bot[-1]).split("\n")[1:] == [
        f"Алгебра: {said} за ответ на уроке, сегодня"
        for said in ("5", "4−", "3+", "зачёт", "незачёт", "освобождение", "точка до 27 ноября")
    ]


async def test_the_teacher_reads_each(world: World) -> None:
    await every_mark(world)
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.forge(f"tj:{world.school.lesson('algebra')}:0")
    assert WRITTEN in teacher.text
    assert "4,00" in teacher.text
    await teacher.forge(f"tw:{world.school.lesson('algebra', MONDAY)}")
    assert "Белов 5 4− 3+ зач незач осв • до 27.11" in teacher.text


async def test_in_the_copy_of_a_familys_data(world: World) -> None:
    await every_mark(world)
    mother = await world.guardian("elena", "anna")
    await copied(mother)
    marks = data_of(mother)["data"]["mark"]
    assert [(each["value"], each["code"]) for each in marks] == [
        (5, ""), (4, "4-"), (3, "3+"), (None, "cr"), (None, "nc"), (None, "ex"), (None, "pt261127")
    ]  # fmt: skip
    page = page_of(mother)
    for said in ("4−", "3+", "зач", "незач", "осв", "• до 27.11"):
        assert f"<td>{said}<" in page


async def test_on_paper_for_a_family_without_the_diary(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        for code in CODES:
            await written.mark("petr", "algebra", TODAY, code, work="test")
    teacher = await at_paper(world)
    await added(teacher)
    await teacher.click("Распечатать неделю")
    assert "5 4− 3+ зач незач осв •" in pdf_text(teacher)
