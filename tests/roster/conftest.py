"""The packaged tables, read once, and a list of people written as files write them."""

from __future__ import annotations

import pytest

from app.library import Library
from app.roster.importing.tables import ImportTables


@pytest.fixture(scope="session")
def library() -> Library:
    return Library()


@pytest.fixture(scope="session")
def tables(library: Library) -> ImportTables:
    """Words, headers and the communes of the Pays d'Auray."""
    return library.import_tables(library.communes("auray"))


@pytest.fixture(scope="session")
def redon(library: Library) -> ImportTables:
    """The same, for the Pays de Redon."""
    return library.import_tables(library.communes("redon"))
