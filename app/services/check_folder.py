"""Is everything in a folder as it should be? Sentences, empty when all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import ReleveError
from app.library import TABLES
from app.services.reference import read_library
from app.store import integrity
from app.words import _
from app.words.errors import sentence

if TYPE_CHECKING:
    from app.store.database import Store


def check_folder(store: Store) -> list[str]:
    """Database and content problems, each with what to do."""
    with store.reading() as conn:
        found = [_(message).format(**data) for message, data in integrity.problems(conn)]
        library = read_library(store, conn)
    for table in TABLES:
        try:
            library.validate(table)
        except ReleveError as error:
            found.append(sentence(error))
    return found
