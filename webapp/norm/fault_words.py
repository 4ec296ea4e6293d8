"""What is wrong with a norm or a procedure, in words that say what to do."""

from __future__ import annotations

from flask_babel import gettext as _

from learning_goals import norm_faults, procedures


def fault_word(fault: norm_faults.Fault) -> str:
    """Return what to do about a fault of the norm."""
    words = {
        "looser_than_a": _("Behaviour B cannot be looser than behaviour A."),
        "looser_than_b": _("Behaviour C cannot be looser than behaviour B."),
        "ends_but_bends": _("You cannot end a conversation at once and turn the behaviour around first. Choose one."),
        "consent_without_date": _("Fill in the day on which the works council consented."),
        "approved_after_it_holds": _("The norm cannot hold before it was approved."),
        "measures_not_each_once": _("Every measure must be there once."),
        "not_publishable": _("“%(name)s” cannot be made public.", name=fault.detail),
        "procedure_twice": _("There are two procedures called “%(name)s”.", name=fault.detail),
        "procedure_broken": _("The procedure “%(name)s” cannot be followed to its end.", name=fault.detail),
        "other_route": _("Your own office procedure calls in another order than you chose here."),
        "unknown_name": _("A step uses a name that the norm does not have: %(name)s", name=fault.detail),
    }
    return words[fault.reason]


def step_fault_word(fault: procedures.Fault, number: int) -> str:
    """Return what to do about a fault of a procedure; `number` is that of the step."""
    words = {
        "id_twice": _("Two steps have the same name."),
        "goes_nowhere": _("Step %(number)s leads to a step that does not exist.", number=number),
        "goes_twice": _("Step %(number)s leads to the same step twice.", number=number),
        "one_way": _("Step %(number)s has several ways on: say for each one when it is taken.", number=number),
        "not_reached": _("No step leads to step %(number)s.", number=number),
        "no_way_out": _("From step %(number)s you never come to an end.", number=number),
        "no_end": _("No step is an end. Leave the ways of the last step empty."),
    }
    return words[fault.reason]
