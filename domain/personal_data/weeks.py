"""What a family without the electronic diary learns of a week (S4 П2.VIII)."""

from datetime import date, timedelta

from domain.personal_data.opt_out_model import OptOut, WeekSheet
from domain.uow import UnitOfWork

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


async def week_of(uow: UnitOfWork, opt_out: OptOut, last: date) -> WeekSheet:
    """The seven days up to `last`, that day included, and homework after them.

    Whoever asks has the right already: by the table, or by the family's statement.
    """
    student, begins = opt_out.student, last - _WEEK + _DAY
    remarks = await uow.remarks.of_pupil(student.id)
    return WeekSheet(
        student,
        opt_out.school,
        begins,
        last,
        tuple(await uow.marks.by_subject(student.id, begins, last)),
        tuple(await uow.attendance.exceptions(student.id, begins, last)),
        tuple(await uow.homework.due(student.id, last + _DAY, last + _WEEK)),
        tuple(each for each in remarks if begins <= opt_out.school.today(each.written_at) <= last),
    )
