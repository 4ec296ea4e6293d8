"""Everything that ships can be learned."""

from __future__ import annotations

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
