"""What people say their contact is now, beside what is known: words of « Coordonnées à vérifier »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.roster.phones import spoken_phone
from app.words import _, ngettext
from app.words.dates import spoken_day
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.mobilisation.say_contact import Said


def title(found: Sequence[Said]) -> str:
    """« 2 personnes signalent de nouvelles coordonnées »."""
    n = len(found)
    return ngettext("{n} personne signale de nouvelles coordonnées", "{n} personnes signalent de nouvelles coordonnées", n).format(n=n)  # fmt: skip


def name(one: Said) -> str:
    """Who says it."""
    return full_name(one.person.given_name, one.person.family_name)


def sentence(one: Said) -> str:
    """« Zoé Le Goff, jeudi 26 novembre : mobile 06 39 98 00 03 (nous avons 06 39 98 00 02). »"""
    return _("{name}, {day} : {changes}.").format(
        name=name(one), day=spoken_day(paris_date(one.contact.at)), changes=", ".join(_changes(one))
    )


def _changes(one: Said) -> list[str]:
    found = []
    if one.contact.email:
        found.append(
            _("e-mail {new} (nous avons {old})").format(new=one.contact.email, old=one.person.email or _("rien"))
        )
    if one.contact.mobile:
        old = spoken_phone(one.person.mobile) if one.person.mobile else _("rien")
        found.append(_("mobile {new} (nous avons {old})").format(new=spoken_phone(one.contact.mobile), old=old))
    return found
