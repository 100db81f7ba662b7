"""Copies of the data in words: the sentence, what each copy is, what is kept how long. No widget here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.core.errors import N_
from app.store.backup_rules import Kind
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_hour, spoken_instant, spoken_number
from app.words.sizes import spoken_bytes

if TYPE_CHECKING:
    from datetime import timedelta

    from app.services.keeping.read_backups import BackupDesk, Held
    from app.store.backup_runs import Run, Trouble

KIND_WORDS = {
    Kind.NIGHTLY: N_("chaque nuit"),
    Kind.CAUGHT_UP: N_("chaque nuit, rattrapée : Relève était arrêté à l’heure dite"),
    Kind.BY_HAND: N_("à la main"),
    Kind.BEFORE_MIGRATION: N_("avant une mise à jour"),
}

SHORT_WORDS = {**KIND_WORDS, Kind.NIGHTLY: N_("de la nuit"), Kind.CAUGHT_UP: N_("de la nuit, rattrapée")}
"""The same beside a date."""

HOUR_SECONDS, DAY_HOURS = 3600, 24


def sentence(desk: BackupDesk) -> str:
    """What a coordinator wants to know first: is the data safe, since when."""
    if desk.last is None:
        return _("Aucune sauvegarde prouvée : si ce disque tombe en panne, tout est perdu.")
    said = _("Dernière sauvegarde prouvée il y a {age}, {when}.").format(
        age=spoken_age(desk.now - desk.last.at), when=spoken_instant(desk.last.at)
    )
    return _("{said} C’est trop ancien.").format(said=said) if desk.is_late else said


def detail(desk: BackupDesk) -> str:
    """What comes next, and where copies are."""
    return _("Prochaine {when}. Les copies sont sur le même disque que les données : emportez-en une ailleurs.").format(
        when=spoken_instant(desk.next_at)
    )


def spoken_age(age: timedelta) -> str:
    """« moins d’une heure », « 5 heures », « 3 jours »."""
    hours = int(age.total_seconds()) // HOUR_SECONDS
    if hours < 1:
        return _("moins d’une heure")
    if hours < 2 * DAY_HOURS:
        return ngettext("{n} heure", "{n} heures", hours).format(n=hours)
    days = hours // DAY_HOURS
    return ngettext("{n} jour", "{n} jours", days).format(n=spoken_number(days))


def header() -> list[str]:
    """Columns of the table of copies."""
    return [_("Faite"), _("Pourquoi"), _("Taille"), _("État")]


def rows(desk: BackupDesk) -> list[list[str]]:
    """One row a copy, newest first."""
    return [[label(one), _(KIND_WORDS[one.copy.kind]), spoken_bytes(one.bytes), state(one)] for one in desk.held]


def label(one: Held) -> str:
    """« 22 novembre 2026 à 8 h 22 »: with its year, for some are a year old."""
    local = one.copy.at.astimezone(PARIS)
    return _("{day} à {hour}").format(day=spoken_date(local.date()), hour=spoken_hour(local.time()))


def choice(one: Held) -> str:
    """The same with why it was made: two copies of one minute are told apart."""
    return _("{when}, {why}").format(when=label(one), why=_(SHORT_WORDS[one.copy.kind]))


def state(one: Held) -> str:
    """Whether a copy can be counted on."""
    if one.run is None:
        return _("apportée d’ailleurs, pas relue ici")
    if one.run.trouble:
        return _("données déjà en défaut : {why}").format(why=trouble(one.run.trouble))
    return _("prouvée : relue en entier, journal vérifié")


def failure(run: Run) -> str:
    """« Lundi 23 novembre à 3 h : le disque est plein. »"""
    assert run.trouble is not None
    return _("{when} : {why}").format(when=spoken_instant(run.at), why=trouble(run.trouble))


def trouble(found: Trouble) -> str:
    """What went wrong, in the language of the run."""
    message, data = found
    return _(message).format(**data)


def kept(desk: BackupDesk) -> str:
    """The rotation in one sentence."""
    rules = desk.rules
    return _(
        "Faites à {hour}. Gardées : tout ce qui a moins de {recent} heures, puis la dernière de chacun des {daily} derniers jours, des {weekly} dernières semaines et des {monthly} derniers mois, et les {migrations} dernières d’avant une mise à jour. Une personne effacée reste dans ces copies jusque-là."
    ).format(
        hour=spoken_hour(rules.hour), recent=rules.recent_hours, daily=rules.daily, weekly=rules.weekly,
        monthly=rules.monthly, migrations=rules.before_migration,
    )  # fmt: skip
