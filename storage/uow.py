"""One transaction and the stores that work in it."""

from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.absence_cases import AbsenceCases
from storage.absence_reasons import AbsenceReasons
from storage.absences import Absences
from storage.attachments import Attachments
from storage.attendance import Attendance
from storage.audit import Audit
from storage.bells import BellTable
from storage.binding import Bindings
from storage.calendar import Calendar
from storage.chats import Chats
from storage.classes import Classes
from storage.code_attempts import CodeAttempts
from storage.consent_documents import ConsentDocuments
from storage.consents import Consents
from storage.days_ahead import DaysAhead
from storage.delivery import Deliveries
from storage.denials import Denials
from storage.duties import Duties
from storage.evening import Evening
from storage.events import EventTable
from storage.facts import Facts
from storage.final_mark_journal import FinalMarkJournal
from storage.final_marks import FinalMarks
from storage.forecasts import Forecasts
from storage.gauges import Gauges
from storage.gradebook import Gradebook
from storage.handover import Handovers
from storage.homeroom import Homeroom
from storage.homework import HomeworkTable
from storage.inbox import Inbox
from storage.invites import Invites
from storage.jobs import JobRuns
from storage.lessons import Lessons
from storage.mailbox import Mailbox
from storage.mark_journal import MarkJournal
from storage.marks import Marks
from storage.messages import Messages
from storage.missing import MissingGaps
from storage.notices import Notices
from storage.outbox import Outbox
from storage.overview import Overview
from storage.people import People
from storage.personal_data.changes import Changes
from storage.personal_data.class_lists import ClassLists
from storage.personal_data.copier import Copies
from storage.personal_data.erasures import Erasures
from storage.personal_data.opt_outs import OptOuts
from storage.pins import Pins
from storage.plans import Plans
from storage.preferences import Preferences
from storage.rests import Rests
from storage.roll_call import RollCallTable
from storage.rules import Rules
from storage.schedule import Schedule
from storage.staff import Staff
from storage.staff_papers import StaffPapers
from storage.submissions import Submissions
from storage.timetable import Timetable
from storage.troubles import Troubles
from storage.trust import Trusts
from storage.unlocks import Unlocks
from storage.untold import Untolds
from storage.work_types import WorkTypeTable
from storage.year_periods import YearPeriods


class SqlUnitOfWork:
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
    def absence_cases(self) -> AbsenceCases:
        return AbsenceCases(self)

    @cached_property
    def absence_reasons(self) -> AbsenceReasons:
        return AbsenceReasons(self)

    @cached_property
    def absences(self) -> Absences:
        return Absences(self)

    @cached_property
    def attachments(self) -> Attachments:
        return Attachments(self)

    @cached_property
    def attendance(self) -> Attendance:
        return Attendance(self)

    @cached_property
    def audit(self) -> Audit:
        return Audit(self)

    @cached_property
    def bells(self) -> BellTable:
        return BellTable(self)

    @cached_property
    def bindings(self) -> Bindings:
        return Bindings(self)

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar(self)

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
    def days_ahead(self) -> DaysAhead:
        return DaysAhead(self)

    @cached_property
    def duties(self) -> Duties:
        return Duties(self)

    @cached_property
    def erasures(self) -> Erasures:
        return Erasures(self)

    @cached_property
    def events(self) -> EventTable:
        return EventTable(self)

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
    def final_mark_journal(self) -> FinalMarkJournal:
        return FinalMarkJournal(self)

    @cached_property
    def final_marks(self) -> FinalMarks:
        return FinalMarks(self)

    @cached_property
    def gauges(self) -> Gauges:
        return Gauges(self)

    @cached_property
    def forecasts(self) -> Forecasts:
        return Forecasts(self)

    @cached_property
    def gradebook(self) -> Gradebook:
        return Gradebook(self)

    @cached_property
    def handovers(self) -> Handovers:
        return Handovers(self)

    @cached_property
    def homeroom(self) -> Homeroom:
        return Homeroom(self)

    @cached_property
    def homework(self) -> HomeworkTable:
        return HomeworkTable(self)

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
    def lessons(self) -> Lessons:
        return Lessons(self)

    @cached_property
    def mailbox(self) -> Mailbox:
        return Mailbox(self)

    @cached_property
    def mark_journal(self) -> MarkJournal:
        return MarkJournal(self)

    @cached_property
    def marks(self) -> Marks:
        return Marks(self)

    @cached_property
    def messages(self) -> Messages:
        return Messages(self)

    @cached_property
    def missing(self) -> MissingGaps:
        return MissingGaps(self)

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
    def plans(self) -> Plans:
        return Plans(self)

    @cached_property
    def preferences(self) -> Preferences:
        return Preferences(self)

    @cached_property
    def rests(self) -> Rests:
        return Rests(self)

    @cached_property
    def roll_call(self) -> RollCallTable:
        return RollCallTable(self)

    @cached_property
    def rules(self) -> Rules:
        return Rules(self)

    @cached_property
    def schedule(self) -> Schedule:
        return Schedule(self)

    @cached_property
    def staff_papers(self) -> StaffPapers:
        return StaffPapers(self)

    @cached_property
    def staff(self) -> Staff:
        return Staff(self)

    @cached_property
    def submissions(self) -> Submissions:
        return Submissions(self)

    @cached_property
    def timetable(self) -> Timetable:
        return Timetable(self)

    @cached_property
    def troubles(self) -> Troubles:
        return Troubles(self)

    @cached_property
    def trusts(self) -> Trusts:
        return Trusts(self)

    @cached_property
    def unlocks(self) -> Unlocks:
        return Unlocks(self)

    @cached_property
    def untold(self) -> Untolds:
        return Untolds(self)

    @cached_property
    def work_types(self) -> WorkTypeTable:
        return WorkTypeTable(self)

    @cached_property
    def year_periods(self) -> YearPeriods:
        return YearPeriods(self)
