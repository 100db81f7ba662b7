"""Saved runs in words: how many, since when, whether the roster is still the one they ran on; two of them side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ui.parts.charts_frame import Twin
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.laboratory.laboratory_words import Course, Told
    from app.services.laboratory.read_laboratory import ReadRun


@dataclass(frozen=True, slots=True)
class Titled:
    """What the form of a title is about."""

    title: str


def list_sentence(runs: Sequence[ReadRun]) -> str:
    """« 3 essais gardés, le dernier jeudi 26 novembre à 17 h. »"""
    if not runs:
        return _("Aucun essai gardé.")
    return ngettext("{n} essai gardé, {when}.", "{n} essais gardés, le dernier {when}.", len(runs)).format(
        n=len(runs), when=spoken_instant(runs[0].run_at)
    )


def list_detail(runs: Sequence[ReadRun], *, may_run: bool) -> str:
    """What this list holds, or who may fill it."""
    if runs:
        return _("Chacun garde ce qui a été composé et ce qui en est sorti, sur l’effectif de ce jour-là.")
    if may_run:
        return _("Un essai se compose, se calcule, puis se garde ici : à relire, à comparer, à refaire plus tard.")
    return _("La coordination ou la cellule de crise les compose et les garde ; ils se lisent ici.")


def badge(run: ReadRun) -> str:
    """Whether the roster is still the one it ran on: icon, word, colour."""
    if run.told is None:
        colour, icon, word = "gray", "history", _("autre version")
    elif run.is_current:
        colour, icon, word = "green", "check_circle", _("à jour")
    else:
        colour, icon, word = "orange", "sync_problem", _("l’effectif a changé")
    return f":{colour}-badge[:material/{icon}: {word}]"


def roster_sentence(run: ReadRun) -> str:
    """What the badge means, in full."""
    if run.told is None:
        return _("Le résultat vient d’une autre version de Relève : refaites-le pour le relire.")
    if run.is_current:
        return _("Rien de ce qui a servi au calcul n’a changé depuis.")
    return _(
        "L’effectif, les fermetures ou les besoins ont changé depuis : refait aujourd’hui, l’essai dirait autre chose."
    )


def unread() -> str:
    """In place of a result that cannot be read."""
    return _("Ce résultat ne peut plus être relu tel quel.")


def when(run: ReadRun) -> str:
    """« gardé jeudi 26 novembre à 17 h »."""
    return _("gardé {when}").format(when=spoken_instant(run.run_at))


def compared(first: Told, second: Told, titles: tuple[str, str]) -> Twin:
    """Two results as a table: needs without anybody on each line, and the lowest point of each."""
    both = (first, second)
    words = dict.fromkeys(one.words for said in both for one in said.courses)
    rows = []
    for word in words:
        rows.append((_("{line} : sans personne").format(line=word), *(_unmet(said, word) for said in both)))
        rows.append((_("{line} : au plus bas").format(line=word), *(_lowest(said, word) for said in both)))
    # Numbered: two runs may have the same title.
    return Twin(("", *(f"{n}. {title}" for n, title in enumerate(titles, start=1))), tuple(rows))


def _unmet(said: Told, word: str) -> str:
    found = _course(said, word)
    return said.count(sum(found.unmet)) if found else "–"


def _lowest(said: Told, word: str) -> str:
    found = _course(said, word)
    return _("{n} %").format(n=int(min(found.percents))) if found else "–"


def _course(said: Told, word: str) -> Course | None:
    return next((one for one in said.courses if one.words == word), None)
