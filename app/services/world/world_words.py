"""The sentences that say what the live world assumes, as whoever reads coverage sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.overview import Basis
from app.services.world.world_people import unplaced
from app.services.world.world_share import present
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from app.services.world.world_needs import Asked
    from app.services.world.world_source import Source


def assumptions(source: Source, wanted: Asked, cut: Collection[str]) -> Iterator[str]:
    """What was assumed, the heaviest first."""
    yield _basis(source, wanted)
    unread = sum(one.needs for one in source.known.unreadable)
    if unread:
        yield ngettext(
            "{n} besoin noté ne se lit pas sur cette machine (clé absente) : il n’est pas compté.",
            "{n} besoins notés ne se lisent pas sur cette machine (clé absente) : ils ne sont pas comptés.",
            unread,
        ).format(n=spoken_number(unread))
    yield _share(source)
    yield _(
        "Ce que chacun fait par demi-journée vient de son cabinet quand il l’a dit, sinon d’une valeur de travail par profession."
    )
    yield _(
        "Le week-end et les jours fériés, chacun est compté les demi-journées qu’il a déclarées ; gardes et transports viennent de tables à vérifier."
    )
    yield _roads(source, cut)
    outside = [one for one in source.communes if not one.in_territory]
    if outside:
        yield ngettext(
            "{n} commune voisine porte des besoins estimés ; l’essentiel est servi par ses propres professionnels, estimés aussi.",
            "{n} communes voisines portent des besoins estimés ; l’essentiel est servi par leurs propres professionnels, estimés aussi.",
            len(outside),
        ).format(n=len(outside))
    lost = unplaced(source)
    if lost:
        yield ngettext(
            "{n} professionnel n’a pas de commune sur la carte : il n’est pas compté.",
            "{n} professionnels n’ont pas de commune sur la carte : ils ne sont pas comptés.",
            lost,
        ).format(n=lost)


def _basis(source: Source, wanted: Asked) -> str:
    share = f"{100 * len(wanted.estimated) // max(len(wanted.needs), 1)}\u00a0%"
    said = {
        Basis.REGISTER: _("Besoins : registres des cabinets là où ils existent, taux par habitant ailleurs ({share} des besoins)."),
        Basis.COUNTS: _("Besoins : totaux donnés par les cabinets (agrégats seuls), taux par habitant ailleurs ({share} des besoins)."),
    }  # fmt: skip
    rates = _("Besoins : aucun registre ne se lit ici, tous sont estimés par des taux par habitant.")
    return said[source.known.basis].format(share=share) if source.known.needs and source.known.basis in said else rates


def _roads(source: Source, cut: Collection[str]) -> str:
    if not source.roads:
        return _("Aucune table de routes pour ce territoire : chaque commune ne compte que sur elle-même.")
    said = sum(one.override is not None for one in source.roads)
    parts = [_("Les trajets sont estimés à ± 25 %")]
    if said:
        parts.append(ngettext("{n} route corrigée à la main", "{n} routes corrigées à la main", said).format(n=said))
    if cut:
        parts.append(ngettext("{n} route coupée au long de ces demi-journées", "{n} routes coupées au long de ces demi-journées", len(cut)).format(n=len(cut)))  # fmt: skip
    return _("{parts}.").format(parts=_(" ; ").join(parts))


def _share(source: Source) -> str:
    """How much of what inhabitants ask is counted to the roster, and why."""
    if not present(source):
        return _(
            "Les effectifs ne sont pas toute l’offre du territoire : seule une part de la demande des habitants leur est comptée (valeur de travail, soin par soin)."
        )
    return _(
        "La demande comptée aux effectifs suit ce qu’ils réunissent de l’offre recensée sur le territoire ; au complet, une petite part reste aux remplaçants, à l’hôpital et aux voisins (valeur de travail)."
    )
