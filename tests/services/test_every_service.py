"""Every use case of app/services × every role: refused exactly where the tables say, before anything is read or written.

``WHO`` says what each use case takes; ``app/access/permissions.py`` says which roles have it. A new use case fails here
until its line is written: who may do it is decided, never forgotten.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from enum import Enum, auto

import pytest

from app.access.actor import Actor, Role
from app.access.permissions import ALLOWED, Action
from app.core.ids import SessionId
from app.services.day_rights import lead_actor
from tests.services.use_cases import UseCase, use_cases, used_outside

ME, ANOTHER = "me", "another"


class Apart(Enum):
    """What no action alone says."""

    SESSION = auto()
    """RUN_SESSION, or the link of that very session."""
    ANY_SESSION = auto()
    """RUN_SESSION, or the link of a session: which one, is known once the thing is found."""
    ACCOUNT = auto()
    """One's own account, whatever the role: there is nobody else's to reach."""


@dataclass(frozen=True, slots=True)
class Own:
    """A volunteer for themselves, or whoever may do ``for_others``."""

    for_others: Action = Action.ACT_AS_ONESELF


WHO: dict[Action | Apart | Own, tuple[str, ...]] = {
    Action.READ_DRILLS: (
        "compare_drills.compare_runs",
        "effect_choices.effect_choices",
        "print_coverage.print_coverage",
        "print_drill.print_saved",
        "read_assumptions.read_assumptions",
        "read_bad_days.read_bad_days",
        "read_coverage.read_coverage",
        "read_coverage.read_losses",
        "read_laboratory.read_all_saved",
        "read_laboratory.read_saved",
        "read_crossings.read_crossings",
        "read_pairs.read_pairs",
        "read_reinforcements.read_best_places",
        "read_reinforcements.read_reinforcements",
        "read_flash.read_flashes",
        "read_world.live_assumptions",
        "read_world.live_mark",
        "read_world.live_world",
        "read_scenarios.export_scenario",
        "read_scenarios.read_codes",
        "read_scenarios.read_page",
        "read_scenarios.read_shelf",
    ),
    Action.RUN_DRILLS: (
        "export_territory_graph.export_territory_graph",
        "demo_flash.fill",
        "launch_flash.close_flash",
        "launch_flash.launch_flash",
        "launch_flash.propose_flash",
        "override_roads.override_road",
        "override_roads.restore_road",
        "print_drill.print_trial",
        "read_laboratory.read_bench",
        "read_laboratory.try_composition",
        "run_drill.run_composition",
        "run_drill.run_scenario",
        "save_run.remove_run",
        "save_run.rename_run",
        "save_run.save_run",
        "write_scenario.change_scenario",
        "write_scenario.copy_scenario",
        "write_scenario.import_scenario",
        "write_scenario.remove_scenario",
        "write_scenario.restore_scenario",
        "write_scenario.write_scenario",
    ),
    Action.READ_ROSTER: (
        "read_roster.open_sheet",
        "read_roster.read_roster",
        "read_roster.take_roster",
        "read_roster.territories",
        "set_up_community.read_community",
    ),
    Action.IMPORT_ROSTER: (
        "edit_person.add_person",
        "edit_person.add_practices",
        "edit_person.change_competences",
        "edit_person.change_people",
        "import_roster.import_people",
        "import_roster.import_sites",
        "keep_practice.give_practice",
    ),
    Action.SET_UP_COMMUNITY: ("build_demo.build_demo", "set_up_community.set_up_community"),
    Action.SET_UP_CENTRE: (
        "change_session.cancel_session",
        "change_session.move_session",
        "change_session.read_appointments",
        "change_session.record_appointments",
        "move_conflicts.read_move_conflicts",
        "read_centre.read_desk",
        "set_up_centre.allot_doses",
        "set_up_centre.change_centre",
        "set_up_centre.open_sessions",
        "set_up_centre.set_up_centre",
        "set_up_centre.take_back_sessions",
    ),
    Action.RECORD_ANSWERS: (
        "busy_times.import_duties",
        "import_roster.import_answers",
        "read_availability.read_availability",
        "record_answers.record_answers",
    ),
    Action.STAFF_ROTA: (
        "confirm_seat.confirm_holder",
        "edit_rota.edit_rota",
        "edit_rota.undo_edit",
        "propose_rota.propose_rota",
        "release_seat.read_replacements",
        "release_seat.release_seat",
        "seek_stand_ins.seek_stand_ins",
    ),
    Action.PUBLISH_ROTA: ("publish_rota.preview_publication", "publish_rota.publish_rota"),
    Action.MANAGE_LINKS: (
        "slot_calendar.slot_calendars",
        "build_demo.demo_calendars",
        "build_demo.demo_page",
        "hand_out_links.centre_links",
        "hand_out_links.hand_out_links",
        "hand_out_pages.partner_links",
        "hand_out_pages.renew_page",
        "rotate_link.rotate_link",
    ),
    Action.READ_REFERENCE: ("reference.read_reference",),
    Action.EDIT_REFERENCE: ("reference.edit_reference", "set_denominators.set_denominators"),
    Action.READ_ROTA: (
        "read_cancelled.read_cancelled",
        "read_centres.read_centres",
        "read_home.commune_names",
        "read_home.read_home",
        "read_rota.read_rota",
    ),
    Action.SOLICIT: (
        "advance_call_outs.advance_call_outs",
        "answer_call_out.approve_yes",
        "answer_call_out.refuse_yes",
        "close_polls.close_poll",
        "close_polls.close_polls",
        "open_poll.open_poll",
        "open_poll.preview_poll",
        "read_call_outs.read_board",
        "read_pending.read_pending",
        "read_polls.open_polls",
        "read_polls.read_poll",
        "remind_holders.remind_holders",
        "remind_silent.remind_silent",
        "ring_people.let_go",
        "ring_people.record_call",
        "ring_people.ring",
        "start_call_out.rank_for",
        "start_call_out.start_call_out",
        "start_call_out.stop_call_out",
        "start_call_out.way_to_fill",
        "swap_seats.expire_swaps",
        "waiting_list.offer_freed_seats",
        "watch_call_out.read_call_out",
        "watch_call_out.running_revision",
    ),
    Action.SEND_MESSAGES: (
        "by_hand.bcc_lists",
        "by_hand.hand_overs",
        "by_hand.take_batch",
        "mend_messages.cancel",
        "mend_messages.mark_done",
        "mend_messages.pass_by_hand",
        "mend_messages.retry",
        "mend_partner_letters.cancel_partner_letters",
        "mend_partner_letters.mark_letters_done",
        "mend_partner_letters.pass_letters_by_hand",
        "mend_partner_letters.retry_letters",
        "public_notices.open_seats_notice",
        "public_notices.poll_notice",
        "public_notices.read_announceable",
        "read_partner_letters.letters_to_hand",
        "read_partner_letters.take_letters",
        "run_due.send_waiting",
        "send_messages.recover",
        "send_messages.send_due",
        "send_partner_letters.send_partner_letters",
        "send_thanks.read_thanks",
        "send_thanks.send_thanks",
    ),
    Action.SET_UP_MESSAGES: (
        "edit_templates.edit_template",
        "edit_templates.restore_template",
        "sending_backlog.read_backlog",
        "set_up_sending.announcement",
        "set_up_sending.read_accounts",
        "set_up_sending.send_trial",
        "set_up_sending.set_up_mailbox",
        "set_up_sending.set_up_signature",
        "set_up_sending.set_up_webhook",
    ),
    Action.READ_MESSAGES: (
        "edit_templates.preview",
        "edit_templates.previews",
        "read_outbox.read_outbox",
        "read_outbox.read_sent",
        "read_partner_letters.read_partner_letters",
    ),
    Action.RUN_SESSION: (
        "close_past.close_past",
        "print_day.day_pack",
        "print_day.print_days",
        "print_day.sign_in_pack",
        "print_day.week_poster",
        "read_session_day.day_sessions",
    ),
    Action.PAY: (
        "prove_period.prove_period",
        "read_vacations.read_vacations",
        "record_indemnity.cancel_indemnity",
        "record_indemnity.record_indemnity",
        "settle_vacations.settle_vacations",
    ),
    Action.READ_INDICATORS: ("read_indicators.read_indicators",),
    Action.MANAGE_ACCOUNTS: (
        "demo_accounts.create",
        "manage_accounts.change_account",
        "manage_accounts.close_login",
        "manage_accounts.close_logins",
        "manage_accounts.create_account",
        "manage_accounts.disable_account",
        "manage_accounts.open_again",
        "manage_accounts.set_login_rules",
        "manage_accounts.take_away_code",
        "read_accounts.read_accounts",
        "recover_access.invite",
        "send_account_letters.send_account_letters",
    ),
    Action.READ_JOURNAL: (
        "export_journal.export_journal",
        "export_journal.prove_journal",
        "read_journal.read_journal",
        "read_journal.verify_journal",
    ),
    Action.READ_LOG: (
        "event_log.decision_log_pdf",
        "event_log.read_log_events",
        "print_log.log_csv",
        "print_log.log_pdf",
        "read_log.read_log",
    ),
    Action.VALIDATE_PLANS: (
        "sign_card.sign_card",
        "sign_card.sign_cards",
        "validate_plan.set_review",
        "validate_plan.validate_plan",
    ),
    Action.READ_PLANS: (
        "fill_template.fill_template",
        "fill_template.read_templates",
        "fill_template.starting_places",
        "print_own_plan.own_plan_docx",
        "print_own_plan.own_plan_pdf",
        "read_review.read_review",
        "compare_plans.compare_plans",
        "plan_review_due.review_calendar",
        "read_plan.read_plan",
        "read_plan_desk.read_plan_desk",
        "sign_card.read_signatures",
        "sign_card.signatures_words",
        "assess_territory.read_territory",
        "keep_inventory.read_inventory",
        "print_alert.print_flow",
        "print_plans.print_card",
        "print_plans.print_cards",
        "print_plans.print_plan",
        "read_cell.read_cell",
        "read_alert.read_flow",
        "read_plans.read_plans",
        "read_structures.read_structures",
    ),
    Action.EDIT_PLANS: (
        "comment_plan.reply_to_comment",
        "invite_reviewers.close_review",
        "invite_reviewers.invite_reviewers",
        "invite_reviewers.move_closing",
        "invite_reviewers.remind_reviewers",
        "demo_plan.fill",
        "demo_review.fill",
        "demo_territory.fill",
        "edit_plan.drop_draft",
        "edit_plan.keep_as_written",
        "edit_plan.refresh_unwritten",
        "edit_plan.start_plan",
        "edit_plan.take_again",
        "edit_plan.write_section",
        "send_plan.complete_sending",
        "send_plan.send_plan",
        "assess_territory.start_hazards",
        "assess_territory.rate_hazards",
        "assess_territory.propose_zones",
        "assess_territory.set_zones",
        "assess_territory.rename_zone",
        "keep_inventory.keep_items",
        "keep_inventory.start_stock",
        "staff_cell.set_function",
        "staff_cell.set_place",
        "staff_cell.start_cell",
        "agree_articulation.agree_articulation",
        "agree_articulation.start_articulations",
        "agree_articulation.add_structure",
    ),
    Action.READ_EVENT: (
        "read_event.waiting_requests",
        "print_event.print_checklist",
        "read_crises.read_crises",
        "read_event.read_event",
        "answer_authority.read_register",
        "answer_authority.register_csv",
        "print_publications.print_publication",
        "print_publications.publications_csv",
        "publish_bulletin.read_publications",
        "print_publications.town_hall_kit",
        "read_practices.read_desk_history",
        "read_practices.read_practices",
        "read_practices.read_surveys",
        "report_situation.print_report",
        "report_situation.read_situation",
        "weekly_meeting.read_week",
        "weekly_meeting.weekly_meeting",
    ),
    Action.RUN_EVENT: (
        "demo_event.fill",
        "print_cell_handover.cell_handover_pdf",
        "activate_plan.activate_plan",
        "activate_plan.set_plan_aside",
        "move_event.change_event",
        "move_event.move_event",
        "open_event.open_event",
        "receive_request.attach_request",
        "receive_request.receive_request",
        "receive_request.understand_request",
        "request_links.renew_request_link",
        "request_links.request_address",
        "request_links.send_request_link",
        "staff_request.finish_request",
        "staff_request.reconsider_request",
        "staff_request.refuse_request",
        "staff_request.requisition_request",
        "staff_request.staff_request",
        "tick_checklist.add_to_checklist",
        "tick_checklist.reopen_checklist",
        "tick_checklist.skip_checklist",
        "tick_checklist.tick_checklist",
        "answer_authority.answer_authority",
        "answer_authority.change_request",
        "answer_authority.complete_proof",
        "answer_authority.note_request",
        "demo_trace.fill",
        "publish_bulletin.agree_publication",
        "publish_bulletin.change_publication",
        "publish_bulletin.drop_publication",
        "publish_bulletin.prepare_kit",
        "publish_bulletin.prepare_publication",
        "publish_bulletin.publish",
        "report_situation.begin_report",
        "report_situation.edit_report",
        "report_situation.read_readers",
        "report_situation.refresh_report",
        "report_situation.send_report",
        "keep_inventory.count_item",
        "staff_cell.plan_rotation",
        "staff_cell.change_shift",
        "staff_cell.remove_shift",
        "staff_cell.hand_over",
        "read_cell.draft_handover",
    ),
    Action.ALERT: (
        "answer_alert.note_no_reply",
        "answer_survey_desk.record_desk_answers",
        "ask_practices.ask_practices",
        "ask_practices.change_desk_address",
        "ask_practices.read_desks",
        "ask_practices.remind_desks",
        "close_alert.close_alert",
        "close_alert.remind_alert",
        "close_survey_desk.close_survey_desk",
        "close_survey_desk.extend_survey_desk",
        "demo_alert.fill",
        "demo_desk.fill",
        "launch_alert.launch_alert",
        "launch_alert.muster_alert",
        "launch_alert.prepare_alert",
        "print_alert.print_report",
        "print_alert.print_tree",
        "read_alert.read_alert",
        "read_alert.read_alerts",
        "read_alert.read_tree",
    ),
    Action.READ_DIRECTORY: (
        "print_articulations.articulation_files",
        "print_articulations.articulation_pdf",
        "print_own_plan.own_plan_zip",
        "read_review.review_tables",
        "keep_contacts.contacts_csv",
        "keep_contacts.read_starters",
        "print_directory.print_directory",
        "read_directory.read_directory",
    ),
    Action.EDIT_DIRECTORY: (
        "keep_contacts.import_contacts",
        "keep_contacts.put_contact",
        "keep_contacts.remove_contact",
        "keep_contacts.restore_contact",
        "keep_contacts.start_directory",
        "test_numbers.correct_number",
        "test_numbers.finish_check",
        "test_numbers.record_call",
        "test_numbers.record_calls",
        "test_numbers.start_check",
        "test_numbers.take_back_call",
    ),
    Action.TRAIN: (
        "demo_directory.fill",
        "plan_training.cancel_training",
        "plan_training.invite_people",
        "plan_training.put_down",
        "plan_training.put_training",
        "plan_training.take_off",
        "print_training.print_sign_in",
        "read_trainings.read_trainings",
        "record_training.record_presence",
        "tell_awareness.put_communication",
        "tell_awareness.read_awareness",
        "tell_awareness.remove_communication",
    ),
    Action.WRITE_LOG: ("write_log.correct_log", "write_log.settle_log", "write_log.write_log"),
    Action.BACK_UP: (
        "back_up.back_up",
        "back_up.take_out",
        "backup_duty.back_up_when_due",
        "check_folder.check_folder",
        "check_folder.examine",
        "pack_crisis_bag.pack_bag_when_due",
        "pack_crisis_bag.pack_crisis_bag",
        "read_backups.read_backups",
        "read_crisis_bag.read_crisis_bag",
        "read_crisis_bag.take_crisis_bag",
        "read_crisis_bag.take_crisis_page",
    ),
    Action.KEEP_DATA: (
        "care_mode.read_care_mode",
        "erase_person.erase_person",
        "erase_person.preview_erasure",
        "erase_person.reapply_erasures",
        "export_person.export_person",
        "give_notice.note_notice_given",
        "give_notice.read_notices",
        "give_notice.write_notice",
        "purge_data.purge_data",
        "purge_data.purge_expired",
        "purge_trace.preview_trace_purge",
        "purge_trace.purge_trace",
        "read_retention.read_retention",
        "read_roster.read_held_people",
        "write_dpia.write_dpia",
    ),
    Action.KEEP_KEYS: (
        "back_up_keys.keys_file",
        "back_up_keys.restore_keys",
        "back_up_keys.save_keys",
        "read_care_keys.read_care_keys",
        "care_mode.declare_care_mode",
        "rotate_care_key.rotate_care_key",
        "set_up_crisis_bag.set_up_crisis_bag",
        "shred_care_key.note_key_backup_destroyed",
        "shred_care_key.preview_shredding",
        "shred_care_key.shred_care_key",
    ),
    Action.RUN_CONTINUITY: (
        "absorb_discharge.answer_taking",
        "absorb_discharge.change_discharge",
        "absorb_discharge.close_discharge",
        "absorb_discharge.open_discharge",
        "absorb_discharge.propose_again",
        "demo_hand_overs.fill",
        "follow_hand_over.mark_pair",
        "help_ccas.close_ccas_help",
        "help_ccas.keep_ccas_help",
        "help_ccas.read_ccas",
        "keep_helpers.keep_helpers",
        "keep_helpers.read_helpers",
        "propose_relays.propose_relays",
        "read_discharges.read_discharges",
        "read_hand_overs.board",
        "redistribute_slots.move_slot",
        "redistribute_slots.read_moves",
        "slot_calls.note_calls",
        "declare_closure.change_closure",
        "declare_closure.declare_closure",
        "declare_closure.end_closure",
        "declare_closure.remove_closure",
        "declare_outage.change_outage_end",
        "declare_outage.declare_outage",
        "declare_outage.end_outage",
        "declare_outage.remove_outage",
        "demo_practices.fill",
        "keep_practice.put_care",
        "keep_practice.put_cares",
        "keep_practice.put_locum",
        "keep_practice.remove_locum",
        "keep_remote_service.put_remote_service",
        "keep_remote_service.remove_remote_service",
        "read_closure_calendar.forget_closures",
        "read_closure_calendar.read_closure_address",
        "read_closure_calendar.read_closures",
        "read_failures.read_closures",
        "read_failures.read_outages",
        "read_relays.read_cares",
        "read_relays.read_remotes",
        "read_continuity.read_weak_points",
        "suppose.read_choices",
        "suppose.suppose",
    ),
    Action.RECORD_NEEDS: (
        "seal_needs.read_needs",
        "seal_needs.seal_needs",
        "count_needs.count_needs",
        "count_needs.read_counts",
        "demo_copies.fill",
        "own_practice.why_no_place",
        "demo_needs.fill",
        "import_needs.import_needs",
        "import_needs.practice_named",
        "read_need_desk.read_need_desk",
        "read_register.active_categories",
        "read_register.category_labels",
        "read_register.own_practices",
        "read_register.read_register",
        "record_needs.record_needs",
        "record_needs.renew_needs",
        "keep_sealed_copy.keep_copy",
        "keep_sealed_copy.note_step",
        "keep_sealed_copy.take_back",
        "print_key_table.print_key_table",
        "read_sealed_copies.read_sealed_copies",
    ),
    Action.HAND_OVER: (
        "answer_relay.answer_relay",
        "follow_hand_over.mark",
        "read_hand_overs.for_practice",
    ),
    Action.KEEP_SLOTS: (
        "book_slot.book_slot",
        "book_slot.give_back",
        "book_slot.note_presence",
        "demo_slots.fill",
        "keep_slots.add_slot",
        "keep_slots.cancel_slot",
        "keep_slots.end_series",
        "keep_slots.keep_ahead",
        "keep_slots.open_series",
        "keep_slots.put_back_slot",
        "read_slots.read_choices",
        "read_slots.read_own_slots",
    ),
    Action.VALIDATE_CARE: ("demo_categories.fill", "validate_category.validate_categories"),
    Action.READ_CONTINUITY: (
        "read_continuity.read_continuity",
        "expected_demand.read_expected",
        "export_lists.export_list",
        "print_lists.print_list",
        "read_lists.read_list",
        "read_categories.profession_labels",
        "read_categories.read_categories",
        "read_slots.read_calls",
        "read_slots.read_slot_figures",
        "read_slots.read_slots",
    ),
    Own(Action.ALERT): (
        "answer_alert.answer_alert",
        "answer_survey_desk.answer_survey_desk",
        "answer_survey_desk.take_back_answer",
        "read_alert.read_invitation",
        "read_practices.read_desk_page",
    ),
    Own(): (
        "answer_flash.answer_flash",
        "read_flash.read_flash_page",
        "read_request_page.read_request_page",
        "receive_request.ask_by_link",
        "receive_request.withdraw_by_link",
        "answer_call_out.answer_call_out",
        "answer_for_partner.answer_for_partner",
        "answer_poll.answer_poll",
        "answer_survey.answer_fatigue",
        "answer_survey.answer_satisfaction",
        "answer_survey.read_questions",
        "attestation.read_attestation",
        "busy_times.forget_calendar",
        "busy_times.paste",
        "busy_times.read_address",
        "change_preferences.change_preferences",
        "change_preferences.come_back",
        "change_preferences.opt_out",
        "change_preferences.read_wishes",
        "confirm_seat.come_after_all",
        "confirm_seat.confirm_seat",
        "read_call_outs.read_invitation",
        "record_answers.record_busy",
        "sign_in.sign_in",
        "subscribe_self.subscribe_self",
        "swap_seats.accept",
        "swap_seats.propose",
        "swap_seats.refuse",
        "swap_seats.withdraw",
        "waiting_list.answer_offer",
        "waiting_list.join",
        "waiting_list.leave",
        "withdraw_seat.withdraw_seat",
    ),
    Own(Action.EDIT_PLANS): (
        "comment_plan.comment_plan",
        "comment_plan.give_visa",
        "read_review.read_review_page",
    ),
    Own(Action.TRAIN): (
        "read_trainings.read_own_trainings",
        "record_training.answer_training",
        "record_training.rate_training",
    ),
    Own(Action.KEEP_DATA): ("read_own_data.read_own_data",),
    Apart.SESSION: (
        "check_opening.check_opening",
        "close_attendance.close_attendance",
        "close_line.close_line",
        "close_line.preview_closing",
        "count_doses.add_lot",
        "count_doses.count_doses",
        "count_doses.count_groups",
        "count_doses.set_out_container",
        "count_doses.set_standby",
        "print_day.handover",
        "read_session_day.read_session_day",
        "record_attendance.add_extra",
        "record_attendance.add_walk_in",
        "record_attendance.record_attendance",
        "record_attendance.settle_walk_in",
        "report_incident.report_incident",
        "session_links.session_links",
    ),
    Apart.ANY_SESSION: (
        "count_doses.move_container",
        "report_incident.close_incident",
        "report_incident.declare_incident",
    ),
    Apart.ACCOUNT: (
        "change_password.change_password",
        "manage_accounts.rename_own_account",
        "read_accounts.end_other_logins",
        "read_accounts.end_own_login",
        "read_accounts.read_own_logins",
        "set_up_second_factor.begin",
        "set_up_second_factor.confirm",
        "set_up_second_factor.enrolment_of",
        "set_up_second_factor.give_up",
        "set_up_second_factor.read_codes_left",
        "set_up_second_factor.renew_recovery_codes",
    ),
}

CHECKED_BY_THEIR_CALLER = frozenset({"note_reading.note_reading"})
"""Say who acts because they write it down; no screen, page or command may call them."""

BY_A_LINK = frozenset(
    {
        "ask_link_again.ask_link_again",
        "day_rights.door_is_open",
        "day_rights.lead_is_open",
        "hand_out_pages.centre_page_is_open",
        "hand_out_pages.page_address",
        "hand_out_pages.page_is_open",
        "neighbour_view.read_neighbour",
        "partner_view.read_partner",
        "read_calendar.open_calendar",
        "read_contact.read_contact",
        "read_polls.poll_forms",
        "read_swaps.swap_choices",
        "read_volunteer_page.read_volunteer_page",
        "reference.read_library",
        "sign_in.sign_in_by_contact",
        "sign_in.write_name_at_the_door",
        "waiting_list.places_of",
    }
)
"""What opens by holding a link, and what its page reads within one connection: pages of ``app/web`` alone use them."""

BEFORE_SIGNING_IN = frozenset(
    {
        "change_password.read_rules",
        "demo_accounts.listed",
        "recover_access.ask_recovery",
        "recover_access.first_link",
        "recover_access.open_link",
        "recover_access.use_link",
        "send_account_letters.letters_leave",
        "sign_in_account.finish_with_code",
        "sign_in_account.sign_in",
        "sign_in_with_provider.arrive",
        "sign_in_with_provider.depart",
        "sign_in_with_provider.end_session_address",
        "sign_in_with_provider.offered",
        "who_acts.accounts_exist",
        "who_acts.end_login",
        "who_acts.who_acts",
    }
)
"""What is asked while nobody is known yet, or to know who it is."""

BY_A_PROBE = frozenset({"read_backups.read_freshness"})
"""What a probe is told: no name, no figure about anyone."""

READ_BY_COMMANDS = frozenset({"read_horizon.read_horizon"})
"""Counted by the command that builds the demonstration, of a folder it has just made."""

OWNERS = ("partner_id", "reviewer_id", "subject", "site_id")
"""How a use case names whoever acts for themselves, where it is nobody of the roster."""

CASES = use_cases()
SAYING_WHO = {name: case for name, case in CASES.items() if case.says_who and case.takes("store")}
DECIDED = {name: who for who, names in WHO.items() for name in names}


def test_who_may_do_each_use_case_is_decided() -> None:
    """A use case that says who acts has its line in the table, and each line its use case."""
    assert SAYING_WHO.keys() ^ {*DECIDED, *CHECKED_BY_THEIR_CALLER} == set()
    assert sum(map(len, WHO.values())) == len(DECIDED)


def test_what_says_nobody_is_opened_by_a_link_or_used_inside_only() -> None:
    """No screen and no command reaches a use case that does not ask who acts: read from the imports of the product."""
    outside = used_outside()
    silent = {name: outside[name] for name, case in CASES.items() if not case.says_who and name in outside}
    assert silent.keys() ^ (BY_A_LINK | BEFORE_SIGNING_IN | BY_A_PROBE | READ_BY_COMMANDS) == set()
    assert {
        name: files for name in BY_A_LINK if (files := {one for one in silent[name] if not one.startswith("web/")})
    } == {}
    assert not CHECKED_BY_THEIR_CALLER & set(outside)


@pytest.mark.parametrize("name", sorted(DECIDED))
@pytest.mark.parametrize("role", Role)
def test_each_role_is_refused_exactly_where_the_table_says(name: str, role: Role) -> None:
    """The store and every argument tell when they are looked into: a refusal comes before, a permission goes on to them."""
    case, who = SAYING_WHO[name], DECIDED[name]
    for actor, known, refused in _tries(case, who, role):
        assert case.refuses(actor, **known) is refused, (actor, known)


def _tries(case: UseCase, who: Action | Apart | Own, role: Role) -> list[tuple[Actor, dict[str, str], bool]]:
    """Who tries on what, and whether they must be refused."""
    actor = Actor(ME, "Quelqu’un", role)
    if isinstance(who, Action):
        return [(actor, {}, role not in ALLOWED[who])]
    if isinstance(who, Own):
        owner = next((one for one in OWNERS if case.takes(one)), "person_id")
        if role is Role.PROFESSIONAL:
            return [(actor, {owner: ME}, False), (actor, {owner: ANOTHER}, True)]
        return [(actor, {owner: ANOTHER}, role not in ALLOWED[who.for_others])]
    if who is Apart.ACCOUNT:
        return [(actor, {}, False)]
    runs = (actor, {"session_id": ANOTHER} if who is Apart.SESSION else {}, role not in ALLOWED[Action.RUN_SESSION])
    if role is not Role.PROFESSIONAL:
        return [runs]
    mine, theirs = lead_actor(SessionId(ME)), lead_actor(SessionId(ANOTHER))
    if who is Apart.ANY_SESSION:
        return [runs, (mine, {}, False)]
    return [runs, (mine, {"session_id": ME}, False), (theirs, {"session_id": ME}, True)]


def test_a_use_case_that_forgot_to_ask_would_be_seen() -> None:
    """The walk can fail: without the check, a role that may not is not refused, and one that reads first is found out."""

    def forgets(actor: Actor, store: object) -> None:
        store.reading()  # type: ignore[attr-defined]

    case = UseCase("forgets.forgets", forgets, tuple(inspect.signature(forgets).parameters.values()))
    assert case.refuses(Actor(ME, "Quelqu’un", Role.READING)) is False
