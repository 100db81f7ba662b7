"""Versions of the community's own plan, to whom each was sent, and the signatures of reflex cards. Rows ↔ values."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.errors import N_, NotFound
from app.response.plan import Channel, PlanSending, PlanState, PlanVersion, Section
from app.store import revisions
from app.store.nullable import day_or_null, instant_or_null

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime

    from app.store.database import Connection

_PAST_DROPPED = "(SELECT 1 + ifnull(max(seq), 0) FROM journal WHERE type = 'plan.dropped')"
"""Each change of a version is an entry of the journal: its number is past any revision there was before."""

_FIELDS = frozenset(one.name for one in fields(Section))


def every(conn: Connection) -> tuple[PlanVersion, ...]:
    """Every version, the newest first."""
    return tuple(_version(row) for row in conn.execute("SELECT * FROM plan ORDER BY number DESC"))


def latest(conn: Connection) -> PlanVersion | None:
    """The newest version, draft or not; None when no plan was begun."""
    row = conn.execute("SELECT * FROM plan ORDER BY number DESC LIMIT 1").fetchone()
    return _version(row) if row else None


def find(conn: Connection, number: int) -> PlanVersion | None:
    """The version of that number."""
    row = conn.execute("SELECT * FROM plan WHERE number = ?", (number,)).fetchone()
    return _version(row) if row else None


def find_id(conn: Connection, plan_id: str) -> PlanVersion | None:
    """The version of that id."""
    row = conn.execute("SELECT * FROM plan WHERE id = ?", (plan_id,)).fetchone()
    return _version(row) if row else None


def in_force(conn: Connection) -> PlanVersion | None:
    """The version people work by: the newest sent, else the newest validated, else None."""
    row = conn.execute(
        "SELECT * FROM plan WHERE state IN ('validated', 'sent') ORDER BY state = 'sent' DESC, number DESC LIMIT 1"
    ).fetchone()
    return _version(row) if row else None


def add(conn: Connection, version: PlanVersion) -> None:
    """Write a new version; one that takes the number of a draft that was given up begins past every revision of that one."""
    conn.execute(
        "INSERT INTO plan (id, number, state, sections, created_at, changed_at, validated_by, validated_at, review_on,"
        f" revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, {_PAST_DROPPED})",
        (version.id, version.number, version.state, _content(version), instant_text(version.created_at),
         instant_text(version.changed_at), version.validated_by, instant_or_null(version.validated_at), day_or_null(version.review_on)),
    )  # fmt: skip


def put(conn: Connection, version: PlanVersion) -> None:
    """Write a draft's sections and who validates it, over the revision it was read at. Raises StaleRevision, NotFound."""
    done = conn.execute(
        "UPDATE plan SET sections = ?, changed_at = ?, state = ?, validated_by = ?, validated_at = ?, review_on = ?,"
        " revision = revision + 1 WHERE id = ? AND revision = ? AND state = 'draft'",
        (_content(version), instant_text(version.changed_at), version.state, version.validated_by,
         instant_or_null(version.validated_at), day_or_null(version.review_on), version.id, version.revision),
    )  # fmt: skip
    _expect_one(conn, version.id, done.rowcount)


def move(conn: Connection, plan_id: str, state: PlanState) -> None:
    """A validated version becomes sent, one sent is superseded; its sections stay as they were signed."""
    conn.execute("UPDATE plan SET state = ?, revision = revision + 1 WHERE id = ?", (state, plan_id))


def drop(conn: Connection, version: PlanVersion) -> None:
    """Give up a draft. Raises StaleRevision, NotFound."""
    done = conn.execute(
        "DELETE FROM plan WHERE id = ? AND revision = ? AND state = 'draft'", (version.id, version.revision)
    )
    _expect_one(conn, version.id, done.rowcount)


def is_under_review(conn: Connection, plan_id: str) -> bool:
    """Whether a partner was asked to read this version."""
    return conn.execute("SELECT 1 FROM plan_reviewer WHERE plan_id = ? LIMIT 1", (plan_id,)).fetchone() is not None


def sendings(conn: Connection, plan_id: str) -> tuple[PlanSending, ...]:
    """To whom a version was sent, in order."""
    rows = conn.execute("SELECT * FROM plan_sending WHERE plan_id = ? ORDER BY at, organisation, id", (plan_id,))
    return tuple(_sending(row) for row in rows)


def every_sending(conn: Connection) -> tuple[PlanSending, ...]:
    """Every sending of every version, in order."""
    return tuple(_sending(row) for row in conn.execute("SELECT * FROM plan_sending ORDER BY at, organisation, id"))


def add_sending(conn: Connection, sending: PlanSending, actor_id: str) -> None:
    """Write that a version was sent to somebody."""
    conn.execute(
        "INSERT INTO plan_sending (id, plan_id, recipient, organisation, address, channel, at, proof, acknowledged_on,"
        " actor_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (sending.id, sending.plan_id, sending.recipient, sending.organisation, sending.address, sending.channel,
         instant_text(sending.at), sending.proof, day_or_null(sending.acknowledged_on), actor_id),
    )  # fmt: skip


def complete_sending(conn: Connection, sending_id: str, *, proof: str, acknowledged_on: date | None) -> None:
    """What is known later of a sending: its proof, and the day they said they had it. Raises NotFound."""
    done = conn.execute(
        "UPDATE plan_sending SET proof = ?, acknowledged_on = ? WHERE id = ?",
        (proof, day_or_null(acknowledged_on), sending_id),
    )
    if not done.rowcount:
        raise NotFound(N_("Cet envoi n’existe plus. Rechargez la page."))


@dataclass(frozen=True, slots=True)
class CardSignature:
    """A named medical lead agreed with a card's text, known by its hash."""

    card: str
    text_hash: str
    signed_by: str
    quality: str
    signed_at: datetime


def signatures(conn: Connection) -> Mapping[str, tuple[CardSignature, ...]]:
    """Every signature by card, the newest first."""
    found: dict[str, list[CardSignature]] = {}
    for row in conn.execute("SELECT * FROM card_signature ORDER BY card, signed_at DESC, text_hash"):
        one = CardSignature(
            row["card"], row["text_hash"], row["signed_by"], row["quality"], instant_of(row["signed_at"])
        )
        found.setdefault(one.card, []).append(one)
    return {card: tuple(signed) for card, signed in found.items()}


def sign(conn: Connection, signature: CardSignature, actor_id: str) -> None:
    """Write a signature; one that signs the same text of the same card replaces it."""
    conn.execute(
        "INSERT OR REPLACE INTO card_signature (card, text_hash, signed_by, quality, signed_at, actor_id)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (signature.card, signature.text_hash, signature.signed_by, signature.quality, instant_text(signature.signed_at),
         actor_id),
    )  # fmt: skip


def _expect_one(conn: Connection, plan_id: str, count: int) -> None:
    if count == 1:
        return
    if conn.execute("SELECT 1 FROM plan WHERE id = ?", (plan_id,)).fetchone() is None:
        raise NotFound(N_("Ce brouillon n’existe plus. Rechargez la page."))
    raise revisions.stale(conn, plan_id)


def _content(version: PlanVersion) -> str:
    held = {
        "sections": [asdict(one) for one in version.sections],
        "validated_as": version.validated_as,
        "reserve": version.reserve,
    }
    return json.dumps(held, ensure_ascii=False)


def _version(row: sqlite3.Row) -> PlanVersion:
    held = json.loads(row["sections"])
    return PlanVersion(
        id=row["id"],
        number=row["number"],
        state=PlanState(row["state"]),
        sections=tuple(_section(one) for one in held["sections"]),
        created_at=instant_of(row["created_at"]),
        changed_at=instant_of(row["changed_at"]),
        validated_by=row["validated_by"],
        validated_at=instant_of(row["validated_at"]) if row["validated_at"] else None,
        review_on=date.fromisoformat(row["review_on"]) if row["review_on"] else None,
        revision=row["revision"],
        validated_as=held.get("validated_as", ""),
        reserve=held.get("reserve", ""),
    )


def _section(held: Mapping[str, object]) -> Section:
    known = {name: value for name, value in held.items() if name in _FIELDS}
    items = known.pop("items", ())
    assert isinstance(items, list)
    return Section(**known, items=tuple(map(str, items)))  # type: ignore[arg-type]


def _sending(row: sqlite3.Row) -> PlanSending:
    return PlanSending(
        id=row["id"],
        plan_id=row["plan_id"],
        recipient=row["recipient"],
        organisation=row["organisation"],
        address=row["address"],
        channel=Channel(row["channel"]),
        at=instant_of(row["at"]),
        proof=row["proof"],
        acknowledged_on=date.fromisoformat(row["acknowledged_on"]) if row["acknowledged_on"] else None,
    )
