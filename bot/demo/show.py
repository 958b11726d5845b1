"""The demo while it runs: the school, the playground, the people in it and the bot."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.clock import shifted_clock, wall_clock
from bot.demo.calendar import demo_clock
from bot.demo.cast import Cast, Character
from bot.demo.collector import without_collector
from bot.demo.playground_process import TOKEN, PlaygroundFailed, PlaygroundProcess
from bot.settings import Settings
from domain.binding.inviting import issue_invites
from domain.binding.model import BindingRole, InviteRequest, IssuedInvite
from handlers.words import speaking, weekday_date
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Stage:
    """Where and when the demo plays."""

    settings: Settings
    offset: timedelta  # from the wall clock to the school's

    @property
    def now(self) -> datetime:
        return shifted_clock(self.offset)()

    def notice(self, language: str = "ru") -> str:
        """What the page says above the chats, in Russian or in English."""
        local = self.now.astimezone(self.settings.timezone)
        with speaking(language):
            day = weekday_date(local.date())
        if language == "en":
            return (
                f"Press START in any chat. At school it is {day}, {local:%H:%M}, the third lesson. "
                "All data are made up."
            )
        return (
            f"Нажмите «СТАРТ» в любом чате. В школе {day}, {local:%H:%M}, третий урок. "
            "Данные придуманы."
        )


def make_stage(settings: Settings, database: Path, url: str, real_now: datetime) -> Stage:
    """The settings of the demo's bot: its own database, whatever DATABASE_URL says."""
    changed = {
        "bot_token": SecretStr(TOKEN),
        "telegram_api_url": url,
        "database_url": f"sqlite+aiosqlite:///{database}",
        "webhook_url": None,
        "webhook_secret": None,
    }
    offset = demo_clock(real_now, settings.timezone) + (real_now - wall_clock())
    return Stage(settings.model_copy(update=changed), offset)


async def play(
    stage: Stage,
    playground: PlaygroundProcess,
    cast: Cast,
    stop: asyncio.Event,
    announce: Callable[[str], None],
) -> None:
    """Runs until `stop` or a signal; `announce` hears the address once everything answers."""
    importing = asyncio.create_task(asyncio.to_thread(_import_bot))
    await playground.ready()
    await _introduce(stage, playground, cast)
    await importing
    if stop.is_set():
        return
    from bot.app import build_app
    from bot.run import run

    app = build_app(stage.settings, clock=shifted_clock(stage.offset))
    watch = asyncio.create_task(_watch(playground, stop))
    bot = asyncio.create_task(run(app, stop))
    try:
        while not (app.identity.username or bot.done()):  # noqa: ASYNC110 - set by no event
            await asyncio.sleep(0.02)
        if app.identity.username:
            announce(f"{playground.url}/")
        await bot
    finally:
        watch.cancel()
        await asyncio.gather(watch, bot, return_exceptions=True)
    if watch.done() and not watch.cancelled():
        raise PlaygroundFailed("the playground ended by itself")


def _import_bot() -> None:
    """aiogram takes seconds; codes are made and the playground is filled meanwhile."""
    with without_collector():
        import bot.app
        import bot.run  # noqa: F401


async def _watch(playground: PlaygroundProcess, stop: asyncio.Event) -> None:
    await playground.ended()
    stop.set()


async def _introduce(stage: Stage, playground: PlaygroundProcess, cast: Cast) -> None:
    """Puts the people into the playground, with one-time codes made a moment ago."""
    requests = [
        InviteRequest(one.person_id, one.role, one.student_id)
        for each in cast
        for one in each.accesses
    ]
    database = Database(stage.settings.database_url, stage.settings.timezone)
    try:
        async with database.write(stage.now) as uow:
            issued = iter(await issue_invites(uow, requests, issued_by=None))
            await uow.handovers.hand_over(_on_paper(requests), _office(cast))
            await uow.commit()
    finally:
        await database.close()
    for each in cast:
        await playground.post("people", _account(each, [next(issued) for _ in each.accesses]))
    await playground.post("notice", {"text": stage.notice(), "english": stage.notice("en")})


def _on_paper(requests: list[InviteRequest]) -> list[InviteRequest]:
    """The codes that the school hands over: those of the page are in hand."""
    return [each for each in requests if each.role is not BindingRole.TRUSTED_CONTACT]


def _office(cast: Cast) -> int:
    """Somebody of the staff, who handed them over."""
    accesses = (one for each in cast for one in each.accesses)
    return next(one.person_id for one in accesses if one.role is BindingRole.STAFF)


def _account(each: Character, invites: list[IssuedInvite]) -> dict[str, str]:
    """The first code comes by the link of «СТАРТ»; the others are to be typed."""
    about = each.about
    for access, invite in list(zip(each.accesses, invites, strict=True))[1:]:
        about += f"; ещё код: {invite.code}" + (f" ({access.child})" if access.child else "")
    return {
        "first_name": each.first_name,
        "last_name": each.last_name,
        "language_code": "ru",
        "about": about,
        "start_payload": invites[0].link_token,
    }
