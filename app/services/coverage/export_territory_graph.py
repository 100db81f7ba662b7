"""The territory of a half-day as a GraphML file, for Gephi, yEd or a notebook: nobody named, what registers hold left out. Journaled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import instant_text
from app.documents.imprint import BAND_WORDS, Band
from app.drills.graph_file import numbered, write_graphml
from app.services.coverage.coverage_masking import shared_rights
from app.services.coverage.coverage_stage import stage
from app.store import journal
from app.words import _

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.services.coverage.coverage_stage import Asked, Stage
    from app.store.database import Store


def export_territory_graph(actor: Actor, store: Store, asked: Asked) -> bytes:
    """The file. Professionals are numbered; needs of the register are left out, and counted: a total on another page, less
    those that would stay, would give the small ones back.

    What is an exercise or a demonstration says so in the file. Raises NotAllowed, NotFound, InvalidInput.
    """
    require(actor, Action.RUN_DRILLS)
    with store.reading() as conn:
        held = stage(conn, store, asked)
    rights, whole = shared_rights(held), numbered(held.shown.territory)
    kept = tuple(one for one in whole.needs if rights.exact or one.id in held.world.estimated)
    left_out = len(whole.needs) - len(kept)
    content = write_graphml(replace(whole, needs=kept), _about(held, left_out))
    with store.transaction() as conn:
        payload = {
            "slice": held.asked.slice,
            "shock": held.asked.shock,
            "moment": held.asked.moment.value,
            "providers": len(whole.providers),
            "needs": len(kept),
            "left_out": left_out,
        }
        journal.write(conn, store.now(), actor.id, "territory_graph_exported", "coverage", payload)
    return content


def _about(held: Stage, left_out: int) -> dict[str, str]:
    bands = [
        *([Band.EXERCISE] if held.is_exercise else []),
        *([Band.DEMONSTRATION] if held.community.demonstration else []),
    ]
    said = ["\u00a0: ".join(map(_, BAND_WORDS[band])) for band in bands]
    return {
        "slice": held.asked.slice,
        "shock": held.asked.shock,
        "moment": held.asked.moment.value,
        "written_at": instant_text(held.at),
        "needs_left_out": str(left_out),
        **({"band": " ".join(said)} if said else {}),
    }
