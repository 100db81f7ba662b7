"""States as icon, word and tone (UI rules, table of states). The icon is a Material Symbols name; the tone names a CSS colour."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.errors import N_
from app.words.catalogue import _


@dataclass(frozen=True, slots=True)
class StateWord:
    """How a state looks and reads; ``word`` is source text, :meth:`text` translates it."""

    word: str
    icon: str
    tone: str

    @property
    def text(self) -> str:
        return _(self.word)


STATES: dict[str, StateWord] = {
    "acknowledged": StateWord(N_("confirmé"), "check_circle", "confirmed"),
    "worked": StateWord(N_("présent"), "task_alt", "confirmed"),
    "published": StateWord(N_("à confirmer"), "schedule", "pending"),
    "proposed": StateWord(N_("proposé"), "edit_note", "draft"),
    "unconfirmed": StateWord(N_("non confirmé"), "help", "draft"),
    "open": StateWord(N_("à pourvoir"), "radio_button_unchecked", "open"),
    "stand_in_wanted": StateWord(N_("cherche un remplaçant"), "swap_horiz", "open"),
    "cannot_open": StateWord(N_("ne peut pas ouvrir"), "do_not_disturb_on", "alarm"),
    "degraded": StateWord(N_("dégradée"), "warning", "open"),
    "opens": StateWord(N_("peut ouvrir"), "check_circle", "confirmed"),
    "unfillable": StateWord(N_("introuvable"), "block", "alarm"),
    "cancelled": StateWord(N_("annulé"), "cancel", "cancelled"),
    "no_show": StateWord(N_("absent"), "person_off", "alarm"),
    "overdue": StateWord(N_("en retard"), "priority_high", "alarm"),
    "to_do": StateWord(N_("à faire"), "front_hand", "pending"),
    "under_way": StateWord(N_("en cours"), "campaign", "pending"),
    "provided": StateWord(N_("fourni par un partenaire"), "handshake", "pending"),
    "pinned": StateWord(N_("place fixée"), "keep", "pending"),
}
