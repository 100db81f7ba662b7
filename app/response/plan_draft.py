"""A plan written from what is known: the standing text of ``data/plan_draft.csv``, with the community's figures in it.

A row is a heading, a paragraph, a point or a list of a section; ``needs`` names what it takes to be said, ``otherwise`` what
is said where that is not known. What is left to write is marked « [à compléter …] » and counted by the completeness.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.response.plan import SECTIONS, Section, fingerprint_of, written
from app.response.plan_values import lists_of, values_of
from app.roster.cells import Cells, choice, required, text
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.response.plan_facts import PlanFacts

KINDS = frozenset({"heading", "text", "point", "list"})
PLACEHOLDER = re.compile(r"\{(\w+)\}")
"""A value by its name; a name nobody knows, in a site's own text, stays as it is written."""

TO_WRITE = re.compile(r"\[à compléter[^\]]*\]")
"""What a draft leaves to be written by a person."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row of ``data/plan_draft.csv``. A ``list`` names a list of :func:`app.response.plan_values.lists_of`."""

    section: str
    kind: str
    text: str
    needs: str = ""
    otherwise: str = ""


def draft_row_of(row: Cells) -> DraftRow:
    """A row as a value. Raises InvalidInput."""
    section = choice(row, "section", frozenset(SECTIONS))
    kind = choice(row, "kind", KINDS)
    return DraftRow(section, kind, required(row, "text"), text(row, "needs"), text(row, "otherwise"))


def draft(rows: Sequence[DraftRow], facts: PlanFacts) -> tuple[Section, ...]:
    """Every section as it would be written today, in order. A section without a row has only its title."""
    values, lists = values_of(facts), lists_of(facts)
    return tuple(_section(key, [one for one in rows if one.section == key], values, lists, facts) for key in SECTIONS)


def carried_on(sections: Iterable[Section], proposed: Iterable[Section]) -> tuple[Section, ...]:
    """The sections of the next version: what a person wrote stays, the rest is as it would be written today.

    The mark of a section written by hand becomes that of what is proposed now: the new version begins with both known.
    """
    held = {one.key: one for one in sections}
    return tuple(
        replace(held[one.key], fingerprint=one.fingerprint) if one.key in held and held[one.key].modified else one
        for one in proposed
    )


def moved(sections: Iterable[Section], proposed: Iterable[Section]) -> tuple[str, ...]:
    """Keys of the sections whose proposed text is no longer the one they were written from: figures have moved."""
    today = {one.key: one.fingerprint for one in proposed}
    return tuple(one.key for one in sections if one.fingerprint != today.get(one.key, one.fingerprint))


def outdated(sections: Iterable[Section], proposed: Iterable[Section]) -> tuple[str, ...]:
    """Those of :func:`moved` that nobody wrote over: the version would go out without what was entered since."""
    every = tuple(sections)
    own = {one.key for one in every if one.modified}
    return tuple(key for key in moved(every, proposed) if key not in own)


def outdated_words(n: int) -> str:
    """« 6 sections ne disent plus ce qui est connu aujourd’hui. »."""
    return ngettext(
        "{n} section ne dit plus ce qui est connu aujourd’hui.",
        "{n} sections ne disent plus ce qui est connu aujourd’hui.",
        n,
    ).format(n=n)


def left_to_write(section: Section) -> int:
    """How many passages a section leaves to be written."""
    return len(TO_WRITE.findall(section.body))


def _section(
    key: str, rows: Sequence[DraftRow], values: Mapping[str, str], lists: Mapping[str, tuple[str, ...]], facts: PlanFacts
) -> Section:  # fmt: skip
    lines = [line for row in rows for line in _lines(row, values, lists)]
    body, items = written("\n".join(_spaced(lines)))
    source = _(SOURCES.get(key, STANDING)).format(date=spoken_date(facts.today))
    return Section(key, _(SECTIONS[key]), body, items, source, fingerprint=fingerprint_of(body, items))


def _lines(row: DraftRow, values: Mapping[str, str], lists: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if row.needs and not values.get(row.needs) and not lists.get(row.needs):
        return (f"– {row.otherwise}" if row.kind in ("point", "list") else row.otherwise,) if row.otherwise else ()
    if row.kind == "list":
        return tuple(_listed(one) for one in lists.get(row.text, ()))
    said = PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), row.text)
    return ({"heading": f"# {said}", "point": f"– {said}"}.get(row.kind, said),)


def _listed(one: str) -> str:
    """A list may hold headings and paragraphs of its own: a plan's sheet has both."""
    return one.removeprefix("¶ ") if one.startswith(("# ", "¶ ")) else f"– {one}"


def _spaced(lines: Iterable[str]) -> Iterable[str]:
    """Points stand together; anything else has an empty line before it."""
    for is_point, group in groupby(lines, key=lambda line: line.startswith("– ")):
        for first, line in enumerate(group):
            if not is_point or not first:
                yield ""
            yield line


STANDING = N_("Texte type de Relève, à relire")
SOURCES: dict[str, str] = {
    "governance": N_("Réglages de la communauté et cellule de crise, {date}"),
    "territory": N_("Communes (INSEE), risques cotés et sous-zones, {date}"),
    "people": N_("Liste de l’effectif, {date}"),
    "structures": N_("Établissements et articulations, {date}"),
    "cell": N_("Cellule de crise, {date}"),
    "alert": N_("Annuaire et essais, {date}"),
    "typologies": N_("Bibliothèque de plans, {date}"),
    "cards": N_("Bibliothèque de fiches réflexes et signatures, {date}"),
    "vaccination": N_("Centres préparés et texte type de Relève, {date}"),
    "logistics": N_("Inventaire, {date}"),
    "communication": N_("Bibliothèque de plans et texte type de Relève, {date}"),
    "training": N_("Formations et essais, {date}"),
    "annexes": N_("Textes de référence de la bibliothèque, {date}"),
}
"""Where the proposed text of a section comes from, in words."""
