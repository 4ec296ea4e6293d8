"""What the fields of the norm are called, what each is for, and what a value of it reads on screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _l

from learning_goals.norm import Measure, Norm
from learning_goals.norm_texts import Unit, amount, times
from learning_goals.procedures import Procedure
from learning_goals.words import Language, Words

SECTION_TITLES = {
    "behaviour": _l("What we accept"),
    "ending": _l("Setting a limit and ending"),
    "alarm": _l("Alarm, police and help lines"),
    "letters": _l("Warnings and bans"),
    "measures": _l("Measures"),
    "rules": _l("House rules and conduct rules"),
    "visits": _l("Home visits"),
    "register": _l("Telling and registering"),
    "aftercare": _l("Aftercare"),
    "approval": _l("Approval and what is public"),
}
SECTION_HINTS = {
    "behaviour": _l("Which behaviour the organisation accepts, and when it is enough."),
    "ending": _l("The words with which a conversation is limited and ended, and who may end it."),
    "alarm": _l("Who is called when, and under which number."),
    "letters": _l("What the organisation does towards somebody who crossed the line, and how soon."),
    "measures": _l("Which measures you use, who decides and how soon."),
    "rules": _l("What you ask of visitors, and what visitors may expect of you."),
    "visits": _l("What holds before and during a visit to somebody's home."),
    "register": _l("What is reported, where, within how long, and who is told."),
    "aftercare": _l("Who looks after a colleague afterwards, and when."),
    "approval": _l("Who approved the norm, and what may be seen without logging in."),
}
FIELDS: Mapping[str, tuple[Any, Any]] = {
    "organisation": (_l("Name of the organisation"), _l("Stands in lessons, letters and on the public pages.")),
    "statements": (
        _l("What the organisation stands for"),
        _l("Four to ten short sentences. They open the norm's page and course M01."),
    ),
    "a_stance": (_l("Behaviour A: emotion about oneself"), _l("Somebody moans, cries or asks for an exception.")),
    "a_how": (
        _l("How do you meet behaviour A?"),
        _l("One sentence that says what staff do. It follows the rule on A."),
    ),
    "b_stance": (
        _l("Behaviour B: anger at the organisation"),
        _l("Somebody rails at rules, policy or the municipality."),
    ),
    "b_how": (
        _l("How do you meet behaviour B?"),
        _l("One sentence that says what staff do. It follows the rule on B."),
    ),
    "c_stance": (
        _l("Behaviour C: against the person"),
        _l("Somebody teases, swears at or insults an employee. Never looser than A and B."),
    ),
    "c_first_response": (
        _l("What do you do at a first insult (C)?"),
        _l("The right answers in M01, M03 and M09 follow this."),
    ),
    "c_is_aggression": (_l("Do you call behaviour C aggression?"), _l("Policies differ. Lessons use your word.")),
    "discrimination_class": (
        _l("Which behaviour is discrimination?"),
        _l("With C you name it at once, with D the conversation ends at once. It is never ignored."),
    ),
    "intimidation_class": (
        _l("Which behaviour is intimidation without a threat of violence?"),
        _l("With D no choice is offered. A threat of violence is always D."),
    ),
    "emotional_repeats": (
        _l("How often may emotional behaviour come back?"),
        _l("After that it counts as persistent, and the conversation may end."),
    ),
    "repeats_scope": (_l("Counted over what?"), _l("Over one conversation, one day or one case.")),
    "sustained_after": (_l("When is behaviour persistent?"), _l("After the number above, after all steps, or either.")),
    "limit_words": (
        _l("Words with which you set a limit"),
        _l("Name the behaviour and give a choice, the wanted one last."),
    ),
    "ending_words": (_l("Words with which you end a conversation"), _l("For the counter and visits. Short and calm.")),
    "ending_words_phone": (_l("Words with which you hang up"), _l("Say that calling back calmly is welcome.")),
    "ending_alone": (
        _l("May an employee end a conversation alone?"),
        _l("In danger everybody may leave at once: that is not a setting."),
    ),
    "removal_requests": (
        _l("How often do you ask somebody to leave?"),
        _l("Only while it is safe. After that comes what the office procedure says."),
    ),
    "alarm_means": (_l("With what do you raise the alarm?"), _l("For example a button, a whistle or an app.")),
    "office_route": (
        _l("Somebody refuses to leave. Who comes first?"),
        _l("Decides how the office procedure is drawn, and the answers in M09."),
    ),
    "intervention_team": (_l("Who comes to help on the spot?"), _l("The name that your organisation uses.")),
    "intervention_team_phone": (_l("How do you reach them?"), _l("A number or extension that is always answered.")),
    "contact_point": (_l("What is the contact point for aggression called?"), _l("Where staff ask and report.")),
    "contact_point_phone": (_l("How do you reach the contact point?"), _l("Stands on the help page.")),
    "emergency_number": (_l("Emergency number"), _l("For danger now. In the Netherlands 112.")),
    "police_number": (_l("Police, when it is no emergency"), _l("The general number of the police.")),
    "police_liaison": (_l("Whom do you know at the police?"), _l("For example the neighbourhood police officer.")),
    "police_notice_by": (
        _l("Who tells the police, when it is not acute?"),
        _l("In acute danger anybody calls: that is not a setting."),
    ),
    "police_within_hours": (_l("Within how many hours are the police told?"), _l("After a threat or violence.")),
    "police_report_policy": (
        _l("Does the organisation report a crime?"),
        _l("Reporting is asking for an investigation. Telling the police is less."),
    ),
    "acute_signs": (
        _l("What counts as acute?"),
        _l("One or two sentences. It decides whether staff call the emergency number."),
    ),
    "not_acute_route": (
        _l("What do you do when it is not acute?"),
        _l("Nobody with a cry for help is left without somebody to go to."),
    ),
    "crisis_line": (_l("What is the crisis line called?"), _l("For thoughts of suicide.")),
    "crisis_line_phone": (_l("Number of the crisis line"), _l("Check it on the day that you fill in below.")),
    "concern_line": (
        _l("What is the line for worries about somebody called?"),
        _l("For worrying behaviour that is not acute."),
    ),
    "concern_line_phone": (_l("Number of the line for worries"), _l("Check it on the day that you fill in below.")),
    "numbers_checked_on": (
        _l("On which day did you check the numbers?"),
        _l("Call or look them up, and fill in that day."),
    ),
    "response_hours": (
        _l("Within how many hours does the organisation react?"),
        _l("A first reaction towards the resident; a phone call counts. Many use 48."),
    ),
    "warning_call_first": (
        _l("Does a colleague phone before a warning letter goes?"),
        _l("When that helps, the letter is dropped."),
    ),
    "warning_order_talk_first": (
        _l("Is there a talk before a warning letter goes?"),
        _l("A talk about the behaviour alone."),
    ),
    "warning_registered": (
        _l("Does a warning go by registered mail?"),
        _l("Policies differ. A ban has its own setting."),
    ),
    "warning_lapse_months": (
        _l("After how many months does a warning lapse?"),
        _l("Before that, the same behaviour leads to a ban."),
    ),
    "ban_registered": (_l("Does a ban go by registered mail?"), _l("Then you can show that it was received.")),
    "contact_ban_months": (_l("How many months may a ban last at most?"), _l("Stands in lessons and letters.")),
    "letter_sender": (_l("Who sends the letters?"), _l("For example the team leader.")),
    "letter_signatory": (_l("In whose name are they signed?"), _l("For example the mayor.")),
    "letter_copy_to": (_l("Who gets a copy?"), _l("So that colleagues know of a warning before a visit.")),
    "measures": (_l("Measures"), _l("Which you use, who decides, how, and within how many days.")),
    "house_rules": (
        _l("House rules for visitors"),
        _l("Three to ten. They stand on the poster, the public page and in M01."),
    ),
    "conduct_rules": (
        _l("Conduct rules for staff"),
        _l("Three to ten, worded positively: what you do, not what you do not."),
    ),
    "conduct_rules_made_with": (
        _l("How did staff and the works council take part?"),
        _l("Stands below the conduct rules."),
    ),
    "home_visit_pairs": (_l("When do you visit in twos?"), _l("Teams may be stricter.")),
    "home_visit_check_in_minutes": (
        _l("After how many minutes does the office call?"),
        _l("When nobody has heard from a colleague on a visit."),
    ),
    "home_visit_agreements": (
        _l("Agreements for home visits"),
        _l("One to ten sentences. Never names or addresses of residents."),
    ),
    "register": (_l("With what do you report an incident?"), _l("The name of your form or system.")),
    "register_scope": (_l("What is reported?"), _l("Every incident, or from a threshold. Teams may be stricter.")),
    "register_within_hours": (_l("Within how many hours is it reported?"), _l("Teams may be stricter.")),
    "register_owner": (_l("Who keeps the register?"), _l("Never in the personnel file of the victim.")),
    "who_is_told": (_l("Who is told at once?"), _l("Everybody who has to know on the day itself.")),
    "aftercare_owner": (_l("Who sees to aftercare?"), _l("Most often the team leader.")),
    "aftercare_other": (_l("Who else can somebody turn to?"), _l("There is always another person than the leader.")),
    "aftercare_first": (_l("When is the first talk?"), _l("Policies differ: choose one.")),
    "aftercare_second": (_l("When is the second talk?"), _l("Policies differ: choose one.")),
    "aftercare_third": (_l("When is the third talk?"), _l("Policies differ: choose one.")),
    "support_team": (_l("What is the support team for staff called?"), _l("Colleagues who are trained to listen.")),
    "support_team_phone": (_l("How do you reach the support team?"), _l("Stands on the help page.")),
    "occupational_service": (_l("What is the occupational health service called?"), _l("For complaints that stay.")),
    "approved_by": (_l("Who approved this norm?"), _l("The body that decided, not a person's name.")),
    "approved_on": (_l("On which day was it approved?"), _l("Not after the day from which it holds.")),
    "works_council": (
        _l("Works council"),
        _l("A norm with rules for staff asks for the consent of the works council."),
    ),
    "works_council_on": (_l("On which day did it consent?"), _l("The labour inspectorate asks for it.")),
    "works_council_note": (_l("Why is no consent needed, or what was asked?"), _l("One sentence is enough.")),
    "public_fields": (
        _l("What may be seen without logging in?"),
        _l("What you tick stands on the card with a QR code. Everything else stays inside."),
    ),
}
OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "a_stance": {
        "accepted": _l("Accepted"),
        "bent_round": _l("Turned around: listen, explain, go on"),
        "not_accepted": _l("Not accepted: set a limit"),
    },
    "c_stance": {
        "bent_round": _l("Turned around first"),
        "not_accepted": _l("Not accepted"),
    },
    "c_first_response": {
        "ignore_briefly": _l("You may ignore one insult for a moment"),
        "name_immediately": _l("You name it at once"),
        "end_at_once": _l("You end the conversation at once"),
    },
    "discrimination_class": {
        "C": _l("C: name it at once, never ignore it"),
        "D": _l("D: end the conversation at once"),
    },
    "repeats_scope": {
        "per_contact": _l("One conversation"),
        "per_day": _l("One day"),
        "per_case": _l("One case"),
    },
    "sustained_after": {
        "repeats": _l("After that number of times"),
        "steps": _l("When every step was taken"),
        "either": _l("Whichever comes first"),
    },
    "office_route": {
        "leader_first": _l("The team leader first, then the alarm"),
        "alarm_first": _l("The alarm first, then the team leader"),
    },
    "police_notice_by": {
        "employee": _l("The employee"),
        "leader": _l("The team leader"),
        "contact_point": _l("The contact point"),
    },
    "police_report_policy": {
        "may": _l("It may: decided each time"),
        "unless": _l("Yes, unless there is a good reason not to"),
        "always": _l("Always"),
    },
    "home_visit_pairs": {"when_risky": _l("When there is a risk"), "always": _l("Always")},
    "register_scope": {
        "every": _l("Every incident"),
        "threshold": _l("Incidents over the line, and whatever troubles the employee"),
    },
    "works_council": {
        "consented": _l("The works council consented"),
        "asked": _l("Consent was asked for"),
        "not_needed": _l("No consent is needed"),
    },
}
SAME_OPTIONS = {"b_stance": "a_stance", "intimidation_class": "discrimination_class"}
YES_NO = {True: _l("Yes"), False: _l("No")}
UNITS: Mapping[str, Unit] = {
    "police_within_hours": "hours",
    "response_hours": "hours",
    "warning_lapse_months": "months",
    "contact_ban_months": "months",
    "home_visit_check_in_minutes": "minutes",
    "register_within_hours": "hours",
}
MEASURES = {
    "warning": _l("Warning"),
    "order_talk": _l("Talk about the behaviour"),
    "conditional_contact": _l("Contact under conditions"),
    "building_ban": _l("Ban from a building"),
    "contact_ban": _l("Contact ban"),
    "police_notice": _l("Telling the police"),
    "police_report": _l("Reporting a crime"),
    "damage_claim": _l("Claiming damage"),
    "street_ban": _l("Street ban"),
}
TRIGGERS = {
    "persistent": _l("persistent behaviour"),
    "personal": _l("behaviour against the person (C)"),
    "violence": _l("threat or violence (D)"),
    "repeated": _l("the same again while a warning holds"),
    "crime": _l("a crime"),
    "damage": _l("damage"),
}
PROCEDURES = {
    "office": _l("At the office"),
    "home_visit": _l("On a home visit"),
    "phone": _l("On the phone"),
    "online": _l("Online"),
}

WHO = {
    "nobody": _l("Nobody"),
    "colleague": _l("A colleague"),
    "leader": _l("The team leader"),
    "intervention_team": _l("The intervention team"),
    "contact_point": _l("The contact point"),
    "police": _l("The police"),
    "emergency": _l("The emergency number"),
    "crisis_line": _l("The crisis line"),
}


def options_of(field: str) -> Mapping[str, Any]:
    """Return the values of a choice with their words; empty for another field."""
    return OPTIONS.get(SAME_OPTIONS.get(field, field), {})


def label(field: str) -> str:
    """Return what a field is called."""
    return str(FIELDS[field][0]) if field in FIELDS else str(_OTHER[field])


_OTHER = {"valid_from": _l("Holds from"), "procedures": _l("Own procedures"), "number": _l("Version")}


def spoken(norm: Norm, field: str, language: Language) -> tuple[str, ...]:
    """Return the lines that a field of this norm reads."""
    return value_words(field, getattr(norm, field), language)


def value_words(field: str, value: Any, language: Language) -> tuple[str, ...]:
    """Return the lines that a value of this field reads."""
    if field == "public_fields":
        return tuple(label(each) for each in value)
    if isinstance(value, tuple):
        return tuple(_line(each, language) for each in cast("tuple[object, ...]", value))
    return (_one(field, value, language),)


def _one(field: str, value: Any, language: Language) -> str:
    match value:
        case Words():
            return value.in_language(language)
        case bool():
            return str(YES_NO[value])
        case int() if field in UNITS:
            return amount(value, UNITS[field], language)
        case int() if field in ("emotional_repeats", "removal_requests"):
            return times(value, language)
        case date():
            return format_date(value, "d MMMM y")
        case None | "":
            return gettext("not filled in")
        case _:
            return str(options_of(field).get(str(value), value))


def _line(value: object, language: Language) -> str:
    match value:
        case Words():
            return value.in_language(language)
        case Measure():
            return measure_line(value, language)
        case Procedure():
            return procedure_line(value, language)
        case _:
            return str(value)


def measure_line(measure: Measure, language: Language) -> str:
    """Return one measure as a line: whether it is used, who decides, within how long, how."""
    name = str(MEASURES[measure.id])
    if not measure.used:
        return gettext("%(name)s: we do not use this.", name=name)
    return gettext(
        "%(name)s, on %(triggers)s: %(who)s decides, %(within)s. %(how)s",
        name=name,
        triggers=", ".join(str(TRIGGERS[each]) for each in measure.follows_on) or gettext("what is agreed"),
        who=measure.decided_by.in_language(language),
        within=within(measure.within_days, language),
        how=measure.how.in_language(language),
    )


def within(days: int, language: Language) -> str:
    """Return "the same day" or "within 7 days"."""
    if not days:
        return gettext("the same day")
    return gettext("within %(time)s", time=amount(days, "days", language))


def procedure_line(procedure: Procedure, language: Language) -> str:
    """Return a procedure as one line, so that two versions can be compared."""
    steps = " / ".join(
        f"{step.text.in_language(language)}"
        + "".join(
            f" → {way.to}" if way.when is None else f" [{way.when.in_language(language)} → {way.to}]"
            for way in step.ways
        )
        for step in procedure.steps
    )
    return f"{procedure.title.in_language(language)}: {steps}"
