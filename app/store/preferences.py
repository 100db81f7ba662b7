"""What volunteers asked of whoever contacts them."""

from __future__ import annotations

import json
from datetime import time
from typing import TYPE_CHECKING, Any

from app.core.clock import instant_of, instant_text
from app.core.ids import PersonId
from app.mobilisation.preferences import Channel, Preferences, SaidContact
from app.mobilisation.quiet import QuietHours

if TYPE_CHECKING:
    from datetime import datetime

    from app.store.database import Connection


def every(conn: Connection) -> dict[PersonId, Preferences]:
    """The wishes of everyone who set some."""
    return {
        PersonId(row["person_id"]): _preferences(json.loads(row["value"]))
        for row in conn.execute("SELECT person_id, value FROM preference ORDER BY person_id")
    }


def find(conn: Connection, person_id: PersonId) -> Preferences:
    """The wishes of one person; the usual ones when they set none."""
    row = conn.execute("SELECT value FROM preference WHERE person_id = ?", (person_id,)).fetchone()
    return _preferences(json.loads(row["value"])) if row else Preferences()


def put(conn: Connection, person_id: PersonId, wishes: Preferences, at: datetime) -> None:
    """Replace a person's wishes."""
    conn.execute(
        "INSERT INTO preference (person_id, value, changed_at) VALUES (?, ?, ?) ON CONFLICT (person_id) DO UPDATE SET"
        " value = excluded.value, changed_at = excluded.changed_at, revision = revision + 1",
        (person_id, json.dumps(_values(wishes)), instant_text(at)),
    )


def _values(wishes: Preferences) -> dict[str, Any]:
    quiet = wishes.quiet
    return {
        "channels": [channel.value for channel in wishes.channels],
        "quiet": quiet
        and {
            "starts": quiet.starts.isoformat("minutes"),
            "ends": quiet.ends.isoformat("minutes"),
            "weekdays": sorted(quiet.weekdays),
            "on_holidays": quiet.on_holidays,
        },
        "budget": wishes.budget,
        "last_minute": wishes.last_minute,
        "language": wishes.language,
        "said": wishes.said
        and {"email": wishes.said.email, "mobile": wishes.said.mobile, "at": instant_text(wishes.said.at)},
    }


def _preferences(values: dict[str, Any]) -> Preferences:
    quiet, said = values["quiet"], values.get("said")
    return Preferences(
        channels=tuple(Channel(one) for one in values["channels"]),
        quiet=QuietHours(
            time.fromisoformat(quiet["starts"]),
            time.fromisoformat(quiet["ends"]),
            frozenset(quiet["weekdays"]),
            quiet["on_holidays"],
        )
        if quiet
        else None,
        budget=values["budget"],
        last_minute=values["last_minute"],
        language=values["language"],
        said=SaidContact(email=said["email"], mobile=said["mobile"], at=instant_of(said["at"])) if said else None,
    )
