"""Links that open one calendar or one page without an account: what they open, and the token that stands for them.

A token can be shown again because it is derived, never stored: base64url(HMAC-SHA256(key, scope|subject|generation)),
256 bits. The database holds the generation and the token's SHA-256; renewing a link is the next generation.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum

from app.core.errors import N_, InvalidInput
from app.core.ids import CentreId, PartnerId, PersonId, SessionId


class LinkScope(StrEnum):
    """What a link opens."""

    PERSON = "person"
    LINE = "line"
    ROLE = "role"
    CENTRE = "centre"
    CENTRE_MASKED = "centre_masked"
    """The centre for a partner: seats and states, no name."""
    OPEN = "open"
    """Seats of the centre that nobody holds."""
    PAGE = "page"
    """A volunteer's own page: shifts, poll, preferences."""
    CALL_OUT = "call_out"
    """One person's answer to one call-out."""
    PARTNER = "partner"
    """A partner's page: what the centre gives, and the seats the partner provides; no name of a volunteer."""
    NEIGHBOUR = "neighbour"
    """A neighbouring community's page: the open seats of a centre, masked."""
    LEAD = "lead"
    """A session's lead: opening check, attendance, doses and incidents of that session, on a phone."""
    DOOR = "door"
    """The code at the door of a session: « je suis là »."""
    ALERT = "alert"
    """One person's answer to one alert."""
    DESK = "desk"
    """One practice's answer to one « point cabinets »."""
    REQUEST = "request"
    """An establishment's form to ask for people during an event."""
    PLAN_REVIEW = "plan_review"
    """A partner's reading of a version of the plan: comments and visa."""
    SLOTS = "slots"
    """The unscheduled-care slots of one practice, of one person, or of all for the regulation (no name)."""
    FLASH = "flash"
    """One person's answer to one flash exercise."""
    EXERCISE = "exercise"
    """One participant's page of one exercise: what a player is told, what an observer rates, the hot wash."""
    PROJECTOR = "projector"
    """The screen of the room during an exercise: the clock, what was sent, the coverage; no name."""
    IMPROVEMENT = "improvement"
    """One action of the improvement plan, for whoever must do it outside of the community."""


CALENDAR_SCOPES = frozenset(
    {
        LinkScope.PERSON,
        LinkScope.LINE,
        LinkScope.ROLE,
        LinkScope.CENTRE,
        LinkScope.CENTRE_MASKED,
        LinkScope.OPEN,
        LinkScope.SLOTS,
        LinkScope.IMPROVEMENT,
    }
)
"""What opens under ``/calendrier/``; the others open a page of their own and no calendar. An action has both."""


SCOPE_WORDS = {
    LinkScope.PERSON: N_("une personne"),
    LinkScope.LINE: N_("une ligne"),
    LinkScope.ROLE: N_("un rôle"),
    LinkScope.CENTRE: N_("le centre"),
    LinkScope.CENTRE_MASKED: N_("le centre, sans les noms"),
    LinkScope.OPEN: N_("les postes à pourvoir"),
    LinkScope.PAGE: N_("la page d’une personne"),
    LinkScope.CALL_OUT: N_("la réponse à un appel"),
    LinkScope.PARTNER: N_("la page d’un partenaire"),
    LinkScope.NEIGHBOUR: N_("les postes à pourvoir, pour une communauté voisine"),
    LinkScope.LEAD: N_("la séance du jour, pour qui la mène"),
    LinkScope.DOOR: N_("l’arrivée à une séance"),
    LinkScope.ALERT: N_("la réponse à une alerte"),
    LinkScope.DESK: N_("la réponse à un point cabinets"),
    LinkScope.REQUEST: N_("une demande de renfort"),
    LinkScope.PLAN_REVIEW: N_("la relecture du plan"),
    LinkScope.SLOTS: N_("les créneaux de soins non programmés"),
    LinkScope.FLASH: N_("la réponse à un exercice flash"),
    LinkScope.EXERCISE: N_("la page d’un participant à un exercice"),
    LinkScope.PROJECTOR: N_("l’écran de la salle pendant un exercice"),
    LinkScope.IMPROVEMENT: N_("une action d’amélioration"),
}


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """One thing a link can open. ``id`` is a person, a centre, « centre/line number », « centre/role », « centre/partner »
    « call-out/person », « alert/person », « survey/practice », an establishment or a reviewer."""

    scope: LinkScope
    id: str

    @property
    def person_id(self) -> PersonId:
        """The person of a person's link, of their page or of their answer to a call-out."""
        return PersonId(self.id.rpartition("/")[2])

    @property
    def centre_id(self) -> CentreId:
        """The centre of any other link."""
        return CentreId(self.id.partition("/")[0])

    @property
    def call_out_id(self) -> str:
        """The call-out of a link to answer one."""
        return self.id.partition("/")[0]

    @property
    def whole(self) -> str:
        """What stands before the first « / »: the alert, the survey; all of it when there is none."""
        return self.id.partition("/")[0]

    @property
    def part(self) -> str:
        """The line number or the role within the centre; empty for the whole centre."""
        return self.id.partition("/")[2]


def person_subject(person_id: PersonId) -> Subject:
    return Subject(LinkScope.PERSON, person_id)


def line_subject(centre_id: CentreId, line: int) -> Subject:
    return Subject(LinkScope.LINE, f"{centre_id}/{line}")


def role_subject(centre_id: CentreId, role: str) -> Subject:
    return Subject(LinkScope.ROLE, f"{centre_id}/{role}")


def centre_subject(centre_id: CentreId, scope: LinkScope = LinkScope.CENTRE) -> Subject:
    """The whole centre: with names, masked, or its open seats."""
    return Subject(scope, centre_id)


def page_subject(person_id: PersonId) -> Subject:
    return Subject(LinkScope.PAGE, person_id)


def call_out_subject(call_out_id: str, person_id: PersonId) -> Subject:
    return Subject(LinkScope.CALL_OUT, f"{call_out_id}/{person_id}")


def partner_subject(centre_id: CentreId, partner_id: PartnerId) -> Subject:
    return Subject(LinkScope.PARTNER, f"{centre_id}/{partner_id}")


def neighbour_subject(centre_id: CentreId) -> Subject:
    return Subject(LinkScope.NEIGHBOUR, centre_id)


def lead_subject(session_id: SessionId) -> Subject:
    return Subject(LinkScope.LEAD, session_id)


def door_subject(session_id: SessionId) -> Subject:
    return Subject(LinkScope.DOOR, session_id)


def alert_subject(alert_id: str, person_id: PersonId) -> Subject:
    return Subject(LinkScope.ALERT, f"{alert_id}/{person_id}")


def desk_subject(survey_id: str, desk_id: str) -> Subject:
    """``desk_id``: whoever is asked, « practice:… » or « site:… »."""
    return Subject(LinkScope.DESK, f"{survey_id}/{desk_id}")


def flash_subject(flash_id: str, person_id: PersonId) -> Subject:
    return Subject(LinkScope.FLASH, f"{flash_id}/{person_id}")


def exercise_subject(exercise_id: str, participant_id: str) -> Subject:
    return Subject(LinkScope.EXERCISE, f"{exercise_id}/{participant_id}")


def projector_subject(exercise_id: str) -> Subject:
    return Subject(LinkScope.PROJECTOR, exercise_id)


def improvement_subject(improvement_id: str) -> Subject:
    return Subject(LinkScope.IMPROVEMENT, improvement_id)


def request_subject(site_id: str) -> Subject:
    return Subject(LinkScope.REQUEST, site_id)


def reviewer_subject(reviewer_id: str) -> Subject:
    return Subject(LinkScope.PLAN_REVIEW, reviewer_id)


def token_of(key: bytes, subject: Subject, generation: int) -> str:
    """The token of a link's generation: 43 characters fit for an address."""
    if "|" in subject.id or generation < 1:
        raise InvalidInput(N_("Ce lien ne désigne rien : {subject}."), subject=subject.id)
    message = f"{subject.scope.value}|{subject.id}|{generation}".encode()
    return base64.urlsafe_b64encode(hmac.digest(key, message, "sha256")).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """What the database holds of a token: its SHA-256, hexadecimal. Any text is accepted and takes the same path."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
