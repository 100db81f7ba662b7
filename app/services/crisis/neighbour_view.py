"""What a neighbouring community may see: seats nobody holds, and a call-out to pass on. No person, nothing written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.links import LinkScope, centre_subject, token_of
from app.core.clock import paris_date
from app.mobilisation.frames import frame_in_force
from app.scheduling.spoken import listed, some_people
from app.services.crisis.partner_view import open_sessions, role_label
from app.services.crisis.writing_desk import read_sender
from app.services.keeping.reference import read_library
from app.services.world.read_horizon import read_horizon
from app.store import links
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.core.ids import CentreId
    from app.library import Library
    from app.mobilisation.writing import Sender
    from app.scheduling.centre import Centre
    from app.services.crisis.partner_view import OpenSession
    from app.store.database import Connection, Store

CALLED_OUT = 8
"""Sessions that the text to copy names; the page and the feed have them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourPage:
    """What a neighbouring community reads. ``feed``: the calendar of open seats, empty when it was never handed out."""

    centre: Centre
    sender: Sender
    sessions: tuple[OpenSession, ...]
    feed: str
    text: str
    """A call-out to copy."""


def read_neighbour(store: Store, centre_id: CentreId, *, base_url: str) -> NeighbourPage | None:
    """The page given to neighbouring communities; None when the centre is no more."""
    with store.reading() as conn:
        horizon, library = read_horizon(store, conn), read_library(store, conn)
        centre, sender = horizon.centres.get(centre_id), read_sender(conn)
        if centre is None:
            return None
        found = tuple(one for one in open_sessions(horizon, library, centre_id) if one.missing)
        feed = _feed(store, conn, centre_id, base_url)
    text = _call_out(centre, sender, found, library, paris_date(horizon.now))
    return NeighbourPage(centre=centre, sender=sender, sessions=found, feed=feed, text=text)


def _feed(store: Store, conn: Connection, centre_id: CentreId, base_url: str) -> str:
    link = links.current(conn, centre_subject(centre_id, LinkScope.OPEN))
    if link is None:
        return ""
    token = token_of(store.folder.key("links"), link.subject, link.generation)
    return f"{base_url.rstrip('/')}/calendrier/{token}.ics"


def _call_out(centre: Centre, sender: Sender, found: Sequence[OpenSession], library: Library, today: date) -> str:
    """A text to pass on: what is missing and when, under which frame, whom to tell."""
    if not found:
        return ""
    lines = [
        _("{who}, {when}").format(
            who=listed(
                some_people(one.role, one.count or 0, lambda code: role_label(library, code)) for one in each.missing
            ),
            when=each.when,
        )
        for each in found[:CALLED_OUT]
    ]
    more = len(found) - len(lines)
    if more > 0:
        lines.append(ngettext("et {n} autre séance", "et {n} autres séances", more).format(n=more))
    frame = frame_in_force(library.mission_frames, centre.designation.frame_code, today)
    return _(
        "{community} cherche du renfort à {centre} ({place}) :\n{lines}\n"
        "Cadre : {frame}. Qui paie : {payer}. Qui assure : {insurer}.\n"
        "Pour venir ou en savoir plus : {coordination}, {contact}."
    ).format(
        community=sender.community,
        centre=centre.name,
        place=", ".join(part for part in (centre.place.name, centre.place.commune) if part),
        lines="\n".join(f"– {line}" for line in lines),
        frame=frame.label if frame else _("à préciser par la coordination"),
        payer=centre.designation.payer or _("à préciser selon votre statut"),
        insurer=centre.designation.insurer or (frame.insurer if frame else _("à préciser par la coordination")),
        coordination=sender.coordination,
        contact=sender.contact,
    )


def open_seats_document(page: NeighbourPage) -> dict[str, object]:
    """The neighbour's page as JSON, format ``releve.open-seats/1``; no person in it.

    ``community``, ``contact``: who to write to; ``centre``: name, kind, place, address, commune, insee; ``feed``: the
    calendar of the same seats; ``sessions``: starts_at and ends_at (ISO 8601, UTC), site of a mobile team, target_group,
    and ``open``: role (code of ``data/roles.csv``), label (current language), count of seats that nobody holds.
    """
    centre = page.centre
    return {
        "format": "releve.open-seats/1",
        "community": page.sender.community,
        "contact": page.sender.contact,
        "centre": {
            "name": centre.name,
            "kind": centre.kind.value,
            "place": centre.place.name,
            "address": centre.place.address,
            "commune": centre.place.commune,
            "insee": centre.place.commune_insee,
        },
        "feed": page.feed,
        "sessions": [
            {
                "starts_at": each.session.starts_at.isoformat(),
                "ends_at": each.session.ends_at.isoformat(),
                "site": each.session.site,
                "target_group": each.session.target_group,
                "open": [{"role": one.role, "label": one.label, "count": one.count} for one in each.missing],
            }
            for each in page.sessions
        ],
    }
