"""What differs from school to school, with defaults taken from the regulations."""

from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from typing import Any, Self

TIME_UNITS = {  # in what unit a time is stored
    "code_lifetime": timedelta(days=1),
    "pin_idle": timedelta(minutes=1),
    "binding_undo_lifetime": timedelta(days=1),
    "slip_window": timedelta(minutes=1),
    "news_gap": timedelta(minutes=1),
    "own_consent_grace": timedelta(days=1),
}
_MINUTES = ("desk_hours_from", "tasks_at", "evening_at", "quiet_from", "quiet_until")
_LEAST_MARKS = tuple(
    f"least_marks_{period}" for period in ("quarter", "trimester", "half_year", "module")
)
_MINUTES_A_DAY = 24 * 60
_SUNDAY = 7
_LEVELS = (
    "unmarked_grade_levels",
    "homework_free_grade_levels",
    "six_day_grade_levels",
    "exam_grade_levels",
    "two_year_grade_levels",
    "behaviour_free_grade_levels",
)
BEHAVIOUR_SCALES = ("off", "words", "credit", "marks")
_LONGEST_MONTH = 31
_WEEKS = (5, 6)  # days
_ERASED_WITHIN = 30  # days, 152-ФЗ art. 21
_ADULT = 18


@dataclass(frozen=True, slots=True)
class SchoolPolicy:
    """Every default names its clause. Stored as JSON; an unknown key is an error."""

    lowest_mark: int = 2  # facts §2.1: «1» exists and is seldom used
    highest_mark: int = 5
    lowest_pass: int = 3  # facts §2.1: below it a mark is unsatisfactory, and told without delay
    thresholds: dict[int, float] = field(  # facts §2.2: the usual rounding, …,5 goes up
        default_factory=lambda: {5: 4.5, 4: 3.5, 3: 2.5}
    )
    allows_signs: bool = True  # facts §2.1: «5-», «4+» as the teacher writes; the number counts
    pending_mark_days: int = 14  # facts §2.1: until when a «точка» is usually owed
    quiz_thresholds: dict[int, int] = field(  # S3 1.3, R061: percent; the usual scale of tests
        default_factory=lambda: {5: 90, 4: 70, 3: 50}
    )
    locks_marks: bool = True  # R089, S4 §4(а): after its term a mark is neither set nor changed
    unlock_hours: int = 24  # R091: a place opened after its term closes again
    no_five_after_bad_control: bool = False  # facts §2.2, §2.7: a rule of some schools
    # Facts §2.7: the least marks of a period by weekly hours, the last for as many and more.
    least_marks_quarter: dict[int, int] = field(default_factory=lambda: {1: 3, 2: 5, 3: 7})
    least_marks_trimester: dict[int, int] = field(default_factory=lambda: {1: 4, 2: 6, 3: 8})
    least_marks_half_year: dict[int, int] = field(default_factory=lambda: {1: 5, 2: 8, 3: 10})
    least_marks_module: dict[int, int] = field(default_factory=lambda: {1: 3, 2: 4, 3: 5})
    smallest_group: int = 5  # a figure of fewer pupils could name one of them
    # Order 704 of 09.10.2024, facts §2.11: what a school warns of when a control work is planned.
    control_gap_days: int = 17  # 2.5 weeks, in a subject of a grade
    control_share: int = 10  # percent of the subject's hours in the year
    controls_a_day: int = 1  # for a class
    control_minutes: int = 30  # a shorter work is none of them
    unmarked_grade_levels: tuple[int, ...] = (1,)  # S1 3.7, S3 1.2: no marks in grade 1
    homework_free_grade_levels: tuple[int, ...] = (1,)  # S3 1.2; conflict C1
    topic_by_plan: bool = True  # S2 4.2, R059: recorded with the roll call, if there is a plan
    plans_due_day: int = 15  # S4 П2.VI, D09: of October
    plan_lag_hours: int = 3  # R056: behind by more, a plan is shown as lagging
    homework_norms: dict[int, int] = field(  # facts §2.12: minutes a day, by first grade of a band
        default_factory=lambda: {1: 60, 2: 90, 4: 120, 6: 150, 9: 210}
    )
    largest_file_mb: int = 20  # R108; what Telegram lets a bot fetch again
    most_files: int = 5  # R108: in one homework, one answer, one note
    lesson_files_mb: int = 200  # R108: all homework of one lesson
    person_files_mb: int = 500  # in a school year, of one pupil or parent
    school_files_mb: int = 100_000  # in a school year
    six_day_grade_levels: tuple[int, ...] = ()  # S4 П2.II «выходные дни»; R035
    working_days_a_week: int = 5  # ТК РФ ст. 100: of staff, from Monday on
    setup_due_day: int = 15  # S4 П2.II, П2.VII, D08: of September
    event_notice_days: int = 14  # S4 П2.VII, D10: events of the school and holidays
    class_event_notice_days: int = 7  # S4 П2.VII, D12
    day_move_notice_days: int = 3  # S4 П2.VII, D11: working days
    homeroom_edits_timetable: bool = False  # S4 П2.VII; S1 3.6, C6: small schools may
    code_lifetime: timedelta = timedelta(days=7)  # R015
    failed_codes_an_hour: int = 5
    denials_an_hour: int = 20  # from so many of one chat on the administrator hears of it (R009)
    pin_idle: timedelta = timedelta(minutes=15)  # R014: then a PIN is asked for before a write
    binding_undo_lifetime: timedelta = timedelta(days=30)  # «Это не я» of a family; R014
    far_from_average: float = 1.0  # R099: a final mark so far from it has to be explained
    not_attested_missed: int = 50  # facts §2.7: percent of lessons, then few marks are «н/а»
    behaviour_scale: str = "off"  # facts §2.1: the order on marks of behaviour is not found
    behaviour_free_grade_levels: tuple[int, ...] = (1,)  # S1 3.7: nothing in place of marks
    exam_grade_levels: tuple[int, ...] = (9, 11)  # R097: an exam and a final mark beside the year
    exam_share: int = 50  # facts §2.2: percent of the final mark that are the exam's
    two_year_grade_levels: tuple[int, ...] = (11,)  # facts §2.2: final is the mean of two years
    final_marks_open_days: int = 14  # R096: the screen opens before the last day of the period
    slip_window: timedelta = timedelta()  # a mark waits so long for its teacher's second thought
    news_gap: timedelta = timedelta(minutes=1)  # what can wait comes together, so often at most
    # Minutes after midnight. Most classes are home by then: what is set later is set at the desk,
    # of a heap of papers, and nothing can be done about it before the evening.
    desk_hours_from: int = 14 * 60
    evening_at: int = 19 * 60  # minutes after midnight: digests and the card «Завтра» (facts §3.2)
    tasks_at: int = 18 * 60  # minutes after midnight: staff hear of what is missing (R073)
    weekly_digest_weekday: int = 5  # ISO; R113: «регулярно», once a week
    sends_forecast: bool = True  # S4 П3.3, D19: once a week, on the day of the digest
    confirms_weeks: bool = True  # S1 5.2, R119: a guardian says that the week was read
    unread_days: int = 14  # R119: the homeroom teacher sees who has read nothing for so long
    quiet_from: int = 22 * 60  # R111; equal ends: no quiet hours
    quiet_until: int = 7 * 60
    absence_answer_minutes: int = 30  # R076: then the homeroom teacher is called to act
    absence_deputy_minutes: int = 60  # R076: and then the deputy on duty
    absence_deputy_at_once: bool = False  # S2 3.2 read by the letter; C13
    reason_due_days: int = 2  # S4 П2.VIII, D06: working days after the paper was handed in
    announced_days: int = 30  # R077: a longer absence needs a paper, and so do later ones
    hides_details: bool = False  # a push without personal data, details on a tap
    operator_name: str = ""  # R031: who answers for personal data; empty: the school's own name
    operator_address: str = ""
    requires_consent: bool = True  # R022: without it nothing of a child is shown or sent
    own_consent_age: int = 16  # S1 6.1; conflict C9
    own_consent_warning_age: int = 14  # conflict C9
    own_consent_grace: timedelta = timedelta(days=30)  # D21: before output stops
    # Days of the month: «не реже одного раза в месяц» (S1 4.2, S4 §4)
    class_list_asked_on: int = 10
    class_list_due_on: int = 25  # the last day; after it the deputy knows
    erasure_days: int = 30  # 152-ФЗ art. 21
    erasure_warned_days: int = 5  # before the last day the administrator is alarmed
    # After a pupil has left: how long a school keeps its journals, and the marks of the years
    journal_kept_years: int = 5
    final_marks_kept_years: int = 25
    requires_nondisclosure: bool = False  # R030: staff see personal data only with a signed note

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Reads what a school changed over the defaults."""
        known = {item.name for item in fields(cls)}
        unknown = stored.keys() - known
        if unknown:
            raise ValueError(f"unknown policy keys: {', '.join(sorted(unknown))}")
        changes = dict(stored)
        if "thresholds" in changes:
            changes["thresholds"] = {int(k): float(v) for k, v in changes["thresholds"].items()}
        for name in (*_LEAST_MARKS, "homework_norms", "quiz_thresholds"):
            if name in changes:
                changes[name] = {int(k): int(v) for k, v in changes[name].items()}
        for name, unit in TIME_UNITS.items():
            if name in changes:
                changes[name] = float(changes[name]) * unit
        for name in _LEVELS:
            if name in changes:
                changes[name] = tuple(int(level) for level in changes[name])
        policy = replace(cls(), **changes)
        policy._check_times()
        policy._check_weeks()
        policy._check_consent()
        policy._check_personal_data()
        return policy

    def _check_times(self) -> None:
        """`ValueError` for a time of day or a day of the week that there is not."""
        for name in _MINUTES:
            if not 0 <= getattr(self, name) < _MINUTES_A_DAY:
                raise ValueError(f"{name}: minutes after midnight, from 0 to {_MINUTES_A_DAY - 1}")
        if not 1 <= self.weekly_digest_weekday <= _SUNDAY:
            raise ValueError("weekly_digest_weekday: from 1, Monday, to 7, Sunday")
        if min(self.slip_window, self.news_gap) < timedelta():
            raise ValueError("slip_window, news_gap: not less than nothing")

    def _check_weeks(self) -> None:
        """`ValueError` for a week of neither five nor six days, or a scale that is none."""
        if self.behaviour_scale not in BEHAVIOUR_SCALES:
            raise ValueError(f"behaviour_scale: one of {', '.join(BEHAVIOUR_SCALES)}")
        if self.working_days_a_week not in _WEEKS:
            raise ValueError("working_days_a_week: 5 or 6")

    def _check_consent(self) -> None:
        """`ValueError` for ages that do not follow each other, or a grace of less than nothing."""
        if not 0 < self.own_consent_warning_age <= self.own_consent_age <= _ADULT:
            raise ValueError(
                "own_consent_warning_age, own_consent_age: years, the first not above the second,"
                f" which is not above {_ADULT}"
            )
        if self.own_consent_grace < timedelta():
            raise ValueError("own_consent_grace: not less than nothing")

    def _check_personal_data(self) -> None:
        """`ValueError` for days that no month has in this order, or terms that the law forbids."""
        if not 1 <= self.class_list_asked_on <= self.class_list_due_on <= _LONGEST_MONTH:
            raise ValueError(
                "class_list_asked_on, class_list_due_on: days of a month, the first not after the"
                " second"
            )
        if not 1 <= self.erasure_days <= _ERASED_WITHIN:
            raise ValueError(f"erasure_days: from 1 to {_ERASED_WITHIN}, 152-FZ art. 21")
        if not 0 <= self.erasure_warned_days <= self.erasure_days:
            raise ValueError("erasure_warned_days: from 0 to erasure_days")
        if not 0 <= self.journal_kept_years <= self.final_marks_kept_years:
            raise ValueError(
                "journal_kept_years, final_marks_kept_years: the first not above the second"
            )

    @property
    def marks(self) -> list[int]:
        """The school's scale, the best mark first."""
        return list(range(self.highest_mark, self.lowest_mark - 1, -1))

    def is_unsatisfactory(self, value: int) -> bool:
        return value < self.lowest_pass

    def has_marks(self, grade_level: int) -> bool:
        """Whether marks are given at all (R092)."""
        return grade_level not in self.unmarked_grade_levels

    def has_behaviour(self, grade_level: int) -> bool:
        """Whether behaviour is marked: the school says so, and in which grades not."""
        is_off = self.behaviour_scale == BEHAVIOUR_SCALES[0]
        return not is_off and grade_level not in self.behaviour_free_grade_levels

    def has_homework(self, grade_level: int) -> bool:
        """Whether homework is set at all (R106)."""
        return grade_level not in self.homework_free_grade_levels
