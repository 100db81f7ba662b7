"""Launch an alert, or a test of its call tree: who would be asked and what for, then the messages in one transaction."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, RuleRefusal
from app.core.ids import new_id
from app.mobilisation.frames import frame_in_force
from app.response.alert import (
    EVERYONE,
    EXERCISE_BAND,
    TEXT_MOST,
    TITLE_MOST,
    Alert,
    AlertKind,
    Audience,
    Called,
    wanted_of,
)
from app.response.event import EventState, foremost_first
from app.services.crisis.alert_muster import Muster, cell_people, everyone_reachable, muster_of
from app.services.crisis.alert_requests import requests
from app.services.crisis.writing_desk import post
from app.services.keeping.reference import read_library
from app.store import alerts, events, journal, territory_risks
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.library import Library
    from app.response.alert import Wanted
    from app.response.event import Event
    from app.store.database import Store

FRAME_OF_STATE = {EventState.MOBILISATION_REQUESTED: "ars_call"}
"""Which frame an event's state suggests; otherwise it is the community's own initiative."""

OWN_INITIATIVE = "initiative"

PROFESSIONALS = "professionnels"
"""What an audience of a plan's communication is called when it is the volunteers themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRequest:
    """What is to be launched. ``id``: made before the button is shown, so that pressing it twice launches once."""

    title: str
    text: str
    kind: AlertKind = AlertKind.ALERT
    frame: str = ""
    audience: Audience = EVERYONE
    event_id: str = ""
    plans: tuple[str, ...] = ()
    id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An alert as it could be launched at once: filled from the event under way and its plans, or left to be said."""

    event: Event | None
    events: tuple[Event, ...]
    """Every event under way, the one that matters most first."""
    plans: tuple[str, ...]
    title: str
    text: str
    frame: str
    frames: Mapping[str, str]
    """Code → words of the frames in force."""
    sheets: Mapping[str, str]
    """Slug → title of the plans whose needs may be wanted."""
    zones: Mapping[str, tuple[str, ...]]
    """Name of a sub-zone → its communes."""
    cell: int
    """How many people of the roster are in the crisis cell."""
    professions: tuple[str, ...]
    """Professions of those who can be reached, the most frequent first."""


def prepare_alert(
    actor: Actor, store: Store, kind: AlertKind, plans: Collection[str] | None = None, event_id: str = ""
) -> Draft:
    """What the form starts from. ``event_id``: the event it is about; the one that matters most when it is not under way.
    ``plans`` None: those at work in it. Raises NotAllowed."""
    require(actor, Action.ALERT)
    with store.reading() as conn:
        library, open_ones = read_library(store, conn), foremost_first(events.under_way(conn))
        event = next((one for one in open_ones if one.id == event_id), None) or next(iter(open_ones), None)
        at_work = tuple(one.slug for one in events.plans(conn, event.id)) if event else ()
        chosen = at_work if plans is None else tuple(plans)
        everyone = everyone_reachable(conn, store.now())
        counted = Counter(one.profession for one in everyone if one.profession)
        title, text = _first_words(library, kind, event, chosen)
        return Draft(
            event=event,
            events=open_ones,
            plans=at_work,
            title=title,
            text=text,
            frame=FRAME_OF_STATE.get(event.state, OWN_INITIATIVE) if event else OWN_INITIATIVE,
            frames=_frames(library, store.now()),
            sheets={slug: one.title for slug, one in library.plans.sheets.items()},
            zones={one.name: tuple(sorted(one.communes)) for one in territory_risks.zones(conn)},
            cell=len(cell_people(conn)),
            professions=tuple(sorted(counted, key=lambda slug: (-counted[slug], slug))),
        )


def muster_alert(actor: Actor, store: Store, audience: Audience, plans: Collection[str] = ()) -> Muster:
    """Who would be asked, and who would not. Nothing is written. Raises NotAllowed."""
    require(actor, Action.ALERT)
    with store.reading() as conn:
        library = read_library(store, conn)
        return muster_of(conn, library, audience, _wanted(library, plans), store.now())


def launch_alert(actor: Actor, store: Store, request: AlertRequest) -> str:
    """Write the alert and put every message in the outbox; returns its id. Launching the same request twice is harmless.

    Raises InvalidInput for a missing or too long text, an unknown frame or plan; RuleRefusal when nobody can be asked.
    """
    require(actor, Action.ALERT)
    _check_words(request)
    with store.transaction() as conn:
        if alerts.find(conn, request.id) is not None:
            return request.id
        now = store.now().replace(microsecond=0)
        library, event = read_library(store, conn), events.find(conn, request.event_id) if request.event_id else None
        _check_reference(library, request, now)
        wanted = () if request.kind is AlertKind.TEST else _wanted(library, request.plans)
        muster = muster_of(conn, library, request.audience, wanted, now)
        if not muster.places:
            raise RuleRefusal(N_("Personne ne peut être alerté avec ce choix : élargissez l’audience."))
        alert = _alert(request, event, wanted, actor, now)
        called = [
            Called(alert_id=alert.id, person=one.person.id, rank=one.rank, due_at=one.due_at(now))
            for one in muster.places
        ]
        alerts.insert(conn, alert, called)
        journal.write(conn, now, actor.id, "alert_launched", alert.id, _payload(alert, len(called)))
        post(conn, requests(conn, library, alert, [one.person for one in muster.places], now), now)
    return request.id


def _check_words(request: AlertRequest) -> None:
    if not request.title.strip() or not request.text.strip():
        raise InvalidInput(N_("Écrivez l’objet et le texte : c’est tout ce que les gens liront."))
    if len(request.title) > TITLE_MOST or len(request.text) > TEXT_MOST:
        raise InvalidInput(
            N_("L’objet tient en {title} caractères et le texte en {text} : raccourcissez, cela se lit sur un téléphone."),
            title=TITLE_MOST,
            text=TEXT_MOST,
        )  # fmt: skip


def _check_reference(library: Library, request: AlertRequest, now: datetime) -> None:
    if (
        request.kind is AlertKind.ALERT
        and frame_in_force(library.mission_frames, request.frame, paris_date(now)) is None
    ):
        raise InvalidInput(N_("Dites sous quel cadre vous demandez : c’est lui qui dit qui protège et qui assure."))
    for slug in request.plans:
        if slug not in library.plans.sheets:
            raise InvalidInput(N_("Ce plan n’est plus dans la bibliothèque. Rechargez la page."))


def _alert(
    request: AlertRequest, event: Event | None, wanted: tuple[Wanted, ...], actor: Actor, now: datetime
) -> Alert:
    band = f"{EXERCISE_BAND}. " if event is not None and event.is_exercise else ""
    return Alert(
        id=request.id,
        kind=request.kind,
        title=" ".join(request.title.split()),
        text=band + request.text.strip(),
        launched_at=now,
        actor_id=actor.id,
        event_id=request.event_id,
        frame=request.frame if request.kind is AlertKind.ALERT else "",
        wanted=wanted,
        plans=request.plans,
        audience=request.audience,
    )


def _payload(alert: Alert, count: int) -> dict[str, object]:
    return {
        "kind": alert.kind.value,
        "people": count,
        "event": alert.event_id,
        "frame": alert.frame,
        "plans": list(alert.plans),
        "exercise": alert.is_exercise,
    }


def _wanted(library: Library, plans: Collection[str]) -> tuple[Wanted, ...]:
    if not plans:
        return ()
    sheets = library.plans.sheets
    return wanted_of(need for slug in plans if slug in sheets for need in sheets[slug].needs)


def _frames(library: Library, now: datetime) -> dict[str, str]:
    codes = dict.fromkeys(one.code for one in library.mission_frames)
    found = {code: frame_in_force(library.mission_frames, code, paris_date(now)) for code in codes}
    return {code: one.label for code, one in found.items() if one is not None}


def _first_words(library: Library, kind: AlertKind, event: Event | None, plans: Collection[str]) -> tuple[str, str]:
    """The title and the text to start from: the event's name, and what the plan says to professionals."""
    if kind is AlertKind.TEST:
        return _("arbre d’appel"), _("Nous vérifions que chacun peut être joint. Répondez comme si c’était vrai.")
    sheets = [library.plans.sheets[slug] for slug in plans if slug in library.plans.sheets]
    said = [one.text for sheet in sheets for one in sheet.communication if PROFESSIONALS in one.audience.casefold()]
    title = event.title if event else (sheets[0].title if sheets else _("demande de renfort"))
    usual = _("Restez à votre poste et joignable. Dites si vous pourriez venir aider, et à partir de quelle heure.")
    text = said[0] if said else usual
    summary = f"{event.summary.strip()} " if event and event.summary.strip() else ""
    return title[:TITLE_MOST], f"{summary}{text}"[:TEXT_MOST]
