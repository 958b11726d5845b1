"""The stores of the journal: what is taught when, to whom, and what is recorded of it."""

from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.absence_cases import AbsenceCases
from storage.absence_reasons import AbsenceReasons
from storage.absences import Absences
from storage.attachments import Attachments
from storage.attendance import Attendance
from storage.behaviour import Behaviour
from storage.bells import BellTable
from storage.calendar import Calendar
from storage.claims import Claims
from storage.contradictions import Contradictions
from storage.control_works import ControlWorkTable
from storage.curriculum import Curriculum
from storage.days_ahead import DaysAhead
from storage.events import EventTable
from storage.exams import Exams
from storage.final_mark_journal import FinalMarkJournal
from storage.final_marks import FinalMarks
from storage.forecasts import Forecasts
from storage.gradebook import Gradebook
from storage.groups import GroupTable
from storage.homeroom import Homeroom
from storage.homework import HomeworkTable
from storage.lessons import Lessons
from storage.mark_journal import MarkJournal
from storage.marks import Marks
from storage.meetings import Meetings
from storage.missing import MissingGaps
from storage.monitoring import Monitoring
from storage.plans import Plans
from storage.quizzes import Quizzes
from storage.remarks import Remarks
from storage.reports import Reports
from storage.roll_call import RollCallTable
from storage.schedule import Schedule
from storage.school_documents import SchoolDocuments
from storage.subjects import Subjects
from storage.submissions import Submissions
from storage.timetable import Timetable
from storage.unlocks import Unlocks
from storage.weeks_read import WeeksRead
from storage.work_types import WorkTypeTable
from storage.year_periods import YearPeriods


class JournalStores:
    """A part of the unit of work; a store is made when first asked."""

    connection: AsyncConnection
    now: datetime
    timezone: ZoneInfo

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
    def bells(self) -> BellTable:
        return BellTable(self)

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar(self)

    @cached_property
    def control_works(self) -> ControlWorkTable:
        return ControlWorkTable(self)

    @cached_property
    def curriculum(self) -> Curriculum:
        return Curriculum(self)

    @cached_property
    def days_ahead(self) -> DaysAhead:
        return DaysAhead(self)

    @cached_property
    def events(self) -> EventTable:
        return EventTable(self)

    @cached_property
    def final_mark_journal(self) -> FinalMarkJournal:
        return FinalMarkJournal(self)

    @cached_property
    def final_marks(self) -> FinalMarks:
        return FinalMarks(self)

    @cached_property
    def forecasts(self) -> Forecasts:
        return Forecasts(self)

    @cached_property
    def contradictions(self) -> Contradictions:
        return Contradictions(self)

    @cached_property
    def gradebook(self) -> Gradebook:
        return Gradebook(self)

    @cached_property
    def groups(self) -> GroupTable:
        return GroupTable(self)

    @cached_property
    def homeroom(self) -> Homeroom:
        return Homeroom(self)

    @cached_property
    def homework(self) -> HomeworkTable:
        return HomeworkTable(self)

    @cached_property
    def lessons(self) -> Lessons:
        return Lessons(self)

    @cached_property
    def mark_journal(self) -> MarkJournal:
        return MarkJournal(self)

    @cached_property
    def marks(self) -> Marks:
        return Marks(self)

    @cached_property
    def missing(self) -> MissingGaps:
        return MissingGaps(self)

    @cached_property
    def plans(self) -> Plans:
        return Plans(self)

    @cached_property
    def remarks(self) -> Remarks:
        return Remarks(self)

    @cached_property
    def quizzes(self) -> Quizzes:
        return Quizzes(self)

    @cached_property
    def reports(self) -> Reports:
        return Reports(self)

    @cached_property
    def roll_call(self) -> RollCallTable:
        return RollCallTable(self)

    @cached_property
    def schedule(self) -> Schedule:
        return Schedule(self)

    @cached_property
    def school_documents(self) -> SchoolDocuments:
        return SchoolDocuments(self)

    @cached_property
    def submissions(self) -> Submissions:
        return Submissions(self)

    @cached_property
    def subjects(self) -> Subjects:
        return Subjects(self)

    @cached_property
    def timetable(self) -> Timetable:
        return Timetable(self)

    @cached_property
    def meetings(self) -> Meetings:
        return Meetings(self)

    @cached_property
    def claims(self) -> Claims:
        return Claims(self)

    @cached_property
    def unlocks(self) -> Unlocks:
        return Unlocks(self)

    @cached_property
    def weeks_read(self) -> WeeksRead:
        return WeeksRead(self)

    @cached_property
    def work_types(self) -> WorkTypeTable:
        return WorkTypeTable(self)

    @cached_property
    def monitoring(self) -> Monitoring:
        return Monitoring(self)

    @cached_property
    def behaviour(self) -> Behaviour:
        return Behaviour(self)

    @cached_property
    def exams(self) -> Exams:
        return Exams(self)

    @cached_property
    def year_periods(self) -> YearPeriods:
        return YearPeriods(self)
