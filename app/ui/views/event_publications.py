"""What the publications panel says of texts to the public; nothing is drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.response.bulletin import AUDIENCE_WORDS, LONGEST, STAGE_WORDS, Publication, Stage
from app.response.bulletin import length as signs
from app.response.situation_said import moment, when
from app.ui.parts.coloured import coloured
from app.ui.parts.tones import COLOURS
from app.words import _, ngettext
from app.words.dates import spoken_number
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from datetime import datetime

    from app.services.crisis.publish_bulletin import PublicationsView

LOOKS: dict[Stage, tuple[str, str]] = {
    Stage.PREPARED: ("edit_note", "open"),
    Stage.AGREED: ("verified", "pending"),
    Stage.PUBLISHED: ("check_circle", "confirmed"),
}


def sentence(view: PublicationsView) -> str:
    """« 2 textes à faire valider, 1 à publier ; 3 publiés, le dernier à 17 h. »"""
    if not view.texts:
        return _("Rien n’a encore été dit au public ni aux mairies.")
    prepared, agreed = len(view.of(Stage.PREPARED)), len(view.of(Stage.AGREED))
    said = []
    if prepared:
        said.append(ngettext("{n} texte à faire valider", "{n} textes à faire valider", prepared).format(n=prepared))
    if agreed:
        said.append(ngettext("{n} texte à publier", "{n} textes à publier", agreed).format(n=agreed))
    out = view.of(Stage.PUBLISHED)
    if out:
        last = max(one.at for one in out)
        said.append(
            ngettext("{n} publié, {when}", "{n} publiés, le dernier {when}", len(out)).format(
                n=len(out), when=when(last, view.now)
            )
        )
    return _(" ; ").join(said) + "."


def badge(one: Publication) -> str:
    """How far a text is, as icon, word and colour, in Markdown."""
    icon, tone = LOOKS[one.stage]
    return coloured(COLOURS[tone], icon, _(STAGE_WORDS[one.stage]))


def audience(one: Publication) -> str:
    """« Message aux mairies »."""
    said = _(AUDIENCE_WORDS[one.audience])
    return capitalised(said)


def length(one: Publication) -> str:
    """« 240 signes sur 280 »."""
    count = signs(one.text)
    return ngettext("{n} signe sur {most}", "{n} signes sur {most}", count).format(
        n=spoken_number(count), most=spoken_number(LONGEST[one.audience])
    )


def agreed(one: Publication) -> str:
    """« Validé par Dr Fictif, présidente »."""
    return _("Validé par {who}").format(who=one.agreed_by)


def published(one: Publication, now: datetime) -> str:
    """« Affiche · 17 h 05 · site de la mairie · validé par … »."""
    said = (audience(one), moment(one.at, now), one.channel, _("validé par {who}").format(who=one.agreed_by))
    return " · ".join(said)
