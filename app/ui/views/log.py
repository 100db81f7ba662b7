"""What the Main courante screen says, and how a line typed in a hurry is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from app.core.clock import PARIS, paris_date
from app.core.errors import N_, InvalidInput
from app.services.crisis.read_log import author_name
from app.store.log import STATUS_WORDS, LogKind, LogStatus
from app.words import _, ngettext
from app.words.dates import short_day, spoken_day, spoken_hour

if TYPE_CHECKING:
    from app.services.crisis.read_log import LogView
    from app.store.log import Later, LogEntry

ICONS: dict[LogKind, str] = {
    LogKind.INFORMATION: "info",
    LogKind.DECISION: "gavel",
    LogKind.ACTION: "assignment",
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
LONG_AGO = timedelta(hours=2)
"""Just after midnight « 23h50 » is plainly yesterday’s; that much later, whoever typed it may have meant today."""


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


def may_mean_today(at: datetime | None, now: datetime) -> bool:
    """Whether « 23h59 » typed at five in the afternoon, read as yesterday's, may be a slip: it is asked before it is written."""
    return at is not None and paris_date(at) < paris_date(now) and now - at > LONG_AGO


def asked(at: datetime, now: datetime) -> str:
    """« 23 h 59 n’est pas encore passé : ce sera noté hier à 23 h 59. Entrée encore… », under the line still typed."""
    return _("{hour} n’est pas encore passé aujourd’hui : ce sera noté {when}. Entrée de nouveau pour l’écrire ainsi, ou corrigez l’heure.").format(
        hour=spoken_hour(at.astimezone(PARIS).time()), when=on_its_day(at, now)
    )  # fmt: skip


def noted(number: int, at: datetime | None, now: datetime) -> str:
    """« Noté : n° 4. », or « Noté hier à 23 h 59 : n° 4. » when it falls on another day than today."""
    if at is None or paris_date(at) == paris_date(now):
        return _("Noté : n° {number}.").format(number=number)
    return _("Noté {when} : n° {number}.").format(when=on_its_day(at, now), number=number)


def on_its_day(at: datetime, now: datetime) -> str:
    """« 17 h 15 » today, « hier à 23 h 59 » yesterday, « mercredi 25 novembre à 17 h 15 » before."""
    if paris_date(at) == paris_date(now) - timedelta(days=1):
        return _("hier à {hour}").format(hour=spoken_hour(at.astimezone(PARIS).time()))
    return moment(at, now)


def number_of(text: str) -> int | None:
    """« 12 », « n° 12 » or « #12 »; None for an empty text. Raises InvalidInput for anything else."""
    bare = re.sub(r"^\s*(?:n°|no|#)?\s*", "", text, flags=re.IGNORECASE).strip()
    if not bare:
        return None
    if not bare.isdecimal() or len(bare) > 9:
        raise InvalidInput(N_("« {text} » n’est pas un numéro d’entrée : écrivez 12."), text=text.strip())
    return int(bare)


def sentence(view: LogView, now: datetime, *, can_write: bool = True) -> str:
    """« 2 actions en cours, la plus ancienne depuis 17 h 15. »."""
    if view.faults:
        return _("La main courante ne peut plus servir de preuve : sa chaîne est rompue.")
    if not view.total and not can_write:
        return _("La main courante est vide : la coordination et la cellule de crise y écrivent ce qu’elles apprennent, décident et font.")  # fmt: skip
    if not view.total:
        return _("La main courante est vide : notez ce que vous apprenez, décidez et faites, au fil de l’eau.")
    if view.open:
        count = len(view.open)
        since = moment(view.open[0].happened_at, now)
        return ngettext(
            "{n} point en cours, depuis {when}.", "{n} points en cours, le plus ancien depuis {when}.", count
        ).format(n=count, when=since)
    return ngettext("{n} entrée, rien en cours.", "{n} entrées, rien en cours.", view.total).format(n=view.total)


def who_reads() -> str:
    """Told to whoever has not written yet: the texts leave the circle of those who write."""
    return _("Les observateurs lisent la main courante : ne nommez personne, écrivez la fonction.")


def moment(at: datetime, now: datetime) -> str:
    """« 17 h 15 » today, « jeudi 26 novembre à 17 h 15 » another day."""
    local = at.astimezone(PARIS)
    if paris_date(at) == paris_date(now):
        return spoken_hour(local.time())
    return _("{day} à {hour}").format(day=spoken_day(local.date()), hour=spoken_hour(local.time()))


def hour(entry: LogEntry) -> str:
    """« 17 h 15 »."""
    return spoken_hour(entry.happened_at.astimezone(PARIS).time())


def earlier_day(entry: LogEntry, now: datetime) -> str:
    """Beside an entry whose hour fell on another day than it was written: « hier », « mer. 25 nov. »; else nothing."""
    day, today = paris_date(entry.happened_at), paris_date(now)
    if day == paris_date(entry.entered_at):
        return ""
    return _("hier") if day == today - timedelta(days=1) else short_day(day)


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
