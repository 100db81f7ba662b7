"""A data folder with a published centre, and a client that speaks HTTP to an application in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from urllib.parse import urlencode

import httpx
from starlette.types import Receive, Scope, Send

from app.access.actor import LOCAL_COORDINATION
from app.access.links import LinkScope, Subject, token_of
from app.core.clock import paris_instant
from app.core.ids import CentreId, PersonId, SeatId, SessionId
from app.roster.person import Mission, Person, PersonKind
from app.scheduling.centre import Centre, CentreKind, Place
from app.scheduling.session import Holder, Seat, SeatState, Session, SessionState
from app.services.messages.hand_out_links import centre_links, hand_out_links
from app.store import centres, links, people, seats, sessions
from app.store.database import Connection, Store, open_store
from tests.builders import MovingClock

App = Callable[[Scope, Receive, Send], Awaitable[None]]

CENTRE = CentreId("01939f00-0000-7000-8000-00000000c001")
ZOE, ALI, MASKED = PersonId("p-zoe"), PersonId("p-ali"), PersonId("p-dit-non")
MONDAY = date(2026, 11, 30)
THURSDAY = datetime(2026, 11, 26, 16, 5, tzinfo=UTC)
BASE = "https://releve.exemple.fr"


@dataclass
class PublishedCentre:
    """The Pratel: five mornings from Monday 30 November 2026, one line; Zoé injects, Ali prepares, reception is open."""

    store: Store
    clock: MovingClock
    session_ids: list[SessionId] = field(default_factory=list)

    def feed_path(self, person_id: PersonId) -> str:
        """The path of a person's calendar."""
        given = hand_out_links(LOCAL_COORDINATION, self.store, CENTRE, base_url="")
        return next(one.link.feed for one in given if one.person_id == person_id)

    def centre_paths(self) -> dict[LinkScope, str]:
        """One path of each scope of the centre."""
        return {
            one.subject.scope: one.feed for one in centre_links(LOCAL_COORDINATION, self.store, CENTRE, base_url="")
        }

    def link(self, subject: Subject) -> str:
        """The token of a link, handed out now if it never was."""
        key = self.store.folder.key("links")
        with self.store.transaction() as conn:
            return token_of(key, subject, links.ensure(conn, key, subject, self.store.now()).generation)

    def seat_of(self, person_id: PersonId, day: int = 0) -> Seat:
        """The live seat a person holds on the nth day."""
        with self.store.reading() as conn:
            held = seats.of_session(conn, self.session_ids[day])
        return next(seat for seat in held if seat.holder.person_id == person_id)

    def change_seat(self, before: Seat, **changes: object) -> None:
        """Write a live seat as a service would."""
        from dataclasses import replace

        with self.store.transaction() as conn:
            seats.write(conn, before, replace(before, **changes), self.store.now())  # type: ignore[arg-type]

    def change_session(self, day: int, **changes: object) -> None:
        """Write a session as a service would."""
        from dataclasses import replace

        with self.store.transaction() as conn:
            session = sessions.find(conn, self.session_ids[day])
            assert session is not None
            sessions.update(conn, replace(session, **changes), self.store.now())  # type: ignore[arg-type]

    def cancel(self, day: int) -> None:
        """Cancel the nth session: kept, shown, SEQUENCE one further."""
        self.change_session(day, state=SessionState.CANCELLED, sequence=1)


def a_published_centre(folder: Path, clock: MovingClock | None = None, days: int = 5) -> PublishedCentre:
    """Open a folder and publish the Pratel in it."""
    clock = clock or MovingClock(THURSDAY)
    store = open_store(folder, clock)
    centre = PublishedCentre(store, clock)
    with store.transaction() as conn:
        a_person(conn, ZOE, "Zoé", "ŒIL-D’ARMOR", mobile="06 99 00 11 22", email="zoe@exemple.fr")
        a_person(conn, ALI, "Ali", "Le Goff", mobile="06 99 00 33 44")
        a_person(conn, MASKED, "Ne", "Rien-Savoir", opted_out_on="2026-01-01")
        centres.insert(conn, PRATEL)
        for day in range(days):
            centre.session_ids.append(a_session(conn, store, day))
    return centre


PRATEL = Centre(
    CENTRE,
    "Centre du Pratel",
    CentreKind.VACCINATION,
    Place("Salle du Pratel", "12 rue du Pratel", "56007", "Auray", 47.6689, -2.9812, "Entrée par la cour"),
    contact_name="Accueil du centre",
    contact_phone="02 99 00 55 66",
)


def a_person(
    conn: Connection,
    person_id: PersonId,
    given_name: str,
    family_name: str,
    *,
    mobile: str = "",
    email: str = "",
    opted_out_on: str | None = None,
    missions: frozenset[Mission] = frozenset({Mission.VACCINATION}),
) -> None:
    """Put a nurse in the roster."""
    person = Person(
        id=person_id,
        kind=PersonKind.PROFESSIONAL,
        given_name=given_name,
        family_name=family_name,
        profession="infirmier",
        mobile=mobile,
        email=email,
        opted_out_on=date.fromisoformat(opted_out_on) if opted_out_on else None,
        missions=missions,
    )
    people.put(conn, person, THURSDAY)


def a_session(conn: Connection, store: Store, number: int, day: date | None = None) -> SessionId:
    """Publish a morning ``number`` days after the Monday, 9 h to 13 h, with its three seats."""
    on = day or MONDAY + timedelta(days=number)
    session = Session(
        SessionId(f"s-{number:03}"),
        CENTRE,
        on,
        time(9),
        time(13),
        paris_instant(on, time(9)),
        paris_instant(on, time(13)),
        lines=1,
        state=SessionState.PUBLISHED,
    )
    sessions.insert(conn, session, store.now())
    held = [
        Seat(SeatId(f"seat-i-{number:03}"), session.id, "injector", 1, 1, Holder(ZOE), SeatState.PUBLISHED),
        Seat(SeatId(f"seat-p-{number:03}"), session.id, "dose_preparer", None, 1, Holder(ALI), SeatState.ACKNOWLEDGED),
        Seat(SeatId(f"seat-r-{number:03}"), session.id, "reception", None, 1),
    ]
    seats.insert(conn, held, store.now())
    return session.id


@dataclass
class Client:
    """Speaks HTTP to an ASGI application, from another machine unless told otherwise."""

    app: App
    peer: str = "192.0.2.7"
    host: str = "releve.exemple.fr"

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.ask("GET", path, **headers)

    def post(self, path: str, fields: Mapping[str, str | list[str]] | bytes = b"", **headers: str) -> httpx.Response:
        """Send a form as a browser does from our own page; ``bytes`` are sent as they are."""
        body = fields if isinstance(fields, bytes) else urlencode(fields, doseq=True).encode()
        given = {"content_type": "application/x-www-form-urlencoded", "sec_fetch_site": "same-origin", "origin": "null"}
        return self.ask("POST", path, body, **(given | headers))

    def ask(self, method: str, path: str, body: bytes = b"", /, **headers: str) -> httpx.Response:
        """One request; header names are written with underscores; nothing is followed, decoded or added."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(self._ask(method, path, body, named))

    async def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, client=(self.peer, 50_000))
        given = {"host": self.host, **headers}
        async with httpx.AsyncClient(transport=transport) as client:
            client.headers.clear()
            response = await client.send(
                client.build_request(method, f"https://{self.host}{path}", headers=given, content=body), stream=True
            )
            raw = b"".join([piece async for piece in response.aiter_raw()])
        return httpx.Response(response.status_code, headers=_undecoded(response.headers), content=raw)


def _undecoded(headers: httpx.Headers) -> list[tuple[str, str]]:
    """Headers as sent, the encoding under another name so that the body stays as sent too."""
    return [(("x-" if n == "content-encoding" else "") + n, v) for n, v in headers.multi_items()]
