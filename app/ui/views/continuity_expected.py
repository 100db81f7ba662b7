"""What the panel of expected needs says: estimates marked as such, what the practices noted of them, where each rate comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.list_words import count_words
from app.ui.parts.figures import Figure, Origin
from app.words import _, ngettext
from app.words.dates import spoken_number
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.continuity.completeness import Completeness
    from app.services.continuity.expected_demand import ExpectedView

TILDE = "≈ "
"""Before an estimate, everywhere."""


def sentence(view: ExpectedView) -> str:
    """« Estimation : ≈ 5 343 patients à attendre dans les 3 catégories qu’un taux mesure. »."""
    if not view.people:
        return _("Aucune commune : le territoire n’est pas encore choisi.")
    if not view.lines:
        return _("Aucun taux ne dit combien de besoins attendre.")
    return ngettext(
        "Estimation : {about} patients à attendre dans la catégorie qu’un taux mesure.",
        "Estimation : {about} patients à attendre dans les {n} catégories qu’un taux mesure.", len(view.lines),
    ).format(about=_about(sum(one.expected for one in view.lines)), n=len(view.lines))  # fmt: skip


def detail(view: ExpectedView) -> str:
    """What it is made of, and of what it says nothing; empty while there is nobody to count."""
    if not view.people:
        return ""
    said = [
        _("{rates} × {people} habitants. Une estimation, jamais un compte.").format(
            rates=capitalised(view.where), people=spoken_number(view.people)
        )
    ]
    if view.unrated:
        said.append(
            ngettext("Sans taux : {n} catégorie.", "Sans taux : {n} catégories.", len(view.unrated)).format(
                n=len(view.unrated)
            )
        )
    return " ".join(said)


def figures(view: ExpectedView) -> list[Figure]:
    """One per category with a rate: the estimate, what is noted of it, where it comes from."""
    return [
        Figure(view.labels[one.category], _about(one.expected), _origin(view, one), _noted(one)) for one in view.lines
    ]


def sheet(view: ExpectedView, category: str) -> tuple[list[str], list[list[str | int]]]:
    """Header and rows of one category by commune, the most expected first."""
    header = [_("Commune"), _("Attendus (estimation)"), _("Notés"), _("Part")]
    rows: list[list[str | int]] = [
        [view.names.get(one.place, one.place), _about(one.expected), count_words(one.noted), percent_words(one)]
        for one in view.places[category]
    ]
    return header, rows


def percent_words(one: Completeness) -> str:
    """« 12 % »; « masqué » where the count is."""
    if one.percent == 0 and one.noted:
        return _("moins de {n} %").format(n=1)
    return count_words(None) if one.percent is None else _("{n} %").format(n=spoken_number(one.percent))


def _noted(one: Completeness) -> str:
    if one.percent is None:
        return _("Notés : {n}").format(n=count_words(one.noted))
    return _("Notés : {n}, soit {percent} de l’estimation").format(n=count_words(one.noted), percent=percent_words(one))


def _origin(view: ExpectedView, one: Completeness) -> Origin:
    rate = view.rates[one.category]
    return Origin(
        rule=_("{label} : {percent} % ({base}), × la population de chaque commune").format(
            label=rate.label, percent=spoken_number(float(rate.percent)), base=rate.base
        ),
        source="; ".join(part for part in (rate.source, rate.note) if part),
        bound=_("estimation : un malade n’est pas toujours un besoin suivi à domicile"),
        denominator=_("{n} habitants, recensement 2023").format(n=spoken_number(view.people)),
    )


def _about(count: int) -> str:
    return f"{TILDE}{spoken_number(count)}"
