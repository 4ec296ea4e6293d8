"""The municipality fits the reference data to its own organisation; the whole product shows it at once."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from learning_goals.references import KINDS
from tests import make
from tests.make import Cast
from tests.web.references.form import ELEMENT, GROUP, NEW, PROGRAMME, alert, filled, rows, text, words_of
from webapp import reference
from webapp.references.words import SOURCES
from webapp.services import choices, references


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
    cor.post(f"{address}/hidden", data={"number": "2", "hidden": "0"})
    assert list(references.programme_items()) == list(reference.programme_items())


def test_what_is_taught_nowhere_any_more_is_said(cor: FlaskClient) -> None:
    address = "/references/programme_item/premediation"
    assert "Dit is nu nergens te leren" not in cor.get("/references").text
    cor.post(f"{address}/hidden", data={"number": "1", "hidden": "1"})
    assert "Dit is nu nergens te leren" in cor.get("/references").text
    cor.post(f"{address}/hidden", data={"number": "2", "hidden": "0"})
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
