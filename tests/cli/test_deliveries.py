"""`python -m bot deliveries`: dead notices without names, and once more."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.cli import deliveries_command
from bot.cli.parser import make_parser
from bot.clock import wall_clock
from bot.settings import Settings
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families
from storage import tables as t
from tests.support.people import World


@pytest.fixture
async def settings(world: World) -> Settings:
    """Two notices of Anna's mother, one of them given up two hours ago."""
    await world.guardian("elena", "anna")
    anna = world.school["anna"]
    async with world.app.database.write(wall_clock()) as uow:
        await tell_families(uow, [Event(Kind.MARK, anna, ref, ref) for ref in (1, 2)])
        await uow.connection.execute(
            update(t.notice)
            .where(t.notice.c.ref_id == 1)
            .values(state="dead", reason="late", created_at=uow.now - timedelta(hours=2))
        )
        await uow.commit()
    url = world.app.database.url.render_as_string(hide_password=False)
    return Settings(_env_file=None, database_url=url)


async def run(settings: Settings, *options: str) -> None:
    arguments = make_parser().parse_args(["deliveries", *options])
    assert await deliveries_command.deliveries(settings, retry=arguments.retry) == 0


async def test_the_list_names_nobody(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await run(settings)
    assert capsys.readouterr().out == "1\tschool 1\tmark\tlate\t2 h\n"


async def test_retry_sends_again(
    settings: Settings, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    await run(settings, "--retry")
    assert "1 will be sent again" in capsys.readouterr().err
    rows = await world.rows(select(t.notice.c.state))
    assert [row["state"] for row in rows] == ["pending", "pending"]
    await run(settings)
    assert "Nothing was given up" in capsys.readouterr().err


def test_a_database_that_is_not_there(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path_factory.mktemp("none") / "school.db"
    settings = Settings(_env_file=None, database_url=f"sqlite+aiosqlite:///{path}")
    arguments = make_parser().parse_args(["deliveries"])
    assert deliveries_command.run(arguments, settings) == 1
    assert "There is no database" in capsys.readouterr().err
    assert not path.exists()
