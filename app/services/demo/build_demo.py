"""The demonstration: a fictional Pays d'Auray, built through the same services a coordinator uses, staffed and published.

Everything is drawn from a fixed seed: the same day gives the same people, answers and rota. Ids differ from one build to
the next, as they do in life.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from time import perf_counter
from typing import TYPE_CHECKING

from app.access.actor import COMMAND_LINE, Actor
from app.access.links import LinkScope
from app.access.permissions import Action, require
from app.core.clock import monday_of, paris_date, paris_instant
from app.core.errors import N_, InvalidInput
from app.core.ids import CentreId, PracticeId, new_id
from app.library import content_file
from app.roster.answer import AnswerValue
from app.roster.person import ExerciseMode
from app.roster.practice import Practice
from app.scheduling.centre import Centre, CentreKind, Designation, Place
from app.scheduling.openings import MONDAY_TO_FRIDAY, SessionTemplate, plan_opening
from app.scheduling.session import SeatState
from app.services.demo import (
    demo_alert,
    demo_categories,
    demo_copies,
    demo_desk,
    demo_directory,
    demo_event,
    demo_exercise,
    demo_flash,
    demo_hand_overs,
    demo_needs,
    demo_plan,
    demo_practices,
    demo_review,
    demo_slots,
    demo_territory,
    demo_trace,
)
from app.services.demo.demo_rates import set_demo_rates
from app.services.keeping.reference import centre_template, read_library
from app.services.keeping.set_up_community import set_up_community
from app.services.messages.hand_out_links import centre_links, hand_out_links
from app.services.messages.hand_out_pages import page_address
from app.services.mobilisation.open_poll import PollRequest, open_poll
from app.services.mobilisation.read_polls import poll_forms
from app.services.mobilisation.record_answers import record_answers
from app.services.mobilisation.start_call_out import start_call_out
from app.services.roster.edit_person import add_practices, change_people
from app.services.roster.import_roster import import_people, import_sites
from app.services.rota.propose_rota import propose_rota
from app.services.rota.publish_rota import publish_rota
from app.services.rota.read_rota import read_rota
from app.services.rota.set_up_centre import Offer, set_up_centre
from app.services.world.read_horizon import read_horizon
from app.store import centres, people, sessions
from app.store.community import Community
from app.store.database import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.core.ids import PersonId, SessionId
    from app.roster.person import Person
    from app.scheduling.session import Session
    from app.scheduling.staffing.plan import Plan

WEEKS = 4
PRACTICE_SIZE = 4
LINES = 3
SEED = 20261126
SCARCE = {"medecin": 0.15}
"""How rarely a profession says yes, against the others: physicians keep their surgeries open."""

PARTS: tuple[Callable[[Actor, Store, date], None], ...] = (
    demo_practices.fill,
    demo_categories.fill,
    demo_needs.fill,
    demo_copies.fill,
    demo_slots.fill,
    demo_hand_overs.fill,
    demo_directory.fill,
    demo_territory.fill,
    demo_exercise.fill,
    demo_event.fill,
    demo_alert.fill,
    demo_desk.fill,
    demo_plan.fill,
    demo_review.fill,
    demo_flash.fill,
    demo_trace.fill,
)
"""What else the demonstration holds, each part after those it reads: the plan is written from all the others."""

AVERAGE_WEEK = 1400
"""Doses a week: what Auray injected on average in 2021 (80,000 over 400 days, 200 a day)."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What was built: the centre, its plan, and how long it took (wall seconds)."""

    centre_id: CentreId
    plan: Plan
    seconds: float


def build_demo(actor: Actor, store: Store, today: date) -> Demo:
    """Fill an empty folder; four weeks from the Monday after ``today``. Raises InvalidInput when it is not empty."""
    require(actor, Action.SET_UP_COMMUNITY)
    started = perf_counter()
    with store.reading() as conn:
        if centres.every(conn) or people.every(conn):
            raise InvalidInput(N_("Ce dossier contient déjà des données : la démonstration demande un dossier vide."))
    set_up_community(COMMAND_LINE, store, _community())
    set_demo_rates(store, date(today.year, 1, 1))
    import_people(COMMAND_LINE, store, content_file("data/demo/roster_demo_auray_132.csv"), strict=True)
    import_sites(COMMAND_LINE, store, content_file("data/demo/etablissements_auray_demo.csv"), strict=True)
    _use_people_as_their_profession_allows(store)
    _settle_people_in_practices(store)
    centre_id = _open_centre(store, monday_of(today) + timedelta(days=7), today)
    record_answers(COMMAND_LINE, store, _drawn_answers(store, centre_id), source="demo")
    plan = propose_rota(COMMAND_LINE, store, centre_id)
    with store.reading() as conn:
        revision = centres.rota_revision(conn, centre_id)
    publish_rota(COMMAND_LINE, store, centre_id, revision)
    _ask_for_the_last_weeks(store, centre_id)
    _call_out_for_the_first_gap(store, centre_id)
    for fill in PARTS:
        fill(COMMAND_LINE, store, paris_date(store.now()))
    return Demo(centre_id, plan, perf_counter() - started)


def demo_calendars(actor: Actor, store: Store, centre_id: CentreId) -> list[dict[str, str]]:
    """The demo's calendars as ``releve demo --json`` prints them: every scope, absolute paths."""
    require(actor, Action.MANAGE_LINKS)
    links = [handed.link for handed in hand_out_links(COMMAND_LINE, store, centre_id, base_url="")]
    links += centre_links(COMMAND_LINE, store, centre_id, base_url="")
    return [
        {"scope": link.subject.scope.value, "name": link.name, "url": link.feed}
        for link in links
        if link.subject.scope is not LinkScope.CENTRE_MASKED
    ]


def demo_page(actor: Actor, store: Store, centre_id: CentreId) -> str:
    """The path of a volunteer's page with something to do on it: seats to confirm, a poll to answer; the first by name."""
    require(actor, Action.MANAGE_LINKS)
    with store.transaction() as conn:
        horizon = read_horizon(store, conn)
        coming = {session.id for session in horizon.future_sessions(centre_id)}
        held = Counter(seat.holder.person_id for seat in horizon.seats if seat.session_id in coming)
        busy = [one for one in horizon.people if held[one.id] > 1] or list(horizon.people)
        asked = next((one for one in busy if poll_forms(conn, store, one.id)), busy[0])
        return page_address(store, conn, asked.id, "")


def _ask_for_the_last_weeks(store: Store, centre_id: CentreId) -> None:
    """An open poll over the two last weeks, for a week: those who have not answered yet have something to answer."""
    view = read_rota(COMMAND_LINE, store, centre_id)
    last = monday_of(view.upcoming[-1].day) - timedelta(days=7)
    chosen = [session.id for session in view.upcoming if session.day >= last]
    closes_at = paris_instant(paris_date(store.now()) + timedelta(days=7), time(18))
    open_poll(COMMAND_LINE, store, PollRequest(centre_id=centre_id, session_ids=tuple(chosen), closes_at=closes_at))


def _call_out_for_the_first_gap(store: Store, centre_id: CentreId) -> None:
    """A call-out for the first seat nobody holds, its first wave queued."""
    view = read_rota(COMMAND_LINE, store, centre_id)
    coming = [session.id for session in view.upcoming]
    missing = [seat for seat in view.seats if seat.session_id in coming and seat.state is SeatState.OPEN]
    if missing:
        start_call_out(COMMAND_LINE, store, [min(missing, key=lambda seat: coming.index(seat.session_id)).id])


def _community() -> Community:
    return Community(
        name="CPTS du Pays d’Auray (démonstration)",
        territory="auray",
        coordinator="Maïwenn Fictif-Kerdruc",
        coordinator_phone="+33199001000",
        demonstration=True,
        contact="01 99 00 10 00",
        code_word="goéland",
    )


def _use_people_as_their_profession_allows(store: Store) -> None:
    """The fictional roster's declared roles are those of 2021; here only the rules of the day decide."""
    with store.reading() as conn:
        roster, held = people.every(conn), people.revisions(conn)
    change_people(COMMAND_LINE, store, [(replace(one, roles=frozenset()), held[one.id]) for one in roster])


def _settle_people_in_practices(store: Store) -> None:
    """Colleagues of one profession and commune share practices of at most four, so that the load on care can be read."""
    with store.reading() as conn:
        library = read_library(store, conn)
        roster, held = people.every(conn), people.revisions(conn)
    communes, professions = library.communes("auray"), library.professions
    colleagues: dict[tuple[str, str], list[Person]] = {}
    for person in roster:
        if person.profession and person.exercise_mode is ExerciseMode.LIBERAL:
            colleagues.setdefault((person.profession, person.commune_insee), []).append(person)
    settled: list[tuple[Person, int]] = []
    practices: list[Practice] = []
    for (profession, commune), members in sorted(colleagues.items()):
        for rank, start in enumerate(range(0, len(members), PRACTICE_SIZE), 1):
            name = f"Cabinet {professions[profession].label()} {rank}, {communes[commune].name} (fictif)"
            practice = Practice(id=PracticeId(new_id()), name=name, commune_insee=commune)
            practices.append(practice)
            group = members[start : start + PRACTICE_SIZE]
            settled += [(replace(one, practice=practice.id), held[one.id]) for one in group]
    add_practices(COMMAND_LINE, store, practices)
    change_people(COMMAND_LINE, store, settled)


def _open_centre(store: Store, monday: date, today: date) -> CentreId:
    centre = _centre(store, monday)
    template = SessionTemplate(
        first=monday, last=monday + timedelta(weeks=WEEKS, days=-1), lines=LINES, weekdays=MONDAY_TO_FRIDAY
    )
    opening = plan_opening(template, centre.id, new_id, today=today)
    town_hall = Offer(2, "Mairie d’Auray (fictif)", "Accueil de la mairie", "+33199001001")
    hospital = Offer(2, "Hôpital du Pratel (fictif)", "Bureau des renforts", "+33199001002")
    offers = {"reception": town_hall, "data_entry": hospital}
    set_up_centre(COMMAND_LINE, store, centre, opening.sessions, offers=offers, doses_per_week=AVERAGE_WEEK)
    return centre.id


def _centre(store: Store, monday: date) -> Centre:
    with store.reading() as conn:
        template = centre_template(read_library(store, conn), CentreKind.VACCINATION, "calendar", monday)
    return Centre(
        id=CentreId(new_id()),
        name="Centre du Pratel",
        kind=CentreKind.VACCINATION,
        place=Place(
            name="Salle du Pratel",
            address="2 allée de l’Exemple",
            commune_insee="56007",
            commune="Auray",
            latitude=47.66657,
            longitude=-2.98384,
            access_note="Stationnement derrière la salle ; entrée des équipes par la porte bleue.",
        ),
        contact_name="Maïwenn Fictif-Kerdruc",
        contact_phone="+33199001000",
        designation=Designation(
            carrier="CPTS du Pays d’Auray (démonstration)",
            convention="Convention avec la commune d’Auray, 2 novembre 2026 (fictive)",
            frame="convention",
            insurer="Mutuelle des Sept-Îles, contrat 000 (fictif)",
        ),
        bring="Carte e-CPS, badge, vêtement propre à manches courtes, chaussures fermées.",
        campaign="calendar",
        vaccine="covid_19_saison",
        lines=LINES,
        roles=template.roles,
    )


def _drawn_answers(store: Store, centre_id: CentreId) -> dict[tuple[PersonId, SessionId], str | None]:
    """Answers by a fixed draw: a fifth never answers, habits weigh, a third of the yes are « si besoin »."""
    with store.reading() as conn:
        roster = sorted(people.every(conn), key=lambda person: (person.family_name, person.given_name))
        opened = sessions.of_centre(conn, centre_id)
    draw = random.Random(SEED)
    drawn: dict[tuple[PersonId, SessionId], str | None] = {}
    for person in roster:
        if draw.random() < 0.2:
            continue
        for session, value in _answers_of(person, opened, draw):
            drawn[person.id, session.id] = value
    return drawn


def _answers_of(person: Person, opened: Sequence[Session], draw: random.Random) -> list[tuple[Session, str]]:
    given: list[tuple[Session, str]] = []
    for session in opened:
        usual = {half_day.weekday for half_day in person.usual_half_days}
        chance = (0.55 if session.day.weekday() in usual else 0.12) * SCARCE.get(person.profession or "", 1)
        roll = draw.random()
        if roll < chance:
            given.append((session, AnswerValue.IF_NEEDED.value if draw.random() < 0.33 else AnswerValue.YES.value))
        elif roll > 0.8:
            given.append((session, AnswerValue.NO.value))
    return given
