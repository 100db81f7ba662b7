"""What people hold during an exercise, on paper: kits of animators, players and observers, the paper chronogramme, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput
from app.drills.scenario_words import effect_words
from app.exercise.kit import kit
from app.exercise.kit_sheet import KIT_WORDS, KitKind, KitSources
from app.roster.phones import spoken_phone
from app.services.exercise.chronogramme_words import imprint_of
from app.services.exercise.invite_participants import exercise_links
from app.services.exercise.read_exercise import reached
from app.services.exercise.the_exercise import held
from app.services.keeping.reference import read_library
from app.services.laboratory.effect_choices import choices_of
from app.services.laboratory.read_scenarios import card_titles
from app.store import community, exercise_injects, exercise_people, journal
from app.words import _

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.exercise.exercise import Exercise
    from app.store.database import Connection, Store


def print_kit(actor: Actor, store: Store, exercise_id: str, kind: KitKind, function: str = "") -> bytes:
    """The PDF of a kit; ``function``: of which player (« cadre d’astreinte, CHBA »), empty: one after the other.

    Raises NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    from app.documents.exercise_kit import exercise_kit

    with store.transaction() as conn:
        exercise = held(conn, exercise_id)
        sheets = kit(kind, _sources(conn, store, exercise), function)
        name, imprint = community.read(conn).name, imprint_of(conn, exercise, store.now())
        payload = {"kit": kind.value, "sheets": len(sheets)}
        journal.write(conn, store.now(), actor.id, "exercise_kit_printed", exercise_id, payload)
    return exercise_kit(exercise.title, name, sheets, imprint)


def kit_name(kind: KitKind) -> str:
    """« livret-de-l-animation.pdf »."""
    return {
        KitKind.ANIMATORS: "exercice-livret-animation.pdf",
        KitKind.PLAYERS: "exercice-livrets-joueurs.pdf",
        KitKind.OBSERVERS: "exercice-livret-observateurs.pdf",
        KitKind.PAPER: "exercice-chronogramme-papier.pdf",
    }[kind]


def kit_words(kind: KitKind) -> str:
    return _(KIT_WORDS[kind])


def print_participant_links(actor: Actor, store: Store, exercise_id: str, *, base_url: str) -> bytes:
    """A QR code for each participant's own page, by function, to cut out. Raises NotFound, InvalidInput (nobody), NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    from app.documents.link_sheet import LinkCard, link_sheet

    pages = exercise_links(actor, store, exercise_id, base_url=base_url).pages
    with store.transaction() as conn:
        exercise = held(conn, exercise_id)
        cards = [
            LinkCard(one.who, pages[one.id])
            for one in exercise_people.of_exercise(conn, exercise_id)
            if one.id in pages
        ]
        if not cards:
            raise InvalidInput(
                N_("Personne ne participe encore : ajoutez des participants, puis imprimez leurs liens.")
            )
        journal.write(conn, store.now(), actor.id, "exercise_links_printed", exercise_id, {"links": len(cards)})
    return link_sheet(_("EXERCICE · {title}").format(title=exercise.title), cards)


def _sources(conn: Connection, store: Store, exercise: Exercise) -> KitSources:
    library = read_library(store, conn)
    names = choices_of(library, exercise.scenario.territory)
    participants = exercise_people.of_exercise(conn, exercise.id)
    injects = exercise_injects.of_exercise(conn, exercise.id)
    phones = {id: spoken_phone(one.phone) for id, one in reached(conn, participants).items() if one.phone}
    return KitSources(
        exercise=exercise,
        participants=tuple(participants),
        injects=tuple(injects),
        phones=phones,
        cards=card_titles(library),
        answers=tuple(effect_words(one, names) for one in exercise.scenario.plan),
        effects={one.id: tuple(effect_words(each, names) for each in one.effects) for one in injects},
    )
