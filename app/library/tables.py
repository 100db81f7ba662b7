"""The reference tables that have several origins: the key of each row, and whether rows carry dates. Nothing is read here."""

from __future__ import annotations

from collections.abc import Mapping

from app.library.merging import Table

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        Table("professions", ("slug",)),
        Table("roles", ("code",)),
        Table("campaigns", ("slug",)),
        Table("vaccines", ("slug",)),
        Table("site_categories", ("code", "kind")),
        Table("import_headers", ("table", "header")),
        Table("chronogramme_headers", ("table", "header")),
        Table("import_words", ("field", "value")),
        Table(
            "competence_rules",
            ("campaign", "vaccines", "acts", "professions", "settings", "min_age", "max_age", "statuses", "training"),
            is_dated=True,
        ),
        Table("fees", ("profession", "exercise", "unit", "regime", "min_student_year"), is_dated=True),
        Table("payers", ("carrier", "exercise"), is_dated=True),
        Table("message_templates", ("kind", "channel", "language")),
        Table("solicitation", ("setting",)),
        Table("mission_frames", ("code",), is_dated=True),
        Table("fee_regimes", ("exercise", "regime", "days", "starts"), is_dated=True),
        Table("vacation_lengths", ("exercise",), is_dated=True),
        Table("moved_holidays", ("day",)),
        Table("indemnities", ("activity", "unit"), is_dated=True),
        Table("caps", ("code", "year")),
        Table("opening_checks", ("code",), is_dated=True),
        Table("incident_types", ("code",), is_dated=True),
        Table("orsan_taxonomy", ("code", "generation")),
        Table("cell_functions", ("code",), is_dated=True),
        Table("contact_functions", ("code",)),
        Table("legal_references", ("code",)),
        Table("care_categories", ("code",)),
        Table("continuity_rules", ("setting",)),
        Table("medicine_relays", ("profession",), is_dated=True),
        Table("coverage_skills", ("code",)),
        Table("coverage_supply", ("code",)),
        Table("duty_supply", ("code",)),
        Table("transport_supply", ("code",)),
        Table("hot_wash_questions", ("template", "code"), is_dated=True),
        Table("exercise_targets", ("code",), is_dated=True),
        Table("review_milestones", ("code",), is_dated=True),
    )
}
"""Tables whose rows the library merges; any other ``data/**.csv`` is read as it is."""

PROPERTIES = {
    "site_categories": "site_kinds",
    "solicitation": "solicitation_rules",
    "orsan_taxonomy": "orsan_codes",
}
"""Tables that are read under another name."""
