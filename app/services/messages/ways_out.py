"""The ways messages leave by themselves: which are set, what a letter holds, and what an attempt may answer.

A way never raises: whatever happens is a :class:`Failure` that ``app.mobilisation.outbox`` judges. A channel without a
way is never attempted; its messages wait for a hand.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from app.mobilisation.preferences import Channel
from app.services.messages.ways_out_smtp import SmtpWay
from app.services.messages.ways_out_webhook import WebhookWay
from app.store import secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from app.services.messages.letter import Failure, Letter
    from app.store.database import Store
    from app.store.secrets import Secrets


class Way(Protocol):
    """One way out, open for the time of a batch."""

    def send(self, letter: Letter) -> Failure | None:
        """Try once; None: a server has taken it."""

    def close(self) -> None:
        """Let go of the connection."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How to open each way that is set."""

    openers: Mapping[Channel, Callable[[], Way]] = field(default_factory=dict)

    @property
    def channels(self) -> frozenset[Channel]:
        """The channels that leave by themselves."""
        return frozenset(self.openers)

    @contextmanager
    def open(self) -> Iterator[Mapping[Channel, Way]]:
        """The ways, closed at the end of the block."""
        opened = {channel: opener() for channel, opener in self.openers.items()}
        try:
            yield opened
        finally:
            for way in opened.values():
                way.close()


def read_ways(store: Store) -> Ways:
    """The ways of ``secrets.toml`` as it stands now. Raises InvalidInput when a value in it does not fit."""
    return ways_of(secrets.read(store.folder))


def ways_of(held: Secrets) -> Ways:
    """The ways that these accounts open."""
    openers: dict[Channel, Callable[[], Way]] = {}
    smtp, webhook = held.smtp, held.webhook
    if smtp is not None:
        openers[Channel.EMAIL] = lambda: SmtpWay(smtp)
    if webhook is not None:
        openers[Channel.SMS] = lambda: WebhookWay(webhook)
    return Ways(openers)
