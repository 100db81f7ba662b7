"""Tests of app/ui/views/home_urgent.py: what presses rises, what is under way is told, in one order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.mobilisation.callout import Mode, Outcome
from app.scheduling.session import SeatState
from app.services.activity.release_seat import release_seat
from app.services.continuity.read_pending import read_pending
from app.services.home.read_home import as_it_stands, commune_names, read_home
from app.services.mobilisation.answer_call_out import answer_call_out
from app.services.mobilisation.confirm_seat import confirm_seat
from app.services.mobilisation.open_poll import PollRequest, open_poll
from app.services.mobilisation.start_call_out import start_call_out
from app.services.mobilisation.withdraw_seat import withdraw_seat
from app.services.rota.read_rota import read_rota
from app.store import journal, messages, seats
from app.ui.parts.call_list import CallRow
from app.ui.views.home_tasks import Act, Task, seek_question
from app.ui.views.home_urgent import tasks
from app.ui.views.rota_bench import Bench
from tests.builders import COORDINATOR, MONDAY, a_person
from tests.services.a_rota import Rota, a_rota

SUNDAY_NIGHT = datetime(2026, 11, 29, 19, tzinfo=UTC)
"""Thirteen hours before Monday morning, eighteen before the afternoon."""


def to_do(rota: Rota) -> tuple[Task, ...]:
    view = next(one for one in read_home(COORDINATOR, rota.store).rotas if one.centre.id == rota.centre)
    standing = as_it_stands(view)
    bench = Bench(standing, commune_names(COORDINATOR, rota.store), rota.store.now().date())
    return tasks(standing, view, bench, read_pending(COORDINATOR, rota.store), MONDAY)


def test_seats_not_confirmed_a_day_before_rise_first(tmp_path: Path) -> None:
    """Everyone but Denez confirmed: his two seats stand on top, with his number, and one click seeks stand-ins."""
    rota = a_rota(tmp_path).at(SUNDAY_NIGHT)
    for name in rota.people:
        for part in (0, 1):
            if name != "Denez":
                confirm_seat(COORDINATOR, rota.store, rota.id(name), rota.of(name, part).id)
    first = to_do(rota)[0]
    seats = (rota.of("Denez").id, rota.of("Denez", 1).id)
    assert (first.state, first.act, first.subjects) == ("overdue", Act.SEEK, seats)
    assert first.sentence.startswith("2 postes ne sont pas confirmés à moins de 24 h")
    assert first.query == {"postes": ",".join(seats)}
    assert [(row.person, row.name, row.why.split(",")[0]) for row in first.calls] == [
        (seats[0], "Denez F., infirmier", "Lundi matin"),
        (seats[1], "Denez F., infirmier", "Lundi après-midi"),
    ]
    assert not [one for one in to_do(rota.at(SUNDAY_NIGHT - timedelta(days=1))) if one.id == "unconfirmed"]


def test_whoever_seeks_a_stand_in_rises_with_the_call_out_one_click_away(tmp_path: Path) -> None:
    """One seat is told whole; once people are called for it, the row follows that call-out and none is told twice."""
    spare = a_person("Fañch", "medecin", mobile="+33639980071")
    rota = a_rota(tmp_path, spare)
    rota = rota.at(rota.session().starts_at - timedelta(days=3, hours=-3))
    seat = rota.of("Anne")
    withdraw_seat(COORDINATOR, rota.store, rota.id("Anne"), seat.id)
    row = to_do(rota)[0]
    assert (row.id, row.state, row.button, row.page) == ("stand_in", "stand_in_wanted", "Appeler", "call_outs")
    assert row.query == {"postes": seat.id}
    assert row.sentence == (
        "Lundi matin, ligne 1, médecin référent : Anne F. cherche un remplaçant et reste responsable jusque-là."
    )
    call_out = start_call_out(COORDINATOR, rota.store, [seat.id])
    after = [one for one in to_do(rota) if one.page == "call_outs"]
    assert after[0].query == {"appel": call_out}
    assert (after[0].button, "Appel en cours : 1 appelé" in after[0].sentence) == ("Suivre l’appel", True)
    assert len(after) == 1


def test_a_yes_to_approve_stands_once_in_place_of_the_row_of_its_seat(tmp_path: Path) -> None:
    """« Valider un oui » says what it mends; the row that only followed the same call-out is gone."""
    spare = a_person("Fañch", "medecin", mobile="+33639980071")
    rota = a_rota(tmp_path, spare)
    rota = rota.at(rota.session().starts_at - timedelta(days=3, hours=-3))
    seat = rota.of("Anne")
    withdraw_seat(COORDINATOR, rota.store, rota.id("Anne"), seat.id)
    call_out = start_call_out(COORDINATOR, rota.store, [seat.id], mode=Mode.COORDINATOR_APPROVES)
    answer_call_out(rota.me("Fañch"), rota.store, call_out, rota.id("Fañch"), Outcome.YES)
    rows = [one for one in to_do(rota) if one.query.get("appel") == call_out]
    assert [(one.state, one.button) for one in rows] == [("to_do", "Valider un oui")]
    assert "Anne F. cherche un remplaçant" in rows[0].sentence
    assert not [one for one in to_do(rota) if one.id == "stand_in"]


def test_a_seat_told_as_unconfirmed_is_not_told_again_by_who_has_not_confirmed(tmp_path: Path) -> None:
    """The night before, every unconfirmed seat of Monday is in the first row: « Voir qui » has nobody left."""
    found = [one.id for one in to_do(a_rota(tmp_path).at(SUNDAY_NIGHT))]
    assert ("unconfirmed" in found, "confirm" in found) == (True, False)


def test_the_question_names_eight_people_and_counts_the_others(tmp_path: Path) -> None:
    """Each person once, however many seats; it says who stays responsible and who is offered the seats first."""
    rows = tuple(CallRow(f"seat-{n}", f"Personne {n // 2}", "") for n in range(20))
    task = Task("unconfirmed", "overdue", "", "", calls=rows, subjects=tuple(row.person for row in rows))
    question = seek_question(task)
    assert question.title.replace("\u00a0", " ") == "Chercher des remplaçants pour 20 postes ?"
    assert question.sentences[0].replace("\u00a0", " ") == (
        "Concerne : Personne 0, Personne 1, Personne 2, Personne 3, Personne 4, Personne 5, Personne 6, Personne 7"
        " et 2 autres personnes."
    )
    assert "reste responsable" in question.sentences[1]
    assert "liste d’attente" in question.sentences[2]


def test_a_partner_who_cannot_provide_its_seat_is_named(tmp_path: Path) -> None:
    """The town hall is nobody of the roster: it is called by its name, and the seat it gave leads to a call-out."""
    rota = a_rota(tmp_path)
    given = next(one for one in read_rota(COORDINATOR, rota.store).seats if one.holder.partner_id)
    with rota.store.transaction() as conn:
        seats.write(conn, given, replace(given, state=SeatState.STAND_IN_WANTED), rota.store.now())
        journal.write(
            conn, rota.store.now(), "mairie", "partner.cannot_provide", given.session_id, {"seats": [given.id]}
        )
    row = next(one for one in to_do(rota) if one.id == "stand_in")
    assert row.sentence.replace("\u00a0", " ").endswith(" : Mairie ne peut pas fournir ce poste.")
    assert row.query == {"postes": given.id}


def test_the_silent_of_an_open_poll_are_reminded_by_one_click(tmp_path: Path) -> None:
    """Two days after it opened: two may be reached, both are silent, the button counts them."""
    rota = a_rota(tmp_path, *(a_person(name, mobile="+33639980071") for name in ("Iwan", "Jakez")))
    closes = rota.store.now() + timedelta(days=5)
    sessions = [one.id for one in read_rota(COORDINATOR, rota.store, rota.centre).upcoming]
    open_poll(
        COORDINATOR, rota.store, PollRequest(centre_id=rota.centre, session_ids=tuple(sessions), closes_at=closes)
    )
    poll = to_do(rota.at(rota.store.now() + timedelta(days=2)))[-1]
    assert (poll.state, poll.button, poll.act) == ("unconfirmed", "Relancer (2)", Act.REMIND)
    assert poll.sentence == "2 personnes n’ont pas répondu au sondage."


def test_messages_that_failed_or_press_come_before_what_can_wait(tmp_path: Path) -> None:
    """A failure says that someone knows nothing; a change within 48 h by hand is counted as pressing."""
    rota = a_rota(tmp_path).at(datetime(2026, 11, 28, 11, tzinfo=UTC))
    for name in ("Anne", "Denez"):
        seat = rota.of(name)
        release_seat(COORDINATOR, rota.store, seat.id, seat.revision)
    with rota.store.transaction() as conn:
        conn.execute("UPDATE message SET state = 'failed' WHERE recipient_id = ?", (rota.id("Anne"),))
        assert messages.recent(conn).total == 2
    found = [one for one in to_do(rota) if one.page == "messages"]
    assert [(one.id, one.state, one.sentence) for one in found] == [
        ("failed", "overdue", "1 message n’est pas parti : la personne ne sait rien."),
        ("by_hand", "to_do", "1 message à passer à la main. 1 presse."),
    ]
    order = [one.id.split("_")[0] for one in to_do(rota)]
    assert order.index("failed") < order.index("by") < order.index("confirm")


@pytest.mark.parametrize("hours", [23, 25])
def test_what_lacks_people_within_a_day_comes_before_what_is_not_confirmed(tmp_path: Path, hours: int) -> None:
    """The physician left Monday morning: within 24 hours that hole leads, before it the unconfirmed don't rise at all."""
    rota = a_rota(tmp_path)
    withdraw_seat(COORDINATOR, rota.store, rota.id("Anne"), rota.of("Anne").id)
    first = [one.state for one in to_do(rota.at(rota.session().starts_at - timedelta(hours=hours)))][:2]
    assert first == (["cannot_open", "overdue"] if hours == 23 else ["cannot_open", "published"])
