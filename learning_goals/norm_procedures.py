"""Which procedures hold under a norm."""

from __future__ import annotations

from collections.abc import Mapping

from learning_goals.norm import Norm
from learning_goals.procedures import Procedure


def procedures_of(norm: Norm, standard: Mapping[str, Procedure]) -> tuple[Procedure, ...]:
    """Return every procedure that holds: the standard ones unless the municipality wrote its own, then what it added.

    `standard` has "office_leader_first" and "office_alarm_first" beside the ids of the other standard procedures.
    """
    own = {procedure.id: procedure for procedure in norm.procedures}
    usual = {
        "office": standard[f"office_{norm.office_route}"],
        **{name: procedure for name, procedure in standard.items() if not name.startswith("office_")},
    }
    return (
        *(own.get(name, procedure) for name, procedure in usual.items()),
        *(procedure for name, procedure in own.items() if name not in usual),
    )
