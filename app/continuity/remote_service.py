"""Care at a distance: télésurveillance, téléconsultation, téléexpertise. No travel, but a network, power, and somebody who reads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import PracticeId

LONGEST_NAME, MOST_READERS, MOST_PATIENTS = 120, 500, 20_000


class RemoteKind(StrEnum):
    """What is done at a distance."""

    TELEMONITORING = "telemonitoring"
    TELECONSULTATION = "teleconsultation"
    TELEEXPERTISE = "teleexpertise"


REMOTE_WORDS = {
    RemoteKind.TELEMONITORING: N_("télésurveillance"),
    RemoteKind.TELECONSULTATION: N_("téléconsultation"),
    RemoteKind.TELEEXPERTISE: N_("téléexpertise"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteService:
    """One service. ``readers``: people who hold it; one alone, and all its alarms rest on them. ``capacity``: patients it
    can take on besides. It stands in ``practice`` or ``site``, which fail with it; ``revision`` 0: not written yet."""

    id: str
    kind: RemoteKind
    name: str
    readers: int = 1
    capacity: int = 0
    practice: PracticeId | None = None
    site: str = ""
    categories: tuple[str, ...] = ()
    needs_power: bool = True
    needs_network: bool = True
    phone: str = ""
    removed_at: datetime | None = None
    revision: int = 0

    @property
    def rests_on_one(self) -> bool:
        """Whether a single person reads all of it."""
        return self.readers == 1


def check(service: RemoteService) -> None:
    """Raises InvalidInput with one sentence."""
    if not service.name.strip():
        raise InvalidInput(N_("Donnez un nom à ce service, tel que les cabinets l’appellent."))
    if len(service.name) > LONGEST_NAME:
        raise InvalidInput(N_("Ce nom tient en {most} signes."), most=LONGEST_NAME)
    if not 1 <= service.readers <= MOST_READERS:
        raise InvalidInput(N_("Dites combien de personnes lisent ce service : de 1 à {most}."), most=MOST_READERS)
    if not 0 <= service.capacity <= MOST_PATIENTS:
        raise InvalidInput(N_("Dites combien de patients il peut prendre en plus : de 0 à {most}."), most=MOST_PATIENTS)
    if not service.categories:
        raise InvalidInput(N_("Choisissez les catégories de besoins que ce service peut tenir."))
