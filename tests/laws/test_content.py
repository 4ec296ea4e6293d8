"""Everything that ships can be learned."""

from __future__ import annotations

from webapp.content import COURSES, QUIZZES, examine


def test_every_content_file_parses_and_checks() -> None:
    modules, problems = examine(COURSES, QUIZZES)
    assert problems == []
    assert {"m01-de-norm", "m03-gedrag-herkennen", "m08-frustratie-of-middel"} <= set(modules)
