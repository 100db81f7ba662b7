"""Words of the journal entries of exercises, their reviews and the improvement plan."""

from __future__ import annotations

from app.core.errors import N_

EXERCISE_ENTRIES: dict[str, str] = {
    "exercise_prepared": N_("exercice préparé"),
    "exercise_changed": N_("exercice modifié"),
    "exercise_removed": N_("exercice retiré"),
    "chronogramme_imported": N_("chronogramme importé d’un fichier"),
    "chronogramme_exported": N_("chronogramme exporté"),
    "exercise_kit_printed": N_("livret d’exercice imprimé"),
    "exercise_links_printed": N_("liens des participants à un exercice imprimés"),
    "exercise_shared": N_("scénario d’un exercice préparé pour une autre communauté"),
    "shared_scenario_taken": N_("scénario d’une autre communauté repris"),
    "improvement_added": N_("action d’amélioration écrite"),
    "improvement_changed": N_("action d’amélioration modifiée"),
    "improvement_begun": N_("action d’amélioration commencée"),
    "improvement_closed": N_("action d’amélioration faite"),
    "improvement_verified": N_("action d’amélioration vérifiée en exercice"),
    "improvement_dropped": N_("action d’amélioration abandonnée"),
    "improvement_opened_again": N_("action d’amélioration rouverte"),
    "improvement_removed": N_("action d’amélioration retirée"),
    "improvement_reminded": N_("rappel d’une action d’amélioration écrit"),
    "improvements_exported": N_("plan d’amélioration exporté"),
    "restitution_recorded": N_("restitution d’un exercice notée"),
    "restitution_removed": N_("restitution d’un exercice retirée"),
    "exercise_armed": N_("exercice armé : ses messages partent vraiment"),
    "exercise_disarmed": N_("exercice désarmé"),
    "exercise_messages_cancelled": N_("messages d’exercice qui n’étaient pas partis, annulés"),
    "objective_rated": N_("objectif coté"),
    "observation_written": N_("observation notée"),
    "observation_removed": N_("observation retirée"),
    "review_opened": N_("retour d’expérience ouvert sur un événement"),
    "review_written": N_("retour d’expérience rédigé"),
    "review_signed": N_("retour d’expérience signé"),
    "review_reopened": N_("retour d’expérience rouvert"),
}
"""Type → words, in the order they usually come."""
