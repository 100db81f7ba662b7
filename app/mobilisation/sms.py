"""How long a text is as SMS: the GSM 03.38 alphabet, its segments, and French typography brought into it."""

from __future__ import annotations

import unicodedata

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The basic alphabet of 3GPP TS 23.038 §6.2.1, one septet each."""

GSM_EXTENDED = frozenset("^{}\\[~]|€\f")
"""Its extension table (§6.2.1.1), two septets each."""

ONE_SEGMENT, PART_OF_MANY = 160, 153
"""Septets of a single message, and of each part of a long one (TS 23.040 §9.2.3.24.1, a header of 6 octets)."""

ONE_UNICODE, PART_OF_UNICODE = 70, 67
"""The same in UCS-2, 16-bit units."""

_PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "−": "-", "…": "...", "·": "-",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "œ": "oe", "Œ": "OE", "ÿ": "y", "•": "-", "\t": " ",
    }
)  # fmt: skip


def gsm_text(text: str) -> str:
    """The text in the GSM alphabet where French allows it: « ç » loses its cedilla, « ê » its hat, « “ » becomes « " ».

    A character of no Latin letter stays as it is and makes the whole message UCS-2 (:func:`segments` says so).
    """
    spaced = text.replace("«\u00a0", '"').replace("\u00a0»", '"').translate(_PLAIN)
    return "".join(_in_gsm(char) for char in spaced)


def _in_gsm(char: str) -> str:
    if char in GSM or char in GSM_EXTENDED:
        return char
    base = unicodedata.normalize("NFD", char)[0]
    return base if base in GSM else char


def is_gsm(text: str) -> bool:
    """Whether every character fits the GSM alphabet."""
    return all(char in GSM or char in GSM_EXTENDED for char in text)


def segments(text: str) -> int:
    """How many SMS the text costs: 1 up to 160 septets (70 units outside the GSM alphabet), parts of 153 (67) beyond.

    A two-septet character, or a surrogate pair, is never cut in two.
    """
    if is_gsm(text):
        return _parts([2 if char in GSM_EXTENDED else 1 for char in text], ONE_SEGMENT, PART_OF_MANY)
    return _parts([2 if ord(char) > 0xFFFF else 1 for char in text], ONE_UNICODE, PART_OF_UNICODE)


def _parts(widths: list[int], one: int, part: int) -> int:
    if sum(widths) <= one:
        return 1
    count, used = 1, 0
    for width in widths:
        if used + width > part:
            count, used = count + 1, 0
        used += width
    return count
