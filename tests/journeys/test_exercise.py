"""The five scenarios of the library played to their end by an animator, a player and an observer; the server dies in the middle."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.access.links import exercise_subject, projector_subject
from app.exercise.chronogramme import InjectState
from app.exercise.clock import MINUTE
from app.exercise.exercise import ExerciseState
from app.store import exercise_injects, exercise_ratings, exercises, hot_washes
from app.store.database import Store
from tests.journeys.an_exercise import (
    EXERCISE,
    OBSERVER,
    PLAYER,
    SPEED,
    Killed,
    an_exercise,
    injects_of,
    page_of,
    the_exercise,
    until,
)
from tests.journeys.conftest import PHONE, OpenPage
from tests.journeys.hand import Hand
from tests.journeys.settled import READY

pytestmark = pytest.mark.browser

SCENARIOS = {
    "autocar_rn165": "auray",
    "quatre_jours_a_38": "redon",
    "ouvrir_en_72_heures": "redon",
    "vilaine_et_oust": "redon",
    "ecran_noir": "redon",
}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_scenario_is_played_to_its_end_though_the_server_dies(
    scenario: str, open_page: OpenPage, tmp_path: Path
) -> None:
    """Every inject sent, every answer, rating and observation kept, the clock right after the kill, nothing in the outbox."""
    store = an_exercise(tmp_path / "data", scenario, SCENARIOS[scenario])
    server = Killed(tmp_path / "data", tmp_path / "log.txt")
    address = server.start()
    try:
        animator = Hand(open_page(f"{address}/conduite?exercice={EXERCISE}"))
        player = open_page(address + page_of(store, exercise_subject(EXERCISE, PLAYER), "exercice"), size=PHONE)
        observer = open_page(address + page_of(store, exercise_subject(EXERCISE, OBSERVER), "exercice"), size=PHONE)
        room = page_of(store, projector_subject(EXERCISE), "salle")
        animator.click("Démarrer l’exercice")
        until(lambda: the_exercise(store).state is ExerciseState.RUNNING, "started")
        half = len(injects_of(store)) // 2
        answered = _plays(animator, player, store, range(half))
        seen = _observes(observer, 1)
        _types_an_answer(player)
        _types_a_rating(observer, 0)
        server.kill()
        before = the_exercise(store)
        assert server.start() == address
        player.get_by_role("button", name="Envoyer ma réponse").click()
        expect(player.get_by_text("l’animation la voit").first).to_be_visible(timeout=READY)
        observer.get_by_role("button", name="Enregistrer ma cotation").click()
        expect(observer.get_by_text("C’est noté").first).to_be_visible(timeout=READY)
        assert the_exercise(store) == before
        _clock_is_right(open_page(address + room), store)

        animator.page.reload()
        answered += 1 + _plays(animator, player, store, range(half, len(injects_of(store))))
        _decides(animator, store)
        seen += _observes(observer, 2)
        for rank in range(1, len(before.scenario.objectives)):
            _types_a_rating(observer, rank)
            observer.get_by_role("button", name="Enregistrer ma cotation").click()
            expect(observer.get_by_text("C’est noté").first).to_be_visible(timeout=READY)
        animator.click("Terminer l’exercice")
        animator.click("Terminer")
        until(lambda: bool(the_exercise(store).result), "its four lines are frozen")
        _washes(player)
        _all_is_kept(store, answered, seen)
    finally:
        server.kill()


def _plays(animator: Hand, player: Page, store: Store, ranks: range) -> int:
    """Each inject in its order: the clock jumps to it, it is sent, one in three is answered; how many were."""
    answered = 0
    for rank in ranks:
        one = injects_of(store)[rank]
        if one.minutes > _minutes(store):
            animator.click("Aller au prochain inject")
            until(lambda at=one.minutes: _minutes(store) >= at, f"jumped to n° {one.number}")  # type: ignore[misc]
        animator.page.locator(f".st-key-send_{one.id}_{one.revision} button").click()
        until(lambda at=rank: injects_of(store)[at].state is InjectState.SENT, f"sent n° {one.number}")  # type: ignore[misc]
        if rank % 3 == 0 and _types_an_answer(player):
            player.get_by_role("button", name="Envoyer ma réponse").click()
            expect(player.get_by_text("l’animation la voit").first).to_be_visible(timeout=READY)
            answered += 1
    return answered


def _minutes(store: Store) -> float:
    with store.reading() as conn:
        return exercises.clock(conn, EXERCISE).minutes_at(store.now())


def _types_an_answer(player: Page) -> bool:
    """Write an answer to the newest message, without sending it; False when nothing was told to this player yet."""
    _home(player)
    leads = player.get_by_role("link", name=re.compile("^(Répondre|Ajouter une réponse)"))
    if not leads.count():
        return False
    leads.first.click()
    player.get_by_label("Ce que vous répondez").fill("La cellule s’en charge.")
    return True


def _types_a_rating(observer: Page, rank: int) -> None:
    _home(observer)
    observer.get_by_role("link", name=re.compile("^(Coter|Changer ma cotation)")).nth(rank).click()
    observer.locator("input[name=lettre][value=S]").check()
    observer.get_by_label("Pourquoi").fill("Vu depuis la salle.")


def _observes(observer: Page, count: int) -> int:
    for _one in range(count):
        _home(observer)
        observer.get_by_role("link", name="Noter une observation", exact=True).first.click()
        observer.get_by_label("point fort").check()
        observer.get_by_label("Ce que vous avez vu").fill("La main courante est tenue.")
        observer.get_by_role("button", name="Enregistrer l’observation").click()
        expect(observer.get_by_text("Votre observation est notée").first).to_be_visible(timeout=READY)
    return count


def _home(page: Page) -> None:
    """The participant's first page, read again."""
    page.goto(re.sub(r"(/exercice/[^/?]+).*", r"\1", page.url))


def _clock_is_right(projector: Page, store: Store) -> None:
    """The screen of the room shows the minute that real time makes, whatever the server went through."""
    expect(projector.get_by_text("EXERCICE").first).to_be_visible(timeout=READY)
    now = store.now()
    said = projector.locator(".clock").inner_text()
    shown = re.search(r"T\+(?:(\d+)\s*j\s*)?(?:(\d+)\s*h\s*)?(\d+)?", said)
    assert shown, said
    with store.reading() as conn:
        clock = exercises.clock(conn, EXERCISE)
    mark = clock.marks[-1]
    right = mark.minutes + SPEED * ((now - mark.at) / MINUTE)
    days, hours, minutes = (int(one or 0) for one in shown.groups())
    assert right - 10 * SPEED / 60 <= days * 1440 + hours * 60 + minutes <= right + 1, (said, right)


def _decides(animator: Hand, store: Store) -> None:
    """The first action of the plan is put to work from the cockpit."""
    animator.page.locator("[class*=st-key-conduct_decide_] button").first.click()
    until(lambda: bool(_decisions(store)), "decided")


def _decisions(store: Store) -> int:
    with store.reading() as conn:
        return len(exercise_injects.decisions(conn, EXERCISE))


def _washes(player: Page) -> None:
    _home(player)
    player.get_by_role("link", name=re.compile("questionnaire à chaud")).click()
    player.locator("input[type=radio]").first.check()
    player.get_by_role("button", name="Envoyer mes réponses").click()
    expect(player.get_by_text("comptées sans votre nom").first).to_be_visible(timeout=READY)


def _all_is_kept(store: Store, answered: int, seen: int) -> None:
    exercise = the_exercise(store)
    with store.reading() as conn:
        injects = exercise_injects.of_exercise(conn, EXERCISE)
        responses = exercise_injects.responses(conn, EXERCISE)
        ratings = exercise_ratings.of_exercise(conn, EXERCISE)
        observations = exercise_ratings.observations(conn, EXERCISE)
        washed = len(hot_washes.of_exercise(conn, EXERCISE))
        left = {
            table: conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("message", "partner_letter")
        }
    assert exercise.state is ExerciseState.FINISHED
    assert {one.state for one in injects} == {InjectState.SENT}
    assert len(responses) == answered
    assert {one.objective for one in ratings} == {one.code for one in exercise.scenario.objectives}
    assert (len(ratings), len(observations), washed) == (len(exercise.scenario.objectives), seen, 1)
    assert left == {"message": 0, "partner_letter": 0}
