"""Partners reading a version of the plan: who is asked until when, what each says of which section, and their visa.

Values and rules only. A partner reads names and functions, never a telephone number, an e-mail or the address of a
meeting: a link may be passed on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput, RuleRefusal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

WHOLE = ""
"""The ``section`` of a comment about the plan as a whole."""

LONGEST_COMMENT = 4000
LONGEST_REPLY = 2000
LONGEST_NAME = 120

USUAL_DAYS = 21
"""Days a partner is given unless another day is chosen (working default: three weeks of meetings)."""


class Visa(StrEnum):
    """What a partner says of the whole version."""

    APPROVED = "approved"
    RESERVED = "reserved"


VISA_WORDS = {Visa.APPROVED: N_("approuvé"), Visa.RESERVED: N_("approuvé avec réserves")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """A partner asked to read one version, until ``closes_at``. Instants are UTC."""

    id: str
    plan_id: str
    name: str
    organisation: str
    invited_at: datetime
    closes_at: datetime
    visa: Visa | None = None
    visa_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether the partner may still write."""
        return now < self.closes_at

    @property
    def who(self) -> str:
        """« Mme Sterne, EHPAD des Goélands »."""
        return ", ".join(part for part in (self.name, self.organisation) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What a partner says of one section (:data:`WHOLE` for all of it), what was replied, and when it was settled."""

    id: str
    reviewer_id: str
    section: str
    text: str
    at: datetime
    reply: str = ""
    settled_at: datetime | None = None

    @property
    def is_settled(self) -> bool:
        """Whether the community is done with it."""
        return self.settled_at is not None

    @property
    def may_change(self) -> bool:
        """Whether its author may still word it otherwise: nobody has answered yet."""
        return not self.reply and not self.is_settled


class ReviewState(StrEnum):
    """Where a partner stands, the most pressing first."""

    COMMENTED = "commented"
    """Said something, gave no visa yet."""
    AWAITED = "awaited"
    RESERVED = "reserved"
    APPROVED = "approved"
    SILENT = "silent"
    """Their time ran out without a visa."""


STATE_WORDS = {
    ReviewState.COMMENTED: N_("a remarqué, visa attendu"),
    ReviewState.AWAITED: N_("réponse attendue"),
    ReviewState.RESERVED: N_("approuvé avec réserves"),
    ReviewState.APPROVED: N_("approuvé"),
    ReviewState.SILENT: N_("délai passé sans visa"),
}


def state_of(reviewer: Reviewer, comments: Iterable[Comment], now: datetime) -> ReviewState:
    """Where a partner stands now; ``comments`` are everybody's."""
    if reviewer.visa is not None:
        return ReviewState.APPROVED if reviewer.visa is Visa.APPROVED else ReviewState.RESERVED
    if not reviewer.is_open(now):
        return ReviewState.SILENT
    wrote = any(one.reviewer_id == reviewer.id for one in comments)
    return ReviewState.COMMENTED if wrote else ReviewState.AWAITED


def own_comment(comments: Iterable[Comment], reviewer_id: str, section: str) -> Comment | None:
    """The comment a partner may still word otherwise on a section: a page shows it in its box."""
    return next(
        (one for one in comments if (one.reviewer_id, one.section) == (reviewer_id, section) and one.may_change), None
    )


def check_open(reviewer: Reviewer, now: datetime) -> None:
    """Raises RuleRefusal once the partner's time has run out."""
    if not reviewer.is_open(now):
        raise RuleRefusal(N_("La relecture est close : dites votre remarque à la coordination."))


def check_visa(visa: Visa, reviewer_id: str, comments: Iterable[Comment]) -> None:
    """Raises RuleRefusal for reserves that nobody could read: they are said in a comment."""
    if visa is Visa.RESERVED and not any(one.reviewer_id == reviewer_id for one in comments):
        raise RuleRefusal(
            N_("Dites d’abord vos réserves : écrivez une remarque sur une section ou sur l’ensemble du plan.")
        )


def checked_text(text: str, most: int) -> str:
    """What was typed, trimmed, its line ends alone. Raises InvalidInput past ``most`` characters."""
    trimmed = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(trimmed) > most:
        raise InvalidInput(N_("Ce texte est trop long : {most} caractères au plus."), most=most)
    return trimmed


PHONE = re.compile(r"(?<![\d+])(?:\+\d{2}|0)[\s.\u00a0-]?\d(?:[\s.\u00a0-]?\d{2}){4}(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
ADDRESS = re.compile(r"\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE)
HIDDEN = "•••"


def without_numbers(text: str) -> str:
    """``text`` without telephone numbers, e-mails and addresses of meetings; short numbers (15, 112) are everybody's."""
    return EMAIL.sub(HIDDEN, PHONE.sub(HIDDEN, ADDRESS.sub(HIDDEN, text)))
