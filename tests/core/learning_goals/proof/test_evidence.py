"""The day, the numbers, the mask and the manifest of an evidence file; which agreements were kept."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_goals.proof.day import WrongDay, read_day
from learning_goals.proof.kept import Held, kept_of
from learning_goals.proof.manifest import manifest
from learning_goals.proof.masking import MASK, NO_MASK, mask_of
from learning_goals.proof.numbering import numbered

FIRST, TODAY = date(2026, 3, 2), date(2026, 11, 23)


@pytest.mark.parametrize("said", ["2026-03-02", " 2026-11-23 ", "2026-07-01"])
def test_a_day_between_the_first_and_today_is_read(said: str) -> None:
    assert read_day(said, FIRST, TODAY).isoformat() == said.strip()


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("", "no_day"),
        ("gisteren", "no_day"),
        ("2026-02-30", "no_day"),
        ("20261101", "no_day"),
        ("2026-W10-1", "no_day"),
        ("01-11-2026", "no_day"),
        ("２０２６-11-01", "no_day"),
        ("2026-11-24", "to_come"),
        ("2026-03-01", "nothing_known"),
        ("0001-01-01", "nothing_known"),
    ],
)
def test_another_day_is_refused_with_the_reason(said: str, fault: str) -> None:
    with pytest.raises(WrongDay) as refused:
        read_day(said, FIRST, TODAY)
    assert (refused.value.fault, refused.value.first) == (fault, FIRST)


@given(st.sets(st.integers(1, 10_000)), st.text(max_size=32))
def test_everybody_has_one_number_and_it_is_the_same_each_time(keys: set[int], salt: str) -> None:
    numbers = numbered(keys, salt)
    assert sorted(numbers.values()) == list(range(1, len(keys) + 1))
    assert numbered(sorted(keys, reverse=True), salt) == numbers


def test_another_salt_gives_other_numbers() -> None:
    assert numbered(range(100), "a") != numbered(range(100), "b")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Fatima el Amrani belt de portier", f"{MASK} el {MASK} belt de portier"),
        ("Vraag Özdemir of OZDEMIR", f"Vraag {MASK} of {MASK}"),
        ("Jan-Willem doet het", f"{MASK}-{MASK} doet het"),
        ("O'Neill's plan", f"{MASK}'{MASK}'s plan"),
        ("het groen van de wei", "het groen van de wei"),
        ("Team Groen", f"Team {MASK}"),
        ("De Vries", f"De {MASK}"),
    ],
)
def test_names_are_masked_in_what_people_wrote(text: str, masked: str) -> None:
    names = ("Fatima", "el Amrani", "Özdemir", "Jan-Willem", "O'Neill", "Groen", "De Vries")
    assert mask_of(names)(text) == masked
    assert NO_MASK(text) == text


@given(st.lists(st.from_regex(r"[A-Z][a-z]{2,9}", fullmatch=True), min_size=1, max_size=5))
def test_no_name_is_left_in_a_text_that_holds_them_all(names: list[str]) -> None:
    masked = mask_of(names)(f"Afspraak: {', '.join(names)} letten op.")
    assert not any(f" {name}" in masked.split(":", 1)[1] for name in names if name.casefold() not in ("van", "den"))


def test_the_manifest_is_what_sha256sum_reads() -> None:
    digest = sha256(b"x").hexdigest()
    assert manifest({"b.csv": digest, "a.csv": digest}) == f"{digest}  a.csv\n{digest}  b.csv\n"


def held(id: int, month: int, kept: str, about: str = "team:1") -> Held:
    return Held(id=id, about=about, held_on=date(2026, month, 1), kept=kept)


def test_the_next_review_of_the_same_team_says_whether_agreements_were_kept() -> None:
    every = [held(3, 12, "no"), held(1, 1, "none"), held(2, 6, "partly"), held(9, 7, "yes", "team:2")]
    assert kept_of(every) == {1: "partly", 2: "no", 3: "open", 9: "open"}


def test_where_the_next_review_found_no_agreements_nothing_is_said() -> None:
    assert kept_of([held(1, 1, "yes"), held(2, 6, "none")]) == {1: "open", 2: "open"}
