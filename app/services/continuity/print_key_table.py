"""A practice's key table printed empty, its numbers ready: filled by hand, kept in the practice, never read by the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.care_need import LAST_PSEUDONYM
from app.continuity.sealed_copy import FORM_WORDS, HOLDER_WORDS
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput
from app.services.continuity.own_practice import require_own_practice
from app.services.continuity.read_sealed_copies import copies_view
from app.services.plans.own_plan_document import imprint_of
from app.store import community
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.core.ids import PracticeId
    from app.services.continuity.read_sealed_copies import HeldCopy
    from app.store.database import Store

ROWS = 24
"""Numbers of a print unless asked otherwise: two sheets."""
MOST_ROWS = 500


def print_key_table(actor: Actor, store: Store, practice_id: PracticeId, *, first: int = 1, rows: int = ROWS) -> bytes:
    """The table from « P-<first> » on, as PDF. Nothing but numbers is printed, so nothing is noted as read.

    Raises NotAllowed (another practice's), NotFound, InvalidInput.
    """
    require(actor, Action.RECORD_NEEDS)
    from app.documents.key_table import KeyTable, key_table

    if not 1 <= first <= LAST_PSEUDONYM or not 1 <= rows <= MOST_ROWS:
        raise InvalidInput(
            N_("La table va de P-0001 à P-9999, {most} numéros à la fois au plus : revoyez le premier et le nombre."),
            most=MOST_ROWS,
        )
    with store.reading() as conn:
        practice = require_own_practice(conn, actor, practice_id)
        settings, view = community.read(conn), copies_view(store, conn, only=practice_id, all_of=False)
    last = min(first + rows - 1, LAST_PSEUDONYM)
    held = view.practices[0].held if view.practices else ()
    table = KeyTable(
        practice=practice.name,
        numbers=tuple(f"P-{number:04d}" for number in range(first, last + 1)),
        copies=tuple(_copy_words(one) for one in held if one.copy),
    )
    return key_table(
        table, imprint_of(store, settings, _("table vide du {day}").format(day=spoken_date(paris_date(store.now()))))
    )


def _copy_words(held: HeldCopy) -> str:
    assert held.copy is not None
    return _("{holder}, {name} ({form}, déposée le {day})").format(
        holder=_(HOLDER_WORDS[held.holder]), name=held.name, form=_(FORM_WORDS[held.copy.form]),
        day=spoken_date(held.copy.deposited_on),
    )  # fmt: skip
