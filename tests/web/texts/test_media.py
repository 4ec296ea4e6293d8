"""Own pictures, sounds and films: looked at by what they hold, shown in lessons, read in parts."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from PIL import Image

from tests.make import Cast
from tests.web.texts.test_own_texts import LESSON, say
from webapp.extensions import db
from webapp.store import own_media as store
from webapp.store.own_media import OwnMedium, OwnMediumPiece

FILM = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 10
PIECE = 1000
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nHallo.\n"


@pytest.fixture
def cor(cast: Cast, client_of: Callable[..., FlaskClient]) -> FlaskClient:
    return client_of(cast.coordinator)


def photo(form: str = "JPEG", width: int = 2000) -> bytes:
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGB", (width, 10), "red").save(made, form, exif=exif)
    return made.getvalue()


def give(browser: FlaskClient, content: bytes, title: str = "De hal", **more: str):
    said = {"file": (io.BytesIO(content), "x.bin"), "title": title, **more}
    return browser.post("/media/new", data=said)


def film(browser: FlaskClient) -> str:
    answer = give(browser, FILM, "De alarmknop", spoken="Druk hier.", captions=VTT)
    assert answer.status_code == 303
    return "/media/de-alarmknop"


def test_a_photo_is_made_anew_without_what_the_camera_wrote(cast: Cast, cor: FlaskClient) -> None:
    assert give(cor, photo()).status_code == 303
    answer = cor.get("/media/de-hal")
    assert answer.mimetype == "image/jpeg"
    assert b"taken at home" not in answer.data
    with Image.open(io.BytesIO(answer.data)) as picture:
        assert picture.size[0] == 1600
    assert "![De hal](picture:de-hal)" in cor.get("/media").text


@pytest.mark.parametrize(
    ("content", "more", "words"),
    [
        (b"<svg onload=alert(1)>", {}, "kan niet worden getoond"),
        (b"MZ\x90\x00 a program", {}, "kan niet worden getoond"),
        (b"\xff\xd8\xffnot a photo", {}, "is beschadigd"),
        (FILM, {}, "Schrijf op wat er wordt gezegd"),
        (FILM, {"spoken": "Hallo."}, "heeft ondertitels nodig"),
        (FILM, {"spoken": "Hallo.", "captions": "1\nHallo."}, "beginnen met de regel WEBVTT"),
    ],
)
def test_what_it_holds_counts_and_words_are_asked_for(
    cor: FlaskClient, content: bytes, more: dict[str, str], words: str
) -> None:
    answer = give(cor, content, **more)
    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.query(OwnMedium).count() == 0


def test_too_large_is_refused(cor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("webapp.services.own_media", fromlist=["LARGEST"]).LARGEST, "picture", 100)
    assert "te groot" in give(cor, photo()).text


def test_a_film_is_read_in_parts(
    cast: Cast, cor: FlaskClient, client_of: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PIECE", PIECE)
    address = film(cor)
    reader = client_of(cast.employee)
    assert db.session.query(OwnMediumPiece).count() == 3
    assert reader.get(address).data == FILM
    for asked, start, stop in (
        ("bytes=0-99", 0, 100),
        (f"bytes={PIECE - 10}-{PIECE + 9}", PIECE - 10, PIECE + 10),
        ("bytes=-5", len(FILM) - 5, len(FILM)),
        (f"bytes={PIECE}-", PIECE, len(FILM)),
    ):
        answer = reader.get(address, headers={"Range": asked})
        assert answer.status_code == 206
        assert answer.data == FILM[start:stop]
        assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(FILM)}"
    assert reader.get(address, headers={"Range": f"bytes={len(FILM)}-"}).status_code == 416
    etag = reader.get(address).headers["ETag"]
    assert reader.get(address, headers={"If-None-Match": etag}).status_code == 304
    assert reader.get(f"{address}/captions.vtt").text == VTT.strip()
    assert "Druk hier." in reader.get(f"{address}/text").text


def test_a_lesson_shows_it_and_then_it_stays(
    cast: Cast, cor: FlaskClient, client_of: Callable[..., FlaskClient]
) -> None:
    film(cor)
    shown = "![De knop](video:de-alarmknop)"
    answer = say(cor, nl=shown, en=shown)
    assert answer.status_code == 303
    page = client_of(cast.employee).get("/courses/m01-de-norm/lessons/getuige").text
    assert '<video aria-label="De knop"' in page
    assert 'src="/media/de-alarmknop"' in page
    assert "autoplay" not in page
    assert "/media/de-alarmknop/captions.vtt" in page
    assert 'href="/media/de-alarmknop/text"' in page
    assert "video:de-alarmknop" in cor.get("/media").text
    cor.post("/media/de-alarmknop/remove")
    assert db.session.query(OwnMediumPiece).count() == 1
    cor.post(f"{LESSON}/back", data={"to": "0", "number": "1"})
    cor.post("/media/de-alarmknop/remove")
    db.session.rollback()
    assert db.session.query(OwnMediumPiece).count() == 0
    assert cor.get("/media/de-alarmknop").status_code == 404


def test_a_lesson_cannot_show_what_is_not_there(cor: FlaskClient) -> None:
    assert say(cor, nl="![x](video:weg)", en="![x](video:weg)").status_code == 422
    give(cor, photo())
    assert say(cor, nl="Zie ![x](picture:de-hal)", en="See ![x](picture:de-hal)").status_code == 422


def test_only_who_may_adds(cast: Cast, client_of: Callable[..., FlaskClient]) -> None:
    for person_id in (cast.employee, cast.leader):
        assert client_of(person_id).get("/media").status_code == 403
        assert give(client_of(person_id), photo()).status_code == 403
