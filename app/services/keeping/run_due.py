"""What the product does by itself: each duty in turn, none stopped by another's fault; their state is in the database."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from datetime import datetime
from functools import partial

from app.access.actor import SCHEDULER, Actor
from app.access.permissions import Action, require
from app.services.accounts.send_account_letters import send_account_letters
from app.services.crisis.send_partner_letters import send_partner_letters
from app.services.crisis_bag.pack_crisis_bag import pack_bag_when_due
from app.services.exercise.remind_improvement import remind_due
from app.services.keeping.backup_duty import back_up_when_due
from app.services.keeping.purge_data import purge_expired
from app.services.messages.send_messages import send_due
from app.services.messages.ways_out import read_ways
from app.services.mobilisation.advance_call_outs import advance_call_outs
from app.services.mobilisation.close_polls import close_polls
from app.services.mobilisation.remind_holders import remind_holders
from app.services.mobilisation.swap_seats import expire_swaps
from app.services.mobilisation.waiting_list import offer_freed_seats
from app.services.slots.keep_slots import keep_ahead
from app.store import community
from app.store.database import Store

log = logging.getLogger("releve.duties")

Duty = Callable[[Actor, Store], datetime | None]
"""Does what is due and returns when to look again (UTC), None when nothing is foreseen."""


def send_waiting(
    actor: Actor, store: Store, public_url: str = "", stopping: Callable[[], bool] = lambda: False
) -> datetime | None:
    """Send what is due by the ways set now; ``public_url`` is the process's, else the community's own counts."""
    require(actor, Action.SEND_MESSAGES)
    with store.reading() as conn:
        base_url = public_url or community.read(conn).public_url
    return send_due(actor, store, read_ways(store), base_url, stopping)


DUTIES: tuple[Duty, ...] = (
    advance_call_outs,
    offer_freed_seats,
    expire_swaps,
    remind_holders,
    close_polls,
    keep_ahead,
    back_up_when_due,
    purge_expired,
    pack_bag_when_due,
    remind_due,
)
"""In order: what writes messages comes before :func:`send_waiting`, which ends every round."""


def run_due(
    store: Store,
    *,
    public_url: str = "",
    stopping: Callable[[], bool] = lambda: False,
    actor: Actor = SCHEDULER,
    duties: tuple[Duty, ...] | None = None,
) -> datetime | None:
    """One round of every duty, then sending; the earliest instant at which one of them wants to be run again."""
    sending: Duty = partial(send_waiting, public_url=public_url, stopping=stopping)
    letters: Duty = partial(send_account_letters, public_url=public_url)
    partners: Duty = partial(send_partner_letters, public_url=public_url, stopping=stopping)
    every: tuple[Duty, ...] = (*(DUTIES if duties is None else duties), letters, sending, partners)
    found = [_guarded(duty, actor, store) for duty in every if not stopping()]
    return min((at for at in found if at is not None), default=None)


def _guarded(duty: Duty, actor: Actor, store: Store) -> datetime | None:
    """A fault is logged by its kind and place alone: its words may hold a name, an address or a token."""
    try:
        return duty(actor, store)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        log.error("%s: %s (%s:%s)", _name(duty), type(error).__name__, last.name, last.lineno)
        return None


def _name(duty: Duty) -> str:
    named = duty.func if isinstance(duty, partial) else duty
    return str(getattr(named, "__name__", "duty"))
