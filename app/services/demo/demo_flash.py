"""The demonstration's flash exercise of last week, and what fictional people answered: results to show at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.drills.flash import score
from app.services.laboratory.launch_flash import propose_flash
from app.store import flashes, journal, people
from app.store.flashes import FlashExercise
from app.words import _

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.store.database import Store

ID = "demo-flash"
ASKED, ANSWERED = 24, 17
AGO, OPEN = timedelta(days=9), timedelta(days=7)


def fill(actor: Actor, store: Store, today: date) -> None:
    """One exercise asked of twenty-four people and answered by seventeen, as it would have been kept: no message leaves.

    Raises NotAllowed.
    """
    flash = propose_flash(actor, store)
    if flash is None:
        return
    opened = store.now() - AGO
    held = FlashExercise(
        id=ID, month=f"{paris_date(opened):%Y-%m}", title=_("Exercice flash du mois"), flash=flash,
        opened_at=opened, closes_at=opened + OPEN, actor_id=actor.id,
    )  # fmt: skip
    with store.transaction() as conn:
        asked = [one.id for one in people.every(conn) if one.is_contactable_on(today)][:ASKED]
        flashes.insert(conn, held)
        flashes.add_people(conn, ID, asked)
        journal.write(conn, store.now(), actor.id, "flash_launched", ID, {"people": len(asked)})
        for rank, person in enumerate(asked[:ANSWERED]):
            said = [
                one.choices.index(one.best) if (rank + at) % 3 else rank % len(one.choices)
                for at, one in enumerate(flash.questions)
            ]
            flashes.answer(conn, ID, person, said, score(flash.questions, said), paris_date(opened))
