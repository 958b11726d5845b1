"""Whether a family was told in time, and if not, by whom it was missed and why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.delivery.model import IN_TIME, Contact, Household, Reach
from domain.delivery.untold_model import (
    FinalStanding,
    FinalTelling,
    Missed,
    MissedBy,
    Standing,
    Untold,
)
from domain.notices.model import UNSENT, Reason, State

_WORST = tuple(Standing)
_OF_REACH = {
    Reach.NOT_CONNECTED: Missed.NOT_CONNECTED,
    Reach.BLOCKED: Missed.BLOCKED,
    Reach.GONE: Missed.GONE,
}
_OF_REASON = {
    Reason.BLOCKED: Missed.BLOCKED,
    Reason.NO_CHAT: Missed.GONE,
    Reason.UNREACHABLE: Missed.BLOCKED,
    Reason.NO_CONSENT: Missed.NO_CONSENT,
}


def judge_finals(
    households: Iterable[Household], tellings: Iterable[FinalTelling]
) -> list[FinalStanding]:
    """How each pupil's family was told of the final marks; who has none is left out.

    A family is told with the first guardian that is. A family that has several marks stands as the
    one that was told worst.
    """
    of_pupil: dict[int, dict[int, list[FinalTelling]]] = defaultdict(lambda: defaultdict(list))
    for each in tellings:
        of_pupil[each.student_id][each.final_mark_id].append(each)
    return [
        _pupil(household, list(of_pupil[household.student.id].values()))
        for household in households
        if household.student.id in of_pupil
    ]


def _pupil(household: Household, marks: Sequence[Sequence[FinalTelling]]) -> FinalStanding:
    judged = [(_mark(rows), rows) for rows in marks]
    worst = min((standing for standing, _ in judged), key=_WORST.index)
    told = [moment for _, rows in judged if (moment := _told_at(rows)) is not None]
    open_rows = [
        rows for standing, rows in judged if standing in (Standing.MISSED, Standing.WAITING)
    ]
    blamed = min(open_rows, key=lambda rows: rows[0].changed_at, default=())
    return FinalStanding(
        household.student,
        len(marks),
        worst,
        max(told, default=None),
        blamed[0].changed_at if blamed else None,
        tuple(
            missed_by(contact, blamed[0].changed_at, _of(blamed, contact))
            for contact in household.contacts
        )
        if blamed
        else (),
    )


def _mark(rows: Sequence[FinalTelling]) -> Standing:
    told_at = _told_at(rows)
    if told_at is not None:
        return Standing.IN_TIME if told_at - rows[0].changed_at <= IN_TIME else Standing.LATE
    if any(each.reason is Reason.UNDONE for each in rows):
        return Standing.IN_TIME  # it is again as the family knows it
    return Standing.WAITING if any(each.state in UNSENT for each in rows) else Standing.MISSED


def _told_at(rows: Iterable[FinalTelling]) -> datetime | None:
    return min((each.sent_at for each in rows if each.sent_at is not None), default=None)


def _of(rows: Iterable[FinalTelling], contact: Contact) -> FinalTelling | None:
    """The newest notice to this guardian."""
    own = [each for each in rows if each.person_id == contact.person.id]
    return own[-1] if own else None


def missed_by(contact: Contact, since: datetime, notice: FinalTelling | None) -> MissedBy:
    """Why this guardian was not told of what happened at `since`.

    What became of the notice says more than how the chat is today; without a notice there was no
    chat then, or it was not wanted.
    """
    who = contact.person
    if notice is not None and notice.state in UNSENT:
        return MissedBy(who, Missed.WAITING, notice.changed_at)
    if notice is not None and notice.state is State.DEAD:
        return MissedBy(who, Missed.FAILED, notice.changed_at)
    if contact.reach is not Reach.REACHED:
        return MissedBy(who, _OF_REACH[contact.reach], contact.since)
    if notice is not None and notice.reason in _OF_REASON:
        return MissedBy(who, _OF_REASON[notice.reason], notice.changed_at)
    if contact.bound_at is not None and contact.bound_at > since:
        return MissedBy(who, Missed.CONNECTED_LATER, contact.bound_at)
    return MissedBy(who, Missed.SWITCHED_OFF)


def missed_of_paper(contact: Contact, untold: Sequence[Untold]) -> MissedBy:
    """The same of several things at once, of which nobody in the family was told."""
    since = min(each.since for each in untold)
    found = missed_by(contact, since, None)
    if found.why is Missed.SWITCHED_OFF and any(each.has_failed for each in untold):
        return MissedBy(contact.person, Missed.FAILED, since)
    return found
