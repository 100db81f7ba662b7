"""The proof pack of a period: source tables, a manifest with their fingerprints, and a page that says how to check them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from app.core.clock import instant_text
from app.core.errors import N_, InvalidInput
from app.documents.csv_table import csv_bytes
from app.documents.imprint import PRODUCT, Band, colon
from app.documents.settled_zip import settled_zip
from app.words import _
from app.words.dates import spoken_date

FORMAT = "releve.proof-pack/1"
MANIFEST, FINGERPRINTS, READ_ME = "manifest.json", "SHA256SUMS", "README.txt"
PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(?:/[a-z0-9][a-z0-9_-]*)*\.[a-z0-9]{1,5}")
"""Names that every system unpacks where it should: small letters, figures, folders, an ending."""


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A file of the pack: « presences.csv », its bytes, and what it proves in a sentence."""

    name: str
    content: bytes
    about: str

    @classmethod
    def table(cls, name: str, about: str, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Self:
        """Rows as CSV that French spreadsheets open; the caller orders them."""
        return cls(name, csv_bytes(header, rows), about)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofPack:
    """What is proven, of whom, from ``first`` to ``last`` (civil days, both included).

    ``journal_head`` is the hash of the journal's last entry when the rows were read, ``journal_entries`` its length;
    ``generated_at`` is an aware instant.
    """

    community: str
    first: date
    last: date
    generated_at: datetime
    software: str
    journal_head: str
    journal_entries: int
    files: tuple[ProofFile, ...]
    bands: tuple[Band, ...] = ()


def proof_pack(pack: ProofPack) -> bytes:
    """The ZIP. The same values give the same bytes. Raises InvalidInput for a name that can't be unpacked everywhere."""
    files = sorted(pack.files, key=lambda file: file.name)
    _refuse_names([file.name for file in files])
    entries = {file.name: file.content for file in files}
    entries[MANIFEST] = _manifest(pack, files)
    entries[READ_ME] = _read_me(pack, files).encode("utf-8-sig")
    entries[FINGERPRINTS] = "".join(f"{_fingerprint(entries[name])}  {name}\n" for name in sorted(entries)).encode()
    return settled_zip(entries, pack.generated_at)


def _refuse_names(names: Sequence[str]) -> None:
    for name in names:
        if not PLAIN_NAME.fullmatch(name) or name == MANIFEST:
            raise InvalidInput(
                N_(
                    "Dossier de preuves : « {name} » n’est pas un nom de fichier possible. Prenez des minuscules, des chiffres et une terminaison, comme « presences.csv »."
                ),
                name=name,
            )
        if names.count(name) > 1:
            raise InvalidInput(
                N_("Dossier de preuves : deux fichiers s’appellent « {name} ». Renommez l’un des deux."), name=name
            )


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _manifest(pack: ProofPack, files: Sequence[ProofFile]) -> bytes:
    manifest = {
        "format": FORMAT,
        "community": pack.community,
        "period": {"first": pack.first.isoformat(), "last": pack.last.isoformat()},
        "generated_at": instant_text(pack.generated_at),
        "software": {"name": PRODUCT, "version": pack.software},
        "bands": [band.value for band in Band if band in pack.bands],
        "journal": {"head": pack.journal_head, "entries": pack.journal_entries},
        "files": [
            {"name": file.name, "bytes": len(file.content), "sha256": _fingerprint(file.content), "about": file.about}
            for file in files
        ],
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()


def _read_me(pack: ProofPack, files: Sequence[ProofFile]) -> str:
    """A page for whoever opens the pack without us; CRLF, for every text editor."""
    bands = [_(BAND_WARNINGS[band]) for band in Band if band in pack.bands]
    lines = [
        *bands,
        _("Dossier de preuves · {community}").format(community=pack.community),
        _("Période : du {first} au {last}.").format(first=spoken_date(pack.first), last=spoken_date(pack.last)),
        "",
        _("Contenu :"),
        *(f"- {file.name}{colon()}{file.about}" for file in files),
        _(
            "- {name} : l’empreinte SHA-256 de chaque fichier, la période, la version du logiciel et la tête du journal."
        ).format(name=MANIFEST),
        "",
        _("Vérifier qu’aucun fichier n’a changé, dans le dossier décompressé :"),
        f"  Linux, macOS{colon()}sha256sum -c {FINGERPRINTS}",
        f"  Windows{colon()}certutil -hashfile {MANIFEST} SHA256",
        _("puis comparer avec {name}.").format(name=FINGERPRINTS),
        "",
        _(
            "Tête du journal : {head} ({entries} entrées). Tant qu’elle figure dans le journal du logiciel, rien de ce qui la précède n’a été réécrit."
        ).format(head=pack.journal_head, entries=pack.journal_entries),
        _("Les tableaux CSV s’ouvrent dans un tableur : UTF-8, points-virgules."),
    ]
    return "\r\n".join(lines) + "\r\n"


BAND_WARNINGS = {
    Band.EXERCISE: N_("EXERCICE : rien de ce qui est écrit ici n’est réel."),
    Band.DEMONSTRATION: N_("DÉMONSTRATION : personnes, lieux et chiffres fictifs."),
}
"""Band → the first line of the page."""
