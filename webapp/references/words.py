"""The words of the screens of reference data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from learning_goals.references import Kind

KIND_NAMES: Mapping[Kind, Any] = {
    "function_group": _l("Function groups"),
    "competence": _l("Competences"),
    "training_element": _l("Training elements"),
    "sub_skill": _l("Smaller skills"),
    "basic_education": _l("Basic education"),
    "external_programme": _l("Programmes from elsewhere"),
    "programme_item": _l("Programme items"),
    "duty": _l("Duties"),
    "tag": _l("Tags"),
}
KIND_LEADS: Mapping[Kind, Any] = {
    "function_group": _l(
        "Functions with the same kind of contact with residents. Add the job names of your own organisation."
    ),
    "competence": _l(
        "The basis to have in order first. Write beside each what your organisation calls it; nobody is measured."
    ),
    "training_element": _l("What training consists of: norm and knowledge, skills, support afterwards."),
    "sub_skill": _l("Parts of a training element, for a more precise question to a trainer."),
    "basic_education": _l(
        "What an education may have taught already. It is a reason to offer the quiz, never an exemption."
    ),
    "external_programme": _l(
        "What your organisation buys for one function or audience. The list begins empty: fill in what you use."
    ),
    "programme_item": _l("Meetings, trainings and coaching of which a programme is made, besides courses."),
    "duty": _l("Tasks that people have besides their job. Only the name can be changed: rules depend on them."),
    "tag": _l("What makes work different, such as home visits. Only the name can be changed: rules depend on them."),
}
ADD_WORDS: Mapping[Kind, Any] = {
    "competence": _l("Add a competence"),
    "sub_skill": _l("Add a smaller skill"),
    "basic_education": _l("Add an education"),
    "external_programme": _l("Add a programme from elsewhere"),
    "programme_item": _l("Add a programme item"),
}
LEVELS: Mapping[str, Any] = {"vmbo": "vmbo", "mbo": "mbo", "hbo": "hbo", "wo": "wo"}
STRENGTHS: Mapping[str, Any] = {
    "": _l("Nothing special"),
    "mainly": _l("Mainly for this audience"),
    "assumed": _l("An assumption: check it for your organisation"),
}
PHASES: Mapping[str, Any] = {
    "norm": _l("The organisation's norm"),
    "leaders": _l("Team leaders first"),
    "team_norm": _l("The team's norm"),
    "skills": _l("Skills"),
    "team": _l("Holding it together"),
    "aftercare": _l("Support and aftercare"),
    "support": _l("Support roles"),
    "newcomer": _l("New staff"),
}
FORMS: Mapping[str, Any] = {
    "session": _l("Training with others"),
    "team_session": _l("Meeting of the team"),
    "coaching": _l("Coaching"),
    "intervision": _l("Peer reflection"),
    "external": _l("Training from elsewhere"),
}
WAYS: Mapping[str, Any] = {
    "elearning": _l("a course on a screen"),
    "session": _l("a training with others"),
    "team_session": _l("a meeting of your team"),
}
AUDIENCE_ALSO: Mapping[str, Any] = {
    "everyone": _l("Everybody"),
    "leaders": _l("Team leaders"),
    "newcomers": _l("New staff"),
}
SEEN_BY_PEOPLE: Mapping[Kind, Any] = {
    "programme_item": _l('People see it at "What belongs to my function?" when it fits their work.'),
    "external_programme": _l('People see it at "What belongs to my function?" when it fits their work.'),
    "basic_education": _l('People see it at "What belongs to my function?" when a course teaches what it names.'),
}
SOURCES: Mapping[str, Any] = {
    "Training guide, table 1": _l("Training guide, table 1"),
    "Training guide, table 2": _l("Training guide, table 2"),
    "Training guide, table 2 and chapter 6": _l("Training guide, table 2 and chapter 6"),
    "Training guide, table 4": _l("Training guide, table 4"),
    "Training guide, table 5": _l("Training guide, table 5"),
    "Training guide, chapter 1": _l("Training guide, chapter 1"),
    "Training guide, chapter 3": _l("Training guide, chapter 3"),
    "Training guide, chapter 4": _l("Training guide, chapter 4"),
    "Training guide, chapter 6": _l("Training guide, chapter 6"),
    "Training guide, chapter 4; advice on preventing and limiting, chapter 2": _l(
        "Training guide, chapter 4; advice on preventing and limiting, chapter 2"
    ),
    "Advice on preventing and limiting, chapter 2": _l("Advice on preventing and limiting, chapter 2"),
    "Own proposal; advice on preventing and limiting, chapter 2": _l(
        "Own proposal; advice on preventing and limiting, chapter 2"
    ),
}
"""Where an entry of the files comes from, as the files write it, in the reader's words."""
