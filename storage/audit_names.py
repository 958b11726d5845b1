"""Finding people in the audit trail by their names."""

from sqlalchemy import RowMapping, and_, bindparam, exists, func, or_, select

from domain.audit.trail_model import Named
from domain.calendar import School
from domain.errors import NotFound
from storage.people import OPEN_ENROLLMENT, SCHOOL_COLUMNS
from storage.rows import person_columns, to_person, to_person_if_any, to_school
from storage.store import Store
from storage.tables import enrollment, guardianship, person, school, school_class
from storage.transaction import today

_NO_PATTERN = str.maketrans("", "", "%_\\")  # what means something in a pattern
_CHILD = person.alias("child")
_CLASS_TITLE = (
    select(func.min(school_class.c.title))
    .join(enrollment, enrollment.c.school_class_id == school_class.c.id)
    .where(enrollment.c.student_id == person.c.id, OPEN_ENROLLMENT)
    .correlate(person)
    .scalar_subquery()
)
_A_CHILD = (
    select(func.min(guardianship.c.student_id))
    .where(guardianship.c.guardian_id == person.c.id)
    .correlate(person)
    .scalar_subquery()
)
_NAMED = select(
    *person_columns(person, "person"),
    *person_columns(_CHILD, "child"),
    *SCHOOL_COLUMNS,
    exists().where(enrollment.c.student_id == person.c.id).label("is_pupil"),
    func.coalesce(_CLASS_TITLE, "").label("class_title"),
).select_from(
    person.join(school, school.c.id == person.c.school_id).outerjoin(
        _CHILD, _CHILD.c.id == _A_CHILD
    )
)
_ONE = _NAMED.where(person.c.id == bindparam("person_id"))
_FOUND = (
    _NAMED.where(
        and_(
            person.c.school_id == bindparam("of_school"),
            or_(
                person.c.sort_key.startswith(bindparam("begins"), autoescape=False),
                person.c.sort_key.contains(bindparam("within"), autoescape=False),
            ),
        )
    )
    .order_by(person.c.sort_key, person.c.id)
    .limit(bindparam("at_most"))
)


class AuditNames(Store):
    """The part of domain.audit.model.AuditStore that knows names."""

    async def named(self, person_id: int) -> tuple[Named, School]:
        rows = await self._rows(_ONE, person_id=person_id, day=today(self._transaction))
        if not rows:
            raise NotFound("person")
        return _named(rows[0]), to_school(rows[0], self._transaction.timezone)

    async def find(self, school_id: int, begins: str, limit: int) -> list[Named]:
        plain = begins.translate(_NO_PATTERN)
        if not plain:
            return []
        rows = await self._rows(
            _FOUND,
            of_school=school_id,
            begins=plain,
            within=f" {plain}",
            at_most=limit,
            day=today(self._transaction),
        )
        return [_named(row) for row in rows]


def _named(row: RowMapping) -> Named:
    return Named(
        to_person(row, "person"),
        is_pupil=bool(row["is_pupil"]),
        class_title=row["class_title"],
        of_child=to_person_if_any(row, "child"),
    )
