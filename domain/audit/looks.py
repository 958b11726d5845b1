"""What staff looked at: every permission about somebody else that was not used for a write.

A use case notes its writes itself. Whatever else `Actor.require` permitted while an update was
handled, was shown or decided what was shown. A family's own screens are no looks, nor is the day of
a teacher's own lessons.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from itertools import islice

from domain.actor import Actor, Permit
from domain.audit.model import Note, Thing, ThingKind, Who

ONE_LOOK = timedelta(minutes=10)
"""Who comes back to the same thing within this time looks at it once."""

_Key = tuple[Who, str, Thing]


def looks_of(actor: Actor, at: datetime, written: Collection[str] = ()) -> list[Note]:
    """The looks of one update, each once; `written` are actions whose writes are noted already."""
    looks: dict[_Key, Note] = {}
    for permit in actor.permitted:
        thing = _thing(permit)
        if thing is None or permit.action in written:
            continue
        target = permit.target
        who = Who(permit.hat.school.id, actor.chat_id, permit.hat.person.id, str(permit.role))
        about = thing.id if thing.kind is ThingKind.PERSON else None
        action = str(permit.action)
        looks[who, action, thing] = Note(at, who, action, thing, about, target.school_class_id)
    return list(looks.values())


class RecentLooks:
    """What was looked at lately, so that leafing to and fro is one look. Memory of one process."""

    def __init__(self) -> None:
        self._last: dict[_Key, datetime] = {}  # the one remembered longest ago first

    def new(self, looks: Iterable[Note]) -> list[Note]:
        """Those that do not repeat one of the last minutes."""
        return [each for each in looks if not self._is_recent(each)]

    def remember(self, looks: Iterable[Note]) -> None:
        """These are certain to be stored, or to be looked at once more."""
        for look in looks:
            if not self._is_recent(look):
                self._last.pop(_key(look), None)
                self._last[_key(look)] = look.at
                self._forget(look.at)

    def _is_recent(self, look: Note) -> bool:
        last = self._last.get(_key(look))
        return last is not None and timedelta(0) <= look.at - last < ONE_LOOK

    def _forget(self, now: datetime) -> None:
        """Two old ones for each new one: it never grows far beyond the last minutes."""
        for key, at in list(islice(self._last.items(), 2)):
            if abs(now - at) >= ONE_LOOK:
                del self._last[key]


def _key(look: Note) -> _Key:
    return look.who, look.action, look.thing


def _thing(permit: Permit) -> Thing | None:
    """Whose data it was, as narrow as the permission says; None where it was one's own."""
    hat, target = permit.hat, permit.target
    if not hat.is_staff:
        return None
    person_id = target.student_id or target.person_id
    if person_id is not None:
        return Thing(ThingKind.PERSON, person_id) if person_id != hat.person.id else None
    if target.lesson_id is not None:
        return Thing(ThingKind.LESSON, target.lesson_id)
    if target.school_class_id is not None:
        return Thing(ThingKind.SCHOOL_CLASS, target.school_class_id)
    return Thing(ThingKind.SCHOOL, hat.school.id)
