"""Coverage in words, on screen and on paper: the answer of the half-day, states, totals, what is kept back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import PARIS, paris_date
from app.core.errors import N_
from app.drills.world import Part
from app.services.coverage.coverage_answers import WORST, Standing
from app.services.coverage.coverage_stage import Moment
from app.words import _, ngettext
from app.words.dates import spoken_day, spoken_hour, spoken_number
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.drills.world import Slice
    from app.services.coverage.coverage_stage import ShockChoice
    from app.services.coverage.coverage_view import CoverageView, HangingView, Totals

STANDING_WORDS = {
    Standing.NOTHING: N_("rien de demandé"),
    Standing.COVERED: N_("couvert"),
    Standing.FRAGILE: N_("fragile"),
    Standing.SHORT: N_("en déficit"),
}
"""State → its word (French source), the same on the map, in tables and on paper."""

STANDING_MEANS = {
    Standing.COVERED: N_("couvert : chaque besoin a quelqu’un, et quelqu’un d’autre au cas où"),
    Standing.FRAGILE: N_("fragile : un besoin au moins tient, pour plus de la moitié, à un seul"),
    Standing.SHORT: N_("en déficit : un besoin au moins demande plus que tous ceux qui peuvent y répondre"),
}
"""State → what it means (French source)."""

STANDING_LETTERS = {Standing.NOTHING: "", Standing.COVERED: "", Standing.FRAGILE: N_("F"), Standing.SHORT: N_("D")}
"""What stands in a cell, or on a commune, where there is room for one letter."""

PART_WORDS = {Part.MORNING: N_("matin"), Part.AFTERNOON: N_("après-midi"), Part.NIGHT: N_("nuit")}

MOMENT_WORDS = {Moment.BEFORE: N_("Avant"), Moment.AFTER: N_("Après"), Moment.PLAN: N_("Avec le plan")}


def slice_words(one: Slice) -> str:
    """« jeudi 26 novembre, matin »."""
    return _("{day}, {part}").format(day=spoken_day(paris_date(one.starts_at)), part=_(PART_WORDS[one.part]))


def slice_hours(one: Slice) -> str:
    """« 13 h – 20 h », in Paris."""
    start, end = (spoken_hour(at.astimezone(PARIS).time()) for at in (one.starts_at, one.ends_at))
    return f"{start}\u00a0–\u00a0{end}"


def is_empty(view: CoverageView) -> bool:
    """Nothing to cover, or nobody to cover it: the map says where to begin."""
    return not view.cells or not view.providers


def sentence(view: CoverageView) -> str:
    """« Jeudi 26 novembre, matin : 161 demandes de soins sur 2 227 restent sans personne ; 36 communes ont un besoin en déficit. »"""
    if not view.communes:
        return _("Aucun territoire n’est encore choisi.")
    if not view.cells:
        return _("Aucun besoin n’est connu sur ce territoire : rien à couvrir.")
    when = capitalised(slice_words(view.slice))
    if view.is_exercise and view.shock is not None:
        words = _("Avec le plan, « {shock} »") if view.asked.moment is Moment.PLAN else _("Après « {shock} »")
        when = _("{shock}, {when}").format(shock=words.format(shock=view.shock.title), when=slice_words(view.slice))
    return _("{when} : {answer}").format(when=when, answer=_answer(view))


def _answer(view: CoverageView) -> str:
    short = sum(one.standing is Standing.SHORT for one in view.communes)
    if not short and not view.totals.unmet:
        return _covered(view)
    where = ngettext(
        "{n} commune a un besoin en déficit", "{n} communes ont un besoin en déficit", short
    ).format(n=spoken_number(short))  # fmt: skip
    if view.totals.unmet is None or view.totals.asked is None:
        return _("{share} environ des demandes de soins ont quelqu’un ; {where}.").format(
            share=percent(view.totals.share), where=where
        )
    said = ngettext(
        "{n} demande de soins sur {all} reste sans personne",
        "{n} demandes de soins sur {all} restent sans personne",
        view.totals.unmet,
    ).format(n=spoken_number(view.totals.unmet), all=spoken_number(view.totals.asked))
    # Which requests go without anyone depends on the rounds; which communes lack someone does not, and may be more.
    return _("{said} ; {where}.").format(said=said, where=where) if short else _("{said}.").format(said=said)


def _covered(view: CoverageView) -> str:
    fragile = sum(one.standing is Standing.FRAGILE for one in view.communes)
    if not fragile:
        return _("chaque demande de soins a quelqu’un.")
    return ngettext(
        "chaque demande de soins a quelqu’un ; dans {n} commune, un besoin tient à un seul.",
        "chaque demande de soins a quelqu’un ; dans {n} communes, un besoin tient à un seul.",
        fragile,
    ).format(n=spoken_number(fragile))


def detail(view: CoverageView) -> str:
    """What compares: « Avant le choc : 12 sans personne. » and what is kept back."""
    said = []
    if view.is_exercise:
        said.append(
            _("Avant le choc : {before}. Le choc est supposé commencer avec la demi-journée présente.").format(
                before=totals_words(view.before)
            )
        )
    if view.withheld:
        said.append(
            ngettext(
                "Dont {n} faute de doses, qui que ce soit qui vienne.",
                "Dont {n} faute de doses, qui que ce soit qui vienne.", view.withheld,
            ).format(n=spoken_number(view.withheld))
        )  # fmt: skip
    if view.is_masked:
        said.append(_("Les nombres de moins de {n} ne sont pas montrés à votre rôle.").format(n=view.rights.threshold))
    return " ".join(said)


def where(view: CoverageView) -> str:
    """« EXERCICE · CPTS d’Auray »: whose territory, and that nothing of a shock is real."""
    return " · ".join(filter(None, (_("EXERCICE") if view.is_exercise else "", view.community)))


def shock_words(one: ShockChoice) -> str:
    """A shock as it is chosen: a scenario by its title, a saved run says that it is one."""
    return _("essai : {title}").format(title=one.title) if one.is_saved else one.title


def totals_words(totals: Totals) -> str:
    """« 12 demandes sans personne sur 2 227 (99 % couvert) »."""
    if totals.unmet is None or totals.asked is None:
        return _("{share} environ couvert").format(share=percent(totals.share))
    return ngettext(
        "{n} demande sans personne sur {all}, {share} couvert",
        "{n} demandes sans personne sur {all}, {share} couvert",
        totals.unmet,
    ).format(n=spoken_number(totals.unmet), all=spoken_number(totals.asked), share=percent(totals.share))


def percent(share: float) -> str:
    """« 95 % », never 100 % while something is missing."""
    whole = int(share * 100 + 1e-9) if share < 1 else 100
    return _("{n} %").format(n=whole)


def standing_words(standing: Standing) -> str:
    """The word of a state."""
    return _(STANDING_WORDS[standing])


def letter(standing: Standing) -> str:
    """« D », « F », or nothing where nothing is wrong."""
    return _(STANDING_LETTERS[standing]) if STANDING_LETTERS[standing] else ""


def untold_words(view: CoverageView) -> str:
    """What is said of the sets too small to be told apart."""
    if not view.untold_sets:
        return ""
    return ngettext(
        "{n} autre ensemble en déficit, trop petit pour être chiffré ici.",
        "{n} autres ensembles en déficit, trop petits pour être chiffrés ici.",
        view.untold_sets,
    ).format(n=view.untold_sets)


def unmet_words(unmet: int | None) -> str:
    """« 12 », « masqué », « – » for none."""
    return _("masqué") if unmet is None else spoken_number(unmet) if unmet else "–"


def hanging_words(one: HangingView) -> str:
    """« infirmière, Auray : 3 besoins, dont 2 que personne d’autre ne peut servir »."""
    needs = ngettext("{n} besoin", "{n} besoins", one.needs).format(n=one.needs)
    said = _("{who} : {needs}").format(
        who=one.role if one.commune in one.role else f"{one.role}, {one.commune}", needs=needs
    )
    if not one.alone:
        return _("{said}, pour plus de la moitié").format(said=said)
    if one.alone == one.needs:
        return ngettext(
            "{said} que personne d’autre ne peut servir", "{said} que personne d’autre ne peut servir", one.needs
        ).format(said=said)  # fmt: skip
    return ngettext(
        "{said}, dont {n} que personne d’autre ne peut servir", "{said}, dont {n} que personne d’autre ne peut servir",
        one.alone,
    ).format(said=said, n=one.alone)  # fmt: skip


def counted_communes(view: CoverageView) -> str:
    """« 31 communes : en déficit 26, fragile 3, rien de demandé 2. »"""
    counts = {one: sum(commune.standing is one for commune in view.communes) for one in reversed(WORST)}
    told = ", ".join(f"{standing_words(one)} {spoken_number(n)}" for one, n in counts.items() if n)
    all_ = ngettext("{n} commune", "{n} communes", len(view.communes)).format(n=spoken_number(len(view.communes)))
    return _("{communes} : {counts}.").format(communes=all_, counts=told)
