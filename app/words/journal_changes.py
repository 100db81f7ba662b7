"""What many journal entries come to in words: « 14 réponses, 2 postes libérés, version 3 publiée ».

A table of what is worth telling, what matters most first, and how it is said; who did it is named by the caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.words.catalogue import _, ngettext
from app.words.dates import spoken_number
from app.words.journal_entries import ENTRIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

SUBJECT_OF: dict[str, str] = {type: subject for subject, types in ENTRIES.items() for type in types}
"""Type of entry → its subject, in the source language."""

NUMBERED: dict[str, Callable[[str], str]] = {
    "rota_published": lambda number: _("version {number} publiée").format(number=number),
    "plan.validated": lambda number: _("version {number} du plan validée").format(number=number),
}
"""Types told by the number of what they made, not by how many there were."""

COUNTED: dict[str, Callable[[int], str]] = {
    "event_opened": lambda n: ngettext("{n} événement ouvert", "{n} événements ouverts", n),
    "alert_launched": lambda n: ngettext("{n} alerte lancée", "{n} alertes lancées", n),
    "session_cancelled": lambda n: ngettext("{n} séance annulée", "{n} séances annulées", n),
    "line_closed": lambda n: ngettext("{n} ligne fermée", "{n} lignes fermées", n),
    "line_reopened": lambda n: ngettext("{n} ligne rouverte", "{n} lignes rouvertes", n),
    "incident_reported": lambda n: ngettext("{n} incident signalé", "{n} incidents signalés", n),
    "seat_withdrawn": lambda n: ngettext("{n} désistement", "{n} désistements", n),
    "stand_in_wanted": lambda n: ngettext("{n} remplaçant cherché", "{n} remplaçants cherchés", n),
    "partner.cannot_provide": lambda n: ngettext("{n} partenaire ne peut fournir", "{n} partenaires ne peuvent fournir", n),
    "poll_answered": lambda n: ngettext("{n} réponse", "{n} réponses", n),
    "answers_recorded": lambda n: ngettext("{n} saisie de disponibilités", "{n} saisies de disponibilités", n),
    "answers_imported": lambda n: ngettext("{n} import de réponses", "{n} imports de réponses", n),
    "seat_released": lambda n: ngettext("{n} poste libéré", "{n} postes libérés", n),
    "seat_taken": lambda n: ngettext("{n} poste pris", "{n} postes pris", n),
    "seat_confirmed": lambda n: ngettext("{n} confirmation", "{n} confirmations", n),
    "partner.confirmed": lambda n: ngettext("{n} partenaire a confirmé", "{n} partenaires ont confirmé", n),
    "seat_swapped": lambda n: ngettext("{n} échange", "{n} échanges", n),
    "call_out_started": lambda n: ngettext("{n} appel lancé", "{n} appels lancés", n),
    "call_out_answered": lambda n: ngettext("{n} réponse à un appel", "{n} réponses à un appel", n),
    "alert_answered": lambda n: ngettext("{n} réponse à l’alerte", "{n} réponses à l’alerte", n),
    "alert_closed": lambda n: ngettext("{n} alerte close", "{n} alertes closes", n),
    "authority_request_noted": lambda n: ngettext("{n} demande d’une autorité", "{n} demandes d’autorités", n),
    "authority_request_answered": lambda n: ngettext("{n} réponse à une autorité", "{n} réponses à des autorités", n),
    "staffing_request_received": lambda n: ngettext("{n} demande de renfort", "{n} demandes de renfort", n),
    "checklist_ticked": lambda n: ngettext("{n} action cochée", "{n} actions cochées", n),
    "situation_sent": lambda n: ngettext("{n} point de situation envoyé", "{n} points de situation envoyés", n),
    "publication_published": lambda n: ngettext("{n} texte publié", "{n} textes publiés", n),
    "session_moved": lambda n: ngettext("{n} séance déplacée", "{n} séances déplacées", n),
    "sessions_opened": lambda n: ngettext("{n} ouverture de séances", "{n} ouvertures de séances", n),
    "centre_set_up": lambda n: ngettext("{n} centre créé", "{n} centres créés", n),
    "rota_proposed": lambda n: ngettext("{n} planning proposé", "{n} plannings proposés", n),
    "rota_edited": lambda n: ngettext("{n} modification du brouillon", "{n} modifications du brouillon", n),
    "doses_counted": lambda n: ngettext("{n} compte de doses", "{n} comptes de doses", n),
    "attendance_closed": lambda n: ngettext("{n} émargement clos", "{n} émargements clos", n),
    "poll_opened": lambda n: ngettext("{n} sondage ouvert", "{n} sondages ouverts", n),
    "poll_closed": lambda n: ngettext("{n} sondage clos", "{n} sondages clos", n),
    "closure_noted": lambda n: ngettext("{n} fermeture notée", "{n} fermetures notées", n),
    "closure_ended": lambda n: ngettext("{n} cabinet rouvert", "{n} cabinets rouverts", n),
    "outage_noted": lambda n: ngettext("{n} coupure notée", "{n} coupures notées", n),
    "relay_answered": lambda n: ngettext("{n} réponse d’un relais", "{n} réponses de relais", n),
    "desk_answered": lambda n: ngettext("{n} cabinet a répondu", "{n} cabinets ont répondu", n),
    "flash_answered": lambda n: ngettext("{n} réponse à un exercice flash", "{n} réponses à un exercice flash", n),
    "people_imported": lambda n: ngettext("{n} import de l’effectif", "{n} imports de l’effectif", n),
    "person_added": lambda n: ngettext("{n} personne ajoutée", "{n} personnes ajoutées", n),
    "opted_out": lambda n: ngettext("{n} ne veut plus être sollicité", "{n} ne veulent plus être sollicités", n),
    "person_changed": lambda n: ngettext("{n} fiche modifiée", "{n} fiches modifiées", n),
    "plan.section_written": lambda n: ngettext("{n} section du plan écrite", "{n} sections du plan écrites", n),
    "plan.sent": lambda n: ngettext("{n} envoi du plan", "{n} envois du plan", n),
    "plan_commented": lambda n: ngettext("{n} remarque sur le plan", "{n} remarques sur le plan", n),
    "exercise_started": lambda n: ngettext("{n} exercice démarré", "{n} exercices démarrés", n),
    "exercise_finished": lambda n: ngettext("{n} exercice terminé", "{n} exercices terminés", n),
    "exercise_prepared": lambda n: ngettext("{n} exercice préparé", "{n} exercices préparés", n),
    "objective_rated": lambda n: ngettext("{n} objectif coté", "{n} objectifs cotés", n),
    "improvement_closed": lambda n: ngettext("{n} amélioration faite", "{n} améliorations faites", n),
    "improvement_added": lambda n: ngettext("{n} amélioration écrite", "{n} améliorations écrites", n),
    "stock_counted": lambda n: ngettext("{n} lot compté", "{n} lots comptés", n),
    "stock_changed": lambda n: ngettext("{n} lot modifié", "{n} lots modifiés", n),
    "number_called": lambda n: ngettext("{n} numéro essayé", "{n} numéros essayés", n),
    "training_planned": lambda n: ngettext("{n} formation prévue", "{n} formations prévues", n),
    "training_answered": lambda n: ngettext("{n} réponse à une formation", "{n} réponses à une formation", n),
    "messages_done_by_hand": lambda n: ngettext("{n} passage de messages à la main", "{n} passages de messages à la main", n),
    "slot_booked": lambda n: ngettext("{n} réservation de créneau", "{n} réservations de créneau", n),
    "login.slowed": lambda n: ngettext("{n} connexion ralentie", "{n} connexions ralenties", n),
    "account.created": lambda n: ngettext("{n} compte créé", "{n} comptes créés", n),
    "reference_edited": lambda n: ngettext("{n} réglage modifié", "{n} réglages modifiés", n),
}  # fmt: skip
"""Type of entry → how so many of them are said; what matters most first."""

RANK: dict[str, int] = {type: rank for rank, type in enumerate((*NUMBERED, *COUNTED))}
UNTOLD = len(RANK)
"""The rank of whatever this table does not tell: it is counted with the others of its subject."""


def said(counts: Mapping[str, int], numbers: Mapping[str, str]) -> tuple[str, ...]:
    """What some entries come to, what matters most first, the untold counted last. ``numbers``: type → the latest number."""
    told = [_one(type, counts[type], numbers) for type in sorted(counts, key=rank_of) if type in RANK]
    rest = sum(count for type, count in counts.items() if type not in RANK)
    if rest and told:
        told.append(_fill(ngettext("{n} autre écriture", "{n} autres écritures", rest), rest))
    elif rest:
        told.append(_fill(ngettext("{n} écriture", "{n} écritures", rest), rest))
    return tuple(told)


def rank_of(type: str) -> int:
    """The place of a type in the order of what matters; :data:`UNTOLD` for what is only counted."""
    return RANK.get(type, UNTOLD)


def since_yesterday(told: Iterable[str]) -> str:
    """« Depuis hier : 14 réponses, 2 postes libérés, version 3 publiée. », or that nothing was written."""
    parts = ", ".join(told)
    return _("Depuis hier : {changes}.").format(changes=parts) if parts else _("Depuis hier : rien de nouveau.")


def _one(type: str, count: int, numbers: Mapping[str, str]) -> str:
    if type in numbers and type in NUMBERED:
        return NUMBERED[type](numbers[type])
    if type in NUMBERED:
        return _fill(ngettext("{n} version publiée", "{n} versions publiées", count), count)
    return _fill(COUNTED[type](count), count)


def _fill(text: str, count: int) -> str:
    return text.format(n=spoken_number(count))
