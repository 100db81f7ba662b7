"""What every plan and card repeats, on screen and on paper: who triggers ORSAN, and what waits for the medical lead."""

from __future__ import annotations

from app.core.errors import N_

ORSAN_RULE = N_(
    "Une CPTS ne déclenche jamais ORSAN : le directeur général de l’ARS le fait, seul ou à la demande du préfet ou du ministre."
)
"""Code de la santé publique, L. 3131-11 and R. 3131-10 (décret n° 2024-8 of 3 January 2024)."""

TO_VALIDATE = N_("à valider par le référent médical")
"""Said of medical content until a named person has signed it in the community's plan."""

TO_CHECK = N_("à vérifier")
"""Said of a date that was recalled rather than read in its source."""
