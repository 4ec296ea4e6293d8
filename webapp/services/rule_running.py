"""The rules apply by themselves: every day, and whenever people, rules or what was done change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from learning_goals.assignment_rules.audience import Life, pieces
from learning_goals.assignment_rules.plan import Credit, Plan, Subject, Wanted, plan
from learning_goals.assignment_rules.rule import RULE, Condition, Rule
from webapp import clock
from webapp.errors import Conflict
from webapp.services import jobs, offerings
from webapp.services.jobs import Claimed, Effect
from webapp.store import lives, norms, revision, rule_subjects, rule_writing, rules, staffing
from webapp.store.rule_subjects import ACKNOWLEDGED, About, Known

_CONDITION_FIELDS = ("function_groups", "teams", "roles", "duties", "tags", "newcomers", "everyone")


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Everybody and everything that the rules look at, as it is now."""

    people: tuple[Subject, ...]
    paths: Mapping[int, str]
    known: Known


def later(key: str, now: datetime, people: Collection[int] | None = None) -> None:
    """Let the worker apply the rules soon, to these people or (None) to everybody; `key` names the cause."""
    jobs.put("rules", f"rules:{key}", {"people": None if people is None else sorted(people)}, now)


def active() -> dict[int, Rule]:
    """Return the rules that hold, by number, as the planner reads them."""
    return {
        each.rule_id: as_planned(RULE.validate_python(each.document))
        for each in rules.newest()
        if each.status == "active"
    }


def as_planned(rule: Rule) -> Rule:
    """Let an acknowledgement count for the norm."""
    return replace(rule, equal=(*rule.equal, ACKNOWLEDGED)) if rule.kind == "norm" else rule


def situation(
    today: date,
    rules: Iterable[Rule],
    ids: Collection[int] | None = None,
    *,
    only: bool = False,
    everything: bool = False,
) -> Situation:
    """Read what these rules look at, in a number of statements that does not depend on how many people there are.

    `only`: leave out what rules assigned besides what these ask. `everything`: also what people assigned and did.
    """
    found = lives.lives(ids)
    targets = {each.target for each in rules}
    seen = targets.union(*({*each.equal, each.due.after} for each in rules))
    known = rule_subjects.known(
        ids, norms.asked_number(today), About(held=targets, done=seen, by_rules=not only, everything=everything)
    )
    return Situation(
        people=tuple(
            Subject(
                id=person,
                life=pieces(found.get(person, Life())),
                done=known.done.get(person, {}),
                versions=known.versions.get(person, {}),
                held=known.held.get(person, {}),
                extensions=known.extensions.get(person, ()),
                exemptions=known.exemptions.get(person, ()),
                pauses=known.pauses.get(person, ()),
                decisions=known.decisions.get(person, ()),
            )
            for person in found.keys() | known.held.keys()
        ),
        paths={id: path for path, id in staffing.team_ids().items()},
        known=known,
    )


def run(job: Claimed, now: datetime) -> Effect:
    """Work out what changes; the effect writes it, and is refused when somebody changed the same meanwhile."""
    today = clock.day_of(now)
    holding = active()
    found = situation(today, holding.values(), job.payload["people"])
    changes = plan(holding, found.people, found.paths, today)

    def effect() -> None:
        write(changes, found, today, now)

    return effect


def write(changes: Plan, found: Situation, today: date, now: datetime) -> None:
    """Write what changes; raises Conflict when an assignment was changed meanwhile, so that the job tries again."""
    new = [*changes.added, *(wanted for _held, wanted in changes.changed)]
    over = [*changes.released, *(held for held, _wanted in changes.changed)]
    gone = found.known.open - set(changes.impossible)
    if over and not rule_writing.supersede(over, now):
        raise Conflict
    rule_writing.append(new, {each: why(each) for each in new}, now)
    rule_writing.credit([_completion(each, today) for each in changes.credits], now)
    rule_writing.note_impossible(set(changes.impossible) - found.known.open, now)
    rule_writing.drop_impossible(gone, now)
    if new or over or changes.credits:
        revision.raise_it()


def why(wanted: Wanted) -> dict[str, Any]:
    """Return what is kept about why somebody must do it: the rule, how the person fits and since when."""
    return {"rule": wanted.rule_id, "since": wanted.since.isoformat(), "because": _filled(wanted.because)}


def _filled(condition: Condition) -> dict[str, Any]:
    return {name: value for name in _CONDITION_FIELDS if (value := getattr(condition, name))}


def _completion(credit: Credit, today: date) -> dict[str, Any]:
    return {
        "person_id": credit.person_id,
        "course_id": credit.course_id,
        "course_version": offerings.redo_versions(today).get(credit.course_id, 1),
        "course_digest": "",
        "quiz_digest": "",
        "norm_number": norms.number_on(today),
        "own_text_revision": 0,
        "language": "nl",
        "method": "acknowledged" if credit.equal == ACKNOWLEDGED else "equal",
        "attempt_id": None,
        "recorded_by": None,
        "completed_on": credit.done_on,
    }
