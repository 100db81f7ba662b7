"""States of a call-out and outcomes of a request as icon, word and colour, always the same three."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.mobilisation.callout import CALL_OUT_WORDS, OUTCOME_WORDS, CallOutState, Outcome
from app.ui.parts import state_badge
from app.ui.parts.coloured import coloured
from app.words import _

if TYPE_CHECKING:
    from app.ui.parts.tones import Colour

_STATES: dict[CallOutState, tuple[str, Colour]] = {
    CallOutState.PREPARED: ("hourglass_empty", "blue"),
    CallOutState.RUNNING: ("campaign", "blue"),
    CallOutState.FILLED: ("check_circle", "green"),
    CallOutState.EXHAUSTED: ("person_off", "red"),
    CallOutState.STOPPED: ("cancel", "gray"),
}

_OUTCOMES: dict[Outcome | None, tuple[str, Colour]] = {
    Outcome.YES: ("check_circle", "green"),
    Outcome.NO: ("do_not_disturb_on", "gray"),
    Outcome.NOT_THIS_TIME: ("event_busy", "gray"),
    Outcome.NO_ANSWER: ("phone_missed", "orange"),
    Outcome.VOICEMAIL: ("voicemail", "orange"),
    Outcome.CALL_BACK_AT: ("phone_callback", "blue"),
    Outcome.EXPIRED: ("hourglass_disabled", "gray"),
    None: ("schedule", "blue"),
}


def of_state(state: CallOutState) -> str:
    """The badge of a call-out's state, as Markdown."""
    return _badge(*_STATES[state], _(CALL_OUT_WORDS[state]))


def of_outcome(outcome: Outcome | None) -> str:
    """The badge of what a person said, as Markdown; « en attente » before anything."""
    return _badge(*_OUTCOMES[outcome], _(OUTCOME_WORDS[outcome]) if outcome else _("en attente"))


def of_reached(outcome: Outcome | None, *, withdrawn: bool, ended: bool) -> str:
    """The badge of someone asked: once the call-out has ended nobody is waited for, and some were never reached."""
    if withdrawn and outcome in (None, Outcome.EXPIRED):
        return state_badge.inline("cancelled")
    return of_outcome(Outcome.EXPIRED if outcome is None and ended else outcome)


def icon_of(outcome: Outcome) -> str:
    """The icon of an outcome, for its button."""
    return f":material/{_OUTCOMES[outcome][0]}:"


def _badge(icon: str, colour: Colour, word: str) -> str:
    return coloured(colour, icon, word)
