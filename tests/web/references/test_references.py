"""The municipality fits the reference data to its own organisation; the whole product shows it at once."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from re import DOTALL, search, sub
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from learning_goals.reference_entries import Override
from learning_goals.references import KINDS
from tests import make
from tests.make import Cast
from tests.web.references.form import form_of
from webapp import clock, reference
from webapp.extensions import db
from webapp.references.words import SOURCES
from webapp.services import choices, references
from webapp.store import references as store
from webapp.store.references import ReferenceEntry

ELEMENT = "/references/training_element/te_limits"
GROUP = "/references/function_group/publieksdiensten"
NEW = "/references/external_programme/new"
PROGRAMME = {
    "entry_id": "own-1",
    "label_nl": "Weerbaar aan de balie",
    "label_en": "",
    "provider": "Bureau Voorbeeld",
    "audience_groups": ["publieksdiensten"],
    "elements": ["te_limits", "te_physical"],
    "note_nl": "Ingekocht tot 2028.",
}


@pytest.fixture
def cor(cast: Cast, client_of: Any) -> FlaskClient:
    return client_of(cast.coordinator)


def filled(browser: FlaskClient, address: str, **changed: Any) -> dict[str, Any]:
    """What a browser would send of the form on a page, changed."""
    return form_of(browser.get(address).text) | changed


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(ReferenceEntry)) or 0


def words_of(page: str) -> str:
    """What stands on a page, without its tags."""
    return " ".join(unescape(sub(r"<[^>]+>", " ", page)).split())


def text(browser: FlaskClient, address: str) -> str:
    return words_of(browser.get(address).text)


def alert(page: str) -> str:
    found = search(r'role="alert".*?</ul>', page, DOTALL)
    return words_of(found[0]) if found else ""


def hidden_field(page: str, name: str) -> str:
    found = search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found
    return found[1]


def test_every_kind_has_its_list_and_every_entry_its_page(cor: FlaskClient) -> None:
    overview = cor.get("/references").text
    for kind in KINDS:
        assert f'href="/references/{kind}"' in overview
        assert cor.get(f"/references/{kind}").status_code == 200
        for each in reference.entries()[kind]:
            assert cor.get(f"/references/{kind}/{each.id}").status_code == 200, each.id


def test_saving_any_entry_as_it_stands_changes_nothing(cor: FlaskClient) -> None:
    for kind in KINDS:
        for each in reference.entries()[kind]:
            address = f"/references/{kind}/{each.id}"
            answer = cor.post(address, data=filled(cor, address))
            assert answer.status_code == 303, (address, alert(answer.text))
    assert rows() == 0


def test_the_search_finds_a_name_in_either_language(cor: FlaskClient) -> None:
    assert "te_limits" in cor.get("/references/training_element?q=GRENZEN").text
    assert "te_limits" in cor.get("/references/training_element?q=setting limits").text
    assert "Niets heeft dit in de naam" in cor.get("/references/training_element?q=paard").text
    assert "Hier staat nog niets" in cor.get("/references/external_programme").text


def test_a_new_name_is_shown_everywhere_with_who_and_when(cor: FlaskClient, cast: Cast, client_of: Any) -> None:
    address = GROUP
    assert cor.post(address, data=filled(cor, address, label_nl="Klantcontact")).status_code == 303
    assert dict(choices.function_groups("nl"))["publieksdiensten"] == "Klantcontact"
    assert "Klantcontact" in client_of(cast.hr).get(f"/people/{cast.employee}").text
    assert "Klantcontact" in client_of(cast.employee).get("/references/my-function").text
    page = text(cor, address)
    assert "Jouw organisatie heeft dit veranderd" in page
    assert "Cor Coordinator" in page.split("Geschiedenis")[-1]
    assert ">1</td>" in cor.get("/references").text


def test_the_staff_list_knows_a_group_by_its_new_name_and_by_its_id(cor: FlaskClient) -> None:
    cor.post(GROUP, data=filled(cor, GROUP, label_nl="Klantcontact"))
    for said in ("klantcontact", "publieksdiensten"):
        found = choices.audiences().function_group(said)
        assert found is not None
        assert found.id == "publieksdiensten"


def test_back_to_the_original_keeps_what_was_there_in_the_history(cor: FlaskClient) -> None:
    original = references.labels("training_element", "nl")["te_limits"]
    cor.post(ELEMENT, data=filled(cor, ELEMENT, label_nl="Tot hier"))
    assert references.elements()["te_limits"].label.nl == "Tot hier"
    assert cor.post(f"{ELEMENT}/original", data={"number": "2"}).status_code == 303
    assert references.elements()["te_limits"].label.nl == original
    history = text(cor, ELEMENT).split("Geschiedenis")[-1]
    assert "terug naar het origineel" in history
    assert "Tot hier" in history
    assert rows() == 2


def test_hidden_is_out_of_every_choice_and_keeps_its_name(cor: FlaskClient) -> None:
    address = "/references/programme_item/intervision"
    assert cor.post(f"{address}/hidden", data={"number": "1", "hidden": "1"}).status_code == 303
    assert "intervision" not in references.programme_items()
    assert references.labels("programme_item", "nl")["intervision"] == "Intervisie"
    planned = references.programme_item("intervision")
    assert planned is not None
    assert planned.most_people == 8
    assert references.programme_item("nothing") is None
    assert "Dit is nu nergens te leren" in cor.get("/references").text
    cor.post(f"{address}/hidden", data={"number": "2", "hidden": "0"})
    assert list(references.programme_items()) == list(reference.programme_items())
    assert "Dit is nu nergens te leren" not in cor.get("/references").text


def test_a_function_group_with_people_in_it_is_not_hidden(cor: FlaskClient) -> None:
    answer = cor.post(f"{GROUP}/hidden", data={"number": "1", "hidden": "1"}, follow_redirects=True)
    assert "Er werken mensen in deze functiegroep" in answer.text
    assert "publieksdiensten" in dict(choices.function_groups("nl"))
    empty = "/references/function_group/buitendienst"
    cor.post(f"{empty}/hidden", data={"number": "1", "hidden": "1"})
    assert "buitendienst" not in dict(choices.function_groups("nl"))
    assert choices.audiences().function_group("buitendienst") is None


def test_duties_and_tags_are_never_hidden(cor: FlaskClient) -> None:
    assert cor.post("/references/tag/huisbezoek/hidden", data={"number": "1", "hidden": "1"}).status_code == 404
    assert cor.get("/references/tag/new").status_code == 404
    assert rows() == 0


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


def test_a_competence_gets_the_name_it_has_here(cor: FlaskClient, cast: Cast, client_of: Any) -> None:
    address = "/references/competence/klantgerichtheid"
    cor.post(address, data=filled(cor, address, own_name="Gastgerichtheid"))
    assert "heet hier Gastgerichtheid" in text(client_of(cast.employee), "/references/my-function")


def test_an_own_job_name_leads_to_its_group(cor: FlaskClient, cast: Cast, client_of: Any) -> None:
    nobody = make.person("Nina", "Zonder", team_id=cast.desk, group="")
    page = text(client_of(nobody), "/references/my-function")
    assert "Je functie Medewerker heeft nog geen functiegroep" in page
    data = filled(cor, GROUP)
    data["example_functions_nl"] += "\nmedewerker"
    data["example_functions_en"] += "\nClerk"
    assert cor.post(GROUP, data=data).status_code == 303
    page = text(client_of(nobody), "/references/my-function")
    assert "Publieksdiensten (Medewerker)" in page
    assert "We vonden dit op de naam van je functie" in page


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


def test_what_is_not_there_is_not_found(cor: FlaskClient) -> None:
    for address in (
        "/references/horse",
        "/references/tag/horse",
        "/references/horse/new",
        "/references/training_element/own-1",
    ):
        assert cor.get(address).status_code == 404
    assert cor.post(f"{ELEMENT}/original", data={}).status_code == 303
    assert cor.post("/references/external_programme/own-1/original", data={"number": "1"}).status_code == 404
    assert cor.post(NEW, data=PROGRAMME | {"entry_id": "te_limits"}).status_code == 409


def test_only_who_plans_changes_and_everybody_sees_the_own_function(cast: Cast, client_of: Any) -> None:
    for role in ("employee", "leader", "deputy", "admin"):
        browser = client_of(getattr(cast, role))
        assert browser.get("/references").status_code == 403
        assert browser.post(ELEMENT, data={"label_nl": "x", "number": "1"}).status_code == 403
        assert browser.get("/references/my-function").status_code == 200
    for role in ("hr", "coordinator"):
        assert client_of(getattr(cast, role)).get("/references").status_code == 200
    assert rows() == 0


def test_my_function_says_what_to_learn_where(cast: Cast, client_of: Any) -> None:
    page = client_of(cast.employee).get("/references/my-function").text
    said = words_of(page)
    assert "Klantgerichtheid" in said
    assert "Oefenen voor publieksdiensten" in said
    assert "Oefenen voor toezicht en handhaving" not in said
    assert "Lichamelijke weerbaarheid" not in said
    assert "Voor jouw taak als leidinggevende" not in said
    assert 'href="/courses/m01-de-norm"' in page
    leader = client_of(cast.leader).get("/references/my-function").text
    assert "Voor jouw taak als leidinggevende" in leader
    assert "Bijstaan tijdens een incident" in leader


def test_a_page_asks_a_small_number_of_questions(cor: FlaskClient, cast: Cast, queries: Any) -> None:
    for number in range(1, 8):
        cor.post(NEW, data=PROGRAMME | {"entry_id": f"own-{number}", "label_nl": f"Programma {number}"})
    for address in ("/references", "/references/external_programme", ELEMENT, "/references/my-function"):
        cor.get(address)
        assert queries(lambda address=address: cor.get(address)) <= 7, address


def test_every_source_of_the_files_is_said_in_the_readers_language() -> None:
    sources = {getattr(each, "source", "") for values in reference.entries().values() for each in values} - {""}
    assert sources <= set(SOURCES)
