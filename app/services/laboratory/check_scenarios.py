"""Whether the scenarios of a folder hold: those of its files and those it wrote, each fault with its line or its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import ReleveError
from app.services.laboratory.read_scenarios import own_problems
from app.words.errors import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.library import Library
    from app.store.database import Connection


def scenario_problems(library: Library, conn: Connection) -> Iterator[str]:
    """Everything wrong, in sentences; a table that scenarios refer to and cannot be read is told elsewhere."""
    yield from (sentence(error) for error in library.scenarios.errors)
    try:
        yield from library.scenarios.problems()
        yield from own_problems(conn, library)
    except ReleveError:
        return
