"""The outbox with leases and choices, the inbox, jobs, alarms.

What waits to be told is told after it as well; kinds that were switched off stay so.
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')

_ABOUT = """
UPDATE notice SET planned_at = due_at, about_id = COALESCE(
    CASE kind
        WHEN 'mark' THEN (SELECT mark_id FROM mark_change WHERE id = ref_id)
        WHEN 'absence' THEN (SELECT lesson_id FROM attendance_change WHERE id = ref_id)
        WHEN 'final_mark' THEN (SELECT final_mark_id FROM final_mark_change WHERE id = ref_id)
    END,
    ref_id
)
"""
# News of absences can no longer be switched off: a school answers for the child.
_CHOICES = """
INSERT INTO notice_choice (person_id, student_id, kind, choice)
SELECT person_id, student_id, kind, 'off' FROM muted_notice WHERE kind <> 'absence'
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        # The number of a homework that was removed must not come back for another one.
        with op.batch_alter_table(
            'homework', recreate='always', table_kwargs={'sqlite_autoincrement': True}
        ):
            pass
    op.create_table('chat_rest',
    sa.Column('bot_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('chat_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('bot_id', 'chat_id', name=op.f('pk_chat_rest'))
    )
    op.create_table('inbox_update',
    sa.Column('bot_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('update_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('body', sa.Text(), nullable=True),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('effected_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('handled_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('bot_id', 'update_id', name=op.f('pk_inbox_update'))
    )
    with op.batch_alter_table('inbox_update', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_inbox_update_received_at'), ['received_at'], unique=False)
        batch_op.create_index('ix_inbox_update_waiting', ['bot_id', 'user_id', 'update_id'], unique=False, sqlite_where=sa.text('handled_at IS NULL'), postgresql_where=sa.text('handled_at IS NULL'))

    op.create_table('job_run',
    sa.Column('job', sa.String(length=32), nullable=False),
    sa.Column('slot', sa.DateTime(timezone=True), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('again_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('job', 'slot', name=op.f('pk_job_run'))
    )
    op.create_table('send_rate',
    sa.Column('bot_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('place', sa.SmallInteger(), autoincrement=False, nullable=False),
    sa.Column('free_at', sa.Float(precision=53), nullable=False),
    sa.PrimaryKeyConstraint('bot_id', 'place', name=op.f('pk_send_rate'))
    )
    op.create_table('alarm',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('raised_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('escalated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_alarm_school_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alarm'))
    )
    with op.batch_alter_table('alarm', schema=None) as batch_op:
        batch_op.create_index('ix_alarm_open', ['kind'], unique=False, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))

    op.create_table('notice_choice',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('student_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('choice', sa.String(length=12), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_choice_person_id')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_notice_choice_student_id')),
    sa.PrimaryKeyConstraint('person_id', 'student_id', 'kind', name=op.f('pk_notice_choice'))
    )
    op.create_table('notice_habits',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('quiet_from', sa.SmallInteger(), nullable=True),
    sa.Column('quiet_until', sa.SmallInteger(), nullable=True),
    sa.Column('hides_details', sa.Boolean(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_habits_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_notice_habits'))
    )
    op.execute(_CHOICES)
    op.drop_table('muted_notice')
    with op.batch_alter_table('chat', schema=None, recreate='never') as batch_op:
        batch_op.add_column(sa.Column('unreachable_reason', sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column('returned_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('bot_id', sa.BigInteger(), server_default=sa.text('0'), nullable=False))
        batch_op.add_column(sa.Column('told_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_message_school_class_id_message_sent_at'), ['school_class_id', 'sent_at'], unique=False)

    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.add_column(sa.Column('about_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('planned_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('lease', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('told', sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column('doubtful_since', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('was_missed', sa.Boolean(), server_default=sa.text('(false)'), nullable=False))
        batch_op.add_column(sa.Column('is_continued', sa.Boolean(), server_default=sa.text('(false)'), nullable=False))
        batch_op.add_column(sa.Column('is_urgent', sa.Boolean(), server_default=sa.text('(false)'), nullable=False))
        batch_op.drop_index(batch_op.f('ix_notice_waiting'), sqlite_where=sa.text("state = 'pending'"))
        batch_op.drop_index(batch_op.f('ix_notice_waiting_chat'), sqlite_where=sa.text("state = 'pending'"))
        batch_op.create_index('ix_notice_about', ['chat_id', 'about_id', 'kind'], unique=False)
        batch_op.create_index('ix_notice_chat', ['chat_id', 'due_at'], unique=False, sqlite_where=sa.text("state = 'pending' OR state = 'uncertain' OR state = 'leased'"), postgresql_where=sa.text("state = 'pending' OR state = 'uncertain' OR state = 'leased'"))
        batch_op.create_index('ix_notice_created', ['created_at'], unique=False)
        batch_op.create_index('ix_notice_dead', ['id'], unique=False, sqlite_where=sa.text("state = 'dead'"), postgresql_where=sa.text("state = 'dead'"))
        batch_op.create_index('ix_notice_due', ['kind', 'due_at'], unique=False, sqlite_where=sa.text("state = 'pending' OR state = 'uncertain'"), postgresql_where=sa.text("state = 'pending' OR state = 'uncertain'"))
        batch_op.create_index('ix_notice_event', ['kind', 'ref_id'], unique=False)
        batch_op.create_index('ix_notice_leased', ['leased_until'], unique=False, sqlite_where=sa.text("state = 'leased'"), postgresql_where=sa.text("state = 'leased'"))
        batch_op.create_index('ix_notice_student', ['student_id', 'created_at'], unique=False)
        batch_op.create_index('ix_notice_tried', ['planned_at'], unique=False, sqlite_where=sa.text("attempts > 0 AND (state = 'pending' OR state = 'uncertain' OR state = 'leased')"), postgresql_where=sa.text("attempts > 0 AND (state = 'pending' OR state = 'uncertain' OR state = 'leased')"))
        batch_op.drop_column('batch')

    op.execute(_ABOUT)
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.alter_column('about_id', existing_type=_ID, nullable=False)
        batch_op.alter_column('planned_at', existing_type=sa.DateTime(timezone=True), nullable=False)



def downgrade() -> None:
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.add_column(sa.Column('batch', sa.VARCHAR(length=32), server_default='', nullable=False))
        batch_op.drop_index('ix_notice_tried', sqlite_where=sa.text("attempts > 0 AND (state = 'pending' OR state = 'uncertain' OR state = 'leased')"), postgresql_where=sa.text("attempts > 0 AND (state = 'pending' OR state = 'uncertain' OR state = 'leased')"))
        batch_op.drop_index('ix_notice_student')
        batch_op.drop_index('ix_notice_leased', sqlite_where=sa.text("state = 'leased'"), postgresql_where=sa.text("state = 'leased'"))
        batch_op.drop_index('ix_notice_event')
        batch_op.drop_index('ix_notice_due', sqlite_where=sa.text("state = 'pending' OR state = 'uncertain'"), postgresql_where=sa.text("state = 'pending' OR state = 'uncertain'"))
        batch_op.drop_index('ix_notice_dead', sqlite_where=sa.text("state = 'dead'"), postgresql_where=sa.text("state = 'dead'"))
        batch_op.drop_index('ix_notice_created')
        batch_op.drop_index('ix_notice_chat', sqlite_where=sa.text("state = 'pending' OR state = 'uncertain' OR state = 'leased'"), postgresql_where=sa.text("state = 'pending' OR state = 'uncertain' OR state = 'leased'"))
        batch_op.drop_index('ix_notice_about')
        batch_op.create_index(batch_op.f('ix_notice_waiting_chat'), ['chat_id'], unique=False, sqlite_where=sa.text("state = 'pending'"))
        batch_op.create_index(batch_op.f('ix_notice_waiting'), ['due_at'], unique=False, sqlite_where=sa.text("state = 'pending'"))
        batch_op.drop_column('is_urgent')
        batch_op.drop_column('is_continued')
        batch_op.drop_column('was_missed')
        batch_op.drop_column('doubtful_since')
        batch_op.drop_column('told')
        batch_op.drop_column('leased_until')
        batch_op.drop_column('lease')
        batch_op.drop_column('planned_at')
        batch_op.drop_column('about_id')

    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_message_school_class_id_message_sent_at'))

    with op.batch_alter_table('chat', schema=None, recreate='never') as batch_op:
        batch_op.drop_column('told_at')
        batch_op.drop_column('bot_id')
        batch_op.drop_column('returned_at')
        batch_op.drop_column('unreachable_reason')

    op.create_table('muted_notice',
    sa.Column('person_id', sa.INTEGER(), nullable=False),
    sa.Column('student_id', sa.INTEGER(), nullable=False),
    sa.Column('kind', sa.VARCHAR(length=24), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_muted_notice_person_id')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_muted_notice_student_id')),
    sa.PrimaryKeyConstraint('person_id', 'student_id', 'kind', name=op.f('pk_muted_notice'))
    )
    op.execute("INSERT INTO muted_notice SELECT person_id, student_id, kind FROM notice_choice WHERE choice = 'off'")
    op.drop_table('notice_habits')
    op.drop_table('notice_choice')
    with op.batch_alter_table('alarm', schema=None) as batch_op:
        batch_op.drop_index('ix_alarm_open', sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))

    op.drop_table('alarm')
    op.drop_table('send_rate')
    op.drop_table('job_run')
    with op.batch_alter_table('inbox_update', schema=None) as batch_op:
        batch_op.drop_index('ix_inbox_update_waiting', sqlite_where=sa.text('handled_at IS NULL'), postgresql_where=sa.text('handled_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_inbox_update_received_at'))

    op.drop_table('inbox_update')
    op.drop_table('chat_rest')
