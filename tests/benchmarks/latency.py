"""From the commit of a mark to the sendMessage call that tells of it, when all is quiet."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from pydantic import SecretStr
from sqlalchemy import event, select

from bot.app import App, build_app
from bot.clock import shifted_clock
from bot.run import run
from bot.settings import Settings
from domain.marks.value import NOTHING
from handlers.lessons.mark_callbacks import SetMark
from playground.client import Client
from playground.model import UploadedFile
from playground.server import DEFAULT_TOKEN, Playground
from playground.telegram import Telegram
from storage import tables as t
from storage.database import Database
from tests.benchmarks.databases import TODAY, clock_offset, open_school, school_now, school_of
from tests.benchmarks.measure import Measure
from tests.benchmarks.readers import bind

_QUIET_SECONDS = 0.3  # the mark before this one is written down as told
_TEACHER_CHAT, _FIRST_PUPIL_CHAT = 9_001, 9_101


class ListeningTelegram(Telegram):
    """Notes when each pupil's chat was sent its last message."""

    def __init__(self) -> None:
        super().__init__()
        self.add_bot(DEFAULT_TOKEN)
        self.sent_at: dict[int, float] = {}

    async def call(
        self,
        token: str,
        method: str,
        params: Mapping[str, Any] | None = None,
        files: dict[str, UploadedFile] | None = None,
    ) -> Any:
        if method == "sendMessage" and params:
            self.sent_at[int(params["chat_id"])] = time.perf_counter()
        return await super().call(token, method, params, files)


def latency(*, quick: bool) -> list[Measure]:
    """A teacher sets a mark, waits until it is told, sets the next."""
    waits = asyncio.run(_measured(5 if quick else 15))
    return [
        Measure(
            "ms from a mark's commit to sendMessage",
            median(waits) * 1000,
            100,
            detail=f"longest of {len(waits)}: {max(waits) * 1000:.0f}",
        )
    ]


async def _measured(marks: int) -> list[float]:
    database = open_school(await school_of(1_200, "latency"))
    presses = await _connect(database, marks)
    telegram = ListeningTelegram()
    async with Playground(telegram=telegram) as playground:
        settings = Settings(
            _env_file=None, bot_token=SecretStr(DEFAULT_TOKEN), telegram_api_url=playground.url
        )
        app = build_app(settings, clock=shifted_clock(clock_offset()), database=database)
        stop = asyncio.Event()
        running = asyncio.create_task(run(app, stop))
        try:
            return await _set_marks(app, telegram, presses)
        finally:
            stop.set()
            await running


async def _set_marks(
    app: App, telegram: ListeningTelegram, presses: Sequence[SetMark]
) -> list[float]:
    committed: list[float] = []

    def note(_connection: Any) -> None:
        committed.append(time.perf_counter())

    event.listen(app.database.engine.sync_engine, "commit", note)
    teacher = Client(telegram, _TEACHER_CHAT)
    pupils = [Client(telegram, _FIRST_PUPIL_CHAT + at) for at in range(len(presses))]
    for pupil in pupils:
        await pupil.send("/menu")
    await teacher.send("/lessons")
    waits = []
    for press, pupil in zip(presses, pupils, strict=True):
        await asyncio.sleep(_QUIET_SECONDS)
        committed.clear()
        before = telegram.sent_at[pupil.id]
        await teacher.forge(press.pack())
        await pupil.until(lambda who=pupil.id, at=before: telegram.sent_at[who] > at)  # type: ignore[misc]
        waits.append(telegram.sent_at[pupil.id] - committed[0])
    return waits


# A lesson of the seventh grade that was the first one today.
_HELD = (
    select(t.lesson.c.id, t.lesson.c.section_id, t.lesson.c.teacher_id)
    .join(t.section, t.section.c.id == t.lesson.c.section_id)
    .join(t.subject, t.subject.c.id == t.section.c.subject_id)
    .where(
        t.lesson.c.date == TODAY,
        t.lesson.c.number == 1,
        t.lesson.c.is_cancelled.is_(False),
        t.section.c.grade_level == 7,
        t.section.c.group_name == "",
        t.subject.c.is_marked,
    )
    .order_by(t.lesson.c.starts)
    .limit(1)
)


async def _connect(database: Database, count: int) -> list[SetMark]:
    """A teacher with a lesson just held, its pupils with phones; what is to be pressed."""
    async with database.write(school_now()) as uow:
        connection = uow.connection
        lesson = (await connection.execute(_HELD)).one()
        pupils = await connection.scalars(
            select(t.section_student.c.student_id)
            .where(t.section_student.c.section_id == lesson.section_id)
            .limit(count)
        )
        work_type = await connection.scalar(
            select(t.work_type.c.id).where(t.work_type.c.code == "test").limit(1)
        )
        await bind(connection, _TEACHER_CHAT, lesson.teacher_id, "staff")
        presses = []
        for at, student_id in enumerate(pupils):
            await bind(connection, _FIRST_PUPIL_CHAT + at, student_id, "student", student_id)
            presses.append(
                SetMark(
                    lesson_id=lesson.id,
                    work_type_id=work_type or 0,
                    student_id=student_id,
                    nth=0,
                    code="5",
                    seen=NOTHING,
                )
            )
        await uow.commit()
    return presses
