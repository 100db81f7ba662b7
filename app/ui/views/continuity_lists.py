"""What the panel of lists says: the first sentence, the table, the names of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.list_words import count_words, parts_words
from app.continuity.lists import LIST_WORDS, ListKind
from app.ui.parts.plain import plain
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from app.services.continuity.read_lists import ListView


def sentence(view: ListView) -> str:
    """« 357 besoins notés par 15 cabinets, petits nombres masqués. »."""
    one = view.list
    if is_empty(view):
        return _NOTHING[one.kind]() if one.kind in _NOTHING else _("Aucun besoin n’est noté : rien à partager.")
    if one.kind is ListKind.MEDICINE:
        return ngettext(
            "{n} catégorie touchée, comptée par secteur.", "{n} catégories touchées, comptées par secteur.", len(view.asked)
        ).format(n=len(view.asked))  # fmt: skip
    if one.whole.total is None:
        return _("Moins de {n} besoins : rien ne peut être partagé.").format(n=spoken_number(one.threshold))
    if one.kind is ListKind.DISCHARGE:
        return ngettext("{n} sortie à absorber.", "{n} sorties à absorber.", one.whole.total).format(
            n=spoken_number(one.whole.total)
        )
    noted = ngettext("{n} besoin noté", "{n} besoins notés", one.whole.total).format(n=spoken_number(one.whole.total))
    by = ngettext("par {n} cabinet", "par {n} cabinets", view.practices).format(n=spoken_number(view.practices))
    return _("{noted} {by}, petits nombres masqués.").format(noted=noted, by=by)


OF_NEEDS = frozenset(ListKind) - {ListKind.MEDICINE, ListKind.DISCHARGE}
"""Lists that are empty for want of needs noted."""


def needs_words(count: int | None) -> str:
    """« 31 besoins », « masqué »."""
    if count is None:
        return count_words(None)
    return ngettext("{n} besoin", "{n} besoins", count).format(n=spoken_number(count))


def is_empty(view: ListView) -> bool:
    """Whether the list has nothing to show, masked or not."""
    if view.list.kind is ListKind.MEDICINE:
        return not view.asked
    if view.list.kind is ListKind.DISCHARGE:
        return not view.list.rows
    return not view.practices


def lines(view: ListView) -> list[str]:
    """Each row in Markdown, so that it reads on a phone: its name, its total, its categories under them."""
    one = view.list
    said = []
    for row in (one.whole, *one.rows):
        total = f" · {plain(needs_words(row.total))}" if one.has_totals else ""
        name = plain(row.name or _("Tout le territoire"))
        said.append(f"**{name}**{total}  \n{plain(parts_words(one, row, view.labels))}")
    return said


def kinds() -> dict[str, str]:
    """Code of the address → source text, in order."""
    return {kind.value: LIST_WORDS[kind] for kind in LIST_WORDS}


def file_name(view: ListView, ending: str) -> str:
    """« besoins-zones-2026-11-26.csv »."""
    return f"besoins-{view.list.kind.value}-{view.at:%Y-%m-%d}.{ending}"


def _no_medicine() -> str:
    return _("Aucune rupture de médicament en cours : choisissez les catégories qu’elle toucherait.")


def _no_discharge() -> str:
    return _("Aucune demande de sorties en cours.")


_NOTHING = {ListKind.MEDICINE: _no_medicine, ListKind.DISCHARGE: _no_discharge}
