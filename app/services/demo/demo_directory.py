"""The demonstration's directory, trainings and awareness log: fictional people, numbers of the ranges kept for fiction (Arcep)."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.library import content_file
from app.response.number_check import Outcome
from app.response.training import Answer, Communication, Training
from app.services.coverage.tell_awareness import put_communication
from app.services.plans.keep_contacts import import_contacts, start_directory
from app.services.plans.plan_training import put_down, put_training
from app.services.plans.read_directory import read_directory
from app.services.plans.read_trainings import read_trainings
from app.services.plans.record_training import answer_training, rate_training, record_presence
from app.services.plans.test_numbers import finish_check, record_calls, start_check
from app.words import _

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.response.training import TrainingKind
    from app.store.database import Store

CONTACTS = "data/demo/annuaire_demo.csv"

OUTCOMES = {"prefecture": Outcome.NO_ANSWER, "msa": Outcome.WRONG}
"""What did not answer in the last round; every other number did."""


def fill(actor: Actor, store: Store, today: date) -> None:
    """A directory with its holes, a test of its numbers, two trainings held and one to come, two communications. Raises NotAllowed."""
    require(actor, Action.TRAIN)
    start_directory(actor, store)
    import_contacts(actor, store, content_file(CONTACTS))
    _call_everyone(actor, store)
    _train(actor, store, min(today, paris_date(store.now())))


def _call_everyone(actor: Actor, store: Store) -> None:
    start_check(actor, store)
    calls = [one for one in read_directory(actor, store).calls if one.contact.email or one.contact.function in OUTCOMES]
    outcomes = {(one.contact.id, one.number): OUTCOMES.get(one.contact.function, Outcome.ANSWERED) for one in calls}
    record_calls(actor, store, outcomes)
    finish_check(actor, store)


def _train(actor: Actor, store: Store, today: date) -> None:
    desk = read_trainings(actor, store)
    roster = list(desk.people)
    kinds = desk.kinds
    _hold(actor, store, kinds["afgsu_2"], today - timedelta(days=1370), roster[:14], rated=False)
    _hold(actor, store, kinds["orsan"], today - timedelta(days=24), roster[10:32], rated=True)
    coming = put_training(actor, store, _training(kinds["afgsu_refresh"], today + timedelta(days=19)))
    put_down(actor, store, coming, roster[:14])
    for number, person in enumerate(roster[:5]):
        answer_training(actor, store, person, coming, Answer.NO if number % 4 == 3 else Answer.YES)
    for days, title, audience, channel, reached in (
        (40, _("Lettre n° 4 : à quoi sert le plan, qui appelle qui"), _("adhérents"), _("lettre par e-mail"), 118),
        (12, _("Réunion publique : que faire en cas de forte chaleur"), _("habitants"), _("réunion"), 64),
    ):
        said = Communication(
            id="", day=today - timedelta(days=days), audience=audience, channel=channel, title=title, reached=reached
        )
        put_communication(actor, store, said)


def _training(kind: TrainingKind, day: date) -> Training:
    """What the table says of a kind, at nine o'clock."""
    return Training(
        id="", kind=kind.code, title=kind.label, day=day, starts=time(9), minutes=kind.minutes,
        place="Salle du Pratel, Auray", competence=kind.competence, valid_months=kind.valid_months,
    )  # fmt: skip


def _hold(actor: Actor, store: Store, kind: TrainingKind, day: date, people: list[PersonId], *, rated: bool) -> None:
    held = put_training(actor, store, _training(kind, day))
    put_down(actor, store, held, people)
    came = {person: number % 6 != 5 for number, person in enumerate(people)}
    record_presence(actor, store, held, came, seen={})
    for number, person in enumerate(people[:4] if rated else ()):
        if came[person]:
            rate_training(actor, store, person, held, 3 + number % 3)
