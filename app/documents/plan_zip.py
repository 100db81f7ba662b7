"""The whole plan as one ZIP: the plan in both forms, its cards, its annexes, the proof that it was sent, and how to check it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.errors import N_, InvalidInput
from app.documents.imprint import PRODUCT, Band, colon
from app.documents.proof_pack import BAND_WARNINGS
from app.documents.settled_zip import settled_zip
from app.words import _
from app.words.dates import spoken_instant

FINGERPRINTS, READ_ME = "SHA256SUMS", "LISEZ-MOI.txt"
PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(?:/[a-z0-9][a-z0-9_-]*)*\.[a-z0-9]{1,5}")
"""Names that every system unpacks where it should: small letters, figures, folders, an ending."""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A file of the pack: « annexes/annuaire.csv », its bytes, what it is."""

    name: str
    content: bytes
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPack:
    """A version with everything that goes with it. ``made_at`` is an aware instant; ``edition``: « version 3, validée »."""

    community: str
    edition: str
    made_at: datetime
    software: str
    files: tuple[PlanFile, ...]
    bands: tuple[Band, ...] = ()


def plan_zip(pack: PlanPack) -> bytes:
    """The ZIP. The same values give the same bytes. Raises InvalidInput for a name that can't be unpacked everywhere."""
    _refuse_names([one.name for one in pack.files])
    entries = {READ_ME: _read_me(pack).encode("utf-8-sig")} | {one.name: one.content for one in pack.files}
    sums = "".join(f"{hashlib.sha256(entries[name]).hexdigest()}  {name}\n" for name in sorted(entries))
    return settled_zip({**entries, FINGERPRINTS: sums.encode()}, pack.made_at)


def _refuse_names(names: Sequence[str]) -> None:
    for name in names:
        if not PLAIN_NAME.fullmatch(name) or names.count(name) > 1:
            raise InvalidInput(
                N_("Dossier du plan : « {name} » n’est pas un nom de fichier possible, ou il est pris deux fois."), name=name
            )  # fmt: skip


def _read_me(pack: PlanPack) -> str:
    """A page for whoever opens the pack without us; CRLF, for every text editor."""
    lines = [
        *(_(BAND_WARNINGS[band]) for band in Band if band in pack.bands),
        _("Plan de réponse · {community} · {edition}").format(community=pack.community, edition=pack.edition),
        _("Dossier fait le {moment} avec {product} {version}.").format(
            moment=spoken_instant(pack.made_at), product=PRODUCT, version=pack.software
        ),
        "",
        _("Contenu :"),
        *(f"- {one.name}{colon()}{one.about}" for one in pack.files),
        "",
        _("Vérifier qu’aucun fichier n’a changé, dans le dossier décompressé :"),
        f"  Linux, macOS{colon()}sha256sum -c {FINGERPRINTS}",
        f"  Windows{colon()}certutil -hashfile plan.pdf SHA256",
        _("puis comparer avec {name}.").format(name=FINGERPRINTS),
        _("Les tableaux CSV s’ouvrent dans un tableur : UTF-8, points-virgules."),
    ]
    return "\r\n".join(lines) + "\r\n"
