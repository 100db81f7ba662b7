"""An exercise played from three browsers, on a server that is killed in the middle and started again at the same address."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from app.access.links import Subject, token_of
from app.core.clock import system_clock
from app.exercise.chronogramme import PlayedInject
from app.exercise.exercise import Exercise, ExerciseKind
from app.exercise.participant import Participant, ParticipantRole
from app.services.exercise.keep_participants import add_participant
from app.services.exercise.prepare_exercise import ExerciseDraft, ExerciseFrame, prepare
from app.services.keeping.set_up_community import set_up_community
from app.store import exercise_injects, exercises, links
from app.store.community import Community
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, a_team
from tests.journeys.conftest import ROOT, UI

SPEED = 60
EXERCISE, OBSERVER, PLAYER = "exercice-fictif", "observatrice", "joueuse"
PATIENCE = 60.0
LAUNCH = """
import sys
from pathlib import Path
from app.server import serve
serve(Path(sys.argv[1]), "127.0.0.1", int(sys.argv[2]), script=Path(sys.argv[3]), announce=lambda address: print(address, flush=True))
"""


@dataclass
class Killed:
    """A server of one folder on one port, which dies without a word and is started again."""

    folder: Path
    log: Path
    port: int = 0
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    def start(self) -> str:
        """Its address, the same each time."""
        self.port = self.port or _free_port()
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", LAUNCH, str(self.folder), str(self.port), str(UI / "main.py")],
                cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip
        assert self.process.stdout is not None
        address = self.process.stdout.readline().strip()
        assert address, self.log.read_text()[-2000:]
        return address

    def kill(self) -> None:
        """As a power cut does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=20)
        assert self.process.stdout is not None
        self.process.stdout.close()


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def an_exercise(folder: Path, scenario: str, territory: str) -> Store:
    """A community of that territory, a team, and one exercise prepared from a scenario: a player for each function, an observer."""
    store = open_store(folder, system_clock)
    set_up_community(COORDINATOR, store, Community(name="CPTS fictive", territory=territory))
    a_team(store)
    now = store.now()
    frame = ExerciseFrame(
        title=f"Exercice {scenario}", kind=ExerciseKind.TABLETOP, starts_at=now, ends_at=now + timedelta(hours=3),
        t0=now, speed=SPEED, stop_word="tempête",
    )  # fmt: skip
    prepare(COORDINATOR, store, ExerciseDraft(id=EXERCISE, frame=frame, scenario=scenario))
    functions = sorted({one.recipient for one in injects_of(store)} | {"Cellule"})
    for rank, function in enumerate(functions):
        _add(store, PLAYER if function == "Cellule" else f"joueur-{rank}", ParticipantRole.PLAYER, function)
    _add(store, OBSERVER, ParticipantRole.OBSERVER, "observatrice")
    return store


def _add(store: Store, id: str, role: ParticipantRole, function: str) -> None:
    one = Participant(id=id, exercise_id=EXERCISE, role=role, function=function, organisation="Hôpital fictif")
    add_participant(COORDINATOR, store, one)


def the_exercise(store: Store) -> Exercise:
    with store.reading() as conn:
        found = exercises.find(conn, EXERCISE)
    assert found is not None
    return found


def injects_of(store: Store) -> list[PlayedInject]:
    with store.reading() as conn:
        return exercise_injects.of_exercise(conn, EXERCISE)


def page_of(store: Store, subject: Subject, room: str) -> str:
    """The path of a page behind a link."""
    key = store.folder.key("links")
    with store.transaction() as conn:
        link = links.ensure(conn, key, subject, store.now())
    return f"/{room}/{token_of(key, subject, link.generation)}"


def until(what: Callable[[], bool], said: str) -> None:
    """Wait until something is so in the folder."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, said
        time.sleep(0.05)
