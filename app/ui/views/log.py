"""What the Main courante screen says, and how a line typed in a hurry is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from app.core.clock import PARIS, paris_date
from app.core.errors import N_, InvalidInput
from app.services.read_log import author_name
from app.store.log import STATUS_WORDS, LogKind, LogStatus
from app.words import _, ngettext
from app.words.dates import spoken_day, spoken_hour

if TYPE_CHECKING:
    from app.services.read_log import LogView
    from app.store.log import Later, LogEntry

ICONS: dict[LogKind, str] = {
    LogKind.INFORMATION: "info",
    LogKind.DECISION: "gavel",
    LogKind.ACTION: "task_alt",
}
STATUS_ICONS: dict[LogStatus, str] = {
    LogStatus.OPEN: "schedule",
    LogStatus.DONE: "check_circle",
    LogStatus.CANCELLED: "cancel",
}
_STATUS_COLOURS: dict[LogStatus, str] = {LogStatus.OPEN: "orange", LogStatus.DONE: "green", LogStatus.CANCELLED: "gray"}

_SHORTHAND = re.compile(
    r"^\s*(?:(?P<hour>\d{1,2}\s*[h:]\s*\d{2})\s*:\s*)?(?:(?P<kind>information|info|i|décision|decision|d|action|a)\s*:\s*)?",
    re.IGNORECASE,
)
_KINDS = {"i": LogKind.INFORMATION, "d": LogKind.DECISION, "a": LogKind.ACTION}
_HOUR = re.compile(r"^\s*(\d{1,2})\s*(?:h|:)?\s*(\d{2})?\s*$", re.IGNORECASE)

AHEAD = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as it was meant: « 14h05 : d : on ferme la ligne 2 » is a decision of 14:05."""

    text: str
    kind: LogKind | None = None
    hour: str = ""


def understood(line: str) -> Typed:
    """The line without the hour and the kind it begins with, if it begins with any."""
    found = _SHORTHAND.match(line)
    assert found is not None
    kind = found["kind"]
    return Typed(line[found.end() :].strip(), _KINDS[kind[0].lower()] if kind else None, found["hour"] or "")


def instant_of_hour(hour: str, now: datetime) -> datetime | None:
    """The last time it was that hour in Paris: « 23h50 » at half past midnight was yesterday. None for an empty text.

    Raises InvalidInput for what is no hour.
    """
    if not hour.strip():
        return None
    found = _HOUR.match(hour)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise InvalidInput(N_("« {hour} » n’est pas une heure : écrivez 14h05."), hour=hour.strip())
    wall = time(int(found[1]), int(found[2] or 0))
    local = datetime.combine(now.astimezone(PARIS).date(), wall, PARIS)
    if local > now + AHEAD:
        local = datetime.combine(now.astimezone(PARIS).date() - timedelta(days=1), wall, PARIS)
    return local


def number_of(text: str) -> int | None:
    """« 12 », « n° 12 » or « #12 »; None for an empty text. Raises InvalidInput for anything else."""
    bare = re.sub(r"^\s*(?:n°|no|#)?\s*", "", text, flags=re.IGNORECASE).strip()
    if not bare:
        return None
    if not bare.isdecimal() or len(bare) > 9:
        raise InvalidInput(N_("« {text} » n’est pas un numéro d’entrée : écrivez 12."), text=text.strip())
    return int(bare)


def sentence(view: LogView, now: datetime) -> str:
    """« 2 actions en cours, la plus ancienne depuis 17 h 15. »."""
    if view.faults:
        return _("La main courante ne peut plus servir de preuve : sa chaîne est rompue.")
    if not view.total:
        return _("La main courante est vide : notez ce que vous apprenez, décidez et faites, au fil de l’eau.")
    if view.open:
        count = len(view.open)
        since = moment(view.open[0].happened_at, now)
        return ngettext(
            "{n} point en cours, depuis {when}.", "{n} points en cours, le plus ancien depuis {when}.", count
        ).format(n=count, when=since)
    return ngettext("{n} entrée, rien en cours.", "{n} entrées, rien en cours.", view.total).format(n=view.total)


def moment(at: datetime, now: datetime) -> str:
    """« 17 h 15 » today, « jeudi 26 novembre à 17 h 15 » another day."""
    local = at.astimezone(PARIS)
    if paris_date(at) == paris_date(now):
        return spoken_hour(local.time())
    return _("{day} à {hour}").format(day=spoken_day(local.date()), hour=spoken_hour(local.time()))


def hour(entry: LogEntry) -> str:
    """« 17 h 15 »."""
    return spoken_hour(entry.happened_at.astimezone(PARIS).time())


def badge(entry: LogEntry) -> str:
    """The status as icon, word and colour, in Markdown; nothing for an information."""
    if entry.status is None:
        return ""
    return f":{_STATUS_COLOURS[entry.status]}-badge[:material/{STATUS_ICONS[entry.status]}: {_(STATUS_WORDS[entry.status])}]"


def signature(entry: LogEntry) -> str:
    """« n° 4 · Maïwenn Fictif · source : chauffeur · noté à 17 h 15 »."""
    said = [_("n° {number}").format(number=entry.number), author_name(entry.author)]
    if entry.source:
        said.append(_("source : {source}").format(source=entry.source))
    if entry.linked:
        said.append(_("suite du n° {number}").format(number=entry.linked))
    if abs((entry.entered_at - entry.happened_at).total_seconds()) >= 60:
        said.append(written_at(entry))
    return " · ".join(said)


def written_at(entry: LogEntry) -> str:
    """« noté à 17 h 15 » the same day, « noté le vendredi 27 novembre à 8 h » later."""
    when = moment(entry.entered_at, entry.happened_at)
    same = paris_date(entry.entered_at) == paris_date(entry.happened_at)
    return (_("noté à {when}") if same else _("noté le {when}")).format(when=when)


def added(one: Later, entry: LogEntry) -> str:
    """« 17 h 46, Maïwenn Fictif : fait (Mme Sterne vient) »."""
    said = _(STATUS_WORDS[one.status]) if one.status else ""
    text = f"{said} ({one.text})" if said and one.text else said or one.text
    return _("{when}, {who} : {text}").format(
        when=moment(one.entered_at, entry.happened_at), who=author_name(one.author), text=text
    )


def text_of(entry: LogEntry) -> str:
    """What was written, or that it was erased."""
    return _("contenu effacé") if entry.erased else entry.text
