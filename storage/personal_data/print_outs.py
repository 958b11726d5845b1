"""Print-outs of families without the electronic diary, as they were made."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import bindparam, func, insert, select

from domain.personal_data.opt_out_model import Drawn, Page, Part, PrintRun
from storage.rows import person_columns, to_person
from storage.store import Store
from storage.tables import person, print_out, school_class

_KEPT = (
    select(print_out.c.student_id, print_out.c.page)
    .where(
        print_out.c.school_class_id == bindparam("class_id"),
        print_out.c.made_on == bindparam("day"),
    )
    .order_by(print_out.c.id)
)
_PRINTED = (
    select(school_class.c.title, print_out.c.page)
    .join(school_class, school_class.c.id == print_out.c.school_class_id)
    .where(
        school_class.c.school_id == bindparam("school_id"),
        print_out.c.school_class_id == bindparam("class_id"),
        print_out.c.made_on == bindparam("day"),
    )
    .order_by(print_out.c.id)
)
_RUNS = (
    select(
        school_class.c.id,
        school_class.c.title,
        print_out.c.made_on,
        func.count(print_out.c.student_id.distinct()).label("pupils"),
        func.count().over().label("all"),
        *person_columns(person, "who"),
    )
    .select_from(
        print_out.join(school_class, school_class.c.id == print_out.c.school_class_id).join(
            person, person.c.id == print_out.c.made_by
        )
    )
    .where(school_class.c.school_id == bindparam("school_id"))
    .group_by(school_class.c.id, print_out.c.made_on, person.c.id)
    .order_by(
        print_out.c.made_on.desc(), school_class.c.grade_level, school_class.c.letter, person.c.id
    )
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)


class PrintOuts(Store):
    """The part of domain.personal_data.opt_out_model.OptOutStore about what was printed."""

    async def keep(self, class_id: int, day: date, pages: Mapping[int, Page], by: int) -> None:
        printed = {"school_class_id": class_id, "made_on": day, "made_by": by}
        rows = [
            {
                **printed,
                "student_id": student_id,
                "made_at": self._transaction.now,
                "page": to_stored(page),
            }
            for student_id, page in pages.items()
        ]
        await self._connection.execute(insert(print_out), rows)

    async def kept(self, class_id: int, day: date) -> list[tuple[int, Page]]:
        rows = await self._rows(_KEPT, class_id=class_id, day=day)
        return [(row["student_id"], to_page(row["page"])) for row in rows]

    async def printed(self, school_id: int, class_id: int, day: date) -> tuple[str, list[Page]]:
        rows = await self._rows(_PRINTED, school_id=school_id, class_id=class_id, day=day)
        pages = [*dict.fromkeys(to_page(row["page"]) for row in rows)]  # two printed at once
        return rows[0]["title"] if rows else "", pages

    async def print_runs(
        self, school_id: int, *, offset: int, limit: int
    ) -> tuple[list[PrintRun], int]:
        rows = await self._rows(_RUNS, school_id=school_id, offset=offset, limit=limit)
        runs = [
            PrintRun(row["id"], row["title"], row["made_on"], to_person(row, "who"), row["pupils"])
            for row in rows
        ]
        return runs, rows[0]["all"] if rows else 0


def to_stored(page: Page) -> list[list[str]]:
    return [[each.part.value, *each.words] for each in page]


def to_page(kept: list[list[str]]) -> Page:
    return tuple(Drawn(Part(part), tuple(words)) for part, *words in kept)
