"""The one table of who may do what. Services check it; the navigation mirrors it."""

from __future__ import annotations

from enum import StrEnum

from app.access.actor import Actor, Role
from app.core.errors import N_, NotAllowed


class Action(StrEnum):
    """A thing that can be done, named as the service that does it."""

    READ_ROSTER = "read_roster"
    IMPORT_ROSTER = "import_roster"
    SET_UP_CENTRE = "set_up_centre"
    RECORD_ANSWERS = "record_answers"
    STAFF_ROTA = "staff_rota"
    PUBLISH_ROTA = "publish_rota"
    MANAGE_LINKS = "manage_links"
    SET_UP_COMMUNITY = "set_up_community"
    """Whose folder this is: name, territory, coordinator; how one signs in takes MANAGE_ACCOUNTS besides."""
    READ_REFERENCE = "read_reference"
    """What the texts say: rules, delays, rates. Nobody’s name."""
    EDIT_REFERENCE = "edit_reference"
    READ_ROTA = "read_rota"
    """Who holds which seat, with names; contacts take READ_ROSTER besides."""
    SOLICIT = "solicit"
    """Polls, call-outs, reminders: whatever asks people for their time."""
    SEND_MESSAGES = "send_messages"
    SET_UP_MESSAGES = "set_up_messages"
    RUN_SESSION = "run_session"
    """On the day: opening check, attendance, doses, incidents, closing a line."""
    PAY = "pay"
    """Fees, statements, indemnities."""
    READ_INDICATORS = "read_indicators"
    """Figures and the report of a period: no name of a volunteer."""
    READ_MESSAGES = "read_messages"
    MANAGE_ACCOUNTS = "manage_accounts"
    """Create and disable accounts, change roles, close other people's logins."""
    READ_JOURNAL = "read_journal"
    READ_LOG = "read_log"
    """The main courante: what was learnt, decided and done, in order."""
    WRITE_LOG = "write_log"
    READ_PLANS = "read_plans"
    """Response plans and reflex cards: nobody’s name."""
    EDIT_PLANS = "edit_plans"
    """Write the community's own plan, its risks, cell, stock and agreements; send it and have it reviewed."""
    VALIDATE_PLANS = "validate_plans"
    """Validate a version of the plan, sign a card as medical lead: the signature of a named person."""
    READ_DIRECTORY = "read_directory"
    """Whom to call, by function and department, day and night, with numbers."""
    EDIT_DIRECTORY = "edit_directory"
    TRAIN = "train"
    """Trainings, invitations, certificates, awareness."""
    ALERT = "alert"
    """Alert the volunteers, test the call tree, ask practices how they stand."""
    READ_EVENT = "read_event"
    """What is going on: state, checklist, requests, reports. No volunteer’s name without READ_ROTA."""
    RUN_EVENT = "run_event"
    """Open an event, move it on, activate plans, staff requests, report and publish."""
    BACK_UP = "back_up"
    """Copies of the data, the crisis bag, the state of backups."""
    KEEP_DATA = "keep_data"
    """Retention, purge, one person's data, erasure, notices."""
    KEEP_KEYS = "keep_keys"
    """Where care needs may be held, and the keys that seal them."""
    RECORD_NEEDS = "record_needs"
    """A practice's own care needs; the services also check whose practice it is."""
    READ_CONTINUITY = "read_continuity"
    """Who is left without care, in numbers: exact for the cell, masked for anyone else; never a single need."""
    RUN_CONTINUITY = "run_continuity"
    """Closures, cuts, practices, relays and helpers; proposing relays, following hand-overs, discharges."""
    VALIDATE_CARE = "validate_care"
    """Write down that a named physician validates a category of needs and its limit."""
    HAND_OVER = "hand_over"
    """A practice gives or takes over needs: the services also check whose."""
    KEEP_SLOTS = "keep_slots"
    """Unscheduled care: slots, bookings and calls, in numbers; a professional's are their own practice's."""
    READ_DRILLS = "read_drills"
    """Coverage of the territory, what breaks it, scenarios: by role and commune; names take RUN_DRILLS besides."""
    RUN_DRILLS = "run_drills"
    """Compose shocks, save a drill, write a scenario, override a road, launch a flash exercise."""
    READ_EXERCISES = "read_exercises"
    """Exercises, their reviews and the improvement plan, by function; names of participants take RUN_EXERCISES besides."""
    RUN_EXERCISES = "run_exercises"
    """Prepare, conduct, stop and review an exercise; keep the improvement plan."""
    RATE_EXERCISES = "rate_exercises"
    """Rate objectives and observe, as oneself: the services also check who is an evaluator."""
    ACT_AS_ONESELF = "act_as_oneself"
    """What a volunteer does from their own page; the services also check that it is their own."""


_EVERYONE_INSIDE = frozenset(Role) - {Role.PROFESSIONAL}
_COORDINATORS = frozenset({Role.ADMINISTRATION, Role.COORDINATION})
_CELL = _COORDINATORS | {Role.CRISIS_CELL}
"""Those who run the centre and the crisis."""

ALLOWED: dict[Action, frozenset[Role]] = {
    Action.READ_ROSTER: _CELL,
    Action.IMPORT_ROSTER: _COORDINATORS,
    Action.SET_UP_CENTRE: _CELL,
    Action.RECORD_ANSWERS: _CELL,
    Action.STAFF_ROTA: _CELL,
    Action.PUBLISH_ROTA: _CELL,
    Action.MANAGE_LINKS: _COORDINATORS,
    Action.SET_UP_COMMUNITY: _COORDINATORS,
    Action.READ_REFERENCE: _EVERYONE_INSIDE,
    Action.EDIT_REFERENCE: _COORDINATORS,
    Action.READ_ROTA: _CELL | {Role.READING},
    Action.SOLICIT: _CELL,
    Action.SEND_MESSAGES: _CELL,
    Action.SET_UP_MESSAGES: _COORDINATORS,
    Action.RUN_SESSION: _CELL,
    Action.PAY: _COORDINATORS,
    Action.READ_INDICATORS: _EVERYONE_INSIDE,
    Action.READ_MESSAGES: _CELL,
    Action.MANAGE_ACCOUNTS: frozenset({Role.ADMINISTRATION}),
    Action.READ_JOURNAL: _COORDINATORS,
    Action.READ_LOG: _CELL | {Role.OBSERVER},
    Action.WRITE_LOG: _CELL,
    Action.READ_PLANS: _EVERYONE_INSIDE,
    Action.EDIT_PLANS: _COORDINATORS,
    Action.VALIDATE_PLANS: _COORDINATORS,
    Action.READ_DIRECTORY: _CELL,
    Action.EDIT_DIRECTORY: _CELL,
    Action.TRAIN: _COORDINATORS,
    Action.ALERT: _CELL,
    Action.READ_EVENT: _CELL | {Role.OBSERVER},
    Action.RUN_EVENT: _CELL,
    Action.BACK_UP: _COORDINATORS,
    Action.KEEP_DATA: _COORDINATORS,
    Action.KEEP_KEYS: frozenset({Role.ADMINISTRATION}),
    Action.RECORD_NEEDS: _COORDINATORS | {Role.PROFESSIONAL},
    Action.READ_CONTINUITY: _EVERYONE_INSIDE,
    Action.RUN_CONTINUITY: _CELL,
    Action.VALIDATE_CARE: _COORDINATORS,
    Action.HAND_OVER: _CELL | {Role.PROFESSIONAL},
    Action.KEEP_SLOTS: _CELL | {Role.PROFESSIONAL},
    Action.READ_DRILLS: _EVERYONE_INSIDE,
    Action.RUN_DRILLS: _CELL,
    Action.READ_EXERCISES: _EVERYONE_INSIDE,
    Action.RUN_EXERCISES: _CELL,
    Action.RATE_EXERCISES: _CELL | {Role.OBSERVER},
    Action.ACT_AS_ONESELF: _CELL | {Role.PROFESSIONAL},
}


def may(actor: Actor, action: Action) -> bool:
    """Whether the actor's role allows the action: what a screen asks before it offers it, and a service before it shows more."""
    return actor.role in ALLOWED[action]


def require(actor: Actor, action: Action) -> None:
    """Pass when the actor's role allows the action; raise NotAllowed with a sentence otherwise."""
    if not may(actor, action):
        raise NotAllowed(
            N_("Votre rôle ne permet pas cette action. Demandez à la coordination de la faire ou d’élargir vos droits.")
        )


def require_self(actor: Actor, person_id: str, *, for_others: Action = Action.ACT_AS_ONESELF) -> None:
    """Pass when a volunteer acts on what is their own, or when a role that may do ``for_others`` acts for them.

    Raises NotAllowed otherwise.
    """
    require(actor, Action.ACT_AS_ONESELF if actor.role is Role.PROFESSIONAL else for_others)
    if actor.role is Role.PROFESSIONAL and actor.id != person_id:
        raise NotAllowed(N_("Cette page n’est pas la vôtre : ouvrez votre propre lien."))
