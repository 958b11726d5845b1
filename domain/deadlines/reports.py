"""Reports of D14–D18: kept as they were made, and handed out to whoever asks (R114, R133–R141).

Of a check, an analysis or a report the files are kept that its maker sends; of print-outs, which
the bot makes, the pages themselves (`domain.personal_data.opt_outs`). Files are added and never
changed: an earlier day's are the ones that were made then, a later one says its own day.
"""

from dataclasses import replace
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.attachments.model import BOTH, Incoming, Owner, checked
from domain.attachments.room import has_room
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.deadlines.duties import FILED, OF_SCHOOL, SAID_DONE
from domain.deadlines.model import DutyKey, Missing
from domain.deadlines.report_model import Report, ReportFiles, ReportKinds, ReportPage
from domain.deadlines.rules import DeadlineId
from domain.deadlines.use_cases import dutiful, duty_facts
from domain.errors import Refused
from domain.staff.use_cases import office
from domain.uow import UnitOfWork

ON_PAGE = 12


async def report_kinds(uow: UnitOfWork, actor: Actor) -> ReportKinds:
    """How much is kept of each kind, for the management of a school."""
    school = office(actor, Action.READ_REPORTS).school
    return ReportKinds(school, await uow.reports.kinds(school.id))


async def reports_of(uow: UnitOfWork, actor: Actor, deadline: DeadlineId, page: int) -> ReportPage:
    """The register of one deadline; of a page past the end the first one.

    `Refused` "no_report" for one of which nothing is ever kept.
    """
    school = office(actor, Action.READ_REPORTS).school
    if deadline not in SAID_DONE:
        raise Refused("no_report")
    part = {"offset": page * ON_PAGE, "limit": ON_PAGE}
    if deadline is DeadlineId.PRINT_OUT:
        runs, number = await uow.opt_outs.print_runs(school.id, **part)
        shown = ReportPage(school, deadline, page, number, runs=tuple(runs))
        return shown if runs or not page else await reports_of(uow, actor, deadline, 0)
    found, number = await uow.reports.of_deadline(school.id, deadline, **part)
    shown = ReportPage(school, deadline, page, number, tuple(found))
    return shown if found or not page else await reports_of(uow, actor, deadline, 0)


async def get_report(
    uow: UnitOfWork, actor: Actor, deadline: DeadlineId, class_id: int, due: date
) -> ReportFiles:
    """What was sent of it; `Refused` "no_report" where nothing is kept."""
    school = office(actor, Action.READ_REPORTS).school
    found = await _filed(uow, school, (deadline, class_id, due))
    if not found.files:
        raise Refused("no_report")
    return replace(
        found, contents=await uow.attachments.contents([each.id for each in found.files])
    )


async def report_to_file(
    uow: UnitOfWork, actor: Actor, deadline: DeadlineId, class_id: int, due: date
) -> ReportFiles:
    """One that was noted as made, to whoever may add its files."""
    hat = await dutiful(uow, actor, deadline, class_id)
    return await _filed(uow, hat.school, (deadline, class_id, due))


async def file_report(
    uow: UnitOfWork,
    actor: Actor,
    deadline: DeadlineId,
    class_id: int,
    due: date,
    incoming: Incoming | None,
) -> ReportFiles:
    """Keeps a file of it; the same one twice is kept once.

    `Refused` "no_report", and as `checked` and `has_room` do.
    """
    hat = await dutiful(uow, actor, deadline, class_id)
    key = deadline, class_id, due
    found = await _filed(uow, hat.school, key)
    if incoming is not None and any(each.unique_id == incoming.unique_id for each in found.files):
        return found
    fitting = checked(incoming, hat.school.policy, wants=BOTH, have=len(found.files))
    await has_room(uow, hat.school, fitting, hat.person.id)
    report = await _report(uow, hat.school, key)
    await uow.attachments.add(Owner.REPORT, report.id, fitting, hat.person.id)
    thing, facts = Thing(ThingKind.DEADLINE, hat.school.id), duty_facts(key)
    after = {**facts, "files": len(found.files) + 1}
    uow.audit.note(actor, hat, Action.SAY_DONE, thing, after=after)
    return await _filed(uow, hat.school, key)


async def _filed(uow: UnitOfWork, school: School, key: DutyKey) -> ReportFiles:
    report = await _report(uow, school, key)
    files = await uow.attachments.of(Owner.REPORT, report.id)
    gap = Missing(report.deadline, report.due, report.class_id, (), OF_SCHOOL, report.class_title)
    return ReportFiles(school, gap, tuple(files))


async def _report(uow: UnitOfWork, school: School, key: DutyKey) -> Report:
    report = await uow.reports.of_key(school.id, key)
    if report is None or report.deadline not in FILED:
        raise Refused("no_report")
    return report
