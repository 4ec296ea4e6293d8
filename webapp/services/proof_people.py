"""Sheets of the evidence file about people: what is asked of whom, what they did and when, and what is not asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from flask_babel import gettext as _

from learning_goals.assignments import STATES, Progress, State, state_of
from webapp.services import offerings, proof_norm
from webapp.services.curriculum import library
from webapp.services.proof_past import Past, Sheet, on, said
from webapp.services.state_words import state_word
from webapp.store import proof_history
from webapp.store import proof_people as store
from webapp.store.proof_people import Done, Held

AT_ONCE = 2000
"""People who are read at once."""
Told = Callable[[int, int], None]
"""Hears how many people are written, of how many."""
Way = Literal["informed", "instructed", "trained", "elsewhere", "equal"]
WAYS: tuple[Way, ...] = ("informed", "instructed", "trained", "elsewhere", "equal")
_WAYS: Mapping[str, Way] = {
    "quiz": "instructed",
    "sample": "instructed",
    "attended": "trained",
    "external": "elsewhere",
    "equal": "equal",
}
CODES = ("decided", "no_possible_date", "paused")
"""Why something is not asked of somebody, without a reason that says anything about the person."""

Asked = tuple[str, str, str, int]
"""An audience, a kind, what, and the rule that asks it (0: a person)."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What was counted while the sheets were written: for each audience what is asked, and what was done how."""

    asked: dict[Asked, Counter[State]] = field(default_factory=dict[Asked, Counter[State]])
    ways: Counter[Way] = field(default_factory=Counter[Way])
    codes: Counter[str] = field(default_factory=Counter[str])


def sheets(past: Past, counts: Counts, told: Told) -> list[Sheet]:
    """Return the sheets; their rows are read while they are written, and `counts` is full once they are."""
    return [
        _obligation_sheet(past, counts, told),
        _instruction_sheet(past, counts),
        _exempt_sheet(past, counts),
        _required_sheet(past, counts),
    ]


def _obligation_sheet(past: Past, counts: Counts, told: Told) -> Sheet:
    return Sheet(
        name="obligations",
        title=_("What is asked of each person, by which rule, and how it stands"),
        header=(
            *past.who_header,
            _("Function group"),
            *((_("Team"),) if past.with_names else ()),
            _("What"),
            _("Title"),
            _("Rule"),
            _("Assigned on"),
            _("Time"),
            _("Due on"),
            _("State"),
            _("Done on"),
        ),
        rows=_obligations(past, counts, told),
    )


def _instruction_sheet(past: Past, counts: Counts) -> Sheet:
    return Sheet(
        name="instruction",
        title=_("Who was informed, instructed and trained, when, and in which text"),
        header=(
            *past.who_header,
            _("Function group"),
            _("How"),
            _("What"),
            _("Title"),
            _("On"),
            _("Version"),
            _("SHA-256 of the course"),
            _("SHA-256 of the quiz"),
            _("Version of the norm"),
            _("Language"),
        ),
        rows=_instruction(past, counts),
    )


def _exempt_sheet(past: Past, counts: Counts) -> Sheet:
    return Sheet(
        name="exempt",
        title=_("What is not asked of whom: a neutral code, and until when"),
        header=(
            *past.who_header,
            _("Function group"),
            _("What"),
            _("Title"),
            _("Code"),
            _("From"),
            _("Until"),
            _("Decided by"),
            _("Decided on"),
        ),
        rows=_exempt(past, counts),
    )


def _required_sheet(past: Past, counts: Counts) -> Sheet:
    return Sheet(
        name="required",
        title=_("What is asked of each function group, by which rule and source, and how many did it"),
        header=(
            _("Function group"),
            _("What"),
            _("Title"),
            _("Rule"),
            _("Version of the rule"),
            _("Source"),
            _("Version that is asked"),
            _("People"),
            *(state_word(state) for state in STATES),
        ),
        rows=_required(past, counts),
    )


def _obligations(past: Past, counts: Counts, told: Told) -> Iterator[tuple[str, ...]]:
    people = past.in_order
    tell = _teller(past)
    for begin in range(0, len(people), AT_ONCE):
        chunk = people[begin : begin + AT_ONCE]
        started = store.started(chunk, past.at)
        done = _by_course(store.done(chunk, past.day, past.at))
        held: dict[int, list[Held]] = {}
        for each in store.held(chunk, past.at):
            held.setdefault(each.person_id, []).append(each)
        for person in chunk:
            audiences, who = past.audiences(person), (*past.who(person), *_place(past, person))
            for each in held.get(person, ()):
                begun = (person, each.course_id) in started
                state, cells = tell(each, done.get((person, each.course_id), ()), begun)
                for audience in audiences:
                    key = (audience, each.kind, each.course_id, each.rule_id)
                    counts.asked.setdefault(key, Counter())[state] += 1
                yield (*who, *cells)
        told(min(begin + AT_ONCE, len(people)), len(people))


def _teller(past: Past) -> Callable[[Held, Sequence[Done], bool], tuple[State, tuple[str, ...]]]:
    """Return what tells state and cells of something that is asked, from what was done and whether it was begun.

    Many people stand alike, so each state is worked out once.
    """
    versions = offerings.redo_versions(past.day)
    known: dict[tuple[Progress, int], State] = {}

    def tell(each: Held, done: Sequence[Done], begun: bool) -> tuple[State, tuple[str, ...]]:
        counting = [one for one in done if one.on >= each.counts_from]
        progress = Progress(
            due_on=each.due_on,
            started=begun,
            done_version=max((one.version for one in counting), default=0),
            grace_until=each.grace_until,
            cycle=each.cycle,
        )
        asked = versions.get(each.course_id, 1)
        state = known.get((progress, asked)) or known.setdefault((progress, asked), state_of(progress, asked, past.day))
        return state, (
            each.course_id,
            past.title(each.course_id),
            str(each.rule_id or ""),
            on(each.recorded_at),
            str(each.cycle),
            each.due_on.isoformat(),
            state_word(state),
            said(max((one.on for one in counting), default=None)),
        )

    return tell


def _instruction(past: Past, counts: Counts) -> Iterator[tuple[str, ...]]:
    people = past.in_order
    for begin in range(0, len(people), AT_ONCE):
        chunk = people[begin : begin + AT_ONCE]
        read: dict[int, list[tuple[int, str]]] = {}
        for person, number, at in store.acknowledged(chunk, past.at):
            read.setdefault(person, []).append((number, on(at)))
        done: dict[int, list[Done]] = {}
        for each in store.done(chunk, past.day, past.at):
            done.setdefault(each.person_id, []).append(each)
        for person in chunk:
            who = (*past.who(person), _groups(past, person))
            for number, day in read.get(person, ()):
                counts.ways["informed"] += 1
                title = past.title(offerings.NORM)
                yield (*who, way_word("informed"), offerings.NORM, title, day, str(number), "", "", str(number), "")
            for each in done.get(person, ()):
                if each.method != "acknowledged":
                    counts.ways[_WAYS[each.method]] += 1
                    yield (*who, *_completion(past, each))


def _completion(past: Past, each: Done) -> tuple[str, ...]:
    return (
        way_word(_WAYS[each.method]),
        each.course_id,
        past.title(each.course_id),
        each.on.isoformat(),
        str(each.version),
        each.course_digest,
        each.quiz_digest,
        str(each.norm_number or ""),
        each.language if each.course_id in library().modules else "",
    )


def _exempt(past: Past, counts: Counts) -> Iterator[tuple[str, ...]]:
    found = [each for each in store.spared(past.day, past.at) if each.person_id in past.employed]
    for each in sorted(found, key=lambda one: (past.numbers[one.person_id], one.course_id, one.code, one.first)):
        counts.codes[each.code] += 1
        yield (
            *past.who(each.person_id),
            _groups(past, each.person_id),
            each.course_id,
            past.title(each.course_id) if each.course_id else _("Everything"),
            each.code,
            said(each.first),
            said(each.last),
            past.one(each.decided_by),
            on(each.decided_at),
        )


def _required(past: Past, counts: Counts) -> Iterator[tuple[str, ...]]:
    versions = offerings.redo_versions(past.day)
    rules = proof_history.rules(past.at)
    for (audience, _kind, what, rule), states in sorted(counts.asked.items()):
        yield (
            past.group(audience),
            what,
            past.title(what),
            str(rule or ""),
            str(rules[rule].number) if rule in rules else "",
            proof_norm.source(what),
            str(versions.get(what, 1)),
            str(states.total()),
            *(str(states[state]) for state in STATES),
        )


def _by_course(found: list[Done]) -> dict[tuple[int, str], list[Done]]:
    by: dict[tuple[int, str], list[Done]] = {}
    for each in found:
        by.setdefault((each.person_id, each.course_id), []).append(each)
    return by


def _groups(past: Past, person: int) -> str:
    return ", ".join(past.group(each) for each in past.audiences(person))


def _place(past: Past, person: int) -> tuple[str, ...]:
    if not past.with_names:
        return (_groups(past, person),)
    teams = dict.fromkeys(past.team(job.team_id) for job in past.jobs.get(person, ()))
    return (_groups(past, person), ", ".join(teams))


def way_word(way: Way) -> str:
    """Return how somebody came to know something, in words."""
    match way:
        case "informed":
            return _("informed")
        case "instructed":
            return _("instructed")
        case "trained":
            return _("trained")
        case "elsewhere":
            return _("learned elsewhere")
        case "equal":
            return _("counts by something else")
