"""How plain a text is."""

from __future__ import annotations

from courses.plain_language import plainness, words_in


def test_what_is_not_read_out_does_not_count() -> None:
    text = 'Bel {{ contact_point }} of [lees dit](lesson:x).\n\n!!! example "Kop"\n    Eén zin’s woord.\n\n'
    text += "| a | b |\n|---|---|\n"
    assert words_in(text) == ["Bel", "of", "lees", "dit", "Kop", "Eén", "zin's", "woord", "a", "b"]


def test_long_sentences_and_words_and_passive_ones_are_named() -> None:
    long = " ".join(["woord"] * 21)
    found = plainness(f"Kort. {long}. De brief wordt door iemand geschreven. Arbeidsongeschiktheid telt.", "nl")
    assert found.sentences == 4
    assert found.long_sentences == (long,)
    assert found.long_words == ("Arbeidsongeschiktheid",)
    assert found.passive == ("wordt door iemand geschreven",)
    assert found.words_in_a_sentence == 30 / 4
    assert plainness("The door is slowly opened. She opened it.", "en").passive == ("is slowly opened",)
    assert plainness("", "nl").words_in_a_sentence == 0


def test_each_line_of_a_list_and_each_cell_is_a_sentence_of_its_own() -> None:
    assert (
        plainness(
            "Doe dit:\n\n- ga zitten\n- adem uit\n\n| Eerst | Dan |\n|---|---|\n| lopen | bellen |\n", "nl"
        ).sentences
        == 7
    )
