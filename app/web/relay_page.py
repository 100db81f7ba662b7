"""``/suivis/relais``: what a practice hands over and takes over. To transmit first, then what it is asked to take, then rows.

Before it accepts, a practice reads how many needs of each category, and no row. What is transmitted goes by MSSanté or by
telephone, never through here: a tap says that it did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.continuity.carer import practice_carer
from app.continuity.category import FREQUENCY_WORDS
from app.continuity.hand_over import HandOverState, Step
from app.core.errors import N_, InvalidInput
from app.core.ids import PracticeId
from app.services.continuity.answer_relay import answer_relay
from app.services.continuity.follow_hand_over import mark
from app.services.continuity.read_hand_overs import for_practice
from app.web.forms import NOT_A_BUTTON, whole_number
from app.web.needs_visit import acting, shown
from app.web.needs_words import hours
from app.web.signing_in import Room
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from starlette.responses import Response

    from app.services.continuity.hand_over_values import HandOverRow, OwnHandOvers, Proposal
    from app.web.forms import Form, whole_number
    from app.web.needs_visit import NeedsVisit

DONE = {
    Step.TRANSMITTED.value: N_("C’est noté : transmis."),
    Step.RECEIVED.value: N_("C’est noté : reçu."),
    Step.FIRST_VISIT.value: N_("C’est noté : premier passage fait."),
    Step.ENDED.value: N_("C’est noté : rendu à son cabinet."),
    "accepte": N_("Merci ! C’est noté : ce que vous reprenez est ci-dessous, le cabinet va vous le transmettre."),
    "refuse": N_("C’est noté. Ces besoins sont proposés à un autre relais."),
    "partie": N_("C’est noté : ce que vous reprenez est ci-dessous, le reste est proposé à un autre relais."),
}
"""Code in the address → what was just done."""

STATES: dict[HandOverState, tuple[str, str, str]] = {
    HandOverState.PROPOSED: ("schedule", "pending", N_("attend la réponse du relais")),
    HandOverState.ACCEPTED: ("schedule", "alarm", N_("à transmettre")),
    HandOverState.TRANSMITTED: ("task_alt", "pending", N_("transmis, pas encore reçu")),
    HandOverState.RECEIVED: ("task_alt", "pending", N_("reçu, premier passage à faire")),
    HandOverState.VISITED: ("check_circle", "confirmed", N_("premier passage fait")),
}
"""State → icon, tone and words, for the practice that gives."""
TAKEN: dict[HandOverState, tuple[str, str, str]] = {
    **STATES,
    HandOverState.ACCEPTED: ("schedule", "pending", N_("le cabinet doit vous le transmettre")),
    HandOverState.TRANSMITTED: ("schedule", "alarm", N_("transmis : dites si vous l’avez reçu")),
    HandOverState.RECEIVED: ("schedule", "alarm", N_("premier passage à faire")),
}
"""The same for the practice that takes over."""


@dataclass(frozen=True, slots=True)
class Passing:
    """One need on its way as the page says it. ``steps``: (value of the button, its words), the next one first."""

    title: str
    details: tuple[str, ...]
    other: str
    phone: str
    icon: str
    tone: str
    state: str
    left: str
    is_late: bool
    steps: tuple[tuple[str, str], ...]
    ending: tuple[str, str, str]
    """The button that ends it: value, words, what will happen."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one practice asks: counts alone."""

    giver: PracticeId
    name: str
    phone: str
    total: int
    counts: tuple[str, ...]
    when: str
    seen: str


def _show(visit: NeedsVisit) -> Response:
    held = for_practice(visit.actor, visit.caller.store, visit.id)
    given_back = (_("Nous le reprenons"), _("Le relais n’ira plus, et ne lira plus ce suivi."))
    returned = (_("Rendu à son cabinet"), _("Vous n’irez plus, et ne lirez plus ce suivi."))
    given = [
        _passing(one, STATES, _giver_steps(one), given_back)
        for one in held.given
        if not one.hand_over.waits_for_transmission
    ]
    return visit.render(
        "relays.html",
        sentence=_sentence(held),
        to_transmit=[_passing(one, STATES, _giver_steps(one), given_back) for one in held.to_transmit],
        proposals=[_asked(one) for one in held.proposals],
        taken=[_passing(one, TAKEN, _taker_steps(one), returned) for one in held.taken],
        given=given,
        to_return=held.to_return,
        unreadable=held.unreadable,
        lost=_lost(held),
    )


def _lost(held: OwnHandOvers) -> str:
    """« Votre cabinet ferme lundi 30 novembre à 8 h : 3 besoins que vous avez acceptés seront proposés à un autre relais. »."""
    if not held.lost or held.down_at is None:
        return ""
    if held.is_down:
        return ngettext(
            "Votre cabinet est fermé\u00a0: {n} besoin que vous avez accepté sera proposé à un autre relais.",
            "Votre cabinet est fermé\u00a0: {n} besoins que vous avez acceptés seront proposés à un autre relais.",
            held.lost,
        ).format(n=held.lost)
    return ngettext(
        "Votre cabinet ferme {when}\u00a0: {n} besoin que vous avez accepté sera proposé à un autre relais.",
        "Votre cabinet ferme {when}\u00a0: {n} besoins que vous avez acceptés seront proposés à un autre relais.",
        held.lost,
    ).format(n=held.lost, when=spoken_instant(held.down_at))


def _sentence(held: OwnHandOvers) -> str:
    """« 3 suivis à transmettre, le premier avant lundi 30 novembre à 12 h. »."""
    if waiting := held.to_transmit:
        words = ngettext("{n} suivi à transmettre", "{n} suivis à transmettre", len(waiting)).format(n=len(waiting))
        due = waiting[0].due_at
        return (
            _("{words}, le premier avant {when}.").format(words=words, when=spoken_instant(due)) if due else f"{words}."
        )
    if asked := sum(one.total for one in held.proposals):
        return ngettext("{n} besoin vous est proposé.", "{n} besoins vous sont proposés.", asked).format(n=asked)
    if held.taken:
        count = len(held.taken)
        return ngettext("Vous reprenez {n} suivi.", "Vous reprenez {n} suivis.", count).format(n=count)
    if held.given:
        count = len(held.given)
        return ngettext("{n} suivi est confié à un relais.", "{n} suivis sont confiés à des relais.", count).format(
            n=count
        )
    return _("Rien à transmettre ni à reprendre.")


def _passing(
    row: HandOverRow,
    looks: dict[HandOverState, tuple[str, str, str]],
    steps: tuple[tuple[Step, str], ...],
    ending: tuple[str, str],
) -> Passing:
    icon, tone, words = looks.get(row.hand_over.state, STATES[HandOverState.PROPOSED])
    need = row.need
    label = row.category.label if row.category else _("catégorie retirée de la table")
    aids = [_("électricité")] if need.power else []
    aids += [_("oxygène")] if need.oxygen else []
    if need.autonomy_hours is not None:
        aids.append(_("{hours} d’autonomie").format(hours=hours(need.autonomy_hours)))
    details = (" · ".join((row.commune, _(FREQUENCY_WORDS[need.frequency]))), " · ".join(aids))
    known = f"{row.hand_over.id}:{row.hand_over.revision}"
    return Passing(
        title=f"{need.pseudonym} · {label}", details=tuple(part for part in details if part), other=row.other,
        phone=row.phone, icon=icon, tone="alarm" if row.is_late else tone, state=_(words), left=_left(row),
        is_late=row.is_late, steps=tuple((f"{step.value}:{known}", said) for step, said in steps),
        ending=(f"{Step.ENDED.value}:{known}", *ending),
    )  # fmt: skip


def _left(row: HandOverRow) -> str:
    """« reste 3 h », « en retard de 40 min »; nothing once somebody has been there, or without a limit."""
    if row.hours_left is None or row.hand_over.first_visit_at is not None:
        return ""
    minutes = abs(round(row.hours_left * 60))
    span = hours(minutes // 60) if minutes >= 60 else _("{n}\u00a0min").format(n=minutes)
    return _("en retard de {span}").format(span=span) if row.is_late else _("reste {span}").format(span=span)


def _giver_steps(row: HandOverRow) -> tuple[tuple[Step, str], ...]:
    return ((Step.TRANSMITTED, _("Transmis")),) if row.hand_over.waits_for_transmission else ()


def _taker_steps(row: HandOverRow) -> tuple[tuple[Step, str], ...]:
    one = row.hand_over
    said: list[tuple[Step, str]] = []
    if one.received_at is None:
        said.append((Step.RECEIVED, _("Reçu")))
    if one.first_visit_at is None:
        said.append((Step.FIRST_VISIT, _("Premier passage fait")))
    return tuple(said)


def _asked(one: Proposal) -> Asked:
    counts = [_("{n} · {category}").format(n=n, category=label) for _code, label, n in one.counts]
    if one.unknown:
        counts.append(
            ngettext("{n} de catégorie non lisible ici", "{n} de catégories non lisibles ici", one.unknown).format(n=one.unknown)
        )  # fmt: skip
    starts = spoken_instant(one.starts_at)
    when = _("À partir de {starts}, sans fin connue.").format(starts=starts)
    if one.ends_at is not None:
        when = _("Du {starts} au {ends}.").format(starts=starts, ends=spoken_instant(one.ends_at))
    return Asked(one.giver, one.name, one.phone, one.total, tuple(counts), when, one.seen)


def _act(visit: NeedsVisit, form: Form) -> Response:
    """A step of one hand-over, or the answer to what one practice asks."""
    if asked := form.text("etape"):
        step, _colon, known = asked.partition(":")
        id, _colon, revision = known.partition(":")
        if step not in set(Step):
            raise InvalidInput(NOT_A_BUTTON)
        mark(visit.actor, visit.caller.store, id, Step(step), whole_number(revision))
        return visit.go("/relais", step)
    return _answer(visit, form)


def _answer(visit: NeedsVisit, form: Form) -> Response:
    said, of = form.text("reponse"), whole_number(form.text("sur"))
    if said not in ("tout", "rien", "nombre"):
        raise InvalidInput(NOT_A_BUTTON)
    takes = {"tout": of, "rien": 0}[said] if said != "nombre" else whole_number(form.text("combien"))
    giver, seen = PracticeId(form.text("de")), form.text("lu")
    done = answer_relay(visit.actor, visit.caller.store, giver, practice_carer(visit.id), takes, of, seen=seen)
    if not done.accepted:
        return visit.go("/relais", "refuse")
    return visit.go("/relais", "partie" if done.refused else "accepte")


ROOMS: tuple[Room, ...] = (Room(address="suivis/relais", show=shown(_show), act=acting(_act), done=DONE),)
