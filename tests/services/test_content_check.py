"""The command that checks the content files looks at the reference data too."""

from __future__ import annotations

import shutil
from pathlib import Path

from flask import Flask

from webapp.config import ROOT


def test_what_ships_is_good(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["content", "check"])
    assert done.exit_code == 0, done.output


def test_a_fault_in_the_checklist_is_named(app: Flask, tmp_path: Path) -> None:
    for part in ("courses", "quizzes", "learning_goals"):
        shutil.copytree(ROOT / part / "content", tmp_path / part / "content")
    file = tmp_path / "learning_goals" / "content" / "checklist.yaml"
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace("id: norm-set", "id: risks-known"), "utf-8")
    done = app.test_cli_runner().invoke(args=["content", "check", str(tmp_path)])
    assert (done.exit_code, "checklist.yaml: item 'risks-known': expected every id once" in done.output) == (1, True)
    file.write_text(whole.replace("facts: [norm, works_council]", "facts: [weather]"), "utf-8")
    done = app.test_cli_runner().invoke(args=["content", "check", str(tmp_path)])
    assert (done.exit_code, "weather" in done.output) == (1, True)


def test_a_fault_in_a_reference_file_is_named_with_its_file(app: Flask, tmp_path: Path) -> None:
    for part in ("courses", "quizzes", "learning_goals"):
        shutil.copytree(ROOT / part / "content", tmp_path / part / "content")
    file = tmp_path / "learning_goals" / "content" / "sub_skills.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("element: te_self_control", "element: te_magic"), "utf-8")
    done = app.test_cli_runner().invoke(args=["content", "check", str(tmp_path)])
    assert done.exit_code == 1
    assert (
        "sub_skills.yaml: sub skill 'eigen_spanning': element: "
        "there is no training element 'te_magic'; expected one of training_elements.yaml"
    ) in done.output


def test_a_file_that_cannot_be_read_is_named(app: Flask, tmp_path: Path) -> None:
    for part in ("courses", "quizzes", "learning_goals"):
        shutil.copytree(ROOT / part / "content", tmp_path / part / "content")
    (tmp_path / "learning_goals" / "content" / "competences.yaml").write_text("a: [", "utf-8")
    done = app.test_cli_runner().invoke(args=["content", "check", str(tmp_path)])
    assert done.exit_code == 1
    assert "competences.yaml: competences: expected a list under this name" in done.output
