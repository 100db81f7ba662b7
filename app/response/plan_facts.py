"""What a plan is drafted from and checked against: the community as its tables know it on one day. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.response.plan import Channel
from app.roster.cells import Cells, choice, flag, required

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.response.alert_flow import FlowStep
    from app.response.articulation import Articulation
    from app.response.cell import CellPlace
    from app.response.directory import Contact
    from app.response.directory_holes import Hole
    from app.response.references import CellFunction, ContactFunction, LegalReference
    from app.response.risk import Risk, SubZone
    from app.response.sheet import Card, Sheet
    from app.response.stock import Stocked
    from app.roster.commune import Commune
    from app.roster.person import Person
    from app.roster.practice import Site

MEMBERS = "members"
"""The recipient that stands for everyone of the roster."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who a plan is sent to (a row of ``data/plan_recipients.csv``). ``code`` is a function of the directory, or members.

    ``is_expected``: a text says that they receive it.
    """

    code: str
    is_expected: bool
    channel: Channel
    source: str


@dataclass(frozen=True, slots=True)
class PlanRules:
    """``data/plan_rules.csv``: after how many months a plan is reviewed, and how many days before that it is said."""

    review_months: int = 12
    notice_days: int = 60


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody of the cell as they are named; ``phone`` as it is kept, empty when unknown."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PlanCentre:
    """A vaccination or screening centre the community has set up."""

    name: str
    kind: str
    """In words."""
    place: str
    lines: int
    per_hour: int
    """Injections of a line in an hour."""
    is_designated: bool


@dataclass(frozen=True, slots=True)
class Practised:
    """What was trained and tried: sessions held, people who came, the last test of the call tree and of the numbers."""

    trainings: int = 0
    trained: int = 0
    next_trainings: tuple[str, ...] = ()
    """In words: « 12 janvier 2027, sur table »."""
    last_test: date | None = None
    """Last communication test."""
    reached: int = 0
    asked: int = 0
    last_numbers: date | None = None
    """Last number of the directory that was tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """One state of everything. ``people`` are those who may be asked on ``today``; codes have their words beside them."""

    today: date
    number: int
    community: str
    coordinator: str = ""
    coordinator_phone: str = ""
    communes: tuple[Commune, ...] = ()
    departments: Mapping[str, str] = field(default_factory=dict)
    """Code → name, of the departments of the communes."""
    people: tuple[Person, ...] = ()
    professions: Mapping[str, str] = field(default_factory=dict)
    practices: int = 0
    certified: int = 0
    """People with a valid AFGSU certificate."""
    sites: tuple[Site, ...] = ()
    articulations: Mapping[str, Articulation] = field(default_factory=dict)
    functions: tuple[CellFunction, ...] = ()
    cell: Mapping[str, tuple[Holder, ...]] = field(default_factory=dict)
    """Function → its holder, then those who stand in."""
    place: CellPlace | None = None
    contacts: tuple[Contact, ...] = ()
    contact_functions: tuple[ContactFunction, ...] = ()
    flow: tuple[FlowStep, ...] = ()
    """The alert flowchart, from top to bottom."""
    holes: tuple[Hole, ...] = ()
    """What the directory lacks."""
    sheets: tuple[Sheet, ...] = ()
    cards: tuple[Card, ...] = ()
    signed: frozenset[str] = frozenset()
    """Cards whose present text a medical lead signed."""
    legal: Mapping[str, LegalReference] = field(default_factory=dict)
    orsan: Mapping[str, str] = field(default_factory=dict)
    """``AMAVI@2014`` → what the code names."""
    risks: tuple[Risk, ...] = ()
    hazards: Mapping[str, str] = field(default_factory=dict)
    zones: tuple[SubZone, ...] = ()
    stock: tuple[Stocked, ...] = ()
    centres: tuple[PlanCentre, ...] = ()
    practised: Practised = field(default_factory=Practised)
    recipients: tuple[Recipient, ...] = ()
    history: tuple[str, ...] = ()
    """Earlier versions in words, oldest first."""

    def department(self, code: str) -> str:
        """« Morbihan (56) »."""
        return f"{self.departments[code]} ({code})" if code in self.departments else code

    def function(self, code: str) -> str:
        """« Administration et logistique »; the code itself where the table lost it."""
        return next((one.label for one in self.functions if one.code == code), code)

    def contact_function(self, code: str) -> ContactFunction | None:
        """The function of the directory, or None."""
        return next((one for one in self.contact_functions if one.code == code), None)

    def commune(self, insee: str) -> str:
        """The name of a commune, or its code."""
        return next((one.name for one in self.communes if one.insee == insee), insee)


def recipient_of(row: Cells) -> Recipient:
    """A row of ``data/plan_recipients.csv``. Raises InvalidInput."""
    return Recipient(
        required(row, "recipient"),
        flag(row, "expected"),
        Channel(choice(row, "channel", frozenset(Channel))),
        required(row, "source"),
    )
