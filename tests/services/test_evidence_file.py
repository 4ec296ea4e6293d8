"""Evidence files of random organisations: the same to the byte, as was known then, equal to other SQL, nameless."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale

from learning_goals.proof.manifest import NAME, STAMP
from tests.pdf_text import text_of
from tests.services.evidence_world import EMPLOYED, FIRST, Municipality, counted, end_of, make_done, table
from tests.services.rule_world import GROUPS, ONE_DAY, World
from webapp import clock
from webapp.extensions import db
from webapp.services.tidy import tidy
from webapp.store import (
    acknowledgements,
    audit,
    mail_tally,
    mails,
    rule_cases,
)
from webapp.store.people import Person
from webapp.store.rule_tables import RuleException


@pytest.fixture
def dutch(app: Flask) -> Iterator[None]:
    with force_locale("nl"):
        yield


@pytest.mark.parametrize("seed", range(3))
def test_what_happens_after_a_day_never_changes_its_file(dutch: None, tmp_path: Path, seed: int) -> None:
    town = Municipality(seed)
    made: dict[date, dict[str, bytes]] = {}
    for number in range(60):
        day = town.today
        town.day_passes()
        if number % 15 == 14:
            made[day] = town.makes(day, tmp_path / str(day), town.now())
    for day, before in made.items():
        after = town.makes(day, tmp_path / f"again-{day}", town.now())
        assert {name for name in before if before[name] != after[name]} == {STAMP}
        assert before.keys() == after.keys()
    assert len({files["obligations.csv"] for files in made.values()}) > 1


def test_what_people_did_is_what_independent_sql_says(dutch: None, tmp_path: Path) -> None:
    town = Municipality(7)
    while town.today < FIRST + timedelta(days=50):
        town.day_passes()
    day = town.today - ONE_DAY
    found = town.makes(day, tmp_path, town.now())
    instruction = Counter(row["Hoe"] for row in table(found, "instruction"))

    assert len(table(found, "obligations")) == counted(
        "select count(*) from assignment a where a.recorded_at <= :at and a.superseded_at > :at"
        f" and a.person_id in ({EMPLOYED})",
        day,
    )
    assert instruction["voorlichting"] == counted(
        f"select count(*) from acknowledgement a where a.acknowledged_at <= :at and a.person_id in ({EMPLOYED})", day
    )
    assert instruction["elders geleerd"] == counted(
        "select count(*) from completion_record c where c.method = 'external' and c.completed_on <= :day"
        f" and c.recorded_at <= :at and c.superseded_at > :at and c.person_id in ({EMPLOYED})",
        day,
    )
    assert len([row for row in table(found, "exempt") if row["Code"] == "paused"]) == counted(
        "select count(*) from suspension s where s.recorded_at <= :at and s.superseded_at > :at"
        f" and s.valid_from <= :day and s.valid_until >= :day and s.person_id in ({EMPLOYED})",
        day,
    )
    assert len([row for row in table(found, "exempt") if row["Code"] == "decided"]) == counted(
        "select count(*) from exemption s where s.recorded_at <= :at and s.superseded_at > :at"
        f" and s.valid_from <= :day and s.valid_until >= :day and s.person_id in ({EMPLOYED})",
        day,
    )


def test_an_exemption_is_a_code_and_a_pause_of_violent_content_is_nobodys_business(dutch: None, tmp_path: Path) -> None:
    town = Municipality(10)
    who = town.starts(0, GROUPS[0], FIRST)
    case = {
        "rule_id": next(iter(town.rules)),
        "person_id": who,
        "cycle": 1,
        "problem": "before_start",
        "asked_on": FIRST,
    }
    decided = {"decision": "exempt", "decided_by": town.boss, "decided_at": town.now(), "reason": "Geheim"}
    rule_cases.exempt(who, "m08-frustratie-of-middel", FIRST, FIRST + ONE_DAY, "Geheim", town.boss, town.now())
    rule_cases.suspend(who, "everything", FIRST, FIRST, town.boss, town.now())
    rule_cases.suspend(who, "violent_content", FIRST, FIRST, who, town.now())
    db.session.add(RuleException(**case, **decided, found_at=town.now()))
    db.session.commit()
    found = town.makes(FIRST, tmp_path, town.now(), names=True)
    rows = {row["Code"]: (row["Wat"], row["Vanaf"], row["Tot en met"]) for row in table(found, "exempt")}
    assert rows == {
        "paused": ("", str(FIRST), str(FIRST)),
        "decided": ("m08-frustratie-of-middel", str(FIRST), str(FIRST + ONE_DAY)),
        "no_possible_date": ("m01-de-norm", str(FIRST), ""),
    }
    assert not any(b"Geheim" in body for body in found.values())


def test_what_teams_and_the_organisation_did_is_what_independent_sql_says(dutch: None, tmp_path: Path) -> None:
    town = Municipality(7)
    while town.today < FIRST + timedelta(days=50):
        town.day_passes()
    day = town.today - ONE_DAY
    found = town.makes(day, tmp_path, town.now())

    assert len([row for row in table(found, "reviews") if row["Gehouden op"]]) == counted(
        "select count(*) from review_record r where r.recorded_at <= :at and r.superseded_at > :at"
        " and r.held_on <= :day",
        day,
    )
    assert table(found, "improvements")
    assert len(table(found, "improvements")) == counted(
        "select count(*) from review_agreement a join review_record r on r.id = a.record_id"
        " where r.recorded_at <= :at and r.superseded_at > :at",
        day,
    )
    assert len(table(found, "norm")) == counted("select count(*) from norm_version where published_at <= :at", day)
    assert sum(int(row["Nummer"]) for row in table(found, "told") if row["Hoe"] == "mail") == counted(
        "select count(*) from sent_mail where sent_at <= :at", day
    )
    assert [int(row["Nummer"]) for row in table(found, "told") if "team" in row["Hoe"]] == [
        counted(
            "select count(*) from team_acknowledgement a where a.acknowledged_at <= :at"
            f" and a.person_id in ({EMPLOYED})",
            day,
        )
    ]
    assert len(table(found, "checklist_history")) == counted(
        "select count(*) from checklist_answer where recorded_at <= :at", day
    )
    assert f"waren {counted(f'select count(distinct x.person_id) from ({EMPLOYED}) x', day)} mensen in dienst" in (
        text_of(found["evidence.pdf"])
    )


def test_each_function_group_counts_what_its_people_are_asked(dutch: None, tmp_path: Path) -> None:
    town = Municipality(3)
    for _day in range(20):
        town.day_passes()
    mover = town.starts(0, GROUPS[0], town.today)
    town.run()
    town.today += ONE_DAY
    town.moves(mover, 1, GROUPS[1])
    town.today += ONE_DAY
    day = town.today - ONE_DAY
    found = town.makes(day, tmp_path, town.now())
    for group, label in (("publieksdiensten", "Publieksdiensten"), ("buitendienst", "Buitendienst")):
        said = sum(int(row["Mensen"]) for row in table(found, "required") if row["Functiegroep"] == label)
        assert said == counted(
            "select count(*) from assignment a where a.recorded_at <= :at and a.superseded_at > :at"
            f" and a.person_id in ({EMPLOYED}) and exists (select 1 from membership m where"
            " m.person_id = a.person_id and m.function_group = :group_id and m.recorded_at <= :at"
            " and m.superseded_at > :at and m.valid_from <= :day and m.valid_until >= :day)",
            day,
            group_id=group,
        )
        assert said


def test_without_names_no_name_is_in_any_file_and_with_names_it_is_recorded(dutch: None, tmp_path: Path) -> None:
    town = Municipality(1)
    for _day in range(40):
        town.day_passes()
    day = town.today - ONE_DAY
    without, with_ = (town.makes(day, tmp_path / str(names), town.now(), names=names) for names in (False, True))
    parts = ("Quirijn", "Zwartkruis", "Wietske", "Oosterhuizen", "Özgür", "Kılıçdağı", "Joost", "Ancona", "Bea", "Baas")
    said = {name: body.decode() for name, body in without.items() if not name.endswith(".pdf")}
    said["evidence.pdf"] = text_of(without["evidence.pdf"])
    assert [(name, part) for name, body in said.items() for part in parts if re.search(rf"\b{part}\b", body)] == []
    assert {"[…] let op de deur"} == {row["Afspraak"] for row in table(without, "improvements")}
    numbers = {each.staff_number for each in db.session.query(Person)}
    assert not numbers & {cell for row in table(without, "obligations") for cell in row.values()}

    assert "Quirijn Zwartkruis" in {row["Naam"] for row in table(with_, "obligations")}
    assert "Wietske van Oosterhuizen" in {row["Wie"] for row in table(with_, "improvements")}
    assert not any(part in text_of(with_["evidence.pdf"]) for part in ("Zwartkruis", "Ancona"))
    events = db.session.query(audit.AuditEvent).filter_by(act="evidence.made").order_by(audit.AuditEvent.id)
    assert [each.detail for each in events] == [{"as_of": str(day), "names": names} for names in (False, True)]


def test_the_manifest_holds_the_hash_of_every_file_and_the_stamp_that_of_the_manifest(
    dutch: None, tmp_path: Path
) -> None:
    town = Municipality(2)
    found = town.makes(FIRST, tmp_path, town.now())
    listed = dict(reversed(line.split("  ")) for line in found[NAME].decode().splitlines())
    assert listed == {name: sha256(body).hexdigest() for name, body in found.items() if name not in (NAME, STAMP)}
    stamp = json.loads(found[STAMP])
    assert stamp["manifest_sha256"] == sha256(found[NAME]).hexdigest()
    assert (stamp["as_of"], stamp["made_by"], stamp["names"]) == (str(FIRST), "command", False)


def test_mails_that_are_deleted_after_ninety_days_stay_counted(dutch: None, tmp_path: Path) -> None:
    town = Municipality(8)
    for number in range(6):
        mails.append(f"x{number}", "weekly", town.boss, "a@test.example", "s", "", town.now())
        town.today += ONE_DAY * (number % 2)
    db.session.commit()
    before = town.makes(town.today, tmp_path / "a", town.now())
    town.today += timedelta(days=120)
    tidy(town.now())
    db.session.commit()
    assert db.session.query(mails.SentMail).count() == 0
    after = town.makes(FIRST + timedelta(days=3), tmp_path / "b", town.now())
    assert sum(int(row["Nummer"]) for row in table(before, "told") if row["Hoe"] == "mail") == 6
    assert after["told.csv"] == before["told.csv"]


def test_a_mail_after_the_night_is_not_counted_twice(dutch: None) -> None:
    town = Municipality(9)
    mails.append("y1", "weekly", town.boss, "a@test.example", "s", "", town.now())
    town.today += ONE_DAY
    mail_tally.tally(town.today)
    mails.append("y2", "weekly", town.boss, "a@test.example", "s", "", town.now())
    mails.forget_before(datetime.combine(town.today, time(), clock.AMSTERDAM))
    counts = mail_tally.counts(town.today, end_of(town.today))
    assert counts == {(FIRST, "weekly"): 1, (town.today, "weekly"): 1}
    mail_tally.tally(town.today)
    assert mail_tally.counts(FIRST, end_of(town.today)) == {(FIRST, "weekly"): 1}


def test_numbers_of_people_mean_nothing_in_another_file(dutch: None, tmp_path: Path) -> None:
    town = Municipality(5)
    for number in range(30):
        town.joins(number)
    town.day_passes()
    town.day_passes()
    files = [town.makes(FIRST + ONE_DAY * each, tmp_path / str(each), town.now()) for each in (0, 1)]
    assert files[0]["newcomers.csv"] != files[1]["newcomers.csv"]
    named = [
        {
            row["Personeelsnummer"]: row["Persoon"]
            for row in table(
                town.makes(FIRST + ONE_DAY * each, tmp_path / f"n{each}", town.now(), names=True), "newcomers"
            )
        }
        for each in (0, 1)
    ]
    common = named[0].keys() & named[1].keys()
    assert sum(named[0][each] == named[1][each] for each in common) < len(common) / 2


def test_new_colleagues_are_followed_through_their_first_month(dutch: None, tmp_path: Path) -> None:
    town = Municipality(4)
    id = town.starts(0, GROUPS[0], FIRST)
    acknowledgements.append(id, 1, "nl", town.now())
    for course in ("m09-stap-voor-stap", "m01-de-norm"):
        town.today = FIRST + timedelta(days=3 if course.startswith("m09") else 40)
        make_done(town, id, course)
    found = town.makes(town.today, tmp_path, town.now(), names=True)
    number = db.session.get(Person, id).staff_number
    steps = {row["Stap"]: row for row in table(found, "newcomers") if row["Personeelsnummer"] == number}
    assert {
        step: steps[step]["In de eerste maand"] for step in ("norm", "m09-stap-voor-stap", "m01-de-norm", "alarm")
    } == {
        "norm": "ja",
        "m09-stap-voor-stap": "ja",
        "m01-de-norm": "later",
        "alarm": "nee",
    }


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("2026-02-30", "is geen dag"),
        ("morgen", "is geen dag"),
        ("2999-01-01", "moet nog komen"),
        ("2026-06-21", "nog niets bekend"),
    ],
)
def test_the_command_refuses_a_wrong_day_in_plain_words(app: Flask, tmp_path: Path, said: str, reason: str) -> None:
    World(FIRST)
    asked = ["report", "evidence", "--as-of", said, "--out", str(tmp_path / "out")]
    refused = app.test_cli_runner().invoke(args=asked)
    assert refused.exit_code == 1
    assert reason in refused.stderr
    assert not (tmp_path / "out").exists()


def test_the_command_writes_a_folder(app: Flask, tmp_path: Path) -> None:
    Municipality(6)
    asked = ["report", "evidence", "--as-of", FIRST.isoformat(), "--out", str(tmp_path / "a" / "b"), "--language", "en"]
    done = app.test_cli_runner().invoke(args=asked)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "a" / "b" / "evidence.pdf").read_bytes().startswith(b"%PDF")
    assert "Function group" in (tmp_path / "a" / "b" / "obligations.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "taken").write_text("")
    asked = ["report", "evidence", "--as-of", FIRST.isoformat(), "--out", str(tmp_path / "taken" / "b")]
    assert app.test_cli_runner().invoke(args=asked).exit_code == 1
