"""The demonstration's review of the plan: three partners asked, remarks to answer, one settled, one visa given."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.response.review import USUAL_DAYS, WHOLE, Visa
from app.services.plans.comment_plan import comment_plan, give_visa, reply_to_comment
from app.services.plans.invite_reviewers import Invited, invite_reviewers
from app.store import plan_reviews, plans

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.store.database import Store

PARTNERS = (
    Invited("Solène Fictif-Marée", "Délégation départementale de l’ARS, Morbihan (56)", "dd56@ars.example.org"),
    Invited("Gildas Fictif-Talus", "Centre hospitalier de démonstration", "cellule@hopital.example.org"),
    Invited("Enora Fictif-Lande", "EHPAD de démonstration", "direction@ehpad.example.org"),
)
SAID = (
    (0, "alert", "Précisez qui, chez vous, décroche la nuit : nous n’avons qu’un numéro de jour."),
    (0, "governance", "Ajoutez la date de notre réunion d’articulation du printemps."),
    (1, "structures", "Notre cadre d’astreinte change en janvier : nous vous enverrons son numéro."),
    (1, WHOLE, "Le partage des rôles avec notre plan blanc est clair."),
)
ANSWER = "C’est fait : la date est écrite dans la section."


def fill(actor: Actor, store: Store, today: date) -> None:
    """Ask three partners to read the newest version; nothing when no plan was begun."""
    require(actor, Action.EDIT_PLANS)
    with store.reading() as conn:
        version = plans.latest(conn)
    if version is None:
        return
    invite_reviewers(actor, store, version.number, PARTNERS, today + timedelta(days=USUAL_DAYS))
    with store.reading() as conn:
        asked = {one.name: one.id for one in plan_reviews.of_plan(conn, version.id)}
    ids = [asked[one.name] for one in PARTNERS]
    made = [comment_plan(actor, store, ids[who], section, text) for who, section, text in SAID]
    if made[1] is not None:
        reply_to_comment(actor, store, made[1].id, ANSWER, settled=True)
    give_visa(actor, store, ids[1], Visa.APPROVED)
