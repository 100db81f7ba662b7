"""The crisis bag packed: one HTML file and the PDFs, in the data folder and in the second one, each night and on demand."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, ReleveError
from app.documents.imprint import colon
from app.services.crisis_bag.crisis_bag_scene import read_scene
from app.services.crisis_bag.crisis_bag_sections import bag_of
from app.store import crisis_bags, journal
from app.store.backup_rules import BackupRules, last_due, next_due
from app.store.crisis_bags import HTML, Bag
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.access.actor import Actor
    from app.documents.crisis_bag import CrisisBag
    from app.store.crisis_bags import BagSettings
    from app.store.database import Store

log = logging.getLogger("releve.crisis_bag")

READ_ME = "LISEZ-MOI.txt"
RETRY = timedelta(hours=1)
"""After a failure: a full disk is not freed in a minute."""

_packing = threading.Lock()
_failed_at: dict[Path, datetime] = {}
"""When a folder's last attempt failed, for a disk that takes no row to say so."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A copy that stands. ``reached_second``: whether the second folder has it too; None when none is set."""

    bag: Bag
    people: int
    reached_second: bool | None = None


def pack_crisis_bag(actor: Actor, store: Store) -> Packed:
    """Pack now, in the current language; older copies go. Raises NotAllowed, InvalidInput when there is nothing to pack,
    StorageFault when the disk refuses: the last copy then stands.

    A second folder that is not there stops nothing.
    """
    require(actor, Action.BACK_UP)
    with _packing:
        now = store.now()
        with store.reading() as conn:
            settings, scene = crisis_bags.read_settings(conn), read_scene(store, conn)
        if scene.is_empty():
            raise InvalidInput(N_("Rien à mettre dans la valise : l’effectif et les centres sont vides."))
        bag = bag_of(scene)
        files = files_of(bag)
        made = crisis_bags.put(crisis_bags.home(store.folder), now, files)
        try:
            # Whoever finds a bag finds its line in the journal: neither stays without the other.
            payload = {"people": bag.people, "files": len(files)}
            _write(actor, store, "crisis_bag.packed", made, payload)
        except Exception:
            crisis_bags.destroy(made)
            raise
        reached = _put_elsewhere(actor, store, settings, made, files)
        for into in _homes(store, settings):
            crisis_bags.forget_older(into, now - timedelta(days=settings.kept_days))
    return Packed(made, bag.people, reached)


def pack_bag_when_due(actor: Actor, store: Store) -> datetime | None:
    """Pack the nightly bag if none was since its hour, and carry the last one to a stick plugged in since; when to look
    again (UTC)."""
    require(actor, Action.BACK_UP)
    now = store.now()
    with store.reading() as conn:
        settings = crisis_bags.read_settings(conn)
    rules = BackupRules(hour=time.fromisoformat(settings.hour))
    failed = _failed_at.get(store.folder.path)
    if failed is not None and failed <= now < failed + RETRY:
        return failed + RETRY
    last = crisis_bags.newest(crisis_bags.home(store.folder))
    try:
        if last is None or last.at < last_due(rules, now):
            pack_crisis_bag(actor, store)
        else:
            _carry(actor, store, settings, last)
    except InvalidInput:
        return next_due(rules, now)  # nothing to pack yet
    except Exception as error:
        log.error("crisis bag not packed: %s", type(error).__name__)
        _failed_at[store.folder.path] = now
        return now + RETRY
    _failed_at.pop(store.folder.path, None)
    return next_due(rules, now)


def files_of(bag: CrisisBag) -> dict[str, bytes]:
    """Name → content of everything in the bag; the same bag gives the same bytes."""
    from app.documents.crisis_bag_html import crisis_bag_html
    from app.documents.crisis_bag_pdf import section_pdf

    pages = {f"{section.code}.pdf": section_pdf(bag, section) for section in bag.sections}
    return {HTML: crisis_bag_html(bag), **pages, READ_ME: _read_me(bag).encode("utf-8")}


def _read_me(bag: CrisisBag) -> str:
    bands = [f"{word}{colon()}{sentence}" for word, sentence in bag.imprint.spoken_bands]
    lines = [
        *bands,
        bag.title,
        bag.dated,
        bag.warning,
        _("Ouvrez valise.html dans n’importe quel navigateur, sans réseau. Les PDF sont à imprimer."),
    ]
    return "\r\n".join([*(line for line in lines if line), ""])


def _put_elsewhere(
    actor: Actor, store: Store, settings: BagSettings, bag: Bag, files: dict[str, bytes]
) -> bool | None:  # fmt: skip
    """Whether the second folder has it; None when none is set. Its faults are its own: the first folder has the bag."""
    if not settings.second_folder:
        return None
    into = crisis_bags.second_home(settings)
    if into is None:
        return False
    try:
        crisis_bags.put(into, bag.at, files)
    except (ReleveError, OSError) as error:
        log.error("second folder not written: %s", type(error).__name__)
        return False
    _write(actor, store, "crisis_bag.carried", bag, {"files": len(files)})
    return True


def _carry(actor: Actor, store: Store, settings: BagSettings, last: Bag) -> None:
    """A stick plugged in after the bag was packed gets it at the next round."""
    into = crisis_bags.second_home(settings)
    there = crisis_bags.newest(into) if into else None
    if into is None or (there is not None and there.at >= last.at):
        return
    if _put_elsewhere(actor, store, settings, last, crisis_bags.files_of(last)):
        crisis_bags.forget_older(into, store.now() - timedelta(days=settings.kept_days))


def _write(actor: Actor, store: Store, type: str, bag: Bag, payload: Mapping[str, object]) -> None:
    with store.transaction() as conn:
        journal.write(conn, store.now(), actor.id, type, bag.name, payload)


def _homes(store: Store, settings: BagSettings) -> list[Path]:
    second = crisis_bags.second_home(settings)
    return [crisis_bags.home(store.folder), *([second] if second else [])]
