"""What « Relais · À distance » says: its sentence, a service in one line, what it falls with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.remote_service import REMOTE_WORDS, RemoteKind
from app.ui.parts.coloured import coloured
from app.ui.views.relays_words import listed
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.continuity.remote_service import RemoteService
    from app.services.continuity.read_relays import RemotesView


def sentence(view: RemotesView) -> str:
    """« Toutes les alarmes de télésurveillance reposent sur une seule personne. », or how many services there are."""
    if not view.services:
        return _("Aucun service à distance n’est noté.")
    watching = [one for one in view.services if one.kind is RemoteKind.TELEMONITORING]
    if watching and sum(one.readers for one in watching) == 1:
        return _("Toutes les alarmes de télésurveillance reposent sur une seule personne.")
    alone = [one.name for one in view.services if one.rests_on_one]
    if alone:
        return ngettext(
            "{n} service à distance repose sur une seule personne : {names}.",
            "{n} services à distance reposent sur une seule personne : {names}.",
            len(alone),
        ).format(n=len(alone), names=listed(alone))
    n = len(view.services)
    return ngettext(
        "{n} service à distance, lu par plusieurs personnes.", "{n} services à distance, lus par plusieurs personnes.", n
    ).format(n=n)  # fmt: skip


def badge(one: RemoteService) -> str:
    """The state as icon, word and colour."""
    if one.rests_on_one:
        return coloured("orange", "warning", _("une seule personne"))
    said = _("{n} personnes").format(n=one.readers)
    return coloured("green", "check_circle", said)


def line(one: RemoteService, view: RemotesView) -> str:
    """« Alarmes cardiaques · télésurveillance · Cabinet de cardiologie »."""
    where = view.names.get(one.practice, "") if one.practice else ""
    if one.site and one.site in view.sites:
        where = view.sites[one.site].name
    return " · ".join(filter(None, (one.name, _(REMOTE_WORDS[one.kind]), where)))


def words(one: RemoteService, view: RemotesView) -> str:
    """« tient : insuffisance cardiaque · 30 patients de plus · tombe avec le réseau et l’électricité »."""
    labels = [view.categories[code].label for code in one.categories if code in view.categories]
    room = ngettext("{n} patient de plus", "{n} patients de plus", one.capacity).format(n=one.capacity)
    holds = _("tient : {categories}").format(categories=listed(labels, 4)) if labels else ""
    return " · ".join(filter(None, (holds, room, _falls_with(one))))


def _falls_with(one: RemoteService) -> str:
    if one.needs_network and one.needs_power:
        return _("tombe avec le réseau ou l’électricité")
    if one.needs_network:
        return _("tombe avec le réseau")
    return _("tombe avec l’électricité") if one.needs_power else _("ne dépend ni du réseau ni de l’électricité")
