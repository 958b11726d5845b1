"""A family without the diary in every place, with an address that is to be looked at."""

from storage import tables as t
from tests.access.cast import Place
from tests.access.document_calls import DocumentFurnisher
from tests.access.office_calls import EMAIL
from tests.support.school import BEGAN, TODAY


class SheetFurnisher(DocumentFurnisher):
    """Writes it through an open journal, beside the school's documents."""

    async def opt_out(self, place: Place, pupil_id: int, staff_id: int) -> int:
        """In a school that may keep addresses."""
        may_keep = {"field": "email", "number": "14", "decided_on": TODAY}
        await self.add(t.field_decision, school_id=place.school, **may_keep, recorded_at=BEGAN)
        statement = {"statement_number": "14", "statement_date": TODAY}
        recorded = {"recorded_by": staff_id, "recorded_at": BEGAN}
        return await self.add(
            t.opt_out,
            student_id=pupil_id,
            **statement,
            **recorded,
            email="old@example.org",
            email_typed=EMAIL,
            email_at=BEGAN,
        )
