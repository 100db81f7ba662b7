"""The crisis bag in words: how old the last one is, what it holds, whether the stick has it. No widget here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.ui.views.data_backups import spoken_age
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from app.services.crisis_bag.read_crisis_bag import BagView

OLD = timedelta(hours=48)
"""Beyond this a printed or carried copy can't be counted on."""


def sentence(bag: BagView) -> str:
    """What a coordinator wants to know first: is there a bag, and of when."""
    if bag.at is None:
        return _("Aucune valise encore : si le réseau tombe, personne n’a la liste sous la main.")
    return _("Dernière valise : il y a {age}, {when}.").format(
        age=spoken_age(bag.now - bag.at), when=spoken_instant(bag.at)
    )


def is_old(bag: BagView) -> bool:
    """Whether the last copy is older than two nights, so that something stopped it."""
    return bag.at is not None and bag.now - bag.at > OLD


def second(bag: BagView) -> str:
    """Where the second copy stands; empty when no second folder is set."""
    if not bag.settings.second_folder:
        return ""
    if not bag.second_is_there:
        return _("Le second dossier n’est pas là : branchez la clé, elle recevra la valise dans la minute.")
    if bag.at is None or bag.second_at is None or bag.second_at < bag.at:
        return _("Le second dossier n’a pas encore la dernière valise.")
    return _("Le second dossier a la même valise.")


def second_is_late(bag: BagView) -> bool:
    """Whether the second folder should have the last copy, and has not."""
    return bool(bag.settings.second_folder) and (
        bag.second_at is None or (bag.at is not None and bag.second_at < bag.at)
    )


def kept(bag: BagView) -> str:
    """How many copies there are, how long they stay, and where."""
    copies = ngettext("{n} copie gardée", "{n} copies gardées", bag.kept).format(n=bag.kept)
    days = ngettext("{n} jour", "{n} jours", bag.settings.kept_days).format(n=bag.settings.kept_days)
    return _("{copies}, {days} au plus, dans {folder}.").format(copies=copies, days=days, folder=bag.folder)
