"""What speaks for what in a programme: figures, risks, wishes, rules, team goals; never anybody's answers."""

from __future__ import annotations

from datetime import date, timedelta

from learning_goals.assignment_rules import outlook
from learning_goals.assignment_rules.rule import RULE, Condition
from learning_goals.programme_meetings import subjects
from learning_goals.programme_proposal import Needs
from learning_goals.risk_profile import FOR_EVERYBODY
from webapp import questionnaires
from webapp.services import group_pictures, references, rule_running
from webapp.services.group_pictures import GroupPicture
from webapp.services.programme_audiences import GROUPS, LEADERS, duties_of, people
from webapp.store import programme_facts, programmes, rules
from webapp.store.programmes import Kept

YEAR = timedelta(days=365)


def needs(audience: str, year: int, today: date) -> Needs:
    """Return what speaks for what in the programme of that year."""
    group = audience if audience in GROUPS else ""
    who = people(audience, today)
    wishes = programme_facts.asked_for(who)
    return Needs(
        year=year,
        people=programme_facts.count(who),
        team_norm_done=team_norm_done(audience, today),
        newcomers=programme_facts.newcomers(who, today - YEAR, today) if group else 0,
        goals=wanted(audience),
        risks=_risks(tags(audience, today)),
        team_goals=_taught_by(programme_facts.team_goals(group, today)) if group else frozenset(),
        requests=wishes | _taught_by(wishes),
        lapsing=lapsing(audience, year, today),
        required=frozenset(_required(audience)),
        done_before=elements_given(audience, year),
    )


def people_in(audience: str, today: date) -> int:
    """Return how many people an audience has."""
    return programme_facts.count(people(audience, today))


def tags(audience: str, today: date) -> frozenset[str]:
    """Return the tags of an audience's work; only function groups are looked at, everybody works in one."""
    return programme_facts.tags_of(people(audience, today), today) if audience in GROUPS else frozenset()


def teams_with_norm(audience: str, today: date) -> tuple[int, int]:
    """Return how many teams of an audience made agreements, and how many there are; (0, 0) where none are meant."""
    return programme_facts.teams_with_norm(audience, today) if audience in GROUPS else (0, 0)


def team_norm_done(audience: str, today: date) -> bool:
    """Return whether every team of an audience made its norm; who works in no function group has none to make."""
    made, total = teams_with_norm(audience, today)
    return audience not in GROUPS or (total > 0 and made == total)


def picture(audience: str) -> GroupPicture | None:
    """Return the newest published figures of a function group or of leaders; None for others or without a round."""
    newest = group_pictures.published(1)
    if not newest or (audience not in GROUPS and audience != LEADERS):
        return None
    return group_pictures.picture_of(newest[-1].id, LEADERS if audience == LEADERS else f"group:{audience}")


def wanted(audience: str) -> frozenset[str]:
    """Return the elements of goals that half of an audience or more wants, as the newest published round says."""
    found = picture(audience)
    return _taught_by({row.goal for row in found.goals if group_pictures.half_want(row)} if found else set())


def lapsing(audience: str, year: int, today: date) -> frozenset[str]:
    """Return what stops counting in that year, by the rules, for somebody of an audience."""
    first, last = max(date(year, 1, 1), today), date(year, 12, 31)
    if last < today:
        return frozenset()
    rules = rule_running.active()
    found = rule_running.situation(today, rules.values(), programme_facts.keys(people(audience, today)), only=True)
    lapses = outlook.lapses(rules, found.people, found.paths, first, last)
    return frozenset(each.course_id for each in lapses)


def given_before(audience: str, year: int) -> dict[str, date]:
    """Return when each thing was last given by the published programmes of earlier years."""
    found: dict[str, date] = {}
    for kept in published(audience):
        for item in kept.document["items"] if kept.year < year else ():
            month = date.fromisoformat(item["month"])
            found |= {what: max(month, found.get(what, month)) for what in subjects(item)}
    return found


def published(audience: str) -> list[Kept]:
    """Return the published version that holds of each year, newest year first."""
    newest: dict[int, Kept] = {}
    for kept in programmes.versions(0, (audience,)):
        if kept.published:
            newest.setdefault(kept.year, kept)
    return list(newest.values())


def elements_given(audience: str, year: int) -> frozenset[str]:
    """Return the elements that earlier programmes trained."""
    found = (references.programme_item(what) for what in given_before(audience, year))
    return frozenset(element for item in found if item for element in item.elements)


def _taught_by(goals: frozenset[str] | set[str]) -> frozenset[str]:
    known = questionnaires.goals_by_id()
    return frozenset(element for each in goals if each in known for element in known[each].elements)


def _risks(tags: frozenset[str]) -> frozenset[str]:
    """Return the elements that the tags of the work ask for, beside what everybody learns."""
    found = {each.id for each in questionnaires.elements() if tags & set(each.tags)}
    return frozenset(found) - FOR_EVERYBODY


def _required(audience: str) -> set[str]:
    active = [RULE.validate_python(each.document) for each in rules.newest() if each.status == "active"]
    return {each.target for each in active if any(_asks(said, audience) for said in each.include)}


def _asks(said: Condition, audience: str) -> bool:
    if audience in GROUPS:
        return said.everyone or audience in said.function_groups
    if audience == LEADERS:
        return said.everyone or "team_leader" in said.roles
    return not set(duties_of(audience)).isdisjoint(said.duties)
