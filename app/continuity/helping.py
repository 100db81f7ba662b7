"""Helpers who lend hands (SSIAD, SAAD, CLIC, DAC), and town halls that call their registered inhabitants. Counts only.

The register of frail people is the mayor's, for the prefect's plan alone (CASF L.121-6-1): the community never holds it. It
sends people who call from the town hall.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from app.core.errors import N_
from app.network.flow import FlowNetwork

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime


class HelperKind(StrEnum):
    """Kinds of helpers."""

    SSIAD = "ssiad"
    SAAD = "saad"
    CLIC = "clic"
    DAC = "dac"
    CCAS = "ccas"
    OTHER = "other"


HELPER_WORDS = {
    HelperKind.SSIAD: N_("SSIAD (soins infirmiers à domicile)"),
    HelperKind.SAAD: N_("SAAD (aide à domicile)"),
    HelperKind.CLIC: N_("CLIC (information et coordination)"),
    HelperKind.DAC: N_("DAC (dispositif d’appui à la coordination)"),
    HelperKind.CCAS: N_("CCAS"),
    HelperKind.OTHER: N_("autre aide"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """One service that can help. ``people``: who may be sent; ``capacity``: patients a day they make together.

    ``communes``: where they go (INSEE codes; empty: anywhere in the territory). ``said_on``: the day they said so.
    """

    id: str
    kind: HelperKind
    name: str
    site: str = ""
    communes: frozenset[str] = frozenset()
    people: int = 0
    capacity: int = 0
    phone: str = ""
    said_on: date | None = None
    revision: int = 0


class CcasCause(StrEnum):
    """Why a town hall calls."""

    HEAT = "heat"
    COLD = "cold"
    OTHER = "other"


CAUSE_WORDS = {CcasCause.HEAT: N_("chaleur"), CcasCause.COLD: N_("grand froid"), CcasCause.OTHER: N_("autre")}


@dataclass(frozen=True, slots=True, kw_only=True)
class CcasHelp:
    """One town hall's calls. ``registered``: how many people its register holds, and never who; ``calls_per_day`` each;
    ``callers``: those it has; ``helpers_wanted`` besides them; ``helpers_given``: those the community found."""

    id: str
    commune: str
    cause: CcasCause
    registered: int
    calls_per_day: int
    callers: int
    from_day: date
    until_day: date | None = None
    helpers_wanted: int = 0
    helpers_given: int = 0
    contact_phone: str = ""
    event_id: str = ""
    closed_at: datetime | None = None
    revision: int = 0

    @property
    def calls(self) -> int:
        """Calls to make in a day."""
        return self.registered * self.calls_per_day

    @property
    def missing(self) -> int:
        """Callers still to find."""
        return max(self.helpers_wanted - self.helpers_given, 0)


def helpers_wanted(calls: int, callers: int, minutes_per_call: int, hours_per_caller: float) -> int:
    """Callers to find besides those there are: ``calls`` of so many minutes, each caller calling so many hours a day."""
    if calls <= 0 or minutes_per_call <= 0 or hours_per_caller <= 0:
        return 0
    return max(ceil(calls * minutes_per_call / (hours_per_caller * 60)) - callers, 0)


@dataclass(frozen=True, slots=True)
class Sent:
    """So many patients a day of one commune for one helper."""

    helper: str
    commune: str
    patients: int


@dataclass(frozen=True, slots=True)
class SharedOut:
    """Who goes where, and what is left by commune."""

    sent: tuple[Sent, ...]
    left: Mapping[str, int]


def share_out(helpers: Sequence[Helper], wanted: Mapping[str, int]) -> SharedOut:
    """Send helpers where care is missing: as many patients as can be (maximum flow), the same answer for the same question.

    ``wanted``: patients without care, by commune (INSEE code).
    """
    able = sorted((one for one in helpers if one.capacity > 0), key=lambda one: (one.name, one.id))
    places = sorted(commune for commune, count in wanted.items() if count > 0)
    arcs = [(i, j) for i, one in enumerate(able) for j, place in enumerate(places) if _goes(one, place)]
    source, sink = len(able) + len(places), len(able) + len(places) + 1
    tails = [source] * len(able) + [i for i, _j in arcs] + [len(able) + j for j in range(len(places))]
    heads = list(range(len(able))) + [len(able) + j for _i, j in arcs] + [sink] * len(places)
    most = sum(wanted[place] for place in places)
    limits = [one.capacity for one in able] + [most] * len(arcs) + [wanted[place] for place in places]
    network = FlowNetwork(sink + 1, tails, heads, limits, source, sink)
    network.maximise()
    flows = np.asarray(network.flow)[len(able) : len(able) + len(arcs)].tolist()
    sent = [Sent(able[i].id, places[j], units) for (i, j), units in zip(arcs, flows, strict=True) if units]
    done = {place: sum(one.patients for one in sent if one.commune == place) for place in places}
    left = {place: wanted[place] - done[place] for place in places if wanted[place] > done[place]}
    return SharedOut(tuple(sent), left)


def _goes(helper: Helper, commune: str) -> bool:
    return not helper.communes or commune in helper.communes
