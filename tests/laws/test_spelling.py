"""Every word of the content is in the dictionary of its language, or in the kept list of own words."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from courses.plain_language import words_in
from webapp.config import ROOT
from webapp.content import COURSES

DICTIONARIES = {"nl": "nl_NL", "en": "en_GB"}
FOLDERS = ("courses/content", "quizzes/content", "learning_goals/content")


def said(value: Any, language: str) -> Iterator[str]:
    if isinstance(value, dict):
        if value.keys() == {"nl", "en"}:
            yield str(value[language])
        else:
            for inner in value.values():
                yield from said(inner, language)
    elif isinstance(value, list):
        for inner in value:
            yield from said(inner, language)


def texts(language: str) -> Iterator[tuple[Path, str]]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix == ".yaml" and path.name != "points.yaml":
                for text in said(yaml.safe_load(path.read_text(encoding="utf-8")), language):
                    yield path, text
            elif path.name.endswith(f".{language}.md"):
                yield path, path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_word_is_spelt_or_kept(language: str) -> None:
    own = set((COURSES / f"words.{language}.txt").read_text(encoding="utf-8").split())
    where = {word: path for path, text in texts(language) for word in words_in(text) if word not in own}
    assert len(where) > 3000
    command = ["hunspell", "-d", DICTIONARIES[language], "-l", "-i", "utf-8"]
    answer = subprocess.run(command, input="\n".join(where), capture_output=True, text=True, check=True)
    unknown = {word: str(where[word].relative_to(ROOT)) for word in answer.stdout.split() if word in where}
    assert unknown == {}


def test_a_wrong_word_is_found() -> None:
    command = ["hunspell", "-d", "nl_NL", "-l", "-i", "utf-8"]
    answer = subprocess.run(command, input="gesrek\ngesprek\n", capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["gesrek"]
