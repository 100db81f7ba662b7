"""The figures of unscheduled care in words: how full, how long, which calls; each with its origin. Nothing is drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.slots import CHANNEL_WORDS, FOR_WHOM_WORDS
from app.ui.parts.figures import Figure, Origin
from app.ui.views.slots import places, wait_words
from app.words import _, ngettext
from app.words.dates import short_day, spoken_date, spoken_day, spoken_number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from app.continuity.slot_figures import SlotFigures, Use

Rows = list[list[str | int]]


def percent(share: Fraction | None) -> str:
    """« 59 % », or a dash without anything to divide by."""
    return "—" if share is None else _("{n} %").format(n=round(share * 100))


def sentence(found: SlotFigures) -> str:
    """« Du 29 octobre au 25 novembre : 236 places prises sur 400, soit 59 % ; 89 % des rendez-vous dans les 48 heures. »"""
    same_year = found.first.year == found.last.year
    first = spoken_day(found.first).partition(" ")[2] if same_year else spoken_date(found.first)
    when = _("Du {first} au {last}").format(first=first, last=spoken_date(found.last))
    if not found.total.places:
        return _("{when} : aucun créneau n’a eu lieu.").format(when=when)
    said = _("{when} : {booked} places prises sur {places}, soit {rate}").format(
        when=when, booked=spoken_number(found.total.booked), places=spoken_number(found.total.places),
        rate=percent(found.total.rate),
    )  # fmt: skip
    if not found.delays.counted:
        return _("{said}.").format(said=said)
    return _("{said} ; {within} des rendez-vous dans les {hours} heures.").format(
        said=said, within=percent(found.delays.share), hours=found.delays.limit_hours
    )


def detail(found: SlotFigures) -> str:
    """What is paid for and empty, and what rang in vain."""
    parts = []
    if found.paid.left:
        empty = ngettext("{n} créneau resté vide", "{n} créneaux restés vides", found.paid_empty).format(
            n=found.paid_empty
        )
        left = ngettext(
            "{n} place rémunérée n’a pas été prise", "{n} places rémunérées n’ont pas été prises", found.paid.left
        ).format(n=spoken_number(found.paid.left))
        parts.append(
            _("{left} ({empty}).").format(left=left, empty=empty)
            if found.paid_empty
            else _("{left}.").format(left=left)
        )
    if found.calls.calls:
        parts.append(
            _("{calls} appels, dont {unanswered} sans réponse ({rate}).").format(
                calls=spoken_number(found.calls.calls), unanswered=spoken_number(found.calls.unanswered),
                rate=percent(found.calls.rate),
            )
        )  # fmt: skip
    return " ".join(parts)


def figures(found: SlotFigures) -> list[Figure]:
    """The four figures that are asked for."""
    dated = _("Du {first} au {last}").format(first=spoken_date(found.first), last=spoken_date(found.last))
    use, wait = found.total, found.delays
    a_day = found.places_a_day
    return [
        Figure(
            _("Places prises"), percent(use.rate),
            Origin(
                _("Places prises parmi celles des créneaux commencés ; les créneaux annulés n’y sont pas."), date=dated,
                numerator=places(use.booked), denominator=places(use.places),
            ),
        ),
        Figure(
            _("Places par jour"), "—" if a_day is None else spoken_number(round(float(a_day), 1)),
            Origin(
                _("Places ouvertes, en moyenne sur les jours qui en ont."), date=dated, numerator=places(use.places),
                denominator=ngettext("{n} jour", "{n} jours", found.days).format(n=found.days),
            ),
        ),
        Figure(
            _("Rendez-vous sous {hours} h").format(hours=wait.limit_hours), percent(wait.share),
            Origin(
                _("De la première demande au début du créneau."),
                source=_("ACI des CPTS, soins non programmés ; SAS : rendez-vous dans les 48 heures (à vérifier)"), date=dated,
                numerator=spoken_number(wait.within), denominator=spoken_number(wait.counted),
            ),
            "" if wait.median_hours is None else _("délai médian {wait}").format(wait=wait_words(wait.median_hours)),
        ),
        Figure(
            _("Appels sans réponse"), percent(found.calls.rate),
            Origin(
                _("Appels notés chaque jour, par canal."), date=dated, numerator=spoken_number(found.calls.unanswered),
                denominator=spoken_number(found.calls.calls),
            ),
        ),
    ]  # fmt: skip


def by_day(found: SlotFigures) -> tuple[list[str], Rows]:
    """Each day: places, taken, part, calls, unanswered; the latest first."""
    days = sorted({*found.by_day, *found.calls_by_day}, reverse=True)
    rows: Rows = []
    for day in days:
        use, calls = found.by_day.get(day), found.calls_by_day.get(day)
        rows.append(
            [
                short_day(day), *_use(use), "—" if calls is None else calls.calls, "—" if calls is None else calls.unanswered,
            ]
        )  # fmt: skip
    return [_("jour"), *_use_header(), _("appels"), _("sans réponse")], rows


def by_place(found: SlotFigures, names: Mapping[str, str]) -> tuple[list[str], Rows]:
    """Each practice: the emptiest first."""
    held = sorted(found.by_host.items(), key=lambda one: (one[1].rate or 0, names.get(one[0], "")))
    return [_("où"), *_use_header()], [[names.get(host) or _("lieu à préciser"), *_use(use)] for host, use in held]


def by_whom(found: SlotFigures) -> tuple[list[str], Rows]:
    """By whom slots are kept for."""
    rows: Rows = [[_(FOR_WHOM_WORDS[whom]), *_use(use)] for whom, use in found.by_whom.items()]
    return [_("pour qui"), *_use_header()], rows


def by_channel(found: SlotFigures) -> tuple[list[str], Rows]:
    """Each channel: places taken through it, its part, its calls and those nobody answered."""
    total = found.total.booked
    rows: Rows = []
    for channel, words in CHANNEL_WORDS.items():
        booked, calls = found.booked_by.get(channel, 0), found.calls_by.get(channel)
        if booked or calls:
            part = _("{n} %").format(n=round(100 * booked / total)) if total else "—"
            rung = (calls.calls, calls.unanswered) if calls else ("—", "—")
            rows.append([_(words), booked, part, *rung])
    return [_("canal"), _("places prises"), _("part"), _("appels"), _("sans réponse")], rows


def _use_header() -> list[str]:
    return [_("places"), _("prises"), _("part"), _("venus")]


def _use(use: Use | None) -> list[str | int]:
    return ["—", "—", "—", "—"] if use is None else [use.places, use.booked, percent(use.rate), use.came]
