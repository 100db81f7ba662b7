"""How a journal entry is said: its type (:mod:`app.words.journal_entries`), the details it keeps, who is nobody in particular."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.words.catalogue import _
from app.words.dates import spoken_number
from app.words.journal_entries import ENTRIES, TYPE_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

READING_WORDS: dict[str, str] = {
    "sheet": N_("fiche d’une personne"),
    "contacts": N_("liste de contacts"),
    "roster": N_("liste de l’effectif"),
    "own_data": N_("toutes les données d’une personne"),
    "links": N_("liens personnels"),
    "pay": N_("indemnités"),
    "attendance": N_("émargement"),
    "search": N_("noms trouvés par la recherche"),
}
"""What was read, as :class:`app.services.crisis.note_reading.Read` names it."""

HOW_WORDS: dict[str, str] = {
    "password": N_("par mot de passe"),
    "totp": N_("par mot de passe et code"),
    "recovery_code": N_("par code de secours"),
    "link": N_("par lien à usage unique"),
    "provider": N_("par un fournisseur d’identité"),
}

DETAILS: dict[str, str] = {
    "reason": N_("motif"),
    "name": N_("nom"),
    "version": N_("version"),
    "changes": N_("changements"),
    "accepted": N_("acceptées"),
    "updated": N_("mises à jour"),
    "rejected": N_("rejetées"),
    "person": N_("personne"),
    "relieved": N_("à la place de"),
    "other": N_("avec"),
    "seats": N_("postes"),
    "categories": N_("catégories"),
    "sessions": N_("séances"),
    "people": N_("personnes"),
    "messages": N_("messages"),
    "ids": N_("messages"),
    "links": N_("liens"),
    "pages": N_("pages"),
    "calendars": N_("calendriers"),
    "line": N_("ligne"),
    "moved": N_("personnes déplacées"),
    "freed": N_("personnes libérées"),
    "expected": N_("attendus"),
    "present": N_("présents"),
    "absent": N_("absents"),
    "vials": N_("flacons"),
    "injected": N_("injections"),
    "lost": N_("doses perdues"),
    "code": N_("collecteur"),
    "candidates": N_("personnes à appeler"),
    "number": N_("vague"),
    "days": N_("jours avant"),
    "duties": N_("gardes"),
    "withdrawn": N_("demandes retirées"),
    "quantity": N_("quantité"),
    "entries": N_("écritures"),
    "report": N_("point de situation"),
    "journal": N_("écritures du journal"),
    "log": N_("écritures de la main courante"),
    "doses_per_week": N_("doses par semaine"),
    "shocks": N_("chocs"),
    "actions": N_("actions du plan"),
    "fields": N_("champs"),
}
"""Key of a payload → its word; keys that are not here are kept and not said."""

FIELDS: dict[str, str] = {
    "civilite": N_("civilité"),
    "family_name": N_("nom"),
    "given_name": N_("prénom"),
    "profession": N_("profession"),
    "specialty": N_("spécialité"),
    "rpps": N_("numéro RPPS"),
    "organisation": N_("organisme"),
    "commune_insee": N_("commune"),
    "practice": N_("cabinet"),
    "exercise_mode": N_("mode d’exercice"),
    "status": N_("situation"),
    "student_year": N_("année d’études"),
    "member": N_("adhésion"),
    "email": N_("e-mail"),
    "mobile": N_("mobile"),
    "phone": N_("téléphone"),
    "missions": N_("missions"),
    "roles": N_("rôles"),
    "max_half_days_per_week": N_("demi-journées par semaine"),
    "usual_half_days": N_("demi-journées habituelles"),
    "radius_minutes": N_("rayon de déplacement"),
    "min_rest_hours": N_("repos entre deux jours"),
    "delay_to_mobilise_hours": N_("délai de mobilisation"),
    "notice_given_on": N_("information donnée"),
    "login": N_("identifiant"),
    "name": N_("nom"),
    "role": N_("rôle"),
    "person_id": N_("personne de l’effectif"),
    "opted_out_on": N_("ne veut plus être sollicité"),
    "function": N_("fonction"),
    "department": N_("département"),
    "day_phone": N_("numéro de jour"),
    "night_phone": N_("numéro de nuit"),
    "note": N_("remarque"),
    "checked_on": N_("vérification"),
    "site_id": N_("établissement"),
}
"""Field of a person's sheet → its word: the journal says which changed, never what they hold."""

_OF_PEOPLE = frozenset({"person", "relieved", "other"})
"""Keys that hold the id of somebody."""

FIXED: dict[str, str] = {
    "local": N_("coordination (ce poste)"),
    "commande": N_("ligne de commande"),
    "automate": N_("automate"),
}
"""Actors who are nobody in particular, by id (:mod:`app.access.actor`)."""

UNKNOWN = N_("quelqu’un")
ERASED = N_("contenu effacé")


def field_words(fields: Iterable[str]) -> str:
    """« mobile, rôles »: fields of a sheet in words; a field without a word is not said."""
    return ", ".join(_(FIELDS[field]) for field in fields if field in FIELDS)


def entry_words(type: str) -> str:
    """What an entry of this type says, in the current language."""
    return _(TYPE_WORDS[type]) if type in TYPE_WORDS else _("autre écriture")


def entry_groups() -> dict[str, tuple[str, ...]]:
    """The groups of the filter (source text, the same in every language), each with its types."""
    return {group: tuple(types) for group, types in ENTRIES.items()}


def details(payload: Mapping[str, object] | None, name: Callable[[str], str]) -> str:
    """« motif : livraison reportée · séances : 4 »; ``name`` turns a person's id into their name.

    An erased payload says so. What has no word is not said.
    """
    if payload is None:
        return _(ERASED)
    said = [_reading(payload), _how(payload)]
    said += [_detail(key, payload[key], name) for key in DETAILS if key in payload]
    return " · ".join(part for part in said if part)


def _detail(key: str, value: object, name: Callable[[str], str]) -> str:
    if isinstance(value, bool) or value in (None, "", [], {}):
        return ""
    if key == "fields" and isinstance(value, list):
        value = field_words(map(str, value))
    elif isinstance(value, (list, dict)):
        value = len(value)
    return _("{word} : {value}").format(word=_(DETAILS[key]), value=_value(key, value, name))


def _value(key: str, value: object, name: Callable[[str], str]) -> str:
    if isinstance(value, int):
        return spoken_number(value)
    return name(str(value)) if key in _OF_PEOPLE else str(value)


def _reading(payload: Mapping[str, object]) -> str:
    what = READING_WORDS.get(str(payload.get("what", "")))
    return _(what) if what else ""


def _how(payload: Mapping[str, object]) -> str:
    how = HOW_WORDS.get(str(payload.get("how", "")))
    return _(how) if how else ""
