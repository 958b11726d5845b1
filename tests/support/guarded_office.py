"""Papers of the guarded schools: people of the office, requests, registers, trusted persons."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from storage import tables as t
from tests.support.guarded import Guarded, family, homeroom
from tests.support.journal import Journal
from tests.support.school import BEGAN, TODAY

_TOMORROW = TODAY + timedelta(days=1)
OFFICE_ROLES = ("principal", "secretary", "educator")
STAFF = ("orlova", "kuznetsov", "sokolova", "deputy", "admin", *OFFICE_ROLES)
FAMILIES = ("anna", "oleg", "dmitry", "elena", "olga")
TRUSTED = (("granny", _TOMORROW), ("ex_granny", TODAY))


class GuardedOffice:
    """Writes them through an open journal; the people are there already."""

    def __init__(self, journal: Journal, scene: Guarded) -> None:
        self._journal = journal
        self._scene = scene

    async def people(self) -> None:
        """The director, the secretary, an educator of 7А; two whom Anna's father trusted."""
        school, add = self._scene.school, self._journal.add
        for role in OFFICE_ROLES:
            await add(t.role_assignment, person_id=school[role], role=role)
        group = {"school_class_id": school.classes["7А"]}
        await add(t.class_educator, person_id=school["educator"], **group)
        for name, ends in TRUSTED:
            trust = await add(
                t.trusted_contact,
                person_id=school[name],
                student_id=school["anna"],
                guardian_id=school["dmitry"],
                relation="grandmother",
                rights=3,
                named_at=BEGAN,
                ends=ends,
            )
            self._scene.note("trust_id", trust)

    async def papers(self) -> None:
        """Of a family of each school, with secrets in what parents typed."""
        near, far = ("dmitry", "orlova", "admin"), ("far_parent", "far_teacher")
        may_keep = {"field": "email", "number": "14", "decided_on": TODAY}
        await self._journal.add(t.field_decision, school_id=1, **may_keep, recorded_at=BEGAN)
        await self._of_family("anna", "dmitry", "orlova", 1, near)
        await self._of_family("vera", "far_parent", "far_teacher", 2, far)
        await self._documents()
        consents = await self._journal.connection.execute(select(t.consent.c.id).limit(12))
        self._scene.note("consent_id", *consents.scalars())

    async def _of_family(
        self, pupil: str, guardian: str, teacher: str, school_id: int, readers: tuple[str, ...]
    ) -> None:
        school, note, add = self._scene.school, self._scene.note, self._journal.add
        whose: dict[str, Any] = {"person_id": school[pupil], "student_id": school[pupil]}
        asked = {"asked_by": school[guardian], "asked_at": BEGAN, "state": "open"}
        await self._absence(pupil, guardian)
        known = select(t.person.c.given_name).where(t.person.c.id == school[pupil])
        old = (await self._journal.connection.execute(known)).scalar_one()
        names = {"old_value": old, "new_value": self._scene.hide(*readers)}
        note(
            "request_id", await add(t.change_request, **whose, field="given_name", **names, **asked)
        )
        of_school = {"school_id": school_id, "due_on": _TOMORROW}
        note("erasure_id", await add(t.erasure, **whose, **of_school, **asked))
        recorded = {"recorded_by": school[teacher], "recorded_at": BEGAN}
        statement = {"statement_number": "14", "statement_date": TODAY}
        note(
            "opt_out_id",
            await add(
                t.opt_out,
                student_id=school[pupil],
                **statement,
                **recorded,
                email="ivan@example.org",
                email_at=BEGAN,
            ),
        )
        order = {"order_number": "14", "order_date": TODAY, "begins": TODAY}
        line = {"school_id": school_id, "person_id": school[teacher], "duty": "journal"}
        note("line_id", await add(t.responsible_person, **line, **order, **recorded))

    async def _documents(self) -> None:
        """A programme for staff, and one for families: whom they trust reads neither."""
        for audience, readers in (("staff", STAFF), ("families", (*STAFF, *FAMILIES))):
            made = await self._journal.add(
                t.school_document,
                school_id=1,
                kind="programme",
                title=self._scene.hide(*readers),
                audience=audience,
                added_at=BEGAN,
            )
            await self._journal.add(
                t.attachment,
                owner_kind="document",
                owner_id=made,
                kind="document",
                file_id=f"document{made}",
                unique_id=f"document{made}",
                bot_id=1,
                added_at=BEGAN,
            )
            self._scene.note("document_id", made)

    async def _absence(self, pupil: str, guardian: str) -> None:
        """Announced for tomorrow, with a note that has a secret for its name."""
        said = await self._journal.add(
            t.announced_absence,
            student_id=self._scene.school[pupil],
            begins=_TOMORROW,
            ends=_TOMORROW,
            excuse="ill",
            announced_by=self._scene.school[guardian],
            role="guardian",
            announced_at=BEGAN,
        )
        deputy = "far_deputy" if pupil == "vera" else "deputy"
        note = await self._journal.add(
            t.attachment,
            owner_kind="absence",
            owner_id=said,
            kind="document",
            name=self._scene.hide(*family(pupil), homeroom(pupil), deputy),
            file_id=f"note{said}",
            unique_id=f"note{said}",
            bot_id=1,
            added_at=BEGAN,
        )
        self._scene.note("announced_id", said)
        self._scene.note("attachment_id", note)
