"""One's own learning goals: choose, word, work on, share, take back; private until shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from learning_goals import learning_goal
from learning_goals.goal_catalogue import Goal
from learning_goals.learning_goal import ACTIVE, ACTS, EVIDENCE, PRIORITIES, Act, Origin, Status
from learning_goals.periods import NEVER
from webapp import questionnaires, sealing
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import assessment_gate
from webapp.store import learning_goals
from webapp.store.learning_goals import Kept

LONGEST = 1000
LARGEST = 2**31 - 1


class TooManyAtOnce(Conflict):
    """Somebody works on as many goals as the organisation allows; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__("too_many")
        self.most = most


@dataclass(frozen=True, kw_only=True)
class Mine:
    """One's own goal with its words and the reason why it was proposed."""

    kept: Kept
    goal: Goal
    words: str
    why: Mapping[str, Any]

    @property
    def active(self) -> bool:
        """Whether one works on it now."""
        return self.kept.status in ACTIVE

    @property
    def acts(self) -> tuple[Act, ...]:
        """What can be done with it."""
        return learning_goal.acts(cast("Status", self.kept.status))


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to a goal, with the reason that was given for it."""

    act: str
    status: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What somebody fills in about a goal."""

    words: str
    priority: str
    evidence: str
    due_on: date | None


def mine(actor: Visitor) -> tuple[Mine, ...]:
    """Return all of one's own goals, those at work first."""
    found = [_opened(kept) for kept in learning_goals.mine(actor.person_id)]
    order = {"working": 0, "chosen": 1, "proposed": 2, "met": 3, "dropped": 4}
    return tuple(sorted((each for each in found if each), key=lambda each: (order[each.kept.status], each.kept.id)))


def one(actor: Visitor, goal_id: int) -> Mine:
    """Return one of one's own goals; anybody else's does not exist."""
    found = next((each for each in mine(actor) if each.kept.id == goal_id), None)
    if found is None:
        raise NotFound
    return found


def history(actor: Visitor, goal_id: int) -> tuple[Event, ...]:
    """Return what happened to one of one's own goals, oldest first."""
    found = one(actor, goal_id)
    return tuple(
        Event(
            act=each.act,
            status=each.status,
            by=each.by,
            at=each.at,
            reason=sealing.unseal(found.kept.person_id, each.sealed).get("reason", ""),
        )
        for each in learning_goals.history(goal_id)
    )


def choose(
    actor: Visitor, wanted: Mapping[str, Mapping[str, Any]], origin: Origin, now: datetime, words: str = ""
) -> int:
    """Begin working towards these goals (each with why it was proposed); returns the key of the last.

    One that is at work already stays as it is. Raises TooManyAtOnce, in which case nothing is kept.
    """
    learning_goals.hold(actor.person_id)
    held = mine(actor)
    at_work = {each.goal.id for each in held if each.active}
    new = [goal for goal in wanted if goal not in at_work]
    most = assessment_gate.setting().most_goals
    if len(at_work) + len(new) > most:
        raise TooManyAtOnce(most)
    last = next((each.kept.id for each in held if each.goal.id in wanted), 0)
    for goal in new:
        if goal not in questionnaires.goals_by_id():
            raise NotFound
        waiting = next((each for each in held if each.goal.id == goal and each.kept.status == "proposed"), None)
        if waiting:
            learning_goals.change(waiting.kept.id, status="chosen", changed_at=now)
            last = waiting.kept.id
        else:
            last = _add(actor, actor.person_id, goal, origin, "chosen", {"words": words, "why": wanted[goal]}, now)
        _remember(actor, actor.person_id, last, "choose", "chosen", "", now)
    return last


def decline(actor: Visitor, goal: str, origin: Origin, why: Mapping[str, Any], now: datetime) -> int:
    """Keep that one does not want a goal that was proposed by no person; returns its key."""
    learning_goals.hold(actor.person_id)
    held = next((each.kept.id for each in mine(actor) if each.goal.id == goal), 0)
    if held:
        return held
    made = _add(actor, actor.person_id, goal, origin, "dropped", {"words": "", "why": why}, now)
    _remember(actor, actor.person_id, made, "drop", "dropped", "", now)
    return made


def propose(actor: Visitor, person_id: int, goal: str, reason: str, now: datetime) -> None:
    """Let a leader propose a goal to somebody; one that the person has already is not proposed again.

    Whether it was is never told: the leader may not learn which goals somebody has. Who may, is the caller's to know.
    """
    if goal not in questionnaires.goals_by_id():
        raise NotFound
    learning_goals.hold(person_id)
    held = {each.goal for each in learning_goals.mine(person_id) if each.status in (*ACTIVE, "proposed")}
    if goal in held:
        return
    made = _add(actor, person_id, goal, "leader", "proposed", {"words": "", "why": {"said": reason}}, now)
    _remember(actor, person_id, made, "propose", "proposed", reason, now)


def act(actor: Visitor, goal_id: int, wanted: str, reason: str, now: datetime) -> None:
    """Do something with one of one's own goals; raises TooManyAtOnce, or Conflict when it cannot be done now."""
    learning_goals.hold(actor.person_id)
    found = one(actor, goal_id)
    if wanted not in ACTS:
        raise NotFound
    most = assessment_gate.setting().most_goals
    active = sum(each.active for each in mine(actor))
    after = learning_goal.move(cast("Status", found.kept.status), wanted, active, most)
    if after == "too_many":
        raise TooManyAtOnce(most)
    if after == "not_now":
        raise Conflict
    learning_goals.change(goal_id, status=after, changed_at=now)
    _remember(actor, actor.person_id, goal_id, wanted, after, reason.strip()[:LONGEST], now)


def plan(actor: Visitor, goal_id: int, wanted: Plan, now: datetime) -> None:
    """Word and plan one of one's own goals; raises NotFound for what cannot be chosen."""
    found = one(actor, goal_id)
    if wanted.priority not in PRIORITIES or wanted.evidence not in EVIDENCE:
        raise NotFound
    learning_goals.change(
        goal_id,
        sealed=sealing.seal(actor.person_id, {"words": wanted.words.strip()[:LONGEST], "why": found.why}),
        priority=wanted.priority,
        evidence=wanted.evidence,
        due_on=wanted.due_on,
        changed_at=now,
    )
    _remember(actor, actor.person_id, goal_id, "plan", found.kept.status, "", now)


def share(actor: Visitor, goal_id: int, now: datetime, *, shared: bool) -> None:
    """Let the leader read one of one's own goals, or no longer."""
    found = one(actor, goal_id)
    if found.kept.shared == shared:
        return
    learning_goals.change(goal_id, shared_at=now if shared else NEVER, changed_at=now)
    _remember(actor, actor.person_id, goal_id, "share" if shared else "unshare", found.kept.status, "", now)


def erase(actor: Visitor, goal_id: int) -> None:
    """Delete one of one's own goals with its history; what was agreed in a talk stays there."""
    one(actor, goal_id)
    learning_goals.erase(actor.person_id, goal_id)


def shared_of(person_ids: tuple[int, ...]) -> tuple[Mine, ...]:
    """Return what these people shared, without why it was proposed: that follows from private answers."""
    found = [_opened(kept) for kept in learning_goals.shared_by(person_ids)]
    return tuple(Mine(kept=each.kept, goal=each.goal, words=each.words, why={}) for each in found if each)


def take_along(actor: Visitor) -> list[dict[str, Any]]:
    """Return everything that is kept of one's own goals, as plain data."""
    return [
        {
            "goal": each.goal.id,
            "words": each.words,
            "origin": each.kept.origin,
            "status": each.kept.status,
            "priority": each.kept.priority,
            "evidence": each.kept.evidence,
            "due_on": each.kept.due_on.isoformat() if each.kept.due_on else None,
            "shared": each.kept.shared,
            "made_at": each.kept.made_at.isoformat(),
        }
        for each in mine(actor)
    ]


def _opened(kept: Kept) -> Mine | None:
    goal = questionnaires.goals_by_id().get(kept.goal)
    if goal is None:
        return None
    said = sealing.unseal(kept.person_id, kept.sealed)
    return Mine(kept=kept, goal=goal, words=said.get("words", ""), why=said.get("why", {}))


def _add(
    actor: Visitor, person_id: int, goal: str, origin: Origin, status: Status, said: Mapping[str, Any], now: datetime
) -> int:
    return learning_goals.add(
        {
            "person_id": person_id,
            "goal": goal,
            "origin": origin,
            "status": status,
            "priority": "normal",
            "evidence": "course",
            "due_on": None,
            "sealed": sealing.seal(person_id, said),
            "proposed_by": actor.person_id if actor.person_id != person_id else None,
            "made_at": now,
            "changed_at": now,
        }
    )


def _remember(actor: Visitor, owner: int, goal_id: int, what: str, status: str, reason: str, now: datetime) -> None:
    sealed = sealing.seal(owner, {"reason": reason})
    learning_goals.happened(goal_id, what, status, actor.person_id, sealed, now)
