"""`flask content check`: says everything that is wrong in the content files at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from courses.coverage import Points, Taught, check_points, page, parse_points
from courses.plain_language import plainness
from learning_goals.reference_check import CourseNames
from webapp import questionnaires, reference, scenario_files
from webapp.content import COURSES, QUIZZES, Module, examine

POINTS = "points.yaml"
"""Beside the courses: what the sources teach, with the lessons that teach it."""

content = AppGroup("content", help="Courses, quizzes, questionnaires and reference data, as files.")


@content.command("check")
@click.argument("path", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(path: Path | None) -> None:
    """Check all content, or that below PATH (courses/content and quizzes/content; learning_goals/content if there)."""
    courses, quizzes = (path / "courses/content", path / "quizzes/content") if path else (COURSES, QUIZZES)
    if not courses.is_dir() or not quizzes.is_dir():
        raise click.UsageError(f"{path} has no courses/content and quizzes/content")
    modules, problems = examine(courses, quizzes)
    for file in questionnaires.all_in(quizzes / "questionnaires"):
        problems += questionnaires.examine(file.read_text(encoding="utf-8"))[1]
    conversations, wrong = scenario_files.examine(quizzes / "scenarios", modules)
    problems += wrong
    if (courses / POINTS).is_file():
        problems += [str(each) for each in check_points(_points(courses), _taught(modules))]
    folder = path / "learning_goals/content" if path else reference.FOLDER
    if folder.is_dir():
        problems += [
            str(each) for each in reference.examine(folder, {id: _names(each) for id, each in modules.items()})
        ]
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        click.echo(f"{len(problems)} problems", err=True)
        raise SystemExit(1)
    lessons = sum(len(module.course.course.lessons) for module in modules.values())
    questions = sum(len(module.quiz.questions) for module in modules.values())
    counted = f"{len(modules)} courses, {lessons} lessons, {questions} questions, {len(conversations)} conversations"
    click.echo(f"{counted}: nothing wrong")


@content.command("coverage")
def coverage() -> None:
    """Print which lessons and questions teach each point of the sources; docs/coverage.md is this."""
    modules, _problems = examine(COURSES, QUIZZES)
    click.echo(page(_points(COURSES).points, _taught(modules)), nl=False)


@content.command("language")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl")
@click.option("--course", default="", help="The id of one course; without it all.")
def plain(language: str, course: str) -> None:
    """Print how plain every lesson is: words in a sentence, long sentences and words, passive sentences."""
    modules, _problems = examine(COURSES, QUIZZES)
    click.echo("words/sentence  long  passive  lesson")
    for id, module in modules.items():
        for lesson in module.course.lessons if course in ("", id) else ():
            found = plainness(lesson.text[language], language)
            counted = f"{found.words_in_a_sentence:14.1f}  {len(found.long_sentences):4}  {len(found.passive):7}"
            click.echo(f"{counted}  {id}/{lesson.head.id}")
            for each in (*found.long_sentences, *found.passive, *found.long_words) if course else ():
                click.echo(f"{'':31}{each}")


def _points(courses: Path) -> Points:
    return parse_points((courses / POINTS).read_text(encoding="utf-8"), POINTS)


def _taught(modules: Mapping[str, Module]) -> Taught:
    return {
        id: {
            lesson.id: [each.id for each in module.quiz.questions if each.lesson == lesson.id]
            for lesson in module.course.course.lessons
        }
        for id, module in modules.items()
    }


def _names(module: Module) -> CourseNames:
    return CourseNames(elements=module.course.course.elements, audiences=module.course.course.audiences)


def add_to(app: Flask) -> None:
    """Add the group."""
    app.cli.add_command(content)
