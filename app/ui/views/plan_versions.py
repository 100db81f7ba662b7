"""What changed between two versions, as Markdown: a colour and a sign for what came and for what went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.response.plan import PLAN_STATE_WORDS
from app.response.plan_diff import SIGNS, Mark
from app.ui.parts.plain import plain
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.response.plan import PlanSending, PlanVersion
    from app.response.plan_diff import DiffLine, Run, SectionDiff
    from app.services.plans.compare_plans import PlanComparison

COLOURS = {Mark.ADDED: "green", Mark.REMOVED: "red"}


def legend() -> str:
    """« + ajouté, − retiré »: how to read what follows."""
    added, removed = _run_of(Mark.ADDED, _("ajouté")), _run_of(Mark.REMOVED, _("retiré"))
    return f"{added} {removed}"


def sentence(found: PlanComparison) -> str:
    """« De la version 1 à la version 2 : 3 sections changent. »."""
    changed = len(found.changed)
    if not changed:
        return _("De la version {before} à la version {after}, rien ne change.").format(
            before=found.before.number, after=found.after.number
        )
    return ngettext(
        "De la version {before} à la version {after} : {n} section change.",
        "De la version {before} à la version {after} : {n} sections changent.",
        changed,
    ).format(before=found.before.number, after=found.after.number, n=changed)


def title(diff: SectionDiff) -> str:
    """« Cellule de crise : 12 mots ajoutés, 4 retirés »."""
    parts = []
    if diff.added:
        parts.append(ngettext("{n} mot ajouté", "{n} mots ajoutés", diff.added).format(n=diff.added))
    if diff.removed:
        parts.append(ngettext("{n} mot retiré", "{n} mots retirés", diff.removed).format(n=diff.removed))
    return _("{section} : {changes}").format(section=diff.title, changes=", ".join(parts))


def markdown(lines: Iterable[DiffLine | None]) -> str:
    """The lines of a section; « … » where unchanged ones were left out."""
    return "\n\n".join("…" if line is None else "".join(map(_run, line.runs)) for line in lines)


def label(version: PlanVersion) -> str:
    """« Version 2, envoyée »."""
    return _("Version {number}, {state}").format(number=version.number, state=_(PLAN_STATE_WORDS[version.state]))


def rows(versions: Sequence[PlanVersion], sendings: Sequence[PlanSending]) -> list[tuple[str, ...]]:
    """One row a version: number, state, validated by whom and when, sent to how many, acknowledged by how many."""
    found: list[tuple[str, ...]] = []
    for one in versions:
        sent = [each for each in sendings if each.plan_id == one.id]
        known = sum(each.acknowledged_on is not None for each in sent)
        signed = spoken_date(paris_date(one.validated_at)) if one.validated_at else "–"
        found.append(
            (
                str(one.number),
                _(PLAN_STATE_WORDS[one.state]),
                ", ".join(part for part in (signed, one.validated_by) if part),
                str(len(sent)),
                str(known),
            )
        )
    return found


def header() -> tuple[str, ...]:
    """The heads of :func:`rows`."""
    return (_("Version"), _("État"), _("Validée"), _("Envois"), _("Accusés de réception"))


def _run(run: Run) -> str:
    if run.mark is Mark.SAME:
        return _kept(run.text)
    inner = run.text.strip()
    if not inner:
        return run.text
    before, after = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    return f"{before}{_run_of(run.mark, inner)}{after}"


def _run_of(mark: Mark, words: str) -> str:
    said = plain(words)
    struck = f"~~{said}~~" if mark is Mark.REMOVED else said
    return f":{COLOURS[mark]}-background[{SIGNS[mark]} {struck}]"


def _kept(text: str) -> str:
    """Plain text with the spaces that part it from a change."""
    return plain(text)
