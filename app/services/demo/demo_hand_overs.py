"""The demonstration's hand-overs, hospital discharges, helpers and a town hall's calls: under way, nothing finished. Fictional."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.discharge import Line
from app.continuity.hand_over import Step
from app.continuity.helping import CcasCause, CcasHelp, Helper, HelperKind
from app.core.clock import paris_instant
from app.core.ids import new_id
from app.services.continuity.absorb_discharge import DischargeDraft, answer_taking, open_discharge
from app.services.continuity.answer_relay import answer_relay
from app.services.continuity.follow_hand_over import mark_pair
from app.services.continuity.help_ccas import keep_ccas_help
from app.services.continuity.keep_helpers import keep_helpers
from app.services.continuity.propose_relays import propose_relays
from app.services.continuity.read_hand_overs import board
from app.store import discharges, people

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.store.database import Store

AURAY, BRECH, PLUVIGNER = "56007", "56023", "56177"
ASKED = (
    Line("INS", BRECH, 3),
    Line("PLAIE", AURAY, 4),
    Line("PLAIE", PLUVIGNER, 2),
    Line("AGE80", AURAY, 3),
    Line("AGE80", PLUVIGNER, 2),
)
"""« 20 lits ce soir : 9 pansements/injections, 5 retours fragiles seuls, 6 sans soin » (DOMAIN § 5.3, S1, inject 4)."""


def fill(actor: Actor, store: Store, today: date) -> None:
    """Fill a folder that has its needs, practices and closures, through the services a cell uses."""
    require(actor, Action.RUN_CONTINUITY)
    _helpers(actor, store, today)
    _relays(actor, store)
    _discharge(actor, store, today)


def _relays(actor: Actor, store: Store) -> None:
    """Relays proposed; one pair agreed and passed on, another agreed and still to be passed on; the others are asked."""
    propose_relays(actor, store)
    pairs = sorted(board(actor, store).pairs, key=lambda one: (-one.unanswered, one.giver_name, one.taker_name))
    for rank, pair in enumerate(one for one in pairs[:2] if one.unanswered):
        answer_relay(actor, store, pair.giver, pair.taker, pair.unanswered, of=pair.unanswered)
        if rank == 0:
            mark_pair(actor, store, pair.giver, pair.taker, Step.TRANSMITTED, pair.unanswered + pair.untransmitted)


def _discharge(actor: Actor, store: Store, today: date) -> None:
    with store.reading() as conn:
        hospital = next((one.id for one in people.sites(conn) if one.kind == "hospital"), "")
    wanted = max(paris_instant(today, time(20)), store.now() + timedelta(hours=1))
    id = open_discharge(
        actor, store, DischargeDraft(title="20 lits ce soir", wanted_at=wanted, beds=20, lines=ASKED, site=hospital)
    )
    with store.reading() as conn:
        held = discharges.find(conn, id)
    if held is not None and held.takings:
        first = held.takings[0]
        answer_taking(actor, store, id, first.key, first.carer, first.patients, held.revision)


def _helpers(actor: Actor, store: Store, today: date) -> None:
    said = today - timedelta(days=1)
    keep_helpers(
        actor, store,
        [
            Helper(
                id=new_id(), kind=HelperKind.SSIAD, name="SSIAD du Loch (fictif)", communes=frozenset({AURAY, BRECH}),
                people=2, capacity=6, phone="01 99 00 10 61", said_on=said,
            ),
            Helper(
                id=new_id(), kind=HelperKind.SAAD, name="Aide à domicile des Deux Rivières (fictive)", people=3,
                capacity=4, phone="01 99 00 10 62", said_on=said, communes=frozenset({PLUVIGNER}),
            ),
            Helper(id=new_id(), kind=HelperKind.CLIC, name="CLIC d’Auray (fictif)", phone="01 99 00 10 63"),
        ],
    )  # fmt: skip
    keep_ccas_help(
        actor, store,
        CcasHelp(
            id=new_id(), commune=PLUVIGNER, cause=CcasCause.COLD, registered=41, calls_per_day=2, callers=2,
            helpers_wanted=2, helpers_given=1, contact_phone="01 99 00 10 64", from_day=today,
        ),
    )  # fmt: skip
