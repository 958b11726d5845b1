"""One transaction and the stores that work in it."""

from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import Audit
from storage.binding import Bindings
from storage.chats import Chats
from storage.classes import Classes
from storage.code_attempts import CodeAttempts
from storage.consent_documents import ConsentDocuments
from storage.consents import Consents
from storage.delivery import Deliveries
from storage.denials import Denials
from storage.duties import Duties
from storage.evening import Evening
from storage.facts import Facts
from storage.gauges import Gauges
from storage.handover import Handovers
from storage.inbox import Inbox
from storage.invites import Invites
from storage.jobs import JobRuns
from storage.journal_stores import JournalStores
from storage.mailbox import Mailbox
from storage.messages import Messages
from storage.notices import Notices
from storage.outbox import Outbox
from storage.overview import Overview
from storage.people import People
from storage.personal_data.changes import Changes
from storage.personal_data.class_lists import ClassLists
from storage.personal_data.copier import Copies
from storage.personal_data.erasures import Erasures
from storage.personal_data.opt_outs import OptOuts
from storage.personal_data.sheet_letters import SheetLetters
from storage.pins import Pins
from storage.preferences import Preferences
from storage.rests import Rests
from storage.rules import Rules
from storage.staff import Staff
from storage.staff_papers import StaffPapers
from storage.troubles import Troubles
from storage.trust import Trusts
from storage.untold import Untolds


class SqlUnitOfWork(JournalStores):
    """domain.uow.UnitOfWork over one SQLAlchemy connection; a store is made when first asked."""

    def __init__(self, connection: AsyncConnection, now: datetime, timezone: ZoneInfo) -> None:
        self.connection = connection
        self.now = now
        self.timezone = timezone  # of schools that name none of their own

    async def commit(self) -> None:
        if "audit" in self.__dict__:  # has been asked for
            await self.audit.flush()
        await self.connection.commit()

    @cached_property
    def audit(self) -> Audit:
        return Audit(self)

    @cached_property
    def bindings(self) -> Bindings:
        return Bindings(self)

    @cached_property
    def changes(self) -> Changes:
        return Changes(self)

    @cached_property
    def chats(self) -> Chats:
        return Chats(self)

    @cached_property
    def class_lists(self) -> ClassLists:
        return ClassLists(self)

    @cached_property
    def classes(self) -> Classes:
        return Classes(self)

    @cached_property
    def consent_documents(self) -> ConsentDocuments:
        return ConsentDocuments(self)

    @cached_property
    def consents(self) -> Consents:
        return Consents(self)

    @cached_property
    def code_attempts(self) -> CodeAttempts:
        return CodeAttempts(self)

    @cached_property
    def copies(self) -> Copies:
        return Copies(self)

    @cached_property
    def duties(self) -> Duties:
        return Duties(self)

    @cached_property
    def erasures(self) -> Erasures:
        return Erasures(self)

    @cached_property
    def evening(self) -> Evening:
        return Evening(self)

    @cached_property
    def delivery(self) -> Deliveries:
        return Deliveries(self)

    @cached_property
    def denials(self) -> Denials:
        return Denials(self)

    @cached_property
    def facts(self) -> Facts:
        return Facts(self)

    @cached_property
    def gauges(self) -> Gauges:
        return Gauges(self)

    @cached_property
    def handovers(self) -> Handovers:
        return Handovers(self)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self)

    @cached_property
    def invites(self) -> Invites:
        return Invites(self)

    @cached_property
    def job_runs(self) -> JobRuns:
        return JobRuns(self)

    @cached_property
    def mailbox(self) -> Mailbox:
        return Mailbox(self)

    @cached_property
    def messages(self) -> Messages:
        return Messages(self)

    @cached_property
    def notices(self) -> Notices:
        return Notices(self)

    @cached_property
    def opt_outs(self) -> OptOuts:
        return OptOuts(self)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self)

    @cached_property
    def overview(self) -> Overview:
        return Overview(self)

    @cached_property
    def people(self) -> People:
        return People(self)

    @cached_property
    def pins(self) -> Pins:
        return Pins(self)

    @cached_property
    def preferences(self) -> Preferences:
        return Preferences(self)

    @cached_property
    def rests(self) -> Rests:
        return Rests(self)

    @cached_property
    def rules(self) -> Rules:
        return Rules(self)

    @cached_property
    def staff_papers(self) -> StaffPapers:
        return StaffPapers(self)

    @cached_property
    def sheet_letters(self) -> SheetLetters:
        return SheetLetters(self)

    @cached_property
    def staff(self) -> Staff:
        return Staff(self)

    @cached_property
    def troubles(self) -> Troubles:
        return Troubles(self)

    @cached_property
    def trusts(self) -> Trusts:
        return Trusts(self)

    @cached_property
    def untold(self) -> Untolds:
        return Untolds(self)
