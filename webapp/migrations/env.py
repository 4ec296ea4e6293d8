"""Runs the migrations on the database of the application."""

from __future__ import annotations

from alembic import context

from webapp.extensions import Base, db

config = context.config


def run() -> None:
    """Bring the database forward in one transaction."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            user_module_prefix="webapp.store.columns.",
        )
        with context.begin_transaction():
            context.run_migrations()


run()
