"""What is due by the clock: class lists to be checked, requests to erase to be carried out."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.delivery.trouble_model import Grief
from domain.mornings import TERMS_FROM, is_told_now
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_people
from domain.personal_data.erasure_model import is_pressing
from domain.personal_data.list_model import CheckState, day_of_month, first_of
from domain.personal_data.lists import checks_of_school
from domain.school_days import ClassKey, is_school_day
from domain.uow import UnitOfWork

REMINDED_AGAIN = timedelta(days=5)


async def pressing_erasures(uow: UnitOfWork) -> Mapping[int, Grief]:
    """By school, how many requests are due within `erasure_warned_days`; since they were asked."""
    found: dict[int, list[datetime]] = {}
    for each in await uow.erasures.open_everywhere():
        school = each.school
        if is_pressing(school.policy, each, school.today(uow.now)):
            found.setdefault(school.id, []).append(each.asked_at)
    return {school_id: Grief(len(asked), min(asked)) for school_id, asked in found.items()}


async def overdue_lists(uow: UnitOfWork) -> Mapping[int, Grief]:
    """By school, how many classes have a list that nobody has checked in time this month."""
    found: dict[int, Grief] = {}
    for school in await uow.class_lists.schools():
        checks = await checks_of_school(uow, school)
        count = sum(each.state is CheckState.OVERDUE for each in checks)
        if count:
            found[school.id] = Grief(count, _asked_at(school, uow.now))
    return found


def _asked_at(school: School, now: datetime) -> datetime:
    month = first_of(school.today(now))
    asked = day_of_month(month, school.policy.class_list_asked_on)
    return datetime(asked.year, asked.month, asked.day, tzinfo=school.timezone)


async def _at_school(uow: UnitOfWork, school: School) -> Callable[[SchoolClass], bool]:
    """Whether a class has lessons today: reminders are quiet on all other days."""
    today = school.today(uow.now)
    holidays = await uow.calendar.holidays(school.id, today, today)

    def at_school(school_class: SchoolClass) -> bool:
        who = ClassKey(school_class.id, school_class.grade_level)
        return is_school_day(today, who, school_class.days_a_week, holidays)

    return at_school


async def remind_of_lists(uow: UnitOfWork) -> int:
    """Asks the homeroom teachers whose list waits, on days with lessons, not more often than every
    `REMINDED_AGAIN`, each school in its own morning. Gives how many classes it concerns; repeating
    it tells nobody twice."""
    told: list[tuple[Event, int]] = []
    for school in await uow.class_lists.schools():
        if not is_told_now(school, uow.now, TERMS_FROM):
            continue
        at_school = await _at_school(uow, school)
        waiting = {
            each.school_class.id: each.school_class.homeroom_teacher.id
            for each in await checks_of_school(uow, school)
            if each.state in (CheckState.ASKED, CheckState.OVERDUE)
            if each.school_class.homeroom_teacher is not None and at_school(each.school_class)
        }
        lately = await uow.class_lists.reminded(waiting, uow.now - REMINDED_AGAIN)
        told += [
            (Event(Kind.CLASS_LIST, None, class_id, class_id), teacher_id)
            for class_id, teacher_id in waiting.items()
            if class_id not in lately
        ]
    if told:
        await tell_people(uow, told)
    return len(told)
