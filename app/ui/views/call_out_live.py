"""A running call-out in words: how far it is, who said what when, whom to ring."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from app.core.clock import PARIS, paris_date, paris_instant
from app.core.errors import N_
from app.mobilisation.callout import MODE_WORDS, CallOutState, Outcome
from app.mobilisation.quiet import next_allowed
from app.mobilisation.taking import Verdict
from app.words import _, ngettext
from app.words.dates import spoken_hour, spoken_instant
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.mobilisation.quiet import QuietHours
    from app.services.mobilisation.answer_call_out import Answered
    from app.services.mobilisation.watch_call_out import CallOutView, Reached

SOON = timedelta(minutes=20)
"""A call-back nearer than this is not worth promising."""

CALL_BACK_HOURS = (time(12, 30), time(18))
"""When people in practice pick up: between two surgeries, and at the end of the day."""


def headline(view: CallOutView) -> str:
    """« 9 appelés · 2 oui · 1 non · 3 en attente · vague suivante dans 12 min »."""
    return capitalised(view.progress.sentence)


def detail(view: CallOutView) -> str:
    """How many seats are left, who decides, and the rhythm."""
    callout = view.callout
    if view.ended:
        return _END[callout.state](view)
    left = ngettext("Encore {n} poste à pourvoir", "Encore {n} postes à pourvoir", view.progress.seats_left)
    return _("{left} ; {rule} ; {size} au plus par vague, toutes les {delay} min{urgent}.").format(
        left=left.format(n=view.progress.seats_left),
        rule=_(MODE_WORDS[callout.mode]),
        size=callout.size,
        delay=callout.delay_minutes,
        urgent=_(" ; appel urgent") if callout.urgent else "",
    )


def _filled(view: CallOutView) -> str:
    if not view.told:
        return _("Terminé {when}.").format(when=_ended_at(view))
    return _("Terminé {when}. Ceux qui attendaient encore sont prévenus.").format(when=_ended_at(view))


def _exhausted(view: CallOutView) -> str:
    if view.progress.seats_left:
        return _("Chacun a été sollicité. Un oui tardif prend encore la place ; sinon, appelez un partenaire.")
    return _("La séance a commencé {when}.").format(when=_ended_at(view))


def _stopped(view: CallOutView) -> str:
    return _("Arrêté {when} : les demandes qui n’étaient pas parties sont annulées.").format(when=_ended_at(view))


_END = {CallOutState.FILLED: _filled, CallOutState.EXHAUSTED: _exhausted, CallOutState.STOPPED: _stopped}


def _ended_at(view: CallOutView) -> str:
    return spoken_instant(view.callout.ended_at) if view.callout.ended_at else ""


def moment(at: datetime, now: datetime) -> str:
    """« 17 h 05 » today, « vendredi 27 novembre à 8 h » otherwise."""
    if paris_date(at) == paris_date(now):
        return spoken_hour(at.astimezone(PARIS).time())
    return spoken_instant(at)


def said_words(one: Reached, now: datetime) -> str:
    """« 17 h 05, par téléphone », « demandé à 16 h 40 · à passer à la main », « à rappeler à 18 h »."""
    if one.said is None or one.said.outcome is Outcome.EXPIRED:
        if one.withdrawn:
            return _("la demande n’était pas partie")
        asked = _("demandé à {when}").format(when=moment(one.asked_at, now))
        return " · ".join(filter(None, [asked, one.message]))
    if one.said.outcome is Outcome.CALL_BACK_AT and one.said.call_back_at:
        return _("à rappeler à {when}").format(when=moment(one.said.call_back_at, now))
    parts = [moment(one.said.at, now)]
    if one.said.by_phone:
        parts.append(_("par téléphone"))
    if one.place:
        parts.append(one.place)
    elif one.said.outcome is Outcome.YES and not one.awaits:
        parts.append(_("arrivé trop tard, ou une règle s’y oppose"))
    return ", ".join(parts)


def approved_sentence(answered: Answered, name: str) -> str:
    """What became of an approval: the seat is theirs, or what stood in the way."""
    if answered.taking is not None and answered.taking.verdict in (Verdict.TAKEN, Verdict.ALREADY_YOURS):
        return _("{name} a le poste ; un message le lui dit.").format(name=name)
    if answered.taking is not None and answered.taking.verdict is Verdict.TOO_LATE:
        return _("{name} : le poste est déjà pourvu.").format(name=name)
    return _("{name} : {sentence}").format(name=name, sentence=answered.sentence)


_LABELS = {
    Outcome.YES: N_("Oui"),
    Outcome.NO: N_("Non"),
    Outcome.NOT_THIS_TIME: N_("Pas cette fois"),
    Outcome.VOICEMAIL: N_("Répondeur"),
    Outcome.NO_ANSWER: N_("Pas décroché"),
}


def outcome_label(outcome: Outcome) -> str:
    """What stands on the button of an outcome."""
    return _(_LABELS[outcome])


def by_hand_sentence(view: CallOutView) -> str:
    """How many requests wait to be passed on by hand; empty when none does."""
    if not view.by_hand or view.ended:
        return ""
    return ngettext(
        "{n} demande attend d’être passée à la main : tant qu’elle n’est pas faite, la personne ne sait rien.",
        "{n} demandes attendent d’être passées à la main : tant qu’elles ne le sont pas, ces personnes ne savent rien.",
        view.by_hand,
    ).format(n=view.by_hand)


def being_rung(view: CallOutView, caller: str) -> list[str]:
    """« Ann appelle Clarisse P. depuis 17 h 03. », for the other callers."""
    return [
        _("{caller} appelle {name} depuis {since}.").format(
            caller=one.caller_name, name=view.names.get(one.person, "?"), since=moment(one.since, view.now)
        )
        for one in view.claims
        if one.caller != caller
    ]


def call_back_times(now: datetime, quiet: Sequence[QuietHours]) -> tuple[datetime, ...]:
    """The next hours at which to offer a call-back: the two to come of midday and evening, outside quiet hours."""
    found: list[datetime] = []
    for ahead in range(3):
        day = paris_date(now) + timedelta(days=ahead)
        for wall in CALL_BACK_HOURS:
            at = paris_instant(day, wall)
            if at >= now + SOON and next_allowed(at, quiet) == at:
                found.append(at)
    return tuple(found[:2])


def call_back_label(at: datetime, now: datetime) -> str:
    """« Rappeler à 18 h », « Rappeler demain à 12 h 30 », « Rappeler lundi 30 novembre à 18 h »."""
    hour = spoken_hour(at.astimezone(PARIS).time())
    days = (paris_date(at) - paris_date(now)).days
    if days == 0:
        return _("Rappeler à {hour}").format(hour=hour)
    if days == 1:
        return _("Rappeler demain à {hour}").format(hour=hour)
    return _("Rappeler {when}").format(when=spoken_instant(at))
