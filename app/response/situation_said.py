"""A « point de situation » in words: its table, the text drafted from its figures, the answer in one sentence. No clock, no SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.words import _, ngettext
from app.words.dates import spoken_day, spoken_hour, spoken_number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.response.situation import Figures, Staffed


def table(figures: Figures) -> tuple[tuple[str, str], ...]:
    """What is counted and its figure, in the order of the report; what nothing feeds is not in it."""
    rows = [(_("Actions faites"), _of(figures.tasks_done, figures.tasks))] if figures.tasks else []
    if figures.tasks_late:
        rows.append((_("Actions en retard"), spoken_number(figures.tasks_late)))
    if figures.asked is not None:
        rows += [
            (_("Professionnels joints"), _of(figures.reached, figures.asked)),
            (_("Réponses reçues"), _of(figures.answered, figures.asked)),
            (_("Disponibles"), spoken_number(figures.available)),
        ]
    if figures.requests:
        rows.append((_("Postes demandés pourvus"), _of(figures.filled, figures.wanted)))
    if figures.practices is not None:
        rows += [
            (_("Cabinets et structures ouverts"), _of(figures.practices_open, figures.practices)),
            (_("En service réduit"), spoken_number(figures.practices_degraded)),
            (_("Fermés"), spoken_number(figures.practices_closed)),
            (_("Sans réponse"), spoken_number(figures.practices_silent)),
        ]
    if figures.uncovered:
        rows.append((_("Besoins de soins sans solution"), figures.uncovered))
        rows.append((_("Besoins de soins repris"), figures.relayed))
    if figures.doses is not None:
        rows.append((_("Injections depuis l’ouverture"), spoken_number(figures.doses)))
    rows.append((_("Demandes des autorités à répondre"), _owed(figures)))
    return tuple(rows)


def changes(figures: Figures, before: Figures | None) -> Mapping[str, str]:
    """Label → figure of the last report, where it was another one: « 12/20 » then « 15/20 »."""
    if before is None:
        return {}
    held = dict(table(before))
    return {label: held[label] for label, value in table(figures) if label in held and held[label] != value}


def draft(figures: Figures, number: int) -> str:
    """The report's text, ready to be read over and changed: situation, actions, means, difficulties, needs, next report."""
    parts = [
        (_("Situation"), _situation(figures)),
        (_("Actions menées"), _actions(figures)),
        (_("Moyens engagés"), _means(figures)),
        (_("Offre de soins"), _offer(figures)),
        (_("Décisions"), [*figures.decisions]),
        (_("Difficultés"), _difficulties(figures)),
        (_("Besoins et suites"), _needs(figures, number)),
    ]
    return "\n\n".join("\n".join((title, *(f"- {line}" for line in lines))) for title, lines in parts if lines)


def sentence(figures: Figures) -> str:
    """The answer in one sentence: « Tension depuis 14 h 05 : 12 actions faites sur 20, 8 disponibles, 4 postes sur 6 pourvus. »."""
    said = [part for part in (_tasks_part(figures), _people_part(figures), _seats_part(figures)) if part]
    lead = _("{state} depuis {when}").format(state=figures.state.capitalize(), when=moment(figures.since, figures.at))
    return _("{lead} : {rest}.").format(lead=lead, rest=", ".join(said)) if said else f"{lead}."


def moment(at: datetime, now: datetime) -> str:
    """« 14 h 05 » the same day, « mercredi 25 novembre à 14 h 05 » another day."""
    local = at.astimezone(PARIS)
    hour = spoken_hour(local.time())
    if local.date() == now.astimezone(PARIS).date():
        return hour
    return _("{day} à {hour}").format(day=spoken_day(local.date()), hour=hour)


def when(at: datetime, now: datetime) -> str:
    """« à 14 h 05 » the same day, « mercredi 25 novembre à 14 h 05 » another day: what follows a verb."""
    said = moment(at, now)
    same = at.astimezone(PARIS).date() == now.astimezone(PARIS).date()
    return _("à {hour}").format(hour=said) if same else said


def _of(part: int, whole: int) -> str:
    return f"{spoken_number(part)} / {spoken_number(whole)}"


def _owed(figures: Figures) -> str:
    if not figures.owed_late:
        return spoken_number(figures.owed)
    return _("{owed}, dont {late} en retard").format(
        owed=spoken_number(figures.owed), late=spoken_number(figures.owed_late)
    )


def _tasks_part(figures: Figures) -> str:
    if not figures.tasks:
        return ""
    return ngettext("{n} action faite sur {all}", "{n} actions faites sur {all}", figures.tasks_done).format(
        n=figures.tasks_done, all=figures.tasks
    )


def _people_part(figures: Figures) -> str:
    if figures.asked is None:
        return ""
    return ngettext("{n} professionnel disponible", "{n} professionnels disponibles", figures.available).format(
        n=figures.available
    )


def _seats_part(figures: Figures) -> str:
    if not figures.wanted:
        return ""
    return ngettext("{n} poste pourvu sur {all}", "{n} postes pourvus sur {all}", figures.filled).format(
        n=figures.filled, all=figures.wanted
    )


def _situation(figures: Figures) -> list[str]:
    lines = [_("{title} : {state} depuis {when}.").format(title=figures.title, state=figures.state, when=moment(figures.since, figures.at))]  # fmt: skip
    if figures.authority:
        lines.append(_("Qualification : {authority}.").format(authority=figures.authority))
    if figures.communes:
        lines.append(_("Communes concernées : {communes}.").format(communes=", ".join(figures.communes)))
    return lines


def _actions(figures: Figures) -> list[str]:
    lines = []
    if figures.plans:
        lines.append(_("Plans activés : {plans}.").format(plans=" ; ".join(figures.plans)))
    if figures.tasks:
        lines.append(f"{_tasks_part(figures)}.")
    return lines


def _means(figures: Figures) -> list[str]:
    lines = []
    if figures.asked is not None:
        lines.append(
            _("Alerte : {reached} joints sur {asked}, {answered} réponses, {available} disponibles.").format(
                reached=figures.reached, asked=figures.asked, answered=figures.answered, available=figures.available
            )
        )
    lines += [_staffed(one) for one in figures.requests]
    if figures.doses is not None:
        lines.append(ngettext("{n} injection depuis l’ouverture.", "{n} injections depuis l’ouverture.", figures.doses).format(n=spoken_number(figures.doses)))  # fmt: skip
    return lines


def _staffed(one: Staffed) -> str:
    said = _("{text}, {place} : {filled} sur {wanted} pourvus").format(
        text=one.text.rstrip(" ."), place=one.place, filled=one.filled, wanted=one.wanted
    )
    return _("{said} (réquisition).").format(said=said) if one.requisitioned else f"{said}."


def _offer(figures: Figures) -> list[str]:
    if figures.practices is None:
        return [*figures.care]
    return [
        _("Cabinets et structures : {open} ouverts, {degraded} en service réduit, {closed} fermés, {silent} sans réponse sur {all} interrogés.").format(
            open=figures.practices_open, degraded=figures.practices_degraded, closed=figures.practices_closed,
            silent=figures.practices_silent, all=figures.practices,
        ),
        *figures.care,
    ]  # fmt: skip


def _difficulties(figures: Figures) -> list[str]:
    lines = []
    if figures.tasks_late:
        count = ngettext("{n} action en retard", "{n} actions en retard", figures.tasks_late).format(
            n=figures.tasks_late
        )
        shown = " ; ".join(figures.late[:3])
        lines.append(_("{count} : {which}.").format(count=count, which=shown.rstrip(".")) if shown else f"{count}.")
    missing = figures.wanted - figures.filled
    if missing > 0:
        lines.append(ngettext("{n} poste demandé reste à pourvoir.", "{n} postes demandés restent à pourvoir.", missing).format(n=missing))  # fmt: skip
    if figures.owed_late:
        lines.append(ngettext("{n} demande d’une autorité sans réponse dans le délai.", "{n} demandes d’autorités sans réponse dans le délai.", figures.owed_late).format(n=figures.owed_late))  # fmt: skip
    return lines or [_("Aucune difficulté relevée à cette heure.")]


def _needs(figures: Figures, number: int) -> list[str]:
    missing = figures.wanted - figures.filled
    wanted = (
        ngettext("{n} professionnel à trouver.", "{n} professionnels à trouver.", missing).format(n=missing)
        if missing > 0
        else _("Aucun besoin exprimé à cette heure.")
    )
    return [wanted, _("Prochain point (n° {number}) : heure à fixer.").format(number=number + 1)]
