"""Choosing the mentor of somebody new, from suggestions that say why."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from learning_goals.mentor_choice import EMPLOYED_FOR, Candidate, Suggestion, Wanted, mentored_until, suggestions
from webapp import clock
from webapp.errors import Conflict
from webapp.policy import Visitor
from webapp.services import jobs
from webapp.services.onboarding_cases import Standing
from webapp.store import audit, members, onboarding_facts, onboarding_mentors

SHOWN = 8
"""Suggestions on a page."""
ONE_DAY = timedelta(days=1)


def suggested(standing: Standing, today: date) -> tuple[Suggestion, ...]:
    """Return the best suggestions, without who is the mentor now."""
    found = _ranked(standing, today)
    now = standing.mentor.mentor_id if standing.mentor else 0
    return tuple(each for each in found if each.candidate.person_id != now)[:SHOWN]


def choose(actor: Visitor, standing: Standing, mentor_id: int, seen: int, now: datetime) -> bool:
    """Let somebody be the mentor from today on; returns False when that person is so already.

    `seen` is the mentorship that stood on the page when it was opened, 0 for none. Raises Conflict when somebody
    else chose meanwhile ("somebody_was_first") or the person cannot be it any more ("not_suitable").
    """
    today = clock.day_of(now)
    held = standing.mentor
    if held and held.mentor_id == mentor_id:
        return False
    if seen != (held.id if held else 0):
        raise Conflict("somebody_was_first")
    if mentor_id not in {each.candidate.person_id for each in _ranked(standing, today)}:
        raise Conflict("not_suitable")
    if held:
        _end(standing, today - ONE_DAY, now)
    until = mentored_until(standing.row.employed_from, today)
    _append(standing, mentor_id, actor.person_id, today, until, now)
    audit.append(actor.person_id, standing.row.person_id, "mentor.chosen", now, {"mentor": mentor_id})
    key = f"onboarding_mentor:{standing.row.id}:{mentor_id}:{today}"
    jobs.put("onboarding_mentor_mail", key, {"onboarding_id": standing.row.id, "person_id": mentor_id}, now)
    return True


def end(actor: Visitor, standing: Standing, seen: int, now: datetime) -> bool:
    """End the mentorship today; the mentor's door closes at once. Returns False when it ended already."""
    if standing.mentor is None or standing.mentor.id != seen:
        return False
    _end(standing, clock.day_of(now) - ONE_DAY, now)
    audit.append(actor.person_id, standing.row.person_id, "mentor.ended", now, {"mentor": standing.mentor.mentor_id})
    return True


def _end(standing: Standing, last_day: date, now: datetime) -> None:
    """Let the running mentorship end on that day; one that began later is taken back whole."""
    held = standing.mentor
    assert held is not None
    if not onboarding_mentors.supersede(held.id, now):
        raise Conflict("somebody_was_first")
    if held.valid_from <= last_day:
        _append(standing, held.mentor_id, held.chosen_by_id, held.valid_from, last_day, now)


def _append(standing: Standing, mentor_id: int, chosen_by: int, first: date, last: date, now: datetime) -> None:
    kept = onboarding_mentors.append(
        onboarding_id=standing.row.id,
        mentor_id=mentor_id,
        valid_from=first,
        valid_until=last,
        chosen_by=chosen_by,
        recorded_at=now,
    )
    if not kept:
        raise Conflict("somebody_was_first")


def _ranked(standing: Standing, today: date) -> tuple[Suggestion, ...]:
    teams = frozenset(place.team_id for place in standing.places)
    wanted = Wanted(person_id=standing.row.person_id, function_groups=standing.newcomer.function_groups, teams=teams)
    colleagues = onboarding_mentors.colleagues(teams, wanted.function_groups, today, today - EMPLOYED_FOR)
    keys = [each.person_id for each in colleagues]
    places, duties = members.places(keys, today), onboarding_facts.duties(keys, today)
    leading = onboarding_facts.leaders(today, deputies=False)
    leaders = {leader for team in teams for leader in leading.get(team, ())}
    loads, pauses = onboarding_mentors.loads(keys, today), onboarding_facts.pauses(keys)
    candidates = [
        Candidate(
            person_id=each.person_id,
            name=each.name,
            function_groups=frozenset(place.function_group for place in places.get(each.person_id, ()))
            - frozenset([""]),
            teams=frozenset(place.team_id for place in places.get(each.person_id, ())),
            is_mentor="mentor" in duties.get(each.person_id, ()),
            newcomers=loads.get(each.person_id, 0),
            employed_from=each.employed_from,
            away=any(pause.first <= today <= pause.last for pause in pauses.get(each.person_id, ())),
            leads=each.person_id in leaders,
        )
        for each in colleagues
    ]
    return suggestions(wanted, candidates, today)
