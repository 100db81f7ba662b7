"""Tests of app/ui/views/rota_*.py: a rota as its parts draw it."""

from dataclasses import replace
from datetime import date

import pytest

from app.core.errors import NotFound
from app.core.ids import SeatId
from app.scheduling.staffing.rules import Rule
from app.services.mobilisation.record_answers import record_answers
from app.services.rota.edit_rota import edit_rota
from app.services.rota.propose_rota import propose_rota
from app.services.rota.publish_rota import preview_publication, publish_rota
from app.services.rota.read_rota import RotaView, read_rota
from app.store.database import Store
from app.ui.parts import week_grid as wg
from app.ui.views import rota_state
from app.ui.views.rota_bench import Bench, calls, candidates
from app.ui.views.rota_edit import placements
from app.ui.views.rota_grid import grid
from app.ui.views.rota_missing import lacks, proof_sentence, reasons_in_words, shortage_rows
from app.ui.views.rota_publication import change_rows, load_rows, load_sentence, publication_sentences
from app.ui.views.rota_seat import cancellation_sentences, chosen_seat, first_open, proof
from app.words.reasons import COUNTED, OF_ONE, counted, of_one
from tests.builders import COORDINATOR, MONDAY, THURSDAY, a_centre, a_person, a_store, a_team, some_people

TODAY = THURSDAY.date()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One line on Monday, a whole team on its habits, and a nurse to spare who said « si besoin » to the morning."""
    opened = a_store(tmp_path_factory.mktemp("rota"))
    a_centre(opened)
    a_team(opened)
    spare = a_person("Gaïd", max_half_days_per_week=1, usual_half_days=frozenset())
    some_people(opened, spare)
    morning = read_rota(COORDINATOR, opened).upcoming[0]
    record_answers(COORDINATOR, opened, {(spare.id, morning.id): "if_needed"})
    return opened


@pytest.fixture(scope="module")
def proposed(store: Store) -> RotaView:
    propose_rota(COORDINATOR, store, read_rota(COORDINATOR, store).centre.id)
    return read_rota(COORDINATOR, store)


def bench(view: RotaView) -> Bench:
    return Bench(view, {"56007": "Auray"}, TODAY)


def test_every_reason_of_the_contract_has_words() -> None:
    """A code added to the engine without its words is a hole on the screen."""
    assert set(COUNTED) == set(OF_ONE) == {rule.value for rule in Rule}
    assert (counted("unavailable", 1), counted("unavailable", 2)) == ("a dit non", "ont dit non")
    assert of_one("no_answer") == "n’a pas encore répondu"
    assert reasons_in_words({"profession": 9, "unavailable": 2, "no_answer": 5, "rest": 0}) == (
        ("n’ont pas répondu", 5),
        ("ont dit non", 2),
    )


def test_the_grid_holds_every_seat_once_in_its_row_and_column(proposed: RotaView) -> None:
    """Two half-days, one row a line, roles in order, all seats, provisional ones marked."""
    data = grid(bench(proposed), MONDAY)
    assert [(head.label, head.state, head.note) for head in data.sessions] == [
        ("matin (9 h–13 h)", "", ""),
        ("après-midi (14 h–18 h)", "", ""),
    ]
    assert [row.label for row in data.rows] == ["Ligne 1"] * 2
    assert sorted(place.seat for place in data.places) == sorted(seat.id for seat in proposed.drafted)
    assert {place.row for place in data.places} == {row.id for row in data.rows}
    assert {place.column for place in data.places} == {column.id for column in data.columns}
    assert {place.state for place in data.places} == {"proposed", "provided"}
    assert all(place.provisional for place in data.places if place.state == "proposed" and place.name != "Gaïd F.")
    assert data.days == (wg.Day("2026-11-30", "lundi 30 novembre", "lun. 30"),)


def test_the_bench_offers_who_said_they_would_come_and_is_free(proposed: RotaView) -> None:
    """Gaïd is offered for the morning only, with her answer and load; people already there are not."""
    spare = next(p for p in proposed.horizon.people if p.given_name == "Gaïd")
    holds = any(seat.holder.person_id == spare.id for seat in proposed.drafted)
    offered = candidates(bench(proposed), proposed.upcoming, ["injector", "supervising_physician"])
    assert not holds
    assert [(one.name, one.detail, one.roles, one.load) for one in offered] == [
        ("Gaïd F.", "infirmier, Auray", ("injector",), "0 demi-journée cette semaine, 1 au plus")
    ]
    assert dict(offered[0].sessions) == {proposed.upcoming[0].id: "si besoin"}


def test_whom_to_call_ranks_yes_before_silence_and_leaves_out_who_cannot(proposed: RotaView) -> None:
    """For the afternoon Gaïd has not answered; for a physician's seat nobody else may be asked."""
    morning, afternoon = proposed.upcoming
    assert [row.why for row in calls(bench(proposed), morning, {"injector"}, today=TODAY)] == [
        "a répondu « si besoin » et n’a pas de poste à cette heure"
    ]
    assert [row.why for row in calls(bench(proposed), afternoon, {"injector"}, today=TODAY)] == [
        "n’a pas encore répondu"
    ]
    assert calls(bench(proposed), morning, {"supervising_physician"}, today=TODAY) == ()


def test_who_said_no_is_never_on_the_list(proposed: RotaView) -> None:
    """The same person, once their answer is « non », is not rung for that session."""
    spare = next(p for p in proposed.horizon.people if p.given_name == "Gaïd")
    morning = proposed.upcoming[0]
    refused = {**proposed.horizon.answers, (spare.id, morning.id): "no"}
    view = replace(proposed, horizon=replace(proposed.horizon, answers=refused))
    assert calls(bench(view), morning, {"injector"}, today=TODAY) == ()
    assert candidates(bench(view), view.upcoming[:1], ["injector"]) == ()


def test_moving_onto_a_held_seat_exchanges_and_a_lost_seat_is_said(proposed: RotaView) -> None:
    """Each event of the grid says exactly which seats get whom."""
    one, other = [seat for seat in proposed.drafted if seat.holder.person_id][:2]
    assert placements(wg.Move(1, one.id, other.id), proposed.drafted) == {
        other.id: one.holder.person_id,
        one.id: other.holder.person_id,
    }
    assert placements(wg.Free(1, one.id), proposed.drafted) == {one.id: None}
    assert placements(wg.Put(1, "p", one.id), proposed.drafted) == {one.id: "p"}
    with pytest.raises(NotFound, match="Rechargez la page"):
        placements(wg.Move(1, one.id, "parti"), proposed.drafted)


def test_the_state_is_one_sentence_and_one_next_step(proposed: RotaView) -> None:
    """Before any publication: what the draft changes; what stands on habits; the next thing to do."""
    assert rota_state.state_sentence(proposed) == (
        "Rien n’est encore publié. Brouillon : 10 changements pour 5 personnes."
    )
    assert rota_state.provisional_sentence(proposed) == (
        "5 personnes sans réponse comptées d’après leurs habitudes, non confirmé."
    )
    assert rota_state.next_step(proposed) == "publish"


def test_days_past_are_said_as_people_do() -> None:
    """Today, yesterday, a weekday within six days, then the date."""
    said = [rota_state.day_past(THURSDAY.replace(day=day), TODAY) for day in (26, 25, 20, 19)]
    assert said == ["aujourd’hui", "hier", "vendredi", "le jeudi 19 novembre"]


def test_a_hole_is_a_row_with_its_state_and_the_panel_tells_it(store: Store, proposed: RotaView) -> None:
    """Freeing the physician closes the morning: first lack, vermilion, with the seat to open; nothing is proven of it."""
    seat = next(seat for seat in proposed.drafted if seat.role == "supervising_physician")
    edit_rota(COORDINATOR, store, proposed.centre.id, proposed.revision, {SeatId(seat.id): None})
    view = read_rota(COORDINATOR, store)
    found = lacks(view, TODAY, MONDAY)
    assert [(lack.state, lack.missing) for lack in found] == [("cannot_open", (("supervising_physician", 1),))]
    row = shortage_rows(view, found, TODAY)[0]
    assert (row.state, row.sentence, row.proof) == (
        "cannot_open",
        "Lundi matin : la séance ne peut pas ouvrir (il manque un médecin).",
        "",
    )
    assert first_open(view, found[0].session.id, {"supervising_physician"}) == seat.id
    chosen = chosen_seat(bench(view), seat.id)
    assert chosen is not None
    assert (chosen.title, chosen.state, chosen.missing, proof(chosen)) == (
        "Lundi 30 novembre, matin : ligne 1, médecin référent",
        "open",
        1,
        (),
    )
    assert chosen_seat(bench(view), "parti") is None
    head = grid(bench(view), MONDAY).sessions[0]
    assert (head.state, head.note) == ("cannot_open", "il manque un médecin")


def test_publishing_says_what_changes_and_what_it_takes(store: Store, proposed: RotaView) -> None:
    """Sentences, one block a person by name, and the communes when practices are not known."""
    view = read_rota(COORDINATOR, store)
    preview = preview_publication(COORDINATOR, store, view.centre.id)
    assert publication_sentences(preview) == (
        "9 changements pour 5 personnes.",
        "2 séances deviennent visibles dans les calendriers.",
    )
    rows = change_rows(preview, view)
    assert [row.name for row in rows] == ["Anne F.", "Bleuenn F.", "Corentin F.", "Denez F.", "Enora F."]
    assert rows[0].gained == ("lundi 30 novembre, après-midi, ligne 1, médecin référent",)
    assert load_sentence(preview).startswith("Commune la plus touchée, ")
    assert [(row.persons, row.of_persons, row.half_days) for row in load_rows(preview.load.communes)] == [(5, 6, 9)]
    done = publish_rota(COORDINATOR, store, view.centre.id, view.revision)
    assert rota_state.published_said(done) == "Version 1 publiée : 9 changements pour 5 personnes."
    after = read_rota(COORDINATOR, store)
    assert rota_state.state_sentence(after, MONDAY) == (
        "Version 1 publiée aujourd’hui. 4 confirmés, 9 à confirmer et 1 à pourvoir. Rien à publier."
    )
    assert rota_state.confirmations_sentence(after, date(2026, 12, 7)) == ""
    assert rota_state.next_step(after) == "hand_out"
    assert len(rota_state.provisional_people(after)) == 5
    assert cancellation_sentences(after, after.upcoming[1])[1].startswith("5 personnes verront")


def test_a_proof_is_said_with_its_numbers() -> None:
    """One need and several are told apart."""
    one = {"needs": [{}], "demand": 3, "reachable": 1, "shortage": 2}
    assert proof_sentence(one) == (
        "Ce besoin demande 3 postes ; 1 au plus peuvent être tenus, quelle que soit la répartition."
    )
    assert "68 besoins" in proof_sentence({**one, "needs": [{}] * 68})
