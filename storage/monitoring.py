"""How works of a kind came out: one statement for a whole school."""

from datetime import date

from sqlalchemy import and_, bindparam, func, select

from domain.monitoring.model import Counted
from domain.work_types.model import WorkKind
from storage.spans import holds
from storage.store import Store
from storage.tables import enrollment, mark, school_class, section, subject, work_type

_COUNTED = (
    select(
        subject.c.id.label("subject_id"),
        subject.c.title.label("subject"),
        school_class.c.id.label("class_id"),
        school_class.c.title.label("class_title"),
        school_class.c.grade_level,
        mark.c.value,
        func.count().label("number"),
    )
    .select_from(
        work_type.join(mark, mark.c.work_type_id == work_type.c.id)
        .join(section, section.c.id == mark.c.section_id)
        .join(subject, subject.c.id == section.c.subject_id)
        .join(
            enrollment,
            and_(
                enrollment.c.student_id == mark.c.student_id,
                holds(enrollment, mark.c.date),
            ),
        )
        .join(school_class, school_class.c.id == enrollment.c.school_class_id)
    )
    .where(
        work_type.c.school_id == bindparam("school_id"),
        work_type.c.kind == bindparam("kind"),
        mark.c.date >= bindparam("begins"),
        mark.c.removed_at.is_(None),
    )
    .group_by(subject.c.id, school_class.c.id, mark.c.value)
    .order_by(subject.c.title, subject.c.id, school_class.c.grade_level, school_class.c.letter)
)


class Monitoring(Store):
    """domain.monitoring.model.MonitoringStore."""

    async def counted(self, school_id: int, kind: WorkKind, begins: date) -> list[Counted]:
        rows = await self._rows(_COUNTED, school_id=school_id, kind=kind.value, begins=begins)
        return [Counted(**row) for row in rows]
