"""The demonstration's directory, trainings and awareness log: fictional people, numbers of the ranges kept for fiction (Arcep)."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.documents.csv_table import csv_bytes
from app.response.directory import Outcome
from app.response.directory_import import HEADER
from app.response.training import Answer, Communication, Training
from app.services.keep_contacts import import_contacts, start_directory
from app.services.plan_training import put_down, put_training
from app.services.read_directory import read_directory
from app.services.read_trainings import read_trainings
from app.services.record_training import answer_training, rate_training, record_presence
from app.services.tell_awareness import put_communication
from app.services.test_numbers import finish_check, record_calls, start_check

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.store.database import Store

CONTACTS = (
    ("ars_alert", "", "ARS (fictive), point focal régional", "", "01 99 00 20 01", "01 99 00 20 02", "alerte@ars.example.org"),
    ("ars_branch", "56", "ARS (fictive), délégation du Morbihan", "Gaëlle Fictif", "01 99 00 20 03", "01 99 00 20 02", "dd56@ars.example.org"),
    ("prefecture", "56", "Préfecture (fictive)", "permanence", "01 99 00 20 04", "01 99 00 20 05", "sidpc@prefecture.example.org"),
    ("cpam", "56", "CPAM (fictive)", "Soazig Fictif", "01 99 00 20 06", "", "cpts@cpam.example.org"),
    ("msa", "56", "MSA (fictive)", "", "01 99 00 20 07", "", "sante@msa.example.org"),
    ("hospital_director", "", "Centre hospitalier (fictif)", "directeur de garde", "01 99 00 20 08", "01 99 00 20 09", "garde@hopital.example.org"),
    ("hospital_emergency", "", "Centre hospitalier (fictif)", "cadre des urgences", "01 99 00 20 10", "01 99 00 20 10", ""),
    ("home_hospital", "", "HAD (fictive)", "", "01 99 00 20 11", "01 99 00 20 12", "had@hopital.example.org"),
    ("care_home", "", "EHPAD Les Exemples", "Nolwenn Fictif, IDEC", "01 99 00 20 13", "", "idec@ehpad.example.org"),
    ("home_nursing", "", "SSIAD (fictif)", "", "01 99 00 20 14", "", "ssiad@example.org"),
    ("pharmacy_on_duty", "56", "Pharmacie de garde", "renvoi d’appel", "01 99 00 20 15", "01 99 00 20 15", ""),
    ("town_hall", "", "Mairie d’Auray (fictive)", "élu d’astreinte", "01 99 00 20 16", "06 39 98 20 16", "astreinte@mairie.example.org"),
    ("medical_lead", "", "", "Dr Enora Fictif", "06 39 98 20 17", "06 39 98 20 17", "medecin.referent@example.org"),
    ("pharmacy_lead", "", "", "Yann Fictif", "06 39 98 20 18", "", "pharmacien.referent@example.org"),
    ("president", "", "", "Bleuenn Fictif", "06 39 98 20 19", "", "presidence@example.org"),
)  # fmt: skip
"""Function, department, organisation, person, day, night, e-mail."""

OUTCOMES = {"prefecture": Outcome.NO_ANSWER, "msa": Outcome.WRONG}
"""What did not answer in the last round; every other number did."""


def fill(actor: Actor, store: Store, today: date) -> None:
    """A directory with its holes, a test of its numbers, two trainings held and one to come, two communications. Raises NotAllowed."""
    require(actor, Action.TRAIN)
    start_directory(actor, store)
    import_contacts(actor, store, csv_bytes(HEADER[:7], CONTACTS))
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
    _hold(actor, store, kinds["afgsu_2"].code, today - timedelta(days=1370), roster[:14], rated=False)
    _hold(actor, store, kinds["orsan"].code, today - timedelta(days=24), roster[10:32], rated=True)
    coming = put_training(actor, store, _training(desk.kinds["afgsu_refresh"].code, today + timedelta(days=19)))
    put_down(actor, store, coming, roster[:14])
    for number, person in enumerate(roster[:5]):
        answer_training(actor, store, person, coming, Answer.NO if number % 4 == 3 else Answer.YES)
    for days, title, audience, channel, reached in (
        (40, "Lettre n° 4 : à quoi sert le plan, qui appelle qui", "adhérents", "lettre par e-mail", 118),
        (12, "Réunion publique : que faire en cas de forte chaleur", "habitants", "réunion", 64),
    ):
        said = Communication(
            id="", day=today - timedelta(days=days), audience=audience, channel=channel, title=title, reached=reached
        )
        put_communication(actor, store, said)


TITLES = {
    "afgsu_2": ("AFGSU, niveau 2", 1260, "afgsu_2", 48),
    "afgsu_refresh": ("Actualiser son AFGSU de niveau 2", 420, "afgsu_2", 48),
    "orsan": ("Connaître notre plan et ORSAN", 120, "plan_awareness", 24),
}
"""Kind → title, minutes, what it gives, for how many months (``data/training_kinds.csv``)."""


def _training(kind: str, day: date) -> Training:
    title, minutes, competence, months = TITLES[kind]
    return Training(
        id="", kind=kind, title=title, day=day, starts=time(9), minutes=minutes, place="Salle du Pratel, Auray",
        competence=competence, valid_months=months,
    )  # fmt: skip


def _hold(actor: Actor, store: Store, kind: str, day: date, people: list[PersonId], *, rated: bool) -> None:
    held = put_training(actor, store, _training(kind, day))
    put_down(actor, store, held, people)
    came = {person: number % 6 != 5 for number, person in enumerate(people)}
    record_presence(actor, store, held, came, seen={})
    for number, person in enumerate(people[:4] if rated else ()):
        if came[person]:
            rate_training(actor, store, person, held, 3 + number % 3)
