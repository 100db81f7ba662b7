"""How long to wait before the next try: waits grow with failures, and nobody is ever locked out. Pure.

A stranger's failures never slow a client that has signed in well to the account before. A client nobody knows, while an
account is under attack, waits its own turn once: the attacker's tries don't push it back.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

FORGOTTEN_AFTER = timedelta(hours=24)
"""A failure counts no longer than this, and is then erased."""


@dataclass(frozen=True, slots=True)
class Waits:
    """``free`` failures cost nothing; the next one ``first``, each further one twice as long, up to ``longest``."""

    free: int
    first: timedelta
    longest: timedelta
    within: timedelta = FORGOTTEN_AFTER

    def after(self, failures: int) -> timedelta:
        """How long to wait after so many failures."""
        if failures < self.free:
            return timedelta(0)
        return min(self.longest, self.first * (1 << min(failures - self.free, 20)))


PER_CLIENT = Waits(5, timedelta(seconds=5), timedelta(minutes=15))
"""Failures of one client on one account: a hundred tries a day at most, for whoever has all day."""

PER_ACCOUNT = Waits(20, timedelta(seconds=5), timedelta(minutes=2), within=timedelta(hours=1))
"""Failures of all clients on one account: what a client nobody knows waits, once, before its own try."""

FROM_ONE_CLIENT = Waits(40, timedelta(seconds=5), timedelta(minutes=2), within=timedelta(hours=1))
"""Failures of one client on all accounts: a whole practice behind one address stays below."""

CODE_PER_CLIENT = Waits(4, timedelta(seconds=30), timedelta(minutes=15))
CODE_PER_ACCOUNT = Waits(10, timedelta(seconds=30), timedelta(minutes=5))
"""Six figures are few: whoever tries them knows the password already, and all strangers wait together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """What is remembered of tries on an account as one client asks. Instants are UTC, oldest first."""

    own: tuple[datetime, ...] = ()
    """This client's failures on this account."""
    everyones: tuple[datetime, ...] = ()
    """All clients' failures on this account."""
    elsewhere: tuple[datetime, ...] = ()
    """This client's failures on any account."""
    waiting_since: datetime | None = None
    """When this client began to wait its turn on this account, after its last failure there."""
    is_known: bool = False
    """Whether the client has signed in well to this account before."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to try now, else how long to wait; ``queues``: the client begins to wait its turn."""

    wait: timedelta = timedelta(0)
    queues: bool = False

    @property
    def passes(self) -> bool:
        """Whether the password may be tried now."""
        return self.wait <= timedelta(0)


def judge(tries: Tries, now: datetime) -> Verdict:
    """Whether a password may be tried at ``now``."""
    wait = _left(PER_CLIENT, tries.own, now)
    if tries.is_known:
        return Verdict(wait)
    wait = max(wait, _left(FROM_ONE_CLIENT, tries.elsewhere, now))
    turn = PER_ACCOUNT.after(_counted(PER_ACCOUNT, tries.everyones, now))
    if not turn:
        return Verdict(wait)
    if tries.waiting_since is None:
        return Verdict(max(wait, turn), queues=True)
    return Verdict(max(wait, _bounded(tries.waiting_since, turn, now)))


def judge_code(tries: Tries, now: datetime) -> Verdict:
    """Whether a code of the second factor may be tried at ``now``."""
    wait = _left(CODE_PER_CLIENT, tries.own, now)
    return Verdict(wait if tries.is_known else max(wait, _left(CODE_PER_ACCOUNT, tries.everyones, now)))


def begins(tries: Tries, now: datetime) -> bool:
    """Whether these tries are just enough to slow someone: what the journal keeps of an attack, once."""
    return _counted(PER_CLIENT, tries.own, now) == PER_CLIENT.free or (
        _counted(PER_ACCOUNT, tries.everyones, now) == PER_ACCOUNT.free
    )


def client_of(address: str) -> str:
    """The client that an address stands for: an IPv4 address, the /64 of an IPv6 one (RFC 6177 §2: one site at least)."""
    try:
        found = ipaddress.ip_address(address.strip().partition("%")[0])
    except ValueError:
        return address.strip()
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.IPv6Network((found, 64), strict=False))
    return str(found)


def _left(waits: Waits, failures: tuple[datetime, ...], now: datetime) -> timedelta:
    return _bounded(failures[-1], waits.after(_counted(waits, failures, now)), now) if failures else timedelta(0)


def _bounded(since: datetime, wait: timedelta, now: datetime) -> timedelta:
    """What is left of a wait; never more than the whole of it, should the clock have gone back."""
    return max(timedelta(0), min(wait, since + wait - now))


def _counted(waits: Waits, failures: tuple[datetime, ...], now: datetime) -> int:
    return sum(now - waits.within < at <= now for at in failures)
