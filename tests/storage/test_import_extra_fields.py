"""Files may carry telephones, addresses and e-mail: nothing of them is taken (R026)."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import String, Text, cast, func, select

from storage.database import Database
from storage.roster.load import import_path
from storage.tables import metadata
from tests.support.bundles import small_bundle

NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
EXTRAS = {
    "email": "mum@mail.example",
    "phone": "+7 900 000-11-22",
    "sms": "+79000001122",
    "address": "г. Тула, ул. Мира, 1, кв. 55",
}
LIST = (
    "Класс;Фамилия;Имя;Дата рождения;Пол;Родитель 1;Телефон;Адрес;E-mail",
    f"7А;Иванова;Анна;04.05.2013;Ж;Иванова Елена;{';'.join(list(EXTRAS.values())[1:])}",
)


async def holding(database: Database, value: str) -> list[str]:
    """The columns in which the text is found."""
    found = []
    async with database.read(NOW) as uow:
        for table in metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, String | Text):
                    is_there = cast(column, String).contains(value)
                    query = select(func.count()).select_from(table).where(is_there)
                    if await uow.connection.scalar(query):
                        found.append(f"{table.name}.{column.name}")
    return found


async def test_a_bundle_with_extra_columns(database: Database, tmp_path: Path) -> None:
    bundle = small_bundle()
    for user in bundle.tables["users.csv"]:
        user.update(EXTRAS)
    await import_path(database, bundle.write(tmp_path / "bundle"), NOW)
    assert await holding(database, "Елена") == ["person.given_name"]
    for value in EXTRAS.values():
        assert await holding(database, value) == []


async def test_a_class_list_with_extra_columns(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "список.csv"
    path.write_text("\n".join(LIST), encoding="utf-8")
    await import_path(database, path, NOW)
    assert await holding(database, "Елена") == ["person.given_name"]
    for value in EXTRAS.values():
        assert await holding(database, value) == []
