"""What is written to practices about hand-overs: how many, and where to read them once signed in. Never what, never who.

No personal link: needs open to a signed-in account alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.login_names import is_email
from app.continuity.carer import practice_carer, practice_of
from app.services.continuity.desks import every_desk
from app.services.crisis.write_to_partner import LetterKind, Partner, cancel_letters, signature, write_to_partner
from app.services.crisis.writing_desk import read_sender
from app.services.keeping.reference import read_library
from app.store import community
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from app.continuity.carer import CarerId
    from app.core.ids import PracticeId
    from app.response.desk_survey import Desk
    from app.store.database import Connection, Store

ROOM = "suivis"
"""Where a practice reads its hand-overs, on the phone, once signed in."""

PROPOSED, ACCEPTED = "/proposed", "/accepted"
"""What the letters to one practice are filed under, after its own name."""


def write_proposals(
    conn: Connection, store: Store, now: datetime, unanswered: Mapping[CarerId, int], new: Collection[CarerId]
) -> int:
    """One letter to each practice newly asked, with how many needs wait for its answer; how many letters.

    An earlier one that has not left gives way to it. Establishments and remote services are rung. Within the caller's
    transaction.
    """
    asked = sorted(carer for carer in new if practice_of(carer) is not None)
    desks = _desks(conn, store, now) if asked else {}
    written = 0
    for carer in asked:
        take_back_proposals(conn, now, [carer])
        written += _propose(conn, store, now, desks.get(carer), unanswered[carer])
    return written


def take_back_proposals(conn: Connection, now: datetime, carers: Iterable[CarerId]) -> int:
    """Withdraw letters of proposals that have not left; how many. Within the caller's transaction."""
    return sum(cancel_letters(conn, f"{carer}{PROPOSED}", now, LetterKind.HAND_OVER) for carer in sorted(set(carers)))


def write_accepted(conn: Connection, store: Store, now: datetime, giver: PracticeId, accepted: int) -> bool:
    """Tell a practice that a relay takes so many of its needs, to be passed on now; whether a letter was written."""
    desk = _desks(conn, store, now).get(practice_carer(giver))
    subject = ngettext(
        "{community} : un relais prend {n} de vos besoins", "{community} : un relais prend {n} de vos besoins", accepted
    )
    text = ngettext(
        "Bonjour,\n\nUn relais a accepté {n} besoin de votre cabinet. Transmettez-lui ce qu’il doit savoir par MSSanté ou par téléphone, puis notez-le :\n{where}\n\nAucun nom de patient n’est dans ce message.\n\n{signature}",
        "Bonjour,\n\nUn relais a accepté {n} besoins de votre cabinet. Transmettez-lui ce qu’il doit savoir par MSSanté ou par téléphone, puis notez-le :\n{where}\n\nAucun nom de patient n’est dans ce message.\n\n{signature}",
        accepted,
    )
    return _write(conn, store, now, desk, ACCEPTED, subject, text, accepted)


def _propose(conn: Connection, store: Store, now: datetime, desk: Desk | None, count: int) -> bool:
    subject = ngettext(
        "{community} : {n} besoin vous est proposé", "{community} : {n} besoins vous sont proposés", count
    )
    text = ngettext(
        "Bonjour,\n\n{n} besoin d’un cabinet voisin vous est proposé en relais. Dites si vous le prenez :\n{where}\n\nAvant d’accepter vous en lisez la catégorie ; le détail s’ouvre ensuite, et ce qu’il faut savoir du patient vous est transmis par MSSanté ou par téléphone.\n\n{signature}",
        "Bonjour,\n\n{n} besoins d’un cabinet voisin vous sont proposés en relais. Dites combien vous en prenez :\n{where}\n\nAvant d’accepter vous en lisez le nombre par catégorie ; le détail s’ouvre ensuite, et ce qu’il faut savoir des patients vous est transmis par MSSanté ou par téléphone.\n\n{signature}",
        count,
    )
    return _write(conn, store, now, desk, PROPOSED, subject, text, count)


def _write(
    conn: Connection, store: Store, now: datetime, desk: Desk | None, about: str, subject: str, text: str, count: int
) -> bool:
    """Queue it by e-mail; without one it waits for a hand, with the number to ring. False for a practice nobody knows."""
    if desk is None:
        return False
    address = next((one for one in desk.addresses if is_email(one.value)), None)
    public_url = community.read(conn).public_url.rstrip("/")
    where = f"{public_url}/{ROOM}" if public_url else _("la page « Mes suivis » de votre compte Relève")
    write_to_partner(
        conn, store, now, kind=LetterKind.HAND_OVER, about=f"{desk.subject}{about}",
        to=Partner(address.whose if address else "", desk.name, address.value if address else "", desk.phone),
        subject=subject.format(community=read_sender(conn).community, n=count),
        body=text.format(n=count, where=where, signature=signature(conn)),
    )  # fmt: skip
    return True


def _desks(conn: Connection, store: Store, now: datetime) -> dict[str, Desk]:
    return {one.subject: one for one in every_desk(conn, read_library(store, conn), now)}
