"""Sheets of the evidence file about teams: reviews, what was improved after them, and whether leaders went first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from learning_goals.programme_opening import PRACTICE_PHASES
from learning_goals.proof.kept import OPEN, Held, kept_of
from learning_goals.reviews.periods import Period
from webapp import clock
from webapp.services import references, review_planning
from webapp.services.programme_plan import LEADERS_ITEM
from webapp.services.proof_day import Moment
from webapp.services.proof_past import Past, Sheet, said, yes
from webapp.services.reviews import duty_names
from webapp.store import proof_history, proof_people
from webapp.store.proof_history import Agreed, Reviewed
from webapp.store.reviews import DUTY, TEAM


@dataclass(frozen=True, kw_only=True)
class Reviews:
    """The reviews that were held, and those of periods that are over which were not, with what was agreed."""

    held: Sequence[Reviewed]
    missed: Sequence[Reviewed]
    agreed: Sequence[Agreed]
    kept: Mapping[int, str]
    """Of each review, whether its agreements were kept: yes, partly, no or open."""
    times: Sequence[tuple[int, int, int]]

    def period(self, each: Reviewed) -> Period:
        """Return the part of the year that a review is for."""
        return _period(each, self.times)

    def by_period(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Return for each year and number how many were held and how many not, newest first."""
        held = Counter((each.year, each.number) for each in self.held)
        missed = Counter((each.year, each.number) for each in self.missed)
        return {key: (held[key], missed[key]) for key in sorted(held.keys() | missed.keys(), reverse=True)}

    def answers(self) -> Mapping[str, int]:
        """Return of how many agreements it is said that they were kept, kept partly, not kept, or nothing yet."""
        of_record = {each.record_id: self.kept.get(each.id, OPEN) for each in self.held}
        counted = Counter(of_record[each.record_id] for each in self.agreed if each.record_id in of_record)
        return {answer: counted[answer] for answer in ("yes", "partly", "no", OPEN)}


@dataclass(frozen=True, kw_only=True)
class LeaderFirst:
    """One leader of one team: when trained, when the team wrote agreements and when it first practised."""

    team_id: int
    leader: int
    trained_on: date | None
    agreements_on: date | None
    practised_on: date | None

    @property
    def first(self) -> bool | None:
        """Whether the leader went first; None as long as the team has not practised."""
        if self.practised_on is None:
            return None
        return self.trained_on is not None and self.trained_on <= self.practised_on


def reviews(when: Moment) -> Reviews:
    """Return the reviews as they were known at that moment."""
    every = proof_history.reviews(when.day, when.at)
    times = proof_history.review_settings(when.at)
    held = [each for each in every if each.held_on]
    over = [each for each in every if not each.held_on and _period(each, times).last < when.day]
    return Reviews(
        held=held,
        missed=_of_teams_then(over, times, when),
        agreed=proof_history.agreements(when.day, when.at),
        kept=kept_of(Held(id=each.id, about=each.about, held_on=each.held_on, kept=each.kept) for each in held),
        times=times,
    )


def leaders_first(when: Moment, leaders: Mapping[int, Sequence[int]]) -> list[LeaderFirst]:
    """Return for each leader of each team whether that leader was trained before the team practised."""
    practice = frozenset(id for id, each in references.programme_items().items() if each.phase in PRACTICE_PHASES)
    trained = proof_history.trained_leaders(LEADERS_ITEM, when.day, when.at)
    norms = proof_history.team_norms(when.at)
    practised = proof_history.first_practice(practice, when.day, when.at)
    return [
        LeaderFirst(
            team_id=team,
            leader=leader,
            trained_on=trained.get(leader),
            agreements_on=clock.day_of(norms[team][0]) if team in norms else None,
            practised_on=practised.get(team),
        )
        for team, those in leaders.items()
        for leader in those
    ]


def sheets(past: Past, found: Reviews, first: Sequence[LeaderFirst]) -> list[Sheet]:
    """Return the sheets about leaders and teams, leaders first."""
    return [
        Sheet(
            name="leaders_first",
            title=_("Leaders first: when each leader was trained, and when the team wrote agreements and practised"),
            header=(
                _("Team number"),
                _("Team"),
                *(past.who_header if past.with_names else ()),
                _("Leader trained on"),
                _("First agreements of the team on"),
                _("Team practised first on"),
                _("Leader went first"),
            ),
            rows=_leaders(past, first),
        ),
        Sheet(
            name="reviews",
            title=_("Reviews of management, board and teams: held, and not held in a period that is over"),
            header=(
                _("Team number"),
                _("Team"),
                _("Year"),
                _("Period"),
                _("Held on"),
                _("People present"),
                _("Points looked at"),
                _("Agreements of last time kept"),
                _("The team's norm changes"),
            ),
            rows=_reviews(past, found),
        ),
        Sheet(
            name="improvements",
            title=_("What was agreed in reviews, and whether it was kept"),
            header=(
                _("Team number"),
                _("Team"),
                _("Held on"),
                _("Number"),
                _("Agreement"),
                *((_("Who"),) if past.with_names else ()),
                _("By"),
                _("Kept"),
            ),
            rows=_improvements(past, found),
        ),
    ]


def kept_word(answer: str) -> str:
    """Return whether agreements were kept, in words."""
    words = {"yes": _("yes"), "partly": _("partly"), "no": _("no"), OPEN: _("not said yet")}
    return words.get(answer, "")


def _of_teams_then(over: Sequence[Reviewed], times: Sequence[tuple[int, int, int]], when: Moment) -> list[Reviewed]:
    """Leave out teams in which nobody worked at the end of the period, and duties that nobody had."""
    there: dict[date, frozenset[str]] = {}
    for last in {_period(each, times).last for each in over}:
        teams = proof_history.teams_with_people(last, when.at)
        duties = frozenset[str]().union(*proof_people.duties(last, when.at).values())
        there[last] = frozenset(TEAM + str(team) for team in teams) | frozenset(DUTY + duty for duty in duties)
    return [each for each in over if each.about in there[_period(each, times).last]]


def _period(each: Reviewed, times: Sequence[tuple[int, int, int]]) -> Period:
    held = [line for line in times if line[0] <= each.year]
    usual = held[-1] if held else (0, *review_planning.USUALLY)
    return Period(year=each.year, number=each.number, per_year=max(each.number, usual[1] if each.team_id else usual[2]))


def _leaders(past: Past, first: Sequence[LeaderFirst]) -> Iterator[tuple[str, ...]]:
    for each in sorted(first, key=lambda one: (past.team_numbers[one.team_id], past.numbers.get(one.leader, 0))):
        yield (
            *_team(past, each.team_id, ""),
            *(past.who(each.leader) if past.with_names else ()),
            said(each.trained_on),
            said(each.agreements_on),
            said(each.practised_on),
            "" if each.first is None else yes(that=each.first),
        )


def _reviews(past: Past, found: Reviews) -> Iterator[tuple[str, ...]]:
    for each in sorted((*found.held, *found.missed), key=lambda one: _order(past, one)):
        yield (
            *_team(past, each.team_id, each.about),
            str(each.year),
            str(each.number),
            said(each.held_on),
            str(each.present or ""),
            str(len(each.points)) if each.held_on else "",
            kept_word(each.kept) if each.kept != "none" else "",
            yes(that=each.norm_changes) if each.held_on else "",
        )


def _improvements(past: Past, found: Reviews) -> Iterator[tuple[str, ...]]:
    of_record: dict[int, list[Agreed]] = {}
    for agreed in found.agreed:
        of_record.setdefault(agreed.record_id, []).append(agreed)
    for each in sorted(found.held, key=lambda one: _order(past, one)):
        for agreed in of_record.get(each.record_id, ()):
            yield (
                *_team(past, each.team_id, each.about),
                said(each.held_on),
                str(agreed.number),
                past.mask(agreed.what),
                *((agreed.who,) if past.with_names else ()),
                said(agreed.by_day),
                kept_word(found.kept[each.id]),
            )


def _order(past: Past, each: Reviewed) -> tuple[int, str, int, int]:
    """Management and board come before the teams."""
    return past.team_numbers.get(each.team_id, 0), each.about if not each.team_id else "", each.year, each.number


def _team(past: Past, team_id: int, about: str) -> tuple[str, str]:
    if not team_id:
        return "", duty_names(past.language).get(about, about)
    return str(past.team_numbers[team_id]), past.team(team_id)
