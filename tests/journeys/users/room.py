"""The table-top room with the hospital: an animator, a player, an observer and the screen on the wall, to the report in hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from app.access.links import exercise_subject, projector_subject
from app.exercise.chronogramme import InjectState
from app.exercise.participant import ParticipantRole
from app.services.demo.demo_exercise import COMING
from app.store import exercise_injects, exercise_people
from tests.journeys.an_exercise import until
from tests.journeys.settled import READY

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from app.exercise.chronogramme import PlayedInject
    from tests.journeys.users.album import Album
    from tests.journeys.users.served import Evening
    from tests.journeys.users.walker import Thumb, Walker


def first_inject(evening: Evening) -> PlayedInject:
    with evening.store.reading() as conn:
        return exercise_injects.of_exercise(conn, COMING)[0]


def page_of(evening: Evening, role: ParticipantRole, function: str = "") -> str:
    """The address of the first participant of that role, and function when one is asked."""
    with evening.store.reading() as conn:
        everyone = exercise_people.of_exercise(conn, COMING)
    found = next(one for one in everyone if one.role is role and function in ("", one.function))
    return evening.page(exercise_subject(COMING, found.id), "exercice")


def wall(evening: Evening) -> str:
    return evening.page(projector_subject(COMING), "salle")


def starts(hand: Walker, evening: Evening) -> None:
    """The clock runs and the first message leaves."""
    hand.keeps("prepare")
    hand.press("Démarrer l’exercice")
    one = first_inject(evening)
    hand.on(hand.page.locator(f".st-key-send_{one.id}_{one.revision} button"))
    until(lambda: first_inject(evening).state is InjectState.SENT, "the first message is sent")


def answers(player: Thumb) -> None:
    """The message came to the player: read and answered."""
    player.page.reload()
    player.keeps("message-recu")
    player.on(player.page.locator(".card a.button"))
    player.page.locator("textarea[name=texte]").fill("La cellule s’en charge.")
    player.gestures += 1
    player.on(player.page.locator("form button.primary"))
    player.told()
    player.keeps("repondu")


def judges(observer: Thumb) -> None:
    """One objective rated, with what was seen."""
    observer.keeps("grille")
    observer.on(observer.page.locator("a.button[href*='/objectif']"))
    observer.on(observer.page.locator("input[name=lettre][value=S]"))
    observer.page.locator("textarea[name=pourquoi]").fill("Vu depuis la salle.")
    observer.gestures += 1
    observer.keeps("coter")
    observer.on(observer.page.locator("form button.primary"))
    observer.told()
    observer.keeps("cote")


def decides(hand: Walker, evening: Evening) -> None:
    """An action of the plan is put to work, and seen in the coverage; the cockpit as it is looked at."""
    hand.on(hand.page.locator("[class*=st-key-conduct_decide_] button"))
    until(lambda: _decided(evening), "an action of the plan is decided")
    hand.keeps("conduite", front="conduite")


def _decided(evening: Evening) -> bool:
    with evening.store.reading() as conn:
        return bool(exercise_injects.decisions(conn, COMING))


def shows(album: Album, screen: Page) -> None:
    """The screen of the room says the hour and the last message, under its band."""
    expect(screen.get_by_text(re.compile("EXERCI[CS]E")).first).to_be_visible(timeout=READY)
    album.keep(screen, "ecran-de-la-salle", is_screen=False)


def closes(hand: Walker) -> bytes:
    """End, look, and take the report of one page."""
    hand.press("Terminer l’exercice")
    hand.press("Terminer")
    hand.on(hand.page.locator(".st-key-conduct_review button"))
    hand.page.wait_for_url("**/retex**")
    hand.keeps("retex-a-chaud")
    hand.press("Rapport", "radio")
    hand.waits()
    with hand.page.expect_download(timeout=READY) as taken:
        hand.on(hand.page.locator(".st-key-retex_pdf button"))
    hand.keeps("rapport")
    return taken.value.path().read_bytes()
