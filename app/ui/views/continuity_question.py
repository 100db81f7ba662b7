"""A question « et si… » as the address carries it, and in words: shared or kept, it asks the same thing again."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from app.continuity.mean_load import mean_load
from app.core.clock import PARIS, paris_instant
from app.core.ids import PracticeId
from app.services.continuity.suppose import LONGEST_HOURS, Question
from app.ui.views.continuity_causes import some, when_words
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from app.services.continuity.suppose import Choices

NAMES = (
    "cabinets", "profession", "absents", "sur", "routes", "courant", "heures-courant", "etablissements", "distance",
    "debut", "heures",
)  # fmt: skip
"""Names in the address, of practices to hours; ids and INSEE codes, never a need."""
SEP, PAIR = ",", "-"
START = "%Y-%m-%dT%H:%M"
FIRST_HOUR = time(8)
DIGITS = 4
"""Of the longest number of people or hours that is read."""
FAR = timedelta(days=366)
"""Farther than that from now, a start is a mistyped address."""


def asked(query: Mapping[str, str], choices: Choices, now: datetime) -> Question | None:
    """The question an address asks, wall time in Paris; what it names and is not there any more is left out. None: no question."""
    if not any(name in query for name in NAMES):
        return None
    profession = query.get("profession", "")
    known = choices.professions.get(profession)
    return Question(
        starts_at=_start(query.get("debut", ""), now),
        hours=min(max(_whole(query.get("heures", ""), 24), 1), LONGEST_HOURS),
        practices=tuple(PracticeId(one) for one in _listed(query, "cabinets", choices.practices)),
        profession=profession if known else "",
        absent=_whole(query.get("absents", ""), 0) if known else 0,
        of=_whole(query.get("sur", ""), known[1]) if known else 0,
        roads=pairs_of(query.get("routes", "").split(SEP), choices),
        power=tuple(_listed(query, "courant", choices.communes)),
        power_hours=min(_whole(query.get("heures-courant", ""), 0), LONGEST_HOURS),
        sites=tuple(_listed(query, "etablissements", choices.sites)),
        remotes=tuple(_listed(query, "distance", choices.remotes)),
    )


def address(question: Question) -> dict[str, str]:
    """The question as an address, without what it does not say."""
    said = {
        "cabinets": SEP.join(question.practices),
        "profession": question.profession if question.absent else "",
        "absents": str(question.absent or ""),
        "sur": str(question.of) if question.absent else "",
        "routes": SEP.join(PAIR.join(pair) for pair in question.roads),
        "courant": SEP.join(question.power),
        "heures-courant": str(question.power_hours) if question.power and question.power_hours else "",
        "etablissements": SEP.join(question.sites),
        "distance": SEP.join(question.remotes),
        "debut": question.starts_at.astimezone(PARIS).strftime(START),
        "heures": str(question.hours),
    }
    return {name: text for name, text in said.items() if text}


def usual(now: datetime) -> Question:
    """What the form shows first: tomorrow at 8, for a day."""
    tomorrow = now.astimezone(PARIS).date() + timedelta(days=1)
    return Question(starts_at=paris_instant(tomorrow, FIRST_HOUR))


def words(question: Question, choices: Choices, now: datetime) -> str:
    """« Cabinet de Fégréac fermé et 28 absents sur 94 (infirmier) à partir de demain »."""
    pieces = []
    if question.practices:
        n = len(question.practices)
        names = [choices.practices.get(one, "") for one in question.practices]
        pieces.append(
            _("{name} fermé").format(name=names[0])
            if n == 1
            else ngettext("{n} cabinet fermé", "{n} cabinets fermés", n).format(n=n)
        )
    if question.absent:
        label = choices.professions.get(question.profession, ("", 0))[0]
        pieces.append(
            ngettext(
                "{absent} absent sur {of} ({label})", "{absent} absents sur {of} ({label})", question.absent
            ).format(absent=question.absent, of=question.of, label=label)
        )
    if question.power:
        places = some(sorted(choices.communes.get(code, "") for code in question.power))
        hours = question.power_hours or question.hours
        pieces.append(
            ngettext("{n} heure sans courant à {places}", "{n} heures sans courant à {places}", hours).format(
                n=hours, places=places
            )
        )
    if question.roads:
        one, other = (choices.communes.get(code, "") for code in question.roads[0])
        first = _("route coupée entre {one} et {other}").format(one=one, other=other)
        more = len(question.roads) - 1
        pieces.append(first + (ngettext(" et {n} autre", " et {n} autres", more).format(n=more) if more else ""))
    pieces += [_("{name} à l’arrêt").format(name=choices.sites.get(one, "")) for one in question.sites]
    pieces += [_("{name} à l’arrêt").format(name=choices.remotes.get(one, "")) for one in question.remotes]
    return _("{what} {when}").format(what=", ".join(pieces), when=when_words(question.starts_at, now))


def load_sentence(question: Question, choices: Choices) -> str:
    """« Il en reste 66 sur 94 : 739 patients chacun au lieu de 519, charge moyenne +42 %. »; empty when nobody is away so."""
    if not 0 < question.absent < question.of:
        return ""
    patients = choices.patients.get(question.profession)
    if patients is not None:
        return mean_load(question.of, question.absent, patients).sentence
    load = mean_load(question.of, question.absent, 1)
    return _("Il en reste {left} sur {total} : charge moyenne +{percent} %.").format(
        left=load.left, total=load.total, percent=load.percent
    )


def profession_label(choices: Choices, slug: str) -> str:
    """« infirmier (94) »; the empty choice says so."""
    if slug not in choices.professions:
        return _("aucun")
    label, count = choices.professions[slug]
    return f"{label} ({count})"


def road_label(choices: Choices) -> Callable[[tuple[str, str]], str]:
    """« Fégréac – Redon »."""

    def label(pair: tuple[str, str]) -> str:
        return f"{choices.communes.get(pair[0], '')} – {choices.communes.get(pair[1], '')}"

    return label


def pairs_of(written: Iterable[str], choices: Choices) -> tuple[tuple[str, str], ...]:
    """Roads that exist, as the address writes them: « 56007-56023 »."""
    known = {PAIR.join(pair): pair for pair in choices.roads}
    found = [PAIR.join(sorted(one.split(PAIR))) for one in written]
    return tuple(known[one] for one in dict.fromkeys(found) if one in known)


def _listed(query: Mapping[str, str], name: str, known: Mapping[str, str]) -> list[str]:
    return [one for one in dict.fromkeys(query.get(name, "").split(SEP)) if one in known]


def _whole(text: str, usual: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else usual


def _start(text: str, now: datetime) -> datetime:
    try:
        wall = datetime.fromisoformat(text)
        start = wall.astimezone(UTC) if wall.tzinfo else paris_instant(wall.date(), wall.time())
    except (ValueError, OverflowError):
        return now.astimezone(UTC)
    return start if abs(start - now) <= FAR else now.astimezone(UTC)
