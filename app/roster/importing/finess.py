"""Establishments in the two national forms: FINESS+ JSON and the etalab « cs1100507 » CSV. Each becomes plain cells."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from app.core.errors import N_, UnreadableFile
from app.roster.importing.delimited import RawRow

Numbered = tuple[int, dict[str, str]]
"""Rank of the establishment (JSON) or line of the file (CSV), and its cells under the canonical headers of sites."""

OPEN = "A"
"""``etatObjet`` of an establishment in activity."""


def is_etalab(rows: list[RawRow]) -> bool:
    """Whether the first row is the signature of an etalab FINESS extract."""
    return bool(rows) and rows[0][1][:2] == ["finess", "etalab"]


def etalab_sites(rows: list[RawRow]) -> Iterator[Numbered]:
    """« structureet » rows: columns by position (the file has no header)."""
    for line, cells in rows:
        if len(cells) < 20 or cells[0] != "structureet":
            continue
        department, commune = cells[13], cells[12]
        yield (
            line,
            {
                "finess": cells[1],
                "nom": cells[4] or cells[3],
                "categorie": cells[18],
                "libelle": cells[19],
                "commune_insee": f"{department[:2]}{commune.zfill(3)}" if commune else "",
                "telephone": cells[16],
            },
        )


def finess_plus_sites(text: str) -> Iterator[Numbered]:
    """Establishments (« ege ») of each legal entity (« pmej ») of a FINESS+ file. Raises UnreadableFile for other JSON."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(N_("Le fichier JSON est incomplet ou abîmé : téléchargez-le à nouveau.")) from error
    entities = content.get("pmej") if isinstance(content, dict) else None
    if not isinstance(entities, list):
        raise UnreadableFile(N_("Ce JSON n’est pas un fichier FINESS+ : il lui manque la liste « pmej »."))
    rank = 0
    for entity in entities:
        for place in _list(entity, "ege"):
            rank += 1
            if _text(place, "etatObjet") in ("", OPEN):
                yield rank, _cells(place)


def _cells(place: Mapping[str, Any]) -> dict[str, str]:
    general = _mapping(place, "informationsGeneralesEGE")
    address: Mapping[str, Any] = next(iter(_list(place, "adresse")), {})
    spot = _mapping(address, "coordonneesGeographique")
    phones = [_text(_mapping(one, "telecom"), "telephone") for one in _list(place, "contact")]
    cells = {
        "finess": _text(general, "numFinessEge"),
        "nom": _text(general, "nomEgeLong") or _text(general, "nomEgeCourt"),
        "categorie": _text(place, "categorieentiteGeographiqueExercice"),
        "commune_insee": _text(address, "cogCommune"),
        "telephone": next((phone for phone in phones if phone), ""),
        "lat": _text(spot, "directionLatitude"),
        "lon": _text(spot, "directionLongitude"),
    }
    return {name: cell for name, cell in cells.items() if cell}


def _mapping(value: object, key: str) -> Mapping[str, Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _list(value: object, key: str) -> list[Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _text(value: object, key: str) -> str:
    found = value.get(key) if isinstance(value, Mapping) else None
    return str(found).strip() if isinstance(found, str | int | float) else ""
