"""What can strike a territory, and what a plan does about it: the effects of scenarios, of injects and of the laboratory, as data.

One effect is one row with a ``type``; those of :data:`PLAN_ACTIONS` are answers, the others shocks. ``from_hours`` and
``until_hours`` count from T0; no ``until_hours``: to the end. Communes are INSEE codes, professions the slugs of
``data/professions.csv``, skills the codes of ``data/coverage_skills.csv``, roads the ids of the territory (« 56168-56234 »,
two INSEE codes in order, « -bateau » behind when it is a boat). Values only: :mod:`app.drills.striking` applies them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.core.errors import N_

Text = Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S")]
Texts = Annotated[tuple[Text, ...], Field(max_length=500)]
Percent = Annotated[int, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=1, le=100_000)]
Volunteers = Annotated[int, Field(ge=1, le=1_000)]
"""More than a territory has of any profession; each one is a provider that every half-day is solved with."""
LATEST_HOURS = 60 * 24
"""Sixty days from T0: nothing is watched so long (:data:`app.drills.composition.LONGEST_DAYS`)."""
Hours = Annotated[int, Field(ge=0, le=LATEST_HOURS)]


class Effect(BaseModel):
    """What every effect has: when it starts and ends, in hours from T0, and a note that is read on screen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    from_hours: Hours = 0
    until_hours: Hours | None = None
    note: Annotated[str, Field(max_length=300)] = ""

    def is_on(self, hours: float) -> bool:
        """Whether it is at work so many hours after T0."""
        return self.from_hours <= hours and (self.until_hours is None or hours < self.until_hours)


class Who(Effect):
    """Whom an effect concerns: named providers, or all those of these professions, practices, kinds of site and communes.

    Criteria add up (a provider meets each that is not empty); no criterion at all concerns nobody.
    """

    providers: Texts = ()
    professions: Texts = ()
    practices: Texts = ()
    site_kinds: Texts = ()
    communes: Texts = ()


class Absence(Who):
    """Professionals away: all of those concerned, a ``share`` of them, or ``count`` out of ``of``.

    Fewer than all are drawn with ``seed``, so that the same scenario strikes the same people of the same roster;
    ``correlation`` then draws whole practices together (0: one by one, 100: by practice).
    """

    type: Literal["absence"] = "absence"
    share: Percent | None = None
    count: Count | None = None
    of: Count | None = None
    correlation: Percent = 0
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1


class Closure(Who):
    """Sites or practices closed. ``relocated``: the percent of their capacity that goes on elsewhere."""

    type: Literal["closure"] = "closure"
    relocated: Percent = 0


class RoadCut(Effect):
    """Roads that nobody passes, boats included when they are named."""

    type: Literal["road_cut"] = "road_cut"
    roads: Annotated[Texts, Field(min_length=1)]


class RoadSlow(Effect):
    """Roads that take longer: ``percent`` of the usual time and ``minutes`` more. No road named: all of them."""

    type: Literal["road_slow"] = "road_slow"
    roads: Texts = ()
    percent: Annotated[int, Field(ge=100, le=1_000)] = 100
    minutes: Annotated[int, Field(ge=0, le=600)] = 0


class PowerCut(Effect):
    """No power in these communes: what depends on it falls once its own autonomy is spent."""

    type: Literal["power_cut"] = "power_cut"
    communes: Annotated[Texts, Field(min_length=1)]


class ItDown(Effect):
    """A service that others depend on is down: software, secure mail, telephone, network; ``communes`` empty: everywhere."""

    type: Literal["it_down"] = "it_down"
    service: Text
    communes: Texts = ()


class Demand(Effect):
    """More of a skill: ``quantity`` a half-day in each commune, or ``percent`` more of what is there. No commune: all."""

    type: Literal["demand"] = "demand"
    skill: Text
    communes: Texts = ()
    quantity: Annotated[int, Field(ge=0, le=100_000)] = 0
    percent: Annotated[int, Field(ge=0, le=1_000)] = 0


class Discharge(Effect):
    """Patients whom a hospital sends home: so many a skill, spread over these communes by population."""

    type: Literal["discharge"] = "discharge"
    patients: Annotated[dict[Text, Annotated[int, Field(ge=0, le=10_000)]], Field(min_length=1)]
    communes: Annotated[Texts, Field(min_length=1)]


class Supply(Who):
    """A supplier fails, or gives less: what depends on it keeps ``percent`` of its capacity (0: falls)."""

    type: Literal["supply"] = "supply"
    supplier: Annotated[str, Field(max_length=120)] = ""
    percent: Percent = 0


class Doses(Effect):
    """Doses in hand: no more injections than that over the time of the effect, whoever is there to give them."""

    type: Literal["doses"] = "doses"
    quantity: Annotated[int, Field(ge=0, le=1_000_000)]
    skill: Text = "vaccination"


class NewNeed(Effect):
    """A need that was not there: ``quantity`` a half-day of a skill in a commune."""

    type: Literal["new_need"] = "new_need"
    commune: Text
    skill: Text
    quantity: Count
    weight: Annotated[int, Field(ge=1, le=10)] | None = None


class OpenSite(Effect):
    """Plan: a site opens with so much capacity a half-day."""

    type: Literal["open_site"] = "open_site"
    name: Text
    commune: Text
    skills: Annotated[Texts, Field(min_length=1)]
    capacity: Count
    reach_minutes: Annotated[int, Field(ge=0, le=600)] = 30


class CallVolunteers(Effect):
    """Plan: so many more volunteers of a profession, spread over the communes (empty: where they live)."""

    type: Literal["call_volunteers"] = "call_volunteers"
    profession: Text
    count: Volunteers
    communes: Texts = ()


class PairPractices(Effect):
    """Plan: paired practices take over; each practice that stands gives its absorbable share more. None named: all paired ones."""

    type: Literal["pair_practices"] = "pair_practices"
    practices: Texts = ()
    percent: Percent | None = None


class MobileTeam(Effect):
    """Plan: a team on the road, from a commune, as far as its reach; ``reach_minutes`` None: the whole territory by road."""

    type: Literal["mobile_team"] = "mobile_team"
    name: Text
    commune: Text
    skills: Annotated[Texts, Field(min_length=1)]
    capacity: Count
    reach_minutes: Annotated[int, Field(ge=0, le=600)] | None = None


AnyEffect = Annotated[
    Absence | Closure | RoadCut | RoadSlow | PowerCut | ItDown | Demand | Discharge | Supply | Doses | NewNeed
    | OpenSite | CallVolunteers | PairPractices | MobileTeam,
    Field(discriminator="type"),
]  # fmt: skip
"""Any effect, told apart by its ``type``."""


class EffectKind(StrEnum):
    """The ``type`` of an effect."""

    ABSENCE = "absence"
    CLOSURE = "closure"
    ROAD_CUT = "road_cut"
    ROAD_SLOW = "road_slow"
    POWER_CUT = "power_cut"
    IT_DOWN = "it_down"
    DEMAND = "demand"
    DISCHARGE = "discharge"
    SUPPLY = "supply"
    DOSES = "doses"
    NEW_NEED = "new_need"
    OPEN_SITE = "open_site"
    CALL_VOLUNTEERS = "call_volunteers"
    PAIR_PRACTICES = "pair_practices"
    MOBILE_TEAM = "mobile_team"


PLAN_ACTIONS = frozenset(
    {EffectKind.OPEN_SITE, EffectKind.CALL_VOLUNTEERS, EffectKind.PAIR_PRACTICES, EffectKind.MOBILE_TEAM}
)
"""Effects that a plan answers with; the others strike."""

EFFECT_WORDS = {
    EffectKind.ABSENCE: N_("Absence"),
    EffectKind.CLOSURE: N_("Fermeture"),
    EffectKind.ROAD_CUT: N_("Route coupée"),
    EffectKind.ROAD_SLOW: N_("Route ralentie"),
    EffectKind.POWER_CUT: N_("Coupure d’électricité"),
    EffectKind.IT_DOWN: N_("Informatique en panne"),
    EffectKind.DEMAND: N_("Demande en hausse"),
    EffectKind.DISCHARGE: N_("Sorties d’hôpital"),
    EffectKind.SUPPLY: N_("Approvisionnement"),
    EffectKind.DOSES: N_("Doses limitées"),
    EffectKind.NEW_NEED: N_("Besoin nouveau"),
    EffectKind.OPEN_SITE: N_("Ouvrir un site"),
    EffectKind.CALL_VOLUNTEERS: N_("Appeler des volontaires"),
    EffectKind.PAIR_PRACTICES: N_("Binômes de cabinets"),
    EffectKind.MOBILE_TEAM: N_("Équipe mobile"),
}
"""Kind of effect → its word (French source)."""


def is_plan_action(effect: Effect) -> bool:
    """Whether an effect answers rather than strikes."""
    return getattr(effect, "type", "") in PLAN_ACTIONS
