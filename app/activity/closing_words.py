"""What is told when a line closes: appointments to move, and the texts for the platform, the phone line and the town halls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.scheduling.spoken import half_day_of, listed
from app.words import _, ngettext
from app.words.dates import spoken_hours, spoken_number

if TYPE_CHECKING:
    from app.activity.closing_line import LineClosing
    from app.scheduling.spoken import PersonName, RoleLabel


@dataclass(frozen=True, slots=True)
class ClosingTexts:
    """Three texts ready to be read over and sent by hand, and the line of the log."""

    platform: str
    phone_line: str
    town_halls: str
    log: str


def to_move_sentence(closing: LineClosing) -> str:
    """« 38 rendez-vous à déplacer. »"""
    if closing.to_move is None:
        return _("Rendez-vous restants inconnus : comptez-les sur la plateforme.")
    if not closing.to_move:
        return _("Aucun rendez-vous à déplacer.")
    return ngettext("{n} rendez-vous à déplacer.", "{n} rendez-vous à déplacer.", closing.to_move).format(
        n=spoken_number(closing.to_move)
    )


def closing_texts(
    closing: LineClosing, centre: str, name: PersonName, label: RoleLabel, phone: str = ""
) -> ClosingTexts:
    """The texts in the current language. ``centre`` is its name, ``phone`` what people call (left out when empty)."""
    session = closing.session
    facts = {
        "centre": centre,
        "line": str(closing.line),
        "moment": half_day_of(session),
        "hours": spoken_hours(session.starts_at, session.ends_at),
        "move": to_move_sentence(closing),
        "left": _left(closing),
        "call": _(" Renseignements : {phone}.").format(phone=phone) if phone else "",
    }
    return ClosingTexts(
        platform=_("{centre}, {moment} ({hours}) : fermez les créneaux de la ligne {line}. {move} {left}").format(
            **facts
        ),
        phone_line=_("{centre} : {moment}, une ligne ferme. {left} {come}{call}").format(**facts, come=_come(closing)),
        town_halls=_(
            "Madame, Monsieur, {moment}, {centre} ferme une ligne. {left} {move} Merci de le dire aux personnes que "
            "vous accompagnez ou transportez.{call}"
        ).format(**facts),
        log=_log(closing, facts, name, label),
    )


def _left(closing: LineClosing) -> str:
    if not closing.open_lines:
        return _("Le centre ne reçoit plus personne sur cette séance.")
    lines = listed(str(line) for line in closing.open_lines)
    return ngettext(
        "La ligne {lines} reste ouverte.", "Les lignes {lines} restent ouvertes.", len(closing.open_lines)
    ).format(lines=lines)


def _come(closing: LineClosing) -> str:
    if not closing.open_lines:
        return _("Ne vous déplacez pas : chaque personne est prévenue de son nouveau rendez-vous.")
    return _("Les personnes dont le rendez-vous change sont prévenues ; les autres viennent à l’heure prévue.")


def _log(closing: LineClosing, facts: dict[str, str], name: PersonName, label: RoleLabel) -> str:
    told = _("{centre}, {moment} : ligne {line} fermée. {left} {move}").format(**facts)
    return " ".join((told, *(move.sentence(name, label) for move in closing.moves), *closing.free_sentences(name)))
