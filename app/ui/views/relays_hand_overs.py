"""What « Relais · Transmissions » says: what is to be passed on first, each pair in counts, what came of a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.hand_over import STATE_WORDS, HandOverState, Step
from app.continuity.overview import Basis
from app.ui.parts.coloured import coloured
from app.ui.parts.plain import plain
from app.ui.views.relays_words import instant, phone_link
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.continuity.answer_relay import Answered
    from app.services.continuity.continuity_view import ContinuityView
    from app.services.continuity.hand_over_values import Board, Pair
    from app.services.continuity.propose_relays import Proposed

NEXT = {
    HandOverState.ACCEPTED: Step.TRANSMITTED,
    HandOverState.TRANSMITTED: Step.RECEIVED,
    HandOverState.RECEIVED: Step.FIRST_VISIT,
}
"""State of a pair's needs → the step the cell may note next."""


def may_propose(stands: ContinuityView) -> bool:
    """Whether asking relays may find some: a need waits for one, or what is read here cannot tell (an exercise, a lost key)."""
    return stands.proposable or stands.exercise or bool(stands.unread)


def sentence(board: Board, stands: ContinuityView | None = None) -> str:
    """« 5 besoins acceptés sont à transmettre, le premier avant 4 h. », or what waits next, or that nothing does.

    ``stands``: who is left without care, where nothing is on its way.
    """
    if board.lost:
        return ngettext(
            "{n} besoin est confié à un relais qui ferme : proposez-le à un autre.",
            "{n} besoins sont confiés à un relais qui ferme : proposez-les à un autre.",
            board.lost,
        ).format(n=board.lost)
    if board.late:
        return ngettext(
            "{n} besoin n’est pas transmis et son délai est passé.",
            "{n} besoins ne sont pas transmis et leur délai est passé.",
            board.late,
        ).format(n=board.late)
    if board.untransmitted:
        said = ngettext(
            "{n} besoin accepté est à transmettre", "{n} besoins acceptés sont à transmettre", board.untransmitted
        ).format(n=board.untransmitted)
        return said + _before(board, [one for one in board.pairs if one.untransmitted])
    if board.unanswered:
        said = ngettext(
            "{n} besoin attend la réponse d’un relais", "{n} besoins attendent la réponse d’un relais", board.unanswered
        ).format(n=board.unanswered)
        return said + _before(board, board.pairs)
    if board.pairs:
        return _("Tout ce qui est accepté est transmis.")
    return _none(stands) if stands else _("Aucun besoin n’est en cours de transmission.")


def _none(stands: ContinuityView) -> str:
    if may_propose(stands):
        return _("Aucun besoin n’est en cours de transmission.")
    if stands.basis is not Basis.REGISTER:
        return _("Rien n’est à transmettre : aucun besoin n’est noté un à un.")
    if stands.whys:
        return _("Rien n’est à transmettre : aucun relais ne peut prendre ce qui reste, voyez qui appeler.")
    return _("Rien n’est à transmettre : aucun besoin n’attend un relais.")


def _before(board: Board, pairs: Sequence[Pair]) -> str:
    """« , le premier avant 4 h. », or the full stop alone when no limit is known."""
    first = min((one.first_due for one in pairs if one.first_due is not None), default=None)
    return _(", le premier avant {at}.").format(at=instant(first, board.now)) if first else "."


def detail(board: Board) -> str:
    """How many on their way, and what can't be read here."""
    pieces = []
    if board.pairs:
        pieces.append(
            ngettext("{n} besoin en cours de relais.", "{n} besoins en cours de relais.", board.total).format(
                n=board.total
            )
        )
    if board.unreadable:
        pieces.append(
            ngettext(
                "{n} besoin illisible ici, faute de clé : son délai n’est pas connu.",
                "{n} besoins illisibles ici, faute de clé : leur délai n’est pas connu.",
                board.unreadable,
            ).format(n=board.unreadable)
        )
    return " ".join(pieces)


def badge(pair: Pair) -> str:
    """The state of a pair as icon, word and colour: late, to transmit, waiting, to be given back, under way."""
    if pair.lost:
        return coloured("orange", "sync_problem", _("relais à changer"))
    if pair.late:
        return coloured("orange", "priority_high", _("en retard"))
    if pair.untransmitted:
        return coloured("orange", "send", _(STATE_WORDS[HandOverState.ACCEPTED]))
    if pair.unanswered:
        return coloured("blue", "schedule", _("réponse attendue"))
    if pair.over:
        return coloured("blue", "undo", _("à rendre"))
    return coloured("green", "check_circle", _("en cours"))


def title(pair: Pair) -> str:
    """« Cabinet d’Auray → Cabinet de Brech »."""
    return _("{giver} → {taker}").format(giver=pair.giver_name, taker=pair.taker_name)


def counts(pair: Pair) -> str:
    """« 2 proposés · 3 à transmettre · 1 transmis »."""
    words = [_counted(state, n) for state in HandOverState if (n := pair.steps.get(state))]
    if pair.over:
        words.append(_("{n} à rendre").format(n=pair.over))
    return " · ".join(words)


def _counted(state: HandOverState, n: int) -> str:
    """« 2 proposés »."""
    words = {
        HandOverState.PROPOSED: ngettext("{n} proposé", "{n} proposés", n),
        HandOverState.ACCEPTED: ngettext("{n} à transmettre", "{n} à transmettre", n),
        HandOverState.TRANSMITTED: ngettext("{n} transmis", "{n} transmis", n),
        HandOverState.RECEIVED: ngettext("{n} reçu", "{n} reçus", n),
        HandOverState.VISITED: ngettext("{n} premier passage fait", "{n} premiers passages faits", n),
    }
    return words[state].format(n=n)


def due(pair: Pair, board: Board) -> str:
    """« À transmettre avant 4 h : 10 h restantes. »; empty when nothing is to be passed on."""
    if pair.first_due is None:
        return ""
    hours = (pair.first_due - board.now).total_seconds() / 3600
    at = instant(pair.first_due, board.now)
    if hours <= 0:
        return _("Délai passé depuis {at} : appelez maintenant.").format(at=at)
    left = _("moins d’une heure") if hours < 1 else ngettext("{n} heure", "{n} heures", int(hours)).format(n=int(hours))
    if not pair.untransmitted:
        return _("Réponse attendue avant {at} : il reste {left}.").format(at=at, left=left)
    return _("À transmettre avant {at} : il reste {left}.").format(at=at, left=left)


def down(pair: Pair, board: Board) -> str:
    """« Ce relais ferme à partir de demain à 7 h. », and what to do; empty while it stands."""
    if pair.down_at is None:
        return ""
    if pair.down_at <= board.now:
        return _("Ce relais est fermé : « Proposer les relais » cherche qui d’autre peut.")
    at = instant(pair.down_at, board.now)
    if pair.lost:
        return _("Ce relais ferme à partir de {at} : « Proposer les relais » cherche qui d’autre peut.").format(at=at)
    return _("Ce relais ferme à partir de {at} : ce qu’il tient sera alors à proposer à un autre.").format(at=at)


def call(pair: Pair) -> str:
    """Whom to ring, in Markdown: the giver while it has to transmit, the relay while it has to answer, else both."""
    gives = f"{plain(pair.giver_name)} {phone_link(pair.giver_phone) or plain(_('sans numéro'))}"
    takes = f"{plain(pair.taker_name)} {phone_link(pair.taker_phone) or plain(_('sans numéro'))}"
    return plain(_("Appeler :")) + f" {gives} · {takes}"


def came_of(made: Proposed) -> str:
    """« 6 besoins proposés à 2 relais ; 2 sans relais. »"""
    if not made.proposed and not made.left and not made.itself:
        said = _("Rien à proposer : aucun besoin ne reste sans son cabinet, ou tous sont déjà proposés.")
    elif not made.proposed:
        said = _("Aucun relais de plus.")
    else:
        said = ngettext("{n} besoin proposé ({m} relais).", "{n} besoins proposés ({m} relais).", made.proposed).format(
            n=made.proposed, m=made.relays
        )
    if made.left:
        said += " " + ngettext("{n} reste sans relais.", "{n} restent sans relais.", made.left).format(n=made.left)
    if made.itself:
        said += " " + ngettext(
            "{n} demande un passage de son propre cabinet.", "{n} demandent un passage de leur propre cabinet.",
            made.itself,
        ).format(n=made.itself)  # fmt: skip
    if made.unreadable:
        said += " " + ngettext(
            "{n} besoin illisible, faute de clé.", "{n} besoins illisibles, faute de clé.", made.unreadable
        ).format(n=made.unreadable)
    return said


def answered(said: Answered) -> str:
    """« 3 acceptés, 2 refusés : 1 proposé à un autre, 1 sans relais. »"""
    yes = ngettext("{n} accepté", "{n} acceptés", said.accepted).format(n=said.accepted)
    no = ngettext("{n} refusé", "{n} refusés", said.refused).format(n=said.refused)
    text = f"{yes}, {no}."
    return f"{text} {came_of(said.elsewhere)}" if said.refused else text


def header() -> list[str]:
    """Columns of the table."""
    return [_("de"), _("à"), _("où cela en est"), _("premier délai")]


def row(pair: Pair, board: Board) -> list[str]:
    """One pair as cells."""
    at = instant(pair.first_due, board.now) if pair.first_due else "–"
    return [pair.giver_name, pair.taker_name, counts(pair), at]
