"""Tables of coverage as they are read and edited: kinds of care, what each profession and place gives, duty, transport."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.drills.demand import Counts
from app.drills.half_days import MOMENTS
from app.drills.supply import SERVICES, SUPPLIERS
from app.library.scenarios import TERRITORIES
from app.response.articulation import SITE_KIND_WORDS
from app.ui.parts.rule_tables import Column, Kind
from app.ui.views import rules_words as words
from app.words import _, language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.library import Library

    Cells = Mapping[str, str]
    Reader = tuple[str, Callable[[Cells], str]]

NAMES = {
    "coverage_skills": N_("Soins et demande"),
    "coverage_supply": N_("Offre"),
    "duty_supply": N_("Gardes"),
    "transport_supply": N_("Transports"),
}

COUNTS = {
    Counts.WHOLE.value: N_("le registre, quand il existe"),
    Counts.PART.value: N_("le plus grand du registre et du taux"),
    Counts.NONE.value: N_("le taux seul"),
}

PLACES = {
    **{kind.value: word for kind, word in SITE_KIND_WORDS.items()},
    "practice": N_("Créneaux d’un cabinet"),
    "centre": N_("Centre de vaccination"),
    "remote": N_("Service à distance"),
    "neighbour": N_("Offre propre d’une commune voisine"),
}

WHEN = {
    "weekday_morning": N_("matin de semaine"),
    "weekday_afternoon": N_("après-midi de semaine"),
    "saturday_morning": N_("samedi matin"),
    "saturday_afternoon": N_("samedi après-midi"),
    "sunday_morning": N_("dimanche et férié matin"),
    "sunday_afternoon": N_("dimanche et férié après-midi"),
    "night": N_("nuit"),
}

THINGS = {
    "power": N_("électricité"),
    **{f"it:{code}": word for code, word in SERVICES.items()},
    **{f"supplier:{code}": word for code, word in SUPPLIERS.items()},
}
"""What others may depend on → its words (French source); a supplier of another name is said as it is written."""

assert set(WHEN) == MOMENTS


def readers(library: Library) -> dict[str, Sequence[Reader]]:
    """Header and reading of each column, in order."""
    skills, communes = skill_labels(library), commune_labels(library)
    posts: Sequence[Reader] = (
        (_("Poste"), _label),
        (_("Où"), lambda cells: communes.get(cells["commune"], cells["commune"]) or _("la plus peuplée")),
        (_("Nombre"), lambda cells: cells["count"]),
        (_("Actes chacun"), lambda cells: cells["acts"]),
        (_("Soins"), _listed("skills", skills)),
        (_("Trajet"), _minutes),
        (_("Quand"), _listed("when", words.translated(WHEN))),
        (_("Dépend de"), lambda cells: dependences(cells["depends_on"])),
    )
    return {
        "coverage_skills": (
            (_("Soin"), _label),
            (_("Poids"), lambda cells: cells["weight"]),
            (_("Actes par jour pour 1 000 habitants"), lambda cells: cells["daily_per_1000"].replace(".", ",")),
            (_("Part comptée aux effectifs"), _percent("share_percent")),
            (_("Part comptée, effectif recensé au complet"), _percent("full_share_percent")),
            (_("Matin"), _percent("morning_percent")),
            (_("Après-midi"), _percent("afternoon_percent")),
            (_("Nuit"), _percent("night_percent")),
            (_("Samedi"), _percent("saturday_percent")),
            (_("Dimanche"), _percent("sunday_percent")),
            (_("Ce qui compte"), lambda cells: words.said(COUNTS, cells["register"])),
            (_("Servi sur place chez les voisins"), _percent("neighbour_local_percent")),
            (_("Mot des fichiers"), lambda cells: cells["code"]),
        ),
        "coverage_supply": (
            (_("Qui ou quoi"), lambda cells: suppliers(library).get(cells["code"], cells["code"])),
            (_("Soins"), _listed("skills", skills)),
            (_("Actes par demi-journée"), _acts),
            (_("Trajet"), _minutes),
            (_("Samedi"), _percent("saturday_percent")),
            (_("Dimanche"), _percent("sunday_percent")),
            (_("Nuit"), _percent("night_percent")),
            (_("Dépend de"), lambda cells: dependences(cells["depends_on"])),
            (_("Effectif recensé"), lambda cells: headcounts(cells.get("headcount", ""))),
        ),
        "duty_supply": posts,
        "transport_supply": posts,
    }


def columns(library: Library) -> dict[str, tuple[Column, ...]]:
    """The columns a person fills, source apart."""
    skills = skill_labels(library)
    categories = {one.code: one.label for one in library.care_categories}
    acts_without = Column("depends_on", _("Dépend de (power=4 : tient 4 heures sans électricité)"))
    posts = (
        Column("code", _("Mot des fichiers"), required=True),
        Column("territory", _("Territoire (* : partout)"), required=True),
        Column("commune", _("Commune"), Kind.CHOICE, {"": _("la plus peuplée"), **commune_labels(library)}),
        Column("label_fr", _("Nom"), required=True),
        Column("label_en", _("Nom en anglais")),
        Column("count", _("Nombre"), Kind.WHOLE, required=True),
        Column("acts", _("Actes chacun par demi-journée"), Kind.WHOLE, required=True),
        Column("skills", _("Soins"), Kind.CHOICES, skills, required=True),
        Column("reach_minutes", _("Trajet (minutes)"), Kind.WHOLE, required=True),
        Column("when", _("Quand"), Kind.CHOICES, words.translated(WHEN), required=True),
        acts_without,
    )
    return {
        "coverage_skills": (
            Column("code", _("Mot des fichiers"), required=True),
            Column("label_fr", _("Nom"), required=True),
            Column("label_en", _("Nom en anglais")),
            Column("weight", _("Poids, de 1 à 5"), Kind.WHOLE, required=True),
            Column("categories", _("Catégories de besoins"), Kind.CHOICES, categories),
            Column("register", _("Ce qui compte"), Kind.CHOICE, words.translated(COUNTS), required=True),
            Column("daily_per_1000", _("Actes par jour pour 1 000 habitants"), required=True),
            Column("share_percent", _("Part comptée aux effectifs (%)"), Kind.WHOLE, required=True),
            Column("full_share_percent", _("Part comptée, effectif recensé au complet (%)"), Kind.WHOLE),
            Column("morning_percent", _("Matin (%)"), Kind.WHOLE, required=True),
            Column("afternoon_percent", _("Après-midi (%)"), Kind.WHOLE, required=True),
            Column("night_percent", _("Nuit (%)"), Kind.WHOLE, required=True),
            Column("saturday_percent", _("Samedi (%)"), Kind.WHOLE, required=True),
            Column("sunday_percent", _("Dimanche (%)"), Kind.WHOLE, required=True),
            Column("neighbour_local_percent", _("Servi sur place chez les voisins (%)"), Kind.WHOLE, required=True),
            Column(
                "neighbour_profession",
                _("Par qui, chez les voisins"),
                Kind.CHOICE,
                {"": _("personne"), **library.professions.labels},
            ),
            Column("places_kind", "", hidden=True),
            Column("daily_per_100_places", "", hidden=True),
        ),
        "coverage_supply": (
            Column("code", _("Qui ou quoi"), Kind.CHOICE, suppliers(library), required=True),
            Column("kind", "", hidden=True),
            Column("skills", _("Soins"), Kind.CHOICES, skills),
            Column("acts", _("Actes par demi-journée"), Kind.WHOLE),
            Column("per_100_places", _("Actes pour 100 places"), Kind.WHOLE),
            Column("reach_minutes", _("Trajet (minutes)"), Kind.WHOLE, required=True),
            Column("saturday_percent", _("Samedi (%)"), Kind.WHOLE),
            Column("sunday_percent", _("Dimanche (%)"), Kind.WHOLE),
            Column("night_percent", _("Nuit (%)"), Kind.WHOLE),
            acts_without,
            Column("headcount", _("Effectif recensé (redon=94 : 94 sur le territoire)")),
        ),
        "duty_supply": posts,
        "transport_supply": posts,
    }


def skill_labels(library: Library) -> dict[str, str]:
    """Code → name of every kind of care, in order."""
    return {one.code: one.label for one in library.coverage_skills}


def suppliers(library: Library) -> dict[str, str]:
    """Professions, then kinds of place, by name."""
    return {**library.professions.labels, **words.translated(PLACES)}


def commune_labels(library: Library) -> dict[str, str]:
    """INSEE code → name of the communes of the territories shipped, with the department where two have one name."""
    every = [one for name in TERRITORIES for one in library.communes(name)]
    twice = {one.name for one in every if len({other.insee for other in every if other.name == one.name}) > 1}
    said = {one.insee: f"{one.name} ({one.department})" if one.name in twice else one.name for one in every}
    return dict(sorted(said.items(), key=lambda item: (item[1], item[0])))


def dependences(said: str) -> str:
    """« électricité (4 h), téléphone »: what it stops without, and how long it goes on."""
    found = []
    for one in filter(None, (part.strip() for part in said.split("|"))):
        on, _equals, hours = one.partition("=")
        name = words.said(THINGS, on if on in THINGS else on.removeprefix("supplier:"))
        found.append(f"{name} ({hours}\u00a0h)" if hours.strip("0 ") else name)
    return ", ".join(found) or "–"


def headcounts(said: str) -> str:
    """« 94 (Redon) »: how many a territory is known to have."""
    counts = [one.partition("=") for one in said.split("|") if one.strip()]
    return (
        ", ".join(f"{count.strip()} ({territory.strip().capitalize()})" for territory, _equals, count in counts) or "–"
    )


def _label(cells: Cells) -> str:
    return cells["label_en" if language() == "en" else "label_fr"] or cells["label_fr"]


def _listed(column: str, known: Mapping[str, str]) -> Callable[[Cells], str]:
    return lambda cells: (
        ", ".join(known.get(one.strip(), one) for one in cells[column].split("|") if one.strip()) or "–"
    )


def _percent(column: str) -> Callable[[Cells], str]:
    return lambda cells: f"{cells[column].strip() or '0'}\u00a0%"


def _minutes(cells: Cells) -> str:
    return f"{cells['reach_minutes']}\u00a0min"


def _acts(cells: Cells) -> str:
    if cells["per_100_places"].strip():
        return _("{n} pour 100 places").format(n=cells["per_100_places"])
    return cells["acts"] or "–"
