"""What is open today: one list behind the first page, the mails and the calendar, so that they never differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta

from learning_goals import onboarding_progress
from learning_goals.reminders.moments import ONE_DAY, Hours, last_working_day
from learning_goals.reminders.notices import Obligation
from learning_goals.reminders.organisation import Organisation
from learning_goals.reminders.rule import What
from webapp import clock
from webapp.services import evaluating, offerings, refreshers, reviews
from webapp.services.onboarding_cases import Standing, all_standings, public_holidays, running_since
from webapp.store import norms, onboarding_facts
from webapp.store import obligations as store
from webapp.store.obligations import Asked, People
from webapp.store.onboarding import Asked as AskedOnboardings

HORIZON = timedelta(days=60)
"""How far ahead what is due is looked for: the earliest reminder of all comes so long before."""
NORM_WITHIN = timedelta(days=60)
"""So long after a norm begins everybody must have read it (planning rule H13)."""
SESSIONS_AHEAD = timedelta(days=7)


def gather(day: date, hours: Hours, people: People = None) -> list[Obligation]:
    """Return everything that is open on that day; a constant number of queries, and the same for one as for all.

    `people` limits it to what these people must do, or what is about them; reviews of teams are always there.
    """
    starts = list(_standings(day, people))
    beginning = {each.row.person_id for each in starts if not each.finished}
    found = [
        *_assigned(day, people),
        *(each for each in _norm(day, people) if each.doers[0] not in beginning),
        *_rounds(day, people),
        *_sessions(day, hours, people),
        *_starts(starts),
        *_refreshers(day, people),
        *_evaluations(day, people),
    ]
    return [*_with_teams(found, day, people), *_reviews(day)]


def sessions_of(day: date, hours: Hours, person_id: int) -> list[Obligation]:
    """Return the coming dates of somebody's trainings."""
    return list(_sessions(day, hours, [person_id]))


def organisation(day: date) -> Organisation:
    """Return who leads, coordinates and is away that day."""
    leaders: dict[int, list[int]] = {}
    deputies: dict[int, list[int]] = {}
    for team_id, person_id, deputy in store.leading(day):
        (deputies if deputy else leaders).setdefault(team_id, []).append(person_id)
    return Organisation(
        parents=store.parents(),
        leaders=leaders,
        deputies=deputies,
        coordinators=tuple(onboarding_facts.holders("coordinator", day)),
        hr=tuple(onboarding_facts.holders("hr", day)),
        away=store.away(day),
    )


def closed_days(day: date) -> frozenset[date]:
    """Return the public holidays around that day."""
    return public_holidays(day - HORIZON, day + HORIZON)


def _assigned(day: date, people: People) -> Iterator[Obligation]:
    for each in store.assignments(people, day, day + HORIZON, offerings.redo_versions(day)):
        if each.kind == "questionnaire":
            continue
        what, due = _state(each, day)
        key = f"{each.kind}:{each.course_id}:{each.cycle}:{each.person_id}"
        yield Obligation(what=what, key=key, due=due, doers=(each.person_id,), about={"course": each.course_id})


def _state(asked: Asked, day: date) -> tuple[What, date]:
    """Return what is to be said and from which date it counts: after the grace, where there is one."""
    last = max(asked.due_on, asked.grace_until)
    if day > last:
        return "assignment_overdue", last
    return ("assignment_due" if asked.cycle == 1 else "assignment_expiring"), asked.due_on


def _norm(day: date, people: People) -> Iterator[Obligation]:
    number = norms.asked_number(day)
    begins = {each.number: each.valid_from for each in norms.history()} if number else {}
    if number not in begins:
        return
    due = begins[number] + NORM_WITHIN
    for person_id in store.norm_unread(people, day, number):
        yield Obligation(what="norm_to_acknowledge", key=f"norm:{number}:{person_id}", due=due, doers=(person_id,))


def _rounds(day: date, people: People) -> Iterator[Obligation]:
    for person_id, round_id, closes_on in store.rounds_open(people, day):
        key = f"round:{round_id}:{person_id}"
        yield Obligation(what="questionnaire_open", key=key, due=closes_on, doers=(person_id,))


def _sessions(day: date, hours: Hours, people: People) -> Iterator[Obligation]:
    """Yield coming dates; they are told about on the last working day before, so `due` is the day after that one."""
    closed = closed_days(day)
    first = datetime.combine(day + ONE_DAY, time(0), clock.AMSTERDAM)
    for person_id, session_id, date_id, starts_at in store.session_dates(people, first, first + SESSIONS_AHEAD):
        on = clock.day_of(starts_at)
        due = last_working_day(on - ONE_DAY, hours, closed) + ONE_DAY
        about = {"session": session_id, "starts_at": starts_at}
        key = f"session:{date_id}:{person_id}"
        yield Obligation(what="session_tomorrow", key=key, due=due, doers=(person_id,), about=about)


def _refreshers(day: date, people: People) -> Iterator[Obligation]:
    wanted = store.employed_on(day) if people is None else people
    for person_id, waiting in refreshers.open_for(wanted, day).items():
        for each in waiting:
            key = f"refresher:{each.id}"
            about = {"title": each.title, "refresher": each.id}
            yield Obligation(what="refresher_open", key=key, due=each.due_on, doers=(person_id,), about=about)


def _evaluations(day: date, people: People) -> Iterator[Obligation]:
    for person_id, session_id, title, moment, opened_on in evaluating.unanswered(people, day):
        about = {"title": title, "session": session_id}
        key = f"evaluation:{session_id}:{moment}:{person_id}"
        yield Obligation(what="evaluation_open", key=key, due=opened_on, doers=(person_id,), about=about)


def _reviews(day: date) -> Iterator[Obligation]:
    """Yield the reviews that come or are not recorded; those of management and board are the coordinator's."""
    for each in reviews.open_reviews(day):
        team = int(each.about.removeprefix("team:")) if each.about.startswith("team:") else 0
        what: What = "review_due" if day <= each.due_on else "review_not_recorded"
        about = {"review": each.review_id, "name": each.team_name}
        doers = () if team else each.leader_ids
        yield Obligation(
            what=what,
            key=f"review:{each.review_id}",
            due=each.due_on,
            doers=doers,
            teams=(team,) if team else (),
            about=about,
        )


def _standings(day: date, people: People) -> Iterator[Standing]:
    of = None if people is None else tuple(people)
    return all_standings(AskedOnboardings(day=day, since=running_since(day), people=of))


def _starts(standings: Iterable[Standing]) -> Iterator[Obligation]:
    for each in standings:
        about = {"onboarding": each.row.id, "name": each.row.name}
        teams = tuple(place.team_id for place in each.places)
        yield from _steps(each, teams)
        for signal in each.signals:
            what: What = signal.kind if signal.kind in ("mentor_wanted", "mentor_late") else "mentor_silent"
            key = f"start:{each.row.id}:{signal.kind}"
            yield Obligation(
                what=what,
                key=key,
                due=signal.day,
                doers=(each.row.person_id,),
                teams=teams,
                about={**about, "signal": signal.kind},
            )


def _steps(standing: Standing, teams: tuple[int, ...]) -> Iterator[Obligation]:
    """Yield the next step of the newcomer and of the mentor."""
    doers = {"newcomer": standing.row.person_id, "mentor": standing.mentor.mentor_id if standing.mentor else 0}
    for doer, person_id in doers.items():
        line = onboarding_progress.next_for(doer, standing.lines)  # type: ignore[arg-type]
        if line is None or not person_id:
            continue
        yield Obligation(
            what="onboarding_step",
            key=f"start:{standing.row.id}:{doer}:{line.step.id}",
            due=line.step.due_on,
            doers=(person_id,),
            teams=teams,
            about={"onboarding": standing.row.id, "name": standing.row.name, "doer": doer, "step": line.step.id},
        )


def _with_teams(found: list[Obligation], day: date, people: People) -> list[Obligation]:
    """Fill in where people work, for what is about one person."""
    teams = store.teams_of(people, day)
    return [
        each
        if each.teams
        else Obligation(
            what=each.what,
            key=each.key,
            due=each.due,
            doers=each.doers,
            teams=tuple(teams.get(each.doers[0], ())),
            about=each.about,
        )
        for each in found
    ]


def people_of(obligations: Collection[Obligation]) -> list[int]:
    """Return whom these are about."""
    return sorted({person for each in obligations for person in each.doers})
