"""What people declared, in words: missions, where they stand in their working life, trainings. The one list of each."""

from __future__ import annotations

from app.core.errors import N_
from app.roster.competence import VACCINATION_TRAINING
from app.roster.person import Mission

MISSION_WORDS = {
    Mission.VACCINATION: N_("vaccination"),
    Mission.MOBILE_TEAM: N_("équipe mobile"),
    Mission.TESTING: N_("dépistage"),
    Mission.HOSPITAL_REINFORCEMENT: N_("renfort hôpital"),
    Mission.NURSING_HOME: N_("EHPAD"),
    Mission.REMOTE_FOLLOW_UP: N_("télé-suivi"),
    Mission.PSYCHOLOGICAL_RELAY: N_("relais psychologique"),
    Mission.CRISIS_CELL: N_("cellule de crise"),
    Mission.LOGISTICS: N_("logistique"),
}

STATUS_WORDS = {
    "actif": N_("en activité"),
    "remplacant": N_("remplaçant"),
    "retraite": N_("retraité"),
    "etudiant": N_("étudiant"),
}
"""By the value of ``PersonStatus``, as the tables of rules write it too."""

TRAINING_WORDS = {VACCINATION_TRAINING: N_("formation à la vaccination")}
"""Competences with words of their own; the others are the community's own words."""
