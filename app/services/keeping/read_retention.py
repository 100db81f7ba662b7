"""What is kept how long, why, and what has outlived its use today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput
from app.core.ids import PersonId
from app.library.content import built
from app.roster.cells import Cells, choice, integer, required, text
from app.services.keeping.purge_trace import preview_trace_purge
from app.services.keeping.reference import read_library
from app.store import people, retention
from app.words import language, ngettext

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.library import Library
    from app.roster.person import Person
    from app.store.database import Connection, Store
    from app.store.retention import Outlived, PurgeRun

JOURNAL, LOG, PEOPLE = "journal", "log", "people"
"""Kinds that are not swept table by table."""


class How(StrEnum):
    """How data of a kind go."""

    AUTO = "auto"
    """By themselves, every night."""
    ASKED = "asked"
    """When somebody asks, after a preview."""
    LAW = "law"
    """Kept as long as a text says; then like ASKED, when the row gives a duration."""
    PROPOSED = "proposed"
    """One by one, by somebody who looks at each."""
    ELSEWHERE = "elsewhere"
    """By a rotation of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of ``data/retention.csv`` in the current language. ``days`` None: no duration, kept."""

    code: str
    what: str
    days: int | None
    since: str
    how: How
    why: str
    source: str
    checked: str

    def before(self, at: datetime) -> datetime | None:
        """Up to which instant data of this kind go, at an instant (UTC)."""
        return None if self.days is None else at - timedelta(days=self.days)

    @property
    def is_purged(self) -> bool:
        """Whether a purge takes them, by itself or when asked."""
        return self.days is not None and self.how in (How.AUTO, How.ASKED, How.LAW)


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule and what has outlived it: rows in all, and table by table."""

    rule: Rule
    rows: int = 0
    tables: tuple[Outlived, ...] = ()

    @property
    def oldest(self) -> datetime | None:
        """The oldest instant among them."""
        return min((one.oldest for one in self.tables if one.oldest), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionView:
    """The whole table at one instant (``at``, UTC: a purge takes what this instant says), and the last purges."""

    at: datetime
    kept: tuple[Kept, ...]
    silent: tuple[Person, ...]
    """People nobody has heard of for the duration of the rule « people »."""
    runs: tuple[PurgeRun, ...]

    @property
    def purgeable(self) -> tuple[Kept, ...]:
        """What a purge would take now."""
        return tuple(one for one in self.kept if one.rule.is_purged and one.rows)


def read_retention(actor: Actor, store: Store) -> RetentionView:
    """The retention table with what has outlived its use now. Raises NotAllowed."""
    require(actor, Action.KEEP_DATA)
    at = store.now()
    with store.reading() as conn:
        rules = retention_rules(read_library(store, conn))
        counted = {
            rule.code: retention.count(conn, rule.code, before) for rule in rules if (before := _swept(rule, at))
        }
        silent, runs = _silent(conn, rules, at), tuple(retention.runs(conn))
    trace = _trace(actor, store, rules, at)
    return RetentionView(
        at=at,
        kept=tuple(_kept(rule, counted.get(rule.code, ()), trace | {PEOPLE: len(silent)}) for rule in rules),
        silent=silent,
        runs=runs,
    )


def retention_rules(library: Library) -> tuple[Rule, ...]:
    """``data/retention.csv`` in the current language. Raises InvalidInput naming the line at fault."""
    rules = tuple(built(record, _rule) for record in library.file("retention.csv"))
    swept = {rule.code for rule in rules if rule.is_purged}
    unknown = sorted(swept - set(retention.SWEEPS) - {JOURNAL, LOG})
    if unknown:
        raise InvalidInput(
            N_("retention.csv : « {code} » n’est pas une sorte de données connue ; attendues : {known}."),
            code=unknown[0],
            known=", ".join(sorted([*retention.SWEEPS, JOURNAL, LOG, PEOPLE])),
        )
    return rules


def spoken_span(days: int) -> str:
    """« 3 ans », « 30 jours »."""
    if days % 365 == 0:
        return ngettext("{n} an", "{n} ans", days // 365).format(n=days // 365)
    return ngettext("{n} jour", "{n} jours", days).format(n=days)


def _rule(row: Cells) -> Rule:
    ending = "en" if language() == "en" else "fr"
    return Rule(
        code=required(row, "code"),
        what=required(row, f"what_{ending}"),
        days=integer(row, "days"),
        since=text(row, f"from_{ending}"),
        how=How(choice(row, "how", frozenset(How))),
        why=required(row, f"why_{ending}"),
        source=required(row, "source"),
        checked=text(row, "checked"),
    )


def _kept(rule: Rule, tables: tuple[Outlived, ...], others: dict[str, int]) -> Kept:
    return Kept(rule, others.get(rule.code, sum(one.rows for one in tables)), tables)


def _swept(rule: Rule, at: datetime) -> datetime | None:
    return rule.before(at) if rule.is_purged and rule.code in retention.SWEEPS else None


def _silent(conn: Connection, rules: tuple[Rule, ...], at: datetime) -> tuple[Person, ...]:
    before = next((rule.before(at) for rule in rules if rule.code == PEOPLE), None)
    if before is None:
        return ()
    found = (people.find(conn, PersonId(id)) for id in retention.silent_people(conn, before))
    return tuple(person for person in found if person is not None)


def _trace(actor: Actor, store: Store, rules: tuple[Rule, ...], at: datetime) -> dict[str, int]:
    bounds = {rule.code: rule.before(at) for rule in rules if rule.is_purged}
    found = preview_trace_purge(actor, store, journal_before=bounds.get(JOURNAL), log_before=bounds.get(LOG))
    return {JOURNAL: found.journal, LOG: found.log}
