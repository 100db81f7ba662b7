"""Tests of app/web/exercise_page.py: what a player, an animator and an observer read and send; EXERCICE, idempotence, the red page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app.access.links import exercise_subject, token_of
from app.core.ids import PersonId, new_id
from app.exercise.chronogramme import InjectState, PlayedInject
from app.exercise.exercise import ExerciseKind, ExerciseState
from app.exercise.participant import Participant, ParticipantRole
from app.services.exercise.read_hot_wash import read_hot_wash
from app.store import exercise_injects, exercise_people, exercise_ratings, exercises, hot_washes, links, log
from app.store.database import Store, open_store
from app.web.site import OwnAddresses, Site
from tests.builders import COORDINATOR, MovingClock, a_person, some_people
from tests.services.a_played_exercise import (
    BY_SMS,
    EXERCISE,
    GUEST,
    STOP,
    WATCHING,
    an_exercise,
    finished,
    the,
)
from tests.web.a_centre import BASE, Client
from tests.web.conftest import streamlit_like

if TYPE_CHECKING:
    from pathlib import Path

    from app.exercise.exercise import Exercise

BAND = "EXERCICE – EXERCICE – EXERCICE"
REAL = "FIN D’EXERCICE — SITUATION RÉELLE"
MOST_BYTES = 40_000


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    held = open_store(tmp_path, clock)
    some_people(held, a_person("Noa", id=PersonId("noa")))
    an_exercise(held, instructions="On joue autour de la table.\nAucun appel réel.")
    return held


@pytest.fixture
def client(store: Store) -> Client:
    return Client(OwnAddresses(streamlit_like, Site(store, BASE)))


def address(store: Store, participant: str = GUEST, exercise: str = EXERCISE) -> str:
    key, subject = store.folder.key("links"), exercise_subject(exercise, participant)
    with store.transaction() as conn:
        return f"/exercice/{token_of(key, subject, links.ensure(conn, key, subject, store.now()).generation)}"


def planned(store: Store, recipient: str = "Cellule", number: int = 1, **fields: Any) -> str:
    """An inject at T+1 h 40."""
    usual: dict[str, Any] = {"minutes": 100, "planned_minutes": 100, "text": "Vingt blessés légers arrivent."}
    made = PlayedInject(
        id=f"inject-{number}", exercise_id=EXERCISE, number=number, sender="SAMU", recipient=recipient,
        channel="téléphone", **(usual | fields),
    )  # fmt: skip
    with store.transaction() as conn:
        exercise_injects.insert(conn, made)
    return made.id


def sent(store: Store, recipient: str = "Cellule", number: int = 1, **fields: Any) -> str:
    """An inject that has left a little after T+30 min."""
    usual: dict[str, Any] = {"state": InjectState.SENT, "sent_at": store.now(), "sent_minutes": 30.0 + number}
    return planned(store, recipient, number, **(usual | fields))


def changed(store: Store, **fields: Any) -> Exercise:
    with store.transaction() as conn:
        held = exercises.find(conn, EXERCISE)
        assert held is not None
        exercises.update(conn, replace(held, **fields))
    return the(store)


def an_animator(store: Store) -> str:
    with store.transaction() as conn:
        exercise_people.insert(
            conn,
            Participant(
                id="anime", exercise_id=EXERCISE, role=ParticipantRole.LOW_CONTROL, function="SAMU", organisation="CHBA"
            ),
        )
    return "anime"


def hidden_id(page: str) -> str:
    [found] = re.findall(r'name="id" value="([^"]+)"', page)
    return str(found)


def answers(store: Store) -> list[str]:
    with store.reading() as conn:
        return [one.text for one in exercise_injects.responses(conn, EXERCISE)]


def test_a_player_reads_what_their_function_is_told_newest_first(
    store: Store, client: Client, clock: MovingClock
) -> None:
    """The fictional clock at the reading, EXERCICE, the stop word, instructions; not what is to come, nor others' messages."""
    sent(store, "Cellule", 1, text="Premier message")
    sent(store, "cadre de santé", 2, text="Pour vous seul")
    sent(store, "cadre d’astreinte", 3, text="Pour un autre")
    planned(store, "Cellule", 4, text="Pas encore")
    clock.forward(minutes=100)
    page = client.get(address(store)).text
    assert BAND in page
    assert "T+1\u00a0h\u00a040" in page.replace(" ", "\u00a0")
    assert page.index("Pour vous seul") < page.index("Premier message")
    assert "Pour un autre" not in page
    assert "Pas encore" not in page
    assert STOP in page
    assert "Aucun appel réel." in page
    assert "gael@example.org" not in page
    assert 'http-equiv="refresh" content="15;' in page
    assert "<form" not in page
    assert len(page.encode()) < MOST_BYTES


def test_the_page_that_reads_itself_again_can_be_held_still_and_forgets_what_was_done(
    store: Store, client: Client
) -> None:
    """« Ne plus la relire seule »; the address it asks for again carries no ``fait``."""
    page = address(store)
    assert "http-equiv" not in client.get(f"{page}?suite=fixe").text
    said = client.get(f"{page}?fait=reponse&lang=en").text
    [again] = re.findall(r'content="15;url=([^"]+)"', said)
    assert again.endswith(f"{page}?lang=en")


def test_a_player_answers_once_however_often_it_is_sent(store: Store, client: Client) -> None:
    """GET shows; the answer is 303 home, in the rows and the main courante once, marked EXERCICE; the form reads itself never."""
    inject = sent(store)
    form = f"{address(store)}/repondre?objet={inject}"
    shown = client.get(form).text
    assert BAND in shown
    assert "http-equiv" not in shown
    fields = {"id": hidden_id(shown), "texte": "Nous ouvrons la cellule."}
    done = [client.post(form, fields) for _time in range(3)]
    assert {one.status_code for one in done} == {303}
    assert done[0].headers["location"].endswith(f"{address(store)}?fait=reponse")
    assert answers(store) == ["Nous ouvrons la cellule."]
    with store.reading() as conn:
        written = [one for one in log.every(conn) if "Nous ouvrons la cellule." in one.text]
    assert len(written) == 1
    assert written[0].text.startswith("EXERCICE")
    home = client.get(address(store)).text
    assert "Vous avez répondu" in home
    assert client.get(address(store, BY_SMS)).text.count("Vous avez répondu") == 0


def test_what_is_refused_stays_in_the_box_under_the_same_id(store: Store, client: Client) -> None:
    """An answer too long is not lost: neither its words nor the id that keeps it single."""
    inject = sent(store)
    form = f"{address(store)}/repondre?objet={inject}"
    id = hidden_id(client.get(form).text)
    refused = client.post(form, {"id": id, "texte": "mot " * 600})
    assert refused.status_code == 422
    assert hidden_id(refused.text) == id
    assert "mot mot" in refused.text
    assert answers(store) == []


@pytest.mark.parametrize("id", ["", "1", "x" * 36, "../../etc"])
def test_a_form_without_an_id_of_ours_writes_nothing(store: Store, client: Client, id: str) -> None:
    inject = sent(store)
    assert client.post(f"{address(store)}/repondre?objet={inject}", {"id": id, "texte": "oui"}).status_code == 422
    assert answers(store) == []


def test_a_message_for_somebody_else_or_not_yet_sent_takes_no_answer(store: Store, client: Client) -> None:
    theirs, later = sent(store, "cadre d’astreinte", 1), planned(store, "Cellule", 2)
    for inject in (theirs, later, "inconnu"):
        form = f"{address(store)}/repondre?objet={inject}"
        assert "<textarea" not in client.get(form).text
        assert client.post(form, {"id": new_id(), "texte": "oui"}).status_code == 422
    assert answers(store) == []


def test_an_animator_reads_the_chronogramme_and_sends_nothing(store: Store, client: Client, clock: MovingClock) -> None:
    """What is late is said; nothing to press."""
    planned(store, "Cellule", 1, text="Déjà en retard")
    for number in range(2, 7):
        planned(store, "Cellule", number, minutes=200 + number)
    clock.forward(minutes=120)
    page = client.get(address(store, an_animator(store))).text
    assert "Déjà en retard" in page
    assert "en retard</p>" in page
    assert "La suite du chronogramme (3)" in page
    assert "<form" not in page
    assert (
        client.post(address(store, "anime") + "/repondre?objet=inject-1", {"id": new_id(), "texte": "x"}).status_code
        == 422
    )


def test_an_observer_rates_and_the_last_rating_stands_and_says_so(store: Store, client: Client) -> None:
    """P then M: one rating; the second says that it replaces; the same again does not."""
    form = f"{address(store, WATCHING)}/objectif?objet=O1"
    first = client.post(form, {"lettre": "P", "pourquoi": "en 38 min"})
    assert first.headers["location"].endswith("?fait=cote")
    over = client.post(form, {"lettre": "M", "pourquoi": "en 50 min", "cause": "numéro faux"})
    assert over.headers["location"].endswith("?fait=remplace")
    again = client.post(form, {"lettre": "M", "pourquoi": "en 50 min", "cause": "numéro faux"})
    assert again.headers["location"].endswith("?fait=cote")
    assert "remplace celle que vous aviez donnée" in client.get(f"{address(store, WATCHING)}?fait=remplace").text
    with store.reading() as conn:
        [kept] = exercise_ratings.of_exercise(conn, EXERCISE)
    assert (kept.letter, kept.rationale, kept.cause, kept.participant_id) == ("M", "en 50 min", "numéro faux", WATCHING)
    shown = client.get(form).text
    assert re.search(r'value="M" required checked', shown)
    assert "en 50 min" in shown


@pytest.mark.parametrize("letter", ["", "A", "p", "PP"])
def test_another_letter_is_refused_and_why_stays_typed(store: Store, client: Client, letter: str) -> None:
    refused = client.post(f"{address(store, WATCHING)}/objectif?objet=O1", {"lettre": letter, "pourquoi": "gardé"})
    assert refused.status_code == 422
    assert "gardé" in refused.text


def test_an_observer_notes_once_ties_it_to_a_message_and_takes_it_back(store: Store, client: Client) -> None:
    inject = sent(store)
    form = f"{address(store, WATCHING)}/observation?objet={inject}"
    shown = client.get(form).text
    assert f'<option value="{inject}" selected>' in shown
    fields = {
        "id": hidden_id(shown), "sorte": "improvement", "texte": "Personne n’a relevé le numéro", "inject": inject,
        "objectif": "O1", "element": "training", "cause": "",
    }  # fmt: skip
    assert {client.post(form, fields).status_code for _time in range(3)} == {303}
    with store.reading() as conn:
        [kept] = exercise_ratings.observations(conn, EXERCISE)
    assert (kept.inject_id, kept.objective, kept.element, kept.participant_id) == (inject, "O1", "training", WATCHING)
    home = client.get(address(store, WATCHING)).text
    assert "Personne n’a relevé le numéro" in home
    [button] = re.findall(r'name="retirer" value="([^"]+)"', home)
    assert client.post(address(store, WATCHING), {"retirer": button}).headers["location"] == "?fait=retire"
    assert client.post(form, fields).status_code == 303
    with store.reading() as conn:
        assert exercise_ratings.observations(conn, EXERCISE) == []


def test_a_player_neither_rates_nor_observes(store: Store, client: Client) -> None:
    page = address(store)
    assert client.get(f"{page}/objectif?objet=O1").status_code == 404
    assert client.get(f"{page}/observation").status_code == 404
    client.post(f"{page}/objectif?objet=O1", {"lettre": "P"})
    client.post(f"{page}/observation", {"id": new_id(), "sorte": "fact", "texte": "x"})
    with store.reading() as conn:
        assert exercise_ratings.of_exercise(conn, EXERCISE) == []
        assert exercise_ratings.observations(conn, EXERCISE) == []


def test_an_observer_takes_nobody_elses_note_back(store: Store, client: Client) -> None:
    form = f"{address(store, WATCHING)}/observation"
    id = new_id()
    client.post(form, {"id": id, "sorte": "strength", "texte": "Cellule ouverte vite"})
    with store.transaction() as conn:
        exercise_people.insert(
            conn, Participant(id="autre", exercise_id=EXERCISE, role=ParticipantRole.OBSERVER, function="observateur")
        )
    assert client.post(address(store, "autre"), {"retirer": f"{id}:1"}).status_code == 422
    assert "Cellule ouverte vite" not in client.get(address(store, "autre")).text
    with store.reading() as conn:
        assert len(exercise_ratings.observations(conn, EXERCISE)) == 1


def test_the_hot_wash_opens_at_the_end_and_counts_once(store: Store, client: Client) -> None:
    """Before: no question. After: marks and two lines, sent three times, one row that says neither who nor when."""
    page = f"{address(store)}/questionnaire"
    fields = {"q_aims": "4", "q_plan": "2", "bien": "La cellule", "moins": "Le téléphone"}
    assert "s’ouvre quand" in client.get(page).text
    assert client.post(page, fields).status_code == 422
    finished(store)
    shown = client.get(page).text
    assert shown.count("<fieldset") == 6
    assert BAND in shown
    done = [client.post(page, fields).headers["location"].rpartition("=")[2] for _time in range(3)]
    assert done == ["merci", "deja", "deja"]
    with store.reading() as conn:
        [row] = [dict(one) for one in conn.execute("SELECT * FROM hot_wash")]
        assert len(hot_washes.of_exercise(conn, EXERCISE)) == 1
        assert conn.execute("SELECT count(*) FROM journal WHERE type LIKE '%wash%'").fetchone()[0] == 0
    assert row.keys() == {"id", "exercise_id", "scores", "went_well", "went_less"}
    assert "<form" not in client.get(page).text
    assert read_hot_wash(COORDINATOR, store, EXERCISE).missing == 4


@pytest.mark.parametrize("mark", ["0", "6", "-1", "4.5", "²", "x"])
def test_a_mark_out_of_the_list_is_refused_and_the_lines_stay(store: Store, client: Client, mark: str) -> None:
    finished(store)
    refused = client.post(f"{address(store)}/questionnaire", {"q_aims": mark, "bien": "gardé"})
    assert refused.status_code == 422
    assert "gardé" in refused.text
    with store.reading() as conn:
        assert len(hot_washes.of_exercise(conn, EXERCISE)) == 0


def test_a_real_situation_turns_every_page_red(store: Store, client: Client) -> None:
    """Players read nothing of the exercise any more and answer nothing; an observer's notes stay open, one press away."""
    inject = sent(store, text="Message fictif")
    changed(store, state=ExerciseState.FINISHED, finished_at=store.now(), stopped_for_real_at=store.now())
    for page in (address(store), f"{address(store)}/repondre?objet={inject}"):
        shown = client.get(page).text
        assert REAL in shown
        assert "Message fictif" not in shown
        assert "http-equiv" not in shown
        assert "<form" not in shown
    assert client.post(f"{address(store)}/repondre?objet={inject}", {"id": new_id(), "texte": "x"}).status_code == 422
    notes = client.get(f"{address(store, WATCHING)}?suite=notes").text
    assert REAL in notes
    assert "Coter" in notes
    assert client.post(f"{address(store, WATCHING)}/objectif?objet=O1", {"lettre": "S"}).status_code == 303


def test_a_real_event_that_is_looked_back_on_says_exercise_nowhere(store: Store, client: Client) -> None:
    changed(store, kind=ExerciseKind.REAL_EVENT, state=ExerciseState.FINISHED, finished_at=store.now())
    for page in ("", "/questionnaire", "/objectif?objet=O1", "/observation"):
        assert BAND not in client.get(address(store, WATCHING) + page).text
    assert "pu souffler" in client.get(f"{address(store, WATCHING)}/questionnaire").text


def test_a_signed_review_takes_no_rating_any_more(store: Store, client: Client) -> None:
    changed(store, state=ExerciseState.REVIEWED, finished_at=store.now(), reviewed_at=store.now())
    assert "Les cotations sont fermées" in client.get(f"{address(store, WATCHING)}/objectif?objet=O1").text
    refused = client.post(f"{address(store, WATCHING)}/observation", {"id": new_id(), "sorte": "fact", "texte": "tard"})
    assert refused.status_code == 422
    assert "tard" in refused.text


def test_a_link_opens_for_its_participant_only_and_not_for_ever(
    store: Store, client: Client, clock: MovingClock
) -> None:
    """Somebody taken out, another exercise's participant, sixty days after the end: the same 404."""
    strange = address(store, GUEST, "un-autre")
    assert client.get(strange).status_code == 404
    assert client.get(address(store).replace("/exercice/", "/flash/")).status_code == 404
    mine = address(store)
    finished(store)
    clock.forward(days=59)
    assert client.get(mine).status_code == 200
    clock.forward(days=2)
    assert client.get(mine).status_code == 404


def test_somebody_taken_out_reads_nothing_more(store: Store, client: Client) -> None:
    page = address(store)
    with store.transaction() as conn:
        held = exercise_people.find(conn, GUEST)
        assert held is not None
        exercise_people.update(conn, replace(held, removed_at=store.now()))
    assert client.get(page).status_code == 404


def test_looking_writes_nothing_and_a_form_from_elsewhere_is_refused(store: Store, client: Client) -> None:
    """A preview of a link opens it too: nobody is there for having been read."""
    inject = sent(store)
    page = address(store)
    with store.reading() as conn:
        before = conn.execute("SELECT count(*) FROM journal").fetchone()[0]
    for part in ("", f"/repondre?objet={inject}&texte=x", "/questionnaire?q_aims=5", "?retirer=x:1"):
        assert client.get(page + part).status_code == 200
        assert client.ask("HEAD", page + part).status_code == 200
    elsewhere = client.post(
        f"{page}/repondre?objet={inject}", {"id": new_id(), "texte": "x"}, sec_fetch_site="cross-site"
    )
    assert elsewhere.status_code >= 400
    with store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM journal").fetchone()[0] == before
    assert answers(store) == []


def test_sixty_messages_stay_below_forty_kilobytes(store: Store, client: Client) -> None:
    """As long as a whole exercise may be: the page of one function, told everything."""
    for number in range(1, 61):
        sent(store, "Cellule", number, text="Vingt blessés légers attendent. " * 60)
    for participant in (GUEST, WATCHING):
        assert len(client.get(address(store, participant)).text.encode()) < MOST_BYTES
    oldest = client.get(f"{address(store)}/repondre?objet=inject-1").text
    assert "Vingt blessés légers attendent. " * 59 in oldest
