"""Nothing that can be typed, left out or made up breaks a form, or takes away what was achieved or published."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from tests import make
from tests.make import Cast
from tests.web.bad_input import JUNK, Form, forms
from tests.web.programmes import test_programmes as programmes
from tests.web.references.form import PROGRAMME
from tests.web.rules.test_rules import FORM as RULE
from tests.web.rules.test_rules import PDF
from tests.web.sessions.test_sessions import FORM as SESSION
from webapp.extensions import Base, db
from webapp.jobs.runner import Worker
from webapp.policy import ROUTES, Right
from webapp.store.learning import CompletionRecord
from webapp.store.norms import NormVersion
from webapp.store.programmes import ProgrammeVersion
from webapp.store.rule_tables import AssignmentRuleVersion

Clients = Callable[[int | None], FlaskClient]
TODAY = date(2026, 11, 23)
BLUEPRINTS = (
    *("rules", "sessions", "programmes", "onboarding", "references", "calendar"),
    *("admin", "assess", "goals", "learn", "norm", "people", "risk", "rounds", "team"),
)
PREVIEWS = {
    "rules.new",
    "rules.edit",
    "sessions.new",
    "sessions.edit",
    "sessions.check",
    "calendar.renew",
    "people.start_code",
    "onboarding.start_code",
    "rounds.new",
}
"""What may answer with a page: a look before saving, a certificate that is checked, what is shown once."""
WELL: dict[str, dict[str, str | list[str]]] = {
    "rules.new": RULE,
    "rules.my_evidence": {"course": "m02-van-norm-naar-team", "title": "Elders", "obtained_on": "2026-03-01"},
    "rules.pause": {"first": "2026-12-01", "last": "2026-12-20"},
    "rules.decide_person": {"course": "m01-de-norm", "due_on": "2026-12-20", "reason": "Meer tijd"},
    "rules.decide": {"decision": "date", "due_on": "2026-12-20", "reason": "Later begonnen"},
    "rules.decide_evidence": {"decision": "refused", "reason": "Te oud"},
    "sessions.new": SESSION,
    "references.add": PROGRAMME,
    "programmes.override": {"rule": "H2", "reason": "Acuut risico"},
    "onboarding.led_mentor": {"mentor": "2", "seen": "0"},
}
"""Forms that begin empty, filled in well: then one wrong field meets no other."""
LAST = ("end", "end_pause", "withdraw", "publish", "cancel", "give_up", "hide", "restore", "revoke", "decide")
"""Acts after which a thing answers to nothing more; they are tried when the rest is done."""
TYPED = "application/x-www-form-urlencoded"


class Municipality:
    """One of everything that these pages are about, and who may touch it."""

    def __init__(self, app: Flask, cast: Cast, client_of: Clients) -> None:
        self.app, self.cast, self.client_of = app, cast, client_of
        self.nina = make.person("Nina", "Nieuw", team_id=cast.desk, since=TODAY)
        self.work()
        self._rules()
        self._programmes()
        self._sessions()
        self.as_(cast.leader).post("/team/onboarding/1/mentor", data={"mentor": cast.colleague, "seen": 0})
        self.work()

    def as_(self, who: int) -> FlaskClient:
        return self.client_of(who)

    def work(self) -> None:
        """Let the worker do all that is due."""
        worker = Worker(self.app)
        worker.drain()
        assert worker.tally.failures == []

    def _rules(self) -> None:
        planner, eva = self.as_(self.cast.coordinator), self.as_(self.cast.employee)
        for more in ({}, {"anchor": "date", "on": "2026-10-01", "what": "course:m03-gedrag-herkennen"}):
            assert planner.post("/rules/new", data={**RULE, "shown": "0", "confirm": "1", **more}).status_code == 303
        self.work()
        make.completed(self.cast.employee, "m01-de-norm")
        proof = {"course": "m02-van-norm-naar-team", "title": "Elders", "obtained_on": "2026-03-01"}
        answer = eva.post("/rules/my-certificates", data={**proof, "file": (io.BytesIO(PDF), "bewijs.pdf")})
        assert answer.status_code == 303, answer.text
        assert eva.post("/rules/my-pause", data={"first": "2026-12-01", "last": "2026-12-20"}).status_code == 303
        self.work()

    def _programmes(self) -> None:
        planner = self.as_(self.cast.coordinator)
        place = programmes.ready(planner)
        programmes.do(planner, place, "publish")
        programmes.begin(planner)

    def _sessions(self) -> None:
        planner = self.as_(self.cast.coordinator)
        today = {"dates-0-day": str(TODAY), "closes_on": str(TODAY)}
        single = {name: value for name, value in SESSION.items() if not name.startswith("dates-1")}
        for said in (SESSION, {**single, **today}):
            assert planner.post("/sessions/new", data=said).status_code == 303
        assert self.as_(self.cast.employee).post("/sessions/1/register").status_code == 303

    # --- addresses ---

    def who(self, endpoint: str) -> list[int]:
        """Who has the right, and something to use it on."""
        cast = self.cast
        by_right = {
            Right.OWN: [cast.employee, self.nina, cast.colleague],
            Right.ANYONE: [cast.employee],
            Right.TEAM: [cast.leader],
            Right.REPORT: [cast.hr],
            Right.PEOPLE: [cast.hr],
            Right.ADMIN: [cast.admin],
            Right.CONSENT: [cast.hr],
            Right.ROUND: [cast.hr],
        }
        return by_right.get(ROUTES[endpoint], [cast.coordinator])

    def pages(self, blueprint: str) -> Iterator[tuple[int, str]]:
        """Every page of these, with keys that exist, and who looks."""
        known = {
            "rule_id": 1,
            "session_id": 2,
            "day_id": 3,
            "version_id": 3,
            "onboarding_id": 1,
            "person_id": self.cast.employee,
            "kind": "external_programme",
            "id": "new",
        }
        for rule in self.app.url_map.iter_rules():
            if (
                rule.endpoint.split(".")[0] == blueprint
                and "GET" in (rule.methods or ())
                and rule.arguments <= set(known)
            ):
                address = self._address(rule, known)
                yield from ((who, address) for who in self.who(rule.endpoint))
        if blueprint == "references":
            kinds = ("training_element/te_limits", "programme_item/team-norm", "function_group/werkplein", "tag/new")
            yield from ((self.cast.coordinator, f"/references/{each}") for each in kinds)
        if blueprint == "sessions":
            yield self.cast.employee, "/sessions/1"
        if blueprint == "onboarding":
            yield self.nina, "/welcome/steps/who_to_call"
            yield self.cast.colleague, "/mentor/1/alarm"
            yield self.cast.leader, "/team/onboarding/1/steps/first_talk"

    def posts(self, blueprint: str) -> dict[str, str]:
        """Every address of these that can be posted to, by endpoint, with keys that may exist."""
        found = {}
        for rule in self.app.url_map.iter_rules():
            if rule.endpoint.split(".")[0] == blueprint and "POST" in (rule.methods or ()):
                found[rule.endpoint] = self._address(rule, dict.fromkeys(rule.arguments, 1))
        return found

    def _address(self, rule: object, values: dict) -> str:
        with self.app.test_request_context():
            return self.app.url_map.bind("localhost").build(
                rule.endpoint, {name: values[name] for name in rule.arguments}, append_unknown=False
            )

    def endpoint(self, address: str) -> str:
        return self.app.url_map.bind("localhost").match(address.split("?")[0], method="POST")[0]


@pytest.fixture
def today() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def from_one(app: Flask) -> None:
    """Let keys begin at 1 on every database, as the addresses below have them."""
    if db.engine.dialect.name == "postgresql":
        for name in db.session.scalars(text("select sequencename from pg_sequences where schemaname = 'public'")):
            db.session.execute(text(f'alter sequence "{name}" restart'))
        db.session.commit()


@pytest.fixture
def place(today: None, from_one: None, app: Flask, cast: Cast, client_of: Clients) -> Municipality:
    return Municipality(app, cast, client_of)


def kept() -> dict[str, dict[int, object]]:
    """What was achieved and published, row by row."""
    db.session.rollback()
    wanted = {
        "completion": select(CompletionRecord.id, CompletionRecord.completed_on),
        "norm": select(NormVersion.id, NormVersion.content),
        "programme": select(ProgrammeVersion.id, ProgrammeVersion.document).where(
            ProgrammeVersion.published_at < datetime(9999, 1, 1, tzinfo=UTC)
        ),
        "rule": select(AssignmentRuleVersion.id, AssignmentRuleVersion.document),
    }
    found = {name: dict(db.session.execute(asked).all()) for name, asked in wanted.items()}
    db.session.rollback()
    return found


def counts() -> dict[str, int]:
    db.session.rollback()
    found = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }
    db.session.rollback()
    return found


def shown(place: Municipality, blueprint: str) -> dict[str, tuple[int, Form]]:
    """By what can be done: the first form for it on the pages of these, and who fills it in."""
    found: dict[str, tuple[int, Form]] = {}
    for who, address in place.pages(blueprint):
        page = place.as_(who).get(address)
        for form in forms(page.text, address) if page.status_code == 200 and page.mimetype == "text/html" else ():
            endpoint = place.endpoint(form.action)
            if endpoint.split(".")[0] == blueprint:
                found.setdefault(endpoint, (who, form.with_values(WELL.get(endpoint, {}))))
    for endpoint, address in place.posts(blueprint).items():
        made_up = Form(page=address, action=address, unsent={"seen", "reason", "revision"})
        found.setdefault(endpoint, (place.who(endpoint)[0], made_up))
    return dict(sorted(found.items(), key=lambda each: (each[0].split(".")[1] in LAST, each[0])))


def anew(browser: FlaskClient, endpoint: str, form: Form) -> Form:
    """The form as its page shows it after something was kept; the old one when the page has it no more."""
    page = browser.get(form.page)
    found = (each for each in forms(page.text, form.page) if page.status_code == 200 and each.action == form.action)
    return next((each.with_values(WELL.get(endpoint, {})) for each in found), form)


def tries(names: list[str]) -> Iterator[tuple[str, str | bytes]]:
    """(which field, "" for all of them; what is put in it)."""
    yield from (("", value) for value in JUNK.values())
    yield from ((name, value) for name in names for value in JUNK.values())


def complaint(answer: object, endpoint: str) -> str:
    """What is wrong with an answer, empty when it is fine."""
    if answer.status_code == 303 or (answer.status_code == 200 and endpoint in PREVIEWS):
        return ""
    if not 400 <= answer.status_code < 500:
        return f"answers {answer.status_code}"
    return "" if answer.status_code != 422 or 'role="alert"' in answer.text else "does not say what is wrong"


@pytest.mark.parametrize("blueprint", BLUEPRINTS)
def test_no_input_breaks_a_form_or_loses_what_was_achieved_or_published(place: Municipality, blueprint: str) -> None:
    before, rows = kept(), counts()
    wrong: list[tuple[str, str, str | bytes, str]] = []
    for endpoint, (who, form) in shown(place, blueprint).items():
        browser = place.as_(who)
        assert not complaint(browser.post(form.action), endpoint), f"{endpoint} without anything"
        for name, value in tries(form.names):
            answer = browser.post(form.action, data=form.filled(value, name), content_type=TYPED)
            if said := complaint(answer, endpoint):
                wrong.append((endpoint, name, value[:40], said))
            if answer.status_code == 303:
                form = anew(browser, endpoint, form)
    assert wrong == []
    place.work()
    assert [address for who, address in place.pages(blueprint) if place.as_(who).get(address).status_code >= 500] == []
    after = kept()
    for name, known in before.items():
        assert {key: after[name].get(key) for key in known} == known, name
    assert {name: count for name, count in counts().items() if count < rows[name]} == {}


QUERIES = ("day", "course", "page", "date", "item", "year", "words", "show", "q", "team", "state")


@pytest.mark.parametrize("blueprint", BLUEPRINTS)
def test_what_is_asked_of_a_list_is_answered_whatever_it_is(place: Municipality, blueprint: str) -> None:
    wrong = []
    for who, address in place.pages(blueprint):
        browser = place.as_(who)
        for value in (*JUNK.values(), "9" * 5000, "2026-03-29", "2"):
            asked = urlencode(dict.fromkeys(QUERIES, value if len(value) < 10_000 else value[:2000]))
            status = browser.get(f"{address}?{asked}").status_code
            if status >= 500:
                wrong.append((address, value[:20], status))
    assert wrong == []


MADE_UP = ("0", "999999", "9223372036854775808", "9" * 5000, "%00", "%FF%FE", "-1", "a" * 5000, "1")


@pytest.mark.parametrize("blueprint", BLUEPRINTS)
def test_an_address_that_is_made_up_is_answered(place: Municipality, blueprint: str) -> None:
    wrong = []
    for rule in place.app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] != blueprint or not rule.arguments:
            continue
        browser = place.as_(place.who(rule.endpoint)[0])
        for key in MADE_UP:
            address = rule.rule
            for argument in rule.arguments:
                address = address.replace(f"<int:{argument}>", key).replace(f"<{argument}>", key)
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                status = browser.open(address, method=method, data={}).status_code
                if not (400 <= status < 500 or (status == 303 and method == "POST") or (status == 200 and key == "1")):
                    wrong.append((rule.endpoint, method, key[:20], status))
    assert wrong == []
