"""The unit of work: one transaction at one moment, rolled back unless told to commit."""

from datetime import datetime
from typing import Protocol

from domain.attendance.model import AttendanceStore
from domain.attendance.roll_call_model import RollCallStore
from domain.audit.model import AuditStore
from domain.binding.model import BindingStore, CodeAttemptStore, InviteStore
from domain.classes.model import ClassStore
from domain.consent.model import ConsentDocumentStore, ConsentStore, StaffPaperStore
from domain.delivery.model import DeliveryStore
from domain.delivery.trouble_model import TroubleStore
from domain.delivery.untold_model import UntoldStore
from domain.denials.model import DenialStore
from domain.evening.model import DayAheadStore, EveningStore
from domain.final_marks.model import FinalMarkStore
from domain.final_marks.setting_model import FinalMarkJournalStore
from domain.homework.model import HomeworkStore
from domain.inbox import InboxStore
from domain.lessons.model import LessonStore
from domain.marks.journal_model import MarkJournalStore
from domain.marks.model import MarkStore
from domain.messages.model import MailboxStore, MessageStore
from domain.notices.facts import FactStore
from domain.notices.model import NoticeStore
from domain.notices.outbox import OutboxStore
from domain.notices.rests import RestStore
from domain.overview.model import OverviewStore
from domain.people import PeopleStore
from domain.preferences.model import PreferenceStore
from domain.schedule.model import ScheduleStore
from domain.session import ChatStore


class UnitOfWork(Protocol):
    """The stores of one transaction. Use cases take it; only the middleware commits it."""

    @property
    def now(self) -> datetime:
        """The moment at which all of it happens, given by whoever opened the transaction (UTC)."""

    @property
    def attendance(self) -> AttendanceStore: ...
    @property
    def audit(self) -> AuditStore: ...
    @property
    def bindings(self) -> BindingStore: ...
    @property
    def chats(self) -> ChatStore: ...
    @property
    def classes(self) -> ClassStore: ...
    @property
    def consent_documents(self) -> ConsentDocumentStore: ...
    @property
    def consents(self) -> ConsentStore: ...
    @property
    def code_attempts(self) -> CodeAttemptStore: ...
    @property
    def days_ahead(self) -> DayAheadStore: ...
    @property
    def evening(self) -> EveningStore: ...
    @property
    def delivery(self) -> DeliveryStore: ...
    @property
    def denials(self) -> DenialStore: ...
    @property
    def facts(self) -> FactStore: ...
    @property
    def final_mark_journal(self) -> FinalMarkJournalStore: ...
    @property
    def final_marks(self) -> FinalMarkStore: ...
    @property
    def homework(self) -> HomeworkStore: ...
    @property
    def inbox(self) -> InboxStore: ...
    @property
    def invites(self) -> InviteStore: ...
    @property
    def lessons(self) -> LessonStore: ...
    @property
    def mailbox(self) -> MailboxStore: ...
    @property
    def mark_journal(self) -> MarkJournalStore: ...
    @property
    def marks(self) -> MarkStore: ...
    @property
    def messages(self) -> MessageStore: ...
    @property
    def notices(self) -> NoticeStore: ...
    @property
    def outbox(self) -> OutboxStore: ...
    @property
    def overview(self) -> OverviewStore: ...
    @property
    def people(self) -> PeopleStore: ...
    @property
    def preferences(self) -> PreferenceStore: ...
    @property
    def rests(self) -> RestStore: ...
    @property
    def roll_call(self) -> RollCallStore: ...
    @property
    def schedule(self) -> ScheduleStore: ...

    @property
    def staff_papers(self) -> StaffPaperStore: ...
    @property
    def troubles(self) -> TroubleStore: ...
    @property
    def untold(self) -> UntoldStore: ...

    async def commit(self) -> None:
        """Makes all of it durable at once."""
