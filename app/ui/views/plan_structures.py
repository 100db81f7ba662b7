"""What the panel of establishments says: which agreements wait, each establishment in one line, the table as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.response.articulation import LACK_WORDS, SITE_KIND_WORDS, plan_word
from app.roster.phones import spoken_phone
from app.ui.parts.coloured import coloured
from app.ui.parts.plain import plain
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.response.directory import Contact
    from app.services.plans.read_structures import Structure, StructuresView

MOST_SHOWN = 12


def sentence(view: StructuresView) -> str:
    """« 5 établissements attendent une articulation complète. »."""
    if not view.structures:
        return _("Aucun établissement n’est connu.")
    if count := len(view.to_agree):
        return ngettext(
            "{n} établissement attend une articulation complète.",
            "{n} établissements attendent une articulation complète.", count,
        ).format(n=count)  # fmt: skip
    return _("L’articulation est écrite et datée avec chaque établissement où elle est attendue.")


def detail(view: StructuresView) -> str:
    """How many there are, and what is missing most."""
    if not view.structures:
        return ""
    count = len(view.structures)
    said = [ngettext("{n} établissement du territoire.", "{n} établissements du territoire.", count).format(n=count)]
    unsigned = sum(1 for one in view.structures if one.articulation and one.articulation.signed_on is None)
    if unsigned:
        said.append(ngettext("{n} convention à signer.", "{n} conventions à signer.", unsigned).format(n=unsigned))
    return " ".join(said)


def name(one: Structure) -> str:
    """« EHPAD Les Genêts, Auray »."""
    return _("{name}, {commune}").format(name=one.site.name, commune=one.commune) if one.commune else one.site.name


def line(one: Structure) -> str:
    """One establishment in Markdown: its state, its name, its places, what is not said yet."""
    parts = [f"{badge(one)} **{plain(name(one))}**", plain(_(SITE_KIND_WORDS[one.site.kind]))]
    if one.site.places:
        parts.append(plain(places(one.site.places)))
    parts += [plain(word) for word in own_means(one)]
    if one.articulation and one.lacks:
        parts.append(plain(_("manque : {what}").format(what=", ".join(_(LACK_WORDS[code]) for code in one.lacks))))
    return " · ".join(parts)


def badge(one: Structure) -> str:
    """Where the agreement stands as icon, word and colour."""
    if one.is_settled:
        icon, colour, words = "handshake", "green", _("articulé")
    elif one.articulation:
        icon, colour, words = "edit_note", "blue", _("à compléter")
    elif one.is_expected:
        icon, colour, words = "radio_button_unchecked", "orange", _("à écrire")
    else:
        icon, colour, words = "remove", "gray", _("facultatif")
    return coloured(colour, icon, words)


def own_means(one: Structure) -> list[str]:
    """« plan bleu », « groupe électrogène »: what it says that it has."""
    held = one.articulation
    if held is None:
        return []
    plan = plan_word(one.site.kind)
    return [*([_(plan)] if held.white_plan and plan else []), *([_("groupe électrogène")] if held.generator else [])]


def places(count: int) -> str:
    """« 96 places »."""
    return ngettext("{n} place", "{n} places", count).format(n=count)


def contact_lines(one: Structure) -> list[str]:
    """The numbers of the directory for this establishment, ready to dial, in Markdown."""
    lines = [_contact(contact) for contact in one.contacts]
    if one.site.phone:
        lines.append(f"{plain(_('Standard'))} · {phone_link(one.site.phone)}")
    return lines


def phone_link(number: str) -> str:
    """A telephone ready to dial, in Markdown."""
    digits = "".join(sign for sign in number if sign in "+0123456789")
    return f"[{plain(spoken_phone(number))}](tel:{digits})"


def sheet(view: StructuresView) -> tuple[list[str], list[list[str | int]]]:
    """Header and rows of the file and of the plain table."""
    header = [
        _("Établissement"), _("Type"), _("Commune"), _("Places"), _("Plan blanc ou bleu"), _("Groupe électrogène"),
        _("Ils appellent"), _("Nous appelons"), _("Ils apportent"), _("Ils attendent"), _("Convention"), _("Signée le"),
    ]  # fmt: skip
    return header, [_row(one) for one in view.structures]


def _row(one: Structure) -> list[str | int]:
    held = one.articulation
    facts = [one.site.name, _(SITE_KIND_WORDS[one.site.kind]), one.commune, one.site.places or ""]
    if held is None:
        return [*facts, *[""] * 8]
    return [
        *facts, _("oui") if held.white_plan else _("non connu"), _("oui") if held.generator else _("non connu"),
        held.they_call, held.we_call, held.they_offer, held.they_expect, held.convention,
        held.signed_on.strftime("%d/%m/%Y") if held.signed_on else "",
    ]  # fmt: skip


def _contact(contact: Contact) -> str:
    numbers = [
        f"{plain(words)} {phone_link(number)}"
        for words, number in ((_("jour"), contact.day_phone), (_("nuit"), contact.night_phone))
        if number
    ]
    checked = [plain(_("vérifié le {date}").format(date=spoken_date(contact.checked_on)))] if contact.checked_on else []
    return " · ".join([f"**{plain(contact.name or contact.organisation)}**", *numbers, *checked])
