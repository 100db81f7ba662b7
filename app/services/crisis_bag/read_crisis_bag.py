"""The crisis bag as the coordination sees it: the last copy, whether the second folder has it, and taking it away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, NotFound
from app.documents.settled_zip import settled_zip
from app.store import community, crisis_bags, journal
from app.store.crisis_bags import HTML

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.store.crisis_bags import Bag, BagSettings
    from app.store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class BagView:
    """One state of it. ``at`` None: never packed. ``second_at``: the last copy in the second folder, None when it has
    none or is not plugged in. Instants are UTC."""

    now: datetime
    settings: BagSettings
    at: datetime | None
    files: tuple[str, ...]
    kept: int
    second_at: datetime | None
    second_is_there: bool
    folder: str
    has_phone: bool = True
    """Whether the coordination's telephone number, the first of the bag, is known."""


def read_crisis_bag(actor: Actor, store: Store) -> BagView:
    """What stands on the disk now. Raises NotAllowed."""
    require(actor, Action.BACK_UP)
    with store.reading() as conn:
        settings, phone = crisis_bags.read_settings(conn), community.read(conn).coordinator_phone
    home = crisis_bags.home(store.folder)
    second = crisis_bags.second_home(settings)
    there = crisis_bags.newest(second) if second else None
    every = crisis_bags.bags(home)
    last = every[-1] if every else None
    return BagView(
        now=store.now(),
        settings=settings,
        at=last.at if last else None,
        files=tuple(sorted(path.name for path in last.path.iterdir())) if last else (),
        kept=len(every),
        second_at=there.at if there else None,
        second_is_there=second is not None,
        folder=str(home),
        has_phone=bool(phone),
    )


def take_crisis_bag(actor: Actor, store: Store) -> bytes:
    """The last copy as a ZIP; that it was taken away is journaled. Raises NotAllowed, NotFound before any was packed."""
    require(actor, Action.BACK_UP)
    last = _last(store)
    packed = settled_zip(
        {f"{last.name}/{name}": content for name, content in crisis_bags.files_of(last).items()}, last.at
    )
    _note(actor, store, last, "zip")
    return packed


def take_crisis_page(actor: Actor, store: Store) -> bytes:
    """The last copy's single file. Raises as :func:`take_crisis_bag` does."""
    require(actor, Action.BACK_UP)
    last = _last(store)
    page = crisis_bags.files_of(last)[HTML]
    _note(actor, store, last, "html")
    return page


def _last(store: Store) -> Bag:
    last = crisis_bags.newest(crisis_bags.home(store.folder))
    if last is None:
        raise NotFound(N_("Aucune valise n’a encore été faite. Faites-en une maintenant."))
    return last


def _note(actor: Actor, store: Store, bag: Bag, how: str) -> None:
    with store.transaction() as conn:
        journal.write(conn, store.now(), actor.id, "crisis_bag.taken", bag.name, {"how": how})
