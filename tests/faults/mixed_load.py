"""A process to be killed: ``python -m tests.faults.mixed_load FOLDER ACKNOWLEDGED``, four kinds of writers at once.

For each line read it forks a child, writes the child's number, and waits for its end. The child opens the folder as a
server does, imports, publishes, gives seats away and keeps the main courante until it is killed; once a use case has
returned, and not before, what it did is added to ACKNOWLEDGED in one line.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import time as wall_time
from datetime import timedelta
from pathlib import Path

from app.access.actor import COMMAND_LINE, volunteer
from app.core.clock import fixed_clock, paris_instant
from app.core.errors import InvalidInput
from app.core.ids import CentreId, PersonId, SeatId, SessionId, new_id
from app.mobilisation.callout import CallOut, CallOutState, Outcome, Wave
from app.mobilisation.ranking import Candidate
from app.mobilisation.taking import Verdict
from app.scheduling.session import Holder, Seat, SeatState, Session, SessionState
from app.services.crisis.write_log import write_log
from app.services.mobilisation.answer_call_out import answer_call_out
from app.services.roster.import_roster import import_people
from app.services.rota.edit_rota import edit_rota
from app.services.rota.publish_rota import publish_rota
from app.services.rota.read_rota import read_rota
from app.store import call_outs, centres, lent, people, seats, sessions
from app.store.database import Connection, Store, open_store
from tests.builders import COORDINATOR, THURSDAY, a_centre, a_person, a_team, some_people
from tests.web.a_centre import PRATEL

DAYS, A_DAY = 120, 6
"""Seats that volunteers claim: enough that none is left over before the last kill."""

BATCH = 5
"""People of one import: all of them or none."""

BREATH_SECONDS = 0.03
"""Between two short writings: the long ones, publications and claims, get their turn."""

CLAIMED = CentreId("centre-des-places")


def a_busy_folder(folder: Path) -> Store:
    """A published centre whose rota changes, another with :data:`DAYS` × :data:`A_DAY` seats to claim, people for both."""
    store = open_store(folder, fixed_clock(THURSDAY))
    lent.use(lent.Lent(store.folder.database))
    rota = a_centre(store)
    a_team(store)
    nurses = [a_person(f"Volontaire-{n:02}") for n in range(DAYS)]
    some_people(store, *nurses)
    publish_rota(COORDINATOR, store, rota, read_rota(COORDINATOR, store, rota).revision)
    with store.transaction() as conn:
        held = replace(PRATEL, id=CLAIMED, name="Centre des places", campaign="calendar", vaccine="covid_19_saison")
        centres.insert(conn, held)
        for day in range(DAYS):
            session = a_session(day)
            sessions.insert(conn, session, THURSDAY)
            for rank in range(A_DAY):
                ask(conn, session, day * A_DAY + rank, nurses[(day * A_DAY + rank) % DAYS].id)
    return store


def a_session(day: int) -> Session:
    """A published session of the centre whose seats are claimed, so many days after the first one."""
    on, nine, one = (THURSDAY + timedelta(days=11 + day)).date(), wall_time(9), wall_time(13)
    return Session(
        SessionId(f"places-{day:02}"), CLAIMED, on, nine, one, paris_instant(on, nine), paris_instant(on, one),
        lines=A_DAY, state=SessionState.PUBLISHED,
    )  # fmt: skip


def ask(conn: Connection, session: Session, number: int, *asked: PersonId) -> None:
    """One seat, one call-out for it, the people asked."""
    seat = SeatId(f"place-{number:03}")
    seats.insert(
        conn, [Seat(seat, session.id, "injector", number % A_DAY + 1, 1, Holder(None), SeatState.OPEN)], THURSDAY
    )
    callout = CallOut(
        id=f"appel-{number:03}",
        centre_id=CLAIMED,
        seats=(seat,),
        starts={seat: session.starts_at},
        candidates=tuple(Candidate(nurse, (seat,), "") for nurse in asked),
        created_at=THURSDAY,
        waves=(Wave(1, asked, THURSDAY),),
        state=CallOutState.RUNNING,
    )
    call_outs.insert(conn, callout, COORDINATOR.id, None)


Tell = Callable[[str], None]
"""Adds one line to what is acknowledged."""


def imports(store: Store, tell: Tell) -> None:
    """Batches of people, each under a name of its own."""
    while True:
        batch = f"LOT-{new_id()[-12:]}"
        lines = [f"{batch};Prénom {n};infirmière" for n in "abcde"[:BATCH]]
        import_people(COMMAND_LINE, store, "\n".join(["nom;prenom;profession", *lines]).encode(), strict=True)
        tell(f"import {batch}")
        time.sleep(BREATH_SECONDS)


def publications(store: Store, tell: Tell) -> None:
    """One seat of the rota taken away or given, then published."""
    with store.reading() as conn:
        rota = next(one.id for one in centres.every(conn) if one.id != CLAIMED)
        nurse = next(one for one in people.every(conn) if one.given_name == "Bleuenn")
    while True:
        view = read_rota(COORDINATOR, store, rota)
        seat = next(one for one in view.seats if one.role == "injector")
        wanted = None if seat.holder.filled else nurse.id
        try:
            edit_rota(COORDINATOR, store, rota, view.revision, {seat.id: wanted}, reason="essai")
            revision = read_rota(COORDINATOR, store, rota).revision
            tell(f"publish {publish_rota(COORDINATOR, store, rota, revision).number}")
        except InvalidInput:
            continue  # the draft that a killed process left was published before this one found anything to change


def claims(store: Store, tell: Tell) -> None:
    """Each person asked says yes to the next seat; it ends with the seats."""
    with store.reading() as conn:
        asked = [held.callout for held in call_outs.running(conn)]
    for callout in sorted(asked, key=lambda one: one.id):
        nurse = callout.candidates[0].person
        taking = answer_call_out(volunteer(nurse, "Volontaire"), store, callout.id, nurse, Outcome.YES).taking
        if taking is not None and taking.verdict is Verdict.TAKEN:
            tell(f"claim {taking.seat} {nurse}")


def entries(store: Store, tell: Tell) -> None:
    """The main courante, one line after another."""
    while True:
        said = f"Entrée {new_id()}"
        write_log(COORDINATOR, store, said)
        tell(f"log {said}")
        time.sleep(BREATH_SECONDS)


def work(folder: Path, acknowledged: Path) -> None:
    """All four at once, until the process is killed."""
    store = open_store(folder, fixed_clock(THURSDAY))
    descriptor = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def tell(line: str) -> None:
        os.write(descriptor, f"{line}\n".encode())

    threads = [threading.Thread(target=kind, args=(store, tell)) for kind in (imports, publications, claims, entries)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    """Everything is imported once: a life is then short, and most of it is writing."""
    folder, acknowledged = Path(sys.argv[1]), Path(sys.argv[2])
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            work(folder, acknowledged)
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        os.waitpid(child, 0)
        sys.stdout.write("ended\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
