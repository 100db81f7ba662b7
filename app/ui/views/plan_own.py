"""What the place « Notre plan » says of a version, of its sections and of what they lack; nothing is drawn here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.response.completeness import Place
from app.response.plan import PLAN_STATE_WORDS, BlockKind, PlanState, blocks
from app.response.plan_draft import TO_WRITE, left_to_write
from app.ui.parts.coloured import coloured
from app.ui.parts.plain import plain
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from app.response.plan import Block, PlanVersion, Section
    from app.services.plans.read_plan import PlanView
    from app.services.plans.read_plan_desk import Expected, PlanDesk

ICONS = {
    PlanState.DRAFT: ("edit_note", "orange"),
    PlanState.VALIDATED: ("verified", "blue"),
    PlanState.SENT: ("mark_email_read", "green"),
    PlanState.SUPERSEDED: ("history", "gray"),
}
LONG = 40
"""Blocks from which a section is folded under its headings."""

MENDED: dict[Place, tuple[str, str]] = {
    Place.COMMUNITY: ("roster", "community"),
    Place.ROSTER: ("roster", "import"),
    Place.CELL: ("plans", "cellule"),
    Place.DIRECTORY: ("directory", ""),
    Place.RISKS: ("plans", "risques"),
    Place.STOCK: ("plans", "moyens"),
    Place.STRUCTURES: ("plans", "etablissements"),
    Place.CARDS: ("plans", "plan"),
    Place.ALERT: ("alert", ""),
    Place.TRAINING: ("directory", ""),
    Place.SECTIONS: ("plans", "plan"),
}
"""Where a gap is mended: the screen's file and the panel of its address."""


@dataclass(frozen=True, slots=True)
class Fold:
    """What stands under one heading of a long section; no heading for what comes before the first."""

    heading: str
    blocks: tuple[Block, ...]


def sentence(desk: PlanDesk) -> str:
    """« Version 2 en cours d’écriture : il manque la cellule, 3 contacts de nuit et 4 autres points. »."""
    if desk.view is None:
        return _("Notre plan n’est pas commencé : un premier texte complet vous attend.")
    version, number = desk.view.version, desk.view.version.number
    lacking = desk.completeness.short()
    if version.state is PlanState.DRAFT:
        return _("Version {number} en cours d’écriture. {lacking}").format(number=number, lacking=lacking)
    if version.state is PlanState.VALIDATED:
        return _("Version {number} validée : elle n’est encore envoyée à personne.").format(number=number)
    if version.state is PlanState.SUPERSEDED:
        return _("Version {number}, remplacée depuis.").format(number=number)
    return _("Version {number} envoyée {to_whom}.").format(number=number, to_whom=sent_to(desk.recipients))


def sent_to(recipients: Sequence[Expected]) -> str:
    """« à 2 destinataires sur 3 attendus »: those a text names, and how many others."""
    expected = [one for one in recipients if one.is_expected]
    done, others = sum(one.is_sent for one in expected), sum(one.is_sent for one in recipients if not one.is_expected)
    said = ngettext(
        "à {done} destinataire sur {n} attendu", "à {done} destinataires sur {n} attendus", len(expected)
    ).format(done=done, n=len(expected))
    if not others:
        return said
    return said + " " + ngettext("et à {n} autre", "et à {n} autres", others).format(n=others)


def detail(desk: PlanDesk) -> str:
    """What follows the sentence: who validated it and when, its reserve, when it is reviewed."""
    view = desk.view
    if view is None:
        return _("Il part de la bibliothèque, de l’effectif, de l’annuaire et de tout ce qui est déjà saisi.")
    version = view.version
    if version.validated_at is None:
        return ""
    day = spoken_date(paris_date(version.validated_at))
    who = ", ".join(part for part in (version.validated_by, version.validated_as) if part)
    said = [
        _("Validée le {day} par {who}.").format(day=day, who=who) if who else _("Validée le {day}.").format(day=day)
    ]
    if version.review_on and version.state is not PlanState.SUPERSEDED:
        said.append(_("À réviser pour le {day}.").format(day=spoken_date(version.review_on)))
    return " ".join(said)


def state_badge(version: PlanVersion) -> str:
    """The state of a version as icon, word and colour."""
    icon, colour = ICONS[version.state]
    return coloured(colour, icon, _(PLAN_STATE_WORDS[version.state]))


def section_label(section: Section, number: int, *, has_moved: bool) -> str:
    """« 5. Cellule de crise – à compléter »."""
    left, name = left_to_write(section), f"{number}. {section.title}" if section.key != "annexes" else section.title
    said = []
    if section.is_empty or left:
        said.append(_("à compléter"))
    if section.modified:
        said.append(_("écrite par nous"))
    if has_moved:
        said.append(_("chiffres à jour proposés"))
    return " – ".join((name, ", ".join(said))) if said else name


def folds(section: Section) -> tuple[Fold, ...]:
    """A section cut at its headings; one fold without heading when it is short."""
    read = blocks(section)
    if len(read) < LONG:
        return (Fold("", read),)
    return tuple(_folds(read))


def markdown(read: Iterable[Block]) -> str:
    """Blocks as Markdown; what is left to write stands out by its brackets and its colour."""
    lines = []
    for one in read:
        said = _marked(one.text)
        lines.append({BlockKind.HEADING: f"### {said}", BlockKind.POINT: f"- {said}"}.get(one.kind, said))
    return "\n".join(_apart(lines))


def withdrawn_question(view: PlanView) -> tuple[str, ...]:
    """What giving up a draft does."""
    number = view.version.number
    said = [_("Le brouillon de la version {number} et ce que vous y avez écrit sont effacés.").format(number=number)]
    if number > 1:
        said.append(_("La version {number} reste telle qu’elle est.").format(number=number - 1))
    return tuple(said)


def _folds(read: Sequence[Block]) -> Iterator[Fold]:
    heading = ""
    held: list[Block] = []
    for one in read:
        if one.kind is BlockKind.HEADING:
            if held or heading:
                yield Fold(heading, tuple(held))
            heading, held = one.text, []
        else:
            held.append(one)
    yield Fold(heading, tuple(held))


def _marked(text: str) -> str:
    """Everything as it is typed, save what is left to write."""
    parts, last = [], 0
    for found in TO_WRITE.finditer(text):
        parts += [plain(text[last : found.start()]), f":orange[:material/edit: **{plain(found.group())}**]"]
        last = found.end()
    return "".join([*parts, plain(text[last:])])


def _apart(lines: Iterable[str]) -> Iterator[str]:
    """Points follow one another; anything else has an empty line before it."""
    before = ""
    for line in lines:
        if not (line.startswith("- ") and before.startswith("- ")):
            yield ""
        yield line
        before = line
