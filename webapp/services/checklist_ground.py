"""What the facts of the checklist are worked out from: the organisation at a moment, each part read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache

from learning_goals.norm import Norm
from learning_goals.periods import NEVER
from learning_goals.words import Language
from webapp import norm_words
from webapp.services import norms, offerings, proof_teams
from webapp.services.proof_day import Moment
from webapp.store import progress, proof_history
from webapp.store.wanted import Instants, Wanted

Made = tuple[str, tuple[int, ...]]
"""A fact in words (empty: there is nothing to show) and its figures."""


class Ground:
    """The organisation at a moment, for a reader."""

    def __init__(self, moment: Moment, language: Language, revision: int) -> None:
        self.moment = moment
        self.language: Language = language
        self._revision = revision

    @cached_property
    def history(self) -> list[proof_history.Norm]:
        """The versions of the norm, newest first."""
        return proof_history.norms(self.moment.at)

    @cached_property
    def norm(self) -> Norm | None:
        """The norm in force."""
        held = next((each for each in self.history if each.valid_from <= self.moment.day), None)
        return norms.read(held.content).norm if held else None

    @cached_property
    def shares(self) -> Mapping[str, tuple[int, int]]:
        """Of what is asked, how often it was done and how often it is asked."""
        day = self.moment.day
        return _shares_now(day, self._revision) if self._revision else _shares(day, self.moment.at)

    @cached_property
    def reviews(self) -> proof_teams.Reviews:
        """The reviews."""
        return proof_teams.reviews(self.moment)

    def share(self, among: Iterable[str]) -> tuple[int, int]:
        """Return how often these were done, and how often they are asked."""
        found = [self.shares[each] for each in among if each in self.shares]
        return sum(each[0] for each in found), sum(each[1] for each in found)

    def line(self, field: str) -> str:
        """Return what a field of the norm in force reads."""
        return " ".join(norm_words.spoken(self.norm, field, self.language)) if self.norm else ""


@lru_cache(maxsize=4)
def _shares_now(day: date, _revision: int) -> Mapping[str, tuple[int, int]]:
    """Return them as known now, worked out once for each change of progress."""
    return _shares(day, NEVER - timedelta(microseconds=1))


def _shares(day: date, at: datetime) -> Mapping[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    versions = offerings.redo_versions(day)
    for group in progress.groups(Wanted(day=day, at=Instants(asked=at, known=at))):
        done, asked = found.get(group.course_id, (0, 0))
        counts = group.done_version >= versions.get(group.course_id, 1)
        found[group.course_id] = (done + group.people * counts, asked + group.people)
    return found
