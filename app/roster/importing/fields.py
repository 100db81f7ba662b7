"""One cell at a time: text to value, or a refusal that says what is wrong and what to write instead."""

from __future__ import annotations

import re
from datetime import date, timedelta
from difflib import get_close_matches

from app.core.errors import InvalidInput
from app.roster.importing.report import CellRefused
from app.roster.importing.tables import ImportTables
from app.roster.importing.vocabulary import Vocabulary
from app.roster.person import WEEKDAYS, HalfDay, HalfDayPart, Mission
from app.roster.phones import phone_of
from app.roster.rpps import is_rpps
from app.roster.spelling import fold
from app.words import _

LONGEST = 500
"""A cell longer than this (characters) is not a name, a number or a word."""

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_SEPARATORS = re.compile(r"[|;,/\n+]")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
"""Excel's serial 0, so that 46357 is 2026-12-01 (its false 29 February 1900 lies before any date met here)."""


def line_of_text(cell: str) -> str:
    """The cell on one line, spaces collapsed; « =1+1 » stays text. Raises CellRefused past :data:`LONGEST`."""
    text = " ".join(cell.replace("\u00a0", " ").split())
    if len(text) > LONGEST:
        raise CellRefused(
            _("Cellule de {count} caractères.").format(count=len(text)),
            _("Un guillemet non refermé a sans doute avalé la suite du fichier : corrigez cette cellule."),
        )
    return text


def rpps(cell: str) -> str:
    """Eleven digits, spaces dropped."""
    text = re.sub(r"[\s.\u00a0-]", "", cell)
    if is_rpps(text):
        return text
    if re.search(r"\d[eE]\+?\d", text):
        hint = _(
            "Le tableur a arrondi le numéro : mettez la colonne au format Texte, puis saisissez à nouveau les 11 chiffres."
        )
    elif len(text) == 9:
        hint = _(
            "Neuf caractères : c’est sans doute un ancien numéro ADELI ; cherchez le RPPS sur annuaire.sante.fr ou laissez vide."
        )
    else:
        hint = _("Un numéro RPPS a 11 chiffres ; laissez la cellule vide si vous ne le connaissez pas.")
    raise CellRefused(_("Ce n’est pas un numéro RPPS."), hint)


def email(cell: str) -> str:
    """An address in lower case; only its shape is judged."""
    text = line_of_text(cell).removeprefix("mailto:").lower()
    if not _EMAIL.fullmatch(text):
        several = "@" in text and bool(re.search(r"[\s;,]", text))
        hint = (
            _("Gardez une seule adresse.")
            if several
            else _("Écrivez une adresse complète, par exemple prenom.nom@exemple.fr, ou laissez vide.")
        )
        raise CellRefused(_("Ce n’est pas une adresse e-mail."), hint)
    return text


def phone(cell: str) -> str:
    """E.164."""
    try:
        return phone_of(line_of_text(cell))
    except CellRefused:
        raise
    except InvalidInput:
        raise CellRefused(
            _("Ce n’est pas un numéro de téléphone français complet."),
            _("Écrivez un seul numéro de 10 chiffres, par exemple 06 39 98 00 02, ou laissez vide."),
        ) from None


def whole_number(cell: str, highest: int) -> int:
    """A whole number from 0 to ``highest``; « 2,0 » and « 30 min » are read."""
    found = re.fullmatch(r"(\d+)(?:[.,]0+)?\s*[a-zA-Z.]*", line_of_text(cell))
    if not found or int(found.group(1)) > highest:
        raise CellRefused(
            _("Un nombre entier est attendu ici."),
            _("Écrivez un nombre de 0 à {highest}.").format(highest=highest),
        )
    return int(found.group(1))


def day(cell: str) -> date:
    """A date: ``2026-12-01``, ``01/12/2026``, ``1.12.26`` or an Excel serial."""
    text = line_of_text(cell).split(" ")[0].split("T")[0]
    try:
        if re.fullmatch(r"\d{5}(\.\d+)?", text):
            return _EXCEL_DAY_ZERO + timedelta(days=int(float(text)))
        if found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", text):
            first, second, year = (int(part) for part in found.groups())
            return date(year + 2000 if year < 100 else year, second, first)
        return date.fromisoformat(text)
    except ValueError:
        raise CellRefused(_("Ce n’est pas une date."), _("Écrivez le jour, le mois et l’année : 01/12/2026.")) from None


def one_of(words: Vocabulary, field: str, cell: str) -> str:
    """The value of a word of ``field``."""
    value = words.value(field, line_of_text(cell))
    if value is None:
        raise CellRefused(
            _("Ce mot n’est pas reconnu ici."),
            _("Écrivez l’un de : {values}.").format(values=", ".join(words.examples(field))),
        )
    return value


def parts(cell: str) -> list[str]:
    """The items of a list cell, whatever separates them."""
    return [part for part in (" ".join(part.split()) for part in _SEPARATORS.split(cell)) if part]


def missions(words: Vocabulary, cell: str) -> frozenset[Mission]:
    """Missions by name."""
    return frozenset(Mission(one_of(words, "mission", part)) for part in parts(cell))


def roles(tables: ImportTables, cell: str) -> frozenset[str]:
    """Role codes by name."""
    found = {part: tables.roles.named(part) for part in parts(cell)}
    unknown = [part for part, codes in found.items() if not codes]
    if unknown:
        labels = ", ".join(role.label for role in tables.roles)
        raise CellRefused(
            _("Rôle inconnu : « {role} ».").format(role=unknown[0]),
            _("Écrivez des rôles de la liste, séparés par | : {labels}.").format(labels=labels),
        )
    return frozenset(code for codes in found.values() for code in codes)


def profession(tables: ImportTables, cell: str) -> str | None:
    """A slug of the table; None when the word says « no health profession » (secretary, town-hall agent…)."""
    text = line_of_text(cell)
    slug = tables.professions.named(text)
    if slug is not None:
        return slug
    if tables.words.value("sans_profession", text) is not None:
        return None
    labels = {fold(one.label_fr_m): one.label_fr_m for one in tables.professions}
    near = get_close_matches(fold(text), labels, n=1, cutoff=0.7)
    hint = (
        _("Vouliez-vous dire « {label} » ? Corrigez la cellule.").format(label=labels[near[0]])
        if near
        else _("Écrivez le nom usuel de la profession, ou laissez vide pour un renfort sans profession de santé.")
    )
    raise CellRefused(_("Profession inconnue."), hint)


def half_days(words: Vocabulary, cell: str) -> frozenset[HalfDay]:
    """Usual half-days: « lun|mar », « lundi matin, jeudi », « lun-am », « semaine ». A day alone is both halves."""
    return frozenset(half for part in parts(cell) for half in _half_days(words, part))


def _half_days(words: Vocabulary, part: str) -> list[HalfDay]:
    days: list[str] = (words.value("jour", part) or "").split()
    moments: list[str] = ["am", "pm"]
    if not days:
        head, tail = _split_moment(words, part)
        days, moments = (words.value("jour", head) or "").split(), (words.value("moment", tail) or "").split()
    if not days or not moments:
        raise CellRefused(
            _("Jour inconnu : « {part} ».").format(part=part),
            _("Écrivez les jours séparés par | : lun|mar|sam, ou lun-am pour le lundi matin seul."),
        )
    return [HalfDay(WEEKDAYS.index(day), HalfDayPart(moment)) for day in days for moment in moments]


def _split_moment(words: Vocabulary, part: str) -> tuple[str, str]:
    """« lundi après-midi » → (lundi, après-midi): the longest tail that is a moment of the day."""
    pieces = fold(part).split()
    for cut in range(1, len(pieces)):
        head, tail = " ".join(pieces[:cut]), " ".join(pieces[cut:])
        if words.value("jour", head) is not None and words.value("moment", tail) is not None:
            return head, tail
    return part, ""


def commune(tables: ImportTables, code: str, name: str, postal: str) -> str:
    """The INSEE code from whichever of the three cells is filled; empty when the name lies outside the territory."""
    code = line_of_text(code).upper()
    if re.fullmatch(r"\d{4}", code):
        code = "0" + code
    if code and not re.fullmatch(r"(\d\d|2[AB])\d{3}", code):
        raise CellRefused(
            _("Ce n’est pas un code INSEE."), _("Un code INSEE a 5 caractères, par exemple 56007 pour Auray.")
        )
    communes = tables.communes
    named = communes.named(name) if name else None
    if code and code not in communes and (sharing := communes.of_postal_code(code)):
        if named in sharing and named is not None:
            return named.insee
        raise CellRefused(
            _("C’est un code postal, pas un code INSEE."),
            _("Écrivez le code INSEE de la commune : {names}.").format(
                names=", ".join(f"{one.name} {one.insee}" for one in sharing)
            ),
        )
    if code:
        return code
    if named is not None:
        return named.insee
    sharing = communes.of_postal_code(postal.strip()) if postal and not name else ()
    return sharing[0].insee if len(sharing) == 1 else ""


def split_name(cell: str) -> tuple[str, str]:
    """« LE GOFF Marie » or « Marie LE GOFF » → (LE GOFF, Marie): the capitals are the family name."""
    if "," in cell:
        family, _comma, given = cell.partition(",")
        if family.strip() and given.strip():
            return line_of_text(family), line_of_text(given)
    pieces = line_of_text(cell).split(" ")
    family_parts = [
        piece for piece in pieces if len(piece) > 1 and piece == piece.upper() and any(char.isalpha() for char in piece)
    ]
    given_parts = [piece for piece in pieces if piece not in family_parts]
    if family_parts and given_parts:
        return " ".join(family_parts), " ".join(given_parts)
    raise CellRefused(
        _("Impossible de distinguer le nom du prénom."),
        _("Écrivez le NOM en capitales (« LE GOFF Marie ») ou faites deux colonnes, nom et prénom."),
    )
