"""How a write that came second is told what changed: what, by whom, when.

On a page that volunteers read, whoever changed it is « la coordination » or « quelqu’un »; screens of the coordination ask
for names with :func:`naming`. The words are found when the sentence is read, in the language of whoever reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.core.errors import N_, StaleRevision
from app.words.catalogue import _
from app.words.dates import spoken_instant
from app.words.journal import FIXED, UNKNOWN, entry_words, field_words
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

LEAD = "lead:"
"""How the ids of sessions' leads begin."""

MOST = 3
"""Changes that are told one by one."""

STALE = N_("{change} Rien n’a été écrit : rechargez, puis recommencez.")


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the journal about what could not be written; ``kind`` is the table in which the actor has a row."""

    actor_id: str
    type: str
    at: datetime
    kind: str = ""
    given_name: str = ""
    name: str = ""
    fields: tuple[str, ...] = ()
    """Which fields changed, as codes of :data:`app.words.journal.FIELDS`."""

    @property
    def what(self) -> str:
        """« fiche modifiée (mobile, rôles) »."""
        return f"{entry_words(self.type)} ({field_words(self.fields)})" if self.fields else entry_words(self.type)

    @property
    def discreet(self) -> str:
        """Who it was, for a reader who may not see names."""
        if self.actor_id == "automate":
            return _("l’automate")
        if self.kind == "account" or self.actor_id in FIXED:
            return _("la coordination")
        if self.actor_id.startswith(LEAD):
            return _("le responsable de la séance")
        return _("un partenaire") if self.kind == "partner" else _(UNKNOWN)

    @property
    def by_name(self) -> str:
        """Who it was, by name: « Maïwenn Fictif »."""
        return who(self.actor_id, self.given_name, self.name)


def who(actor_id: str, given_name: str = "", name: str = "") -> str:
    """How an actor of the journal is named: by the row behind the id, or as nobody in particular."""
    if actor_id in FIXED:
        return _(FIXED[actor_id])
    if actor_id.startswith(LEAD):
        return _("responsable de la séance")
    return full_name(given_name, name) or _(UNKNOWN)


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened in between, newest first. As text it is a sentence in the language of the moment."""

    changes: tuple[Change, ...]
    named: bool = False

    def __str__(self) -> str:
        if not self.changes:
            return _("Quelqu’un a modifié ces données entre-temps.")
        told: dict[str, None] = {}
        for one in self.changes:
            doer = one.by_name if self.named else one.discreet
            told.setdefault(_("{what} par {who}, {when}").format(what=one.what, who=doer, when=spoken_instant(one.at)))
        return _("Entre-temps : {changes}.").format(changes=_(" ; ").join(list(told)[:MOST]))


def stale(changes: Iterable[Change], message: str = STALE) -> StaleRevision:
    """The error of a write that came second; its sentence names nobody. ``message`` holds ``{change}``."""
    return StaleRevision(message, change=Changes(tuple(changes)))


KEPT = N_("{change} Rien n’a été écrit, et ce que vous aviez tapé est resté : relisez, puis validez de nouveau.")


def kept(error: StaleRevision) -> StaleRevision:
    """The same error where the screen kept what was typed, saying names."""
    change = naming(error).data.get("change")
    return StaleRevision(KEPT, change=change) if change is not None else error


def naming(error: StaleRevision) -> StaleRevision:
    """The same error, saying names: for readers who may see them."""
    change = error.data.get("change")
    if not isinstance(change, Changes):
        return error
    return StaleRevision(error.message, **{**error.data, "change": replace(change, named=True)})
