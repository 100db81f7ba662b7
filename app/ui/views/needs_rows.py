"""What a practice reads of its own needs: the first sentence, a line and a table row for each, labels of its form."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.continuity.category import FREQUENCY_WORDS
from app.continuity.need_rules import STATE_WORDS, NeedState
from app.core.clock import paris_date
from app.ui.parts.coloured import coloured
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.continuity.signature import CategoryView
    from app.services.continuity.read_register import NeedRow, Register

LOOKS = {
    NeedState.ENDING: ("hourglass_bottom", "orange"),
    NeedState.TO_REVIEW: ("schedule", "orange"),
    NeedState.CURRENT: ("check_circle", "green"),
}
HOURS_A_DAY = 24
DAYS_FROM = 48
"""From how many hours on they are said in days."""


def sentence(register: Register) -> str:
    """« 31 besoins : 3 prennent fin bientôt, 2 à revoir. »."""
    count = len(register.rows)
    if not count:
        return _("Aucun besoin n’est noté pour ce cabinet.")
    states = Counter(row.state for row in register.rows)
    said = []
    if ending := states[NeedState.ENDING]:
        said.append(ngettext("{n} prend fin bientôt", "{n} prennent fin bientôt", ending).format(n=ending))
    if review := states[NeedState.TO_REVIEW]:
        said.append(ngettext("{n} à revoir", "{n} à revoir", review).format(n=review))
    lead = ngettext("{n} besoin", "{n} besoins", count).format(n=count)
    return _("{lead} : {rest}.").format(lead=lead, rest=", ".join(said) or _("tous à jour"))


def detail() -> str:
    """What is never here."""
    return _("Rien ici ne dit qui est le patient : la table des clés reste au cabinet.")


def due(register: Register) -> list[NeedRow]:
    """Needs to look at, the most pressing first."""
    return [row for row in register.rows if row.state is not NeedState.CURRENT]


def badge(state: NeedState) -> str:
    """The state as icon, word and colour."""
    icon, colour = LOOKS[state]
    return coloured(colour, icon, _(STATE_WORDS[state]))


def category(row: NeedRow) -> str:
    """The category's name, or that it is no longer in the table."""
    return row.category.label if row.category else _("catégorie retirée")


def name(row: NeedRow) -> str:
    """« P-0042 · Oxygène · Fégréac »."""
    return f"{row.need.pseudonym} · {category(row)} · {row.commune}"


def end(row: NeedRow) -> str:
    """« prend fin de lui-même le 3 mars 2027 »."""
    return _("prend fin de lui-même le {day}").format(day=spoken_date(paris_date(row.need.expires_at)))


def hours(count: int | None) -> str:
    """« 12 h », « 3 jours », « tout de suite », « – »."""
    if count is None:
        return "–"
    if count == 0:
        return _("aucune")
    if count >= DAYS_FROM and count % HOURS_A_DAY == 0:
        return ngettext("{n} jour", "{n} jours", count // HOURS_A_DAY).format(n=count // HOURS_A_DAY)
    return _("{n} h").format(n=count)


def limit(row: NeedRow, register: Register) -> str:
    """« 12 h (valeur indicative) » as long as no physician answered for the category's limit; its own is the practice's."""
    said, seen = hours(row.limit_hours), register.categories.get(row.need.category)
    if row.need.max_interruption_hours is not None or seen is None or seen.is_validated:
        return said
    return _("{hours} (valeur indicative)").format(hours=said)


def depends(row: NeedRow) -> str:
    """« électricité, oxygène · 4 h d’autonomie »."""
    said = [word for holds, word in ((row.need.power, _("électricité")), (row.need.oxygen, _("oxygène"))) if holds]
    text = ", ".join(said)
    if row.need.autonomy_hours is None:
        return text or "–"
    autonomy = _("{hours} d’autonomie").format(hours=_("{n} h").format(n=row.need.autonomy_hours))
    return f"{text} · {autonomy}" if text else autonomy


def informed(row: NeedRow) -> str:
    """« le 15 juin 2026 », « non »."""
    return spoken_date(row.need.informed_on) if row.need.informed_on else _("non")


def sheet(register: Register) -> tuple[list[str], list[list[str | int]]]:
    """Header and rows of the table."""
    header = [
        _("Numéro"), _("Catégorie"), _("Commune"), _("Rythme"), _("Attente possible"), _("Dépend de"), _("Relais"),
        _("Patient informé"), _("État"),
    ]  # fmt: skip
    return header, [
        [
            row.need.pseudonym, category(row), row.commune, _(FREQUENCY_WORDS[row.need.frequency]),
            limit(row, register), depends(row), ", ".join(row.relays) or "–", informed(row), _(STATE_WORDS[row.state]),
        ]
        for row in register.rows
    ]  # fmt: skip


def option(view: CategoryView) -> str:
    """« Insuline injectée par un infirmier (attente possible : 12 h) », and that nobody answered for it yet."""
    one = view.category
    worth = "" if view.is_validated else _(", valeur indicative")
    return _("{name} (attente possible : {hours}{worth})").format(
        name=one.label, hours=hours(one.max_interruption_hours), worth=worth
    )
