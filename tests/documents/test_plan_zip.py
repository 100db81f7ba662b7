"""The plan with everything that goes with it, in one ZIP that can be checked without us."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace

import pytest

from app.core.errors import InvalidInput
from app.documents.imprint import Band
from app.documents.plan_zip import FINGERPRINTS, READ_ME, PlanFile, PlanPack, plan_zip
from tests.documents.samples import PRINTED_AT

PACK = PlanPack(
    community="CPTS d’Auray", edition="version 3, validé", made_at=PRINTED_AT, software="0.1.0", bands=(Band.DEMONSTRATION,),
    files=(PlanFile("plan.pdf", b"%PDF", "le plan"), PlanFile("annexes/annuaire.csv", b"a;b", "annuaire")),
)  # fmt: skip


def test_every_file_has_its_fingerprint_and_its_sentence() -> None:
    """``sha256sum -c`` would pass; the page says what each is, and what is not real."""
    with zipfile.ZipFile(io.BytesIO(plan_zip(PACK))) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert list(held) == [READ_ME, "plan.pdf", "annexes/annuaire.csv", FINGERPRINTS]
    sums = dict(reversed(line.split("  ")) for line in held[FINGERPRINTS].decode().splitlines())
    assert sums == {n: hashlib.sha256(c).hexdigest() for n, c in held.items() if n != FINGERPRINTS}
    told = held[READ_ME].decode("utf-8-sig")
    assert told.startswith("DÉMONSTRATION")
    assert "- annexes/annuaire.csv\u00a0: annuaire" in told
    assert "version 3, validé" in told
    assert plan_zip(PACK) == plan_zip(PACK)


@pytest.mark.parametrize("names", [("../x.pdf",), ("Plan.pdf",), ("a.csv", "a.csv"), ("c:/x.csv",)])
def test_a_name_that_unpacks_elsewhere_or_twice_is_refused(names: tuple[str, ...]) -> None:
    """Before anything is made."""
    with pytest.raises(InvalidInput):
        plan_zip(replace(PACK, files=tuple(PlanFile(name, b"", "x") for name in names)))
