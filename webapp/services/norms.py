"""The norm, read once per process and version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from learning_goals.norm import NORM, Norm
from learning_goals.norm_procedures import procedures_of
from learning_goals.norm_texts import texts, values
from learning_goals.procedures import Procedure
from learning_goals.words import Language
from quizzes.keys import Values
from webapp import reference
from webapp.errors import NotFound
from webapp.store import norms

_PROCEDURE = TypeAdapter(Procedure)


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A norm and the fields that this version did not lay down, for which a proposal is shown."""

    norm: Norm
    not_laid_down: frozenset[str]


def document(norm: Norm) -> dict[str, Any]:
    """Return the norm as JSON can hold it."""
    return NORM.dump_python(norm, mode="json")


def read(content: Mapping[str, Any]) -> Edition:
    """Return the norm of a stored document; one from before a field existed reads the proposal for it."""
    missing = reference.document().keys() - content.keys()
    return Edition(norm=NORM.validate_python({**reference.document(), **content}), not_laid_down=frozenset(missing))


@lru_cache(maxsize=32)
def edition(number: int) -> Edition:
    """Return that published version; raises NotFound when there is none."""
    found = norms.content(number)
    if found is None:
        raise NotFound
    return read(found)


def norm(number: int) -> Norm:
    """Return the norm of that published version; raises NotFound when there is none."""
    return edition(number).norm


@lru_cache(maxsize=64)
def said(number: int, language: Language) -> Mapping[str, str]:
    """Return what each name of the norm reads in that version and language."""
    return texts(norm(number), language)


@lru_cache(maxsize=32)
def key_values(number: int) -> Values:
    """Return on which values answer keys depend in that version; before there is a norm, those of the proposal."""
    return values(norm(number) if number else reference.proposed())


def procedures(norm: Norm) -> tuple[Procedure, ...]:
    """Return the procedures that hold under this norm."""
    return procedures_of(norm, reference.standard_procedures())


def procedure_document(procedure: Procedure) -> dict[str, Any]:
    """Return a procedure as JSON can hold it."""
    return _PROCEDURE.dump_python(procedure, mode="json")
