"""What the messages of an exercise are told as: simulated or armed in one sentence, whom they reach, what really left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exercise.messages import armed_phrase
from app.mobilisation.message import MESSAGE_WORDS
from app.mobilisation.preferences import CHANNEL_WORDS
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from app.response.alert import Alert
    from app.services.exercise.exercise_guard import Leaving
    from app.services.exercise.read_exercise_messages import Addressee, ExerciseMessages, RealMessage


def sentence(found: ExerciseMessages) -> str:
    """« Messages simulés : 12 injects montrés aux joueurs, rien n’est parti. » or that they really leave."""
    left = ngettext("{n} message parti", "{n} messages partis", len(found.real)).format(n=len(found.real))
    if not found.is_simulated and not found.real:
        return _("Exercice armé : ses messages partent vraiment. Aucun n’est encore parti.")
    if not found.is_simulated:
        return _("Exercice armé : ses messages partent vraiment. {left}.").format(left=left)
    shown = ngettext("{n} inject montré aux joueurs", "{n} injects montrés aux joueurs", found.shown)
    ended = _("rien n’est parti") if not found.real else left
    return _("Messages simulés : {shown}, {left}.").format(shown=shown.format(n=found.shown), left=ended)


def detail(found: ExerciseMessages) -> str:
    """What simulated means, or since when it is armed."""
    armed_at = found.exercise.armed_at
    if not found.is_simulated and armed_at is not None:
        return _(
            "Armé {when}. Chaque inject adressé à une fonction part à qui la tient, chaque alerte part à tout son monde. Tout commence par EXERCICE."
        ).format(when=spoken_instant(armed_at))
    return _(
        "Les injects s’affichent sur la page de chaque joueur ; alertes, points cabinets, points de situation et bulletins de l’exercice s’écrivent ici sans que personne ne les reçoive."
    )


def unheld(found: ExerciseMessages) -> str:
    """Which recipients nobody plays; empty when all are held."""
    if not found.unheld:
        return ""
    names = ", ".join(found.unheld)
    return ngettext(
        "Personne ne tient « {names} » : ce message sera lu à toute la salle, et ne partira pas.",
        "Personne ne tient : {names}. Ces messages seront lus à toute la salle, et ne partiront pas.",
        len(found.unheld),
    ).format(names=names)


def addressee_header() -> tuple[str, ...]:
    return _("Joueur"), _("Par quoi"), _("Montrés"), _("Vraiment écrits")


def addressee_row(one: Addressee) -> tuple[str | int, ...]:
    way = _(CHANNEL_WORDS[one.channel]) if one.channel else _("sans adresse, à lui dire")
    return one.who, way, one.shown, one.really


def real_header() -> tuple[str, ...]:
    return _("Inject"), _("À"), _("Par quoi"), _("État"), _("Depuis")


def real_row(one: RealMessage) -> tuple[str | int, ...]:
    letter = one.letter
    state = letter.error or _(MESSAGE_WORDS[letter.state])
    return (
        one.inject.number,
        letter.who,
        _(CHANNEL_WORDS[letter.channel]),
        state,
        spoken_instant(letter.changed_at),
    )


def arming(found: ExerciseMessages) -> str:
    """What is typed, and what it does."""
    return _("Pour armer, tapez « {phrase} »").format(phrase=armed_phrase(found.exercise))


def question(found: ExerciseMessages) -> tuple[str, ...]:
    """What the second press is asked with."""
    reached = ngettext(
        "{n} joueur a une adresse : il recevra vraiment les prochains injects.",
        "{n} joueurs ont une adresse : ils recevront vraiment les prochains injects.",
        found.reachable,
    ).format(n=found.reachable)
    return (
        reached,
        _("Une alerte lancée pour cet exercice partira à toutes les personnes qu’elle vise."),
        _("La fin de l’exercice, ou « situation réelle », désarme et annule ce qui n’est pas parti. Une pause n’y change rien."),
    )  # fmt: skip


def alert_line(one: Alert) -> str:
    """« accident de car, jeudi 26 novembre à 17 h »."""
    return _("{title}, {when}").format(title=one.title, when=spoken_instant(one.launched_at))


def leaving(found: Leaving) -> str:
    """What stands on every screen from which something could leave for an exercise."""
    if found.is_simulated:
        if found.exercise.is_ended:
            return _("« {title} » est terminé : rien de ce qui le concerne ne part.").format(title=found.exercise.title)
        return _("Simulé : rien ne part, personne ne reçoit ce qui s’envoie d’ici.")
    return _("Exercice armé : ce qui s’envoie d’ici part vraiment, et commence par EXERCICE.")
