"""From the order to the code in hand: three working days, on everybody's screen (R005–R008)."""

from datetime import date, timedelta

from sqlalchemy import select

from storage import tables as t
from tests.support.codes import bindings, invite
from tests.support.handing import FRIDAY, handed, in_class, ordered, screen
from tests.support.people import World


async def test_days_left_are_working_days(world: World) -> None:
    await ordered(world, "anna", FRIDAY)  # Monday, Tuesday, Wednesday
    await ordered(world, "petr", date(2026, 11, 19))
    await ordered(world, "sasha", date(2026, 11, 18))
    teacher = await in_class(world)
    text = teacher.text
    assert "Белов Пётр: ученик, Белова О. И. · сегодня последний день · кода ещё нет" in text
    assert "Иванова Анна" in text
    assert "остался 1 рабочий день" in text
    assert "Шевченко Саша: ученик · просрочено на 1 рабочий день, с 23 ноября" in text


async def test_vacations_are_working_days_and_a_public_holiday_is_none(world: World) -> None:
    await ordered(world, "anna", date(2026, 10, 23))  # the vacation lasts until 1 November
    await ordered(world, "petr", date(2026, 11, 2))  # 4 November is a public holiday
    world.clock.now -= timedelta(days=19)  # 5 November, Thursday
    teacher = await in_class(world)
    assert "просрочено на 5 рабочих дней, с 28 октября" in teacher.text
    assert "Белов Пётр: ученик, Белова О. И. · остался 1 рабочий день" in teacher.text


async def test_who_was_enrolled_before_the_import_has_the_days_since_it(world: World) -> None:
    imported = world.clock() - timedelta(days=1)
    await world.change(t.school, world.school.id, imported_at=imported)
    teacher = await in_class(world)
    assert "осталось 2 рабочих дня" in teacher.text
    assert "просрочено" not in teacher.text


async def test_marking_a_family_takes_it_off_the_list_and_can_be_undone(world: World) -> None:
    for name in ("elena", "dmitry", "anna"):
        await invite(world, name, "anna")
    teacher = await in_class(world)
    await teacher.click("Иванова")
    assert "Срок выдачи — 4 сентября: просрочено" in teacher.text
    await teacher.click("Код выдан")
    assert "Без кода 5 семей" in teacher.text
    assert "Иванова Анна" not in teacher.text
    assert len(await handed(world)) == 3
    await teacher.click("Вернуть: Иванова")
    assert "Без кода 6 семей" in teacher.text
    assert await handed(world) == []


async def test_a_code_that_is_not_out_cannot_have_been_given(world: World) -> None:
    teacher = await in_class(world)
    await teacher.forge(f"vh:{world.school['anna']}")
    assert "Сначала выпустите его" in teacher.text
    assert await handed(world) == []


async def test_the_meeting_all_slips_printed_and_given_at_once(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Коды")
    await teacher.click("Неподключённым")
    await teacher.click("Выдача")
    await teacher.click("Раздали всем · 6")
    assert "Коды выданы всем семьям." in screen(teacher)
    assert len(await handed(world)) == 9


async def test_slips_printed_again_are_handed_out_again(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Коды")
    await teacher.click("Неподключённым")
    await teacher.click("Выдача")
    world.clock.advance(timedelta(minutes=1))
    await teacher.click("Раздали всем · 6")
    given = await handed(world)
    world.clock.advance(timedelta(days=1))
    await teacher.click("Выпустить коды")
    await teacher.click("Неподключённым")
    await teacher.click("Выдача")
    text = screen(teacher)
    assert "Без кода 6 семей" in text
    assert "просрочен" not in text, "the three days are for the first code"
    assert "новый код не выдан" in text
    world.clock.advance(timedelta(minutes=1))
    await teacher.click("Раздали всем · 6")
    assert "Коды выданы всем семьям." in screen(teacher)
    assert len(await handed(world)) == 2 * len(given)


async def test_back_leads_to_where_one_came_from(world: World) -> None:
    teacher = await in_class(world)
    await teacher.click("‹ Назад")
    assert teacher.text.startswith("7А · коды")
    await teacher.send("/codes")
    await teacher.click("‹ Назад")
    assert "Мои уроки" in str(teacher.buttons)
    await world.change(
        t.school_class, world.school.classes["7Б"], homeroom_teacher_id=world.school["orlova"]
    )
    await teacher.send("/codes")
    await teacher.click("7Б")
    await teacher.click("‹ Назад")
    assert teacher.buttons[0] == ["7А", "7Б"]
    admin = await world.staff("admin")
    await admin.send("/codes")
    await admin.click("7 класс")
    await admin.click("7А")
    await admin.click("‹ Назад")
    assert admin.buttons[0] == ["7А", "7Б"]


async def test_taken_back_twice_is_taken_back_once(world: World) -> None:
    teacher = await in_class(world)
    for day in range(2):
        await invite(world, "elena", "anna")
        world.clock.advance(timedelta(minutes=1))
        await teacher.forge(f"vh:{world.school['anna']}")
        assert len(await handed(world)) == day + 1
        world.clock.advance(timedelta(days=1))
    for _press in range(2):
        await teacher.forge(f"vt:{world.school['anna']}")
        assert len(await handed(world)) == 1


async def test_being_connected_counts_as_having_had_a_code(world: World) -> None:
    await world.guardian("olga", "petr")
    teacher = await in_class(world)
    assert "Белов Пётр: ученик ·" in teacher.text


async def test_an_order_typed_by_hand_starts_the_clock(world: World) -> None:
    teacher = await in_class(world)
    await teacher.click("Иванова")
    await teacher.click("Приказ")
    await teacher.send("вчера")
    assert "Номер" in teacher.text or "номер" in teacher.text
    await teacher.send("№ 45-к от 23.11.2026")
    assert "Приказ о зачислении № 45-к от 23 ноября 2026" in teacher.text
    assert "Срок выдачи — 26 ноября: осталось 2 рабочих дня." in teacher.text


async def test_a_lost_phone_ends_every_chat_and_brings_a_code(world: World) -> None:
    old, tablet = (
        await world.guardian("elena", "anna", "misha"),
        await world.guardian("elena", "anna"),
    )
    father = await world.guardian("dmitry", "anna")
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Коды")
    await teacher.click("Выдача")
    await teacher.click("Иванова")
    await teacher.click("Телефон: Елена")
    assert "Подключены 2 чата, они сразу потеряют доступ." in teacher.text
    await teacher.click("Отключить, новый код")
    left = await bindings(world)
    assert (old.id, world.school["misha"]) in left, "the other class is another teacher's"
    assert {each for each in left if each[1] == world.school["anna"]} == {
        (father.id, world.school["anna"])
    }
    await tablet.send("/menu")
    assert "одноразовый код" in tablet.text
    (row,) = await world.rows(select(t.invite))
    assert row["person_id"] == world.school["elena"]


async def test_another_class_is_not_the_teachers_to_reissue(world: World) -> None:
    await world.guardian("elena", "misha")
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    for data in ("vf", "vh", "vt", "vo", "vr"):
        await teacher.forge(f"{data}:{world.school['misha']}")
        assert "не для вас" in teacher.text, data
    for data in ("vx", "vy"):
        await teacher.forge(f"{data}:{world.school['misha']}:{world.school['elena']}")
        assert "не для вас" in teacher.text, data
    assert await world.rows(select(t.invite)) == []


async def test_a_teacher_of_two_classes_chooses(world: World) -> None:
    await world.change(
        t.school_class, world.school.classes["7Б"], homeroom_teacher_id=world.school["orlova"]
    )
    teacher = await world.staff("orlova")
    await teacher.send("/codes")
    assert teacher.buttons[0] == ["7А", "7Б"]
    await teacher.click("7Б")
    assert "Волков Олег" in teacher.text


async def test_the_command_of_a_teacher_opens_the_class_led(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/codes")
    assert teacher.text.startswith("7А · выдача кодов")


async def test_a_code_that_was_handed_over_and_has_expired_is_said_to_work_no_more(
    world: World,
) -> None:
    await invite(world, "olga", "petr")
    teacher = await in_class(world)
    await teacher.click("Белов")
    await teacher.click("Код выдан")
    world.clock.advance(timedelta(days=9))
    await teacher.click("По одному")
    await teacher.click("Белов")
    assert "Белова Ольга Ивановна: нет подключения, выданный код уже не действует" in teacher.text


async def test_a_long_list_of_staff_is_gone_through_by_letters(world: World) -> None:
    letters = "АБВГДЕЖЗИКЛМНОПРСТУФ"
    async with world.app.database.write(world.clock()) as uow:
        for at, letter in enumerate(letters):
            added = await uow.connection.execute(
                t.person.insert().values(
                    school_id=world.school.id,
                    sourced_id=f"many-{at}",
                    family_name=f"{letter}учитель",
                    given_name="Анна",
                    middle_name="",
                    sort_key=f"{letter}учитель анна".casefold(),
                )
            )
            [person_id] = added.inserted_primary_key or [0]
            await uow.connection.execute(
                t.role_assignment.insert().values(person_id=person_id, role="teacher")
            )
        await uow.commit()
    admin = await world.staff("admin")
    await admin.send("/codes")
    await admin.click("Сотрудники")
    await admin.click("Листки")
    await admin.send("/codes")
    await admin.click("Сотрудники")
    assert "2 ▶" in admin.labels
    await admin.click("По алфавиту")
    assert [each for each in admin.labels if "–" in each] == ["Ор–Фу"]
    await admin.click("Ор–Фу")
    await admin.click("✓ Фучитель")
    assert "Фучитель" not in admin.text
    assert "Суч" in admin.text, "the page is still the one on which one was"
    assert "Срочные сначала" in admin.labels
