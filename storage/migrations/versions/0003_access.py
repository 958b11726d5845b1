"""Consents, the audit trail, roles and trusted persons, codes and sessions, personal data.

Families of a school that runs already are asked for their consents when they come next.
"""

import sqlalchemy as sa
from alembic import op

from storage.tables.audit import GUARDS, UNGUARD

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit_head',
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('school_id', name=op.f('pk_audit_head'))
    )
    op.create_table('audit_record',
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=True),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('role', sa.String(length=24), nullable=False),
    sa.Column('action', sa.String(length=32), nullable=False),
    sa.Column('thing_kind', sa.String(length=24), nullable=False),
    sa.Column('thing_id', sa.BigInteger(), nullable=False),
    sa.Column('about_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('school_class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('before', sa.Text(), nullable=True),
    sa.Column('after', sa.Text(), nullable=True),
    sa.Column('prev_hash', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('school_id', 'seq', name=op.f('pk_audit_record'))
    )
    with op.batch_alter_table('audit_record', schema=None) as batch_op:
        batch_op.create_index('ix_audit_record_about', ['about_id', 'seq'], unique=False, sqlite_where=sa.text('about_id IS NOT NULL'), postgresql_where=sa.text('about_id IS NOT NULL'))
        batch_op.create_index('ix_audit_record_class', ['school_class_id', 'seq'], unique=False, sqlite_where=sa.text('school_class_id IS NOT NULL'), postgresql_where=sa.text('school_class_id IS NOT NULL'))
        batch_op.create_index('ix_audit_record_person', ['person_id', 'seq'], unique=False, sqlite_where=sa.text('person_id IS NOT NULL'), postgresql_where=sa.text('person_id IS NOT NULL'))

    op.create_table('chat_use',
    sa.Column('chat_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('used_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('chat_id', name=op.f('pk_chat_use'))
    )
    op.create_table('denial',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=False),
    sa.Column('action', sa.String(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_denial'))
    )
    with op.batch_alter_table('denial', schema=None) as batch_op:
        batch_op.create_index('ix_denial_chat_id_at', ['chat_id', 'at'], unique=False)

    op.create_table('consent_document',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('purpose', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('template', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_consent_document_school_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent_document')),
    sa.UniqueConstraint('school_id', 'purpose', 'version', name=op.f('uq_consent_document_school_id_purpose_version'))
    )
    op.create_table('account_order',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.String(length=64), nullable=False),
    sa.Column('date', sa.Date(), nullable=False),
    sa.Column('set_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_account_order_person_id')),
    sa.ForeignKeyConstraint(['set_by'], ['person.id'], name=op.f('fk_account_order_set_by')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_account_order'))
    )
    op.create_table('change_request',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('student_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('field', sa.String(length=16), nullable=False),
    sa.Column('old_value', sa.String(length=100), nullable=False),
    sa.Column('new_value', sa.String(length=100), nullable=False),
    sa.Column('asked_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('decided_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by'], ['person.id'], name=op.f('fk_change_request_asked_by')),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_change_request_decided_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_change_request_person_id')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_change_request_student_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_change_request'))
    )
    with op.batch_alter_table('change_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_change_request_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_change_request_student_id'), ['student_id'], unique=False)
        batch_op.create_index('uq_change_request_open', ['person_id', 'field'], unique=True, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))

    op.create_table('code_handover',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.String(length=24), nullable=False),
    sa.Column('student_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('handed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('handed_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['handed_by'], ['person.id'], name=op.f('fk_code_handover_handed_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_code_handover_person_id')),
    sa.PrimaryKeyConstraint('person_id', 'role', 'student_id', 'handed_at', name=op.f('pk_code_handover'))
    )
    with op.batch_alter_table('code_handover', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_code_handover_student_id'), ['student_id'], unique=False)

    op.create_table('consent',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('subject_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('giver_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('purpose', sa.String(length=16), nullable=False),
    sa.Column('document_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('way', sa.String(length=8), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('paper_number', sa.String(length=64), nullable=True),
    sa.Column('paper_date', sa.Date(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('end_reason', sa.String(length=16), nullable=True),
    sa.Column('ended_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('end_paper_number', sa.String(length=64), nullable=True),
    sa.Column('end_paper_date', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['consent_document.id'], name=op.f('fk_consent_document_id')),
    sa.ForeignKeyConstraint(['ended_by'], ['person.id'], name=op.f('fk_consent_ended_by')),
    sa.ForeignKeyConstraint(['giver_id'], ['person.id'], name=op.f('fk_consent_giver_id')),
    sa.ForeignKeyConstraint(['recorded_by'], ['person.id'], name=op.f('fk_consent_recorded_by')),
    sa.ForeignKeyConstraint(['subject_id'], ['person.id'], name=op.f('fk_consent_subject_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consent_document_id'), ['document_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_consent_giver_id'), ['giver_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_consent_subject_id'), ['subject_id'], unique=False)
        batch_op.create_index('uq_consent_in_force', ['subject_id', 'giver_id', 'purpose'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('consent_standing',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('by_guardian', sa.SmallInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('own', sa.SmallInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('has_note', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_consent_standing_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_consent_standing'))
    )
    op.create_table('erasure',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('asked_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('student_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('recorded_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('statement_number', sa.String(length=32), nullable=False),
    sa.Column('statement_date', sa.Date(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('decided_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('act_number', sa.Integer(), nullable=True),
    sa.Column('act', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['asked_by'], ['person.id'], name=op.f('fk_erasure_asked_by')),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_erasure_decided_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_erasure_person_id')),
    sa.ForeignKeyConstraint(['recorded_by'], ['person.id'], name=op.f('fk_erasure_recorded_by')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_erasure_school_id')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_erasure_student_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure')),
    sa.UniqueConstraint('school_id', 'act_number', name=op.f('uq_erasure_school_id_act_number'))
    )
    with op.batch_alter_table('erasure', schema=None) as batch_op:
        batch_op.create_index('ix_erasure_open', ['school_id', 'due_on'], unique=False, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.create_index(batch_op.f('ix_erasure_person_id'), ['person_id'], unique=False)

    op.create_table('field_decision',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('field', sa.String(length=16), nullable=False),
    sa.Column('number', sa.String(length=64), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.Column('recorded_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['ended_by'], ['person.id'], name=op.f('fk_field_decision_ended_by')),
    sa.ForeignKeyConstraint(['recorded_by'], ['person.id'], name=op.f('fk_field_decision_recorded_by')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_field_decision_school_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_field_decision'))
    )
    with op.batch_alter_table('field_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_field_decision_school_id'), ['school_id'], unique=False)

    op.create_table('nondisclosure',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.String(length=64), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=False),
    sa.Column('recorded_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['ended_by'], ['person.id'], name=op.f('fk_nondisclosure_ended_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_nondisclosure_person_id')),
    sa.ForeignKeyConstraint(['recorded_by'], ['person.id'], name=op.f('fk_nondisclosure_recorded_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nondisclosure'))
    )
    with op.batch_alter_table('nondisclosure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_nondisclosure_person_id'), ['person_id'], unique=False)

    op.create_table('opt_out',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('student_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('statement_number', sa.String(length=32), nullable=False),
    sa.Column('statement_date', sa.Date(), nullable=False),
    sa.Column('recorded_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['ended_by'], ['person.id'], name=op.f('fk_opt_out_ended_by')),
    sa.ForeignKeyConstraint(['recorded_by'], ['person.id'], name=op.f('fk_opt_out_recorded_by')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_opt_out_student_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opt_out'))
    )
    with op.batch_alter_table('opt_out', schema=None) as batch_op:
        batch_op.create_index('uq_opt_out_open', ['student_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('person_change',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('field', sa.String(length=16), nullable=False),
    sa.Column('old_value', sa.String(length=100), nullable=False),
    sa.Column('new_value', sa.String(length=100), nullable=False),
    sa.Column('changed_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['changed_by'], ['person.id'], name=op.f('fk_person_change_changed_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_change_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_change'))
    )
    with op.batch_alter_table('person_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_change_person_id'), ['person_id'], unique=False)

    op.create_table('pin',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('hash', sa.String(length=128), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_pin_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_pin'))
    )
    op.create_table('pin_guard',
    sa.Column('chat_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failures', sa.SmallInteger(), nullable=False),
    sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_pin_guard_person_id')),
    sa.PrimaryKeyConstraint('chat_id', 'person_id', name=op.f('pk_pin_guard'))
    )
    op.create_table('responsible_person',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('duty', sa.String(length=24), nullable=False),
    sa.Column('order_number', sa.String(length=32), nullable=False),
    sa.Column('order_date', sa.Date(), nullable=False),
    sa.Column('begins', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_responsible_person_person_id')),
    sa.ForeignKeyConstraint(['recorded_by'], ['person.id'], name=op.f('fk_responsible_person_recorded_by')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_responsible_person_school_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_responsible_person'))
    )
    with op.batch_alter_table('responsible_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_responsible_person_school_id'), ['school_id'], unique=False)

    op.create_table('role_decision',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.String(length=24), nullable=False),
    sa.Column('is_granted', sa.Boolean(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('order_number', sa.String(length=32), nullable=True),
    sa.Column('order_date', sa.Date(), nullable=True),
    sa.Column('school_class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_role_decision_decided_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_role_decision_person_id')),
    sa.ForeignKeyConstraint(['school_class_id'], ['school_class.id'], name=op.f('fk_role_decision_school_class_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_decision'))
    )
    with op.batch_alter_table('role_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_decision_person_id'), ['person_id'], unique=False)

    op.create_table('staff_card',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position', sa.String(length=100), nullable=False),
    sa.Column('pay_grade', sa.String(length=100), nullable=False),
    sa.Column('category', sa.String(length=100), nullable=False),
    sa.Column('specialty', sa.String(length=100), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_staff_card_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_staff_card'))
    )
    op.create_table('summary_grant',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('summary', sa.String(length=16), nullable=False),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('granted_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['granted_by'], ['person.id'], name=op.f('fk_summary_grant_granted_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_summary_grant_person_id')),
    sa.PrimaryKeyConstraint('person_id', 'summary', name=op.f('pk_summary_grant'))
    )
    op.create_table('trusted_contact',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('student_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('guardian_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('relation', sa.String(length=16), nullable=False),
    sa.Column('rights', sa.SmallInteger(), nullable=False),
    sa.Column('named_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.Column('warned_for', sa.Date(), nullable=True),
    sa.Column('told_over', sa.Date(), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['guardian_id'], ['person.id'], name=op.f('fk_trusted_contact_guardian_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_trusted_contact_person_id')),
    sa.ForeignKeyConstraint(['revoked_by'], ['person.id'], name=op.f('fk_trusted_contact_revoked_by')),
    sa.ForeignKeyConstraint(['student_id'], ['person.id'], name=op.f('fk_trusted_contact_student_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trusted_contact')),
    sa.UniqueConstraint('person_id', name=op.f('uq_trusted_contact_person_id'))
    )
    with op.batch_alter_table('trusted_contact', schema=None) as batch_op:
        batch_op.create_index('ix_trusted_contact_ends', ['ends'], unique=False, sqlite_where=sa.text('revoked_at IS NULL'), postgresql_where=sa.text('revoked_at IS NULL'))
        batch_op.create_index(batch_op.f('ix_trusted_contact_guardian_id'), ['guardian_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_trusted_contact_student_id'), ['student_id'], unique=False)

    op.create_table('class_educator',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('school_class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('begins', sa.Date(), nullable=True),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_class_educator_person_id')),
    sa.ForeignKeyConstraint(['school_class_id'], ['school_class.id'], name=op.f('fk_class_educator_school_class_id')),
    sa.PrimaryKeyConstraint('person_id', 'school_class_id', name=op.f('pk_class_educator'))
    )
    op.create_table('class_list_check',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('school_class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('checked_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('pupils', sa.Integer(), nullable=False),
    sa.Column('incomplete', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['checked_by'], ['person.id'], name=op.f('fk_class_list_check_checked_by')),
    sa.ForeignKeyConstraint(['school_class_id'], ['school_class.id'], name=op.f('fk_class_list_check_school_class_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_class_list_check')),
    sa.UniqueConstraint('school_class_id', 'month', name=op.f('uq_class_list_check_school_class_id_month'))
    )
    op.create_table('rules_acceptance',
    sa.Column('binding_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.SmallInteger(), nullable=False),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['binding_id'], ['binding.id'], name=op.f('fk_rules_acceptance_binding_id')),
    sa.PrimaryKeyConstraint('binding_id', name=op.f('pk_rules_acceptance'))
    )
    with op.batch_alter_table('alarm', schema=None) as batch_op:
        batch_op.add_column(sa.Column('chat_id', sa.BigInteger(), nullable=True))
        batch_op.create_index('ix_alarm_chat_id_raised_at', ['chat_id', 'raised_at'], unique=False, sqlite_where=sa.text('chat_id IS NOT NULL'), postgresql_where=sa.text('chat_id IS NOT NULL'))

    with op.batch_alter_table('code_attempt', schema=None) as batch_op:
        batch_op.add_column(sa.Column('code_key', sa.String(length=16), nullable=True))
        batch_op.create_index(batch_op.f('ix_code_attempt_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_code_attempt_code_key_code_attempt_at'), ['code_key', 'at'], unique=False)

    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.add_column(sa.Column('bot_id', sa.BigInteger(), nullable=True))

    with op.batch_alter_table('role_assignment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_decided', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('school_class', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_homeroom_decided', sa.Boolean(), server_default=sa.false(), nullable=False))

    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in UNGUARD[op.get_bind().dialect.name]:
        op.execute(statement)
    with op.batch_alter_table('school_class', schema=None) as batch_op:
        batch_op.drop_column('is_homeroom_decided')

    with op.batch_alter_table('role_assignment', schema=None) as batch_op:
        batch_op.drop_column('is_decided')

    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_column('bot_id')

    with op.batch_alter_table('code_attempt', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_code_attempt_code_key_code_attempt_at'))
        batch_op.drop_index(batch_op.f('ix_code_attempt_at'))
        batch_op.drop_column('code_key')

    with op.batch_alter_table('alarm', schema=None) as batch_op:
        batch_op.drop_index('ix_alarm_chat_id_raised_at', sqlite_where=sa.text('chat_id IS NOT NULL'), postgresql_where=sa.text('chat_id IS NOT NULL'))
        batch_op.drop_column('chat_id')

    op.drop_table('rules_acceptance')
    op.drop_table('class_list_check')
    op.drop_table('class_educator')
    with op.batch_alter_table('trusted_contact', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_trusted_contact_student_id'))
        batch_op.drop_index(batch_op.f('ix_trusted_contact_guardian_id'))
        batch_op.drop_index('ix_trusted_contact_ends', sqlite_where=sa.text('revoked_at IS NULL'), postgresql_where=sa.text('revoked_at IS NULL'))

    op.drop_table('trusted_contact')
    op.drop_table('summary_grant')
    op.drop_table('staff_card')
    with op.batch_alter_table('role_decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_role_decision_person_id'))

    op.drop_table('role_decision')
    with op.batch_alter_table('responsible_person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_responsible_person_school_id'))

    op.drop_table('responsible_person')
    op.drop_table('pin_guard')
    op.drop_table('pin')
    with op.batch_alter_table('person_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_change_person_id'))

    op.drop_table('person_change')
    with op.batch_alter_table('opt_out', schema=None) as batch_op:
        batch_op.drop_index('uq_opt_out_open', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.drop_table('opt_out')
    with op.batch_alter_table('nondisclosure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_nondisclosure_person_id'))

    op.drop_table('nondisclosure')
    with op.batch_alter_table('field_decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_field_decision_school_id'))

    op.drop_table('field_decision')
    with op.batch_alter_table('erasure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_erasure_person_id'))
        batch_op.drop_index('ix_erasure_open', sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))

    op.drop_table('erasure')
    op.drop_table('consent_standing')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index('uq_consent_in_force', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_consent_subject_id'))
        batch_op.drop_index(batch_op.f('ix_consent_giver_id'))
        batch_op.drop_index(batch_op.f('ix_consent_document_id'))

    op.drop_table('consent')
    with op.batch_alter_table('code_handover', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_code_handover_student_id'))

    op.drop_table('code_handover')
    with op.batch_alter_table('change_request', schema=None) as batch_op:
        batch_op.drop_index('uq_change_request_open', sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.drop_index(batch_op.f('ix_change_request_student_id'))
        batch_op.drop_index(batch_op.f('ix_change_request_person_id'))

    op.drop_table('change_request')
    op.drop_table('account_order')
    op.drop_table('consent_document')
    with op.batch_alter_table('denial', schema=None) as batch_op:
        batch_op.drop_index('ix_denial_chat_id_at')

    op.drop_table('denial')
    op.drop_table('chat_use')
    with op.batch_alter_table('audit_record', schema=None) as batch_op:
        batch_op.drop_index('ix_audit_record_person', sqlite_where=sa.text('person_id IS NOT NULL'), postgresql_where=sa.text('person_id IS NOT NULL'))
        batch_op.drop_index('ix_audit_record_class', sqlite_where=sa.text('school_class_id IS NOT NULL'), postgresql_where=sa.text('school_class_id IS NOT NULL'))
        batch_op.drop_index('ix_audit_record_about', sqlite_where=sa.text('about_id IS NOT NULL'), postgresql_where=sa.text('about_id IS NOT NULL'))

    op.drop_table('audit_record')
    op.drop_table('audit_head')
