"""What roles, professions, centres and people are called on screen; ids are shown only where nothing better is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.errors import N_
from app.words import _

ROLE_LABELS: dict[str, str] = {
    "centre_lead": N_("responsable de centre"),
    "supervising_physician": N_("médecin référent"),
    "physician": N_("médecin"),
    "reception": N_("accueil"),
    "prevax_interview": N_("entretien pré-vaccinal"),
    "dose_preparer": N_("préparation des doses"),
    "preparer": N_("préparation des doses"),
    "injector": N_("injection"),
    "data_entry": N_("saisie"),
    "observation": N_("surveillance post-injection"),
    "logistics": N_("logistique"),
    "pharmacist_lead": N_("pharmacien référent"),
}
"""Roles of the trade (per line and per centre) and of the measured shapes."""

PROFESSION_LABELS: dict[str, str] = {
    "medecin": N_("médecin"),
    "infirmier": N_("infirmier"),
    "pharmacien": N_("pharmacien"),
    "sage_femme": N_("sage-femme"),
    "kine": N_("kinésithérapeute"),
    "masseur_kinesitherapeute": N_("kinésithérapeute"),
    "chirurgien_dentiste": N_("chirurgien-dentiste"),
    "autre": N_("autre profession"),
}


@dataclass(frozen=True, slots=True)
class Labels:
    """id → what to show; entries given here win over the built-in ones."""

    roles: Mapping[str, str] = field(default_factory=dict)
    professions: Mapping[str, str] = field(default_factory=dict)
    centres: Mapping[str, str] = field(default_factory=dict)
    persons: Mapping[str, str] = field(default_factory=dict)

    def role(self, role: str) -> str:
        return self.roles.get(role) or _known(ROLE_LABELS, role)

    def profession(self, profession: str) -> str:
        return self.professions.get(profession) or _known(PROFESSION_LABELS, profession)

    def centre(self, centre: str) -> str:
        return self.centres.get(centre, centre)

    def person(self, person: str) -> str:
        return self.persons.get(person, person)


def _known(labels: Mapping[str, str], code: str) -> str:
    """The built-in label, or the code with spaces for underscores."""
    return _(labels[code]) if code in labels else code.replace("_", " ")
