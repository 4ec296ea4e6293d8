"""mail texts, bounces and progress

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

import webapp.store.columns


revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mail_bounce',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.String(length=200), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('address_folded', sa.String(length=254), nullable=False),
    sa.Column('permanent', sa.Boolean(), nullable=False),
    sa.Column('why', sa.String(length=500), nullable=False),
    sa.Column('source', sa.String(length=8), nullable=False),
    sa.Column('recorded_at', webapp.store.columns.UtcInstant(timezone=True), nullable=False),
    sa.Column('cleared_at', webapp.store.columns.UtcInstant(timezone=True), nullable=False),
    sa.Column('cleared_by', sa.Integer(), nullable=True),
    sa.CheckConstraint("source in ('refused', 'report', 'webhook')", name=op.f('ck_mail_bounce_known_source')),
    sa.CheckConstraint('recorded_at <= cleared_at', name=op.f('ck_mail_bounce_recorded_before_cleared')),
    sa.ForeignKeyConstraint(['cleared_by'], ['person.id'], name=op.f('fk_mail_bounce_cleared_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mail_bounce_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_bounce')),
    sa.UniqueConstraint('message_id', name=op.f('uq_mail_bounce_message_id'))
    )
    with op.batch_alter_table('mail_bounce', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mail_bounce_cleared_by'), ['cleared_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_mail_bounce_person_id'), ['person_id'], unique=False)

    op.create_table('mail_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=64), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('body', sa.String(length=8000), nullable=False),
    sa.Column('shipped_digest', sa.String(length=64), nullable=False),
    sa.Column('changed_by', sa.Integer(), nullable=False),
    sa.Column('changed_at', webapp.store.columns.UtcInstant(timezone=True), nullable=False),
    sa.CheckConstraint("(subject = '') = (body = '')", name=op.f('ck_mail_text_whole_or_as_shipped')),
    sa.CheckConstraint("language in ('nl', 'en')", name=op.f('ck_mail_text_known_language')),
    sa.CheckConstraint('number > 0', name=op.f('ck_mail_text_counts_from_one')),
    sa.ForeignKeyConstraint(['changed_by'], ['person.id'], name=op.f('fk_mail_text_changed_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_text')),
    sa.UniqueConstraint('kind', 'language', 'number', name=op.f('uq_mail_text_kind_language_number'))
    )
    with op.batch_alter_table('mail_text', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mail_text_changed_by'), ['changed_by'], unique=False)

    known = sa.CheckConstraint("state in ('waiting', 'done', 'failed')", name=op.f('ck_job_known_state'))
    counted = sa.CheckConstraint('tries >= 0', name=op.f('ck_job_tries_count_up'))
    with op.batch_alter_table('job', schema=None, table_args=(known, counted)) as batch_op:
        batch_op.add_column(sa.Column('postponed', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('progress_done', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('progress_total', sa.Integer(), server_default='0', nullable=False))
        batch_op.create_check_constraint(op.f('ck_job_postponed_counts_up'), 'postponed >= 0')
        batch_op.create_check_constraint(
            op.f('ck_job_progress_up_to_its_total'), 'progress_done >= 0 and progress_done <= progress_total'
        )

    with op.batch_alter_table('sent_mail', schema=None) as batch_op:
        batch_op.create_index('ix_sent_mail_sent_at', ['sent_at'], unique=False)
        batch_op.create_index('ix_sent_mail_to_person_id', ['to_person_id'], unique=False)

