"""Words for the codes of the dated tables: acts, places, physicians, modes of exercise, regimes. Nothing else reads them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.category import DEPENDENCE_WORDS, FREQUENCY_WORDS
from app.core.errors import N_
from app.roster.said import STATUS_WORDS, TRAINING_WORDS
from app.words import _, language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.library import Library

ANY = "*"
ACTS = {
    "inject": N_("injecter"),
    "prescribe": N_("prescrire"),
    "interview": N_("mener l’entretien pré-vaccinal"),
    "prepare": N_("préparer les doses"),
    "supervise": N_("superviser"),
    "observe": N_("surveiller après l’injection"),
    "sample": N_("prélever"),
    "care": N_("soigner"),
    "listen": N_("écouter et soutenir"),
    "pharmacy_lead": N_("répondre de la pharmacie"),
    "lead": N_("coordonner le centre"),
    "reception": N_("accueillir"),
    "data_entry": N_("saisir"),
    "logistics": N_("tenir la logistique"),
    "it_lead": N_("tenir l’informatique"),
    "drive": N_("conduire"),
}
SETTINGS = {
    "centre": N_("en centre"),
    "practice": N_("au cabinet ou en officine"),
    "home": N_("à domicile"),
    "ehpad": N_("en établissement"),
}
STATUSES = STATUS_WORDS
PHYSICIANS = {"none": N_("non exigé"), "callable": N_("joignable"), "on_site": N_("sur place")}
TRAININGS = TRAINING_WORDS
EXERCISES = {
    "liberal": N_("libéral"),
    "salarie": N_("salarié"),
    "retraite": N_("retraité"),
    "etudiant": N_("étudiant"),
    "remplacant": N_("remplaçant"),
}
UNITS = {"half_day": N_("la demi-journée"), "hour": N_("l’heure")}
REGIMES = {
    "weekday": N_("semaine"),
    "weekend": N_("samedi après-midi, dimanche et férié"),
    "day": N_("journée"),
    "evening": N_("soirée"),
    "night": N_("nuit"),
}
CARRIERS = {"cpts": N_("CPTS"), "etablissement": N_("établissement de santé")}
CHECKED = {
    "seen": N_("vu dans la source"),
    "inferred": N_("déduit, à vérifier"),
    "recalled": N_("de mémoire, à vérifier"),
    "local": N_("saisi par la communauté"),
}
FAMILIES = {
    "covid_19": N_("Covid-19"),
    "covid_19_arnm": N_("Covid-19 à ARNm"),
    "covid_19_vecteur": N_("Covid-19 à vecteur viral"),
    "grippe": N_("grippe"),
    "ror": N_("rougeole-oreillons-rubéole"),
}
SEVERITIES = {"1": N_("1 · vital"), "2": N_("2 · grave"), "3": N_("3 · nuit"), "4": N_("4 · peut attendre")}
"""How grave it is when a care of a category lacks."""
DEPENDENCES = {code.value: word for code, word in DEPENDENCE_WORDS.items()}
VISITS = {code.value: word for code, word in FREQUENCY_WORDS.items()}
RULE_UNITS = {
    "patients": N_("patients"),
    "days": N_("jours"),
    "%": "%",
    "minutes": N_("minutes"),
    "hours": N_("heures"),
    "calls": N_("appels"),
}
"""Units of the rules of continuity."""
YES_NO = {"oui": N_("oui"), "non": N_("non")}


def said(words: Mapping[str, str], code: str, everything: str = "") -> str:
    """The words of a code; ``everything`` for « * »; a code without words as it is written, its « _ » as spaces."""
    if code == ANY:
        return everything or _("tous")
    return _(words[code]) if code in words else code.replace("_", " ")


def translated(words: Mapping[str, str]) -> dict[str, str]:
    """A table of words in the current language."""
    return {code: _(word) for code, word in words.items()}


def campaigns(library: Library) -> dict[str, str]:
    """Campaign slugs and their names."""
    english = language() == "en"
    return {slug: one.label_en if english else one.label_fr for slug, one in library.campaigns.items()}


def families(library: Library) -> dict[str, str]:
    """The families of vaccines that rules may name, those of the community's own products included."""
    known = dict.fromkeys(family for one in library.vaccines.values() for family in one.families)
    return {family: said(FAMILIES, family) for family in known}
