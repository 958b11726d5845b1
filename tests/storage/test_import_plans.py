"""Plans of topics in the register's files, beside those that were entered here."""

from sqlalchemy import select, update

from domain.plans.model import Plan, PlannedTopic, Source
from storage import tables as t
from storage.database import Database
from tests.support.bundles import MadeBundle
from tests.support.importing import NOW, Importing, rows

TOPICS = select(t.lesson_topic.c.title).order_by(t.lesson_topic.c.ordinal)


async def titles(database: Database) -> list[str]:
    return [title for (title,) in await rows(database, TOPICS)]


async def section_id(database: Database) -> int:
    found = select(t.section.c.id).where(t.section.c.sourced_id == "7a-alg")
    [(key,)] = await rows(database, found)
    return int(key)


async def test_a_plan_that_was_entered_here_is_left_as_it_is(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    assert await titles(database) == ["Выражения", "Дроби"]
    section = await section_id(database)
    own = Plan((PlannedTopic(1, "Своя тема"),))
    async with database.write(NOW) as uow:
        await uow.plans.replace(section, own, Source.TYPED, None)
        await uow.commit()
    await imported(bundle)
    assert await titles(database) == ["Своя тема"]


async def test_what_was_taught_follows_a_changed_plan_and_approval_ends(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    section = await section_id(database)
    taught = t.lesson.c.section_id == section
    async with database.write(NOW) as uow:
        await uow.connection.execute(
            update(t.lesson).where(taught).values(topic="Дроби", topic_ordinal=2)
        )
        await uow.plans.approve(section, None)
        await uow.commit()
    await imported(bundle)
    approved = select(t.lesson_plan.c.approved_at)
    assert await rows(database, approved) == [(NOW,)], "nothing of the plan has changed"
    first, second = bundle.tables["lessonPlans.csv"]
    first["title"], second["title"] = "Дроби", "Степени"
    await imported(bundle)
    assert await rows(database, approved) == [(None,)]
    ordinals = select(t.lesson.c.topic_ordinal).where(taught).distinct()
    assert await rows(database, ordinals) == [(1,)]
