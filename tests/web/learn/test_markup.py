"""Markdown of authors becomes HTML that can do no harm."""

from __future__ import annotations

import pytest

from webapp.markup import filled, html, phrase

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](data:text/html;base64,x)",
    "[a](//evil.example/x)",
    '[a](https://ok.example/"onclick="alert(1))',
    "![a](https://evil.example/x.svg)",
    "![a](images/../course.yaml)",
    '![a"onerror="alert(1)](images/x.svg)',
    "<javascript:alert(1)>",
    '!!! example danger "x"\n    y',
    "[a][b]\n\n[b]: javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<div\nonclick=alert(1)>x</div>",
    "<!-- x --><svg/onload=alert(1)>",
]


@pytest.mark.parametrize("markdown", HOSTILE)
def test_hostile_markdown_makes_no_tag_and_no_address_of_its_own(markdown: str) -> None:
    made = html(markdown, "/courses/x", "v", "Table")
    for bad in (
        "<script",
        "<svg",
        'javascript:alert(1)"',
        "data:",
        'onclick="',
        "<img src=x",
        'evil.example/x.svg"',
        "danger",
    ):
        assert bad not in made.replace("&quot;", "'"), made
    assert "href=" not in made or "https://" in made
    assert "..%2f" not in made
    assert "course.yaml" not in made


def test_links_and_pictures_lead_to_our_pages() -> None:
    made = html("[a](lesson:een) [b](course:twee) ![c](images/d.nl.svg)", "/sub/courses/x", "v1", "Table")
    assert 'href="/sub/courses/x/lessons/een"' in made
    assert 'href="/sub/courses/twee"' in made
    assert 'src="/sub/courses/x/images/d.nl.svg?v=v1"' in made


def test_two_tables_have_names_of_their_own() -> None:
    table = "\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"
    made = html(f"## Kop{table}\ntekst{table}", "/c", "v", "Table")
    assert 'aria-label="Kop"' in made
    assert 'aria-label="Kop (2)"' in made
    assert 'aria-label="Table"' in html(table, "/c", "v", "Table")


def test_an_empty_corner_of_a_table_heads_nothing() -> None:
    made = html("|  | B |\n|---|---|\n| 1 | 2 |", "/c", "v", "Table")
    assert made.count("<th") - made.count("<thead") == 1


def test_one_paragraph_fits_within_a_label_and_more_stay_paragraphs() -> None:
    assert phrase("Een *woord*") == "Een <em>woord</em>"
    assert phrase("Een\n\n> Twee").count("<p>") == 2


def test_what_the_norm_says_is_text_wherever_it_stands() -> None:
    made = html("![{{ a }}](images/x.svg) **{{ a }}** {{ b_c }} and {{ d_e }}", "/c", "v", "T")
    said = {"a": '"><script>', "b_c": "{{ a }}", "d_e": "*x* & [y](https://z.example)"}
    shown = filled(made, said)
    assert "<script>" not in shown
    assert 'alt="&#34;&gt;&lt;script&gt;"' in shown
    assert "{{ a }} and *x* &amp; [y](https://z.example)" in shown
