"""What each type of journal entry means in words, by subject; how the details it keeps are said.

A table and little else: whoever writes a new type of entry gives it its words here, a test holds every service to that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.words.catalogue import _
from app.words.dates import spoken_instant, spoken_number
from app.words.journal_exercises import EXERCISE_ENTRIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

ENTRIES: dict[str, dict[str, str]] = {
    N_("Effectifs"): {
        "people_imported": N_("liste de personnes importée"),
        "sites_imported": N_("liste de lieux importée"),
        "answers_imported": N_("réponses importées"),
        "person_added": N_("personne ajoutée"),
        "person_changed": N_("fiche modifiée"),
        "competences_changed": N_("compétences modifiées"),
        "practice_added": N_("cabinet ajouté"),
        "site_added": N_("établissement ajouté"),
        "preferences_changed": N_("préférences modifiées"),
        "opted_out": N_("ne veut plus être sollicité"),
        "opted_back_in": N_("veut bien être sollicité de nouveau"),
        "busy_recorded": N_("agenda personnel lu"),
        "busy_forgotten": N_("agenda personnel oublié"),
        "duties_imported": N_("tableau de garde importé"),
        "answers_recorded": N_("disponibilités saisies"),
    },
    N_("Centre et planning"): {
        "centre_set_up": N_("centre créé"),
        "centre_changed": N_("réglages du centre modifiés"),
        "sessions_opened": N_("séances ouvertes"),
        "sessions_taken_back": N_("séances retirées avant publication"),
        "session_moved": N_("séance déplacée"),
        "session_cancelled": N_("séance annulée"),
        "appointments_recorded": N_("rendez-vous pris saisis"),
        "doses_allotted": N_("dotation de doses saisie"),
        "rota_proposed": N_("planning proposé par le calcul"),
        "rota_edited": N_("brouillon du planning modifié"),
        "rota_step_undone": N_("modification du planning défaite"),
        "rota_step_redone": N_("modification du planning refaite"),
        "rota_published": N_("planning publié"),
        "seat_taken": N_("poste pris"),
        "seat_confirmed": N_("poste confirmé"),
        "seat_released": N_("poste libéré par la coordination"),
        "seat_withdrawn": N_("désistement"),
        "seat_swapped": N_("poste échangé"),
        "seat_offered": N_("poste proposé à la liste d’attente"),
        "offer_declined": N_("poste proposé refusé"),
        "waiting_joined": N_("inscription en liste d’attente"),
        "waiting_left": N_("sortie de la liste d’attente"),
        "stand_in_wanted": N_("remplaçant cherché"),
        "stand_in_not_needed": N_("remplaçant plus nécessaire"),
        "swap_proposed": N_("échange proposé"),
        "swap_accepted": N_("échange accepté"),
        "swap_refused": N_("échange refusé"),
        "swap_withdrawn": N_("échange retiré"),
        "partner.confirmed": N_("partenaire : postes confirmés"),
        "partner.cannot_provide": N_("partenaire : postes qui ne peuvent être fournis"),
    },
    N_("Appels et sondages"): {
        "poll_opened": N_("sondage ouvert"),
        "poll_answered": N_("réponse au sondage"),
        "poll_reminded": N_("rappel du sondage"),
        "poll_closed": N_("sondage clos"),
        "call_out_started": N_("appel lancé"),
        "call_out_wave": N_("vague d’appel envoyée"),
        "call_out_rung": N_("personne appelée au téléphone"),
        "call_out_answered": N_("réponse à un appel"),
        "call_out_yes_refused": N_("oui à un appel, poste déjà pourvu"),
        "call_out_ended": N_("appel terminé"),
        "holder_reminded": N_("rappel de vacation"),
        "thanks_sent": N_("remerciements envoyés"),
    },
    N_("Alertes"): {
        "alert_launched": N_("alerte lancée"),
        "alert_answered": N_("réponse à une alerte"),
        "alert_rung": N_("appel sans réponse pendant une alerte"),
        "alert_reminded": N_("silencieux relancés pendant une alerte"),
        "alert_closed": N_("alerte close"),
        "alert_printed": N_("arbre d’appel ou compte rendu d’alerte imprimé"),
    },
    N_("Événements"): {
        "event_opened": N_("événement ouvert"),
        "event_moved": N_("événement passé à un autre état"),
        "event_changed": N_("événement : nom, communes ou résumé modifiés"),
        "event_printed": N_("liste des actions d’un événement imprimée"),
        "plan_activated": N_("plan activé"),
        "checklist_ticked": N_("action cochée"),
        "checklist_skipped": N_("action écartée"),
        "checklist_reopened": N_("action à faire de nouveau"),
        "checklist_added": N_("action ajoutée par la cellule"),
        "checklist_plan_set_aside": N_("reste d’un plan écarté"),
        "staffing_request_received": N_("demande de renfort reçue"),
        "staffing_request_changed": N_("demande de renfort modifiée par qui l’a faite"),
        "staffing_request_withdrawn": N_("demande de renfort retirée par qui l’a faite"),
        "staffing_request_attached": N_("demande de renfort rattachée à un autre événement, ou à aucun"),
        "staffing_request_staffed": N_("renfort ouvert pour une demande"),
        "staffing_request_requisitioned": N_("réquisition notée pour une demande"),
        "staffing_request_refused": N_("demande de renfort refusée"),
        "staffing_request_reconsidered": N_("demande de renfort à traiter de nouveau"),
        "staffing_request_done": N_("renfort terminé"),
        "request_link_sent": N_("lien de demande envoyé à un établissement"),
        "situation_prepared": N_("point de situation préparé"),
        "situation_edited": N_("point de situation relu"),
        "situation_refreshed": N_("chiffres du point de situation repris"),
        "situation_sent": N_("point de situation envoyé"),
        "authority_request_noted": N_("demande d’une autorité notée"),
        "authority_request_changed": N_("demande d’une autorité complétée"),
        "authority_request_answered": N_("réponse à une autorité"),
        "authority_register_exported": N_("registre des demandes exporté"),
        "publication_prepared": N_("texte au public préparé"),
        "publication_changed": N_("texte au public modifié"),
        "publication_agreed": N_("texte au public validé"),
        "publication_published": N_("texte publié"),
        "publication_dropped": N_("texte au public retiré avant validation"),
        "publications_exported": N_("journal des publications exporté"),
    },
    N_("Annuaire et formations"): {
        "contact_added": N_("contact ajouté"),
        "contact_changed": N_("contact modifié"),
        "contact_removed": N_("contact retiré"),
        "contact_restored": N_("contact remis"),
        "contacts_started": N_("annuaire commencé"),
        "contacts_imported": N_("annuaire importé"),
        "directory_exported": N_("annuaire exporté"),
        "number_check_started": N_("test des numéros commencé"),
        "number_called": N_("numéro essayé"),
        "number_call_taken_back": N_("essai d’un numéro retiré"),
        "number_check_finished": N_("test des numéros terminé"),
        "training_planned": N_("formation prévue"),
        "training_changed": N_("formation modifiée"),
        "training_cancelled": N_("formation annulée"),
        "training_invited": N_("invitations à une formation"),
        "training_people_added": N_("inscriptions à une formation"),
        "training_people_removed": N_("inscription à une formation retirée"),
        "training_answered": N_("réponse à une formation"),
        "training_attended": N_("émargement d’une formation"),
        "training_rated": N_("avis sur une formation"),
        "awareness_told": N_("communication notée"),
        "awareness_changed": N_("communication modifiée"),
        "awareness_removed": N_("communication retirée"),
    },
    N_("Messages et liens"): {
        "messages_retried": N_("messages remis à l’envoi"),
        "messages_by_hand": N_("messages à passer soi-même"),
        "messages_done_by_hand": N_("messages passés à la main"),
        "messages_cancelled": N_("messages retirés"),
        "letters_retried": N_("courriers à des partenaires relancés"),
        "letters_by_hand": N_("courriers à des partenaires à passer à la main"),
        "letters_done_by_hand": N_("courriers à des partenaires passés à la main"),
        "letters_cancelled": N_("courriers à des partenaires annulés"),
        "letters_taken": N_("courriers à des partenaires pris en fichier"),
        "desk_survey_opened": N_("point cabinets lancé"),
        "desk_survey_reminded": N_("point cabinets relancé"),
        "desk_survey_extended": N_("point cabinets prolongé"),
        "desk_survey_closed": N_("point cabinets clos"),
        "desk_address_changed": N_("adresse d’un cabinet changée"),
        "flash_launched": N_("exercice flash envoyé"),
        "flash_closed": N_("exercice flash clos"),
        "flash_answered": N_("réponse à un exercice flash"),
        "desk_answered": N_("réponse d’un cabinet"),
        "desk_answer_taken_back": N_("réponse d’un cabinet retirée"),
        "sending_set_up": N_("envoi des messages réglé"),
        "signature_set_up": N_("signature et adresse publique réglées"),
        "link.made": N_("lien personnel créé"),
        "link.rotated": N_("lien remplacé"),
        "link_asked_again": N_("lien perdu, redemandé"),
        "links.handed_out": N_("liens distribués"),
        "session_links_made": N_("liens de séance créés"),
    },
    N_("Jour J"): {
        "opening_checked": N_("contrôle d’ouverture"),
        "line_closed": N_("ligne fermée"),
        "seat_line_closed": N_("poste d’une ligne fermée"),
        "attendance_noted": N_("émargement noté"),
        "attendance_extra": N_("renfort de l’effectif noté"),
        "attendance_walk_in": N_("renfort de passage noté"),
        "attendance_signed": N_("émargement signé"),
        "attendance_at_the_door": N_("présence inscrite à la porte"),
        "attendance_accepted": N_("présence à la porte acceptée"),
        "attendance_refused": N_("présence à la porte refusée"),
        "attendance_closed": N_("émargement clos"),
        "incident_reported": N_("incident signalé"),
        "incident_declared": N_("incident déclaré"),
        "incident_closed": N_("incident clos"),
        "lot_received": N_("lot reçu"),
        "doses_counted": N_("doses comptées"),
        "groups_counted": N_("injections par public comptées"),
        "standby_counted": N_("liste de dernière minute comptée"),
        "sharps_set_out": N_("collecteur posé"),
        "sharps_filled": N_("collecteur plein"),
        "sharps_collected": N_("collecteur enlevé"),
    },
    N_("Indemnités et preuves"): {
        "vacations_settled": N_("vacations arrêtées"),
        "indemnity_recorded": N_("indemnité saisie"),
        "indemnity_cancelled": N_("indemnité annulée"),
        "denominators_set": N_("dénominateurs réglés"),
    },
    N_("Comptes et lectures"): {
        "login.opened": N_("connexion"),
        "login.ended": N_("déconnexion"),
        "login.slowed": N_("essais de connexion ralentis"),
        "account.created": N_("compte créé"),
        "account.provisioned": N_("compte créé à la première connexion"),
        "account.invited": N_("invitation envoyée"),
        "account.changed": N_("compte modifié"),
        "account.disabled": N_("compte fermé"),
        "account.opened_again": N_("compte rouvert"),
        "account.logins_closed": N_("appareils déconnectés"),
        "account.password_set": N_("mot de passe choisi"),
        "account.recovery_asked": N_("nouveau mot de passe demandé"),
        "account.code_set": N_("code à six chiffres mis en place"),
        "account.code_removed": N_("code à six chiffres retiré"),
        "account.recovery_codes_renewed": N_("codes de secours renouvelés"),
        "accounts.login_rules_set": N_("règles de connexion réglées"),
        "identity.linked": N_("fournisseur d’identité rattaché"),
        "data_read": N_("données personnelles consultées"),
    },
    N_("Réglages et conservation"): {
        "community_set_up": N_("communauté réglée"),
        "reference_edited": N_("table de référence modifiée"),
        "notice_written": N_("texte d’information écrit"),
        "notice_given": N_("information donnée"),
        "person_exported": N_("données d’une personne exportées"),
        "person_erased": N_("personne effacée"),
        "data_purged": N_("données purgées"),
        "journal_exported": N_("journal exporté"),
        "log_settled": N_("état changé dans la main courante"),
        "log_exported": N_("main courante exportée"),
        "journal_purged": N_("journal purgé"),
        "log_purged": N_("main courante purgée"),
        "trace_blanked": N_("écritures du journal effacées"),
    },
    N_("Territoire, stock et cellule"): {
        "hazards_started": N_("dangers de départ posés"),
        "hazards_rated": N_("dangers cotés"),
        "sub_zones_set": N_("sous-zones modifiées"),
        "stock_started": N_("inventaire de départ posé"),
        "stock_added": N_("lot ajouté à l’inventaire"),
        "stock_changed": N_("lot de l’inventaire modifié"),
        "stock_counted": N_("lot de l’inventaire compté"),
        "stock_struck_off": N_("lot rayé de l’inventaire"),
        "cell_staffed": N_("cellule de crise : fonction pourvue"),
        "cell_place_set": N_("cellule de crise : lieu et ouverture réglés"),
        "cell_rotation_planned": N_("cellule de crise : relèves proposées"),
        "cell_shift_changed": N_("cellule de crise : présence modifiée"),
        "cell_shift_removed": N_("cellule de crise : présence retirée"),
        "cell_handed_over": N_("cellule de crise : relève transmise"),
        "articulations_started": N_("articulation commencée"),
        "articulation_agreed": N_("articulation avec un établissement écrite"),
    },
    N_("Exercices"): {
        **EXERCISE_ENTRIES,
        "road_overridden": N_("temps d’une route corrigé"),
        "road_restored": N_("temps estimé d’une route rétabli"),
        "scenario_written": N_("scénario écrit"),
        "scenario_changed": N_("scénario modifié"),
        "scenario_removed": N_("scénario retiré"),
        "scenario_restored": N_("scénario remis"),
        "laboratory_run_saved": N_("essai du laboratoire gardé"),
        "laboratory_run_renamed": N_("essai du laboratoire renommé"),
        "laboratory_run_removed": N_("essai du laboratoire retiré"),
        "laboratory_printed": N_("essai du laboratoire imprimé"),
    },
    N_("Notre plan"): {
        "plan.started": N_("version du plan commencée"),
        "plan.section_written": N_("section du plan écrite"),
        "plan.refreshed": N_("sections du plan mises à jour"),
        "plan.dropped": N_("brouillon du plan abandonné"),
        "plan.validated": N_("version du plan validée"),
        "plan.sent": N_("plan envoyé"),
        "plan.acknowledged": N_("preuve d’envoi du plan complétée"),
        "plan.review_moved": N_("révision du plan déplacée"),
        "plan_review_asked": N_("relecture du plan demandée à des partenaires"),
        "plan_review_reminded": N_("relecture du plan relancée"),
        "plan_review_moved": N_("fin de la relecture déplacée"),
        "plan_review_closed": N_("relecture du plan close"),
        "plan_commented": N_("remarque sur le plan"),
        "plan_comment_taken_back": N_("remarque sur le plan retirée"),
        "plan_comment_answered": N_("réponse à une remarque sur le plan"),
        "plan_comment_settled": N_("remarque sur le plan traitée"),
        "plan_visa_given": N_("visa donné sur le plan"),
        "plan_visa_taken_back": N_("visa sur le plan retiré"),
        "card.signed": N_("fiche réflexe signée"),
    },
    N_("Continuité des soins"): {
        "practice_care_changed": N_("ce que dit un cabinet modifié"),
        "practice_given": N_("cabinet donné à qui exerce seul"),
        "locum_added": N_("remplaçant ajouté"),
        "locum_changed": N_("remplaçant modifié"),
        "locum_removed": N_("remplaçant retiré"),
        "closure_noted": N_("fermeture notée"),
        "closure_changed": N_("fermeture modifiée"),
        "closure_ended": N_("cabinet rouvert"),
        "closure_removed": N_("fermeture retirée"),
        "closures_read": N_("fermetures lues dans un agenda"),
        "outage_noted": N_("coupure notée"),
        "outage_changed": N_("fin de coupure modifiée"),
        "outage_ended": N_("coupure terminée"),
        "outage_removed": N_("coupure retirée"),
        "remote_service_added": N_("service à distance ajouté"),
        "remote_service_changed": N_("service à distance modifié"),
        "remote_service_removed": N_("service à distance retiré"),
        "continuity_supposed": N_("question « et si » posée"),
        "relays_proposed": N_("relais proposés"),
        "relay_answered": N_("réponse d’un relais"),
        "hand_over_marked": N_("étape d’une transmission notée"),
        "hand_overs_marked": N_("étape de plusieurs transmissions notée"),
        "discharge_opened": N_("sorties d’hôpital demandées"),
        "discharge_changed": N_("demande de sorties modifiée"),
        "discharge_proposed": N_("sorties proposées de nouveau"),
        "discharge_answered": N_("réponse d’un relais à des sorties"),
        "discharge_closed": N_("demande de sorties close"),
        "helper_added": N_("service d’aide ajouté"),
        "helper_changed": N_("service d’aide modifié"),
        "helper_struck_off": N_("service d’aide retiré"),
        "care_list_exported": N_("liste de besoins imprimée ou emportée"),
        "coverage_printed": N_("carte de couverture imprimée"),
        "territory_graph_exported": N_("graphe du territoire emporté"),
        "ccas_help_noted": N_("aide à une mairie notée"),
        "ccas_help_changed": N_("aide à une mairie modifiée"),
        "ccas_help_closed": N_("aide à une mairie terminée"),
    },
    N_("Sauvegardes et clés"): {
        "backup_made": N_("sauvegarde faite"),
        "backup_taken_out": N_("sauvegarde emportée"),
        "backup_restored": N_("sauvegarde restaurée"),
        "keys_saved": N_("clés sauvegardées"),
        "keys_restored": N_("clés remises"),
        "key_backup_destroyed": N_("sauvegarde de clés détruite"),
        "care_mode_declared": N_("hébergement des besoins déclaré"),
        "care_needs_written": N_("besoins de soins écrits"),
        "care_counts_written": N_("nombre de besoins d’un cabinet écrit"),
        "care_category_validated": N_("catégories de besoins validées"),
        "care_key_rotated": N_("clé d’un cabinet changée"),
        "care_key_shredded": N_("clé d’un cabinet détruite"),
        "sealed_copy_deposited": N_("copie scellée d’une table des clés déposée"),
        "sealed_copy_changed": N_("copie scellée d’une table des clés : dépôt corrigé"),
        "sealed_copy_checked": N_("copie scellée d’une table des clés vérifiée"),
        "sealed_copy_tested": N_("copie scellée d’une table des clés : ouverture essayée"),
        "sealed_copy_gone": N_("copie scellée d’une table des clés rendue ou détruite"),
        "crisis_bag.set_up": N_("valise de crise réglée"),
        "crisis_bag.packed": N_("valise de crise préparée"),
        "crisis_bag.carried": N_("valise de crise copiée"),
        "crisis_bag.taken": N_("valise de crise emportée"),
    },
    N_("Soins non programmés"): {
        "slot_series_opened": N_("créneaux réguliers ouverts"),
        "slot_series_ended": N_("créneaux réguliers arrêtés"),
        "slot_added": N_("créneau ajouté"),
        "slot_cancelled": N_("créneau annulé"),
        "slot_put_back": N_("créneau remis"),
        "slot_moved": N_("créneau d’un cabinet fermé déplacé"),
        "slot_booked": N_("places prises dans un créneau"),
        "slot_booking_given_back": N_("place rendue dans un créneau"),
        "slot_presence_noted": N_("venues notées dans un créneau"),
        "slot_calls_noted": N_("appels de soins non programmés notés"),
        "slots_written_ahead": N_("créneaux des jours à venir écrits"),
    },
}
"""Group of the filter → type of entry → what it says."""

TYPE_WORDS: dict[str, str] = {type: words for group in ENTRIES.values() for type, words in group.items()}

READING_WORDS: dict[str, str] = {
    "sheet": N_("fiche d’une personne"),
    "contacts": N_("liste de contacts"),
    "roster": N_("liste de l’effectif"),
    "own_data": N_("toutes les données d’une personne"),
    "links": N_("liens personnels"),
    "pay": N_("indemnités"),
    "attendance": N_("émargement"),
    "search": N_("noms trouvés par la recherche"),
}
"""What was read, as :class:`app.services.note_reading.Read` names it."""

HOW_WORDS: dict[str, str] = {
    "password": N_("par mot de passe"),
    "totp": N_("par mot de passe et code"),
    "recovery_code": N_("par code de secours"),
    "link": N_("par lien à usage unique"),
    "provider": N_("par un fournisseur d’identité"),
}

DETAILS: dict[str, str] = {
    "reason": N_("motif"),
    "name": N_("nom"),
    "version": N_("version"),
    "changes": N_("changements"),
    "accepted": N_("acceptées"),
    "updated": N_("mises à jour"),
    "rejected": N_("rejetées"),
    "person": N_("personne"),
    "relieved": N_("à la place de"),
    "other": N_("avec"),
    "seats": N_("postes"),
    "categories": N_("catégories"),
    "sessions": N_("séances"),
    "people": N_("personnes"),
    "messages": N_("messages"),
    "ids": N_("messages"),
    "links": N_("liens"),
    "pages": N_("pages"),
    "calendars": N_("calendriers"),
    "line": N_("ligne"),
    "moved": N_("personnes déplacées"),
    "freed": N_("personnes libérées"),
    "expected": N_("attendus"),
    "present": N_("présents"),
    "absent": N_("absents"),
    "vials": N_("flacons"),
    "injected": N_("injections"),
    "lost": N_("doses perdues"),
    "code": N_("collecteur"),
    "candidates": N_("personnes à appeler"),
    "number": N_("vague"),
    "days": N_("jours avant"),
    "duties": N_("gardes"),
    "withdrawn": N_("demandes retirées"),
    "quantity": N_("quantité"),
    "entries": N_("écritures"),
    "report": N_("point de situation"),
    "journal": N_("écritures du journal"),
    "log": N_("écritures de la main courante"),
    "doses_per_week": N_("doses par semaine"),
    "shocks": N_("chocs"),
    "actions": N_("actions du plan"),
    "fields": N_("champs"),
}
"""Key of a payload → its word; keys that are not here are kept and not said."""

FIELDS: dict[str, str] = {
    "civilite": N_("civilité"),
    "family_name": N_("nom"),
    "given_name": N_("prénom"),
    "profession": N_("profession"),
    "specialty": N_("spécialité"),
    "rpps": N_("numéro RPPS"),
    "organisation": N_("organisme"),
    "commune_insee": N_("commune"),
    "practice": N_("cabinet"),
    "exercise_mode": N_("mode d’exercice"),
    "status": N_("situation"),
    "student_year": N_("année d’études"),
    "member": N_("adhésion"),
    "email": N_("e-mail"),
    "mobile": N_("mobile"),
    "phone": N_("téléphone"),
    "missions": N_("missions"),
    "roles": N_("rôles"),
    "max_half_days_per_week": N_("demi-journées par semaine"),
    "usual_half_days": N_("demi-journées habituelles"),
    "radius_minutes": N_("rayon de déplacement"),
    "min_rest_hours": N_("repos entre deux jours"),
    "delay_to_mobilise_hours": N_("délai de mobilisation"),
    "notice_given_on": N_("information donnée"),
    "login": N_("identifiant"),
    "name": N_("nom"),
    "role": N_("rôle"),
    "person_id": N_("personne de l’effectif"),
    "opted_out_on": N_("ne veut plus être sollicité"),
    "function": N_("fonction"),
    "department": N_("département"),
    "day_phone": N_("numéro de jour"),
    "night_phone": N_("numéro de nuit"),
    "note": N_("remarque"),
    "checked_on": N_("vérification"),
    "site_id": N_("établissement"),
}
"""Field of a person's sheet → its word: the journal says which changed, never what they hold."""

_OF_PEOPLE = frozenset({"person", "relieved", "other"})
"""Keys that hold the id of somebody."""

FIXED: dict[str, str] = {
    "local": N_("coordination (ce poste)"),
    "commande": N_("ligne de commande"),
    "automate": N_("automate"),
}
"""Actors who are nobody in particular, by id (:mod:`app.access.actor`)."""

UNKNOWN = N_("quelqu’un")
ERASED = N_("contenu effacé")


def field_words(fields: Iterable[str]) -> str:
    """« mobile, rôles »: fields of a sheet in words; a field without a word is not said."""
    return ", ".join(_(FIELDS[field]) for field in fields if field in FIELDS)


def entry_words(type: str) -> str:
    """What an entry of this type says, in the current language."""
    return _(TYPE_WORDS[type]) if type in TYPE_WORDS else _("autre écriture")


def entry_groups() -> dict[str, tuple[str, ...]]:
    """The groups of the filter in the current language, each with its types."""
    return {_(group): tuple(types) for group, types in ENTRIES.items()}


def details(payload: Mapping[str, object] | None, name: Callable[[str], str]) -> str:
    """« motif : livraison reportée · séances : 4 »; ``name`` turns a person's id into their name.

    An erased payload says so. What has no word is not said.
    """
    if payload is None:
        return _(ERASED)
    said = [_reading(payload), _how(payload)]
    said += [_detail(key, payload[key], name) for key in DETAILS if key in payload]
    return " · ".join(part for part in said if part)


def _detail(key: str, value: object, name: Callable[[str], str]) -> str:
    if isinstance(value, bool) or value in (None, "", [], {}):
        return ""
    if key == "fields" and isinstance(value, list):
        value = field_words(map(str, value))
    elif isinstance(value, (list, dict)):
        value = len(value)
    return _("{word} : {value}").format(word=_(DETAILS[key]), value=_value(key, value, name))


def _value(key: str, value: object, name: Callable[[str], str]) -> str:
    if isinstance(value, int):
        return spoken_number(value)
    return name(str(value)) if key in _OF_PEOPLE else str(value)


def _reading(payload: Mapping[str, object]) -> str:
    what = READING_WORDS.get(str(payload.get("what", "")))
    return _(what) if what else ""


def _how(payload: Mapping[str, object]) -> str:
    how = HOW_WORDS.get(str(payload.get("how", "")))
    return _(how) if how else ""


def who_changed(who: str, what: str, at: datetime) -> str:
    """« Maïwenn Fictif, jeudi 26 novembre à 17 h 05 : fiche modifiée »."""
    return _("{who}, {when} : {what}").format(who=who, when=spoken_instant(at), what=what)
