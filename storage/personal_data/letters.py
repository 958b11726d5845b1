"""Letters of whose data is erased: the words go, the frame stays for whoever reads the rest.

What was said to have been read goes with them.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, delete, exists, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import tables as t

ERASED_TEXT = "(удалено)"

_ROOT, _OTHER = t.message.alias("root"), t.message_recipient.alias("other")


async def erase_letters(
    connection: AsyncConnection, people: Sequence[int], student_id: int | None, *, is_staff: bool
) -> int:
    """What these people wrote and what was written to nobody else; with `student_id` also what was
    written about this pupil alone. Gives how many letters lost their words.

    What somebody wrote as a member of staff is work, and not theirs to erase.
    """
    message, recipient = t.message, t.message_recipient
    written: ColumnElement[bool] = message.c.sender_id.in_(people)
    if is_staff:
        begun = exists().where(
            _ROOT.c.id == message.c.reply_to_id, _ROOT.c.sender_id.not_in(people)
        )
        written = and_(written, begun)
    of_them: ColumnElement[bool] = recipient.c.person_id.in_(people)
    of_others: ColumnElement[bool] = _OTHER.c.person_id.not_in(people)
    if student_id is not None:
        of_them = or_(of_them, recipient.c.student_id == student_id)
        of_others = and_(of_others, _OTHER.c.student_id != student_id)
    if is_staff:
        ties = t.guardianship
        children = select(ties.c.student_id).where(ties.c.guardian_id.in_(people))
        of_them = and_(of_them, recipient.c.student_id.in_(children))
    alone = and_(
        exists().where(recipient.c.message_id == message.c.id, of_them),
        not_(exists().where(_OTHER.c.message_id == message.c.id, of_others)),
    )
    done = await connection.execute(
        update(message)
        .where(or_(written, alone), message.c.text != ERASED_TEXT)
        .values(text=ERASED_TEXT)
    )
    await connection.execute(
        update(recipient).where(of_them).values(delivered_at=None, read_at=None)
    )
    await _erase_weeks(connection, people, student_id)
    await connection.execute(delete(t.message_draft).where(t.message_draft.c.person_id.in_(people)))
    return done.rowcount


async def _erase_weeks(
    connection: AsyncConnection, people: Sequence[int], student_id: int | None
) -> None:
    """Weeks that they confirmed; of a pupil who has left all of them, and the reminders."""
    weeks, reminders = t.week_read, t.week_reminder
    theirs: ColumnElement[bool] = weeks.c.guardian_id.in_(people)
    if student_id is not None:
        theirs = or_(theirs, weeks.c.student_id == student_id)
        await connection.execute(delete(reminders).where(reminders.c.student_id == student_id))
    await connection.execute(delete(weeks).where(theirs))
