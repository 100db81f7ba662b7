"""What is said of sending a version: to whom, what was recorded, what is expected; the letter that goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from app.core.clock import paris_date
from app.response.plan import CHANNEL_WORDS
from app.response.said import ORSAN_RULE
from app.words import _
from app.words.dates import spoken_date
from app.words.joined import semicolon

if TYPE_CHECKING:
    from app.response.plan import PlanSending, PlanVersion
    from app.services.plans.read_plan_desk import Expected


def recorded(sending: PlanSending) -> str:
    """« le 26 novembre 2026 par e-mail à dd56@ars.example.org, preuve : accusé 12 ; reçu le 27 novembre 2026 »."""
    said = _("le {day}, {channel}").format(
        day=spoken_date(paris_date(sending.at)), channel=_(CHANNEL_WORDS[sending.channel])
    )
    told = f"{said} ({sending.address})" if sending.address else said
    if sending.proof:
        told = semicolon(told, _("preuve : {proof}").format(proof=sending.proof))
    if sending.acknowledged_on:
        return semicolon(told, _("reçu le {day}").format(day=spoken_date(sending.acknowledged_on)))
    return semicolon(told, _("accusé de réception attendu"))


def letter(one: Expected, version: PlanVersion, community: str) -> str:
    """The address that opens a letter ready to send in the reader's own mail program; the plan is to be joined to it."""
    subject = _("{community} : plan de réponse aux crises sanitaires, version {number}").format(
        community=community, number=version.number
    )
    signed = spoken_date(paris_date(version.validated_at)) if version.validated_at else ""
    body = "\n\n".join(
        (
            _("Bonjour,"),
            _(
                "Vous trouverez ci-joint notre plan de réponse aux situations sanitaires exceptionnelles, version {number}, validé le {day} par {who}."
            ).format(number=version.number, day=signed, who=version.validated_by),
            _(ORSAN_RULE),
            _("Merci de nous accuser réception de ce message et de nous dire qui, chez vous, le tient à jour."),
            community,
        )
    )
    return f"mailto:{quote(one.address, safe='@')}?subject={quote(subject)}&body={quote(body)}"
