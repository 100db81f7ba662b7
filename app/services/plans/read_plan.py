"""The community's own plan as a person reads it: one version, the others, to whom each was sent.

Sections that hold names and numbers (:data:`app.response.plan.RESERVED`) are emptied for who may not read the directory.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.clock import paris_date
from app.core.errors import N_, NotFound
from app.response.plan import RESERVED, PlanSending, PlanState, PlanVersion, Section
from app.store import community, plans
from app.words import _

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.store.community import Community
    from app.store.database import Store

WITHHELD = N_("Réservé à la coordination et à la cellule de crise : cette section porte des noms et des numéros.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """One version with its surroundings. ``today`` is the civil day in Paris; ``versions`` are newest first.

    ``is_masked``: names and numbers were left out for whoever reads.
    """

    version: PlanVersion
    versions: tuple[PlanVersion, ...]
    sendings: tuple[PlanSending, ...]
    """Of this version."""
    every_sending: tuple[PlanSending, ...]
    community: Community
    today: date
    is_masked: bool

    @property
    def may_change(self) -> bool:
        """Whether this version is a draft."""
        return self.version.state is PlanState.DRAFT


def read_plan(actor: Actor, store: Store, number: int | None = None) -> PlanView | None:
    """The version asked for, the newest by default; None as long as no plan was begun. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_PLANS)
    with store.reading() as conn:
        versions = plans.every(conn)
        if not versions:
            return None
        version = versions[0] if number is None else plans.find(conn, number)
        if version is None:
            raise NotFound(N_("Cette version du plan n’existe pas. Choisissez-en une dans la liste."))
        sent, every = plans.sendings(conn, version.id), plans.every_sending(conn)
        settings = community.read(conn)
    is_masked = not may(actor, Action.READ_DIRECTORY)
    if is_masked:
        version, versions = masked(version), tuple(map(masked, versions))
        sent, every = tuple(map(_nameless, sent)), tuple(map(_nameless, every))
    return PlanView(
        version=version,
        versions=versions,
        sendings=sent,
        every_sending=every,
        community=settings,
        today=paris_date(store.now()),
        is_masked=is_masked,
    )


def masked(version: PlanVersion) -> PlanVersion:
    """The version without the names and numbers that its reserved sections hold."""
    return replace(version, sections=tuple(map(_withheld, version.sections)), validated_by="")


def _withheld(section: Section) -> Section:
    return replace(section, text=_(WITHHELD), items=(), source="") if section.key in RESERVED else section


def _nameless(sending: PlanSending) -> PlanSending:
    return replace(sending, address="", proof="")
