"""The week's letters: written on the school's evening, sent one by one, told if they fail (R116).

The family's statement is what lets the program send them; nobody acts but the program.
"""

import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta

from domain.calendar import School
from domain.deadlines.duties import SCHOOL_MONTHS
from domain.errors import NotFound
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_people
from domain.notices.timing import moment_of
from domain.personal_data.letter_model import (
    GIVEN_UP_AFTER,
    Failure,
    Held,
    SheetLetter,
    pause_after,
)
from domain.personal_data.opt_out_model import LetterState, OptOut, Page, WeekSheet
from domain.personal_data.weeks import week_of
from domain.uow import UnitOfWork

_WEEK, _DAY = 7, timedelta(days=1)
_FENCES = 2**31


def sheet_day(school: School, now: datetime) -> tuple[date, datetime] | None:
    """The last day of the newest sheet and the moment from which it leaves; None in summer.

    The day and the hour are the school's, as of every weekly digest. Whoever was away then makes up
    for it during the week (S4 П2.VIII: «не реже 1 раза в неделю»).
    """
    today = school.local(now).date()
    back = (today.isoweekday() - school.policy.weekly_digest_weekday) % _WEEK
    day = today - back * _DAY
    due = moment_of(day, school.policy.evening_at, school.timezone)
    if now < due:
        day -= _WEEK * _DAY
        due = moment_of(day, school.policy.evening_at, school.timezone)
    return (day, due) if day.month in SCHOOL_MONTHS else None


async def write_sheets(uow: UnitOfWork, school: School) -> int:
    """A letter for every family that gets its sheet so; repeating it writes nothing more.

    Who agreed on it after that evening gets the next one.
    """
    newest = sheet_day(school, uow.now)
    if newest is None:
        return 0
    day, due = newest
    return await uow.sheet_letters.write_week(school.id, day, due)


async def take_letter(uow: UnitOfWork, lease: timedelta) -> Held | None:
    """The next letter that may leave, held by us for so long; None: there is none.

    A letter to nobody any more is dropped on the way.
    """
    await uow.sheet_letters.expire()
    while letter := await uow.sheet_letters.next_due():
        opt_out = await _family(uow, letter)
        if opt_out is None:
            await uow.sheet_letters.close(letter.id, None, LetterState.DROPPED)
            continue
        fence = secrets.randbelow(_FENCES)
        await uow.sheet_letters.hold(letter.id, fence, uow.now + lease)
        return Held(letter, fence, opt_out)
    return None


async def page_of(uow: UnitOfWork, held: Held, drawn: Callable[[WeekSheet], Page]) -> Page | None:
    """What the letter says; one that may have arrived says the same again. None of a trial letter.

    What surely was not taken says what holds now: a mark put right, a remark withdrawn meanwhile.
    """
    letter = held.letter
    if letter.day is None or (letter.is_doubtful and letter.page is not None):
        return letter.page
    return drawn(await week_of(uow, held.opt_out, letter.day))


async def _family(uow: UnitOfWork, letter: SheetLetter) -> OptOut | None:
    """None when it reads the diary, is on paper, or has left."""
    try:
        opt_out = await uow.opt_outs.opt_out(letter.opt_out_id)
    except NotFound:
        return None
    return opt_out if opt_out.email else None


async def note_sent(uow: UnitOfWork, held: Held) -> None:
    """The mail server took it: from then on it is handed over, with the hour."""
    await uow.sheet_letters.close(held.letter.id, held.fence, LetterState.SENT)


async def note_failed(uow: UnitOfWork, held: Held, failure: Failure) -> None:
    """It will not arrive; the homeroom teacher is to give the sheet on paper."""
    letter = held.letter
    if await uow.sheet_letters.close(letter.id, held.fence, LetterState.FAILED, failure):
        await _tell(uow, letter)


async def note_later(uow: UnitOfWork, held: Held, *, is_doubtful: bool) -> None:
    """Not taken now, or nobody knows whether: again after a pause, but not for ever."""
    letter = held.letter
    if uow.now - letter.created_at >= GIVEN_UP_AFTER:
        await note_failed(uow, held, Failure.LATE)
        return
    due = uow.now + pause_after(letter.attempts + 1)
    await uow.sheet_letters.put_off(held, due, is_doubtful=is_doubtful)


async def _tell(uow: UnitOfWork, letter: SheetLetter) -> None:
    """Of a trial whoever sent it; else who leads the class, or took the statement."""
    try:
        opt_out = await uow.opt_outs.opt_out(letter.opt_out_id)
    except NotFound:
        return  # it reads the diary meanwhile
    person_id = letter.asked_by or await _responsible(uow, opt_out)
    event = Event(Kind.SHEET, None, letter.id, letter.id)
    await tell_people(uow, [(event, person_id)])


async def _responsible(uow: UnitOfWork, opt_out: OptOut) -> int:
    class_id = opt_out.student.school_class_id
    teacher = None
    if class_id is not None:
        teacher = (await uow.classes.school_class(class_id)).homeroom_teacher
    return opt_out.recorded_by.id if teacher is None else teacher.id
