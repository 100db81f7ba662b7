"""Have partners read a version of the plan before it is signed or sent: each gets a letter with a link of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from app.access.links import reviewer_subject
from app.access.permissions import Action, require
from app.core.clock import PARIS, paris_date, paris_instant
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.core.ids import new_id
from app.response.plan import PlanState, PlanVersion
from app.response.review import LONGEST_NAME, LONGEST_REPLY, Reviewer, checked_text
from app.services.crisis.write_to_partner import LetterKind, Partner, cancel_letters, signature, write_to_partner
from app.store import community, journal, partner_letters, plan_reviews, plans
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.store.database import Connection, Store

CLOSES = time(23, 59)
"""Until when on the last day, Paris time."""

MOST_INVITED = 60


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom to ask. Without an e-mail, the letter is listed to be passed on by hand, with its link."""

    name: str
    organisation: str
    email: str = ""
    phone: str = ""


def invite_reviewers(
    actor: Actor, store: Store, number: int, invited: Sequence[Invited], closes_on: date, word: str = ""
) -> int:
    """Ask partners to read version ``number`` until the end of a civil day; returns how many letters were written.

    ``word``: a sentence of the coordination's own, in every letter. Raises InvalidInput (nobody, no name, a day past,
    an address that can't be one, the same address twice), RuleRefusal for a version that was replaced, NotFound, NotAllowed.
    """
    require(actor, Action.EDIT_PLANS)
    named = [_checked(one) for one in invited]
    if not named:
        raise InvalidInput(N_("Dites qui doit relire : un nom ou un organisme, et son adresse e-mail."))
    if len(named) > MOST_INVITED:
        raise InvalidInput(N_("{most} relecteurs au plus à la fois."), most=MOST_INVITED)
    said = checked_text(word, LONGEST_REPLY)
    with store.transaction() as conn:
        now = store.now()
        version = _readable(conn, number)
        closes_at = _closing(closes_on, now)
        _refuse_twice(conn, version, named)
        for one in named:
            reviewer = Reviewer(
                id=new_id(), plan_id=version.id, name=one.name, organisation=one.organisation, invited_at=now,
                closes_at=closes_at,
            )  # fmt: skip
            plan_reviews.add(conn, reviewer)
            _write(conn, store, now, reviewer, one, said)
        payload = {"people": len(named), "version": version.number}
        journal.write(conn, now, actor.id, "plan_review_asked", version.id, payload)
    return len(named)


def remind_reviewers(actor: Actor, store: Store, number: int) -> int:
    """Write again to those whose time runs and who gave no visa; returns how many. Raises NotFound, NotAllowed."""
    require(actor, Action.EDIT_PLANS)
    with store.transaction() as conn:
        now = store.now()
        version = _known(conn, number)
        awaited = [one for one in plan_reviews.of_plan(conn, version.id) if one.visa is None and one.is_open(now)]
        for one in awaited:
            to = address_of(conn, one)
            cancel_letters(conn, one.id, now, LetterKind.PLAN_REVIEW)
            _write(conn, store, now, one, to, "", again=True)
        if awaited:
            payload = {"people": len(awaited), "version": version.number}
            journal.write(conn, now, actor.id, "plan_review_reminded", version.id, payload)
    return len(awaited)


def move_closing(actor: Actor, store: Store, reviewer_id: str, closes_on: date) -> None:
    """Give a partner until the end of another civil day. Raises InvalidInput for a day past, NotFound, NotAllowed."""
    require(actor, Action.EDIT_PLANS)
    with store.transaction() as conn:
        now = store.now()
        reviewer = _reviewer(conn, reviewer_id)
        plan_reviews.set_closing(conn, reviewer.id, _closing(closes_on, now))
        journal.write(conn, now, actor.id, "plan_review_moved", reviewer.id, {})


def close_review(actor: Actor, store: Store, reviewer_id: str) -> None:
    """End a partner's time now; what they wrote stays, a letter that has not left is withdrawn. Closing twice is harmless.

    Raises NotFound, NotAllowed.
    """
    require(actor, Action.EDIT_PLANS)
    with store.transaction() as conn:
        now = store.now()
        reviewer = _reviewer(conn, reviewer_id)
        if reviewer.is_open(now):
            plan_reviews.set_closing(conn, reviewer.id, now)
            cancel_letters(conn, reviewer.id, now)
            journal.write(conn, now, actor.id, "plan_review_closed", reviewer.id, {})


def address_of(conn: Connection, reviewer: Reviewer) -> Invited:
    """How a partner was last written to: the letters hold it, and nothing else does."""
    written = partner_letters.about(conn, reviewer.id)
    email = next((one.address for one in reversed(written) if "@" in one.address), "")
    phone = next((one.address for one in reversed(written) if one.address and "@" not in one.address), "")
    return Invited(reviewer.name, reviewer.organisation, email, phone)


def _checked(one: Invited) -> Invited:
    name, organisation = (" ".join(text.split()) for text in (one.name, one.organisation))
    if not name and not organisation:
        raise InvalidInput(N_("Chaque relecteur a un nom ou un organisme."))
    if max(len(name), len(organisation)) > LONGEST_NAME:
        raise InvalidInput(N_("Ce texte est trop long : {most} caractères au plus."), most=LONGEST_NAME)
    return Invited(name, organisation, one.email.strip(), one.phone.strip())


def _refuse_twice(conn: Connection, version: PlanVersion, named: Sequence[Invited]) -> None:
    """One address reads a version once: whoever was asked is reminded."""
    now_asked = [one.email.casefold() for one in named if one.email]
    before = {address_of(conn, one).email.casefold() for one in plan_reviews.of_plan(conn, version.id)}
    for email in now_asked:
        if email in before or now_asked.count(email) > 1:
            raise InvalidInput(
                N_("{email} est déjà invité à relire cette version : relancez plutôt cette personne."), email=email
            )


def _known(conn: Connection, number: int) -> PlanVersion:
    version = plans.find(conn, number)
    if version is None:
        raise NotFound(N_("Cette version du plan n’existe pas. Choisissez-en une dans la liste."))
    return version


def _readable(conn: Connection, number: int) -> PlanVersion:
    version = _known(conn, number)
    if version.state is PlanState.SUPERSEDED:
        raise RuleRefusal(N_("Cette version a été remplacée : faites relire la plus récente."))
    return version


def _reviewer(conn: Connection, reviewer_id: str) -> Reviewer:
    found = plan_reviews.find(conn, reviewer_id)
    if found is None:
        raise NotFound(N_("Ce relecteur n’existe plus. Rechargez la page."))
    return found


def _closing(closes_on: date, now: datetime) -> datetime:
    if closes_on < paris_date(now):
        raise InvalidInput(N_("La relecture ne peut pas finir avant aujourd’hui : choisissez un autre jour."))
    return paris_instant(closes_on, CLOSES)


def _write(
    conn: Connection, store: Store, now: datetime, reviewer: Reviewer, to: Invited, word: str, *, again: bool = False
) -> None:
    closes = spoken_date(reviewer.closes_at.astimezone(PARIS).date())
    named = community.read(conn).name or _("la CPTS")
    first = _("Nous n’avons pas encore votre avis.") if again else ""
    ask = _(
        "{community} écrit son plan de réponse aux situations sanitaires exceptionnelles. Nous vous demandons de le relire,"
        " section par section, avant le {day} : vos remarques, et votre visa si le plan vous convient. Aucun compte n’est"
        " nécessaire ; ce lien est à vous seul."
    ).format(community=named, day=closes)
    parts = (_("Bonjour,"), first, ask, "{lien}", word, signature(conn))
    write_to_partner(
        conn,
        store,
        now,
        kind=LetterKind.PLAN_REVIEW,
        about=reviewer.id,
        to=Partner(to.name, to.organisation, to.email, to.phone),
        subject=_("{community} : notre plan de crise à relire avant le {day}").format(community=named, day=closes),
        body="\n\n".join(part for part in parts if part),
        link=reviewer_subject(reviewer.id),
        useless_after=reviewer.closes_at,
    )
