"""The community's own plan: its sections, its versions, to whom each was sent. Values only; nothing is written here.

A section is a text, then points. The text is lines: one that begins with « # » is a heading inside the section, one that
begins with « – » a point, an empty line parts paragraphs. :func:`blocks` reads it for screens and papers alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from app.core.errors import N_

if TYPE_CHECKING:
    from datetime import date, datetime


class PlanState(StrEnum):
    """Where a version stands: written, signed by a named person, sent to the authorities, replaced by the next one sent."""

    DRAFT = "draft"
    VALIDATED = "validated"
    SENT = "sent"
    SUPERSEDED = "superseded"


PLAN_STATE_WORDS: dict[PlanState, str] = {
    PlanState.DRAFT: N_("brouillon"),
    PlanState.VALIDATED: N_("validée"),
    PlanState.SENT: N_("envoyée"),
    PlanState.SUPERSEDED: N_("remplacée"),
}

SECTIONS: dict[str, str] = {
    "governance": N_("Page de garde et gouvernance"),
    "territory": N_("Territoire et risques"),
    "people": N_("Ressources humaines"),
    "structures": N_("Structures du territoire"),
    "cell": N_("Cellule de crise"),
    "alert": N_("Alerte"),
    "typologies": N_("Fiches des cinq typologies"),
    "cards": N_("Fiches réflexes"),
    "vaccination": N_("Vaccination et dépistage de masse"),
    "continuity": N_("Continuité de l’activité en ville"),
    "logistics": N_("Logistique"),
    "communication": N_("Communication"),
    "trace": N_("Traçabilité"),
    "training": N_("Formation et exercices"),
    "closing": N_("Levée et retour d’expérience"),
    "annexes": N_("Annexes"),
}
"""The fifteen sections of a community's plan, in order, then its annexes."""

RESERVED = frozenset({"governance", "structures", "cell", "alert", "logistics", "annexes"})
"""Sections that may hold names and numbers: read by those who may read the directory, and by whom the plan is sent to."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a version. ``source`` says in words where the text comes from (« effectif du 26 novembre 2026 »).

    ``modified``: a person wrote it over. ``fingerprint``: that of the text that was proposed when it was taken or written
    over; when what is proposed today has another, its figures have moved since.
    """

    key: str
    title: str
    text: str
    items: tuple[str, ...] = ()
    source: str = ""
    modified: bool = False
    fingerprint: str = ""

    @property
    def body(self) -> str:
        """Text and points as one text, as it is edited: each point on its line after « – »."""
        points = "\n".join(f"– {one}" for one in self.items)
        return "\n\n".join(part for part in (self.text.strip(), points) if part)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it."""
        return not self.body


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A version of the plan. ``reserve``: what was known to be missing when it was validated, in words of whoever did.

    ``validated_as``: in what quality. ``sections`` never change once it is validated.
    """

    id: str
    number: int
    state: PlanState
    sections: tuple[Section, ...]
    created_at: datetime
    changed_at: datetime
    validated_by: str = ""
    validated_at: datetime | None = None
    review_on: date | None = None
    revision: int = 1
    validated_as: str = ""
    reserve: str = ""

    def section(self, key: str) -> Section | None:
        """The section of that key."""
        return next((one for one in self.sections if one.key == key), None)


@dataclass(frozen=True, slots=True)
class PlanSending:
    """One recipient of a version: when, how, with what proof, and when they said they had it.

    ``recipient`` is a function of ``data/contact_functions.csv``, with its department after « : » when there is one, or
    ``members``; ``organisation`` is its name as people say it.
    """

    id: str
    plan_id: str
    recipient: str
    organisation: str
    address: str
    channel: Channel
    at: datetime
    proof: str = ""
    acknowledged_on: date | None = None

    @property
    def function(self) -> str:
        """The recipient's function without its department."""
        return self.recipient.partition(":")[0]


class Channel(StrEnum):
    """How a plan was sent."""

    EMAIL = "email"
    PLATFORM = "platform"
    POST = "post"
    HAND = "hand"
    MEETING = "meeting"


CHANNEL_WORDS: dict[Channel, str] = {
    Channel.EMAIL: N_("e-mail"),
    Channel.PLATFORM: N_("plateforme de dépôt"),
    Channel.POST: N_("courrier"),
    Channel.HAND: N_("remis en main propre"),
    Channel.MEETING: N_("présenté en réunion"),
}


class BlockKind(StrEnum):
    """What a line of a section is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph or point of a section."""

    kind: BlockKind
    text: str


_POINTS = ("– ", "- ", "• ", "* ")


def blocks(section: Section) -> tuple[Block, ...]:
    """What a section is made of, in order: what papers and screens draw. Empty lines are left out."""
    lines = (line.strip() for line in section.text.splitlines())
    read = [_block(line) for line in lines if line]
    return (*read, *(Block(BlockKind.POINT, one) for one in section.items))


def written(body: str) -> tuple[str, tuple[str, ...]]:
    """The text and the points of a body typed by a person: the points at its end stand apart, others stay in the text."""
    lines = [line.rstrip() for line in body.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")]
    items: list[str] = []
    while lines and (not lines[-1] or lines[-1].startswith(_POINTS)):
        line = lines.pop()
        if line:
            items.insert(0, _without_mark(line))
    return "\n".join(lines).strip(), tuple(items)


def fingerprint_of(text: str, items: Iterable[str]) -> str:
    """What tells two wordings apart: the first 16 hexadecimal figures of a SHA-256."""
    return sha256("\n".join((text.strip(), "–", *items)).encode()).hexdigest()[:16]


def _block(line: str) -> Block:
    if line.startswith("#"):
        return Block(BlockKind.HEADING, line.lstrip("# "))
    if line.startswith(_POINTS):
        return Block(BlockKind.POINT, _without_mark(line))
    return Block(BlockKind.PARAGRAPH, line)


def _without_mark(line: str) -> str:
    return line.lstrip("–-•* ").strip()
