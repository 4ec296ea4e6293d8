"""Whom to call now, from the norm in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from learning_goals.norm import Language
from webapp.services import norms
from webapp.store import norms as store
from webapp.store import organisation


@dataclass(frozen=True, kw_only=True)
class Help:
    """What the norm says about calling for help (empty when there is none yet), and what the organisation adds."""

    norm: Mapping[str, str]
    help_text: str


def who_to_call(language: Language, day: date) -> Help:
    """Return whom to call on that day."""
    number = store.number_on(day)
    return Help(norm=norms.said(number, language) if number else {}, help_text=organisation.said().help_text)
