"""Practising a conversation: begin, choose, look back, try another way. It counts for nothing and is one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from learning_goals.periods import NEVER
from quizzes.scenarios.model import Scenario
from quizzes.scenarios.play import NoSuchChoice, Standing, play, under
from webapp import scenario_files
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.scenario_files import Edition
from webapp.services import curriculum, norms
from webapp.services.quiz_taking import LARGEST
from webapp.store import reading, references, scenarios
from webapp.store.scenarios import Play

KIND = "scenario"
FILE = "scenario.yaml"


class ChosenBefore(Conflict):
    """That turn has another choice already, made in another window."""

    def __init__(self, key: int) -> None:
        super().__init__()
        self.key = key


@dataclass(frozen=True, kw_only=True)
class Line:
    """A conversation on offer; `running` is the key of a play to go on with (0: none), `ended` how often one ended."""

    scenario: Scenario
    running: int
    ended: int


@dataclass(frozen=True, kw_only=True)
class Played:
    """A play of one's own, and where it stands."""

    key: int
    scenario: Scenario
    norm_number: int
    choices: tuple[str, ...]
    standing: Standing


def offered(actor: Visitor, day: date) -> list[Line]:
    """Return every conversation, those of one's own work first; for who avoids violence those with it last."""
    plays = scenarios.mine(actor.person_id)
    lines = [_line(each, plays) for each in curriculum.editions().values()]
    own = {group for _function, group in references.work_of(actor.person_id, day)}
    return sorted(
        lines,
        key=lambda each: (
            actor.avoids_violence and each.scenario.notice is not None,
            own.isdisjoint(each.scenario.groups),
            each.scenario.channel,
            each.scenario.id,
        ),
    )


def one(actor: Visitor, scenario_id: str) -> Line:
    """Return one conversation; raises NotFound."""
    return _line(_edition(scenario_id), scenarios.mine(actor.person_id))


def on_offer(scenario_id: str) -> Scenario | None:
    """Return a conversation that is on offer, None when it is not any more."""
    found = curriculum.editions().get(scenario_id)
    return found.scenario if found else None


def of_course(course_id: str) -> list[Scenario]:
    """Return the conversations that go with a course."""
    return [each.scenario for each in curriculum.editions().values() if each.scenario.course == course_id]


def begin(actor: Visitor, scenario_id: str, now: datetime) -> int:
    """Begin anew in the text of today; returns the key of the play."""
    edition = _edition(scenario_id)
    reading.keep(KIND, edition.digest, scenario_id, {FILE: edition.text}, now)
    return scenarios.begin(actor.person_id, scenario_id, edition.digest, actor.norm_number, now)


def played(actor: Visitor, key: int) -> Played:
    """Return one's own play; raises NotFound for anybody else's and when its text cannot be made again."""
    return _played(_own(actor, key))


def choose(actor: Visitor, key: int, number: int, choice_id: str, now: datetime) -> bool:
    """Keep the choice of a turn, the same one only once; returns False for what cannot be chosen there.

    Raises ChosenBefore when that turn has another choice.
    """
    found = _played(_own(actor, key, locked=True))
    if 1 <= number <= len(found.choices):
        if found.choices[number - 1] != choice_id:
            raise ChosenBefore(key)
        return True
    try:
        standing = play(found.scenario, (*found.choices, choice_id))
    except NoSuchChoice:
        return False
    if number < 1:
        return False
    if number != len(found.choices) + 1 or not scenarios.choose(key, number, choice_id, now):
        raise ChosenBefore(key)
    if standing.ended:
        scenarios.finish(key, now)
    return True


def again(actor: Visitor, key: int, number: int, now: datetime) -> int:
    """Begin another play that has the choices before that turn; returns its key. The play itself stays."""
    kept = _own(actor, key)
    found = _played(kept)
    if not 1 <= number <= len(found.choices):
        raise NotFound
    other = scenarios.begin(actor.person_id, kept.scenario_id, kept.digest, kept.norm_number, now)
    for place, choice_id in enumerate(found.choices[: number - 1], start=1):
        scenarios.choose(other, place, choice_id, now)
    return other


def erase(actor: Visitor) -> None:
    """Delete all of one's own plays, for good."""
    scenarios.erase(actor.person_id)


def take_along(actor: Visitor) -> list[dict[str, object]]:
    """Return all that is kept of one's own plays."""
    return [
        {
            "scenario": each.scenario_id,
            "begun_at": each.begun_at.isoformat(),
            "finished_at": None if each.finished_at == NEVER else each.finished_at.isoformat(),
            "choices": scenarios.chosen(each.id),
        }
        for each in scenarios.mine(actor.person_id)
    ]


def _line(edition: Edition, plays: list[Play]) -> Line:
    own = [each for each in plays if each.scenario_id == edition.scenario.id]
    open_ones = [each.id for each in own if each.finished_at == NEVER and each.digest == edition.digest]
    ended = sum(each.finished_at != NEVER for each in own)
    return Line(scenario=edition.scenario, running=max(open_ones, default=0), ended=ended)


def _edition(scenario_id: str) -> Edition:
    found = curriculum.editions().get(scenario_id)
    if found is None:
        raise NotFound
    return found


def _own(actor: Visitor, key: int, *, locked: bool = False) -> Play:
    kept = scenarios.one(actor.person_id, key, locked=locked) if key <= LARGEST else None
    if kept is None:
        raise NotFound
    return kept


def _played(kept: Play) -> Played:
    scenario = _text(kept.scenario_id, kept.digest, kept.norm_number)
    choices = tuple(scenarios.chosen(kept.id))
    return Played(
        key=kept.id,
        scenario=scenario,
        norm_number=kept.norm_number,
        choices=choices,
        standing=play(scenario, choices),
    )


@lru_cache(maxsize=256)
def _text(scenario_id: str, digest: str, norm_number: int) -> Scenario:
    current = curriculum.editions().get(scenario_id)
    if current is not None and current.digest == digest:
        scenario = current.scenario
    else:
        scenario = _rebuilt(reading.files(KIND, digest))
    return under(scenario, norms.key_values(norm_number))


def _rebuilt(files: Mapping[str, str]) -> Scenario:
    found = scenario_files.rebuilt(files.get(FILE, ""))
    if found is None:
        raise NotFound
    return found
