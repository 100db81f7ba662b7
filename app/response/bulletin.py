"""What is said to the public and to town halls: one text per way, its length, what to read twice before it leaves. No SQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.response.alert import EXERCISE_BAND
from app.words import _
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from datetime import datetime


class Audience(StrEnum):
    """For whom a text is written; each has its own length."""

    PUBLIC = "public"
    TOWN_HALLS = "town_halls"
    POSTER = "poster"
    SOCIAL = "social"
    PROFESSIONALS = "professionals"
    PRESS = "press"


AUDIENCE_WORDS: dict[Audience, str] = {
    Audience.PUBLIC: N_("bulletin au public"),
    Audience.TOWN_HALLS: N_("message aux mairies"),
    Audience.POSTER: N_("affiche"),
    Audience.SOCIAL: N_("réseaux sociaux"),
    Audience.PROFESSIONALS: N_("professionnels de santé"),
    Audience.PRESS: N_("presse"),
}
LONGEST: dict[Audience, int] = {
    Audience.PUBLIC: 1_500,
    Audience.TOWN_HALLS: 700,
    Audience.POSTER: 420,
    Audience.SOCIAL: 280,
    Audience.PROFESSIONALS: 2_000,
    Audience.PRESS: 2_000,
}
"""Signs: what a poster holds in letters read from two metres, what the shortest network takes (280), what a town hall pastes
in its own page (house rules)."""
LONGEST_TITLE = 90


class Stage(StrEnum):
    """A text is prepared, agreed by a named person, then published; what is agreed no longer changes."""

    PREPARED = "prepared"
    AGREED = "agreed"
    PUBLISHED = "published"


STAGE_WORDS: dict[Stage, str] = {
    Stage.PREPARED: N_("à faire valider"),
    Stage.AGREED: N_("validé, à publier"),
    Stage.PUBLISHED: N_("publié"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A text for one audience. ``agreed_by``: a named person's name and quality, empty until agreed; ``channel``: where it was
    published, empty until it was. ``at`` (UTC): when it was prepared, then when it was published."""

    id: str
    audience: Audience
    title: str
    text: str
    at: datetime
    event_id: str = ""
    channel: str = ""
    agreed_by: str = ""

    @property
    def stage(self) -> Stage:
        """How far it is."""
        if self.channel:
            return Stage.PUBLISHED
        return Stage.AGREED if self.agreed_by else Stage.PREPARED


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the texts are written from, in words; ``phone``: the number given to the public, empty until there is one."""

    title: str
    communes: tuple[str, ...] = ()
    community: str = ""
    phone: str = ""
    practices: tuple[int, int, int] | None = None
    """Practices open, degraded, closed among those that answered."""
    advice: tuple[str, ...] = ()


CALLS = N_("Urgence vitale : appelez le 15 ou le 112 (114 par SMS pour les personnes sourdes ou malentendantes).")
"""service-public.fr, fiche F33954, « Quels sont les numéros d’urgence »."""
ADVICE: tuple[str, ...] = (
    N_("Ne vous déplacez pas sans avoir appelé votre cabinet ou votre pharmacie."),
    N_("Gardez votre ordonnance et votre liste de médicaments à portée de main."),
    N_("Prenez des nouvelles des personnes seules autour de vous."),
)
"""Common sense, no medical advice: anything medical is written by the medical lead, or comes from the ARS."""


def kit(about: About) -> dict[Audience, tuple[str, str]]:
    """Audience → title and text, ready to be read over: the same facts in the length of each way."""
    title = about.title[:LONGEST_TITLE]
    return {
        Audience.PUBLIC: (title, _public(about)),
        Audience.TOWN_HALLS: (title, _town_halls(about)),
        Audience.POSTER: (title, _poster(about)),
        Audience.SOCIAL: (title, _social(about)),
    }


def remarks(audience: Audience, title: str, text: str) -> tuple[str, ...]:
    """What whoever agrees should look at: too long, no emergency number, a mobile or an address of somebody, a place to fill in."""
    said = []
    if length(text) > LONGEST[audience]:
        said.append(
            _("{n} signes de trop : {most} au plus pour cette voie.").format(
                n=length(text) - LONGEST[audience], most=LONGEST[audience]
            )
        )
    if not re.search(r"\b(?:15|112)\b", text):
        said.append(_("Le 15 (ou le 112) n’est pas rappelé."))
    if _MOBILE.search(f"{title} {text}"):
        said.append(_("Un numéro de mobile figure dans le texte : est-ce bien un numéro ouvert au public ?"))
    if _ADDRESS.search(f"{title} {text}"):
        said.append(_("Une adresse e-mail figure dans le texte : est-ce bien une adresse ouverte au public ?"))
    if holes(f"{title}\n{text}"):
        said.append(_("Il reste une place à compléter, entre crochets."))
    return tuple(said)


def length(text: str) -> int:
    """Signs of a text, the words of an exercise apart."""
    return len(text.removeprefix(EXERCISE_BAND).strip())


def holes(text: str) -> tuple[str, ...]:
    """The places left to fill in, between brackets, in order, each once."""
    return tuple(dict.fromkeys(_HOLE.findall(text)))


_HOLE = re.compile(r"\[[^\[\]\n]+\]")
_MOBILE = re.compile(r"(?:\+33[\s.\u00a0]?|0)[67](?:[\s.\u00a0]?\d{2}){4}")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


def _where(about: About) -> str:
    return ", ".join(about.communes) if about.communes else _("tout le territoire")


def _phone(about: About) -> str:
    return about.phone or _("[numéro ouvert au public]")


def _advice(about: About) -> tuple[str, ...]:
    return about.advice or tuple(_(one) for one in ADVICE)


def _public(about: About) -> str:
    lines = [
        _("Situation en cours : {where}.").format(where=_where(about)),
        _("[Ce qui se passe, en une phrase, tel que la préfecture ou l’ARS l’a dit.]"),
        _care(about),
        _("Ce que vous pouvez faire :"),
        *(f"- {one}" for one in _advice(about)),
        _("Renseignements sur les soins de ville : {phone}.").format(phone=_phone(about)),
        _(CALLS),
    ]
    return "\n".join(line for line in lines if line)


def _care(about: About) -> str:
    if about.practices is None:
        return _("Les professionnels de santé du territoire restent mobilisés.")
    opened, degraded, closed = about.practices
    return _(
        "Cabinets et structures qui ont répondu : {open} ouverts, {degraded} en service réduit, {closed} fermés."
    ).format(open=opened, degraded=degraded, closed=closed)


def _town_halls(about: About) -> str:
    lines = [
        _("Madame, Monsieur le maire, voici de quoi informer vos habitants ({where}).").format(where=_where(about)),
        _care(about),
        _("Merci de le relayer (site, panneau, application) et d’appeler les personnes inscrites à votre registre."),
        _("Renseignements sur les soins de ville : {phone}.").format(phone=_phone(about)),
        _(CALLS),
    ]
    return "\n".join(lines)


def _poster(about: About) -> str:
    return "\n".join(
        (_("Avant de vous déplacer, appelez : {phone}").format(phone=_phone(about)), *_advice(about)[:2], _(CALLS))
    )


def _social(about: About) -> str:
    where = _where(about) if len(_where(about)) <= 80 else _("tout le territoire")
    return _("{where} : avant de vous déplacer pour des soins, appelez votre cabinet ou le {phone}. Urgence vitale : 15 ou 112. {community}").format(
        where=capitalised(where), phone=_phone(about), community=about.community
    ).strip()  # fmt: skip
