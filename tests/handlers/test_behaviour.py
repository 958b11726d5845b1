"""Marks of behaviour in conversation: off until the school says so, set by the homeroom teacher."""

from sqlalchemy import select

from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.school import CLASS_7A
from tests.support.staff import at_work


async def switch_on(world: World, scale: str = "words") -> Client:
    principal = await at_work(world, "principal")
    await principal.send("/menu")
    await principal.forge("rs:behaviour_scale")
    await principal.forge(f"rv:behaviour_scale:{scale}")
    return principal


async def marks(world: World) -> dict[int, str]:
    rows = await world.rows(select(t.final_mark))
    return {row["student_id"]: row["code"] for row in rows}


async def test_it_is_off_until_the_school_says_so(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    assert "Поведение" not in str(teacher.buttons)
    await teacher.forge(f"fk:{world.school.classes['7А']}:0")
    assert "По правилам школы поведение в этом классе не оценивается" in teacher.text
    principal = await switch_on(world)
    assert "✓ Четырьмя словами" in str(principal.buttons)
    await principal.forge("rs:exam_share")
    assert "50 %" in principal.text
    first_grade = await world.staff("sokolova")
    await first_grade.send("/class")
    assert "Поведение" not in str(first_grade.buttons)
    await first_grade.forge(f"fk:{world.school.classes['1Б']}:0")
    assert "не оценивается" in first_grade.text
    assert await marks(world) == {}


async def test_the_class_in_a_few_taps_and_the_families_at_once(world: World) -> None:
    await switch_on(world)
    olga = await world.guardian("olga", "petr")
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Поведение")
    assert teacher.text.startswith("7А · поведение · I четверть")
    await teacher.click("Белов")
    await teacher.click("Удовлетворительное")
    await teacher.click("Остальным: прим.")
    assert "Белов | ● удовл." in teacher.text
    assert teacher.text.count("● прим.") == len(CLASS_7A) - 1
    where = f"{world.school.classes['7А']}:{world.school.periods['I четверть']}"
    await teacher.forge(f"fn:{where}:bg")  # nobody is left without one
    assert "хор." not in teacher.text
    await teacher.click(f"Сохранить · {len(CLASS_7A)}")
    assert teacher.toast == f"Сохранено {len(CLASS_7A)} отметок, семьи узнают о них."
    saved = await marks(world)
    assert saved.pop(world.school["petr"]) == "bs"
    assert set(saved.values()) == {"bx"}
    await teacher.forge(f"fq:{where}")
    assert teacher.toast == "Сохранять нечего."
    await Outbox(world).drain()
    assert "Пётр, поведение: удовлетворительное за I четверть" in olga.text
    await olga.send("/finals")
    assert "Поведение | удовл." in olga.text


async def test_what_was_chosen_by_another_scale_is_not_saved(world: World) -> None:
    principal = await switch_on(world)
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Поведение")
    await teacher.click("Остальным: прим.")
    await principal.forge("rv:behaviour_scale:credit")
    await teacher.click(f"Сохранить · {len(CLASS_7A)}")
    assert teacher.toast == "Сохранять нечего."
    assert await marks(world) == {}


async def test_what_the_school_has_not_is_refused(world: World) -> None:
    """Another scale, a pupil of another class, a teacher who does not lead the class."""
    await switch_on(world, "credit")
    where = f"{world.school.classes['7А']}:{world.school.periods['I четверть']}"
    anna, oleg = world.school["anna"], world.school["oleg"]
    leads, teaches = await world.staff("orlova"), await world.staff("kuznetsov")
    await leads.send("/class")
    await leads.forge(f"fm:{where}:{anna}:bx")
    assert "Школа теперь оценивает поведение иначе" in leads.text
    await leads.forge(f"fm:{where}:{oleg}:cr")
    assert "не для вас" in leads.text
    await teaches.send("/menu")
    for data in (f"fk:{where}", f"fl:{where}:{anna}", f"fm:{where}:{anna}:cr", f"fn:{where}:cr"):
        await teaches.forge(data)
        assert "не для вас" in teaches.text, data
    assert await world.rows(select(t.final_mark_draft)) == []
    await leads.forge(f"fm:{where}:{anna}:cr")
    assert "Иванова | ● зач" in leads.text
    await leads.click("Отменить выбор")
    assert "●" not in leads.text
    assert await marks(world) == {}
