"""The community's stock: what there is, what expires, what misses; kept by the coordination, counted by the cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.library.content import built
from app.response.stock import (
    CATEGORY_WORDS,
    Item,
    StockLimits,
    starting_item_of,
    stocked,
)
from app.services.keeping.content_files import DAYS, figures_of
from app.services.keeping.reference import read_library
from app.store import inventory, journal, revisions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.access.actor import Actor
    from app.library import Library
    from app.response.stock import Stocked
    from app.store.database import Connection, Store

LONGEST, MOST = 200, 1_000_000


@dataclass(frozen=True, slots=True)
class InventoryView:
    """Every lot with its state, the most urgent first. ``names_holders``: whether who keeps a lot may be read."""

    found: tuple[Stocked, ...]
    limits: StockLimits
    today: date
    names_holders: bool


def read_inventory(actor: Actor, store: Store) -> InventoryView:
    """The stock as it stands today; who keeps a lot is for those who may read names. Raises NotAllowed."""
    require(actor, Action.READ_PLANS)
    with store.reading() as conn:
        view = inventory_view(store, conn)
    if may(actor, Action.READ_ROTA):
        return view
    hidden = tuple(replace(one, item=replace(one.item, holder="")) for one in view.found)
    return replace(view, found=hidden, names_holders=False)


def inventory_view(store: Store, conn: Connection) -> InventoryView:
    """:func:`read_inventory` on a connection, with every holder, for plans and documents made of it."""
    limits = limits_of(read_library(store, conn))
    today = paris_date(store.now())
    return InventoryView(stocked(inventory.every(conn), today, limits), limits, today, names_holders=True)


def keep_items(actor: Actor, store: Store, changed: Iterable[Item], struck: Iterable[Item] = ()) -> None:
    """Write lots at the revisions they were read at (0: new), and strike others off, together.

    Two people who change different lots both write. Raises StaleRevision, InvalidInput; nothing is then written.
    """
    require(actor, Action.EDIT_PLANS)
    written, gone = [_checked(one) for one in changed], list(struck)
    with store.transaction() as conn:
        for one in written:
            if not inventory.put(conn, one):
                raise revisions.stale(conn, one.id)
            kind = "stock_changed" if one.revision else "stock_added"
            journal.write(conn, store.now(), actor.id, kind, one.id, {"name": one.label, "quantity": one.quantity})
        for one in gone:
            if not inventory.remove(conn, one.id, one.revision):
                raise revisions.stale(conn, one.id)
            journal.write(conn, store.now(), actor.id, "stock_struck_off", one.id, {"name": one.label})


def count_item(actor: Actor, store: Store, item_id: str, quantity: int, revision: int) -> None:
    """Say how many are left of a lot: whoever runs an event takes from the stock. Raises StaleRevision, InvalidInput."""
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        held = inventory.find(conn, item_id)
        if held is None:
            raise NotFound(N_("Ce lot n’est plus à l’inventaire. Rechargez la page."))
        counted = _checked(replace(held, quantity=quantity, revision=revision))
        if not inventory.put(conn, counted):
            raise revisions.stale(conn, item_id)
        journal.write(
            conn, store.now(), actor.id, "stock_counted", item_id, {"name": held.label, "quantity": quantity}
        )  # fmt: skip


def start_stock(actor: Actor, store: Store) -> int:
    """Put what such a community usually keeps on the list, at quantity 0, where it is not there yet; how many."""
    require(actor, Action.EDIT_PLANS)
    with store.transaction() as conn:
        known = {one.thing for one in inventory.every(conn)}
        new = [one for one in starting_items(read_library(store, conn)) if one.thing not in known]
        for one in new:
            inventory.put(conn, one)
        if new:
            journal.write(conn, store.now(), actor.id, "stock_started", "inventory", {"items": len(new)})
    return len(new)


def limits_of(library: Library) -> StockLimits:
    """``data/stock_limits.csv``, or the site's own file of that name. Raises InvalidInput."""
    return StockLimits(**figures_of(library, "stock_limits.csv", {"soon_days": DAYS, "later_days": DAYS}))


def starting_items(library: Library) -> tuple[Item, ...]:
    """``data/starting_stock.csv`` as lots of nothing, with what should be there. Raises InvalidInput."""
    rows = [built(record, starting_item_of) for record in library.file("starting_stock.csv")]
    return tuple(
        Item(id=new_id(), label=one.label, category=one.category, unit=one.unit, minimum=one.minimum) for one in rows
    )


def _checked(one: Item) -> Item:
    texts = {name: getattr(one, name).strip() for name in ("label", "unit", "lot", "place", "holder")}
    if not texts["label"]:
        raise InvalidInput(N_("Dites ce que c’est : un lot sans nom ne se retrouve pas."))
    if any(len(text) > LONGEST for text in texts.values()):
        raise InvalidInput(
            N_("« {label} » : chaque case tient en {most} signes."), label=texts["label"][:40], most=LONGEST
        )
    if not (0 <= one.quantity <= MOST and 0 <= one.minimum <= MOST):
        raise InvalidInput(
            N_("« {label} » : la quantité et le minimum vont de 0 à {most}."), label=texts["label"], most=MOST
        )  # fmt: skip
    category = one.category if one.category in CATEGORY_WORDS else "other"
    return replace(one, category=category, **texts)
