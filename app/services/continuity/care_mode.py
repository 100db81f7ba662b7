"""Declare where care needs may be held: totals only, on a practice's own machine, or at a certified host."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.access.permissions import Action, require
from app.continuity.holding import CareMode, HoldingMode, check_declared, require_place
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal, StaleRevision
from app.roster.cells import required
from app.services.keeping.reference import read_library
from app.store import care_mode, care_vault, community, journal, people
from app.store.secrets import is_loopback
from app.words import language

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PracticeId
    from app.library import Library
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class ModeWords:
    """A row of ``data/care_modes.csv`` in the current language: its name, what it holds, what it asks for, the texts."""

    mode: HoldingMode
    label: str
    holds: str
    requires: str
    source: str


@dataclass(frozen=True, slots=True)
class CareModeView:
    """The declaration in force with its revision, and the three modes in words."""

    mode: CareMode
    revision: int
    modes: tuple[ModeWords, ...]
    fictional: bool
    """A demonstration: needs are nobody's, and are accepted."""

    @property
    def words(self) -> ModeWords:
        return next(one for one in self.modes if one.mode is self.mode.mode)


def read_care_mode(actor: Actor, store: Store) -> CareModeView:
    """The mode in force. Raises NotAllowed."""
    require(actor, Action.KEEP_DATA)
    with store.reading() as conn:
        mode, revision = care_mode.read(conn)
        return CareModeView(mode, revision, mode_words(read_library(store, conn)), community.read(conn).demonstration)


def declare_care_mode(actor: Actor, store: Store, mode: CareMode, revision: int) -> None:
    """Declare a mode in the actor's name, today. Raises InvalidInput, RuleRefusal, StaleRevision: nothing is then written."""
    require(actor, Action.KEEP_KEYS)
    with store.transaction() as conn:
        before, known = care_mode.read(conn)
        if known != revision:
            raise StaleRevision(
                N_("La déclaration a changé entre-temps : {who}, {day}. Rien n’a été écrit : relisez-la."),
                who=before.declared_by,
                day=before.declared_on,
            )
        today = paris_date(store.now())
        chosen = _narrowed(mode)
        check_declared(chosen, today)
        _check_practices(conn, chosen)
        _check_still_held(conn, chosen)
        care_mode.write(conn, replace(chosen, declared_by=actor.name, declared_on=today))
        payload = {"mode": chosen.mode.value, "practices": sorted(chosen.practices)}
        journal.write(conn, store.now(), actor.id, "care_mode_declared", "care_mode", payload)


def require_place_for(conn: Connection, practice: PracticeId, now: datetime) -> None:
    """Pass when needs of this practice may be written now; raises RuleRefusal with the sentence to show otherwise."""
    mode, _revision = care_mode.read(conn)
    require_place(mode, practice, paris_date(now), fictional=community.read(conn).demonstration)


def mode_words(library: Library) -> tuple[ModeWords, ...]:
    """``data/care_modes.csv`` in the current language."""
    ending = "en" if language() == "en" else "fr"
    return tuple(
        ModeWords(
            HoldingMode(required(row.cells, "code")),
            required(row.cells, f"label_{ending}"),
            required(row.cells, f"holds_{ending}"),
            required(row.cells, f"requires_{ending}"),
            required(row.cells, "source"),
        )
        for row in library.file("care_modes.csv")
    )


def _narrowed(mode: CareMode) -> CareMode:
    """What a mode does not speak of is not kept."""
    return replace(
        mode,
        practices=mode.practices if mode.mode is HoldingMode.LOCAL else frozenset(),
        hosting=mode.hosting if mode.mode is HoldingMode.DECLARED else None,
        dpia_on=None if mode.mode is HoldingMode.AGGREGATES else mode.dpia_on,
    )


def _check_practices(conn: Connection, mode: CareMode) -> None:
    if mode.practices - {one.id for one in people.practices(conn)}:
        raise NotFound(N_("Un des cabinets choisis n’existe plus : rechargez la page."))
    address = urlsplit(community.read(conn).public_url).hostname
    if mode.mode is HoldingMode.LOCAL and address and not is_loopback(address):
        raise InvalidInput(
            N_(
                "Ce poste est ouvert à d’autres par {host} : ce n’est plus le mode local. Retirez l’adresse publique, ou"
                " déclarez un hébergement certifié."
            ),
            host=address,
        )


def _check_still_held(conn: Connection, mode: CareMode) -> None:
    left = {practice: needs for practice, needs in care_vault.counts(conn).items() if not mode.holds(practice)}
    if left and not community.read(conn).demonstration:
        raise RuleRefusal(
            N_(
                "Des besoins réels sont encore gardés sans place dans ce mode : {needs}. Détruisez d’abord la clé de"
                " « {practice} », ou gardez le mode actuel."
            ),
            needs=sum(left.values()),
            practice=care_vault.practice_name(conn, next(iter(left))),
        )
