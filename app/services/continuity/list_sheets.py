"""A masked list as its paper and its files say it: title, date, rule, rows in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.continuity.list_words import count_words, grid_words, header_words, parts_words, rule_words
from app.continuity.lists import LIST_WORDS, ListKind
from app.continuity.overview import BASIS_WORDS
from app.core.clock import PARIS
from app.core.errors import N_
from app.documents.imprint import Band, Imprint
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_hour, spoken_number

if TYPE_CHECKING:
    from app.documents.continuity_list import ContinuityList
    from app.services.continuity.read_lists import ListView

FIRST_WORDS = {
    ListKind.PRACTICE: N_("Cabinet"),
    ListKind.ZONE: N_("Sous-zone"),
    ListKind.AUTHORITY: N_("Département"),
    ListKind.COMMUNE: N_("Commune"),
    ListKind.MEDICINE: N_("Où"),
    ListKind.DISCHARGE: N_("Demande"),
}
"""What a row of each list is."""


def sheet_of(view: ListView) -> ContinuityList:
    """What is printed or saved of a list: nothing that the screen does not show."""
    from app.documents.continuity_list import ContinuityList, SheetRow

    one, first = view.list, _(FIRST_WORDS[view.list.kind])
    whole = _("Tout le territoire")
    return ContinuityList(
        community=view.community,
        title=title_of(view),
        counted=counted_words(view),
        first=first,
        notes=notes_of(view),
        rows=tuple(
            SheetRow(
                name=row.name or whole,
                total=count_words(row.total) if one.has_totals else "",
                parts=parts_words(one, row, view.labels),
            )
            for row in (one.whole, *one.rows)
        ),
        header=tuple(header_words(one, view.labels, first)),
        grid=tuple(tuple(cells) for cells in grid_words(one)),
        has_totals=one.has_totals,
    )


def title_of(view: ListView) -> str:
    """« Besoins de soins · Par sous-zone »."""
    return _("Besoins de soins · {list}").format(list=_(LIST_WORDS[view.list.kind]))


def counted_words(view: ListView) -> str:
    """« Comptés le 26 novembre 2026 à 17 h 05. »."""
    local = view.at.astimezone(PARIS)
    return _("Comptés le {day} à {hour}.").format(day=spoken_date(local.date()), hour=spoken_hour(local.time()))


def imprint_of(view: ListView) -> Imprint:
    """When it is printed, and whether any of it is real."""
    bands = [*([Band.EXERCISE] if view.exercise else []), *([Band.DEMONSTRATION] if view.demonstration else [])]
    return Imprint(view.at, _("seuil de masquage {n}").format(n=view.list.threshold), __version__, tuple(bands))


def notes_of(view: ListView) -> tuple[str, ...]:
    """What the numbers rest on, what they lack, and the rule of masking."""
    said = [_(BASIS_WORDS[view.basis])] if view.list.kind is not ListKind.DISCHARGE else []
    if view.asked:
        asked = ", ".join(view.labels[code] for code in view.asked)
        said.append(_("Catégories touchées : {names}.").format(names=asked))
    if view.unread:
        said.append(
            ngettext(
                "{n} besoin illisible, sa clé manque ici : il n’est dans aucun nombre.",
                "{n} besoins illisibles, leur clé manque ici : ils ne sont dans aucun nombre.", view.unread,
            ).format(n=spoken_number(view.unread))
        )  # fmt: skip
    if view.silent and view.list.kind is not ListKind.DISCHARGE:
        said.append(
            ngettext(
                "{n} cabinet n’a rien dit de ses besoins.", "{n} cabinets n’ont rien dit de leurs besoins.", view.silent
            ).format(n=spoken_number(view.silent))
        )
    return (*said, rule_words(view.list.threshold))
