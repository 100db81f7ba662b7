"""The community's own settings: rows with a revision, not process settings."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.store.database import Connection


@dataclass(frozen=True, slots=True)
class Community:
    """Who this data folder belongs to, and what the screens say of it everywhere."""

    name: str = ""
    territory: str = ""
    """Name of a territory of ``data/territories`` (auray, redon, ploermel), or empty."""
    coordinator: str = ""
    coordinator_phone: str = ""
    min_rest_hours: int = 11
    """Rest between two days when a person declared none; indicative (code du travail L.3131-1, for employees)."""
    demonstration: bool = False
    public_url: str = ""
    contact: str = ""
    """How volunteers reach the coordination, as messages and pages say it; empty means its telephone."""
    code_word: str = ""
    """Announced once, then written in every message: how people tell ours from a fraud."""
    data_source: str = ""
    """Where people's data come from (RGPD art. 14 §2 f), in words."""
    retention: str = ""
    """How long they are kept, in words."""
    mail_domain: str = ""
    """Right-hand side of the Message-ID of what is sent; empty means that of the sending address."""
    login_idle_hours: int = 8
    """A browser signed in and left alone this long is signed out."""
    login_days: int = 7
    """A browser is signed out after this many days, used or not."""
    administration_totp: bool = False
    """Whether whoever administers must give a code of six figures besides the password."""
    demonstration_accounts: bool = False
    """Whether the accounts of this folder are fictional ones that the demonstration made."""


def read(conn: Connection) -> Community:
    """The community's settings, defaults where nothing was written."""
    known = {field.name for field in fields(Community)}
    rows = conn.execute("SELECT key, value FROM setting")
    return Community(**{row["key"]: json.loads(row["value"]) for row in rows if row["key"] in known})


def write(conn: Connection, community: Community) -> None:
    """Replace the community's settings."""
    for key, value in asdict(community).items():
        conn.execute(
            "INSERT INTO setting (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value, revision = revision + 1",
            (key, json.dumps(value, ensure_ascii=False)),
        )
