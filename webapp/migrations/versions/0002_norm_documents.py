"""The norm as one document per version; drafts, acknowledgements, team norms and risk profiles.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

import webapp.store.columns
from webapp.store import norm_guard

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

# The columns of a norm as 0001 has them.
PLAIN = (
    'number', 'valid_from', 'organisation', 'emotional_repeats', 'c_first_response', 'discrimination_class',
    'removal_requests', 'warning_lapse_months', 'contact_ban_months', 'response_hours', 'emergency_number',
    'police_number', 'crisis_line_phone', 'concern_line_phone',
)
WORDS = (
    'letter_signatory', 'contact_point', 'contact_point_phone', 'intervention_team', 'intervention_team_phone',
    'alarm_means', 'crisis_line', 'register', 'aftercare_owner', 'aftercare_first', 'aftercare_second',
    'aftercare_third', 'ending_words',
)
KEPT = ('id', 'number', 'valid_from', 'published_at', 'published_by')


def upgrade() -> None:
    norms = [_document(row) for row in op.get_bind().execute(_old().select().order_by(sa.column('number')))]
    op.drop_table('norm_version')
    new = op.create_table('norm_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('published_at', webapp.store.columns.UtcInstant(timezone=True), nullable=False),
    sa.Column('published_by', sa.Integer(), nullable=True),
    sa.Column('change_kind', sa.String(length=11), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.CheckConstraint("change_kind in ('minor', 'acknowledge')", name=op.f('ck_norm_version_known_change_kind')),
    sa.CheckConstraint("number > 1 or change_kind = 'acknowledge'", name=op.f('ck_norm_version_first_is_acknowledged')),
    sa.CheckConstraint('number > 0', name=op.f('ck_norm_version_counts_from_one')),
    sa.ForeignKeyConstraint(['published_by'], ['person.id'], name=op.f('fk_norm_version_published_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_norm_version')),
    sa.UniqueConstraint('number', name=op.f('uq_norm_version_number'))
    )
    if norms:
        op.bulk_insert(new, norms)
    if norms and op.get_bind().dialect.name == 'postgresql':
        op.execute("SELECT setval(pg_get_serial_sequence('norm_version', 'id'), (SELECT max(id) FROM norm_version))")
    norm_guard.hold(op.get_bind())
    _new_tables()


def _old() -> sa.TableClause:
    kinds = {'valid_from': sa.Date(), 'published_at': webapp.store.columns.UtcInstant(timezone=True)}
    names = (*KEPT, *PLAIN[2:], *(f'{name}_{language}' for name in WORDS for language in ('nl', 'en')))
    return sa.table('norm_version', *(sa.column(name, kinds.get(name)) for name in names))


def _document(row: sa.Row) -> dict:
    said = row._mapping
    content = {name: said[name] for name in PLAIN} | {'valid_from': said['valid_from'].isoformat()}
    content |= {name: {'nl': said[f'{name}_nl'], 'en': said[f'{name}_en']} for name in WORDS}
    return {name: said[name] for name in KEPT} | {'change_kind': 'acknowledge', 'content': content}


def _new_tables() -> None:
    op.create_table('norm_draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('for_number', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('saved_by', sa.Integer(), nullable=False),
    sa.Column('saved_at', webapp.store.columns.UtcInstant(timezone=True), nullable=False),
    sa.CheckConstraint('for_number > 0', name=op.f('ck_norm_draft_for_a_version')),
    sa.CheckConstraint('revision > 0', name=op.f('ck_norm_draft_counts_from_one')),
    sa.ForeignKeyConstraint(['saved_by'], ['person.id'], name=op.f('fk_norm_draft_saved_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_norm_draft')),
    sa.UniqueConstraint('for_number', 'revision', name=op.f('uq_norm_draft_for_number_revision'))
    )
    op.create_table('acknowledgement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('norm_number', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('acknowledged_at', webapp.store.columns.UtcInstant(timezone=True), nullable=False),
    sa.CheckConstraint("language in ('nl', 'en')", name=op.f('ck_acknowledgement_known_language')),
    sa.CheckConstraint('norm_number > 0', name=op.f('ck_acknowledgement_of_a_version')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_acknowledgement_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_acknowledgement')),
    sa.UniqueConstraint('person_id', 'norm_number', name=op.f('uq_acknowledgement_person_id_norm_number'))
    )
    op.create_index('ix_acknowledgement_norm_number_person', 'acknowledgement', ['norm_number', 'person_id'])
    op.create_table('team_norm_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('published_by', sa.Integer(), nullable=False),
    sa.Column('published_at', webapp.store.columns.UtcInstant(timezone=True), nullable=False),
    sa.CheckConstraint('number > 0', name=op.f('ck_team_norm_version_counts_from_one')),
    sa.ForeignKeyConstraint(['published_by'], ['person.id'], name=op.f('fk_team_norm_version_published_by')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_team_norm_version_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team_norm_version')),
    sa.UniqueConstraint('team_id', 'number', name=op.f('uq_team_norm_version_team_id_number'))
    )
    op.create_table('team_acknowledgement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('team_norm_number', sa.Integer(), nullable=False),
    sa.Column('acknowledged_at', webapp.store.columns.UtcInstant(timezone=True), nullable=False),
    sa.CheckConstraint('team_norm_number > 0', name=op.f('ck_team_acknowledgement_of_a_version')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_team_acknowledgement_person_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_team_acknowledgement_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team_acknowledgement')),
    sa.UniqueConstraint('person_id', 'team_id', 'team_norm_number', name=op.f('uq_team_acknowledgement_person_id_team_id_team_norm_number'))
    )
    op.create_table('risk_profile_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(length=220), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('function_name', sa.String(length=200), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('recorded_by', sa.Integer(), nullable=False),
    sa.Column('recorded_at', webapp.store.columns.UtcInstant(timezone=True), nullable=False),
    sa.CheckConstraint("(team_id is not null) = (function_name = '')", name=op.f('ck_risk_profile_version_about_a_team_or_a_function')),
    sa.CheckConstraint('number > 0', name=op.f('ck_risk_profile_version_counts_from_one')),
    sa.ForeignKeyConstraint(['recorded_by'], ['person.id'], name=op.f('fk_risk_profile_version_recorded_by')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_risk_profile_version_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risk_profile_version')),
    sa.UniqueConstraint('subject', 'number', name=op.f('uq_risk_profile_version_subject_number'))
    )
    with op.batch_alter_table('risk_profile_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_risk_profile_version_team_id'), ['team_id'], unique=False)
