"""A leader prints a start code for somebody new who has no e-mail address."""

from __future__ import annotations

import re
from datetime import timedelta

from tests import make
from tests.web.onboarding.conftest import FIRST, World, mailable

CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")
PASSWORD = "vier groene stoelen"


def test_a_temp_without_an_address_comes_in_with_the_printed_code(world: World) -> None:
    temp = make.person("Tim", "Tijdelijk", team_id=world.cast.desk, since=FIRST, until=FIRST + timedelta(days=60))
    world.go(FIRST + timedelta(days=1))
    world.work()
    page = f"/team/onboarding/{world.onboarding_of(temp)}"
    lea = world.as_(world.cast.leader)
    assert f"{page}/start-code" in lea.get(page).text
    assert not CODE.search(lea.get(f"{page}/start-code").text)
    sheet = lea.post(f"{page}/start-code").text
    assert "Tim Tijdelijk" in sheet
    assert "<svg" in sheet
    browser = world.app.test_client()
    link = browser.post("/start", data={"code": CODE.search(sheet)[0]}).location
    assert browser.post(link, data={"password": PASSWORD, "again": PASSWORD}).status_code == 303
    assert "Tim" in browser.get("/welcome").text
    lea = world.as_(world.cast.leader)
    assert f"{page}/start-code" not in lea.get(page).text
    refused = lea.post(f"{page}/start-code")
    assert refused.status_code == 409
    assert "Vraag het HR" in refused.text


def test_a_leader_makes_no_code_for_who_can_be_mailed(world: World) -> None:
    mailable(world.nina, "nina@voorbeeld.example")
    page = f"/team/onboarding/{world.key}"
    lea = world.as_(world.cast.leader)
    assert "start-code" not in lea.get(page).text
    assert lea.get(f"{page}/start-code").status_code == 409
    assert lea.post(f"{page}/start-code").status_code == 409


def test_others_make_no_code(world: World) -> None:
    page = f"/team/onboarding/{world.key}/start-code"
    assert world.as_(world.cast.other_leader).post(page).status_code == 404
    assert world.as_(world.cast.employee).post(page).status_code == 403


def test_hr_prints_one_for_anybody_who_is_new(world: World) -> None:
    sheet = world.as_(world.cast.hr).post(f"/people/{world.nina}/start-code").text
    assert CODE.search(sheet)
    assert "Nina Nieuw" in sheet
