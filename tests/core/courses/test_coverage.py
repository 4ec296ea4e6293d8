"""Every point of the sources has a lesson and a question."""

from __future__ import annotations

from courses.coverage import check_points, page, parse_points

TAUGHT = {"m01": {"line": ["q-a", "q-b"], "bare": []}}
GOOD = '- {id: d0-001, source: "D0 1", point: Know the line., lessons: [m01/line, m01/bare]}\n'


def problems(text: str) -> list[str]:
    return [str(each) for each in check_points(parse_points(text, "points.yaml"), TAUGHT)]


def test_a_point_with_a_lesson_and_a_question_is_right() -> None:
    assert problems(GOOD) == []


def test_what_is_missing_is_said_at_its_line() -> None:
    wrong = "".join(
        f'- {{id: d0-00{number}, source: "D0 1", point: Know it., lessons: [{lessons}]}}\n'
        for number, lessons in enumerate(("m01/line", "", "m01/gone", "m02/line", "m01/bare"))
    )
    assert problems(wrong) == [
        "points.yaml:2:49: no lesson teaches d0-001",
        "points.yaml:3:49: d0-002: there is no lesson 'm01/gone'",
        "points.yaml:3:49: no question asks for d0-002",
        "points.yaml:4:49: d0-003: there is no lesson 'm02/line'",
        "points.yaml:4:49: no question asks for d0-003",
        "points.yaml:5:49: no question asks for d0-004",
    ]


def test_an_id_stands_once_and_a_broken_file_is_said() -> None:
    assert problems(GOOD + GOOD) == ["points.yaml:2:4: the id 'd0-001' is here twice"]
    assert problems("- {id: d0-001}\n")
    assert problems(": [")


def test_the_page_names_lessons_and_questions() -> None:
    said = page(parse_points(GOOD, "points.yaml").points, TAUGHT)
    assert "| d0-001 | D0 1 | Know the line. | m01/line<br>m01/bare | q-a q-b |" in said
    assert "1 points, 2 questions" in said
