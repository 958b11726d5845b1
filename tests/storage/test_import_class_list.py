"""A class list into the database: again without a change, a pupil who moves, one class alone."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from storage import tables as t
from storage.database import Database
from storage.roster.load import import_path
from storage.roster.problems import ImportRefused

NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
HEADER = "Класс;Фамилия;Имя;Отчество;Дата рождения;Пол;Родитель 1;Родитель 2;Классный руководитель"
ANNA = "7А;Иванова;Анна;Дмитриевна;04.05.2013;Ж;Иванова Елена Сергеевна;;Орлова Марина Петровна"
PETR = "7А;Белов;Пётр;;31.01.2013;М;;;Орлова Марина Петровна"
OLEG = "7Б;Волков;Олег;;01.02.2013;М;Волкова Инна Олеговна;;"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "список.csv"


def write(path: Path, *lines: str, header: str = HEADER) -> Path:
    path.write_text("\n".join((header, *lines)), encoding="cp1251")
    return path


async def open_classes(database: Database) -> list[tuple[Any, ...]]:
    async with database.read(NOW) as uow:
        found = await uow.connection.execute(
            select(t.person.c.given_name, t.school_class.c.title)
            .select_from(t.enrollment)
            .join(t.person, t.person.c.id == t.enrollment.c.student_id)
            .join(t.school_class, t.school_class.c.id == t.enrollment.c.school_class_id)
            .where(t.enrollment.c.ends.is_(None))
            .order_by(t.person.c.given_name)
        )
        return [tuple(row) for row in found]


async def test_orders_of_enrolment_come_with_the_list(database: Database, path: Path) -> None:
    header = f"{HEADER};№ приказа;Дата приказа"
    report = await import_path(
        database,
        write(path, f"{ANNA};45-к;20.11.2026", f"{PETR};;2026-11-23", f"{OLEG};;", header=header),
        NOW,
    )
    assert report.changes["orders"].added == 2
    # A list without the columns, or with empty ones, leaves what is stored.
    await import_path(database, write(path, ANNA, PETR, OLEG), NOW)
    async with database.read(NOW) as uow:
        found = await uow.connection.execute(
            select(t.person.c.given_name, t.account_order.c.number, t.account_order.c.date)
            .join(t.person, t.person.c.id == t.account_order.c.person_id)
            .order_by(t.person.c.given_name)
        )
        assert [tuple(row) for row in found] == [
            ("Анна", "45-к", date(2026, 11, 20)),
            ("Пётр", "", date(2026, 11, 23)),
        ]


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("45-к;", "«Дата приказа» is empty"),
        ("45-к;вчера", "«Дата приказа» “вчера” is not a date like 20.11.2026"),
        (f"{'4' * 65};20.11.2026", "«Номер приказа» has more than 64 characters"),
    ],
)
async def test_an_order_that_cannot_be_one_is_refused_with_its_line(
    database: Database, path: Path, order: str, said: str
) -> None:
    header = f"{HEADER};Номер приказа;Дата приказа"
    with pytest.raises(ImportRefused) as refused:
        await import_path(database, write(path, f"{ANNA};{order}", header=header), NOW)
    assert [problem.line for problem in refused.value.problems.listed] == [2]
    assert said in str(refused.value.problems.listed[0])


async def test_a_list_makes_a_school(database: Database, path: Path) -> None:
    report = await import_path(database, write(path, ANNA, PETR, OLEG), NOW)

    assert report.changes["people"].added == 6
    assert report.changes["guardians"].added == 2
    assert await open_classes(database) == [("Анна", "7А"), ("Олег", "7Б"), ("Пётр", "7А")]
    async with database.read(NOW) as uow:
        found = await uow.connection.execute(
            select(t.school_class.c.title, t.person.c.family_name).join(
                t.person, t.person.c.id == t.school_class.c.homeroom_teacher_id
            )
        )
        assert [tuple(row) for row in found] == [("7А", "Орлова")]
        sex = await uow.connection.execute(
            select(t.person.c.sex, t.person.c.birth_date).where(t.person.c.given_name == "Анна")
        )
        assert [tuple(row) for row in sex] == [("f", date(2013, 5, 4))]

    assert (await import_path(database, path, NOW)).written == 0


async def test_who_moves_is_in_the_new_class_alone(database: Database, path: Path) -> None:
    await import_path(database, write(path, ANNA, PETR, OLEG), NOW)
    await import_path(database, write(path, ANNA, PETR.replace("7А", "7Б", 1)), NOW)

    # Олег is in 7Б no more: the list speaks of 7Б and does not have him.
    assert await open_classes(database) == [("Анна", "7А"), ("Пётр", "7Б")]


async def test_a_list_of_one_class_leaves_the_others_alone(database: Database, path: Path) -> None:
    await import_path(database, write(path, ANNA, PETR, OLEG), NOW)
    report = await import_path(database, write(path, OLEG), NOW)
    assert report.written == 0


async def test_a_list_without_parents_ends_no_guardianship(database: Database, path: Path) -> None:
    await import_path(database, write(path, ANNA), NOW)
    header = "Класс;Фамилия;Имя;Отчество;Дата рождения"
    write(path, "7А;Иванова;Анна;Дмитриевна;04.05.2013", header=header)
    report = await import_path(database, path, NOW)
    assert report.written == 0


async def test_a_list_goes_to_the_only_school_there_is(database: Database, path: Path) -> None:
    async with database.write(NOW) as uow:
        await uow.connection.execute(insert(t.school).values(sourced_id="s9", name="Лицей"))
        await uow.commit()
    await import_path(database, write(path, ANNA), NOW)
    async with database.write(NOW) as uow:
        names = await uow.connection.execute(select(t.school.c.name))
        assert names.scalars().all() == ["Лицей"]
        await uow.connection.execute(insert(t.school).values(sourced_id="s10", name="Гимназия"))
        await uow.commit()

    with pytest.raises(ImportRefused) as refusal:
        await import_path(database, path, NOW)
    assert [problem.reason for problem in refusal.value.problems.listed] == [
        "several schools are stored: use a OneRoster bundle"
    ]
