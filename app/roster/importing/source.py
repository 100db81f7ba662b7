"""The bytes of a file as text, whatever wrote them; refuses what is not a table with the sentence that helps."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from app.core.errors import N_, UnreadableFile

Source = Path | bytes
"""A file on disk, or the bytes of an upload."""

LARGEST = 64 * 1024 * 1024
"""A list of people or sites is never larger (bytes); the RPPS extract has its own streamed reader."""

_PDF, _ZIP, _OLE = b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF16_LE, _UTF16_BE, _UTF8_BOM = b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"


def read_bytes(source: Source) -> bytes:
    """The content. Raises UnreadableFile when it is missing, empty, too large or of a kind that holds no table."""
    if isinstance(source, Path):
        with open_file(source) as stream:
            source = stream.read(LARGEST + 1)
    if len(source) > LARGEST:
        raise _too_large()
    if not source.strip(b"\x00\r\n\t ;,|" + _UTF8_BOM + _UTF16_LE):
        raise UnreadableFile(
            N_("Le fichier est vide : vérifiez que l’enregistrement s’est bien terminé, puis recommencez.")
        )
    _refuse_other_kinds(source)
    return source


def open_file(path: Path) -> IO[bytes]:
    """A file for reading. Raises UnreadableFile when it is none, or may not be read."""
    try:
        if not path.is_file():
            raise UnreadableFile(
                N_("Le fichier {name} n’existe pas : vérifiez son nom et son dossier."), name=path.name
            )
        return path.open("rb")
    except (OSError, ValueError):
        raise UnreadableFile(
            N_("Le fichier {name} ne peut pas être lu : vérifiez qu’il vous est ouvert, puis recommencez."),
            name=path.name,
        ) from None


def is_workbook(content: bytes) -> bool:
    """Whether the content is a ZIP, hence an XLSX workbook whatever the file's name says."""
    return content.startswith(_ZIP)


def decoded(content: bytes) -> str:
    """The text: UTF-8 with or without mark, UTF-16 (with or without mark), else Windows-1252. NUL characters are dropped."""
    text = _decoded(content)
    if "Ã" in text:
        text = _mended(text)
    return text.replace("\x00", "")


def encoding_of(head: bytes) -> str:
    """The encoding that the first bytes of a file suggest."""
    if head.startswith(_UTF8_BOM):
        return "utf-8-sig"
    if head.startswith((_UTF16_LE, _UTF16_BE)):
        return "utf-16"
    sample = head[:2000]
    if len(sample) > 8 and sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    if len(sample) > 8 and sample[0::2].count(0) > len(sample) // 4:
        return "utf-16-be"
    return "utf-8"


def _decoded(content: bytes) -> str:
    encoding = encoding_of(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        if encoding.startswith("utf-16"):
            return content.decode(encoding, errors="replace")
        return content.decode("cp1252", errors="replace")


def _mended(text: str) -> str:
    """Text that was UTF-8 read as Windows-1252 and saved again (« PrÃ©nom »), put right; anything else unchanged."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _refuse_other_kinds(content: bytes) -> None:
    head = content[:1024].lstrip()
    if head.startswith(_PDF):
        raise UnreadableFile(
            N_(
                "C’est un PDF, pas un tableau, malgré son nom : demandez le fichier d’origine en CSV ou en Excel (.xlsx)."
            )
        )
    if head.startswith(_OLE):
        raise UnreadableFile(
            N_(
                "C’est un ancien classeur Excel (.xls) ou un classeur protégé par mot de passe : enregistrez-le en .xlsx sans mot de passe."
            )
        )
    if head[:200].lower().startswith((b"<html", b"<!doctype", b"<table")):
        raise UnreadableFile(
            N_("C’est une page web, pas un tableau : ouvrez-la dans un tableur et enregistrez-la en .xlsx.")
        )


def _too_large() -> UnreadableFile:
    return UnreadableFile(
        N_("Le fichier dépasse {size} Mo : gardez les seules lignes du territoire."), size=LARGEST >> 20
    )
