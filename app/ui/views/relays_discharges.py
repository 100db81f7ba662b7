"""What « Relais · Sorties d’hôpital » says: its sentence, one request, what a typed sentence was read as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.finding import REASON_WORDS
from app.ui.parts.coloured import coloured
from app.ui.parts.plain import plain
from app.ui.views.relays_words import EXERCISE, instant, phone_link
from app.words import _, ngettext
from app.words.joined import colon

if TYPE_CHECKING:
    from app.continuity.discharge import Reading
    from app.services.continuity.read_discharges import Asked, DischargeDesk, DischargeView, Left


def open_views(desk: DischargeDesk) -> list[DischargeView]:
    """Requests under way."""
    return [one for one in desk.views if one.discharge.closed_at is None]


def sentence(desk: DischargeDesk) -> str:
    """« 9 patients à reprendre : 6 proposés, 3 sans solution. », real requests before those of an exercise."""
    held = open_views(desk)
    held = [one for one in held if not one.exercise] or held
    if not held:
        return _("Aucune sortie d’hôpital à absorber.")
    found = [one.discharge for one in held]
    patients, left = sum(one.with_care for one in found), sum(one.left_patients for one in found)
    agreed, asked = sum(one.agreed for one in found), sum(one.asked for one in found)
    parts = [
        ngettext("{n} accord", "{n} accords", agreed).format(n=agreed) if agreed else "",
        ngettext("{n} réponse attendue", "{n} réponses attendues", asked).format(n=asked) if asked else "",
        _("{n} sans solution").format(n=left) if left else "",
    ]
    said = ngettext("{n} patient à reprendre : {parts}.", "{n} patients à reprendre : {parts}.", patients).format(
        n=patients, parts=", ".join(filter(None, parts)) or _("aucun")
    )
    return colon(_(EXERCISE), said) if held[0].exercise else said


def title(view: DischargeView) -> str:
    """« EXERCICE · 20 lits ce soir · CHBA »."""
    return " · ".join(filter(None, (_(EXERCISE) if view.exercise else "", view.discharge.title, view.site)))


def badge(view: DischargeView) -> str:
    """The state as icon, word and colour."""
    one = view.discharge
    if one.closed_at is not None:
        return coloured("gray", "check", _("close"))
    if one.left_patients:
        return coloured("orange", "priority_high", _("sans solution"))
    if one.asked:
        return coloured("blue", "schedule", _("réponse attendue"))
    return coloured("green", "check_circle", _("tout est pris"))


def words(view: DischargeView, desk: DischargeDesk) -> str:
    """« 20 lits pour 20 h · 6 × Plaie complexe, 3 × Insuline · 11 sans soin »."""
    one = view.discharge
    beds = ngettext("{n} lit pour {at}", "{n} lits pour {at}", one.beds).format(
        n=one.beds, at=instant(one.wanted_at, desk.now)
    )
    needs = ", ".join(f"{n} × {label}" for label, n in view.categories)
    without = _("{n} sans soin").format(n=one.without_care) if one.without_care else ""
    return " · ".join(filter(None, (beds, needs, without)))


def asked(row: Asked) -> str:
    """« 3 × Insuline, Brech : Cabinet de Brech », with its number to press, in Markdown; an establishment that has not said what it can take is marked."""
    text = _("{n} × {category}, {commune} : {who}").format(
        n=row.taking.patients, category=row.category, commune=row.commune, who=row.carer
    )
    mark = _(" (valeur indicative)") if row.is_assumed else ""
    return f"{plain(text + mark)} {phone_link(row.phone)}".strip()


def left(row: Left) -> str:
    """« 3 × Plaie, Auray : tous complets. Appeler : … », in Markdown."""
    why = f" : {_(REASON_WORDS[row.reason])}" if row.reason else ""
    text = _("{n} × {category}, {commune}").format(n=row.patients, category=row.category, commune=row.commune)
    call = ", ".join(f"{plain(one.name)} {phone_link(one.phone)}".strip() for one in row.call)
    return f"{plain(text + why)}" + (f" · {plain(_('Appeler :'))} {call}" if call else "")


def understood(read: Reading, labels: dict[str, str]) -> str:
    """What the typed sentence was read as, to be looked over."""
    parts = [f"{n} × {labels.get(code, code)}" for code, n in read.counts.items()]
    if read.without_care:
        parts.append(_("{n} sans soin").format(n=read.without_care))
    beds = ngettext("{n} lit", "{n} lits", read.beds).format(n=read.beds)
    text = _("Lu : {parts}. Vérifiez chaque ligne.").format(parts=", ".join((beds, *parts)))
    if read.unread:
        text += " " + _("Pas compris : {words}.").format(words=" ; ".join(read.unread))
    return text
