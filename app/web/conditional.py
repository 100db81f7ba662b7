"""Conditional requests and compression as RFC 9110 has them (§8.8.3, §12.5.3, §13.1.2)."""

from __future__ import annotations

import re
from functools import lru_cache

_TAG = re.compile(r'"[\x21\x23-\x7e\x80-\xff]*"')


def matches(if_none_match: str | None, tags: tuple[str, ...]) -> bool:
    """Whether ``If-None-Match`` names one of ``tags`` (strong, quoted): strong, weak, list and ``*`` forms."""
    if if_none_match is None:
        return False
    if if_none_match.strip() == "*":
        return True
    return not set(_TAG.findall(if_none_match)).isdisjoint(tags)


@lru_cache(maxsize=256)
def accepts_gzip(accept_encoding: str | None) -> bool:
    """Whether the client wants gzip: named or ``*``, with a weight above 0."""
    weights: dict[str, float] = {}
    for part in (accept_encoding or "").lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weights[name] = _weight(parameters)
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


@lru_cache(maxsize=256)
def preferred(accept_language: str | None, known: tuple[str, ...]) -> str:
    """The language of ``known`` the client prefers; the first one when it names none of them."""
    weights: dict[str, float] = {}
    for part in (accept_language or "").lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        code = name.partition("-")[0]
        if code in known:
            weights[code] = max(weights.get(code, 0.0), _weight(parameters))
    return max(known, key=lambda code: weights.get(code, 0.0))


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _equals, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
