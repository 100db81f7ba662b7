"""Tests of app/ui/screens/rota.py: propose, edit, undo, publish, hand out, on the page as a person presses it."""

from datetime import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from app.core.ids import PersonId, SeatId
from app.scheduling.session import SessionState
from app.services.mobilisation.read_cancelled import read_cancelled
from app.services.rota.edit_rota import edit_rota
from app.services.rota.read_rota import RotaView, read_rota
from app.store.database import Store
from tests.builders import COORDINATOR, a_centre, a_person, a_team, some_people
from tests.ui.screens.a_page import press, said

MAIN = Path(__file__).parents[3] / "app" / "ui" / "main.py"


def planning(**query: str) -> AppTest:
    page = AppTest.from_file(str(MAIN), default_timeout=30).run()
    page.switch_page("screens/rota.py")
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def proposed(store: Store) -> RotaView:
    """One line on Monday with just enough people, proposed through the page's own button."""
    a_centre(store)
    a_team(store)
    planning().button(key="rota_propose").click().run()
    return read_rota(COORDINATOR, store)


def seat_of(view: RotaView, role: str) -> SeatId:
    return next(seat.id for seat in view.drafted if seat.role == role)


def happens(page: AppTest, view: RotaView, kind: str, seat: str, other: str = "") -> AppTest:
    """What the grid sends when a person acts on it."""
    page.session_state["rota_raw"] = {"revision": view.revision, "kind": kind, "seat": seat, "other": other}
    return page.run()


def test_without_a_centre_the_page_says_what_it_will_hold(store: Store) -> None:
    """An invitation, and no button that could do nothing."""
    page = planning()
    assert page.title[0].value.startswith("Aucun centre \\: le planning montrera")
    assert not page.button


def test_proposing_then_publishing_takes_one_press_each(store: Store) -> None:
    """One primary button at a time: propose, publish, hand out; the state is said after each."""
    a_centre(store)
    a_team(store)
    page = planning()
    assert page.title[0].value == "Pas encore de planning \\: 10 postes à pourvoir."
    page.button(key="rota_propose").click().run()
    assert page.success[0].value == "Proposition prête : 10 postes pourvus, on ne peut pas en pourvoir plus."
    assert page.title[0].value == "Rien n’est encore publié. Brouillon \\: 10 changements pour 5 personnes."
    page.button(key="rota_publish").click().run()
    assert page.success[0].value == "Version 1 publiée : 10 changements pour 5 personnes."
    assert page.title[0].value == "Version 1 publiée aujourd’hui. 4 confirmés et 10 à confirmer. Rien à publier."
    assert page.button(key="rota_publish").disabled


def test_what_publishing_will_do_is_read_before_the_gesture(store: Store) -> None:
    """A draft shows its changes and what it takes; published, there is nothing left to say."""
    proposed(store)
    page = planning()
    told = "10 changements pour 5 personnes. 2 séances deviennent visibles dans les calendriers."
    assert any(told in text.value for text in page.markdown)
    assert read_rota(COORDINATOR, store).version is None
    page.button(key="rota_publish").click().run()
    assert not any(told in text.value for text in page.markdown)


def test_what_stands_on_habits_is_said_on_the_page(store: Store) -> None:
    """The state beside the headline, and the sentence that counts the people."""
    proposed(store)
    page = planning()
    assert any("non confirmé" in text.value for text in page.markdown)
    assert "5 personnes sans réponse comptées d’après leurs habitudes, non confirmé." in [
        m.value for m in page.markdown
    ]


def test_a_seat_freed_on_the_grid_is_freed_in_the_draft_and_undone(store: Store) -> None:
    """The draft is in the folder, not in the tab; undo and redo bring it there and back."""
    view = proposed(store)
    seat = seat_of(view, "supervising_physician")
    page = happens(planning(), view, "free", seat)
    assert next(s for s in read_rota(COORDINATOR, store).drafted if s.id == seat).holder.filled is False
    page.button(key="rota_undo").click().run()
    assert next(s for s in read_rota(COORDINATOR, store).drafted if s.id == seat).holder.filled is True
    page.button(key="rota_redo").click().run()
    assert next(s for s in read_rota(COORDINATOR, store).drafted if s.id == seat).holder.filled is False


def test_a_broken_rule_asks_for_a_reason_and_keeps_it(store: Store) -> None:
    """Nothing is written until a reason is given; then the seat is held and the reason stands with it."""
    some_people(store, nurse := a_person("Gaïd"))
    view = proposed(store)
    seat = seat_of(view, "supervising_physician")
    page = happens(planning(), view, "put", seat, nurse.id)
    assert next(s for s in read_rota(COORDINATOR, store).drafted if s.id == seat).holder.person_id != nurse.id
    assert page.button(key="rota_reason_yes").disabled
    page.selectbox(key="rota_reason").set_value("A dit oui au téléphone").run()
    page.button(key="rota_reason_yes").click().run()
    written = next(s for s in read_rota(COORDINATOR, store).drafted if s.id == seat)
    assert (written.holder.person_id, written.override_reason) == (nurse.id, "A dit oui au téléphone")


def test_giving_up_a_broken_rule_writes_nothing(store: Store) -> None:
    """« Ne rien changer » closes the question and the draft stays."""
    some_people(store, nurse := a_person("Gaïd"))
    view = proposed(store)
    seat = seat_of(view, "supervising_physician")
    page = happens(planning(), view, "put", seat, nurse.id)
    page.button(key="rota_reason_no").click().run()
    assert "rota_reason_yes" not in [button.key for button in page.button]
    assert read_rota(COORDINATOR, store).revision == view.revision


def test_someone_else_wrote_first_and_the_page_says_so(store: Store) -> None:
    """A stale edit is refused in words, with a way to reload, and changes nothing."""
    view = proposed(store)
    seat = seat_of(view, "supervising_physician")
    edit_rota(COORDINATOR, store, view.centre.id, view.revision, {seat_of(view, "observation"): None})
    page = happens(planning(), view, "free", seat)
    assert page.warning[0].value.startswith("Entre\\-temps")
    assert "Recharger" in [button.label for button in page.button]
    assert next(s for s in read_rota(COORDINATOR, store).drafted if s.id == seat).holder.filled is True


def test_a_lacking_seat_tells_why_and_whom_to_call_and_a_yes_fills_it(store: Store) -> None:
    """Pressing « A dit oui » records the answer and puts the person on the seat."""
    silent = a_person("Gaïd", "medecin", usual_half_days=frozenset(), mobile="+33639980071")
    a_centre(store)
    some_people(store, *(a_person(name) for name in ("Bleuenn", "Corentin", "Denez", "Enora")), silent)
    planning().button(key="rota_propose").click().run()
    seat = seat_of(read_rota(COORDINATOR, store), "supervising_physician")
    page = planning(poste=seat)
    assert "**Lundi matin \\: il manque un médecin.**" in [text.value for text in page.markdown]
    assert any("06 39 98 00 71" in text.value for text in page.markdown)
    page.button(key=f"rota_call_{silent.id}").click().run()
    after = read_rota(COORDINATOR, store)
    assert next(s for s in after.drafted if s.id == seat).holder.person_id == silent.id
    assert (
        after.horizon.answers[PersonId(silent.id), next(s for s in after.drafted if s.id == seat).session_id] == "yes"
    )


def test_a_cancelled_session_stays_on_show_with_its_reason_kept(store: Store) -> None:
    """It leaves the seats to staff and stands in the table as cancelled; without a reason nothing happens."""
    view = proposed(store)
    seat = seat_of(view, "supervising_physician")
    page = planning(poste=seat)
    page.button(key="rota_cancel").click().run()
    assert page.button(key="rota_cancel_yes").disabled
    page.text_input(key="rota_cancel_reason").set_value("Doses retardées").run()
    page.button(key="rota_cancel_yes").click().run()
    assert [session.state for session in read_cancelled(COORDINATOR, store, view.centre.id)] == [SessionState.CANCELLED]
    assert any("Séance annulée" in cell for row in page.table[-1].value.to_numpy().tolist() for cell in row)


def test_a_withdrawal_frees_the_live_seat_at_once(store: Store) -> None:
    """After the question, the published seat is open without another publication."""
    proposed(store)
    page = planning()
    page.button(key="rota_publish").click().run()
    view = read_rota(COORDINATOR, store)
    seat = seat_of(view, "supervising_physician")
    page = planning(poste=seat)
    page.button(key="rota_withdraw").click().run()
    page.button(key="rota_withdrawal_yes_button").click().run()
    after = read_rota(COORDINATOR, store)
    assert next(s for s in after.seats if s.id == seat).holder.filled is False
    assert after.version is not None
    assert after.version.number == 1


def test_links_are_handed_out_and_renewed(store: Store) -> None:
    """One link a person of the rota, by channel; the centre's calendars; renewing gives another address."""
    proposed(store)
    page = planning()
    page.button(key="rota_publish").click().run()
    page = planning(vue="liens")
    assert page.title[0].value == "5 liens à distribuer \\(remis en main propre \\: 5\\)."
    before = page.code[0].value
    page.button(key="rota_rotate").click().run()
    page.button(key="rota_rotation_yes_button").click().run()
    assert not page.exception
    assert page.code[0].value != before
    assert page.code[0].value.startswith("Bonjour")


def test_the_address_says_which_centre_and_week_are_shown(store: Store) -> None:
    """Two centres: the one of the address is drawn, and an unknown week falls back on the first."""
    first, second = a_centre(store), a_centre(store, days=8)
    a_team(store)
    page = planning(centre=second, semaine="2026-12-07")
    assert any("semaine du lundi 7 décembre" in text.value for text in page.markdown)
    assert page.selectbox(key="rota_centre").value == second
    page = planning(centre=first, semaine="2026-12-07")
    assert any("semaine du lundi 30 novembre" in text.value for text in page.markdown)


def test_a_session_is_moved_from_its_seat_and_said(store: Store) -> None:
    """The form behind « Déplacer cette séance » writes the new hours and says so; a session that ends first is refused."""
    view = proposed(store)
    session = view.sessions[0]
    seat = next(one for one in view.seats if one.session_id == session.id)
    page = planning(poste=seat.id)
    key = f"rota_move_{session.id}_{session.revision}"
    page.time_input(key=f"{key}_starts").set_value(time(10))
    next(button for button in page.button if button.label == "Déplacer").click().run()
    assert page.success[0].value == "Lundi 30 novembre, matin : déplacée au lundi 30 novembre, 10 h–13 h."
    assert read_rota(COORDINATOR, store).sessions[0].starts == time(10)


def test_a_move_that_books_people_twice_is_said_first_and_asks_once_more(store: Store) -> None:
    """The morning onto the afternoon: nothing is written, the people are named; other hours ask anew; « quand même » moves."""
    view = proposed(store)
    session, then = view.sessions[:2]
    seat = next(one for one in view.seats if one.session_id == session.id)
    page = planning(poste=seat.id)
    key = f"rota_move_{session.id}_{session.revision}"
    page.time_input(key=f"{key}_starts").set_value(then.starts)
    page.time_input(key=f"{key}_ends").set_value(then.ends)
    press(page, "Déplacer")
    assert "attendus à deux endroits à la fois (Anne F., " in said(page)
    assert read_rota(COORDINATOR, store).sessions[0].starts == session.starts
    page.time_input(key=f"{key}_ends").set_value(time(then.ends.hour - 1))
    press(page, "Déplacer quand même")
    assert read_rota(COORDINATOR, store).sessions[0].starts == session.starts
    press(page, "Déplacer quand même")
    assert (not page.exception, read_rota(COORDINATOR, store).sessions[0].starts) == (True, then.starts)
