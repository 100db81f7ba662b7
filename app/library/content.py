"""Where content stands, and CSV files as rows: the package's folder, one file, its records."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.core.errors import N_, InvalidInput, NotFound
from app.words.errors import sentence

Value = TypeVar("Value")

_PACKAGED = Path(__file__).parent.parent / "_content"
_CHECKOUT = Path(__file__).parent.parent.parent


def content_root() -> Path:
    """The folder that holds ``data``, ``plans`` and ``scenarios``: inside the wheel, else the checkout's top level."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def content_file(relative: str) -> Path:
    """A packaged content file, ``data/demo/roster_demo_auray_132.csv``. Raises NotFound."""
    path = content_root() / relative
    if not path.is_file():
        raise NotFound(N_("Le fichier {file} manque dans l’installation : réinstallez Relève."), file=relative)
    return path


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
        raise InvalidInput(N_("{file} n’est pas en UTF-8 : enregistrez-le en « CSV UTF-8 »."), file=path.name) from None
    reader = csv.reader(io.StringIO(content, newline=""))
    header = [name.strip() for name in next(reader, [])]
    records = []
    for row in reader:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            raise InvalidInput(
                N_("{file}, ligne {line} : {found} colonnes au lieu de {expected}."),
                file=path.name, line=reader.line_num, found=len(row), expected=len(header),
            )  # fmt: skip
        records.append(Record(path.name, reader.line_num, dict(zip(header, row, strict=True))))
    return records


def built(record: Record, build: Callable[[Mapping[str, str]], Value]) -> Value:
    """A row as a value; what is wrong in it is told with its file and line."""
    try:
        return build(record.cells)
    except InvalidInput as error:
        raise InvalidInput(
            N_("{file}, ligne {line} : {problem}"), file=record.where, line=record.line, problem=sentence(error)
        ) from error
