"""What the owner of an action says from outside: « fait », with what proves it, or « j’ai besoin d’aide ». Rules only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.exercise.follow_up import LONGEST_PROOF, begun

if TYPE_CHECKING:
    from datetime import datetime

    from app.exercise.improvement import Improvement

HELP = N_("Besoin d’aide :") + " "
"""How a call for help begins where the proof will stand: it is data, the same in every language, until the action is done."""


def help_wanted(one: Improvement) -> str:
    """What the owner of an awaited action asks for; empty when they asked nothing, or it is closed."""
    return one.proof.removeprefix(HELP) if one.is_awaited and one.proof.startswith(HELP) else ""


def asked_help(one: Improvement, text: str, at: datetime) -> Improvement:
    """The action under way, with what its owner lacks. Raises InvalidInput for nothing said, RuleRefusal once it is closed."""
    said = text.strip()
    if not said:
        raise InvalidInput(N_("Dites en une phrase ce qui vous manque, ou qui rappeler."))
    if len(said) > LONGEST_PROOF - len(HELP):
        raise InvalidInput(N_("Ce texte est trop long : {most} caractères au plus."), most=LONGEST_PROOF - len(HELP))
    return replace(begun(one, at), proof=HELP + said)
