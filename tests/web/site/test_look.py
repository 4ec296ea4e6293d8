"""One setting changes name, logo and colours; a look that cannot be read by everybody is refused."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from webapp import create_app
from webapp.config import ROOT
from webapp.extensions import db
from webapp.look import BrokenLook, read_look

OTHER = ROOT / "looks" / "tweede-voorbeeld"


def test_another_look_changes_the_name_the_logo_and_the_colours(app: Flask) -> None:
    other = create_app(replace(app.config["SETTINGS"], look=OTHER))
    with other.app_context():
        browser = other.test_client()
        page = browser.get("/log-in").text
        css, logo = browser.get("/look/look.css").data, browser.get("/look/logo.svg").data
        db.session.remove()
        db.engine.dispose()
    first = app.test_client()
    assert read_look(OTHER).name in page
    assert read_look(OTHER).name not in first.get("/log-in").text
    assert css == (OTHER / "tokens.css").read_bytes() != first.get("/look/look.css").data
    assert logo == (OTHER / "logo.svg").read_bytes() != first.get("/look/logo.svg").data


def test_a_look_without_its_files_is_refused_at_start(tmp_path: Path) -> None:
    (tmp_path / "look.yaml").write_text("name: Gemeente\nlogo: logo.svg\ntokens: tokens.css\n", encoding="utf-8")
    with pytest.raises(BrokenLook, match=r"look\.yaml"):
        read_look(tmp_path)


def check_look(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node", "frontend/check-look.mjs", str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_shipped_looks_have_enough_contrast() -> None:
    for folder in (ROOT / "looks" / "voorbeeldstad", OTHER):
        assert check_look(folder).returncode == 0


def test_a_look_with_too_little_contrast_is_refused_with_the_reason(tmp_path: Path) -> None:
    folder = tmp_path / "pale"
    shutil.copytree(OTHER, folder)
    pale = "\n.theme { --basis-color-default-color-document: #bbbbbb; --basis-color-default-bg-document: #ffffff; }\n"
    with (folder / "tokens.css").open("a", encoding="utf-8") as tokens:
        tokens.write(pale)
    found = check_look(folder)
    assert found.returncode == 1
    assert "4.5" in found.stdout + found.stderr
