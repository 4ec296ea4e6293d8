"""Each planning rule speaks of a programme as it is kept, by what is known of people, norm, rounds and years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from learning_goals.planning_rules.rules import RULES
from learning_goals.scoring import BANDS
from tests import make
from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.services import programmes as service
from webapp.store import programmes, rounds
from webapp.store.learning import CompletionRecord
from webapp.store.onboarding_tables import Onboarding
from webapp.store.people import DutyGrant, TagGrant

YEAR = clock.today().year + 1
GROUP = "publieksdiensten"
READY = dict.fromkeys(("norm_carried", "board_support", "service_in_order", "base_competences"), "yes")
INTAKE = READY | {"answered": True}


def item(what: str, month: int, phase: str = "skills", **said: Any) -> dict[str, Any]:
    values = {"hours": 4, "groups": 2, "cost": 0, "why": ["source"]} | said
    return {"key": what, "what": what, "phase": phase, "month": f"{YEAR}-{month:02}-01"} | values


COURSES = (item("m01-de-norm", 1, "norm", hours=0.5), item("m09-stap-voor-stap", 1, "norm", hours=0.5))
NORM, TEAM_NORM = item("norm-staff", 2, "norm", groups=1), item("team-norm", 3, "team_norm", groups=1)
PRACTICE, TOGETHER = item("skills-counter", 5, why=["source", "goal"]), item("team-hold", 10, "team", groups=1)
GOOD = (*COURSES, NORM, TEAM_NORM, PRACTICE, TOGETHER)


def draft(audience: str = GROUP, items: tuple[dict[str, Any], ...] = GOOD, year: int = YEAR, **said: Any) -> int:
    """A draft as it is kept; `said` replaces parts of its document."""
    document: dict[str, Any] = {
        "people": 10,
        "budget": None,
        "answers": INTAKE,
        "items": [dict(each) for each in items],
        "dropped": [],
        "overrides": [],
    }
    programmes.begin(audience, year, 1, document | said, None, clock.now())
    db.session.commit()
    return programmes.versions(year, (audience,))[0].id


def changed(what: str, **said: Any) -> tuple[dict[str, Any], ...]:
    """The good items, one of them changed."""
    return tuple(each | said if each["what"] == what else each for each in GOOD)


def without(*what: str) -> tuple[dict[str, Any], ...]:
    return tuple(each for each in GOOD if each["what"] not in what)


def spoken(version_id: int) -> set[str]:
    return {each.rule for each in service.page(version_id, clock.today()).findings}


def leaders_programme() -> None:
    draft("leaders", (item("leaders-first", 2, "leaders"),))


def tagged(person: int, tag: str) -> None:
    row = TagGrant(
        person_id=person, tag=tag, valid_from=make.LONG_AGO, recorded_at=clock.now(), recorded_by=make.change()
    )
    db.session.add(row)
    db.session.commit()


def with_duty(person: int, duty: str) -> None:
    row = DutyGrant(
        person_id=person, duty=duty, valid_from=make.LONG_AGO, recorded_at=clock.now(), recorded_by=make.change()
    )
    db.session.add(row)
    db.session.commit()


def attended(person: int, what: str, days_ago: int = 1) -> None:
    """The person completed a programme item by being there."""
    db.session.add(
        CompletionRecord(
            person_id=person,
            course_id=what,
            course_version=1,
            course_digest="",
            quiz_digest="",
            norm_number=1,
            language="nl",
            method="attended",
            attempt_id=None,
            completed_on=clock.today() - timedelta(days=days_ago),
            recorded_at=clock.now(),
        )
    )
    db.session.commit()


def newcomer(cast: Cast) -> int:
    """Somebody who began a month ago."""
    return make.person("Noa", "Nieuw", team_id=cast.desk, since=clock.today() - timedelta(days=30))


def published_figures(cast: Cast, goal: str, people: int) -> None:
    """A published round in which most of the group wants that goal."""
    today = clock.today()
    round_id = rounds.add(
        {
            "title": "Winter",
            "form": "full",
            "opens_on": today - timedelta(days=30),
            "closes_on": today - timedelta(days=10),
            "audience": {},
            "minimum": 5,
            "norm_number": 1,
            "questionnaire_version": 1,
            "opened_by": cast.hr,
            "opened_at": clock.now(),
        }
    )
    wanting = {"style": "percent", "amount": "most", "percent": 80, "almost": False}
    shares = dict.fromkeys(BANDS, wanting)
    figure = {"people": people, "shares": shares}
    rounds.keep_figures(
        round_id, [{"group_key": f"group:{GROUP}", "measure": f"level:{goal}", "hidden": "", "figure": figure}]
    )
    rounds.claim_publication(round_id, clock.now())
    db.session.commit()


Make = Callable[[Cast], int]


def h1(cast: Cast) -> int:
    return draft(year=2019, items=tuple(each | {"month": "2019" + each["month"][4:]} for each in GOOD))


def h4(cast: Cast) -> int:
    draft("leaders", (item("leaders-first", 6, "leaders"),))
    return draft()


def h5(cast: Cast) -> int:
    return draft("bot_medewerker", (item("aftercare", 6, "aftercare"),))


def h8(cast: Cast) -> int:
    return draft(items=(*GOOD, item("physical", 6)))


def h9(cast: Cast) -> int:
    tagged(cast.employee, "huisbezoek")
    return draft()


def h10(cast: Cast) -> int:
    person = newcomer(cast)
    tagged(person, "risicovolle_functie")
    first = clock.today() - timedelta(days=30)
    db.session.add(Onboarding(person_id=person, employed_from=first, opened_at=clock.now()))
    db.session.commit()
    return draft(items=(*GOOD, item("new-staff", 1, "newcomer"), item("new-staff-follow-up", 7, "newcomer")))


def h11(cast: Cast) -> int:
    newcomer(cast)
    return draft(items=(*without("team-hold"), item("new-staff", 1, "newcomer")))


def h13(cast: Cast) -> int:
    make.norm(number=2, valid_from=f"{YEAR}-02-01")
    return draft(beside={"told_again_by": f"{YEAR}-06-01"})


def h14(cast: Cast) -> int:
    published_figures(cast, "follow_protocol", people=4)
    return draft()


def h15(cast: Cast) -> int:
    with_duty(cast.colleague, "interne_trainer")
    attended(cast.colleague, "trainer-observing")
    attended(cast.colleague, "trainer-intervision")
    return draft(items=changed("norm-staff", internal_trainer=True))


def s2(cast: Cast) -> int:
    return draft("leaders", (*COURSES, item("premediation", 5, hours=8)))


def s5(cast: Cast) -> int:
    earlier = draft(year=YEAR - 1, items=(PRACTICE | {"month": f"{YEAR - 1}-05-01"},))
    programmes.publish(earlier, 0, None, clock.now())
    return draft(items=changed("skills-counter", why=["source"]))


def s7(cast: Cast) -> int:
    tagged(cast.employee, "risicovolle_functie")
    return draft(items=without("skills-counter"))


def s11(cast: Cast) -> int:
    published_figures(cast, "team_agreements", people=12)
    return draft(items=without("team-norm", "team-hold"))


SPEAKING: dict[str, Make] = {
    "H1": h1,
    "H2": lambda cast: draft(items=without("team-norm")),
    "H3": lambda cast: draft(),
    "H4": h4,
    "H5": h5,
    "H7": lambda cast: draft("bestuur_college", (item("norm-board", 1, "norm") | {"with": ["raadslid"]},)),
    "H8": h8,
    "H9": h9,
    "H10": h10,
    "H11": h11,
    "H13": h13,
    "H14": h14,
    "H15": h15,
    "H16": lambda cast: draft(answers={}),
    "H17": lambda cast: draft(),
    "S1": lambda cast: draft(items=changed("norm-staff", hours=20)),
    "S2": s2,
    "S3": lambda cast: draft(items=(*GOOD, item("refresher-short", 4, "team"))),
    "S4": lambda cast: draft(items=(item("skills-counter", 5), item("team-hold", 6, "team"), TEAM_NORM)),
    "S5": s5,
    "S6": lambda cast: draft(items=(*GOOD, item("m03-gedrag-herkennen", 1, "skills"))),
    "S7": s7,
    "S8": lambda cast: draft("bestuur_college", (item("norm-board", 1, "norm"),), beside={"board_meetings": 0}),
    "S9": lambda cast: draft(beside={"talks": False}),
    "S10": lambda cast: draft(beside={"agreements": False}),
    "S11": s11,
    "S12": lambda cast: draft(items=changed("team-norm", groups=3), answers=INTAKE | {"norm_carried": "working_on_it"}),
    "S13": lambda cast: draft(people=60),
    "S14": lambda cast: draft(items=changed("skills-counter", groups=1)),
    "S15": lambda cast: draft(items=without("m01-de-norm", "m09-stap-voor-stap")),
    "S16": lambda cast: draft("toezicht_handhaving", (item("physical", 6),)),
    "S17": lambda cast: draft(budget_hours=10),
    "S18": lambda cast: draft(items=(*GOOD, item("intervision", 1), item("home-visits", 1))),
    "S19": lambda cast: draft(items=without("team-hold")),
}
NEVER_IN_A_DRAFT = {"H6", "H12"}
"""A course never counts as training a skill, and no table takes fewer than two reviews; only pure tests break them."""


def test_every_rule_is_made_to_speak() -> None:
    assert {rule.id for rule in RULES} == {*SPEAKING} | NEVER_IN_A_DRAFT


@pytest.mark.parametrize("rule", SPEAKING)
def test_a_rule_speaks_of_a_programme_as_it_is_kept(cast: Cast, rule: str) -> None:
    assert rule in spoken(SPEAKING[rule](cast))


def test_a_good_programme_is_found_fault_with_for_what_is_not_done_yet_only(cast: Cast) -> None:
    leaders_programme()
    good = draft(items=changed("skills-counter", why=["source", "risk"]))
    assert spoken(good) == set()
