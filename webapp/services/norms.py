"""The norm in force, read once per process and version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from learning_goals.norm import Language, Norm, Words, texts
from webapp.errors import NotFound
from webapp.store import norms

SAMPLE_NORM = Norm(
    number=1,
    valid_from=date(2026, 1, 1),
    organisation="Gemeente Voorbeeldstad",
    emotional_repeats=3,
    c_first_response="ignore_briefly",
    discrimination_class="C",
    removal_requests=3,
    warning_lapse_months=6,
    contact_ban_months=12,
    response_hours=48,
    letter_signatory=Words(nl="de burgemeester", en="the mayor"),
    contact_point=Words(nl="het Meldpunt agressie", en="the aggression contact point"),
    contact_point_phone=Words(nl="toestel 2222", en="extension 2222"),
    intervention_team=Words(nl="het agressie-interventieteam", en="the aggression intervention team"),
    intervention_team_phone=Words(nl="toestel 3333", en="extension 3333"),
    alarm_means=Words(nl="de alarmknop", en="the alarm button"),
    emergency_number="112",
    police_number="0900-8844",
    crisis_line=Words(nl="113 Zelfmoordpreventie", en="113 Suicide Prevention"),
    crisis_line_phone="0800-0113",
    concern_line_phone="0800-1205",
    register=Words(nl="het meldformulier op intranet", en="the report form on the intranet"),
    aftercare_owner=Words(nl="je leidinggevende", en="your team leader"),
    aftercare_first=Words(nl="meteen na het incident", en="right after the incident"),
    aftercare_second=Words(nl="na 1 tot 3 dagen", en="after 1 to 3 days"),
    aftercare_third=Words(nl="na 2 tot 3 maanden", en="after 2 to 3 months"),
    ending_words=Words(
        nl="Ik stop dit gesprek nu. U kunt later opnieuw contact opnemen.",
        en="I am ending this conversation now. You can contact us again later.",
    ),
)
"""The values of the sample municipality, which the set-up form proposes to a real one."""


def row_values(norm: Norm) -> dict[str, Any]:
    """Return the norm as the columns of its table."""
    return norms.columns_of(norm)


@lru_cache(maxsize=32)
def norm(number: int) -> Norm:
    """Return that published version; raises NotFound when there is none."""
    found = norms.norm(number)
    if found is None:
        raise NotFound
    return found


@lru_cache(maxsize=64)
def said(number: int, language: Language) -> Mapping[str, str]:
    """Return what each name of the norm reads in that version and language."""
    return texts(norm(number), language)
