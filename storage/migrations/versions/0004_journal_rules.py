"""The journal keeps the school's rules: one pair of functions for each subject.

What the files of a school brought before is kept: every new column has a value for old rows.
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    _calendar()
    _exams()
    _curriculum()
    _timetable()
    _claims()
    _groups()
    _section_teachers()
    _lessons()
    _homework()
    _quizzes()
    _marks()
    _final_marks()
    _attendance()
    _deadlines()
    _reports()
    _print_outs()
    _weeks_read()
    _sheet_letters()
    _control_works()
    _school_documents()
    _remarks()


def downgrade() -> None:
    _no_school_documents()
    _no_remarks()
    _no_control_works()
    _no_sheet_letters()
    _no_weeks_read()
    _no_print_outs()
    _no_reports()
    _no_deadlines()
    _no_attendance()
    _no_final_marks()
    _no_marks()
    _no_quizzes()
    _no_homework()
    _no_lessons()
    _no_section_teachers()
    _no_groups()
    _no_claims()
    _no_timetable()
    _no_curriculum()
    _no_exams()
    _no_calendar()


def _calendar() -> None:
    """School years, holidays, bells and days that differ."""
    op.create_table('calendar_date',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('date', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('title', sa.String(length=128), nullable=False),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_calendar_date_school_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_date')),
    sa.UniqueConstraint('school_id', 'date', name=op.f('uq_calendar_date_school_id_date'))
    )
    op.create_table('bell_rule',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('bell_schedule_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('grade_level', sa.SmallInteger(), nullable=True),
    sa.Column('shift', sa.SmallInteger(), nullable=True),
    sa.Column('weekday', sa.SmallInteger(), nullable=True),
    sa.Column('date', sa.Date(), nullable=True),
    sa.Column('school_class_id', _ID, nullable=True),
    sa.ForeignKeyConstraint(['bell_schedule_id'], ['bell_schedule.id'], name=op.f('fk_bell_rule_bell_schedule_id')),
    sa.ForeignKeyConstraint(['school_class_id'], ['school_class.id'], name=op.f('fk_bell_rule_school_class_id')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_bell_rule_school_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bell_rule'))
    )
    op.create_index(op.f('ix_bell_rule_school_id'), 'bell_rule', ['school_id'], unique=False)
    op.add_column(
        'school_class',
        sa.Column('is_period_kind_decided', sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column('school_class', sa.Column('week_days', sa.SmallInteger(), nullable=True))
    op.add_column(
        'school_class',
        sa.Column('is_shift_decided', sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column('grading_period', sa.Column('grade_level', sa.SmallInteger(), nullable=True))
    op.add_column(
        'grading_period',
        sa.Column('is_decided', sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    with op.batch_alter_table('holiday', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('school_class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True)
        )
        batch_op.add_column(
            sa.Column('is_decided', sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column('is_late', sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.create_foreign_key(
            batch_op.f('fk_holiday_school_class_id'), 'school_class', ['school_class_id'], ['id']
        )


def _no_calendar() -> None:
    op.drop_index(op.f('ix_bell_rule_school_id'), table_name='bell_rule')
    op.drop_table('bell_rule')
    op.drop_column('school_class', 'is_shift_decided')
    op.drop_column('school_class', 'week_days')
    op.drop_column('school_class', 'is_period_kind_decided')
    op.drop_column('grading_period', 'is_decided')
    op.drop_column('grading_period', 'grade_level')
    with op.batch_alter_table('holiday', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_holiday_school_class_id'), type_='foreignkey')
        batch_op.drop_column('is_late')
        batch_op.drop_column('is_decided')
        batch_op.drop_column('school_class_id')
    op.drop_table('calendar_date')


def _exams() -> None:
    """Days of exams; the columns of their marks are grading periods."""
    op.create_table('exam',
    sa.Column('id', _ID, nullable=False),
    sa.Column('school_id', _ID, nullable=False),
    sa.Column('school_year', sa.SmallInteger(), nullable=False),
    sa.Column('grade_level', sa.SmallInteger(), nullable=False),
    sa.Column('subject_id', _ID, nullable=False),
    sa.Column('date', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_exam_school_id')),
    sa.ForeignKeyConstraint(['subject_id'], ['subject.id'], name=op.f('fk_exam_subject_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exam')),
    sa.UniqueConstraint(
        'school_id', 'school_year', 'grade_level', 'subject_id',
        name=op.f('uq_exam_school_id_school_year_grade_level_subject_id'),
    ),
    )


def _no_exams() -> None:
    """What was marked of exams goes with its columns: an older program knows no such period."""
    columns = "SELECT id FROM grading_period WHERE kind IN ('exam', 'final')"
    marks = f'SELECT id FROM final_mark WHERE grading_period_id IN ({columns})'
    for statement in (
        f'DELETE FROM final_mark_change WHERE final_mark_id IN ({marks})',
        f'DELETE FROM final_mark WHERE grading_period_id IN ({columns})',
        f'DELETE FROM final_mark_draft WHERE grading_period_id IN ({columns})',
        "DELETE FROM grading_period WHERE kind IN ('exam', 'final')",
    ):
        op.execute(sa.text(statement))
    op.drop_table('exam')


def _curriculum() -> None:
    """Profiles with who follows them, areas of subjects, components of hours."""
    op.create_table('curriculum_profile',
    sa.Column('id', _ID, nullable=False),
    sa.Column('school_id', _ID, nullable=False),
    sa.Column('title', sa.String(length=64), nullable=False),
    sa.Column('first_grade', sa.SmallInteger(), nullable=False),
    sa.Column('last_grade', sa.SmallInteger(), nullable=False),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_curriculum_profile_school_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_curriculum_profile')),
    sa.UniqueConstraint('school_id', 'title', name=op.f('uq_curriculum_profile_school_id_title')),
    )
    op.create_table('class_profile',
    sa.Column('school_class_id', _ID, nullable=False),
    sa.Column('group_name', sa.String(length=64), nullable=False),
    sa.Column('profile_id', _ID, nullable=False),
    sa.ForeignKeyConstraint(['profile_id'], ['curriculum_profile.id'], name=op.f('fk_class_profile_profile_id')),
    sa.ForeignKeyConstraint(['school_class_id'], ['school_class.id'], name=op.f('fk_class_profile_school_class_id')),
    sa.PrimaryKeyConstraint('school_class_id', 'group_name', name=op.f('pk_class_profile')),
    )
    op.create_index(op.f('ix_class_profile_profile_id'), 'class_profile', ['profile_id'], unique=False)
    op.add_column('subject', sa.Column('area', sa.String(length=12), server_default='', nullable=False))
    op.add_column(
        'section', sa.Column('chosen_hours', sa.SmallInteger(), server_default='0', nullable=False)
    )
    op.add_column(
        'section',
        sa.Column('is_hours_decided', sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def _no_curriculum() -> None:
    op.drop_column('section', 'is_hours_decided')
    op.drop_column('section', 'chosen_hours')
    op.drop_column('subject', 'area')
    op.drop_table('class_profile')
    op.drop_table('curriculum_profile')


def _timetable() -> None:
    """Decisions about lessons, moved days, events."""
    with op.batch_alter_table('timetable_slot', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('is_decided', sa.Boolean(), nullable=False, server_default=sa.text('false'))
        )
        batch_op.add_column(sa.Column('teacher_id', _ID, nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_timetable_slot_teacher_id'), 'person', ['teacher_id'], ['id']
        )
    op.add_column('section_student', sa.Column('moved_on', sa.Date(), nullable=True))
    op.add_column('lesson', sa.Column('usual_date', sa.Date(), nullable=True))
    op.add_column('lesson', sa.Column('usual_number', sa.SmallInteger(), nullable=True))
    op.create_table('timetable_change',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('decided_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('since', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_timetable_change_decided_by')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_timetable_change_school_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_timetable_change')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('timetable_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_timetable_change_school_id_timetable_change_decided_at'), ['school_id', 'decided_at'], unique=False)
    op.create_table('teacher_absence',
    sa.Column('change_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('begins', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.Column('why', sa.String(length=1), nullable=False),
    sa.ForeignKeyConstraint(['change_id'], ['timetable_change.id'], name=op.f('fk_teacher_absence_change_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_teacher_absence_person_id')),
    sa.PrimaryKeyConstraint('change_id', name=op.f('pk_teacher_absence'))
    )
    with op.batch_alter_table('teacher_absence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_teacher_absence_person_id_teacher_absence_begins'), ['person_id', 'begins'], unique=False)
    op.create_table('day_move',
    sa.Column('change_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('source_date', sa.Date(), nullable=False),
    sa.Column('target_date', sa.Date(), nullable=False),
    sa.Column('grade_level', sa.SmallInteger(), nullable=True),
    sa.Column('school_class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('is_late', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['change_id'], ['timetable_change.id'], name=op.f('fk_day_move_change_id')),
    sa.ForeignKeyConstraint(['school_class_id'], ['school_class.id'], name=op.f('fk_day_move_school_class_id')),
    sa.PrimaryKeyConstraint('change_id', name=op.f('pk_day_move'))
    )
    with op.batch_alter_table('day_move', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_day_move_target_date'), ['target_date'], unique=False)
    op.create_table('calendar_event',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('title', sa.String(length=128), nullable=False),
    sa.Column('begins', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.Column('starts', sa.SmallInteger(), nullable=True),
    sa.Column('grade_level', sa.SmallInteger(), nullable=True),
    sa.Column('school_class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('is_late', sa.Boolean(), nullable=False),
    sa.Column('is_kept_back', sa.Boolean(), nullable=False),
    sa.Column('entered_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['entered_by'], ['person.id'], name=op.f('fk_calendar_event_entered_by')),
    sa.ForeignKeyConstraint(['school_class_id'], ['school_class.id'], name=op.f('fk_calendar_event_school_class_id')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_calendar_event_school_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_event'))
    )
    with op.batch_alter_table('calendar_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_event_school_id_calendar_event_ends'), ['school_id', 'ends'], unique=False)
    op.create_table('lesson_change',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('change_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lesson_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('is_new', sa.Boolean(), nullable=False),
    sa.Column('old_date', sa.Date(), nullable=False),
    sa.Column('old_number', sa.SmallInteger(), nullable=False),
    sa.Column('old_starts', sa.SmallInteger(), nullable=False),
    sa.Column('old_ends', sa.SmallInteger(), nullable=False),
    sa.Column('old_teacher_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('old_location', sa.String(length=32), nullable=False),
    sa.Column('old_cancelled', sa.Boolean(), nullable=False),
    sa.Column('old_substituted', sa.Boolean(), nullable=False),
    sa.Column('old_note', sa.String(length=255), nullable=False),
    sa.ForeignKeyConstraint(['change_id'], ['timetable_change.id'], name=op.f('fk_lesson_change_change_id')),
    sa.ForeignKeyConstraint(['lesson_id'], ['lesson.id'], name=op.f('fk_lesson_change_lesson_id')),
    sa.ForeignKeyConstraint(['old_teacher_id'], ['person.id'], name=op.f('fk_lesson_change_old_teacher_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_change'))
    )
    with op.batch_alter_table('lesson_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lesson_change_change_id'), ['change_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_lesson_change_lesson_id'), ['lesson_id'], unique=False)
    op.create_table('slot_change',
    sa.Column('change_id', _ID, nullable=False),
    sa.Column('slot_id', _ID, nullable=False),
    sa.Column('old_ends', sa.Date(), nullable=False),
    sa.Column('old_location', sa.String(length=32), nullable=False),
    sa.Column('old_teacher_id', _ID, nullable=True),
    sa.Column('old_decided', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['change_id'], ['timetable_change.id'], name=op.f('fk_slot_change_change_id')),
    sa.ForeignKeyConstraint(['old_teacher_id'], ['person.id'], name=op.f('fk_slot_change_old_teacher_id')),
    sa.ForeignKeyConstraint(['slot_id'], ['timetable_slot.id'], name=op.f('fk_slot_change_slot_id')),
    sa.PrimaryKeyConstraint('change_id', 'slot_id', name=op.f('pk_slot_change'))
    )
    op.create_index(op.f('ix_slot_change_slot_id'), 'slot_change', ['slot_id'], unique=False)
    op.create_table('calendar_news',
    sa.Column('id', _ID, nullable=False),
    sa.Column('school_id', _ID, nullable=False),
    sa.Column('is_holiday', sa.Boolean(), nullable=False),
    sa.Column('is_work', sa.Boolean(), nullable=False),
    sa.Column('thing_id', _ID, nullable=False),
    sa.Column('about_id', _ID, nullable=True),
    sa.Column('title', sa.String(length=128), nullable=False),
    sa.Column('begins', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.Column('starts', sa.SmallInteger(), nullable=True),
    sa.Column('grade_level', sa.SmallInteger(), nullable=True),
    sa.Column('school_class_id', _ID, nullable=True),
    sa.Column('is_off', sa.Boolean(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['school_class_id'], ['school_class.id'], name=op.f('fk_calendar_news_school_class_id')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_calendar_news_school_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_news')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_calendar_news_school_id_calendar_news_thing_id'), 'calendar_news', ['school_id', 'thing_id'], unique=False)


def _claims() -> None:
    """Lessons that their teachers say were not held."""
    op.create_table('not_held_claim',
    sa.Column('id', _ID, nullable=False),
    sa.Column('lesson_id', _ID, nullable=False),
    sa.Column('asked_by', _ID, nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('decided_by', _ID, nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['asked_by'], ['person.id'], name=op.f('fk_not_held_claim_asked_by')),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_not_held_claim_decided_by')),
    sa.ForeignKeyConstraint(['lesson_id'], ['lesson.id'], name=op.f('fk_not_held_claim_lesson_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_not_held_claim')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_not_held_claim_lesson_id'), 'not_held_claim', ['lesson_id'], unique=False)


def _no_claims() -> None:
    op.drop_index(op.f('ix_not_held_claim_lesson_id'), table_name='not_held_claim')
    op.drop_table('not_held_claim')


def _no_timetable() -> None:
    op.drop_index(op.f('ix_calendar_news_school_id_calendar_news_thing_id'), table_name='calendar_news')
    op.drop_table('calendar_news')
    op.drop_index(op.f('ix_slot_change_slot_id'), table_name='slot_change')
    op.drop_table('slot_change')
    with op.batch_alter_table('timetable_slot', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_timetable_slot_teacher_id'), type_='foreignkey')
        batch_op.drop_column('teacher_id')
        batch_op.drop_column('is_decided')
    op.drop_table('lesson_change')
    op.drop_table('calendar_event')
    op.drop_table('day_move')
    op.drop_table('teacher_absence')
    op.drop_table('timetable_change')
    op.drop_column('section_student', 'moved_on')
    op.drop_column('lesson', 'usual_number')
    op.drop_column('lesson', 'usual_date')


def _section_teachers() -> None:
    """Whose a section was before, and that somebody was appointed inside."""
    op.create_table('section_teacher',
    sa.Column('id', _ID, nullable=False),
    sa.Column('section_id', _ID, nullable=False),
    sa.Column('former_id', _ID, nullable=True),
    sa.Column('teacher_id', _ID, nullable=True),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('minute', sa.SmallInteger(), nullable=False),
    sa.Column('decided_by', _ID, nullable=True),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_section_teacher_decided_by')),
    sa.ForeignKeyConstraint(['former_id'], ['person.id'], name=op.f('fk_section_teacher_former_id')),
    sa.ForeignKeyConstraint(['section_id'], ['section.id'], name=op.f('fk_section_teacher_section_id')),
    sa.ForeignKeyConstraint(['teacher_id'], ['person.id'], name=op.f('fk_section_teacher_teacher_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_section_teacher'))
    )
    op.create_index(op.f('ix_section_teacher_section_id'), 'section_teacher', ['section_id'], unique=False)
    op.add_column(
        'section',
        sa.Column('is_teacher_decided', sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def _no_section_teachers() -> None:
    op.drop_column('section', 'is_teacher_decided')
    op.drop_index(op.f('ix_section_teacher_section_id'), table_name='section_teacher')
    op.drop_table('section_teacher')


def _groups() -> None:
    """A pupil may come back into a group."""
    with op.batch_alter_table('section_student', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('spell', sa.SmallInteger(), nullable=False, server_default='1')
        )
        batch_op.drop_constraint(batch_op.f('pk_section_student'), type_='primary')
        batch_op.create_primary_key(
            batch_op.f('pk_section_student'), ['section_id', 'student_id', 'spell']
        )


def _no_groups() -> None:
    """Spells one after the other become one, as files tell them: from the first to the last."""
    last = (
        'SELECT last.ends FROM section_student AS last'
        ' WHERE last.section_id = section_student.section_id'
        ' AND last.student_id = section_student.student_id ORDER BY last.spell DESC LIMIT 1'
    )
    op.execute(sa.text(f'UPDATE section_student SET ends = ({last}) WHERE spell = 1'))
    op.execute(sa.text('DELETE FROM section_student WHERE spell > 1'))
    with op.batch_alter_table('section_student', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('pk_section_student'), type_='primary')
        batch_op.create_primary_key(
            batch_op.f('pk_section_student'), ['section_id', 'student_id']
        )
        batch_op.drop_column('spell')


def _lessons() -> None:
    """Topic plans, and what a lesson was."""
    op.add_column(
        'lesson',
        sa.Column('form', sa.String(length=12), nullable=False, server_default='in_person')
    )
    op.add_column(
        'lesson',
        sa.Column('no_homework_at', sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column('lesson', sa.Column('topic_ordinal', sa.SmallInteger(), nullable=True))
    op.add_column(
        'lesson',
        sa.Column(
            'is_topic_by_plan', sa.Boolean(), nullable=False, server_default=sa.false()
        )
    )
    with op.batch_alter_table('lesson_topic', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('hours', sa.SmallInteger(), nullable=False, server_default='1')
        )
        batch_op.add_column(sa.Column('planned_on', sa.Date(), nullable=True))
    op.create_table('lesson_plan',
    sa.Column('section_id', _ID, nullable=False),
    sa.Column('source', sa.String(length=8), nullable=False),
    sa.Column('entered_by', _ID, nullable=True),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('approved_by', _ID, nullable=True),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['approved_by'], ['person.id'], name=op.f('fk_lesson_plan_approved_by')),
    sa.ForeignKeyConstraint(['entered_by'], ['person.id'], name=op.f('fk_lesson_plan_entered_by')),
    sa.ForeignKeyConstraint(['section_id'], ['section.id'], name=op.f('fk_lesson_plan_section_id')),
    sa.PrimaryKeyConstraint('section_id', name=op.f('pk_lesson_plan'))
    )
    op.create_table('lesson_plan_draft',
    sa.Column('person_id', _ID, nullable=False),
    sa.Column('section_id', _ID, nullable=False),
    sa.Column('source', sa.String(length=8), nullable=False),
    sa.Column('topics', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(
        ['person_id'], ['person.id'], name=op.f('fk_lesson_plan_draft_person_id')
    ),
    sa.ForeignKeyConstraint(
        ['section_id'], ['section.id'], name=op.f('fk_lesson_plan_draft_section_id')
    ),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_lesson_plan_draft'))
    )
    # What was taught by its name so far is a topic of the plan from now on.
    op.execute(
        'UPDATE lesson SET topic_ordinal = ('
        'SELECT min(lesson_topic.ordinal) FROM lesson_topic'
        ' WHERE lesson_topic.section_id = lesson.section_id'
        " AND lesson_topic.title = lesson.topic) WHERE topic <> ''"
    )


def _no_lessons() -> None:
    op.drop_table('lesson_plan_draft')
    op.drop_table('lesson_plan')
    with op.batch_alter_table('lesson_topic', schema=None) as batch_op:
        batch_op.drop_column('planned_on')
        batch_op.drop_column('hours')
    op.drop_column('lesson', 'is_topic_by_plan')
    op.drop_column('lesson', 'topic_ordinal')
    op.drop_column('lesson', 'no_homework_at')
    op.drop_column('lesson', 'form')


def _homework() -> None:
    """Versions of homework, ticks, what was handed in, attached files."""
    op.create_table(
        'homework_change',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('homework_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'),
                  nullable=False),
        sa.Column('old_text', sa.Text(), nullable=False),
        sa.Column('old_due_date', sa.Date(), nullable=False),
        sa.Column('changed_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'),
                  nullable=True),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['changed_by'], ['person.id'],
                                name=op.f('fk_homework_change_changed_by')),
        sa.ForeignKeyConstraint(['homework_id'], ['homework.id'],
                                name=op.f('fk_homework_change_homework_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_homework_change')),
    )
    with op.batch_alter_table('homework_change', schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f('ix_homework_change_homework_id'), ['homework_id'], unique=False
        )
    op.create_table(
        'attachment',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('owner_kind', sa.String(length=24), nullable=False),
        sa.Column('owner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'),
                  nullable=False),
        sa.Column('kind', sa.String(length=8), nullable=False),
        sa.Column('file_id', sa.String(length=255), nullable=False),
        sa.Column('bot_id', sa.BigInteger(), nullable=False),
        sa.Column('unique_id', sa.String(length=64), nullable=False),
        sa.Column('name', sa.String(length=255), nullable=False),
        sa.Column('mime', sa.String(length=127), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('added_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'),
                  nullable=True),
        sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['added_by'], ['person.id'],
                                name=op.f('fk_attachment_added_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_attachment')),
    )
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f('ix_attachment_owner_kind_attachment_owner_id'), ['owner_kind', 'owner_id'],
            unique=False,
        )
        batch_op.create_index('ix_attachment_held', ['added_by', 'added_at', 'size'], unique=False)
    op.create_table(
        'homework_student',
        sa.Column('homework_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'),
                  nullable=False),
        sa.Column('student_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'),
                  nullable=False),
        sa.ForeignKeyConstraint(['homework_id'], ['homework.id'],
                                name=op.f('fk_homework_student_homework_id')),
        sa.ForeignKeyConstraint(['student_id'], ['person.id'],
                                name=op.f('fk_homework_student_student_id')),
        sa.PrimaryKeyConstraint('homework_id', 'student_id', name=op.f('pk_homework_student')),
    )
    with op.batch_alter_table('homework_student', schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f('ix_homework_student_student_id'), ['student_id'], unique=False
        )
    op.create_table(
        'submission',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('homework_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'),
                  nullable=False),
        sa.Column('student_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'),
                  nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('handed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['homework_id'], ['homework.id'],
                                name=op.f('fk_submission_homework_id')),
        sa.ForeignKeyConstraint(['student_id'], ['person.id'],
                                name=op.f('fk_submission_student_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_submission')),
        sa.UniqueConstraint('homework_id', 'student_id',
                            name=op.f('uq_submission_homework_id_student_id')),
    )
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_submission_student_id'), ['student_id'], unique=False)
    op.create_table(
        'homework_tick',
        sa.Column('homework_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'),
                  nullable=False),
        sa.Column('student_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'),
                  nullable=False),
        sa.Column('minutes', sa.SmallInteger(), nullable=True),
        sa.Column('ticked_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['homework_id'], ['homework.id'],
                                name=op.f('fk_homework_tick_homework_id')),
        sa.ForeignKeyConstraint(['student_id'], ['person.id'],
                                name=op.f('fk_homework_tick_student_id')),
        sa.PrimaryKeyConstraint('homework_id', 'student_id', name=op.f('pk_homework_tick')),
    )
    with op.batch_alter_table('homework_tick', schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f('ix_homework_tick_student_id'), ['student_id'], unique=False
        )
    op.add_column('homework', sa.Column('minutes', sa.SmallInteger(), nullable=True))
    op.add_column(
        'homework',
        sa.Column('is_for_some', sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column('homework', sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('homework', sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True))


def _no_homework() -> None:
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.drop_index('ix_attachment_held')
        batch_op.drop_index(batch_op.f('ix_attachment_owner_kind_attachment_owner_id'))
    op.drop_table('attachment')
    with op.batch_alter_table('homework_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_homework_change_homework_id'))
    op.drop_table('homework_change')
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_submission_student_id'))
    op.drop_table('submission')
    with op.batch_alter_table('homework_tick', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_homework_tick_student_id'))
    op.drop_table('homework_tick')
    with op.batch_alter_table('homework_student', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_homework_student_student_id'))
    op.drop_table('homework_student')
    # What was removed would be set again; a table made anew would give its numbers once more.
    op.execute(sa.text('DELETE FROM homework WHERE removed_at IS NOT NULL'))
    op.drop_column('homework', 'removed_at')
    op.drop_column('homework', 'changed_at')
    op.drop_column('homework', 'is_for_some')
    op.drop_column('homework', 'minutes')


def _quizzes() -> None:
    op.create_table(
        'quiz',
        sa.Column('id', _ID, nullable=False),
        sa.Column('homework_id', _ID, nullable=False),
        sa.Column('questions', sa.JSON(), nullable=False),
        sa.Column('size', sa.SmallInteger(), nullable=False),
        sa.Column('set_by', _ID, nullable=True),
        sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['homework_id'], ['homework.id'], name=op.f('fk_quiz_homework_id')
        ),
        sa.ForeignKeyConstraint(['set_by'], ['person.id'], name=op.f('fk_quiz_set_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz')),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table('quiz', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quiz_homework_id'), ['homework_id'], unique=False)
    op.create_table(
        'quiz_answer',
        sa.Column('quiz_id', _ID, nullable=False),
        sa.Column('student_id', _ID, nullable=False),
        sa.Column('number', sa.SmallInteger(), nullable=False),
        sa.Column('chosen', sa.String(length=16), nullable=False),
        sa.Column('is_right', sa.Boolean(), nullable=False),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['quiz_id'], ['quiz.id'], name=op.f('fk_quiz_answer_quiz_id')),
        sa.ForeignKeyConstraint(
            ['student_id'], ['person.id'], name=op.f('fk_quiz_answer_student_id')
        ),
        sa.PrimaryKeyConstraint(
            'quiz_id', 'student_id', 'number', name=op.f('pk_quiz_answer')
        ),
    )
    with op.batch_alter_table('quiz_answer', schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f('ix_quiz_answer_student_id'), ['student_id'], unique=False
        )
    op.create_table(
        'quiz_draft',
        sa.Column('lesson_id', _ID, nullable=False),
        sa.Column('person_id', _ID, nullable=False),
        sa.Column('homework_id', _ID, nullable=True),
        sa.Column('due_lesson_id', _ID, nullable=True),
        sa.Column('student_ids', sa.JSON(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['due_lesson_id'], ['lesson.id'], name=op.f('fk_quiz_draft_due_lesson_id')
        ),
        sa.ForeignKeyConstraint(
            ['homework_id'], ['homework.id'], name=op.f('fk_quiz_draft_homework_id')
        ),
        sa.ForeignKeyConstraint(
            ['lesson_id'], ['lesson.id'], name=op.f('fk_quiz_draft_lesson_id')
        ),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_quiz_draft_person_id')
        ),
        sa.PrimaryKeyConstraint('lesson_id', 'person_id', name=op.f('pk_quiz_draft')),
    )
    with op.batch_alter_table('quiz_draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quiz_draft_person_id'), ['person_id'], unique=False)


def _no_quizzes() -> None:
    op.drop_table('quiz_draft')
    op.drop_table('quiz_answer')
    op.drop_table('quiz')


def _marks() -> None:
    """Marks that are no numbers, work types, unlocks."""
    kind = sa.Column('kind', sa.String(length=12), server_default='current', nullable=False)
    op.add_column('work_type', kind)
    is_active: sa.Column[bool] = sa.Column('is_active', sa.Boolean(), server_default=sa.true(), nullable=False)
    op.add_column('work_type', is_active)
    for name in ('closed_before', 'term_changed_on'):
        op.add_column('work_type', sa.Column(name, sa.Date(), nullable=True))
    _let_be_empty('mark', 'value')
    with op.batch_alter_table('mark', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('code', sa.String(length=8), nullable=False, server_default='')
        )
    with op.batch_alter_table('subject', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('scale', sa.String(length=12), nullable=False, server_default='marks')
        )
    takes: sa.Column[bool] = sa.Column('takes_homework', sa.Boolean(), server_default=sa.true(), nullable=False)
    op.add_column('subject', takes)
    decided: sa.Column[bool] = sa.Column('is_marked_decided', sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column('subject', decided)
    _unlocks()
    with op.batch_alter_table('mark_change', schema=None) as batch_op:
        for name in ('old_code', 'new_code'):
            batch_op.add_column(
                sa.Column(name, sa.String(length=8), nullable=False, server_default='')
            )
        batch_op.add_column(sa.Column(
            'unlock_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True
        ))
        batch_op.create_foreign_key(
            batch_op.f('fk_mark_change_unlock_id'), 'mark_unlock', ['unlock_id'], ['id']
        )
    with op.batch_alter_table('mark', schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f('ix_mark_section_id_mark_date'), ['section_id', 'date'], unique=False
        )


def _unlocks() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    people = ('student_id', 'asked_by', 'decided_by')
    op.create_table(
        'mark_unlock',
        sa.Column('id', key, nullable=False),
        sa.Column('lesson_id', key, nullable=False),
        sa.Column('student_id', key, nullable=False),
        sa.Column('work_type_id', key, nullable=False),
        sa.Column('nth', sa.SmallInteger(), nullable=False),
        sa.Column('asked_by', key, nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('reason', sa.String(length=300), nullable=False),
        sa.Column('state', sa.String(length=12), nullable=False),
        sa.Column('decided_by', key, nullable=True),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('answer', sa.String(length=300), nullable=False),
        sa.Column('open_until', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['lesson_id'], ['lesson.id'],
                                name=op.f('fk_mark_unlock_lesson_id')),
        sa.ForeignKeyConstraint(['work_type_id'], ['work_type.id'],
                                name=op.f('fk_mark_unlock_work_type_id')),
        *(
            sa.ForeignKeyConstraint([name], ['person.id'],
                                    name=op.f(f'fk_mark_unlock_{name}'))
            for name in people
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_mark_unlock')),
    )
    with op.batch_alter_table('mark_unlock', schema=None) as batch_op:
        for name in ('state', 'lesson_id', 'student_id'):
            batch_op.create_index(batch_op.f(f'ix_mark_unlock_{name}'), [name], unique=False)


def _no_marks() -> None:
    """A mark without a number goes, with its history: no column is left that could say it."""
    op.execute(sa.text(
        'DELETE FROM mark_change WHERE mark_id IN (SELECT id FROM mark WHERE value IS NULL)'
    ))
    op.execute(sa.text('DELETE FROM mark WHERE value IS NULL'))
    with op.batch_alter_table('mark_change', schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f('fk_mark_change_unlock_id'), type_='foreignkey'
        )
        batch_op.drop_column('unlock_id')
        batch_op.drop_column('new_code')
        batch_op.drop_column('old_code')
    op.drop_table('mark_unlock')
    op.drop_index(op.f('ix_mark_section_id_mark_date'), table_name='mark')
    # In place: in SQLite a table that others point at cannot be made anew.
    op.drop_column('mark', 'code')
    op.drop_column('subject', 'is_marked_decided')
    op.drop_column('subject', 'takes_homework')
    op.drop_column('subject', 'scale')
    op.drop_column('work_type', 'term_changed_on')
    op.drop_column('work_type', 'closed_before')
    op.drop_column('work_type', 'is_active')
    op.drop_column('work_type', 'kind')
    _let_not_be_empty('mark', 'value')


def _let_be_empty(table: str, column: str) -> None:
    """A small number that may be NULL from now on.

    SQLite can do so only in a new table, and the old one could not be dropped while others point
    at it; a new column under the same name takes the place of the old one.
    """
    if op.get_bind().dialect.name == 'sqlite':
        _in_place_of(table, column, 'SMALLINT')
    else:
        op.alter_column(table, column, existing_type=sa.SmallInteger(), nullable=True)


def _let_not_be_empty(table: str, column: str) -> None:
    """No row has a NULL there."""
    if op.get_bind().dialect.name == 'sqlite':
        _in_place_of(table, column, 'SMALLINT DEFAULT 0 NOT NULL')
    else:
        op.alter_column(table, column, existing_type=sa.SmallInteger(), nullable=False)


def _in_place_of(table: str, column: str, definition: str) -> None:
    for step in (
        f'ALTER TABLE {table} ADD COLUMN fresh {definition}',
        f'UPDATE {table} SET fresh = {column}',
        f'ALTER TABLE {table} DROP COLUMN {column}',
        f'ALTER TABLE {table} RENAME COLUMN fresh TO {column}',
    ):
        op.execute(sa.text(step))


_FINAL_VALUES = (
    ('final_mark', 'value', ('code',)),
    ('final_mark_change', 'new_value', ('old_code', 'new_code')),
    ('final_mark_draft', 'value', ('code',)),
)


def _final_marks() -> None:
    """Final marks that are no numbers, and why one is what it is."""
    for table, value, codes in _FINAL_VALUES:
        _let_be_empty(table, value)
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in codes:
                batch_op.add_column(
                    sa.Column(name, sa.String(length=8), nullable=False, server_default='')
                )
    for table in ('final_mark_change', 'final_mark_draft'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(
                sa.Column('reason', sa.String(length=300), nullable=False, server_default='')
            )


def _no_final_marks() -> None:
    for table in ('final_mark_draft', 'final_mark_change'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('reason')
    op.execute(sa.text(
        'DELETE FROM final_mark_change WHERE final_mark_id IN'
        ' (SELECT id FROM final_mark WHERE value IS NULL)'
    ))
    for table, value, codes in _FINAL_VALUES:
        op.execute(sa.text(f'DELETE FROM {table} WHERE {value} IS NULL'))
        for name in codes:
            op.drop_column(table, name)
        _let_not_be_empty(table, value)


def _attendance() -> None:
    """Announced absences, documents, calls, homeroom hours."""
    with op.batch_alter_table('attendance_change', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('old_reason', sa.String(length=16), nullable=False, server_default='unknown')
        )
    with op.batch_alter_table('roll_call', schema=None) as batch_op:
        batch_op.add_column(sa.Column('minutes', sa.SmallInteger(), nullable=True))
    _announced()


def _announced() -> None:
    op.create_table('announced_absence',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('student_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('begins', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.Column('first_number', sa.SmallInteger(), nullable=True),
    sa.Column('last_number', sa.SmallInteger(), nullable=True),
    sa.Column('excuse', sa.String(length=16), nullable=False),
    sa.Column('announced_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.String(length=24), nullable=False),
    sa.Column('announced_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('is_accepted', sa.Boolean(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('came_on', sa.Date(), nullable=True),
    sa.Column('came_number', sa.SmallInteger(), nullable=True),
    sa.ForeignKeyConstraint(['announced_by'], ['person.id'], name=op.f('fk_announced_absence_announced_by')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_announced_absence_student_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_announced_absence'))
    )
    with op.batch_alter_table('announced_absence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_announced_absence_student_id_announced_absence_begins'), ['student_id', 'begins'], unique=False)

    op.create_table('absence_case',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('student_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('date', sa.Date(), nullable=False),
    sa.Column('lesson_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('level', sa.SmallInteger(), nullable=False),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.String(length=16), nullable=True),
    sa.Column('said_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closing', sa.String(length=16), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['lesson_id'], ['lesson.id'], name=op.f('fk_absence_case_lesson_id')),
    sa.ForeignKeyConstraint(['said_by'], ['person.id'], name=op.f('fk_absence_case_said_by')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_absence_case_student_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence_case')),
    sa.UniqueConstraint('student_id', 'date', name=op.f('uq_absence_case_student_id_date'))
    )
    with op.batch_alter_table('absence_case', schema=None) as batch_op:
        batch_op.create_index('ix_absence_case_due', ['next_at'], unique=False, sqlite_where=sa.text('closing IS NULL'), postgresql_where=sa.text('closing IS NULL'))

    op.create_table('homeroom_session',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('school_class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('date', sa.Date(), nullable=False),
    sa.Column('topic', sa.String(length=300), nullable=False),
    sa.Column('held_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['held_by'], ['person.id'], name=op.f('fk_homeroom_session_held_by')),
    sa.ForeignKeyConstraint(['school_class_id'], ['school_class.id'], name=op.f('fk_homeroom_session_school_class_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_homeroom_session'))
    )
    with op.batch_alter_table('homeroom_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_homeroom_session_school_class_id_homeroom_session_date'), ['school_class_id', 'date'], unique=False)

    op.create_table('homeroom_session_student',
    sa.Column('session_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('student_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('is_present', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['homeroom_session.id'], name=op.f('fk_homeroom_session_student_session_id')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_homeroom_session_student_student_id')),
    sa.PrimaryKeyConstraint('session_id', 'student_id', name=op.f('pk_homeroom_session_student'))
    )
    with op.batch_alter_table('homeroom_session_student', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_homeroom_session_student_student_id'), ['student_id'], unique=False)

    op.create_table('absence_document',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('student_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('begins', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.Column('handed_on', sa.Date(), nullable=False),
    sa.Column('recorded_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('corrected_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['recorded_by'], ['person.id'], name=op.f('fk_absence_document_recorded_by')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_absence_document_student_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence_document'))
    )
    with op.batch_alter_table('absence_document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_absence_document_student_id_absence_document_begins'), ['student_id', 'begins'], unique=False)

    op.create_table('duty_day',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('weekday', sa.SmallInteger(), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recorded_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_duty_day_person_id')),
    sa.ForeignKeyConstraint(['recorded_by'], ['person.id'], name=op.f('fk_duty_day_recorded_by')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_duty_day_school_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_day'))
    )
    with op.batch_alter_table('duty_day', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_duty_day_school_id'), ['school_id'], unique=False)

    op.create_table('absence_call',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('student_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lesson_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('why', sa.String(length=16), nullable=False),
    sa.Column('announced_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('called_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['announced_id'], ['announced_absence.id'], name=op.f('fk_absence_call_announced_id')),
    sa.ForeignKeyConstraint(['case_id'], ['absence_case.id'], name=op.f('fk_absence_call_case_id')),
    sa.ForeignKeyConstraint(['lesson_id'], ['lesson.id'], name=op.f('fk_absence_call_lesson_id')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_absence_call_student_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence_call'))
    )
    with op.batch_alter_table('absence_call', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_absence_call_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_absence_call_student_id'), ['student_id'], unique=False)

    op.create_table('absence_called',
    sa.Column('call_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['absence_call.id'], name=op.f('fk_absence_called_call_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_absence_called_person_id')),
    sa.PrimaryKeyConstraint('call_id', 'person_id', name=op.f('pk_absence_called'))
    )


def _no_attendance() -> None:
    op.drop_table('absence_called')
    op.drop_table('absence_call')
    op.drop_table('duty_day')
    op.drop_table('absence_document')
    op.drop_table('homeroom_session_student')
    op.drop_table('homeroom_session')
    op.drop_table('absence_case')
    op.drop_table('announced_absence')
    with op.batch_alter_table('roll_call', schema=None) as batch_op:
        batch_op.drop_column('minutes')
    with op.batch_alter_table('attendance_change', schema=None) as batch_op:
        batch_op.drop_column('old_reason')


def _deadlines() -> None:
    """What was done of the table of deadlines."""
    op.create_table('deadline_done',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('deadline', sa.String(length=4), nullable=False),
    sa.Column('school_class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('done_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['done_by'], ['person.id'], name=op.f('fk_deadline_done_done_by')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_deadline_done_school_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deadline_done')),
    sa.UniqueConstraint('school_id', 'deadline', 'school_class_id', 'due', name=op.f('uq_deadline_done_school_id_deadline_school_class_id_due'))
    )


def _no_deadlines() -> None:
    op.drop_table('deadline_done')


def _reports() -> None:
    """Bytes of the files of reports."""
    op.create_table('attachment_content',
    sa.Column('attachment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['attachment_id'], ['attachment.id'], name=op.f('fk_attachment_content_attachment_id')),
    sa.PrimaryKeyConstraint('attachment_id', name=op.f('pk_attachment_content'))
    )


def _no_reports() -> None:
    op.drop_table('attachment_content')


def _print_outs() -> None:
    """Print-outs as they were made."""
    op.create_table('print_out',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('student_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('school_class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('made_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('page', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_print_out_made_by')),
    sa.ForeignKeyConstraint(['school_class_id'], ['school_class.id'], name=op.f('fk_print_out_school_class_id')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_print_out_student_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_print_out'))
    )
    with op.batch_alter_table('print_out', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_print_out_school_class_id_print_out_made_on'), ['school_class_id', 'made_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_print_out_student_id'), ['student_id'], unique=False)


def _no_print_outs() -> None:
    op.drop_table('print_out')


def _sheet_letters() -> None:
    """The sheet of a week by e-mail: the address agreed upon, and each letter."""
    op.add_column(
        'opt_out', sa.Column('email', sa.String(length=254), server_default='', nullable=False)
    )
    op.add_column(
        'opt_out',
        sa.Column('email_typed', sa.String(length=254), server_default='', nullable=False),
    )
    op.add_column('opt_out', sa.Column('email_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table('sheet_letter',
    sa.Column('id', _ID, nullable=False),
    sa.Column('opt_out_id', _ID, nullable=False),
    sa.Column('student_id', _ID, nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('asked_by', _ID, nullable=True),
    sa.Column('page', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('doubtful_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lease', _ID, nullable=True),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failure', sa.String(length=12), nullable=True),
    sa.ForeignKeyConstraint(['asked_by'], ['person.id'], name=op.f('fk_sheet_letter_asked_by')),
    sa.ForeignKeyConstraint(['opt_out_id'], ['opt_out.id'], name=op.f('fk_sheet_letter_opt_out_id')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_sheet_letter_student_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sheet_letter')),
    sa.UniqueConstraint('opt_out_id', 'day', name=op.f('uq_sheet_letter_opt_out_id_day')),
    )
    op.create_index(op.f('ix_sheet_letter_student_id'), 'sheet_letter', ['student_id'], unique=False)
    op.create_index(
        'ix_sheet_letter_open', 'sheet_letter', ['due_at'], unique=False,
        sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'),
    )


def _no_sheet_letters() -> None:
    op.drop_table('sheet_letter')
    op.drop_column('opt_out', 'email_at')
    op.drop_column('opt_out', 'email_typed')
    op.drop_column('opt_out', 'email')


def _control_works() -> None:
    """The schedule of control works."""
    op.create_table('control_work',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lesson_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('work_type_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('minutes', sa.SmallInteger(), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('planned_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('planned_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('dropped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('known_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['lesson_id'], ['lesson.id'], name=op.f('fk_control_work_lesson_id')),
    sa.ForeignKeyConstraint(['planned_by'], ['person.id'], name=op.f('fk_control_work_planned_by')),
    sa.ForeignKeyConstraint(['published_by'], ['person.id'], name=op.f('fk_control_work_published_by')),
    sa.ForeignKeyConstraint(['work_type_id'], ['work_type.id'], name=op.f('fk_control_work_work_type_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_control_work'))
    )
    with op.batch_alter_table('control_work', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_control_work_lesson_id'), ['lesson_id'], unique=False)


def _no_control_works() -> None:
    op.drop_table('control_work')


def _remarks() -> None:
    """Words about a pupil that are no mark."""
    op.create_table(
        'remark',
        sa.Column('id', _ID, nullable=False),
        sa.Column('student_id', _ID, nullable=False),
        sa.Column('lesson_id', _ID, nullable=True),
        sa.Column('author_id', _ID, nullable=False),
        sa.Column('kind', sa.String(length=8), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('removed_by', _ID, nullable=True),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('read_by', _ID, nullable=True),
        sa.ForeignKeyConstraint(['lesson_id'], ['lesson.id'], name=op.f('fk_remark_lesson_id')),
        *(
            sa.ForeignKeyConstraint([name], ['person.id'], name=op.f(f'fk_remark_{name}'))
            for name in ('student_id', 'author_id', 'removed_by', 'read_by')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_remark')),
    )
    op.create_table(
        'remark_change',
        sa.Column('id', _ID, nullable=False),
        sa.Column('remark_id', _ID, nullable=False),
        sa.Column('made', sa.String(length=16), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['remark_id'], ['remark.id'], name=op.f('fk_remark_change_remark_id')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_remark_change')),
    )
    for table, name in (
        ('remark', 'student_id'), ('remark', 'lesson_id'), ('remark_change', 'remark_id')
    ):
        op.create_index(op.f(f'ix_{table}_{name}'), table, [name], unique=False)


def _no_remarks() -> None:
    op.drop_table('remark_change')
    op.drop_table('remark')


def _school_documents() -> None:
    """Documents that the school shows by role and grade."""
    op.create_table('school_document',
    sa.Column('id', _ID, nullable=False),
    sa.Column('school_id', _ID, nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('title', sa.String(length=100), nullable=False),
    sa.Column('audience', sa.String(length=12), nullable=False),
    sa.Column('grades', sa.Integer(), nullable=False),
    sa.Column('subject_id', _ID, nullable=True),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_school_document_school_id')),
    sa.ForeignKeyConstraint(['subject_id'], ['subject.id'], name=op.f('fk_school_document_subject_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_school_document'))
    )
    with op.batch_alter_table('school_document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_school_document_school_id'), ['school_id'], unique=False)


def _no_school_documents() -> None:
    with op.batch_alter_table('school_document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_school_document_school_id'))
    op.drop_table('school_document')


def _weeks_read() -> None:
    """Weeks that guardians have confirmed, and reminders."""
    op.create_table(
        'week_read',
        sa.Column('student_id', _ID, nullable=False),
        sa.Column('week_ends', sa.Date(), nullable=False),
        sa.Column('guardian_id', _ID, nullable=False),
        sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['student_id'], ['person.id'], name=op.f('fk_week_read_student_id')
        ),
        sa.ForeignKeyConstraint(
            ['guardian_id'], ['person.id'], name=op.f('fk_week_read_guardian_id')
        ),
        sa.PrimaryKeyConstraint(
            'student_id', 'week_ends', 'guardian_id', name=op.f('pk_week_read')
        ),
    )
    op.create_index(op.f('ix_week_read_guardian_id'), 'week_read', ['guardian_id'], unique=False)
    op.create_table(
        'week_reminder',
        sa.Column('student_id', _ID, nullable=False),
        sa.Column('reminded_on', sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ['student_id'], ['person.id'], name=op.f('fk_week_reminder_student_id')
        ),
        sa.PrimaryKeyConstraint('student_id', 'reminded_on', name=op.f('pk_week_reminder')),
    )


def _no_weeks_read() -> None:
    op.drop_table('week_reminder')
    op.drop_table('week_read')
