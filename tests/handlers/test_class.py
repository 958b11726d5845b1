"""/class: the class at a glance, its families, codes, and who may open what."""

from sqlalchemy import func, select

from domain.attendance.model import Reason
from storage import tables as t
from tests.support.journal import journal
from tests.support.people import Client, World
from tests.support.school import MONDAY, TODAY


async def teacher_at_class(world: World) -> Client:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    return teacher


async def open_codes(world: World) -> list[tuple[int, int]]:
    """(person, pupil) of codes that open something."""
    rows = await world.rows(
        select(t.invite.c.person_id, t.invite.c.student_id)
        .where(t.invite.c.revoked_at.is_(None), t.invite.c.used_at.is_(None))
        .order_by(t.invite.c.person_id, t.invite.c.student_id)
    )
    return [(row["person_id"], row["student_id"]) for row in rows]


async def test_before_any_roll_call(world: World) -> None:
    await world.guardian("elena", "anna")
    await world.pupil("petr")
    teacher = await teacher_at_class(world)
    assert teacher.text.startswith("7А · 6 учеников")
    assert "Переклички сегодня ещё не было." in teacher.text
    assert "Родители подключены: 1 из 6 семей" in teacher.text


async def test_who_is_absent_today_and_why(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        for section in ("physics", "history"):
            await written.roll_call(section, TODAY)
            await written.absence("petr", section, TODAY)
        await written.absence("darya", "physics", TODAY, reason=Reason.ILL)
        await written.roll_call("algebra", MONDAY)
        await written.absence("sasha", "algebra", MONDAY)  # not today
    teacher = await teacher_at_class(world)
    assert "Сегодня нет 2 учеников, без причины 1" in teacher.text
    assert "Белов Пётр: уроки 1, 2, причина не указана" in teacher.text
    assert "Ёлкина Дарья: урок 1, болезнь" in teacher.text
    assert "Шевченко" not in teacher.text


async def test_a_tap_without_done_is_not_told_as_an_absence(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("3 · Перекличка")
    await teacher.click("Белов")
    await teacher.send("/class")
    assert "Переклички сегодня ещё не было." in teacher.text


async def test_a_family_is_connected_by_its_guardians(world: World) -> None:
    await world.guardian("elena", "anna")
    father = await world.guardian("dmitry", "anna")
    await world.pupil("petr")
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            t.chat.update().where(t.chat.c.id == father.id).values(unreachable_since=world.clock())
        )
        await uow.commit()
    teacher = await teacher_at_class(world)
    await teacher.click("Семьи")
    assert "Иванова Анна: Иванов Д. П. (бот заблокирован), ✓ Иванова Е. С." in teacher.text
    assert "Белов Пётр: Белова О. И., ✓ ученик" in teacher.text
    assert "Ёлкина Дарья: родители не указаны" in teacher.text
    assert "Смирнов Иван Алексеевич" in teacher.text, "namesakes need the full name"


async def test_the_card_leads_to_the_diary(world: World) -> None:
    teacher = await teacher_at_class(world)
    await teacher.click("Семьи")
    await teacher.click("Белов")
    assert teacher.text.startswith("Белов Пётр · 7А")
    await teacher.click("Расписание")
    assert "Пётр · 7А · вторник, 24 ноября" in teacher.text


async def test_codes_for_those_who_are_not_connected(world: World) -> None:
    await world.guardian("elena", "anna")
    teacher = await teacher_at_class(world)
    await teacher.click("Коды")
    assert teacher.buttons[0] == ["Неподключённым · 8"]
    await teacher.click("Неподключённым")
    assert teacher.last["document"]["file_name"] == "коды 7А.pdf"
    assert teacher.last["caption"] == "8 кодов, действуют до 1 декабря"
    codes = await open_codes(world)
    assert len(codes) == 8
    assert (world.school["elena"], world.school["anna"]) not in codes
    assert (world.school["dmitry"], world.school["anna"]) in codes


async def test_codes_for_everybody_replace_the_unused_ones(world: World) -> None:
    await world.guardian("elena", "anna")
    teacher = await teacher_at_class(world)
    for _ in range(2):
        await teacher.click("Коды")
        await teacher.click("Всем · 9")
        await teacher.send("/class")
    assert len(await open_codes(world)) == 9


async def test_revoking_is_asked_and_done(world: World) -> None:
    teacher = await teacher_at_class(world)
    await teacher.click("Коды")
    await teacher.click("Неподключённым")
    await teacher.send("/class")
    await teacher.click("Коды")
    await teacher.click("Отозвать · 9")
    assert len(await open_codes(world)) == 9
    await teacher.click("Отозвать")
    assert await open_codes(world) == []
    assert "9 кодов больше не действуют." in teacher.text


async def test_a_code_for_one_person(world: World) -> None:
    teacher = await teacher_at_class(world)
    await teacher.click("Семьи")
    await teacher.click("Белов")
    await teacher.click("Код: Белова О. И.")
    assert await open_codes(world) == [(world.school["olga"], world.school["petr"])]
    await teacher.send("/class")
    await teacher.click("Семьи")
    assert "Белова О. И. (есть код)" in teacher.text
    await teacher.click("Белов")
    assert "Белова Ольга Ивановна: нет подключения, код действует до 1 декабря" in teacher.text
    await teacher.click("Отозвать коды")
    assert await open_codes(world) == []
    assert teacher.toast == "1 код больше не действует."


async def test_other_staff_and_families_open_no_class(world: World) -> None:
    school = world.school
    class_id, petr, olga = school.classes["7А"], school["petr"], school["olga"]
    forged = [
        f"c:{class_id}",
        f"cf:{class_id}:0",
        f"cp:{petr}",
        f"ca:{class_id}",
        f"ci:{class_id}:1:0",
        f"cq:{class_id}",
        f"cr:{class_id}",
        f"cc:{petr}:0:0",
        f"cc:{petr}:{olga}:0",
        f"cv:{petr}:0",
        f"c:{2**53}",
        f"cp:{2**53}",
        f"cp:{school.stranger_pupil}",
        f"cp:{school['elena']}",
    ]
    kuznetsov = await world.staff("kuznetsov")  # teaches 7А and leads 7Б
    mother = await world.guardian("elena", "anna")
    for client in (kuznetsov, mother):
        await client.send("/menu")
        for data in forged:
            await client.forge(data)
            assert "не для вас" in client.text, data
            assert "Белов" not in client.text, data
    assert await open_codes(world) == []


async def test_somebody_elses_person_gets_no_code_through_an_own_pupil(world: World) -> None:
    teacher = await teacher_at_class(world)
    await teacher.forge(f"cc:{world.school['petr']}:{world.school['elena']}:0")
    assert "не для вас" in teacher.text
    assert await open_codes(world) == []


async def test_a_subject_teacher_leads_no_class(world: World) -> None:
    admin = await world.staff("admin")
    await admin.send("/class")
    assert "вы здесь класс не ведёте" in admin.text


async def test_a_deputy_reads_classes_by_grade_and_changes_nothing(world: World) -> None:
    deputy = await world.staff("deputy")
    await deputy.send("/class")
    assert deputy.buttons[0] == ["1 класс", "7 класс"]
    await deputy.click("7 класс")
    assert "7Б: Кузнецов И. Л." in deputy.text
    await deputy.click("7А")
    # Neither letters, nor codes, nor marks.
    texts = set(deputy.labels)
    assert "Семьи" in texts
    await deputy.click("Ещё")
    texts |= set(deputy.labels)
    assert {"Доставка", "Кто что делал"} <= texts
    assert not texts & {"Написать родителям", "Сообщения", "Коды", "Итоги"}
    await deputy.click("Кто что делал")
    await deputy.click("‹ Назад")
    assert "Доставка" in deputy.labels
    await deputy.forge(f"ci:{world.school.classes['7А']}:1:0")
    assert await open_codes(world) == []


async def test_a_teacher_of_two_classes_chooses(world: World) -> None:
    await world.change(
        t.school_class, world.school.classes["7Б"], homeroom_teacher_id=world.school["orlova"]
    )
    teacher = await teacher_at_class(world)
    assert teacher.buttons[0] == ["7А", "7Б"]
    await teacher.click("7Б")
    assert teacher.text.startswith("7Б · 1 ученик")


async def test_a_large_class_is_paged(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        for number in range(34):
            pupil = await written.add(
                t.person,
                sourced_id=f"new-{number}",
                school_id=world.school.id,
                family_name=f"Новиков{number:02}",
                given_name="Иван",
                sort_key=f"новиков{number:02} иван",
            )
            await written.add(
                t.enrollment,
                student_id=pupil,
                school_class_id=world.school.classes["7А"],
                begins=MONDAY,
            )
    teacher = await teacher_at_class(world)
    await teacher.click("Семьи")
    assert "Страница 1 из 3" in teacher.text
    shown = teacher.text
    await teacher.click("2 ▶")
    await teacher.click("3 ▶")
    assert "Шевченко" in teacher.text
    assert "Шевченко" not in shown
    rows = await world.rows(select(func.count().label("n")).select_from(t.enrollment))
    assert rows[0]["n"] == 42
