"""The hot report on one page: objectives, three strengths, three things to improve, delays, coverage, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.exercise_line import exercise_line
from app.documents.typeset import typeset
from app.words import _

if TYPE_CHECKING:
    from app.documents.imprint import Imprint
    from app.exercise.retex import HotRetex


def hot_pdf(retex: HotRetex, imprint: Imprint) -> bytes:
    """The PDF, in the largest letters with which everything holds on the page. The same values give the same bytes."""
    return typeset("retex_hot", hot_title(retex), imprint, {"words": hot_words(imprint, retex), "retex": _plain(retex)})


def hot_title(retex: HotRetex) -> str:
    """« CPTS d’Auray · Retour d’expérience à chaud · Exercice n° 3 : Écran noir »."""
    return " · ".join((retex.community, retex.title, retex.subtitle))


def hot_words(imprint: Imprint, retex: HotRetex) -> dict[str, str]:
    """The headings of the page, and what is said under those that hold nothing."""
    return {
        "exercise": exercise_line(imprint) if retex.is_exercise else "",
        "objectives": _("Objectifs"),
        "rating": _("Cotation"),
        "letters": _("P : réalisé sans difficulté · S : avec quelques difficultés · M : avec de grandes difficultés · U : non réalisé"),
        "strengths": _("Ce qui a marché"),
        "improvements": _("Ce qui est à améliorer"),
        "nothing": _("Rien n’a été relevé."),
        "delays": _("Délais"),
        "step": _("Étape"),
        "delay": _("Délai"),
        "target": _("Cible"),
        "coverage": _("Couverture des soins et actions attendues"),
        "dates": _("Prochaines dates"),
    }  # fmt: skip


def _plain(retex: HotRetex) -> dict[str, object]:
    return {
        "community": retex.community,
        "title": retex.title,
        "subtitle": retex.subtitle,
        "edition": retex.edition,
        "headline": retex.headline,
        "objectives": [list(one) for one in retex.objectives],
        "strengths": list(retex.strengths),
        "improvements": list(retex.improvements),
        "delays": [list(one) for one in retex.delays],
        "coverage": list(retex.coverage),
        "dates": [list(one) for one in retex.dates],
    }
