"""Reports that were noted as made, and how many files are kept of each."""

from sqlalchemy import (
    RowMapping,
    and_,
    bindparam,
    exists,
    func,
    literal,
    select,
    union_all,
)

from domain.attachments.model import Owner
from domain.deadlines.model import DutyKey
from domain.deadlines.report_model import Report
from domain.deadlines.rules import DeadlineId
from storage.attachments import IS_KEPT
from storage.rows import person_columns, to_person
from storage.store import Store
from storage.tables import attachment, deadline_done, person, print_out, school_class

IS_OF_REPORT = and_(
    attachment.c.owner_kind == Owner.REPORT.value,
    attachment.c.owner_id == deadline_done.c.id,
    IS_KEPT,
)
FILES = select(func.count()).where(IS_OF_REPORT).correlate(deadline_done).scalar_subquery()
_FILED_AT = (
    select(func.max(attachment.c.added_at))
    .where(IS_OF_REPORT)
    .correlate(deadline_done)
    .scalar_subquery()
)
_REPORTS = (
    select(
        deadline_done.c.id,
        deadline_done.c.deadline,
        deadline_done.c.school_class_id,
        deadline_done.c.due,
        deadline_done.c.done_at,
        func.coalesce(school_class.c.title, "").label("class_title"),
        FILES.label("files"),
        _FILED_AT.label("filed_at"),
        func.count().over().label("all"),
        *person_columns(person, "who"),
    )
    .select_from(
        deadline_done.join(person, person.c.id == deadline_done.c.done_by).outerjoin(
            school_class, school_class.c.id == deadline_done.c.school_class_id
        )
    )
    .where(
        deadline_done.c.school_id == bindparam("school_id"),
        deadline_done.c.deadline == bindparam("deadline"),
    )
)
_OF_DEADLINE = (
    _REPORTS.order_by(
        deadline_done.c.due.desc(),
        school_class.c.grade_level,
        school_class.c.letter,
        deadline_done.c.id,
    )
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_OF_KEY = _REPORTS.where(
    deadline_done.c.school_class_id == bindparam("class_id"),
    deadline_done.c.due == bindparam("due"),
)


_KINDS = union_all(
    select(deadline_done.c.deadline, func.count().label("number"))
    .where(deadline_done.c.school_id == bindparam("school_id"), exists().where(IS_OF_REPORT))
    .group_by(deadline_done.c.deadline),
    select(literal(DeadlineId.PRINT_OUT.value), func.count())
    .select_from(print_out.join(school_class, school_class.c.id == print_out.c.school_class_id))
    .where(school_class.c.school_id == bindparam("school_id")),
)


class Reports(Store):
    """domain.deadlines.report_model.ReportStore."""

    async def kinds(self, school_id: int) -> dict[DeadlineId, int]:
        rows = await self._rows(_KINDS, school_id=school_id)
        return {DeadlineId(row["deadline"]): row["number"] for row in rows}

    async def of_deadline(
        self, school_id: int, deadline: DeadlineId, *, offset: int, limit: int
    ) -> tuple[list[Report], int]:
        rows = await self._rows(
            _OF_DEADLINE, school_id=school_id, deadline=deadline.value, offset=offset, limit=limit
        )
        return [_to_report(row) for row in rows], rows[0]["all"] if rows else 0

    async def of_key(self, school_id: int, key: DutyKey) -> Report | None:
        deadline, class_id, due = key
        rows = await self._rows(
            _OF_KEY, school_id=school_id, deadline=deadline.value, class_id=class_id, due=due
        )
        return _to_report(rows[0]) if rows else None


def _to_report(row: RowMapping) -> Report:
    return Report(
        row["id"],
        DeadlineId(row["deadline"]),
        row["school_class_id"],
        row["class_title"],
        row["due"],
        to_person(row, "who"),
        row["done_at"],
        row["files"],
        row["filed_at"],
    )
