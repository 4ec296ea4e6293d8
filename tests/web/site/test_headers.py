"""Every answer is armoured, and nothing leads elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.make import Cast
from webapp.guard import safe_next

ClientOf = Callable[..., FlaskClient]


@pytest.mark.parametrize("address", ["/log-in", "/help", "/nowhere", "/healthz"])
def test_every_answer_has_the_security_headers(app: Flask, address: str) -> None:
    headers = app.test_client().get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert len(headers["X-Request-ID"]) >= 8


def test_pages_hold_no_inline_script_or_style(app: Flask, cast: Cast, client_of: ClientOf) -> None:
    browser = client_of(cast.hr)
    for address in ("/", "/courses/m01-de-norm", "/reports", "/people", "/help", "/settings"):
        page = browser.get(address).text
        assert " style=" not in page, address
        assert "<style" not in page, address
        assert " onclick=" not in page, address


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Flask) -> None:
    cookie = app.test_client().get("/log-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_form_without_its_token_is_refused_in_words(app: Flask, cast: Cast, client_of: ClientOf) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = client_of(cast.employee).post("/courses/m01-de-norm/attempts")
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 400
    assert "Ga terug" in answer.text


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\nb"]
)
def test_no_address_leads_to_another_site(elsewhere: str) -> None:
    assert safe_next(elsewhere) == ""


def test_a_path_on_this_site_is_kept() -> None:
    assert safe_next("/courses?page=2") == "/courses?page=2"
