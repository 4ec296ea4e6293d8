"""No word of the screens stays untranslated, in either language."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

from tests.laws.test_routes import routes
from tests.make import Cast
from webapp.config import ROOT
from webapp.policy import may

TRANSLATIONS = ROOT / "webapp" / "translations"
SAME = {
    "Publiek",
    *("Team", "Teams", "Start", "E-mail", "Mail", "Mails", "Status", "Logo"),
    *("Privacy", "Cookies", "Browser", "Letter", "English", "Nederlands", "Ad Beheer"),
}
"""What is the same word in Dutch and in English, and the name of the visitor."""
KEYWORDS = ("-k", "lazy_gettext", "-k", "_l", "-k", "ngettext:1,2")


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every text that the screens use now."""
    pot = tmp_path_factory.mktemp("texts") / "messages.pot"
    command = [str(Path(sys.executable).parent / "pybabel"), "-q", "extract", "-F", str(TRANSLATIONS / "babel.cfg")]
    subprocess.run([*command, *KEYWORDS, "-o", str(pot), "webapp"], cwd=ROOT, check=True)
    return read_po(BytesIO(pot.read_bytes()))


@pytest.fixture(scope="module")
def dutch() -> Catalog:
    return read_po(BytesIO((TRANSLATIONS / "nl" / "LC_MESSAGES" / "messages.po").read_bytes()))


def test_every_text_of_the_screens_has_dutch_words(wanted: Catalog, dutch: Catalog) -> None:
    missing = []
    for message in wanted:
        if not message.id:
            continue
        found = dutch.get(message.id)
        said = found.string if found else ""
        if not found or found.fuzzy or not all(said if isinstance(said, tuple) else (said,)):
            missing.append(message.id)
    assert missing == []


def test_translations_fill_in_the_same_names(dutch: Catalog) -> None:
    names = re.compile(r"%\((\w+)\)")
    for message in dutch:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id:
            for said in strings:
                assert set(names.findall(said)) <= set(names.findall(" ".join(ids))), message.id
                assert set(names.findall(said)) >= set(names.findall(ids[0])) - {"num"}, message.id


def test_no_text_is_in_the_file_that_no_screen_uses(wanted: Catalog, dutch: Catalog) -> None:
    assert [message.id for message in dutch if message.id and wanted.get(message.id) is None] == []


def words_of(page: str) -> set[str]:
    """The texts between the tags of a page's own frame and headings."""
    return {text.strip() for text in re.findall(r"<(?:h1|h2|button|label|th|legend|caption)[^>]*>([^<]{4,})<", page)}


def test_a_page_in_dutch_and_in_english_share_no_words(
    app: Flask, cast: Cast, client_of: Callable[..., FlaskClient]
) -> None:
    from tests.laws.test_routes import visitor_of

    browser = client_of(cast.admin)
    visitor = visitor_of(browser)
    for endpoint, method, address in routes(app):
        if method != "GET" or not may(visitor, endpoint) or "999999" in address or "nothing" in address:
            continue
        dutch_page = browser.get(address)
        if dutch_page.mimetype != "text/html" or dutch_page.status_code != 200:
            continue
        browser.post("/language", data={"language": "en", "next": "/"})
        english_page = browser.get(address)
        browser.post("/language", data={"language": "nl", "next": "/"})
        shared = words_of(dutch_page.text) & words_of(english_page.text)
        assert {word for word in shared if re.search("[a-z]{3}", word)} - SAME == set(), endpoint
