"""Where content stands, and CSV files as rows: the package's folder, one file, its records."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.core.errors import N_, InvalidInput, NotFound
from app.words.errors import sentence

if TYPE_CHECKING:
    from _csv import Reader

Value = TypeVar("Value")

_PACKAGED = Path(__file__).parent.parent / "_content"
_CHECKOUT = Path(__file__).parent.parent.parent


def content_root() -> Path:
    """The folder that holds ``data``, ``plans`` and ``scenarios``: inside the wheel, else the checkout's top level."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def content_file(relative: str) -> Path:
    """A packaged content file, ``data/demo/roster_demo_auray_132.csv``. Raises NotFound."""
    path = content_root() / relative
    if not _stands(path) or not is_below(content_root(), path):
        raise NotFound(N_("Le fichier {file} manque dans l’installation : réinstallez Relève."), file=relative)
    return path


def overlay_file(overlay: Path | None, relative: str) -> Path | None:
    """The site's own file in place of a packaged one, ``data/fees.csv``, or None. Raises InvalidInput for one elsewhere.

    A name that climbs out of ``DATA/content``, or a link that leads out of it, is never read: what content says is shown.
    """
    path = overlay / relative if overlay is not None else None
    if overlay is None or path is None or not _stands(path):
        return None
    if not is_below(overlay, path):
        raise InvalidInput(
            N_("{file} mène hors du dossier content/ : il n’est pas lu. Mettez-y le fichier lui-même."), file=relative
        )
    return path


def _stands(path: Path) -> bool:
    """Whether there is such a file; a name that no system takes is that of none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_below(root: Path, path: Path) -> bool:
    """Whether a path stays inside a folder once ``..`` and links are followed."""
    return path.resolve().is_relative_to(root.resolve())


@dataclass(frozen=True, slots=True)
class Record:
    """One row, and where it stands: the file's name (« base » for a database row) and its line (1 = header)."""

    where: str
    line: int
    cells: Mapping[str, str]


def read_csv(path: Path) -> list[Record]:
    """The rows of a UTF-8 CSV file with a header. Raises InvalidInput naming file and line for a row of the wrong width."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(N_("{file} n’est pas en UTF-8 : enregistrez-le en « CSV UTF-8 »."), file=path.name) from None
    except OSError:
        raise InvalidInput(
            N_("{file} ne peut pas être lu : vérifiez qu’il est ouvert au compte qui lance Relève."), file=path.name
        ) from None
    reader = csv.reader(io.StringIO(content, newline=""))
    try:
        return _records(path.name, reader)
    except csv.Error:
        raise InvalidInput(
            N_("{file}, ligne {line} : ce n’est pas du CSV lisible. Vérifiez les guillemets de cette ligne."),
            file=path.name, line=reader.line_num,
        ) from None  # fmt: skip


def _records(name: str, reader: Reader) -> list[Record]:
    header = [cell.strip() for cell in next(reader, [])]
    records = []
    for row in reader:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            raise InvalidInput(
                N_("{file}, ligne {line} : {found} colonnes au lieu de {expected}."),
                file=name, line=reader.line_num, found=len(row), expected=len(header),
            )  # fmt: skip
        records.append(Record(name, reader.line_num, dict(zip(header, row, strict=True))))
    return records


def whole(records: Iterable[Record], build: Callable[[Iterable[Mapping[str, str]]], Value]) -> Value:
    """Rows that make one value together; what is wrong in one of them is told with its file and line."""
    held = list(records)
    for record in held:
        built(record, lambda row: build([row]))
    return build([record.cells for record in held])


def checking(
    build: Callable[[Mapping[str, str]], Value], check: Callable[[Value], None]
) -> Callable[[Mapping[str, str]], Value]:
    """A row as a value that ``check`` lets pass: what it refuses, other tables looked at, is told as the row's own fault."""

    def checked(row: Mapping[str, str]) -> Value:
        value = build(row)
        check(value)
        return value

    return checked


def built(record: Record, build: Callable[[Mapping[str, str]], Value]) -> Value:
    """A row as a value; what is wrong in it is told with its file and line."""
    try:
        return build(record.cells)
    except InvalidInput as error:
        raise InvalidInput(
            N_("{file}, ligne {line} : {problem}"), file=record.where, line=record.line, problem=sentence(error)
        ) from error
