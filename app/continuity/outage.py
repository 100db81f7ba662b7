"""What else fails, as it was noted: power, network, water, roads, an establishment, a supplier, a medicine, a remote service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.continuity.carer import CarerId, CarerKind
from app.continuity.identifying import WHY, identifying
from app.continuity.open_ended import OpenEnded
from app.continuity.situation import Cut, OutageKind
from app.core.errors import N_, InvalidInput
from app.words.errors import sentence

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_TITLE = 120
BY_COMMUNE = frozenset({OutageKind.POWER, OutageKind.NETWORK, OutageKind.WATER})
"""Cuts that hold over communes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage(OpenEnded):
    """One cut. ``communes``: INSEE codes; ``roads``: pairs of them.

    ``site``: the establishment or the supplier (site id). ``remote``: the remote service (its id). ``categories``: those a
    medicine or a supplier touches; empty: all that depend on it. ``title``: a supplier or a medicine, in a few words.
    """

    id: str
    kind: OutageKind
    noted_at: datetime
    actor_id: str
    title: str = ""
    communes: tuple[str, ...] = ()
    roads: tuple[tuple[str, str], ...] = ()
    site: str = ""
    remote: str = ""
    categories: tuple[str, ...] = ()
    event_id: str = ""
    removed_at: datetime | None = None
    revision: int = 1

    @property
    def cut(self) -> Cut:
        """What the engine takes."""
        return Cut(
            kind=self.kind,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            communes=frozenset(self.communes),
            roads=frozenset(frozenset(pair) for pair in self.roads),
            site=self.site,
            carer=remote_carer(self.remote) if self.remote else None,
            categories=frozenset(self.categories),
        )


def remote_carer(remote_id: str) -> CarerId:
    """The id of a remote service as a carer."""
    return CarerId(f"{CarerKind.REMOTE}:{remote_id}")


def site_carer(site_id: str) -> CarerId:
    """The id of an establishment as a carer."""
    return CarerId(f"{CarerKind.SITE}:{site_id}")


_MISSING = {
    OutageKind.POWER: N_("Choisissez les communes sans électricité."),
    OutageKind.NETWORK: N_("Choisissez les communes sans réseau."),
    OutageKind.WATER: N_("Choisissez les communes sans eau."),
    OutageKind.ROAD: N_("Choisissez la route coupée : les deux communes qu’elle relie."),
    OutageKind.SITE: N_("Choisissez l’établissement arrêté."),
    OutageKind.SUPPLIER: N_("Nommez le prestataire, ou choisissez les catégories de besoins qu’il sert."),
    OutageKind.MEDICINE: N_("Choisissez les catégories de besoins que ce médicament concerne."),
    OutageKind.REMOTE: N_("Choisissez le service à distance arrêté."),
}


def check(outage: Outage) -> None:
    """Raises InvalidInput with one sentence when a cut says too little, or can't be."""
    if outage.ends_at is not None and outage.ends_at <= outage.starts_at:
        raise InvalidInput(N_("La coupure finit avant de commencer : vérifiez les jours et les heures."))
    if len(outage.title) > LONGEST_TITLE:
        raise InvalidInput(N_("Ce nom tient en {most} signes."), most=LONGEST_TITLE)
    if (kind := identifying(outage.title, is_free=False)) is not None:
        raise InvalidInput(
            N_("Dans le nom, {why} : écrivez le prestataire ou le médicament, rien d’un patient."),
            why=sentence(InvalidInput(WHY[kind])),
        )
    if not _says_where(outage):
        raise InvalidInput(_MISSING[outage.kind])


def _says_where(outage: Outage) -> bool:
    if outage.kind in BY_COMMUNE:
        return bool(outage.communes)
    said: dict[OutageKind, object] = {
        OutageKind.ROAD: outage.roads,
        OutageKind.SITE: outage.site,
        OutageKind.SUPPLIER: outage.site or outage.title or outage.categories,
        OutageKind.MEDICINE: outage.categories,
        OutageKind.REMOTE: outage.remote,
    }
    return bool(said[outage.kind])
