"""What a choice of the norm reads as a sentence, for lessons, questions and the norm's own page."""

from __future__ import annotations

from collections.abc import Mapping

from learning_goals.norm import Norm
from learning_goals.words import Language, Words

STANCES: Mapping[str, Mapping[str, Words]] = {
    "a": {
        "accepted": Words(nl="Emotie over zichzelf (A) accepteren we.", en="We accept emotion about oneself (A)."),
        "bent_round": Words(
            nl="Emotie over zichzelf (A) vangen we op en buigen we om.",
            en="We absorb emotion about oneself (A) and turn it around.",
        ),
        "not_accepted": Words(
            nl="Blijven klagen over zichzelf (A) accepteren we niet: we begrenzen het.",
            en="We do not accept going on about oneself (A): we set a limit.",
        ),
    },
    "b": {
        "accepted": Words(
            nl="Boosheid over de organisatie (B) accepteren we.", en="We accept anger at the organisation (B)."
        ),
        "bent_round": Words(
            nl="Boosheid over de organisatie (B) vangen we op en buigen we om.",
            en="We absorb anger at the organisation (B) and turn it around.",
        ),
        "not_accepted": Words(
            nl="Tekeergaan tegen de organisatie (B) accepteren we niet: we begrenzen het.",
            en="We do not accept raging at the organisation (B): we set a limit.",
        ),
    },
    "c": {
        "bent_round": Words(
            nl="Gedrag tegen jou als persoon (C) proberen we eerst om te buigen.",
            en="We first try to turn behaviour against you as a person (C) around.",
        ),
        "not_accepted": Words(
            nl="Gedrag tegen jou als persoon (C) accepteren we niet.",
            en="We do not accept behaviour against you as a person (C).",
        ),
    },
}
SENTENCES: Mapping[str, Mapping[str | bool, Words]] = {
    "c_kind": {
        True: Words(nl="Gedrag C noemen wij agressie.", en="We call behaviour C aggression."),
        False: Words(
            nl="Gedrag C noemen wij nog geen agressie. Het gaat wel over de grens.",
            en="We do not call behaviour C aggression yet. It does cross the line.",
        ),
    },
    "c_first_step": {
        "ignore_briefly": Words(
            nl="Je mag een belediging één keer kort negeren. Daarna benoem je het gedrag.",
            en="You may let one insult pass for a moment. After that you name the behaviour.",
        ),
        "name_immediately": Words(
            nl="Je negeert een belediging niet. Je benoemt het gedrag meteen.",
            en="You do not let an insult pass. You name the behaviour at once.",
        ),
        "end_at_once": Words(
            nl="Bij een belediging stopt het gesprek meteen. Je zegt waarom en rondt af.",
            en="An insult ends the conversation at once. You say why and close.",
        ),
    },
    "repeats_scope": {
        "per_contact": Words(nl="per gesprek", en="in one conversation"),
        "per_day": Words(nl="per dag", en="in one day"),
        "per_case": Words(nl="per zaak", en="in one case"),
    },
    "ending_alone_rule": {
        True: Words(nl="Je mag een gesprek zelf beëindigen.", en="You may end a conversation yourself."),
        False: Words(
            nl="Je haalt eerst je leidinggevende erbij voordat je een gesprek beëindigt. Bij gevaar ga je meteen weg.",
            en="You fetch your team leader before you end a conversation. In danger you leave at once.",
        ),
    },
    "office_route_rule": {
        "leader_first": Words(
            nl="Gaat iemand niet weg? Dan haal je eerst je leidinggevende erbij. Bij gevaar sla je meteen alarm.",
            en="Does somebody refuse to leave? Fetch your team leader first. In danger you raise the alarm at once.",
        ),
        "alarm_first": Words(
            nl="Gaat iemand niet weg? Dan sla je meteen alarm. Daarna vertel je het je leidinggevende.",
            en="Does somebody refuse to leave? Raise the alarm at once. Tell your team leader after that.",
        ),
    },
    "police_notice_rule": {
        "employee": Words(
            nl="Is het niet acuut? Dan bel je zelf de politie.",
            en="Is it not acute? Then you call the police yourself.",
        ),
        "leader": Words(
            nl="Is het niet acuut? Dan licht je leidinggevende de politie in.",
            en="Is it not acute? Then your team leader tells the police.",
        ),
        "contact_point": Words(
            nl="Is het niet acuut? Dan licht {contact_point} de politie in.",
            en="Is it not acute? Then {contact_point} tells the police.",
        ),
    },
    "police_report_rule": {
        "may": Words(
            nl="Bij een strafbaar feit kan de gemeente aangifte doen. Dat beslissen we per keer.",
            en="The municipality may report a crime to the police. We decide that case by case.",
        ),
        "unless": Words(
            nl="Bij een strafbaar feit doet de gemeente aangifte, tenzij er een goede reden is om dat niet te doen.",
            en="The municipality reports a crime to the police, unless there is a good reason not to.",
        ),
        "always": Words(
            nl="Bij een strafbaar feit doet de gemeente altijd aangifte.",
            en="The municipality always reports a crime to the police.",
        ),
    },
    "warning_post": {
        True: Words(nl="De waarschuwing gaat met aangetekende post.", en="The warning goes by registered mail."),
        False: Words(nl="De waarschuwing gaat met gewone post.", en="The warning goes by ordinary mail."),
    },
    "ban_post": {
        True: Words(nl="Een verbod gaat met aangetekende post.", en="A ban goes by registered mail."),
        False: Words(nl="Een verbod gaat met gewone post.", en="A ban goes by ordinary mail."),
    },
    "home_visit_pairs_rule": {
        "when_risky": Words(
            nl="Bij risico ga je met zijn tweeën op huisbezoek.", en="Where there is a risk you visit in twos."
        ),
        "always": Words(nl="Je gaat altijd met zijn tweeën op huisbezoek.", en="You always visit in twos."),
    },
    "register_scope_rule": {
        "every": Words(
            nl="Je legt elk voorval vast, ook als het met een sisser afloopt.",
            en="You record every incident, also when it ends well.",
        ),
        "threshold": Words(
            nl="Je legt elk voorval vast dat over de grens gaat, en alles waar jij last van hebt.",
            en="You record every incident that crosses the line, and everything that troubles you.",
        ),
    },
}
FIELD_OF: Mapping[str, str] = {
    "c_kind": "c_is_aggression",
    "c_first_step": "c_first_response",
    "repeats_scope": "repeats_scope",
    "ending_alone_rule": "ending_alone",
    "office_route_rule": "office_route",
    "police_report_rule": "police_report_policy",
    "warning_post": "warning_registered",
    "ban_post": "ban_registered",
    "home_visit_pairs_rule": "home_visit_pairs",
    "register_scope_rule": "register_scope",
}
"""Which field of the norm decides each of these sentences."""
_PERSONAL: Mapping[tuple[str, str], Words] = {
    ("discrimination", "C"): Words(
        nl="Discriminatie is bij ons gedrag C. Je negeert het nooit: je benoemt het meteen.",
        en="Discrimination is behaviour C with us. You never ignore it: you name it at once.",
    ),
    ("discrimination", "D"): Words(
        nl="Discriminatie is bij ons gedrag D. Je stopt het gesprek meteen.",
        en="Discrimination is behaviour D with us. You end the conversation at once.",
    ),
    ("discrimination", "end_at_once"): Words(
        nl="Discriminatie is bij ons gedrag C. Ook dan stopt het gesprek meteen.",
        en="Discrimination is behaviour C with us. That too ends the conversation at once.",
    ),
    ("intimidation", "C"): Words(
        nl="Intimidatie zonder dreiging met geweld is bij ons gedrag C. Je benoemt het meteen.",
        en="Intimidation without a threat of violence is behaviour C with us. You name it at once.",
    ),
    ("intimidation", "D"): Words(
        nl="Intimidatie is bij ons gedrag D. Je biedt geen keuze en stopt het gesprek.",
        en="Intimidation is behaviour D with us. You offer no choice and end the conversation.",
    ),
    ("intimidation", "end_at_once"): Words(
        nl="Intimidatie zonder dreiging met geweld is bij ons gedrag C. Ook dan stopt het gesprek meteen.",
        en="Intimidation without a threat of violence is behaviour C with us. That too ends the conversation at once.",
    ),
}
_SUSTAINED: Mapping[str, Words] = {
    "repeats": Words(
        nl="Gaat iemand na {times} {scope} weer door, dan is het gedrag aanhoudend.",
        en="When somebody goes on after {times} {scope}, the behaviour is persistent.",
    ),
    "steps": Words(
        nl="Heb je alle stappen gezet en gaat iemand toch door, dan is het gedrag aanhoudend.",
        en="When you have taken every step and somebody still goes on, the behaviour is persistent.",
    ),
    "either": Words(
        nl="Gaat iemand na {times} {scope} weer door, of heb je alle stappen gezet, dan is het gedrag aanhoudend.",
        en="When somebody goes on after {times} {scope}, or when every step was taken, the behaviour is persistent.",
    ),
}
_NO_WARNING = Words(
    nl="De gemeente stuurt geen waarschuwing vooraf. Zij kiest een andere maatregel.",
    en="The municipality sends no warning first. It chooses another measure.",
)
_WARNING: Mapping[tuple[bool, bool], Words] = {
    (False, False): Words(nl="Er gaat een brief met een waarschuwing.", en="A letter with a warning is sent."),
    (True, False): Words(
        nl="Eerst belt een andere collega met de inwoner. Helpt dat niet, dan volgt een brief met een waarschuwing.",
        en="First another colleague phones the resident. Without a change, a letter with a warning is sent.",
    ),
    (False, True): Words(
        nl="Eerst is er een ordegesprek over het gedrag. Daarna kan er een brief met een waarschuwing gaan.",
        en="First there is a talk about the behaviour. After that a letter with a warning may be sent.",
    ),
    (True, True): Words(
        nl="Eerst belt een andere collega met de inwoner. Dan is er een ordegesprek. Daarna kan er een brief met een "
        "waarschuwing gaan.",
        en="First another colleague phones the resident. Then there is a talk about the behaviour. After that a letter "
        "with a warning may be sent.",
    ),
}


def stance_rule(norm: Norm, which: str, language: Language) -> str:
    """Return what the norm says of class "a" or "b", how to meet it included, or of class "c"."""
    said = STANCES[which][getattr(norm, f"{which}_stance")].in_language(language)
    if which == "c":
        return f"{said} {SENTENCES['c_first_step'][norm.c_first_response].in_language(language)}"
    how: Words = getattr(norm, f"{which}_how")
    return f"{said} {how.in_language(language)}"


def personal_rule(norm: Norm, which: str, language: Language) -> str:
    """Return what the norm says of "discrimination" or "intimidation"; neither is ever ignored."""
    behaviour = getattr(norm, f"{which}_class")
    ends = behaviour == "C" and norm.c_first_response == "end_at_once"
    return _PERSONAL[which, "end_at_once" if ends else behaviour].in_language(language)


def police_notice_rule(norm: Norm, language: Language) -> str:
    """Return who tells the police when it is not acute."""
    said = SENTENCES["police_notice_rule"][norm.police_notice_by].in_language(language)
    return said.format(contact_point=norm.contact_point.in_language(language))


def sustained_rule(norm: Norm, counted: str, language: Language) -> str:
    """Return when behaviour counts as persistent; `counted` is how often, in words."""
    scope = SENTENCES["repeats_scope"][norm.repeats_scope].in_language(language)
    return _SUSTAINED[norm.sustained_after].in_language(language).format(times=counted, scope=scope)


def warning_route(norm: Norm, language: Language) -> str:
    """Return what comes before a letter with a warning."""
    if not any(measure.id == "warning" and measure.used for measure in norm.measures):
        return _NO_WARNING.in_language(language)
    return _WARNING[norm.warning_call_first, norm.warning_order_talk_first].in_language(language)
