"""The kits of the animation: the booklet that holds everything, the chronogramme to run by hand on paper."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.core.errors import N_
from app.exercise.kit_parts import empty_rows, expected_words, frame
from app.exercise.kit_sheet import KIT_WORDS, Block, Grid, Heading, KitKind, KitSheet, KitSources, Points, Slip, Words
from app.exercise.participant import PARTICIPANT_ROLE_WORDS, ParticipantRole
from app.exercise.said import spoken_fictional, spoken_minutes
from app.words import _
from app.words.dates import spoken_hour

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.drills.scenario import Objective
    from app.exercise.chronogramme import PlayedInject
    from app.exercise.exercise import Exercise


def animator_sheets(of: KitSources) -> tuple[KitSheet, ...]:
    """The frame, who plays what and how to reach them, what is tried, what the plan may answer, the whole chronogramme."""
    one = of.exercise
    title, whom = _(KIT_WORDS[KitKind.ANIMATORS]), _("Ne pas montrer aux joueurs")
    first = (
        *frame(one),
        Heading(_("Qui joue quoi")),
        Grid((2, 2, 2, 0), (_("Rôle"), _("Fonction"), _("Organisme"), _("Téléphone")), _people(of)),
        Heading(_("Objectifs")),
        _objective_grid(one.scenario.objectives, of.cards),
        Heading(_("Ce que le plan peut répondre")),
        Points(of.answers) if of.answers else Words(_("Le scénario ne prévoit pas d’action du plan.")),
        Heading(_("Conduire")),
        Points(tuple(map(_, _CONDUCT))),
    )
    return (KitSheet(title, whom, first), KitSheet(_("Chronogramme"), whom, (_chronogramme(of),)))


def paper_sheets(of: KitSources) -> tuple[KitSheet, ...]:
    """The chronogramme to run by hand: each inject in big letters, boxes for what left and what was answered."""
    one = of.exercise
    first = (
        *frame(one),
        Heading(_("Si l’écran s’éteint")),
        Points(tuple(map(_, _BY_HAND))),
        Grid(
            (1, 1, 1), (_("Heure réelle de T0"), _("Pauses (de … à …)"), _("Heure réelle de fin")), (("", "", ""),), 14
        ),
        *(_slip(of, each) for each in of.injects),
    )
    blank = (
        Heading(_("Injects improvisés")),
        Grid((0, 1, 1, 3, 2), (_("Heure"), _("De"), _("À"), _("Message"), _("Réponse, heure")), empty_rows(5, 5), 15),
        Heading(_("Décisions de la cellule")),
        Grid(
            (0, 3, 1, 2),
            (_("Heure"), _("Décision"), _("Par quelle fonction"), _("Effet constaté")),
            empty_rows(4, 6),
            12,
        ),
    )
    title = _(KIT_WORDS[KitKind.PAPER])
    whom = _("Ne pas montrer aux joueurs")
    return (KitSheet(title, whom, first), KitSheet(_("Ce qui n’était pas prévu"), whom, blank))


def real_minutes(one: Exercise, last: int) -> bool:
    """Whether the whole chronogramme holds in the real hours at the speed of the start: else it is played by jumps."""
    return one.starts_at + timedelta(minutes=last / one.speed) <= one.ends_at


_CONDUCT = (
    N_("Commencez et finissez chaque message par EXERCICE."),
    N_("Passez un inject qui n’apporte plus rien : on en joue d’ordinaire sept sur dix."),
    N_("Notez l’heure de chaque envoi et de chaque réponse, puis ce qui a été décidé."),
    N_("Au mot d’arrêt, tout s’arrête : dites « FIN D’EXERCICE — SITUATION RÉELLE » et appelez le 15 si besoin."),
    N_("Finissez par un retour à chaud de 30 minutes : deux points forts, deux points à améliorer chacun."),
)
_BY_HAND = (
    N_("Notez l’heure réelle de T0, puis cochez chaque inject quand il part et quand on y répond."),
    N_("Lisez le message tel qu’il est écrit, au téléphone ou sur papier, avec EXERCICE au début et à la fin."),
    N_("L’écran revenu, saisissez les heures notées ici : elles font foi."),
)


def _people(of: KitSources) -> tuple[tuple[str, ...], ...]:
    ranks = list(ParticipantRole)
    ordered = sorted(of.participants, key=lambda one: ranks.index(one.role))
    return tuple(
        (_(PARTICIPANT_ROLE_WORDS[one.role]), one.function, one.organisation, of.phones.get(one.id, ""))
        for one in ordered
    )


def _objective_grid(objectives: Sequence[Objective], cards: Mapping[str, str]) -> Grid:
    rows = tuple(
        (one.code, one.text, one.measure, ", ".join(cards.get(each, each) for each in one.cards)) for one in objectives
    )
    return Grid((0, 3, 4, 2), (_("Code"), _("Objectif"), _("Mesure"), _("Fiches")), rows)


def _chronogramme(of: KitSources) -> Block:
    if not of.injects:
        return Words(_("Aucun inject n’est écrit."))
    rows = tuple(_line(of, one) for one in of.injects)
    header = (_("N°"), _("Quand"), _("De, vers"), _("Message"), _("Attendu"))
    return Grid((0, 1.3, 1.7, 3.4, 3), header, rows)


def _line(of: KitSources, one: PlayedInject) -> tuple[str, ...]:
    note = [_("Animation : {note}").format(note=one.note)] if one.note else []
    effects = [_("Effet : {effect}").format(effect=each) for each in of.effects.get(one.id, ())]
    return (
        str(one.number),
        f"{spoken_minutes(one.minutes)}\n{spoken_fictional(of.exercise.t0, one.minutes)}",
        "\n".join((one.sender, _("vers {recipient}").format(recipient=one.recipient), one.channel)),
        "\n".join((one.text, *effects, *note)),
        "\n".join(f"– {each}" for each in expected_words(of, one)),
    )


def _slip(of: KitSources, one: PlayedInject) -> Slip:
    exercise = of.exercise
    last = max(each.minutes for each in of.injects)
    real = exercise.starts_at + timedelta(minutes=one.minutes / exercise.speed)
    about = spoken_fictional(exercise.t0, one.minutes)
    if real_minutes(exercise, last):
        at = spoken_hour(real.astimezone(PARIS).time().replace(second=0, microsecond=0))
        about = _("{fictional} · en réalité vers {real} sans pause").format(fictional=about, real=at)
    note = (_("Animation : {note}").format(note=one.note),) if one.note else ()
    return Slip(
        str(one.number), spoken_minutes(one.minutes), about, _route(one), one.text,
        (*expected_words(of, one), *note),
    )  # fmt: skip


def _route(one: PlayedInject) -> str:
    return _("{sender} vers {recipient} ({channel})").format(
        sender=one.sender, recipient=one.recipient, channel=one.channel
    )
