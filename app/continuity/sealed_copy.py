"""The sealed copy of a practice's key table: its form, who holds it, when it was last checked and opened for a test.

The key table (« P-0042 is … ») never leaves the practice in the clear and never enters the product. A sealed copy, in an
envelope or an encrypted file, waits with the paired practice and with a pharmacist: without it a relay has numbers and nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.core.ids import PracticeId


class Holder(StrEnum):
    """Who keeps a sealed copy: one with each, so that one closed door is not the end of it."""

    PAIRED = "paired"
    PHARMACIST = "pharmacist"


HOLDER_WORDS = {
    Holder.PAIRED: N_("cabinet binôme"),
    Holder.PHARMACIST: N_("pharmacien"),
}


class CopyForm(StrEnum):
    """What the copy is."""

    ENVELOPE = "envelope"
    ENCRYPTED_FILE = "encrypted_file"


FORM_WORDS = {
    CopyForm.ENVELOPE: N_("enveloppe scellée"),
    CopyForm.ENCRYPTED_FILE: N_("fichier chiffré"),
}


class CopyState(StrEnum):
    """What a copy asks for, the most urgent first."""

    ABSENT = "absent"
    TO_TEST = "to_test"
    TO_CHECK = "to_check"
    FINE = "fine"


STATE_WORDS = {
    CopyState.ABSENT: N_("copie manquante"),
    CopyState.TO_TEST: N_("ouverture à essayer"),
    CopyState.TO_CHECK: N_("à vérifier"),
    CopyState.FINE: N_("à jour"),
}
_ORDER = tuple(CopyState)


class CopyStep(StrEnum):
    """What is done with a copy once it is deposited."""

    CHECKED = "checked"
    """Seen in its place, seal unbroken, up to date."""
    TESTED = "tested"
    """Opened (or decrypted), read by whoever would need it, and sealed again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedCopy:
    """One copy. ``holder_practice`` for the paired practice, ``holder_site`` (site id) for the pharmacy; days of Paris.

    ``revision`` 0: not written yet.
    """

    practice: PracticeId
    holder: Holder
    form: CopyForm = CopyForm.ENVELOPE
    holder_practice: PracticeId | None = None
    holder_site: str = ""
    deposited_on: date
    checked_on: date | None = None
    tested_on: date | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class CopyDelays:
    """Days after which a copy is due for a check, and for a test of its opening (``data/continuity_rules.csv``)."""

    check_days: int
    test_days: int


def check_by(copy: SealedCopy, delays: CopyDelays) -> date:
    """The day from which it is to be checked. Opening it for a test is a check too."""
    seen = max(day for day in (copy.deposited_on, copy.checked_on, copy.tested_on) if day)
    return seen + timedelta(days=delays.check_days)


def trial_by(copy: SealedCopy, delays: CopyDelays) -> date:
    """The day from which its opening is to be tested."""
    return (copy.tested_on or copy.deposited_on) + timedelta(days=delays.test_days)


def state_of(copy: SealedCopy | None, today: date, delays: CopyDelays) -> CopyState:
    """What a copy asks for on ``today``."""
    if copy is None:
        return CopyState.ABSENT
    if trial_by(copy, delays) <= today:
        return CopyState.TO_TEST
    return CopyState.TO_CHECK if check_by(copy, delays) <= today else CopyState.FINE


def worst(states: Iterable[CopyState]) -> CopyState:
    """The most urgent of some states; fine when there is none."""
    return min(states, key=_ORDER.index, default=CopyState.FINE)


def urgency(state: CopyState) -> int:
    """0 first."""
    return _ORDER.index(state)


def check_copy(copy: SealedCopy, today: date) -> None:
    """Raises InvalidInput with one sentence when a copy says what can't be."""
    if copy.holder is Holder.PAIRED and (copy.holder_practice is None or copy.holder_site):
        raise InvalidInput(N_("Choisissez le cabinet binôme qui garde la copie."))
    if copy.holder is Holder.PHARMACIST and (not copy.holder_site or copy.holder_practice):
        raise InvalidInput(N_("Choisissez la pharmacie qui garde la copie."))
    if copy.holder_practice == copy.practice:
        raise InvalidInput(
            N_("La copie scellée est gardée ailleurs que dans le cabinet : choisissez un autre cabinet.")
        )
    said = [day for day in (copy.deposited_on, copy.checked_on, copy.tested_on) if day]
    if max(said) > today:
        raise InvalidInput(N_("Un dépôt, une vérification ou un essai se note une fois fait : donnez un jour passé."))
    if min(said) < copy.deposited_on:
        raise InvalidInput(N_("Une copie se vérifie et s’essaie après son dépôt : revoyez les dates."))
