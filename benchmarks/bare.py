"""The measure: a bare Flask page (session, one indexed lookup) and a bare view that commits one row."""

from __future__ import annotations

import os

from flask import Flask, session
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The two tables of the measure."""


db = SQLAlchemy(model_class=Base)


class Visitor(Base):
    """Who is looked up."""

    __tablename__ = "visitor"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Saved(Base):
    """What is committed."""

    __tablename__ = "saved"
    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str]


@event.listens_for(Engine, "connect")
def _durable(connection: object, _record: object) -> None:
    """The same durability as the product."""
    connection.isolation_level = None  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000"):
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]


def create_app() -> Flask:
    """Return the bare application with a thousand rows to look up."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="bare" * 10, SQLALCHEMY_DATABASE_URI=os.environ["BARE_DATABASE_URL"])
    db.init_app(app)
    with app.app_context():
        db.create_all()
        if db.session.scalar(text("select count(*) from visitor")) == 0:
            db.session.add_all(Visitor(name=f"visitor-{number}") for number in range(1000))
            db.session.commit()

    @app.get("/")
    def page() -> str:
        name = session.get("name", "visitor-500")
        found = db.session.scalar(select(Visitor).where(Visitor.name == name))
        return f"<!doctype html><title>bare</title><p>{found.name if found else 'nobody'}"

    @app.get("/enter")
    def enter() -> str:
        session["name"] = "visitor-500"
        return "entered"

    @app.post("/save")
    def save() -> str:
        db.session.add(Saved(value=session.get("name", "nobody")))
        db.session.commit()
        return "saved"

    return app


app = create_app() if "BARE_DATABASE_URL" in os.environ else None
