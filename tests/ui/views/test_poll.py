"""Tests of app/ui/views/poll.py: where a poll stands, what a reminder would do, each session's outlook, the silent."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from app.access.actor import volunteer
from app.core.ids import PersonId
from app.mobilisation.preferences import Preferences
from app.roster.answer import AnswerValue
from app.services.mobilisation.answer_poll import answer_poll
from app.services.mobilisation.open_poll import open_poll
from app.services.mobilisation.poll_outlook import Outlook, outlooks
from app.services.mobilisation.read_polls import PollView, open_polls, read_poll
from app.services.mobilisation.remind_silent import remind_silent
from app.services.rota.read_rota import read_rota
from app.store.database import Store
from app.ui.parts.poll_tally import TallyRow
from app.ui.views import poll
from tests.builders import COORDINATOR, some_people
from tests.services.a_poll import a_polled_store, a_request, a_running_poll, at, sessions_of, wish, with_email


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def answered(store: Store, poll_id: str, person: PersonId, note: str = "") -> PollView:
    session = read_poll(COORDINATOR, store, poll_id).sessions[0].id
    answer_poll(volunteer(person, ""), store, person, poll_id, {session: AnswerValue.YES}, note=note)
    return read_poll(COORDINATOR, store, poll_id)


def test_the_close_and_the_silent_are_said_together(tmp_path: Path) -> None:
    """Four silent, one, none."""
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    first, *others, last = (person.id for person in team.values())
    said = plain(poll.closing_sentence(answered(store, poll_id, first)))
    assert said == "Clôture samedi 28 novembre à 12 h ; 4 personnes n’ont rien dit."
    for person in others:
        answered(store, poll_id, person)
    assert plain(poll.closing_sentence(read_poll(COORDINATOR, store, poll_id))).endswith("; 1 personne n’a rien dit.")
    view = answered(store, poll_id, last)
    assert plain(poll.closing_sentence(view)).endswith("; tout le monde a répondu.")
    assert poll.remind_hint(view) == ""


def test_the_hint_says_what_one_click_does_and_whom_it_spares(tmp_path: Path) -> None:
    """A day on: four at once, Anne never (one request a week); afterwards nobody is insisted upon."""
    store, centre, team = a_polled_store(tmp_path)
    wish(store, team["Anne"].id, Preferences(budget=1))
    poll_id = a_running_poll(store, centre)
    assert plain(poll.remind_hint(read_poll(COORDINATOR, store, poll_id))) == (
        "Une relance en touche 4 à partir de vendredi 27 novembre à 17 h ;"
        " 1 ne peut pas l’être avant la clôture (quota ou heures de silence)."
    )
    friday = at(store, store.now() + timedelta(hours=24))
    view = read_poll(COORDINATOR, friday, poll_id)
    assert plain(poll.remind_hint(view)).startswith("Une relance en touche 4 tout de suite ; 1 ne peut pas")
    assert poll.remind_label(view) == "Relancer (4)"
    done = plain(poll.reminded_sentence(remind_silent(COORDINATOR, friday, poll_id)))
    assert done.startswith("Relance : 4 personnes relancées maintenant")
    assert plain(poll.remind_hint(read_poll(COORDINATOR, friday, poll_id))).startswith(
        "4 sont déjà relancées ou vont l’être, on n’insiste pas ; 1 ne peut pas"
    )
    assert [row.cells[4] for row in poll.silent_rows(read_poll(COORDINATOR, friday, poll_id), {})].count(
        "déjà relancée"
    ) == 4


def test_the_silent_are_listed_in_the_order_of_asking_with_how_to_reach_them(tmp_path: Path) -> None:
    """Place, name, profession, phone, and from when they may be reminded."""
    store, centre, _team = a_polled_store(tmp_path)
    some_people(store, with_email("Fanch", mobile="+33639980077", profession=None))
    view = read_poll(COORDINATOR, store, a_running_poll(store, centre))
    rows = poll.silent_rows(view, {"medecin": "médecin", "infirmier": "infirmier"})
    assert [row.id for row in rows] == list(view.silent)
    assert [plain(cell) for cell in rows[0].cells] == [
        "1", "Anne Fictif", "médecin", "–", "à partir de vendredi 27 novembre à 17 h",
    ]  # fmt: skip
    assert [row.cells[0] for row in rows] == [str(place) for place in range(1, len(rows) + 1)]
    assert len(poll.silent_header()) == len(rows[0].cells)


def test_what_cannot_open_stands_first_with_who_is_missing(tmp_path: Path) -> None:
    """Everyone comes on Monday morning; nobody answered for the afternoon."""
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    for person in team.values():
        answered(store, poll_id, person.id)
    view, rota = read_poll(COORDINATOR, store, poll_id), read_rota(COORDINATOR, store)
    rows = poll.tally_rows(view, outlooks(rota, view), rota.naming.role)
    assert [(row.moment.replace("\u00a0", " "), row.state) for row in rows] == [
        ("lun. 30 nov., après-midi", "cannot_open"), ("lun. 30 nov., matin", "opens"),
    ]  # fmt: skip
    assert rows[0].missing.startswith("il manque ")
    assert "un médecin" in rows[0].missing
    assert rows[1] == TallyRow(rows[1].moment, 5, 0, 0, 0, "opens")
    assert poll.tally_sentence(rows) == "Avec ces réponses, 1 séance sur 2 peut ouvrir toutes ses lignes."


def test_a_cancelled_session_is_not_counted_among_those_that_may_open(tmp_path: Path) -> None:
    store, centre, _team = a_polled_store(tmp_path)
    view = read_poll(COORDINATOR, store, a_running_poll(store, centre))
    morning, afternoon = (session.id for session in view.sessions)
    found = {morning: Outlook(0, 1, is_cancelled=True), afternoon: Outlook(1, 1)}
    rows = poll.tally_rows(view, found, str)
    assert [row.state for row in rows] == ["opens", "cancelled"]
    assert poll.tally_sentence(rows) == "Avec ces réponses, 1 séance sur 1 peut ouvrir toutes ses lignes."


def test_notes_are_read_with_their_name_until_they_die(tmp_path: Path) -> None:
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    view = answered(store, poll_id, team["Denez"].id, note="après 10 h")
    assert poll.note_lines(view) == [("Denez Fictif", "après 10 h")]
    assert poll.note_lines(read_poll(COORDINATOR, at(store, view.poll.closes_at), poll_id)) == []


def test_two_polls_over_the_same_days_read_differently(tmp_path: Path) -> None:
    """By their closing."""
    store, centre, _team = a_polled_store(tmp_path)
    a_running_poll(store, centre)
    assert list(poll.poll_names(open_polls(COORDINATOR, store)).values()) == ["lundi 30 novembre"]
    open_poll(COORDINATOR, store, a_request(store, centre, at(store, store.now() + timedelta(hours=40)).now()))
    assert [plain(one) for one in poll.poll_names(open_polls(COORDINATOR, store)).values()] == [
        "lundi 30 novembre, clôture samedi 28 novembre à 9 h", "lundi 30 novembre, clôture samedi 28 novembre à 12 h",
    ]  # fmt: skip


def test_the_text_for_a_group_holds_no_personal_link(tmp_path: Path) -> None:
    """Only where one's own may be asked for again."""
    store, centre, _team = a_polled_store(tmp_path)
    text = poll.group_text(read_poll(COORDINATOR, store, a_running_poll(store, centre)), "https://releve.example")
    assert "samedi 28 novembre" in text
    assert text.endswith("https://releve.example/p")


def test_opening_and_closing_say_what_they_do(tmp_path: Path) -> None:
    """Without an account every message waits for a hand; closing tells how many never answered."""
    store, centre, _team = a_polled_store(tmp_path)
    some_people(store, with_email("Fanch", email="", phone="+33639980077"))
    view = read_poll(COORDINATOR, store, a_running_poll(store, centre))
    assert plain(poll.opened_sentence(view)) == (
        "Sondage ouvert : 6 messages écrits. 6 messages attendent d’être passés à la main."
    )
    assert poll.closing_question(view).sentences[1] == "6 personnes n’ont pas répondu."
    assert len(sessions_of(store, centre)) == 2
