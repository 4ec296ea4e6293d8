"""Everything that ships can be learned."""

from __future__ import annotations

import re

from flask import Flask

from webapp.config import ROOT
from webapp.content import COURSES, QUIZZES, examine


def test_every_content_file_parses_and_checks() -> None:
    modules, problems = examine(COURSES, QUIZZES)
    assert problems == []
    assert {"m01-de-norm", "m03-gedrag-herkennen", "m08-frustratie-of-middel"} <= set(modules)


def test_the_coverage_page_is_what_the_content_says(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["content", "coverage"])
    assert said.exit_code == 0
    assert (ROOT / "docs/coverage.md").read_text(encoding="utf-8") == said.output
    for document in ("D0", "D1", "D2", "D3", "D4"):
        assert f"| {document} " in said.output


def test_no_rule_or_screen_names_a_course_that_is_not_there() -> None:
    ids = {folder.name for folder in COURSES.iterdir() if folder.is_dir()}
    named = {
        found: path
        for folder in ("learning_goals", "webapp", "quizzes")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".yaml", ".html") and "migrations" not in path.parts
        for found in re.findall(r"\bm[01]\d-[a-z]+(?:-[a-z]+)*", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 10
    assert {id: str(path) for id, path in named.items() if id not in ids} == {}
