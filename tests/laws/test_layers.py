"""The clock is read in one place; nobody but the edge commits."""

from __future__ import annotations

import re
from pathlib import Path

from webapp.config import ROOT

SHELL = sorted((ROOT / "webapp").rglob("*.py"))


def mentions(pattern: str, among: list[Path]) -> set[str]:
    return {path.name for path in among if re.search(pattern, path.read_text(encoding="utf-8"))}


def test_only_the_clock_reads_the_clock() -> None:
    core = [path for name in ("courses", "quizzes", "learning_goals") for path in (ROOT / name).rglob("*.py")]
    assert mentions(r"\.now\(|\.today\(|utcnow|time\.time\(", core) == set()


def test_only_the_edge_commits() -> None:
    assert mentions(r"session\.commit\(", SHELL) == {"extensions.py"}
