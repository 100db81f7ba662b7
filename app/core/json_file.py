"""A JSON file read with its faults named, and a text written whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import N_, InvalidInput, UnreadableFile

ReadObject = Callable[[list[tuple[str, object]]], object]
"""What becomes of a JSON object, from its keys and values in the order written."""


@dataclass(frozen=True, slots=True)
class Doubled:
    """Stands where a JSON object wrote ``key`` twice, so that validation stops there."""

    key: str


def unique_keys(pairs: list[tuple[str, object]]) -> object:
    """A JSON object; one that writes a key twice becomes a mark that validation refuses where it stands."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    return Doubled(max(pairs, key=lambda pair: [key for key, _value in pairs].count(pair[0]))[0])


def read_json(
    path: Path,
    format: str,
    *,
    read_object: ReadObject = unique_keys,
    read_decimal: Callable[[str], object] = float,
) -> object:
    """The document in a UTF-8 file; ``format``: what was awaited, for the sentence. Raises UnreadableFile, on one line."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise UnreadableFile(N_("{path} n’existe pas. Vérifiez le nom du fichier."), path=path) from None
    except OSError as error:
        message = N_(
            "{path} ne peut pas être lu ({reason}). Vérifiez que c’est un fichier et que vous en avez le droit."
        )
        raise UnreadableFile(message, path=path, reason=error.strerror or error) from None
    except UnicodeDecodeError:
        raise UnreadableFile(N_("{path} n’est pas en UTF-8. Enregistrez-le dans ce codage."), path=path.name) from None
    return parse_json(text, path.name, format, read_object=read_object, read_decimal=read_decimal)


def parse_json(
    text: str,
    source: str,
    format: str,
    *,
    read_object: ReadObject = unique_keys,
    read_decimal: Callable[[str], object] = float,
) -> object:
    """The document in a text; ``source`` names it in errors. Raises UnreadableFile."""
    try:
        return json.loads(text, object_pairs_hook=read_object, parse_float=read_decimal)
    except json.JSONDecodeError as error:
        message = N_("{path}, ligne {line}, colonne {column} : ce n’est pas du JSON. Corrigez le texte à cet endroit.")
        raise UnreadableFile(message, path=source, line=error.lineno, column=error.colno) from None
    except (RecursionError, ValueError):
        message = N_("{path} : un nombre y est démesuré ou les objets trop imbriqués. Écrivez un document {format}.")
        raise UnreadableFile(message, path=source, format=format) from None


def write_whole(path: Path, text: str) -> None:
    """Write a text whole or not at all. Raises InvalidInput when the place can't be written.

    A link is followed, and what is no ordinary file (``/dev/stdout``, a pipe) is written to, never replaced.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")
        else:
            _replace(path.resolve(), text)
    except OSError as error:
        raise _unwritable(path, error) from None


def _replace(path: Path, text: str) -> None:
    """Put ``text`` in place of a file in one step. Raises OSError, leaving what was there."""
    handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).chmod(0o666 & ~_umask())
        Path(draft).replace(path)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritable(path: Path, error: OSError) -> InvalidInput:
    reason = error.strerror or str(error)
    return InvalidInput(
        N_("{path} ne peut pas être écrit ({reason}). Choisissez un dossier qui existe et où vous pouvez écrire."),
        path=path,
        reason=reason,
    )
