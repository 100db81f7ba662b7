"""What coverage says aloud while an exercise is played: how it stands, what a thing changed. Shares and requests, nobody's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.drills.sentences import first_needs_words, places_words
from app.exercise.said import spoken_minutes
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from app.drills.sentences import Naming
    from app.drills.territory import Need


@dataclass(frozen=True, slots=True)
class Standing:
    """Requests of one half-day: asked, without anybody."""

    demand: int
    unmet: int

    @property
    def share(self) -> float:
        """Served over asked, 0–1; 1 when nothing is asked."""
        return (self.demand - self.unmet) / self.demand if self.demand else 1.0

    @property
    def percent(self) -> str:
        """« 88 % », rounded down: what is not whole is never said whole."""
        return percent(self.share)


@dataclass(frozen=True, slots=True)
class Impact:
    """What one thing changed, measured at the fictional ``minutes`` from which it acts; ``changed``: (need, before, after).

    ``is_plan``: it answers, and does not strike.
    """

    cause: str
    minutes: float
    before: Standing
    after: Standing
    changed: tuple[tuple[Need, int, int], ...] = ()
    is_plan: bool = False

    @property
    def gained(self) -> int:
        """Requests that have somebody again (below nought: that have lost everybody)."""
        return self.before.unmet - self.after.unmet


def percent(share: float) -> str:
    """« 88 % », rounded down."""
    return _("{n} %").format(n=int(share * 100 + 1e-9))


def standing_sentence(now: Standing) -> str:
    """« Couverture : 88 %, 31 demandes sur 258 sans personne. »"""
    if not now.demand:
        return _("Aucun soin n’est demandé à cette heure.")
    if not now.unmet:
        return _("Couverture : toutes les demandes ont quelqu’un ({demand}).").format(demand=spoken_number(now.demand))
    return ngettext(
        "Couverture : {percent}, {n} demande sur {demand} sans personne.",
        "Couverture : {percent}, {n} demandes sur {demand} sans personne.",
        now.unmet,
    ).format(percent=now.percent, n=spoken_number(now.unmet), demand=spoken_number(now.demand))


def without_plan_sentence(played: Standing, without: Standing) -> str:
    """What the decisions taken so far are worth now; empty while they change nothing."""
    gained = without.unmet - played.unmet
    if gained <= 0:
        return ""
    return ngettext(
        "Sans ce qui a été décidé : {percent}. Les décisions servent {n} demande de plus.",
        "Sans ce qui a été décidé : {percent}. Les décisions servent {n} demandes de plus.",
        gained,
    ).format(percent=without.percent, n=spoken_number(gained))


def impact_sentence(one: Impact, naming: Naming, now: float | None = None) -> str:
    """« Couverture 96 % → 88 % : 14 demandes de plus sans personne (soins infirmiers, Auray). »

    ``now``: the present minute; an effect that begins later says from when.
    """
    said = _moved(one, naming)
    if now is not None and one.minutes > now:
        return _("À partir de {when} : {said}").format(when=spoken_minutes(one.minutes), said=said)
    return said


def _moved(one: Impact, naming: Naming) -> str:
    before, after = one.before, one.after
    share = (
        _("Couverture {before} → {after}").format(before=before.percent, after=after.percent)
        if before.percent != after.percent
        else _("Couverture à {after}").format(after=after.percent)
    )
    gained = one.gained
    asked = after.demand - before.demand
    if not gained and not asked:
        if one.is_plan:
            return _("{share} : personne de plus n’est servi à cette heure.").format(share=share)
        return _("{share} : d’autres prennent le relais, personne de plus ne manque.").format(share=share)
    if not gained:
        said = ngettext(
            "{n} demande de plus, servie", "{n} demandes de plus, toutes servies", abs(asked)
        ) if asked > 0 else ngettext("{n} demande de moins", "{n} demandes de moins", abs(asked))  # fmt: skip
        return _("{share} : {said}.").format(share=share, said=said.format(n=spoken_number(abs(asked))))
    if gained > 0:
        said = ngettext("{n} demande de plus a quelqu’un", "{n} demandes de plus ont quelqu’un", gained)
    else:
        said = ngettext("{n} demande de plus sans personne", "{n} demandes de plus sans personne", -gained)
    return _("{share} : {said} ({where}).").format(
        share=share, said=said.format(n=spoken_number(abs(gained))), where=_where(one, naming)
    )  # fmt: skip


def _where(one: Impact, naming: Naming) -> str:
    moved = [need for need, before, after in one.changed if (after > before) == (one.gained < 0)]
    skills = first_needs_words({need.skill for need in moved}, naming)
    places = places_words({need.place for need in moved}, naming).strip("()")
    return _("{what}, {where}").format(what=skills, where=places) if moved else _("réparties sur le territoire")
