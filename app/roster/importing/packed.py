"""What a ZIP holds, looked at before any of it is unpacked in memory: a workbook that would never end is refused.

Sizes are those the archive declares: the reader stops there and refuses the file when its contents go on.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from xml.parsers import expat

from app.core.errors import N_, UnreadableFile

LARGEST_UNPACKED = 32 * 1024 * 1024
"""What a workbook may hold once unpacked (bytes): some 250,000 cells of text, ten times the longest roster met."""

LARGEST_FRAME = 2 * 1024 * 1024
"""What its styles, or any other part that is read whole besides the sheets and their texts, may hold (bytes)."""

MOST_PARTS = 2000

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    RuntimeError,
    LookupError,
    ValueError,
    OverflowError,
    TypeError,
    AttributeError,
    SyntaxError,
)
"""What the libraries of archives, XML and workbooks raise over bytes that are none (an XML error is a SyntaxError)."""

_SHEETS, _TEXTS, _IMAGES = "xl/worksheets/", "xl/sharedStrings.xml", "xl/media/"
_PROLOG_BYTES = 64 * 1024
"""An XML part begins its first element well before."""


def check_workbook(content: bytes) -> None:
    """Pass for an XLSX of sensible size without document types; raise UnreadableFile for anything else."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise _bomb()
            if not any(part.filename.startswith("xl/") for part in parts):
                raise UnreadableFile(
                    N_("C’est une archive, pas un classeur Excel : sortez-en le fichier .csv ou .xlsx.")
                )
            for part in parts:
                _check_part(archive, part)
    except BROKEN as error:
        raise damaged() from error


def damaged() -> UnreadableFile:
    """The one sentence for a workbook that does not open."""
    return UnreadableFile(
        N_("Le classeur est abîmé : ouvrez-le dans un tableur, enregistrez-le à nouveau en .xlsx et recommencez.")
    )


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    read_in_rows = part.filename.startswith((_SHEETS, _IMAGES)) or part.filename == _TEXTS
    if part.file_size > LARGEST_FRAME and not read_in_rows:
        raise _bomb()
    if part.filename.endswith((".xml", ".rels", ".vml")):
        with archive.open(part) as stream:
            _refuse_document_type(stream.read(_PROLOG_BYTES))


def _refuse_document_type(head: bytes) -> None:
    """No office file has a document type; entities that call files, addresses or each other are declared in one."""
    parser = expat.ParserCreate()

    def refuse(*_declared: object) -> None:
        raise _hostile()

    def enough(*_element: object) -> None:
        raise StopIteration

    parser.StartDoctypeDeclHandler, parser.StartElementHandler = refuse, enough
    try:
        parser.Parse(head, False)
    except StopIteration:
        return
    except expat.ExpatError as error:
        raise damaged() from error
    if head:
        raise damaged()


def _bomb() -> UnreadableFile:
    return UnreadableFile(N_("Le classeur est beaucoup trop grand une fois ouvert : gardez la seule feuille utile."))


def _hostile() -> UnreadableFile:
    return UnreadableFile(
        N_("Ce classeur contient une déclaration qu’aucun tableur n’écrit : il n’est pas lu. Enregistrez-le à nouveau.")
    )
