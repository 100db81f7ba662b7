"""Values that the documents of these tests are made of; every person is invented."""

from __future__ import annotations

from datetime import UTC, datetime

from app.documents.imprint import Band, Contact, Imprint

LONG_NAME = "Marie-Charlotte de la Villemarqué-Kerguelen d’Armorique"
"""As long as names get in France, with an apostrophe, accents and hyphens."""

ENDLESS_NAME = "Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"
"""One word that fits no column."""

PRINTED_AT = datetime(2026, 11, 26, 16, 5, tzinfo=UTC)
IMPRINT = Imprint(PRINTED_AT, "planning version 3", "0.1.0")
EXERCISE = Imprint(PRINTED_AT, "planning version 3", "0.1.0", (Band.DEMONSTRATION, Band.EXERCISE))
LEAD = Contact("Clarisse Palude-Deslandes", "06 39 98 00 01")
PHYSICIAN = Contact(LONG_NAME, "02 99 00 00 00")
FOOT = "Imprimé le 26 novembre 2026 à 17 h 05 · planning version 3 · Relève 0.1.0"
BANDS = "EXERCICE · DÉMONSTRATION · "
