"""What can be learned: courses, their lessons and who is how far in them."""

from courses.check import check_course
from courses.model import LANGUAGES, Change, Course, CourseText, Lesson, LessonHead, Words
from courses.parse import Parsed, digest, parse_course
from courses.placeholders import UnknownName, fill, names_in
from courses.progress import Progress, is_current, progress_of
from courses.yaml_text import ContentProblem

__all__ = [
    "LANGUAGES",
    "Change",
    "ContentProblem",
    "Course",
    "CourseText",
    "Lesson",
    "LessonHead",
    "Parsed",
    "Progress",
    "UnknownName",
    "Words",
    "check_course",
    "digest",
    "fill",
    "is_current",
    "names_in",
    "parse_course",
    "progress_of",
]
