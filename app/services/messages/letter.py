"""A message as it leaves, link filled in, and what an attempt that failed says. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from app.mobilisation.outbox import ErrorClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One text to one address. ``key`` and ``message_id`` are the same at every attempt (idempotency, RFC 5322 §3.6.4)."""

    key: str
    message_id: str
    to: str
    subject: str
    text: str
    at: datetime
    sender_name: str
    reply_to: str = ""
    language: str = "fr"


STRIKES_OUT = 3
"""Failures in a row after which a server is left alone until the next attempt is due."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an attempt failed: its class, and the server's own words for whoever mends it.

    ``strikes`` against the server, :data:`STRIKES_OUT` in a row end the batch: 0 when the fault is the message's own, so
    that one message never holds up the others. ``is_uncertain``: the text had left and no answer came, so that the server
    may have taken it.
    """

    error: ErrorClass
    detail: str = ""
    strikes: int = 0
    is_uncertain: bool = False
