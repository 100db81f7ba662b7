"""The dated tables as people read them: who may do what, what is paid, which products, by whom, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.core.intervals import is_within
from app.roster.cells import day
from app.roster.may import Ruling
from app.ui.views import rules_continuity, rules_coverage, rules_exercises
from app.ui.views import rules_words as words
from app.ui.views.rules_continuity import UNDATED
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from app.library import Library, Record
    from app.roster.may import Verdict
    from app.ui.views.rules_continuity import Reader

    Cells = Mapping[str, str]

NAMES = {
    "competence_rules": N_("Compétences"),
    "fees": N_("Tarifs"),
    "vaccines": N_("Vaccins"),
    "payers": N_("Qui paie"),
    "campaigns": N_("Campagnes"),
    "care_categories": N_("Catégories de besoins"),
    "continuity_rules": N_("Continuité"),
    "medicine_relays": N_("Rupture de médicament"),
    **rules_coverage.NAMES,
    **rules_exercises.NAMES,
}
TO_CHECK = frozenset({"inferred", "recalled"})


@dataclass(frozen=True, slots=True)
class RuleTable:
    """A table ready to draw: header, rows, and its sentence."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sentence: str


def rules_sentence(library: Library, on: date) -> str:
    """« 48 règles de compétence en vigueur le 22 novembre 2026, dont 11 à vérifier ; aucun tarif en vigueur. »"""
    rules = [one for one in library.competence_rules if one.is_in_force(on)]
    fees = [one for one in library.table("fees") if in_force(one.cells, on)]
    doubtful = len([one for one in rules if one.checked in TO_CHECK])
    said = ngettext("{n} règle de compétence en vigueur le {day}", "{n} règles de compétence en vigueur le {day}", len(rules)).format(n=len(rules), day=spoken_date(on))  # fmt: skip
    if not rules:
        said = _("Aucune règle de compétence en vigueur le {day}").format(day=spoken_date(on))
    if doubtful:
        said = _("{said}, dont {n} à vérifier").format(said=said, n=doubtful)
    paid = ngettext("{n} tarif en vigueur", "{n} tarifs en vigueur", len(fees)).format(n=len(fees)) if fees else _("aucun tarif en vigueur")  # fmt: skip
    return _("{said} ; {paid}.").format(said=said, paid=paid)


def in_force(cells: Cells, on: date) -> bool:
    """Whether a row covers the civil day ``on``, ends included."""
    return is_within(on, day(cells, "valid_from"), day(cells, "valid_to"))


def readable(library: Library, table: str, on: date | None) -> RuleTable:
    """A table's rows in force on ``on`` (all of them when None), in words."""
    records = [one for one in library.table(table) if on is None or in_force(one.cells, on)]
    columns = _columns(library)[table]
    skipped = 1 if table in UNDATED else 0
    rows = tuple((*(read(one.cells) for _name, read in columns), *_origin(one)[skipped:]) for one in records)
    header = (*(name for name, _read in columns), *(_("Validité"), _("Source"), _("Vérification"))[skipped:])
    return RuleTable(header, rows, _table_sentence(table, len(rows), on))


def verdict_state(verdict: Verdict) -> str:
    """The tone of an answer: ``yes``, ``with_physician``, ``no`` or ``unknown``."""
    return {
        Ruling.ALLOWED: "yes",
        Ruling.PHYSICIAN_CALLABLE: "with_physician",
        Ruling.PHYSICIAN_ON_SITE: "with_physician",
        Ruling.FORBIDDEN: "no",
        Ruling.NO_RULE: "unknown",
    }[verdict.ruling]


def validity(cells: Cells) -> str:
    """« du 4 janvier 2021 au 31 juillet 2022 », « depuis le … », « jusqu’au … » or « sans date »."""
    first, last = day(cells, "valid_from"), day(cells, "valid_to")
    if first and last:
        return _("du {first} au {last}").format(first=spoken_date(first), last=spoken_date(last))
    if first:
        return _("depuis le {first}").format(first=spoken_date(first))
    return _("jusqu’au {last}").format(last=spoken_date(last)) if last else _("sans date")


def _table_sentence(table: str, count: int, on: date | None) -> str:
    if count:
        return ngettext("{n} ligne.", "{n} lignes.", count).format(n=count)
    if on is None:
        return _("Aucune ligne : ajoutez-en une avec sa source.")
    if table == "fees":
        return _("Aucun tarif en vigueur le {day} : saisissez-le avec son texte.").format(day=spoken_date(on))
    return _("Aucune ligne en vigueur le {day}.").format(day=spoken_date(on))


def _columns(library: Library) -> dict[str, Sequence[Reader]]:
    professions, campaigns = library.professions.labels, words.campaigns(library)

    def several(column: str, known: Mapping[str, str], everything: str) -> Callable[[Cells], str]:
        return lambda cells: ", ".join(words.said(known, one, everything) for one in cells[column].split("|") if one)

    return {
        "competence_rules": (
            (_("Qui"), several("professions", professions, _("toute personne"))),
            (_("Peut"), several("acts", words.ACTS, _("tout acte"))),
            (_("Vaccin"), several("vaccines", words.families(library), _("tous"))),
            (_("Âge"), _ages),
            (_("Où"), several("settings", words.SETTINGS, _("partout"))),
            (_("Conditions"), _conditions),
            (_("Campagne"), several("campaign", campaigns, _("toutes"))),
        ),
        "fees": (
            (_("Profession"), several("profession", professions, _("toutes"))),
            (_("Mode d’exercice"), several("exercise", words.EXERCISES, _("tous"))),
            (_("Régime"), several("regime", words.REGIMES, _("tous"))),
            (_("Montant"), _amount),
            (_("Années d’études"), _years),
        ),
        "vaccines": (
            (_("Produit"), lambda cells: cells["label"]),
            (_("Doses par flacon"), lambda cells: cells["doses_per_vial"]),
            (_("Intervalle (jours)"), _interval),
            (_("Âge minimal"), lambda cells: cells["min_age"] or "0"),
            (_("Vivant"), several("live", words.YES_NO, "")),
            (_("Conservation"), lambda cells: cells["storage"] or "–"),
            (_("Campagne"), several("campaign", campaigns, _("toutes"))),
        ),
        "payers": (
            (_("Porteur du centre"), several("carrier", words.CARRIERS, _("tous"))),
            (_("Mode d’exercice"), several("exercise", words.EXERCISES, _("tous"))),
            (_("Payeur"), lambda cells: cells["payer"]),
            (_("Démarche"), lambda cells: cells["claim"] or "–"),
            (_("Remarque"), lambda cells: cells["note"] or "–"),
        ),
        "campaigns": ((_("Campagne"), lambda cells: campaigns[cells["slug"]]),),
        **rules_continuity.readers(library),
        **rules_coverage.readers(library),
        **rules_exercises.readers(library),
    }


def _origin(record: Record) -> tuple[str, str, str]:
    cells = record.cells
    checked = words.said(words.CHECKED, cells.get("checked") or ("local" if record.where == "base" else "seen"))
    return validity(cells), cells.get("source", "") or "–", checked


def _ages(cells: Cells) -> str:
    low, high = cells["min_age"].strip(), cells["max_age"].strip()
    if low and high:
        return _("{low}–{high} ans").format(low=low, high=high)
    if low:
        return _("dès {low} ans").format(low=low)
    return _("jusqu’à {high} ans").format(high=high) if high else _("tous")


def _conditions(cells: Cells) -> str:
    physician = cells["physician"]
    statuses = [words.said(words.STATUSES, one) for one in cells["statuses"].split("|") if one not in ("", words.ANY)]
    parts = [
        _("médecin {where}").format(where=words.said(words.PHYSICIANS, physician)) if physician != "none" else "",
        _("sur prescription") if cells["on_prescription"] == "oui" else "",
        words.said(words.TRAININGS, cells["training"]) if cells["training"] else "",
        _("dès la {n}e année d’études").format(n=cells["min_student_year"]) if cells["min_student_year"] else "",
        ", ".join(statuses),
        cells["conditions"],
        cells["exclusions"],
    ]
    return _(" ; ").join(part for part in parts if part) or "–"


def _amount(cells: Cells) -> str:
    if not cells["amount_eur"]:
        return _("tarif à saisir")
    return _("{amount} € {unit}").format(
        amount=cells["amount_eur"].replace(".", ","), unit=words.said(words.UNITS, cells["unit"])
    )


def _years(cells: Cells) -> str:
    low, high = cells["min_student_year"], cells["max_student_year"]
    return f"{low}–{high}" if low and high else (_("dès la {n}e").format(n=low) if low else "–")


def _interval(cells: Cells) -> str:
    low, high = cells["min_interval_days"], cells["max_interval_days"]
    if not low:
        return _("une dose")
    return f"{low}–{high}" if high else _("au moins {n}").format(n=low)
