"""What the « point de situation » panel says of an event's figures and of its reports; nothing is drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.mobilisation.message import MESSAGE_WORDS, MessageState
from app.response import situation_said
from app.response.situation_said import moment, when
from app.ui.parts.plain import plain
from app.ui.parts.tones import COLOURS
from app.words import _, ngettext

if TYPE_CHECKING:
    from datetime import datetime

    from app.response.situation import Figures
    from app.services.crisis.report_situation import Reader, SituationView
    from app.store.partner_letters import PartnerLetter
    from app.store.situation_reports import SituationReport

LOOKS: dict[MessageState, tuple[str, str]] = {
    MessageState.QUEUED: ("schedule", "pending"),
    MessageState.SENDING: ("send", "pending"),
    MessageState.SENT: ("check_circle", "confirmed"),
    MessageState.BY_HAND_DONE: ("check_circle", "confirmed"),
    MessageState.FAILED: ("priority_high", "alarm"),
    MessageState.CANCELLED: ("cancel", "cancelled"),
}


def sentence(view: SituationView) -> str:
    """« Point n° 2 envoyé à 17 h à ARS Bretagne ; le point n° 3 est en préparation. »"""
    last, draft = view.last_sent, view.draft
    if last is None and draft is None:
        return _("Aucun point de situation n’a été fait.")
    if last is None:
        return _("Le premier point de situation est en préparation.")
    assert last.sent_at is not None
    said = _("Point n° {number} envoyé {when} à {whom}").format(
        number=last.number, when=when(last.sent_at, view.now), whom=last.sent_to
    )
    if draft is None:
        return f"{said}."
    return _("{said} ; le point n° {number} est en préparation.").format(said=said, number=draft.number)


def live(view: SituationView) -> str:
    """The answer of this moment in one sentence."""
    return situation_said.sentence(view.live)


def next_number(view: SituationView) -> int:
    """The number of the report that would be prepared."""
    return view.reports[0].number + 1 if view.reports else 1


def frozen(report: SituationReport, now: datetime) -> str:
    """« Chiffres de 17 h 05 »."""
    return _("Chiffres de {when}").format(when=moment(report.at, now))


def moved(report: SituationReport, now: Figures) -> str:
    """« 2 chiffres ont changé depuis : Disponibles, Fermés. »; empty when none has."""
    labels = list(situation_said.changes(now, report.figures))
    labels += [
        label for label, _value in situation_said.table(now) if label not in dict(situation_said.table(report.figures))
    ]
    if not labels:
        return ""
    return ngettext(
        "{n} chiffre a changé depuis : {which}.", "{n} chiffres ont changé depuis : {which}.", len(labels)
    ).format(n=len(labels), which=", ".join(labels))


def header(*, compared: bool) -> tuple[str, ...]:
    """The heads of the table of figures."""
    return (_("Quoi"), _("À cette heure"), _("Au point précédent")) if compared else (_("Quoi"), _("À cette heure"))


def rows(figures: Figures, before: Figures | None) -> list[tuple[str, ...]]:
    """The figures, each beside that of the report before where it moved."""
    changed = situation_said.changes(figures, before)
    found = situation_said.table(figures)
    return [(label, value, changed.get(label, "")) if changed else (label, value) for label, value in found]


def told(report: SituationReport, now: datetime) -> str:
    """« Point n° 2 · 17 h · envoyé à ARS Bretagne, CPAM »."""
    number = _("Point n° {number}").format(number=report.number)
    return " · ".join((number, moment(report.at, now), _("envoyé à {whom}").format(whom=report.sent_to)))


def reader(one: Reader) -> str:
    """« ARS Bretagne, DD 56 · Délégation départementale de l’ARS », and that it is to be passed on by hand without e-mail."""
    said = one.who if one.who == one.function else f"{one.who} · {one.function}"
    return said if one.partner.email else _("{who} (sans e-mail : à passer soi-même)").format(who=said)


def letter(one: PartnerLetter) -> str:
    """A letter's reader and what became of it, in Markdown."""
    icon, tone = LOOKS[one.state]
    return f"{plain(one.who)} :{COLOURS[tone]}-badge[:material/{icon}: {plain(_(MESSAGE_WORDS[one.state]))}]"
