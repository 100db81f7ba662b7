"""Tests of app/ui/views/home*.py: the sentences, tasks and figures of the first screen."""

from pathlib import Path

import pytest

from app.services.continuity.read_pending import read_pending
from app.services.home.read_home import HomeView, as_it_stands, read_home
from app.services.rota.propose_rota import propose_rota
from app.services.rota.publish_rota import publish_rota
from app.services.rota.read_rota import read_rota
from app.store.database import Store
from app.ui.parts.week_overview import HalfDay, RoleWeek
from app.ui.views.home import first_steps, headline, others_closed, reply, welcome
from app.ui.views.home_figures import figures
from app.ui.views.home_urgent import tasks
from app.ui.views.home_week import first_open_at, week_bars
from app.ui.views.rota_bench import Bench
from tests.builders import COORDINATOR, MONDAY, THURSDAY, a_centre, a_person, a_store, some_people

TODAY = THURSDAY.date()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One line on Monday without a physician: published, nobody has answered the poll."""
    store = a_store(tmp_path_factory.mktemp("home"))
    centre = a_centre(store)
    nurses = [a_person(name, mobile="+33639980001") for name in ("Bleuenn", "Corentin", "Denez", "Enora")]
    some_people(store, *nurses, a_person("Gaïd", "medecin", usual_half_days=frozenset(), mobile="+33639980071"))
    propose_rota(COORDINATOR, store, centre)
    publish_rota(COORDINATOR, store, centre, read_rota(COORDINATOR, store, centre).revision)
    return store


@pytest.fixture(scope="module")
def home(store: Store) -> HomeView:
    """That folder as the first screen reads it."""
    return read_home(COORDINATOR, store)


def test_the_answer_is_said_first(home: HomeView) -> None:
    """The day, what can't open and what would open it, then the counts; other closed half-days are counted."""
    view = home.rotas[0]
    assert headline(view, MONDAY, TODAY) == (
        "Jeudi 26 novembre. Lundi matin : la séance ne peut pas ouvrir (il manque un médecin). "
        "2 postes à pourvoir, 4 confirmations manquent."
    )
    assert others_closed(view, MONDAY, TODAY) == (
        "1 autre demi-journée ne peut pas ouvrir toutes ses lignes cette semaine-là."
    )


def test_each_task_has_the_one_button_that_mends_it(home: HomeView, store: Store) -> None:
    """What can't open leads to the call-out of its seats; messages by hand, confirmations and the poll follow."""
    view = as_it_stands(home.rotas[0])
    found = tasks(view, home.rotas[0], Bench(view, home.communes, TODAY), read_pending(COORDINATOR, store), MONDAY)
    assert [(task.state, task.button, task.page) for task in found] == [
        ("cannot_open", "Appeler (1)", "call_outs"),
        ("cannot_open", "Appeler (1)", "call_outs"),
        ("to_do", "Passer", "messages"),
        ("published", "Voir qui", "rota"),
        ("unconfirmed", "Voir les réponses", "availability"),
    ]
    seat = next(seat for seat in view.seats if seat.id == found[0].query["postes"])
    assert seat.role == "supervising_physician"
    assert found[2].sentence == "4 messages à passer à la main."
    assert found[2].query == {"etat": "by_hand"}
    assert found[3].calls[0].why.startswith("Lundi matin, ")


def test_the_answer_to_the_ars_says_nothing_can_be_held(home: HomeView) -> None:
    """No line opens: no number is promised; one physician would give each half-day."""
    said = reply(home.rotas[0], MONDAY, 96, TODAY)
    assert said.startswith("Nous ne pouvons rien tenir sur 96 pour l’instant ; un médecin le lundi donne + 96")
    assert said.endswith("non confirmé.")


def test_the_bars_count_seats_by_role_and_half_day(home: HomeView) -> None:
    """Filled of expected, roles in the order of the table; pressing a half-day leads to the seat that lacks someone."""
    view = home.rotas[0]
    said, halves, roles = week_bars(view, MONDAY)
    assert said == "Semaine du lundi 30 novembre : 12 postes pourvus sur 14."
    assert halves == (
        HalfDay("2026-11-30/matin", "lun. 30<br>matin"),
        HalfDay("2026-11-30/après-midi", "lun. 30<br>après-midi"),
    )
    assert roles[0] == RoleWeek("Médecin référent", ((0, 1), (0, 1)))
    assert all(row.seats == ((1, 1), (1, 1)) for row in roles[1:])
    seat = first_open_at(view, "2026-11-30/matin")
    assert next(one.role for one in view.drafted if one.id == seat) == "supervising_physician"


def test_every_figure_has_its_origin(home: HomeView) -> None:
    """Value, rule, source, date and both terms; what is not followed yet says so."""
    found = figures(home, home.rotas[0], MONDAY)
    assert [(figure.label, figure.value, figure.change) for figure in found] == [
        ("Injections / objectif", "0 / 96", "faites : pas encore suivi"),
        ("Au planning / libéraux", "4 / 0", ""),
        ("Lignes actives", "0 / 2", ""),
        ("Besoins couverts", "85 %", ""),
    ]
    for figure in found:
        assert figure.origin is not None
        assert all((figure.origin.rule, figure.origin.source, figure.origin.date, figure.origin.numerator))
        assert figure.origin.denominator


def test_first_steps_are_ticked_one_after_the_other(home: HomeView, tmp_path: Path) -> None:
    """A folder with people, sessions and a rota has only its name left to give; an empty one has everything."""
    assert [step.done for step in first_steps(home)] == [False, True, True, True]
    assert welcome(first_steps(home)) == "Il reste 1 étape jusqu’au premier planning, environ 1 minute."
    empty = first_steps(read_home(COORDINATOR, a_store(tmp_path)))
    assert [step.done for step in empty] == [False] * 4
