"""The evening messages of a school: to whom they were written, and what they say by now."""

from sqlalchemy import and_, bindparam, exists, literal_column, select

from domain.notices.model import UNSENT, Kind, State
from storage.tables import notice, person

_IS_OF_EVENING = and_(
    notice.c.kind == literal_column(f"'{Kind.TASKS.value}'"), notice.c.ref_id == bindparam("day")
)
TOLD = (
    select(notice.c.person_id)
    .distinct()
    .where(_IS_OF_EVENING, notice.c.person_id.in_(bindparam("ids", expanding=True)))
)
_LATER = notice.alias("later")
_OF_SAME = and_(
    _LATER.c.chat_id == notice.c.chat_id,
    _LATER.c.about_id == notice.c.about_id,
    _LATER.c.kind == notice.c.kind,
)
SENT = (
    select(
        notice.c.chat_id,
        notice.c.person_id,
        select(_LATER.c.told)
        .where(_OF_SAME, _LATER.c.state == State.SENT)
        .order_by(_LATER.c.sent_at.desc(), _LATER.c.id.desc())
        .limit(1)
        .scalar_subquery()
        .label("said"),
    )
    .select_from(notice.join(person, person.c.id == notice.c.person_id))
    .where(
        _IS_OF_EVENING,
        notice.c.state == State.SENT,
        person.c.school_id == bindparam("school_id"),
        ~exists().where(_OF_SAME, _LATER.c.state.in_(UNSENT)),  # what waits says it all anyway
    )
    .order_by(notice.c.chat_id, notice.c.person_id)
)
