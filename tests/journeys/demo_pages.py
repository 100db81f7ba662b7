"""The addresses of every page of a demonstration that is no screen: behind a link of each kind, at the door, behind a login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.links import LinkScope, Subject, token_of
from app.services.messages.personal_link import ROOMS
from app.store import links

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from app.store.database import Store

PARTS = {
    LinkScope.PAGE: ("preferences", "agenda", "avis", "donnees", "formations"),
    LinkScope.LEAD: ("presences", "doses", "incident", "fermer"),
    LinkScope.EXERCISE: ("repondre", "observation", "questionnaire"),
}
"""What a link's page opens besides itself."""

IDS = {
    LinkScope.PAGE: "SELECT id FROM person ORDER BY id LIMIT 2",
    LinkScope.CALL_OUT: "SELECT call_out.id || '/' || person.id FROM call_out, person ORDER BY person.id LIMIT 1",
    LinkScope.PARTNER: "SELECT centre.id || '/' || partner.id FROM centre, partner ORDER BY partner.id",
    LinkScope.NEIGHBOUR: "SELECT id FROM centre",
    LinkScope.LEAD: "SELECT id FROM session ORDER BY starts_at LIMIT 1",
    LinkScope.DOOR: "SELECT id FROM session ORDER BY starts_at LIMIT 1",
    LinkScope.ALERT: "SELECT alert_id || '/' || person_id FROM alert_person ORDER BY 1 LIMIT 1",
    LinkScope.DESK: "SELECT subject_id FROM link WHERE scope = 'desk' ORDER BY 1 LIMIT 2",
    LinkScope.REQUEST: "SELECT id FROM site ORDER BY id LIMIT 1",
    LinkScope.PLAN_REVIEW: "SELECT id FROM plan_reviewer ORDER BY id LIMIT 1",
    LinkScope.SLOTS: "SELECT 'all'",
    LinkScope.FLASH: "SELECT flash_id || '/' || person_id FROM flash_person ORDER BY 1 LIMIT 1",
    LinkScope.EXERCISE: "SELECT exercise_id || '/' || min(id) FROM exercise_participant GROUP BY exercise_id, role ORDER BY 1",
    LinkScope.PROJECTOR: "SELECT id FROM exercise ORDER BY id",
    LinkScope.IMPROVEMENT: "SELECT id FROM improvement ORDER BY id LIMIT 1",
    LinkScope.PERSON: "SELECT id FROM person ORDER BY id LIMIT 1",
}
"""What a link of each kind opens in the demonstration; a calendar's link has the page that subscribes to it."""

OPEN_TO_ALL = ("connexion", "connexion/oubli", "deconnexion", "p", "accessibilite")
BEHIND_A_LOGIN = ("compte", "suivis", "suivis/nouveau", "suivis/relais", "suivis/creneaux", "suivis/cles")


def behind_links(store: Store) -> dict[str, str]:
    """Path of each page → the kind of its link and its part. Makes the links that are missing."""
    key = store.folder.key("links")
    with store.transaction() as conn:
        return {
            "/".join(filter(None, (room, token, part))): f"{scope.value} {part}".strip()
            for scope, room, token in _tokens(conn, key, store)
            for part in ("", *PARTS.get(scope, ()))
        }


def _tokens(conn: sqlite3.Connection, key: bytes, store: Store) -> Iterator[tuple[LinkScope, str, str]]:
    for scope, query in IDS.items():
        for (found,) in conn.execute(query).fetchall():
            subject = Subject(scope, found)
            link = links.ensure(conn, key, subject, store.now())
            yield scope, _room(scope), token_of(key, subject, link.generation)


def _room(scope: LinkScope) -> str:
    if scope in (LinkScope.PERSON, LinkScope.SLOTS):
        return "calendrier"
    return ROOMS.get(scope, "p")
