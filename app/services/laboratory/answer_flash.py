"""One person answers a flash exercise, once, from their own link: the engine's figures score it, no name stays with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import require_self
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.drills.flash import score
from app.mobilisation.message import MessageKind
from app.services.laboratory.launch_flash import GONE
from app.services.messages.unsend import unsend
from app.store import flashes, journal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.store.database import Store


def answer_flash(actor: Actor, store: Store, flash_id: str, person_id: PersonId, choices: Sequence[int]) -> int:
    """Count the answer (rank of a choice for each question, in order); returns its points, which are not kept with a name.

    Raises NotFound for somebody it was not sent to, RuleRefusal once answered or closed, InvalidInput when a question has no
    answer, NotAllowed.
    """
    require_self(actor, person_id)
    with store.transaction() as conn:
        now, held = store.now(), flashes.find(conn, flash_id)
        person = flashes.person_of(conn, flash_id, person_id)
        if held is None or person is None:
            raise NotFound(GONE)
        if not held.is_open(now):
            raise RuleRefusal(N_("Cet exercice flash est clos : merci, il n’attend plus de réponse."))
        if person.answered_on is not None:
            raise RuleRefusal(N_("Vous avez déjà répondu : une réponse par personne, merci !"))
        questions = held.flash.questions
        if len(choices) != len(questions) or any(
            not 0 <= rank < len(one.choices) for one, rank in zip(questions, choices, strict=False)
        ):
            raise InvalidInput(N_("Choisissez une réponse à chaque question."))
        points = score(questions, choices)
        flashes.answer(conn, flash_id, person_id, choices, points, paris_date(now))
        unsend(conn, flash_id, MessageKind.FLASH, person_id, now)
        journal.write(conn, now, "", "flash_answered", flash_id, {})
        return points
