"""Adding and saving: once however often it is sent, wrong input said in words, two tabs."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from learning_goals.reference_entries import Override
from tests.make import Cast
from tests.web.references.form import ELEMENT, GROUP, NEW, PROGRAMME, alert, filled, hidden_field, rows, text
from webapp import clock
from webapp.services import references
from webapp.store import references as store


def test_a_programme_from_elsewhere_is_added_once_however_often_it_is_sent(cor: FlaskClient) -> None:
    assert cor.get(NEW).status_code == 200
    for _ in range(2):
        assert cor.post(NEW, data=PROGRAMME).location == "/references/external_programme/own-1"
    assert rows() == 1
    (made,) = references.external_programmes().values()
    assert (made.provider, made.elements, made.audience.groups) == (
        "Bureau Voorbeeld",
        ("te_limits", "te_physical"),
        ("publieksdiensten",),
    )
    assert made.label.in_language("en") == "Weerbaar aan de balie"
    assert "toegevoegd" in text(cor, "/references/external_programme/own-1").split("Geschiedenis")[-1]


def test_who_adds_at_the_same_moment_loses_nothing(cor: FlaskClient, cast: Cast, client_of: Any) -> None:
    cor.post(NEW, data=PROGRAMME)
    hana = client_of(cast.hr)
    answer = hana.post(NEW, data=PROGRAMME | {"label_nl": "Praten op straat"})
    assert answer.status_code == 409
    assert 'value="Praten op straat"' in answer.text
    again = PROGRAMME | {"label_nl": "Praten op straat", "entry_id": hidden_field(answer.text, "entry_id")}
    assert hana.post(NEW, data=again).status_code == 303
    assert sorted(each.label.nl for each in references.external_programmes().values()) == [
        "Praten op straat",
        "Weerbaar aan de balie",
    ]


def test_an_own_programme_item_counts_as_one(cor: FlaskClient) -> None:
    item = {
        "entry_id": "own-1",
        "label_nl": "Acteursmiddag",
        "goal_nl": "Je oefent met een acteur.",
        "content_nl": "Spelen\nNabespreken",
        "content_en": "Playing\nTalking it over",
        "audience_also": ["everyone"],
        "elements": ["te_limits"],
        "phase": "skills",
        "form": "session",
        "hours_least": "3",
        "hours_most": "3.5",
        "most_people": "10",
    }
    assert cor.post("/references/programme_item/new", data=item).status_code == 303
    made = references.programme_items()["own-1"]
    assert made.hours == (3, 3.5)
    assert [each.en for each in made.content] == ["Playing", "Talking it over"]
    assert made.audience.everyone
    assert list(references.programme_items())[-1] == "own-1"


@pytest.mark.parametrize(
    ("address", "wrong", "sentence"),
    [
        (ELEMENT, {"label_nl": ""}, "Vul dit in"),
        (ELEMENT, {"label_nl": "x" * 201}, "Dit is te lang"),
        (ELEMENT, {"groups": ["maan"]}, ""),
        (GROUP, {"example_functions_nl": ""}, "Vul dit in"),
        (GROUP, {"example_functions_nl": "Een\nTwee", "example_functions_en": "One"}, "Schrijf evenveel regels"),
        (GROUP, {"example_functions_nl": "x" * 201, "example_functions_en": ""}, "Hoogstens 30 regels"),
        (GROUP, {"exceptions_nl": "Zwemonderwijzer", "exceptions_en": ""}, "een dubbele punt"),
        ("/references/programme_item/intervision", {"hours_least": "4"}, "beide getallen"),
        ("/references/programme_item/intervision", {"hours_least": "4", "hours_most": "2"}, "minder dan de minste"),
        ("/references/programme_item/intervision", {"hours_least": "veel"}, ""),
        ("/references/programme_item/intervision", {"most_people": "99"}, "van 1 tot en met 25"),
        ("/references/programme_item/intervision", {"audience_also": []}, "Kies voor wie het is"),
        ("/references/programme_item/intervision", {"elements": []}, "Kies er minstens één"),
        ("/references/basic_education/boa", {"note_nl": "", "note_en": "Only"}, "Vul ook de Nederlandse tekst in"),
    ],
)
def test_wrong_input_comes_back_with_what_to_do(
    cor: FlaskClient, address: str, wrong: dict[str, Any], sentence: str
) -> None:
    answer = cor.post(address, data=filled(cor, address, **wrong))
    assert answer.status_code == 422
    assert alert(answer.text)
    assert sentence in alert(answer.text)
    for name, value in wrong.items():
        if isinstance(value, str) and value:
            assert value in unescape(answer.text), name
    assert rows() == 0


def test_everything_that_is_wrong_is_said_at_once(cor: FlaskClient) -> None:
    said = alert(cor.post(NEW, data={"entry_id": "own-1"}).text)
    for label in ("Naam", "Aanbieder", "Voor wie", "Wat je ervan leert"):
        assert label in said


def test_the_second_of_two_tabs_is_told_and_loses_nothing(cor: FlaskClient) -> None:
    first = filled(cor, ELEMENT, label_nl="Eerste tab")
    second = filled(cor, ELEMENT, label_nl="Tweede tab")
    assert cor.post(ELEMENT, data=first).status_code == 303
    assert cor.post(ELEMENT, data=first).status_code == 303
    answer = cor.post(ELEMENT, data=second)
    assert answer.status_code == 409
    assert "Iemand heeft dit veranderd" in answer.text
    assert "Tweede tab" in answer.text
    assert references.elements()["te_limits"].label.nl == "Eerste tab"
    for number in ("0", "9", "x"):
        assert cor.post(ELEMENT, data=second | {"number": number}).status_code == 409
    stale = cor.post(f"{ELEMENT}/original", data={"number": "1"}, follow_redirects=True)
    assert "Iemand heeft dit veranderd" in stale.text
    assert references.elements()["te_limits"].label.nl == "Eerste tab"
    assert rows() == 1


def test_of_two_who_save_at_the_same_moment_one_holds(cast: Cast, app: Any) -> None:
    for number, (label, new) in enumerate([("Eerst", True), ("Laat", False)]):
        document = {"label": {"nl": label, "en": ""}}
        said = Override(id="solo_werk", document=document, hidden=False, number=1)
        assert store.append("tag", said, cast.hr, clock.now() + timedelta(seconds=number)) is new
    (held,) = store.newest()["tag"]
    assert held.document["label"]["nl"] == "Eerst"


def test_only_the_newest_holds_and_the_rest_stays(cor: FlaskClient) -> None:
    for number in range(1, 5):
        cor.post(ELEMENT, data=filled(cor, ELEMENT, label_nl=f"Naam {number}"))
    (held,) = store.newest()["training_element"]
    assert held.number == 4
    labels = [each.override.document["label"]["nl"] for each in store.history("training_element", "te_limits")]
    assert labels == ["Naam 4", "Naam 3", "Naam 2", "Naam 1"]
