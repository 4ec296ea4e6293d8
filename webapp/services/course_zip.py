"""A course as one zip: course.yaml, quiz.yaml, lessons/ and images/, as they stand in a folder of courses/content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

from courses.yaml_text import LARGEST_FILE

MOST_FILES = 300
LARGEST_COURSE = 4_000_000
"""Bytes of all files together, unpacked."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


class NoCourse(ValueError):
    """The file cannot be read as a course; `reason` is a code: no_zip, too_much, strange_path, no_text, no_course."""

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(f"{reason}: {name}")
        self.reason, self.name = reason, name


def packed(files: Mapping[str, str], folder: str) -> bytes:
    """Return the files in one folder as a zip; equal files give equal bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(f"{folder}/{path}", _FIRST_DAY), text.encode())
    return made.getvalue()


def unpacked(data: bytes) -> dict[str, str]:
    """Return the files of a course by path within its folder; raises NoCourse, whatever the bytes are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [each for each in archive.infolist() if not each.is_dir()]
            _bounded(entries)
            found = {each.filename: _text(archive, each) for each in entries if not _is_of_a_system(each.filename)}
    except NoCourse:
        raise
    except Exception:
        raise NoCourse("no_zip") from None
    return _within_folder(found)


def _bounded(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES or sum(each.file_size for each in entries) > LARGEST_COURSE:
        raise NoCourse("too_much")
    for each in entries:
        path = PurePosixPath(each.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in each.filename:
            raise NoCourse("strange_path", each.filename)


def _text(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    with archive.open(entry) as opened:
        raw = opened.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        raise NoCourse("too_much", entry.filename)
    try:
        return raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise NoCourse("no_text", entry.filename) from None


def _is_of_a_system(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name).name in (".DS_Store", "Thumbs.db")


def _within_folder(found: Mapping[str, str]) -> dict[str, str]:
    heads = sorted(name for name in found if PurePosixPath(name).name == "course.yaml")
    if not heads:
        raise NoCourse("no_course")
    folder = heads[0].removesuffix("course.yaml")
    files = {name.removeprefix(folder): text for name, text in found.items() if name.startswith(folder)}
    if "quiz.yaml" not in files:
        raise NoCourse("no_quiz")
    return files
