"""Rounds of the sample municipality that ended: made-up answers, through the same figures as real ones."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from learning_goals.consent import Consent
from learning_goals.periods import NEVER
from quizzes.questionnaire_paper import Answer, Local, Respondent, pages
from webapp import questionnaires, sealing
from webapp.services import round_figures
from webapp.services.jobs import Claimed
from webapp.store import assessment_settings, reading, rounds, sample
from webapp.store.rounds import Wanted
from webapp.store.sample import Somebody

HALF_YEAR = timedelta(days=182)
LENGTH = timedelta(days=21)
RESPONSE = 0.78
_HOW_SURE = ("2", "3", "3", "4", "4", "4", "5", "5")
_REACTIONS = ("bend", "limit", "stop", "help")


def load(people: list[Somebody], count: int, seed: int, today: date, now: datetime) -> int:
    """Make so many rounds that ended, half a year apart; returns how many answers there are.

    Without ANSWERS_KEY nothing is made: answers are never kept unsealed.
    """
    if not sealing.has_key():
        return 0
    decided = today - HALF_YEAR * (count + 1)
    assessment_settings.record(
        Consent(council="agreed", council_on=decided, council_reason="", assessed_on=decided), None, now
    )
    edition = questionnaires.current()
    reading.keep("questionnaire", edition.digest, edition.questionnaire.id, {questionnaires.FILE: edition.text}, now)
    luck = random.Random(seed)
    return sum(_round(people, number, count, luck, today, now) for number in range(count))


def _round(people: list[Somebody], number: int, count: int, luck: random.Random, today: date, now: datetime) -> int:
    closes_on = today - HALF_YEAR * (count - number) + timedelta(days=120)
    edition = questionnaires.current()
    round_id = rounds.add(
        {
            "title": f"{closes_on:%Y-%m}",
            "form": "full",
            "opens_on": closes_on - LENGTH,
            "closes_on": closes_on,
            "audience": {"teams": [], "function_groups": []},
            "minimum": 5,
            "norm_number": 1,
            "questionnaire_version": edition.questionnaire.version,
            "opened_by": people[0].id,
            "opened_at": now,
            "published_at": NEVER,
        }
    )
    opens_on = closes_on - LENGTH
    rounds.add_members(round_id, Wanted(), opens_on)
    asked = [each for each in people if each.since <= opens_on and luck.random() < RESPONSE]
    written = sample.write("self_assessment", (_sheet(each, round_id, closes_on, now) for each in asked))
    keys = sample.assessments_of(round_id)
    sample.write("assessment_answer", _answers(asked, keys, luck, now))
    job = Claimed(id=0, key="", kind="round_figures", payload={"round_id": round_id}, tries=1, owner="")
    round_figures.make(job, now, tell=lambda _job, _done, _total: None)()
    return written


def _sheet(somebody: Somebody, round_id: int, closes_on: date, now: datetime) -> dict[str, Any]:
    edition = questionnaires.current()
    finished = now - timedelta(days=(now.date() - closes_on).days + 3)
    return {
        "person_id": somebody.id,
        "slot": f"round-{round_id}",
        "round_id": round_id,
        "questionnaire_id": edition.questionnaire.id,
        "questionnaire_version": edition.questionnaire.version,
        "digest": edition.digest,
        "form": "full",
        "variant": "leader" if somebody.leads else "employee",
        "norm_number": 1,
        "gentle": False,
        "seed": str(somebody.id),
        "local": {
            "switched_off": [],
            "own": [],
            "groups": [somebody.function_group] if somebody.function_group else [],
            "duties": [],
            "tags": [],
        },
        "started_at": finished,
        "finished_at": finished,
    }


def _answers(
    people: list[Somebody], keys: Mapping[int, int], luck: random.Random, now: datetime
) -> Iterator[dict[str, Any]]:
    """Yield one sealed page with all answers for each person, which reads the same as several."""
    for each in people:
        said = _made_up(each, luck)
        sealed = sealing.seal(each.id, said)
        yield {"self_assessment_id": keys[each.id], "page": "work", "sealed": sealed, "saved_at": now}


def _made_up(somebody: Somebody, luck: random.Random) -> dict[str, Answer]:
    who = Respondent(
        variant="leader" if somebody.leads else "employee",
        groups=frozenset({somebody.function_group} - {""}),
        seed=str(somebody.id),
    )
    said: dict[str, Answer] = {
        "w1": (luck.choice(("counter", "phone", "home_visits", "street")), "phone"),
        "w2": luck.choice(("yearly", "monthly", "weekly", "daily")),
        "w3": luck.choice(("never", "sometimes", "often")),
    }
    for page in pages(questionnaires.current().questionnaire, "full", who, said, Local()):
        said |= {item: luck.choice(_HOW_SURE) for item in page.required}
        said |= {each.id: _reaction(each.behaviour, luck) for each in page.vignettes}
    return said


def _reaction(behaviour: str, luck: random.Random) -> str:
    usual = {"A": "bend", "B": "bend", "C": "limit", "D": "stop", "E": "help", "sustained": "stop"}[behaviour]
    return usual if luck.random() < 0.7 else luck.choice(_REACTIONS)
