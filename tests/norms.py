"""Random valid norms, with values unlike the sample municipality's."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from learning_goals import norm as kinds
from learning_goals.norm import Measure, MeasureId, Norm
from learning_goals.norm_fields import BOUNDS, LISTS, PUBLISHABLE
from learning_goals.norm_texts import WORD_FIELDS
from learning_goals.procedures import Procedure, Step, Way
from learning_goals.words import Words

SAID = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp")),
    min_size=1,
    max_size=60,
).filter(str.strip)
WORDS = st.builds(Words, nl=SAID, en=SAID | st.just(""))
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))


def _measures() -> st.SearchStrategy[tuple[Measure, ...]]:
    each = [
        st.builds(
            Measure,
            id=st.just(name),
            used=st.booleans(),
            follows_on=st.lists(st.sampled_from(get_args(kinds.Trigger)), unique=True).map(tuple),
            decided_by=WORDS,
            how=WORDS,
            within_days=st.integers(0, 90),
        )
        for name in get_args(MeasureId)
    ]
    return st.tuples(*each)


@st.composite
def own_procedures(draw: Any) -> tuple[Procedure, ...]:
    """None, or a chain of steps of the municipality's own, with a way back and a way out."""
    count = draw(st.integers(0, 6))
    if not count:
        return ()
    steps = [
        Step(
            id=f"s{number}",
            text=draw(WORDS),
            calls=draw(st.sampled_from(("nobody", "colleague", "crisis_line"))),
            ways=(
                Way(to=f"s{number + 1}", when=draw(WORDS)),
                *((Way(to="s0", when=draw(WORDS)),) if number > 0 and draw(st.booleans()) else ()),
            ),
        )
        for number in range(count)
    ]
    last = Step(id=f"s{count}", text=draw(WORDS))
    return (Procedure(id="phone", title=draw(WORDS), steps=(*steps, last)),)


@st.composite
def norms(draw: Any) -> Norm:
    """A norm that may be published."""
    stances = sorted(draw(st.lists(st.sampled_from((0, 1, 2)), min_size=2, max_size=2)))
    names = get_args(kinds.Stance)
    c_stance = "not_accepted" if stances[1] == 2 else draw(st.sampled_from(get_args(kinds.CStance)))
    first = get_args(kinds.FirstResponse)
    values: dict[str, Any] = {name: draw(WORDS) for name in (*WORD_FIELDS, "a_how", "b_how", "conduct_rules_made_with")}
    values |= {name: draw(st.integers(least, most)) for name, (least, most) in BOUNDS.items()}
    values |= {
        name: tuple(draw(st.lists(WORDS, min_size=least, max_size=most))) for name, (least, most) in LISTS.items()
    }
    for name in ("emergency_number", "police_number", "crisis_line_phone", "concern_line_phone"):
        values[name] = draw(SAID)
    for name in (
        "c_is_aggression",
        "ending_alone",
        "warning_call_first",
        "warning_order_talk_first",
        "warning_registered",
        "ban_registered",
    ):
        values[name] = draw(st.booleans())
    for name, kind in {
        "discrimination_class": kinds.BehaviourClass,
        "intimidation_class": kinds.BehaviourClass,
        "repeats_scope": kinds.RepeatsScope,
        "sustained_after": kinds.SustainedAfter,
        "office_route": kinds.OfficeRoute,
        "police_notice_by": kinds.PoliceNoticeBy,
        "police_report_policy": kinds.PoliceReport,
        "home_visit_pairs": kinds.HomeVisitPairs,
        "register_scope": kinds.RegisterScope,
    }.items():
        values[name] = draw(st.sampled_from(get_args(kind)))
    day = draw(DAYS)
    return Norm(
        number=draw(st.integers(1, 99)),
        valid_from=day,
        approved_on=day,
        numbers_checked_on=day,
        organisation=draw(SAID),
        a_stance=names[stances[0]],
        b_stance=names[stances[1]],
        c_stance=c_stance,
        c_first_response=draw(st.sampled_from(first[:2] if c_stance == "bent_round" else first)),
        measures=draw(_measures()),
        procedures=draw(own_procedures()),
        approved_by=draw(SAID),
        works_council=draw(st.sampled_from(("not_needed", "asked"))),
        works_council_on=None,
        public_fields=tuple(draw(st.lists(st.sampled_from(PUBLISHABLE), unique=True))),
        **values,
    )
