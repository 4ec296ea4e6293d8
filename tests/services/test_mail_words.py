"""What a mail says, in both its forms, whatever is filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.postbox import html_of, text_of
from webapp.mail import Attachment, Letter, message, texts, words
from webapp.mail.checks import LONGEST_BODY, LONGEST_SUBJECT, faults
from webapp.mail.kinds import ADDRESSES, CHOICES, KINDS, MEANINGS
from webapp.mail.texts import FOLDER, LANGUAGES, Reader, Text
from webapp.mail.words import Values

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
READER = Reader(
    name="Eva de Wit", staff_number="7", language="nl", organisation="Gemeente", base_url="https://leer.example"
)
EVERY = [(kind, language) for kind in KINDS for language in LANGUAGES]


class Outline(HTMLParser):
    """The tags and addresses of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def hrefs(self) -> list[str]:
        return [value for name, value in self.attributes if name == "href"]


def _written(kind: str, language: str, **changes: str):
    return texts.write(
        kind, texts.shipped(kind, language), replace(READER, language=language, **changes), KINDS[kind].example
    )


def test_every_shipped_text_belongs_to_a_kind_and_every_kind_has_both_languages() -> None:
    assert {path.name for path in FOLDER.glob("*.txt")} == {f"{kind}.{language}.txt" for kind, language in EVERY}


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_shipped_text_passes_the_checks_of_ones_own(kind: str, language: str) -> None:
    shipped = texts.shipped(kind, language)
    assert faults(KINDS[kind], shipped.subject, shipped.body) == []


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_mail_says_the_same_in_both_forms_and_is_light(app: Flask, kind: str, language: str) -> None:
    mail = _written(kind, language)
    page = Outline(mail.html)
    assert "{" not in mail.body
    assert "{" not in mail.html.split("</style>")[1]
    assert "<" not in mail.subject
    assert ("lang", language) in page.attributes
    assert page.tags.count("h1") == 1
    assert not {"img", "script", "link", "iframe", "object"} & set(page.tags)
    assert len(mail.html.encode()) < 15 * 1024
    for address in page.hrefs():
        assert address.startswith("https://")
        assert address in mail.body
    assert mail.html.count('class="mail-button"') == 1


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_mail_says_why_it_came_where_to_choose_and_whom_to_ask(app: Flask, kind: str, language: str) -> None:
    why = {"nl": "Je krijgt deze mail omdat", "en": "You get this mail because"}[language]
    mail = _written(kind, language)
    for form in (mail.body, mail.html):
        assert why in form
        assert f"https://leer.example{CHOICES}" in form
    assert "HR" in mail.body
    assert "vragen@werk.example" in _written(kind, language, ask="vragen@werk.example").body


def test_every_name_is_explained_and_every_part_is_there() -> None:
    for kind, of in KINDS.items():
        assert set(of.allowed) <= set(MEANINGS), kind
        assert set(of.required) <= set(of.allowed), kind
        for name in (*of.phrases, *of.lists):
            for language in LANGUAGES:
                assert (FOLDER / "parts" / f"{kind.partition('_')[0]}_{name}.{language}.txt").is_file()


def test_a_list_is_a_list_in_both_forms(app: Flask) -> None:
    mail = _written("weekly", "nl")
    assert "Voor je team:\n- Robin Voorbeeld: De-escaleren (4 maart 2027)\n  https://" in mail.body
    assert '<p><strong>Voor je team:</strong></p><ul><li><a href="https://' in mail.html
    assert "Robin Voorbeeld: De-escaleren (4 maart 2027)</a></li></ul>" in mail.html


def test_markdown_becomes_real_headings_lists_and_links() -> None:
    body = "## Kop\n\n- een\n- twee\n\n**Let op** [de site](https://werk.example/a)\n\n[[Begin]]({address})"
    values = Values(single={"address": "https://werk.example/b"})
    page = words.html(body, values, "color:red")
    assert "<h2>Kop</h2>" in page
    assert "<li>een</li>" in page
    assert '<strong>Let op</strong> <a href="https://werk.example/a">de site</a>' in page
    assert '<a class="mail-button" style="color:red" href="https://werk.example/b">Begin</a>' in page
    assert words.plain(body, values) == (
        "Kop\n\n- een\n- twee\n\nLet op de site (https://werk.example/a)\n\nBegin:\nhttps://werk.example/b\n"
    )


HOSTILE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "{link}",
            "{name}",
            "[[x]](javascript:alert(1))",
            "[x](https://evil.example)",
            "**vet**",
            "javascript:alert(1)",
            "https://a.example/\"onmouseover='x'",
        ]
    ),
)


@given(name=HOSTILE, line=HOSTILE, link=HOSTILE)
def test_what_is_filled_in_is_text_and_nothing_else(name: str, line: str, link: str) -> None:
    body = "Dag {name}, zie {link}\n\n{people}\n\n[klik]({link})\n\n[[Ga]]({link})"
    values = Values(single={"name": name, "link": link}, lists={"people": f"{name}\n- {line}"})
    page = Outline(words.html(body, values))
    assert set(page.tags) <= {"p", "br", "a", "strong", "ul", "li"}
    assert {key for key, _value in page.attributes} <= {"href", "class"}
    assert set(page.hrefs()) <= {"", link, name}
    assert all(href == "" or href.startswith(("http://", "https://")) for href in page.hrefs())


@given(st.text(alphabet="{}[]()<>*_#`\\\n -!:abcnamelink&\"'/", max_size=200))
def test_no_own_text_reaches_code_or_breaks_out_of_its_tags(body: str) -> None:
    try:
        page = Outline(words.html(body, Values(single={"name": "Eva", "link": "https://a.example"})))
    except KeyError:
        return
    assert not {"script", "img", "style", "iframe", "form"} & set(page.tags)
    assert not [name for name, _value in page.attributes if name.startswith("on")]


KIND = KINDS["session_registered"]
GOOD = "Dag {name}\n\n{dates}\n\n[[Kijk]]({address})"


@pytest.mark.parametrize(
    ("subject", "body", "what"),
    [
        ("", GOOD, "empty"),
        ("Dag\nBcc: x", GOOD, "one_line"),
        ("x" * (LONGEST_SUBJECT + 1), GOOD, "too_long"),
        ("Dag {dates}", GOOD, "list_in_subject"),
        ("Dag {secret_key}", GOOD, "unknown_name"),
        ("Dag", "", "empty"),
        ("Dag", GOOD + "x" * LONGEST_BODY, "too_long"),
        ("Dag", GOOD + " {name.__class__}", "unknown_name"),
        ("Dag", GOOD + " {{ config }}", "unknown_name"),
        ("Dag", GOOD + " {", "loose_brace"),
        ("Dag", "Dag {name}\n\n{dates}", "missing_name"),
        ("Dag", "Op {dates}\n\n[[Kijk]]({address})", "list_not_alone"),
        ("Dag", "{dates}\n\nKijk: [[Kijk]]({address})", "button_not_alone"),
        ("Dag", GOOD + "\n\n[[Nog een]]({address})", "several_buttons"),
        ("Dag", GOOD + "\n\n[x](javascript:alert(1))", "strange_address"),
        ("Dag", GOOD + "\n\n[x]({name})", "strange_address"),
        ("Dag", GOOD + "\n\n[x](/etc)", "strange_address"),
    ],
)
def test_a_text_that_cannot_be_sent_is_refused_with_the_reason(subject: str, body: str, what: str) -> None:
    assert what in {each.what for each in faults(KIND, subject, body)}


def test_a_good_text_is_not_refused() -> None:
    extra = "\n\n## Meer\n\nMail [ons](mailto:hr@werk.example) of kijk op [de site](https://werk.example/a?b=c)."
    assert faults(KIND, "Een plek, {name}", GOOD + extra) == []


@given(subject=st.text(max_size=60), body=st.text(alphabet="{}[]()\n abdeknmrst*:/_", max_size=150))
def test_what_passes_the_checks_can_always_be_written(subject: str, body: str) -> None:
    kind = KINDS["onboarding_mentor"]
    body = f"{body}\n\n[[Kijk]]({{address}})"
    if faults(kind, subject, body):
        return
    single = dict.fromkeys(kind.allowed, "x")
    words.one_line(subject, Values(single=single))
    words.plain(body, Values(single=single))
    words.html(body, Values(single=single))


def test_addresses_are_those_whose_example_is_one() -> None:
    for kind, of in KINDS.items():
        found = {name for name in of.names if str(of.example[name]).startswith("https://")}
        assert found == set(of.names) & ADDRESSES, kind


def _sent(**more) -> Letter:
    return Letter(
        key="k",
        from_name="Gemeente",
        from_address="g@werk.example",
        to_name="Eva",
        to_address="eva@werk.example",
        subject="Hallo",
        body="é" * 2000 + "\n",
        html="<p>" + "x" * 3000 + "</p>",
        **more,
    )


def test_a_message_has_both_forms_safe_lines_and_sensible_headers() -> None:
    raw = message(_sent(reply_to="vragen@werk.example", bulk=True), NOW).as_bytes()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    read = message_from_bytes(raw, policy=default)
    assert read.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]
    assert text_of(read).strip() == "é" * 2000
    assert html_of(read).strip().endswith("x</p>")
    assert (read["Reply-To"], read["Precedence"]) == ("vragen@werk.example", "bulk")
    assert read["List-Id"] == "Grenswijs <grenswijs.werk.example>"
    assert read["Auto-Submitted"] == "auto-generated"


def test_a_single_mail_asked_for_is_no_bulk_and_has_no_address_for_answers() -> None:
    read = message_from_bytes(message(_sent(), NOW).as_bytes(), policy=default)
    assert read["Precedence"] is None
    assert read["Reply-To"] is None


def test_an_invitation_for_the_calendar_still_goes_along() -> None:
    file = Attachment(name="training.ics", media_type='text/calendar; method="REQUEST"', content=b"BEGIN:VCALENDAR")
    read = message_from_bytes(message(_sent(attached=(file,)), NOW).as_bytes(), policy=default)
    (found,) = read.iter_attachments()
    assert found.get_content_type() == "text/calendar"
    assert found.get_param("method") == "REQUEST"
    assert text_of(read)
    assert html_of(read)


def test_an_own_text_takes_the_place_of_the_shipped_one(app: Flask) -> None:
    mail = texts.write(
        "onboarding_mentor",
        Text(subject="Hoi {name}", body="Kijk.\n\n[[Open]]({address})\n"),
        READER,
        KINDS["onboarding_mentor"].example,
    )
    assert mail.subject == "Hoi Eva de Wit"
    assert mail.body.startswith("Kijk.\n\nOpen:\nhttps://")
