"""audit chain

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

import webapp.store.columns
from webapp.store import audit_guard


revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit_check',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('checked_at', webapp.store.columns.UtcInstant(timezone=True), nullable=False),
    sa.Column('links', sa.Integer(), nullable=False),
    sa.Column('faults', sa.Integer(), nullable=False),
    sa.Column('fault', sa.Text(), nullable=False),
    sa.Column('head', sa.String(length=64), nullable=False),
    sa.CheckConstraint('links >= 0 and faults >= 0', name=op.f('ck_audit_check_counts_from_nothing')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_check'))
    )
    op.create_table('audit_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('linked_at', webapp.store.columns.UtcInstant(timezone=True), nullable=False),
    sa.Column('forgotten_at', webapp.store.columns.UtcInstant(timezone=True), nullable=False),
    sa.CheckConstraint('number > 0', name=op.f('ck_audit_link_counts_from_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_link')),
    sa.UniqueConstraint('number', name=op.f('uq_audit_link_number')),
    sa.UniqueConstraint('event_id', name=op.f('uq_audit_link_event_id'))
    )
    audit_guard.hold(op.get_bind())
