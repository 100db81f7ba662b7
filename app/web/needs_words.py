"""A practice's needs in the words of its page: one sentence for all, a few lines for each, and how urgent it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.continuity.category import FREQUENCY_WORDS
from app.continuity.need_rules import STATE_WORDS, NeedState
from app.continuity.sealed_copy import CopyState
from app.core.clock import paris_date
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.services.continuity.hand_over_values import OwnHandOvers
    from app.services.continuity.read_register import NeedRow, Register

LOOKS = {
    NeedState.ENDING: ("schedule", "alarm"),
    NeedState.TO_REVIEW: ("schedule", "pending"),
    NeedState.CURRENT: ("check_circle", "confirmed"),
}
"""Icon and tone of a state."""


@dataclass(frozen=True, slots=True)
class Line:
    """One need as the page says it. ``known`` is « id:revision », as the form sends it back."""

    id: str
    known: str
    title: str
    details: tuple[str, ...]
    brief: str
    """What is enough while nothing is asked of it."""
    icon: str
    tone: str
    state: str
    is_due: bool


def sentence(register: Register) -> str:
    """« 14 suivis : 2 prennent fin bientôt, 3 à revoir. »."""
    total = len(register.rows)
    if not total:
        return _("Aucun suivi n’est encore noté.")
    held = ngettext("{n} suivi", "{n} suivis", total).format(n=total)
    count = Counter(one.state for one in register.rows)
    asked = []
    if ending := count[NeedState.ENDING]:
        asked.append(ngettext("{n} prend fin bientôt", "{n} prennent fin bientôt", ending).format(n=ending))
    if due := count[NeedState.TO_REVIEW]:
        asked.append(ngettext("{n} à revoir", "{n} à revoir", due).format(n=due))
    if asked:
        return _("{held} : {asked}.").format(held=held, asked=", ".join(asked))
    return ngettext("{n} suivi, à jour.", "{n} suivis, tous à jour.", total).format(n=total)


def line(row: NeedRow, register: Register) -> Line:
    """One need: number and category, what it lives on, until when."""
    need = row.need
    label = row.category.label if row.category else _("catégorie retirée de la table : choisissez-en une autre")
    icon, tone = LOOKS[row.state]
    return Line(
        id=need.id, known=f"{need.id}:{need.revision}", title=f"{need.pseudonym} · {label}",
        details=tuple(part for part in (_where(row), _limits(row, register), _relays(row), _informed(row)) if part),
        brief=_brief(row), icon=icon, tone=tone, state=_state(row), is_due=row.state is not NeedState.CURRENT,
    )  # fmt: skip


def hours(count: int) -> str:
    """« 12 h », « 7 jours »."""
    days, left = divmod(count, 24)
    if days >= 3 and not left:
        return ngettext("{n} jour", "{n} jours", days).format(n=days)
    return _("{n}\u00a0h").format(n=count)


def asked_of(held: OwnHandOvers) -> list[str]:
    """What hand-overs ask of the practice, the most pressing first."""
    said = []
    if waiting := len(held.to_transmit):
        late = sum(one.is_late for one in held.to_transmit)
        words = ngettext("{n} suivi à transmettre", "{n} suivis à transmettre", waiting).format(n=waiting)
        said.append(_("{words}, dont {n} en retard").format(words=words, n=late) if late else words)
    if proposed := sum(one.total for one in held.proposals):
        said.append(
            ngettext("{n} besoin vous est proposé", "{n} besoins vous sont proposés", proposed).format(n=proposed)
        )
    if first := sum(one.hand_over.first_visit_at is None for one in held.taken):
        said.append(ngettext("{n} premier passage à faire", "{n} premiers passages à faire", first).format(n=first))
    if held.to_return:
        said.append(ngettext("{n} reprise à rendre", "{n} reprises à rendre", held.to_return).format(n=held.to_return))
    return said


def copies_sentence(state: CopyState) -> str:
    """What the two copies ask for first."""
    return {
        CopyState.ABSENT: _("Il manque une copie scellée de votre table des clés."),
        CopyState.TO_TEST: _("L’ouverture d’une copie scellée est à essayer."),
        CopyState.TO_CHECK: _("Une copie scellée est à vérifier."),
        CopyState.FINE: _("Vos deux copies scellées sont en place et à jour."),
    }[state]


def _brief(row: NeedRow) -> str:
    need = row.need
    said = [row.commune, _(FREQUENCY_WORDS[need.frequency])]
    if need.autonomy_hours is not None:
        said.append(_("{hours} d’autonomie").format(hours=hours(need.autonomy_hours)))
    if not need.informed:
        said.append(_("patient à informer"))
    return " · ".join(said)


def _where(row: NeedRow) -> str:
    return " · ".join(
        part for part in (row.commune, _(FREQUENCY_WORDS[row.need.frequency]), row.holder, row.site) if part
    )


def _limits(row: NeedRow, register: Register) -> str:
    need, said = row.need, []
    if row.limit_hours is not None:
        said.append(_("peut attendre {hours}").format(hours=hours(row.limit_hours)))
        view = register.categories.get(need.category)
        if need.max_interruption_hours is None and view is not None and not view.is_validated:
            said[-1] += _(" (valeur indicative)")
    if need.power:
        said.append(_("dépend de l’électricité"))
    if need.oxygen:
        said.append(_("oxygène"))
    if need.autonomy_hours is not None:
        said.append(_("{hours} d’autonomie").format(hours=hours(need.autonomy_hours)))
    return " · ".join(said)


def _relays(row: NeedRow) -> str:
    return _("relais : {names}").format(names=", ".join(row.relays)) if row.relays else ""


def _informed(row: NeedRow) -> str:
    if not row.need.informed:
        return _("patient à informer")
    day = row.need.informed_on
    return _("patient informé le {day}").format(day=spoken_date(day)) if day else _("patient informé")


def _state(row: NeedRow) -> str:
    words = _(STATE_WORDS[row.state])
    if row.state is not NeedState.ENDING:
        return words
    return _("prend fin le {day}").format(day=spoken_date(paris_date(row.need.expires_at)))
