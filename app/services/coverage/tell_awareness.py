"""The awareness log: what was told to whom, and how many it reached. Written by hand: a newsletter, a meeting, a poster."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.store import awareness, journal

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.response.training import Communication
    from app.store.database import Store

LONGEST, LONGEST_TEXT = 120, 5_000
MOST_REACHED = 1_000_000
GONE = N_("Cette communication n’est plus au registre. Rechargez la page.")


def put_communication(actor: Actor, store: Store, said: Communication, *, seen: Communication | None = None) -> str:
    """Note a communication (``id`` empty), or change one that still stands as it was ``seen``; returns its id.

    Raises InvalidInput, NotFound, NotAllowed.
    """
    require(actor, Action.TRAIN)
    title, audience, channel = (" ".join(one.split()) for one in (said.title, said.audience, said.channel))
    if not (title and audience):
        raise InvalidInput(N_("Dites ce qui a été communiqué, et à qui."))
    if max(map(len, (title, audience, channel))) > LONGEST or len(said.text) > LONGEST_TEXT:
        raise InvalidInput(N_("Ce texte est trop long : {most} signes au plus."), most=LONGEST)
    if said.day > paris_date(store.now()):
        raise InvalidInput(N_("Cette date n’est pas encore passée : notez ce qui a été fait."))
    if said.reached is not None and not 0 <= said.reached <= MOST_REACHED:
        raise InvalidInput(N_("Le nombre de personnes touchées va de 0 à {most}."), most=MOST_REACHED)
    with store.transaction() as conn:
        if said.id and (held := awareness.find(conn, said.id)) != seen:
            raise NotFound(GONE if held is None else N_("Quelqu’un a modifié cette ligne entre-temps : rechargez, puis recommencez."))  # fmt: skip
        kept = replace(
            said, id=said.id or new_id(), title=title, audience=audience, channel=channel, text=said.text.strip(),
            actor_id=seen.actor_id if seen else actor.id,
        )  # fmt: skip
        if kept != seen:
            awareness.put(conn, kept)
            kind = "awareness_changed" if said.id else "awareness_told"
            journal.write(conn, store.now(), actor.id, kind, kept.id, {})
        return kept.id


def remove_communication(actor: Actor, store: Store, id: str) -> None:
    """Take out a line written by mistake. Raises NotFound, NotAllowed."""
    require(actor, Action.TRAIN)
    with store.transaction() as conn:
        if awareness.find(conn, id) is None:
            raise NotFound(GONE)
        awareness.remove(conn, id)
        journal.write(conn, store.now(), actor.id, "awareness_removed", id, {})
