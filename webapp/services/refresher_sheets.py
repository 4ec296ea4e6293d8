"""What a refresher asks and what was answered, as it is kept: sealed where it tells about one's own goals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.refresher_questions import Place
from webapp import sealing
from webapp.store.refreshers import Given, Kept

_SEALED = "sealed"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The questions by their places, the seed of the order of their choices, and whether violent ones were left out."""

    seed: str
    gentle: bool
    places: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True)
class Response:
    """An answer as JSON, with the question, the text and the norm that it was given to."""

    place: Place
    course_digest: str
    quiz_digest: str
    norm_number: int
    language: str
    answer: Any


_BLANK = Sheet(seed="", gentle=False, places=())


def kept_sheet(kept: Kept, sheet: Sheet) -> dict[str, Any]:
    """Return the sheet as the table keeps it."""
    places = [[each.course_id, each.question_id] for each in sheet.places]
    return _closed(kept, {"seed": sheet.seed, "gentle": sheet.gentle, "places": places})


def sheet_of(kept: Kept) -> Sheet:
    """Return the sheet; a blank one before it is begun, and when it was erased."""
    if not kept.sheet:
        return _BLANK
    said = _opened(kept, kept.sheet)
    return Sheet(seed=said["seed"], gentle=said["gentle"], places=tuple(Place(*each) for each in said["places"]))


def kept_response(kept: Kept, response: Response) -> dict[str, Any]:
    """Return the response as the table keeps it."""
    said = {
        "course": response.place.course_id,
        "question": response.place.question_id,
        "course_digest": response.course_digest,
        "quiz_digest": response.quiz_digest,
        "norm": response.norm_number,
        "language": response.language,
        "answer": response.answer,
    }
    return _closed(kept, said)


def response_of(kept: Kept, given: Given) -> Response:
    """Return the response of an answer."""
    said = _opened(kept, given.response)
    return Response(
        place=Place(said["course"], said["question"]),
        course_digest=said["course_digest"],
        quiz_digest=said["quiz_digest"],
        norm_number=said["norm"],
        language=said["language"],
        answer=said["answer"],
    )


def readable(kept: Kept) -> bool:
    """Return whether this installation can open what is kept of it."""
    return kept.kind == "course" or sealing.has_key()


def _closed(kept: Kept, said: dict[str, Any]) -> dict[str, Any]:
    return {_SEALED: sealing.seal(kept.person_id, said).decode()} if kept.kind == "goals" else said


def _opened(kept: Kept, said: Mapping[str, Any]) -> Mapping[str, Any]:
    return sealing.unseal(kept.person_id, said[_SEALED].encode()) if kept.kind == "goals" else said
