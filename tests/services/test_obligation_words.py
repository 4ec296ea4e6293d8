"""What is open, as a reader reads it."""

from __future__ import annotations

from datetime import date

from flask import Flask

from learning_goals.reminders.notices import Obligation
from webapp.services import obligation_words

TODAY = date(2027, 3, 2)


def test_what_is_said_of_the_same_person_twice_is_said_once_with_the_earliest_day(app: Flask) -> None:
    silent = [
        Obligation(
            what="mentor_silent",
            key=f"silent:{day}",
            due=date(2027, 2, day),
            doers=(person,),
            about={"onboarding": person, "name": f"Nieuw {person}"},
        )
        for day, person in ((1, 1), (8, 1), (9, 2))
    ]
    with app.test_request_context():
        found = obligation_words.of_team(silent, {}, "nl", TODAY)
    assert [(each.who, each.due.day) for each in found] == [("Nieuw 1", 1), ("Nieuw 2", 9)]


def test_nobody_is_late_with_what_is_only_offered(app: Flask) -> None:
    offered = Obligation(what="refresher_open", key="r", due=date(2027, 1, 1), about={"title": "Boos", "refresher": 1})
    asked = Obligation(what="norm_to_acknowledge", key="n", due=date(2027, 1, 1))
    with app.test_request_context():
        found = obligation_words.own([offered, asked], "nl", TODAY)
    assert [(each.must, each.late) for each in found] == [(False, False), (True, True)]
