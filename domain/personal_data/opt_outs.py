"""The register of families that get their print-out every week, and the print-out itself (R114)."""

from collections.abc import Callable
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.classes.model import SchoolClass
from domain.classes.use_cases import open_class
from domain.diary import target_of
from domain.errors import Refused, unknown_is_denied
from domain.hat import Hat
from domain.people import Student
from domain.personal_data.opt_out_model import OptOut, Page, WeekSheet
from domain.personal_data.statements import checked_statement
from domain.personal_data.weeks import week_of
from domain.staff.summaries import list_hat
from domain.staff.use_cases import office
from domain.summaries import Summary
from domain.uow import UnitOfWork

_PRINTED = (
    Action.READ_MARKS,
    Action.READ_ATTENDANCE,
    Action.READ_HOMEWORK,
    Action.READ_REMARKS,
)


async def opt_outs_of_class(
    uow: UnitOfWork, actor: Actor, class_id: int
) -> tuple[SchoolClass, list[OptOut]]:
    """Of one class."""
    school_class, _hat = await open_class(uow, actor, class_id, Action.READ_OPT_OUTS)
    return school_class, await uow.opt_outs.of_class(class_id)


async def opt_outs_of_school(uow: UnitOfWork, actor: Actor) -> tuple[Hat, list[OptOut]]:
    """Of the whole school, for the management and the administrator.

    And for whom the director lets see the summary.
    """
    hat = list_hat(actor, Action.READ_OPT_OUTS, Summary.OPT_OUTS)
    return hat, await uow.opt_outs.of_school(hat.school.id)


async def pupil_to_opt_out(uow: UnitOfWork, actor: Actor, student_id: int) -> tuple[Student, Hat]:
    """The pupil, and the hat in which the actor may register the family; else `Denied`."""
    with unknown_is_denied(Action.REGISTER_OPT_OUT):
        student, school = await uow.people.student(student_id)
    return student, actor.require(Action.REGISTER_OPT_OUT, target_of(student, school))


async def register_opt_out(uow: UnitOfWork, actor: Actor, student_id: int, typed: str) -> Student:
    """Records the statement; `Refused` as `checked_statement`, "opted_out_already"."""
    student, hat = await pupil_to_opt_out(uow, actor, student_id)
    statement = checked_statement(typed, hat.school.today(uow.now))
    opt_out_id = await uow.opt_outs.add(student_id, statement, hat.person.id)
    if opt_out_id is None:
        raise Refused("opted_out_already")
    uow.audit.note(
        actor,
        hat,
        Action.REGISTER_OPT_OUT,
        Thing(ThingKind.OPT_OUT, opt_out_id),
        about=student_id,
        after={"number": statement.number, "date": statement.date.isoformat()},
    )
    return student


async def open_opt_out(uow: UnitOfWork, actor: Actor, opt_out_id: int) -> OptOut:
    """One family of the register, for whoever may change it."""
    with unknown_is_denied(Action.REGISTER_OPT_OUT):
        found = await uow.opt_outs.opt_out(opt_out_id)
    actor.require(Action.REGISTER_OPT_OUT, target_of(found.student, found.school))
    return found


async def end_opt_out(uow: UnitOfWork, actor: Actor, opt_out_id: int) -> OptOut:
    """The family reads the electronic diary after all. Repeating it is `Denied`: it is gone."""
    found = await open_opt_out(uow, actor, opt_out_id)
    hat = actor.require(Action.REGISTER_OPT_OUT, target_of(found.student, found.school))
    if await uow.opt_outs.end(opt_out_id, hat.person.id):
        uow.audit.note(
            actor,
            hat,
            Action.REGISTER_OPT_OUT,
            Thing(ThingKind.OPT_OUT, opt_out_id),
            about=found.student.id,
            before={"number": found.statement.number},
        )
    return found


async def print_week(
    uow: UnitOfWork, actor: Actor, class_id: int, drawn: Callable[[WeekSheet], Page]
) -> tuple[SchoolClass, list[Page]]:
    """The print-outs of a class: the last seven days, today included, and homework after them.

    Of who gets it by e-mail only where the letter did not arrive. What is printed is kept as it is;
    the same page of the same day once. `Refused` "nobody_opted_out", "nobody_on_paper".
    """
    school_class, hat = await open_class(uow, actor, class_id, Action.PRINT_WEEK)
    registered = await uow.opt_outs.of_class(class_id)
    if not registered:
        raise Refused("nobody_opted_out")
    today = school_class.school.today(uow.now)
    opt_outs = [each for each in registered if each.is_on_paper(today)]
    if not opt_outs:
        raise Refused("nobody_on_paper")
    pages = {
        each.student.id: drawn(await _week_sheet(uow, actor, each, today)) for each in opt_outs
    }
    had = await uow.opt_outs.kept(class_id, today)
    if new := {pupil: page for pupil, page in pages.items() if (pupil, page) not in had}:
        await uow.opt_outs.keep(class_id, today, new, hat.person.id)
        uow.audit.note(
            actor,
            hat,
            Action.PRINT_WEEK,
            Thing(ThingKind.SCHOOL_CLASS, class_id),
            after={"day": today.isoformat(), "pupils": len(new)},
        )
    return school_class, list(pages.values())


async def pages_of_day(
    uow: UnitOfWork, actor: Actor, class_id: int, day: date
) -> tuple[str, list[Page]]:
    """The class and its print-outs as they were made on that day, also of a class that is no more.

    `Refused` "nothing_printed".
    """
    school = office(actor, Action.READ_REPORTS).school
    title, pages = await uow.opt_outs.printed(school.id, class_id, day)
    if not pages:
        raise Refused("nothing_printed")
    return title, pages


async def _week_sheet(uow: UnitOfWork, actor: Actor, opt_out: OptOut, today: date) -> WeekSheet:
    for reading in _PRINTED:
        actor.require(reading, target_of(opt_out.student, opt_out.school))
    return await week_of(uow, opt_out, today)
