"""French telephone numbers: kept as ``+33639980002``, shown as « 06 39 98 00 02 »."""

from __future__ import annotations

import re

import phonenumbers

from app.core.errors import N_, InvalidInput

FRANCE, NATIONAL_DIGITS = 33, 9
"""Country code, and digits after it: the library also lets shorter ones with a leading zero pass."""

_FRENCH = re.compile(r"0[1-9](?:[ .\-\u00a0]?[0-9][0-9]){4}")
"""A plain French number needs no telephone library: most cells are one."""

_NOT_A_NUMBER = N_("« {text} » n’est pas un numéro de téléphone.")


def phone_of(text: str) -> str:
    """The number in E.164. A French number that lost its zero in a spreadsheet is put right; raises InvalidInput.

    Only the length and the shape are judged: numbers reserved for fiction (06 39 98, 01 99 00) are accepted.
    """
    digits = re.sub(r"[^0-9]", "", text)
    if _FRENCH.fullmatch(text.strip()):
        return "+33" + digits[1:]
    if re.search(r"[a-z]{3}", text, re.IGNORECASE):
        raise InvalidInput(_NOT_A_NUMBER, text=text)
    if text.lstrip().startswith("+") or digits.startswith("00"):
        candidate = "+" + digits.removeprefix("00")
    elif len(digits) == 11 and digits.startswith("33"):
        candidate = "+" + digits
    else:
        candidate = digits
    try:
        number = phonenumbers.parse(candidate, "FR")
    except phonenumbers.NumberParseException:
        raise InvalidInput(_NOT_A_NUMBER, text=text) from None
    short = number.country_code == FRANCE and len(str(number.national_number)) != NATIONAL_DIGITS
    if short or not phonenumbers.is_possible_number(number):
        raise InvalidInput(_NOT_A_NUMBER, text=text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def spoken_phone(number: str) -> str:
    """« 06 39 98 00 02 » for a French number, the international form for others, the text itself when it is neither."""
    try:
        parsed = phonenumbers.parse(number, "FR")
    except phonenumbers.NumberParseException:
        return number
    french = parsed.country_code == FRANCE
    style = phonenumbers.PhoneNumberFormat.NATIONAL if french else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)
