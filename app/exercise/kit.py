"""What each participant of an exercise holds on paper, sheet by sheet. Pure: it says what; :mod:`app.documents.exercise_kit` draws.

Nobody is named: functions and organisations. A player's sheets hold no inject and no measure of an objective.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.core.errors import N_
from app.exercise.exercise import KIND_WORDS
from app.exercise.participant import PARTICIPANT_ROLE_WORDS, ParticipantRole
from app.exercise.rating import LETTER_WORDS
from app.exercise.said import spoken_delay, spoken_fictional, spoken_minutes
from app.words import _
from app.words.dates import spoken_day, spoken_hour, spoken_hours

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.drills.scenario import Objective
    from app.exercise.chronogramme import PlayedInject
    from app.exercise.exercise import Exercise
    from app.exercise.participant import Participant


class KitKind(StrEnum):
    """Whose kit."""

    ANIMATORS = "animators"
    PLAYERS = "players"
    OBSERVERS = "observers"
    PAPER = "paper"


KIT_WORDS = {
    KitKind.ANIMATORS: N_("Livret de l’animation"),
    KitKind.PLAYERS: N_("Livrets des joueurs"),
    KitKind.OBSERVERS: N_("Livret des observateurs"),
    KitKind.PAPER: N_("Chronogramme papier"),
}

LONGEST_GIST = 160
"""Characters of a message where it is only pointed at."""


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; ``is_boxed``: inside a heavy frame."""

    text: str
    is_boxed: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. ``widths``: 0 as narrow as its texts, else parts of what is left. ``height_mm``: of each row, to write in."""

    widths: tuple[float, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    height_mm: int = 0


@dataclass(frozen=True, slots=True)
class Letters:
    """Boxes to tick for one objective, by evaluator."""

    letters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """Lines to write on, under their own words."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Slip:
    """One inject in big letters, with what to tick by hand."""

    number: str
    when: str
    about: str
    route: str
    text: str
    expected: tuple[str, ...]


Block = Heading | Words | Points | Grid | Letters | Ruled | Slip


@dataclass(frozen=True, slots=True)
class KitSheet:
    """A sheet that begins on a page of its own. ``for_whom``: « Joueur : cadre d’astreinte, CHBA »."""

    title: str
    for_whom: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class KitSources:
    """What kits are made of. ``phones``: participant id → number as spoken. ``cards``: slug → title. ``answers``: what the
    plan may answer, in words. ``effects``: inject id → what it does, in words."""

    exercise: Exercise
    participants: tuple[Participant, ...]
    injects: tuple[PlayedInject, ...]
    phones: Mapping[str, str]
    cards: Mapping[str, str]
    answers: tuple[str, ...]
    effects: Mapping[str, tuple[str, ...]]


def kit(kind: KitKind, of: KitSources, function: str = "") -> tuple[KitSheet, ...]:
    """The sheets of a kit, in order; ``function``: of which player alone."""
    if kind is KitKind.ANIMATORS:
        return animator_sheets(of)
    if kind is KitKind.OBSERVERS:
        return observer_sheets(of)
    if kind is KitKind.PAPER:
        return paper_sheets(of)
    wanted = [one for one in player_functions(of.participants) if not function or one == function]
    return tuple(player_sheet(of, one) for one in wanted or ([function] if function else [""]))


def player_functions(participants: Iterable[Participant]) -> tuple[str, ...]:
    """« cadre d’astreinte, CHBA »: every function that plays, once, in order."""
    return tuple(dict.fromkeys(one.who for one in participants if one.role is ParticipantRole.PLAYER))


def animator_sheets(of: KitSources) -> tuple[KitSheet, ...]:
    """The frame, who plays what and how to reach them, what is tried, what the plan may answer, the whole chronogramme."""
    one = of.exercise
    title, whom = _(KIT_WORDS[KitKind.ANIMATORS]), _("Ne pas montrer aux joueurs")
    frame = (
        *_frame(one),
        Heading(_("Qui joue quoi")),
        Grid((2, 2, 2, 0), (_("Rôle"), _("Fonction"), _("Organisme"), _("Téléphone")), _people(of)),
        Heading(_("Objectifs")),
        _objective_grid(one.scenario.objectives, of.cards),
        Heading(_("Ce que le plan peut répondre")),
        Points(of.answers) if of.answers else Words(_("Le scénario ne prévoit pas d’action du plan.")),
        Heading(_("Conduire")),
        Points(tuple(map(_, _CONDUCT))),
    )
    return (KitSheet(title, whom, frame), KitSheet(_("Chronogramme"), whom, (_chronogramme(of),)))


def player_sheet(of: KitSources, who: str) -> KitSheet:
    """The rules, the hours, what is tried: nothing of what is to come."""
    one = of.exercise
    others = [each for each in player_functions(of.participants) if each != who]
    return KitSheet(
        _("Livret du joueur"),
        _("Vous jouez : {function}").format(function=who)
        if who
        else _("Vous jouez : ................................"),
        (
            *_frame(one),
            Heading(_("Les règles")),
            Points(tuple(_(rule) for rule in _RULES)),
            Heading(_("Le déroulé")),
            Grid((0, 1), (_("Heure"), _("Quoi")), _timetable(one)),
            Heading(_("Ce que l’exercice essaie")),
            Points(tuple(each.text for each in one.scenario.objectives)),
            *((Heading(_("Qui joue avec vous")), Points(tuple(others))) if others else ()),
            Ruled(_("Mes notes"), 8),
        ),
    )


def observer_sheets(of: KitSources) -> tuple[KitSheet, ...]:
    """How to rate, what to look at, then a sheet for each objective with its injects."""
    one = of.exercise
    title = _(KIT_WORDS[KitKind.OBSERVERS])
    watch = one.scenario.watch
    first = KitSheet(
        title,
        _("Ne pas montrer aux joueurs"),
        (
            *_frame(one),
            Heading(_("Comment coter")),
            Words(_("Une lettre par objectif, et toujours pourquoi. On juge l’organisation, jamais une personne.")),
            Grid((0, 1), (_("Lettre"), _("Ce qu’elle dit")), _letters()),
            *((Heading(_("À observer")), Points(watch)) if watch else ()),
            Heading(_("Le déroulé")),
            Grid((0, 1), (_("Heure"), _("Quoi")), _timetable(one)),
        ),
    )
    return (first, *(_objective_sheet(of, each) for each in one.scenario.objectives))


def paper_sheets(of: KitSources) -> tuple[KitSheet, ...]:
    """The chronogramme to run by hand: each inject in big letters, boxes for what left and what was answered."""
    one = of.exercise
    first = (
        *_frame(one),
        Heading(_("Si l’écran s’éteint")),
        Points(tuple(map(_, _BY_HAND))),
        Grid(
            (1, 1, 1), (_("Heure réelle de T0"), _("Pauses (de … à …)"), _("Heure réelle de fin")), (("", "", ""),), 14
        ),
        *(_slip(of, each) for each in of.injects),
    )
    blank = (
        Heading(_("Injects improvisés")),
        Grid((0, 1, 1, 3, 2), (_("Heure"), _("De"), _("À"), _("Message"), _("Réponse, heure")), _empty(5, 5), 15),
        Heading(_("Décisions de la cellule")),
        Grid(
            (0, 3, 1, 2), (_("Heure"), _("Décision"), _("Par quelle fonction"), _("Effet constaté")), _empty(4, 6), 12
        ),
    )
    title = _(KIT_WORDS[KitKind.PAPER])
    whom = _("Ne pas montrer aux joueurs")
    return (KitSheet(title, whom, first), KitSheet(_("Ce qui n’était pas prévu"), whom, blank))


def real_minutes(one: Exercise, last: int) -> bool:
    """Whether the whole chronogramme holds in the real hours at the speed of the start: else it is played by jumps."""
    return one.starts_at + timedelta(minutes=last / one.speed) <= one.ends_at


_RULES = (
    N_("Chaque message commence et finit par EXERCICE. Dites-le aussi au téléphone."),
    N_("N’appelez et n’écrivez qu’aux participants : personne dehors ne sait que vous jouez."),
    N_("Jouez avec votre plan, vos fiches et vos moyens de tous les jours. Dites tout haut ce que vous décidez."),
    N_(
        "Une information manque : demandez-la à l’animation. Rien n’est un piège contre vous, on essaie l’organisation."
    ),
    N_("Une vraie urgence passe avant : dites le mot d’arrêt, appelez le 15, l’exercice s’arrête."),
    N_("Aucune vraie donnée de patient, à l’oral comme à l’écrit."),
)
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


def _frame(one: Exercise) -> tuple[Block, ...]:
    partners = (_("Partenaires"), ", ".join(one.partners)) if one.partners else None
    place = (_("Lieu"), one.place) if one.place else None
    speed = _("une minute réelle dure {fictional}").format(fictional=spoken_delay(one.speed))
    rows = (
        (_("Genre"), _(KIND_WORDS[one.kind])),
        (_("Quand"), _real_hours(one)),
        place,
        partners,
        (_("Temps fictif"), f"T0 = {spoken_fictional(one.t0, 0)}" + (f" ; {speed}" if one.speed > 1 else "")),
    )
    blocks: list[Block] = [Grid((0, 1), (), tuple(row for row in rows if row))]
    stop = _("Mot d’arrêt : {word}. Quiconque le dit arrête tout.").format(word=one.stop_word)
    if one.stop_word:
        blocks.append(Words(stop, is_boxed=True))
    if one.instructions:
        blocks += [Heading(_("Consignes")), *(Words(each) for each in one.instructions.splitlines() if each.strip())]
    return tuple(blocks)


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
        "\n".join(f"– {each}" for each in _expected(of, one)),
    )


def _expected(of: KitSources, one: PlayedInject) -> tuple[str, ...]:
    return tuple(
        " ".join(
            filter(
                None,
                (
                    each.text,
                    _("({delay})").format(delay=spoken_delay(each.within_minutes)) if each.within_minutes else "",
                    _("[{card}]").format(card=of.cards.get(each.card, each.card)) if each.card else "",
                ),
            )
        )
        for each in one.expected
    )


def _objective_sheet(of: KitSources, objective: Objective) -> KitSheet:
    tries = [one for one in of.injects if objective.code in one.objectives]
    rows = tuple(
        (
            str(one.number),
            spoken_minutes(one.minutes),
            _gist(one.text),
            "\n".join(f"– {e}" for e in _expected(of, one)),
            "",
        )
        for one in tries
    )
    cards = ", ".join(of.cards.get(each, each) for each in objective.cards)
    header = (_("N°"), _("Quand"), _("Inject"), _("Attendu"), _("Vu à"))
    return KitSheet(
        _("Objectif {code}").format(code=objective.code),
        _("Observateur (fonction) : ................................"),
        (
            Words(objective.text, is_boxed=True),
            Words(_("Mesure : {measure}").format(measure=objective.measure)),
            *((Words(_("Fiches : {cards}").format(cards=cards)),) if cards else ()),
            Letters(_letters()),
            Heading(_("Injects à suivre")),
            Grid((0, 0, 3, 4, 0.8), header, rows, 9) if rows else Words(_("Aucun inject n’essaie cet objectif : suivez-le d’un bout à l’autre.")),
            Ruled(_("Pourquoi cette lettre"), 4),
            Ruled(_("Cause, si cela a manqué"), 3),
            Heading(_("Ce que j’ai vu")),
            Grid((0.7, 5, 0.5, 0.5), (_("Heure"), _("Fait, point fort ou point à améliorer"), "+", "–"), _empty(4, 5), 10),
        ),
    )  # fmt: skip


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
        (*_expected(of, one), *note),
    )  # fmt: skip


def _route(one: PlayedInject) -> str:
    return _("{sender} vers {recipient} ({channel})").format(
        sender=one.sender, recipient=one.recipient, channel=one.channel
    )


def _timetable(one: Exercise) -> tuple[tuple[str, ...], ...]:
    starts, ends = one.starts_at.astimezone(PARIS), one.ends_at.astimezone(PARIS)
    t0 = spoken_fictional(one.t0, 0)
    return (
        (spoken_hour(starts.time()), _("Accueil, consignes, puis T0 : il est alors « {t0} » pour tous les joueurs.").format(t0=t0)),
        (spoken_hour(ends.time()), _("Fin de l’exercice, dite par la direction ; retour à chaud aussitôt après.")),
    )  # fmt: skip


def _letters() -> tuple[tuple[str, str], ...]:
    return tuple((letter.value, _(words)) for letter, words in LETTER_WORDS.items())


def _real_hours(one: Exercise) -> str:
    starts, ends = one.starts_at.astimezone(PARIS), one.ends_at.astimezone(PARIS)
    return f"{spoken_day(starts.date())}, {spoken_hours(starts, ends)}"


def _gist(text: str) -> str:
    return text if len(text) <= LONGEST_GIST else f"{text[: LONGEST_GIST - 1].rstrip()}…"


def _empty(columns: int, rows: int) -> tuple[tuple[str, ...], ...]:
    return tuple(("",) * columns for _row in range(rows))
