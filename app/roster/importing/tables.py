"""Everything an importer looks words up in, handed over by the library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.roster.commune import Communes
from app.roster.importing.headers import HeaderNames
from app.roster.importing.vocabulary import Vocabulary
from app.roster.profession import Professions
from app.roster.role import Roles


@dataclass(frozen=True, slots=True)
class ImportTables:
    """``headers`` by kind of file, words of cells, professions, roles, kinds of site, and the territory's communes."""

    headers: Mapping[str, HeaderNames]
    words: Vocabulary
    professions: Professions
    roles: Roles
    site_kinds: Mapping[str, str]
    communes: Communes = field(default_factory=Communes)
