"""The answer to a hospital that frees beds: who takes how many, whom to ring, who is left and why. Counts, and no name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.finding import REASON_WORDS
from app.roster.phones import spoken_phone
from app.services.crisis.write_to_partner import EXERCISE
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.services.continuity.read_discharges import Asked, DischargeView, Left


def reply_text(view: DischargeView) -> str:
    """Plain text to paste into a message or to read out. Begins with the three words for an exercise."""
    one = view.discharge
    agreed = [row for row in view.asked if row.taking.agreed_at is not None]
    waiting = [row for row in view.asked if row.taking.agreed_at is None]
    head = ngettext("Votre demande : {n} lit pour {when}.", "Votre demande : {n} lits pour {when}.", one.beds).format(
        n=one.beds, when=spoken_instant(one.wanted_at)
    )
    parts = [
        [head],
        _block(_("Pris en charge, à joindre avant la sortie :"), map(_taken, agreed)),
        _block(_("Réponse attendue :"), map(_taken, waiting)),
        _block(_("Sans solution à cette heure :"), map(_left, view.left)),
    ]
    if one.without_care:
        words = ngettext("{n} retour sans soin à organiser.", "{n} retours sans soin à organiser.", one.without_care)
        parts.append([words.format(n=one.without_care)])
    if agreed:
        parts.append([_("Transmettez ordonnances et coordonnées au cabinet par MSSanté ou par téléphone, pas à nous.")])
    text = "\n\n".join("\n".join(part) for part in parts if part)
    return f"{_(EXERCISE)}\n\n{text}" if view.exercise else text


def _block(title: str, lines: Iterable[str]) -> list[str]:
    found = [f"- {line}" for line in lines]
    return [title, *found] if found else []


def _taken(row: Asked) -> str:
    who = ", ".join(filter(None, (row.carer, spoken_phone(row.phone) if row.phone else "")))
    return _("{n} × {category}, {commune} : {who}").format(
        n=row.taking.patients, category=row.category, commune=row.commune, who=who
    )


def _left(row: Left) -> str:
    line = _("{n} × {category}, {commune}").format(n=row.patients, category=row.category, commune=row.commune)
    return _("{line} : {why}").format(line=line, why=_(REASON_WORDS[row.reason])) if row.reason else line
