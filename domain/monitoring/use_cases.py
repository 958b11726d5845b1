"""The report of monitoring works and of interim attestation, for the management (R094)."""

from collections.abc import Sequence
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.errors import Refused
from domain.monitoring.model import ClassFigures, Counted, Report, SubjectReport, figures
from domain.staff.use_cases import office
from domain.uow import UnitOfWork
from domain.work_types.model import WorkKind

_FIRST_MONTH = 8  # marks are given from September on; August belongs to the coming year


async def monitoring_report(
    uow: UnitOfWork, actor: Actor, kind: WorkKind, grade_level: int
) -> Report:
    """This school year's works of the kind, class by class and over the grade.

    `Refused` "not_monitored" for current marks: they have no report of this kind.
    """
    school = office(actor, Action.READ_GRADEBOOK).school
    if kind is WorkKind.CURRENT:
        raise Refused("not_monitored")
    today = school.today(uow.now)
    begins = date(today.year if today.month >= _FIRST_MONTH else today.year - 1, _FIRST_MONTH, 1)
    counted = await uow.monitoring.counted(school.id, kind, begins)
    of_grade = [each for each in counted if each.grade_level == grade_level]
    subjects = dict.fromkeys(each.subject_id for each in of_grade)
    return Report(
        school,
        kind,
        grade_level,
        begins,
        tuple(sorted({each.grade_level for each in counted})),
        tuple(_subject([each for each in of_grade if each.subject_id == one]) for one in subjects),
    )


def _subject(counted: Sequence[Counted]) -> SubjectReport:
    classes = {each.class_id: each.class_title for each in counted}
    return SubjectReport(
        counted[0].subject,
        tuple(
            ClassFigures(title, figures(each for each in counted if each.class_id == class_id))
            for class_id, title in classes.items()
        ),
        figures(counted),
    )
