"""A guest of an exercise whose name and addresses nobody else has, and a message to come, looked for wherever others read.

Who may run exercises reads names on Préparation; nobody else does, and no file made of it, no trace, no page holds one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Actor, Role, volunteer
from app.access.links import LinkScope, Subject
from app.access.permissions import Action, may
from app.core.errors import NotAllowed, ReleveError
from app.core.ids import new_id
from app.exercise.exercise import ExerciseState
from app.exercise.kit_sheet import KitKind
from app.exercise.participant import Participant, ParticipantRole
from app.exercise.retex import RetexKind
from app.services.crisis.export_journal import export_journal
from app.services.exercise.build_retex import FORMATS, build_retex
from app.services.exercise.exercise_calendar import invitation
from app.services.exercise.export_chronogramme import ChronogrammeForm, export_chronogramme
from app.services.exercise.finish_exercise import finish_exercise
from app.services.exercise.invite_participants import exercise_links
from app.services.exercise.keep_participants import add_participant
from app.services.exercise.print_kits import print_kit
from app.services.exercise.read_exercise import read_exercise
from app.services.exercise.read_improvements import read_improvements
from app.services.exercise.record_response import record_response
from app.services.keeping.back_up import back_up
from app.services.laboratory.share_scenario import share_scenario
from app.store import exercise_people, exercises
from app.store.current import use
from app.store.database import Store
from app.ui.parts.exercise_choice import ADDRESS
from tests.abuse.a_crisis import ACTION, PLAYED, SENT, TO_COME, an_exercise_under_way
from tests.abuse.a_world import Stranger, addresses, subjects_of, world_of
from tests.abuse.test_canaries import listening, readable
from tests.abuse.test_needs_canaries import INSIDE, drawn, signed_in
from tests.builders import COORDINATOR, a_store
from tests.web.a_centre import CENTRE, ZOE

NAME, EMAIL, PHONE = "Solveig Kercanari", "kercanari@example.org", "+33639980199"
WHO = ("Kercanari", "kercanari", EMAIL, PHONE, "06 39 98 01 99", "06\u00a039\u00a098\u00a001\u00a099")
HIDDEN = "exercice-confidentiel"
SECRET = "Panne que personne n’attend (fictive)"
PANELS = {
    "exercises": ("", "cadre", "participants", "objectifs", "injects", "pret", "fichiers"),
    "conduct": ("conduite", "fil", "couverture", "messages"),
    "review": ("synthese", "cotations", "delais", "messages", "charge", "constats", "comparer", "rediger", "rapport"),
    "improvements": ("actions", "avancement", "jalons", "restitutions"),
    "log": ("",),
    "event": ("",),
}
READERS = {
    "conduct": {Role.ADMINISTRATION, Role.COORDINATION, Role.CRISIS_CELL},
    "log": {Role.ADMINISTRATION, Role.COORDINATION, Role.CRISIS_CELL, Role.OBSERVER},
    "event": {Role.ADMINISTRATION, Role.COORDINATION, Role.CRISIS_CELL, Role.OBSERVER},
}
AFTER = {"review", "improvements"}
"""What is read once it is over; the others, while it is played."""
NAMED_ON = {("exercises", "participants")}
"""Where who may run exercises reads the names of its guests."""


@dataclass
class Planted:
    store: Store
    heard: io.StringIO

    def goes(self, ended: bool) -> None:
        """Under way, or over; the row alone."""
        with self.store.transaction() as conn:
            one = exercises.find(conn, PLAYED)
            assert one is not None
            if one.is_ended is not ended:
                state = ExerciseState.FINISHED if ended else ExerciseState.RUNNING
                exercises.update(conn, replace(one, state=state, finished_at=self.store.now() if ended else None))


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """One exercise under way with its guest, who answered; one that is confidential."""
    store = a_store(tmp_path_factory.mktemp("exercice"))
    with listening() as heard:
        an_exercise_under_way(store, ParticipantRole.OBSERVER)
        guest = Participant(
            id="canari", exercise_id=PLAYED, role=ParticipantRole.PLAYER, function="cadre d’astreinte",
            organisation="CHBA (fictif)", name=NAME, email=EMAIL, phone=PHONE,
        )  # fmt: skip
        add_participant(COORDINATOR, store, guest)
        record_response(COORDINATOR, store, f"{PLAYED}-1", id=new_id(), text="Reçu.", by_whom=guest.who)
        with store.transaction() as conn:
            shown = exercises.find(conn, PLAYED)
            assert shown is not None
            untold = {"id": HIDDEN, "number": 2, "title": SECRET, "is_confidential": True, "event_id": ""}
            exercises.insert(conn, replace(shown, **untold, state=ExerciseState.PREPARED, started_at=None))
        use(store)
        yield Planted(store, heard)
        use(None)


def told(text: str, *more: str) -> list[str]:
    return [one for one in (*WHO, *more) if one in text]


@pytest.mark.parametrize("role", INSIDE)
@pytest.mark.parametrize("ended", [False, True], ids=["under way", "over"])
def test_no_screen_names_a_guest_but_where_they_are_invited(
    planted: Planted, monkeypatch: pytest.MonkeyPatch, role: Role, ended: bool
) -> None:
    """Drawn and kept in the session: no guest, nor, for who does not run it, what is to come or what is confidential."""
    planted.goes(ended)
    signed_in(monkeypatch, planted.store, role)
    from tests.ui.screens.a_page import UI

    runs = may(Actor("x", "x", role), Action.RUN_EXERCISES)
    page = AppTest.from_file(UI / "main.py", default_timeout=60).run()
    for screen, panels in PANELS.items():
        if role not in READERS.get(screen, set(Role)) or (screen in AFTER) is not ended:
            continue
        for panel in panels if runs or screen != "exercises" else ("",):
            page.query_params[ADDRESS] = PLAYED
            sent, kept = drawn(page, screen, panel)
            if (screen, panel) in NAMED_ON and runs:
                assert NAME in sent
                continue
            untold = (*(() if ended else (TO_COME,)), SECRET) if not runs else ()
            assert (screen, panel, told(sent, *untold)) == (screen, panel, [])
            if not runs:
                assert (screen, panel, told(kept, *untold)) == (screen, panel, [])


def test_what_readers_are_given_holds_neither_names_nor_what_is_to_come(planted: Planted) -> None:
    """The very values their screens are drawn from."""
    planted.goes(ended=False)
    for role in (Role.READING, Role.OBSERVER):
        reader = Actor("lit", "Lectrice", role)
        for value in (read_exercise(reader, planted.store, PLAYED), read_improvements(reader, planted.store)):
            assert told(repr(value), TO_COME, SECRET) == []
        with pytest.raises(ReleveError) as refused:
            read_exercise(reader, planted.store, HIDDEN)
        assert SECRET not in repr(refused.value)


def test_no_file_no_trace_and_no_copy_of_theirs_names_a_guest(planted: Planted) -> None:
    """Chronogramme, kits of players, bundle, invitation, both reports, journal; the log of the server."""
    planted.goes(ended=True)
    store = planted.store
    made = {
        **{form.value: export_chronogramme(COORDINATOR, store, PLAYED, form) for form in ChronogrammeForm},
        **{
            f"{kind} {form}": build_retex(COORDINATOR, store, PLAYED, kind, form)
            for kind in RetexKind
            for form in FORMATS[kind]
        },
        "players": print_kit(COORDINATOR, store, PLAYED, KitKind.PLAYERS),
        "observers": print_kit(COORDINATOR, store, PLAYED, KitKind.OBSERVERS),
        "bundle": share_scenario(COORDINATOR, store, PLAYED).content,
        "invitation": invitation(COORDINATOR, store, PLAYED),
        "journal": export_journal(COORDINATOR, store),
    }
    assert {name: found for name, content in made.items() if (found := told(readable(content)))} == {}
    back_up(COORDINATOR, store)
    assert told(planted.heard.getvalue()) == []


def test_no_page_behind_a_link_names_a_guest_or_tells_a_player_what_is_to_come(planted: Planted) -> None:
    """Observer, player, room, action and its calendar."""
    planted.goes(ended=False)
    known = {
        LinkScope.EXERCISE: f"{PLAYED}/{PLAYED}-joue", LinkScope.PROJECTOR: PLAYED, LinkScope.IMPROVEMENT: ACTION
    }  # fmt: skip
    subjects = subjects_of(CENTRE, ZOE, "", "", known)
    mine = frozenset(known)
    with world_of(planted.store, subjects) as world:
        stranger, met = Stranger(world), ""
        for observer in (False, True):
            if observer:
                world.subjects[LinkScope.EXERCISE] = Subject(LinkScope.EXERCISE, f"{PLAYED}/{PLAYED}-invitee")
            tokens = {world.token(scope) for scope in mine}
            for one in addresses(world):
                if one.token in tokens:
                    text = stranger.ask("GET", one).text
                    met += text
                    assert (one.name, told(text, *(() if observer else (TO_COME,)))) == (one.name, [])
    assert SENT in met
    assert TO_COME in met


PLAYER = "canari"


@pytest.mark.parametrize("role", [Role.READING, Role.OBSERVER, Role.PROFESSIONAL])
def test_who_does_not_run_exercises_changes_and_copies_nothing(planted: Planted, role: Role) -> None:
    """By the services, as by a screen that would have offered it."""
    planted.goes(ended=False)
    actor, store = Actor("autre", "Autre", role), planted.store
    for act in (
        lambda: finish_exercise(actor, store, PLAYED, 1),
        lambda: exercise_links(actor, store, PLAYED, base_url=""),
        lambda: share_scenario(actor, store, PLAYED),
        lambda: export_chronogramme(actor, store, PLAYED, ChronogrammeForm.CSV),
        lambda: print_kit(actor, store, PLAYED, KitKind.PAPER),
        lambda: add_participant(actor, store, Participant(id="x", exercise_id=PLAYED, role=ParticipantRole.PLAYER, function="x")),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotAllowed):
        record_response(volunteer(PLAYER, ""), store, f"{PLAYED}-1", id=new_id(), text="x")
    with store.reading() as conn:
        assert exercise_people.find(conn, "x") is None
