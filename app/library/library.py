"""Finds, reads and validates reference tables and other content files.

One property per table, as values of the domain that know their rules; where rows come from is in
:mod:`app.library.origins`. An error names file, line and column. No SQL here, and no rule of the trade.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from app.activity.fee_regimes import RegimeHours, VacationLength, regime_hours_of, vacation_length_of
from app.activity.incidents import IncidentType, incident_type_of
from app.activity.indemnities import IndemnityRate, indemnity_rate_of
from app.activity.opening_check import OpeningCheck, opening_check_of
from app.activity.public_days import MovedHoliday, moved_holiday_of
from app.activity.yearly_cap import YearlyCap, yearly_cap_of
from app.continuity.category import Category, category_of
from app.continuity.medicine_relay import MedicineRelay, medicine_relay_of
from app.continuity.rules import continuity_rule_of
from app.core.errors import N_, InvalidInput
from app.drills.demand import SkillRow, skill_row_of
from app.drills.supply import PostRow, SupplyRow, post_row_of, supply_row_of
from app.exercise.chronogramme_columns import TABLE as CHRONOGRAMME
from app.exercise.chronogramme_columns import Column
from app.exercise.delays import DelayTarget, delay_target_of
from app.exercise.hot_wash import Question, question_of
from app.exercise.milestones import MilestoneRule, milestone_rule_of
from app.library.content import built, checking, whole
from app.library.origins import Origins
from app.library.plans import PlanLibrary
from app.library.scenarios import ScenarioLibrary
from app.library.tables import PROPERTIES
from app.mobilisation.frames import MissionFrame, mission_frame_of
from app.mobilisation.rules import SolicitationRules, solicitation_rules
from app.mobilisation.templates import Templates, template_of
from app.response.orsan import OrsanCode, orsan_code_of
from app.response.references import (
    CellFunction,
    ContactFunction,
    LegalReference,
    cell_function_of,
    contact_function_of,
    legal_reference_of,
)
from app.roster.commune import Communes, commune_of
from app.roster.competence_rule import CompetenceRule, competence_rule_of
from app.roster.fees import Rate, rate_of
from app.roster.importing.headers import HeaderNames, header_names
from app.roster.importing.tables import ImportTables
from app.roster.importing.vocabulary import Vocabulary
from app.roster.payers import PayerRule, payer_rule_of
from app.roster.profession import Professions, profession_of
from app.roster.role import Roles, role_of
from app.roster.vaccine import Campaign, Vaccine, campaign_of, vaccine_of


class Library(Origins):
    """All reference tables as the product sees them at one moment. Build it anew when overlay or database rows change."""

    @cached_property
    def professions(self) -> Professions:
        """``data/professions.csv``."""
        return Professions(self._values("professions", profession_of))

    @cached_property
    def roles(self) -> Roles:
        """``data/roles.csv``."""
        return Roles(self._values("roles", role_of))

    @cached_property
    def competence_rules(self) -> tuple[CompetenceRule, ...]:
        """``data/competence_rules.csv``; names of professions and roles' acts are checked against their tables."""
        return self._values(
            "competence_rules", checking(competence_rule_of, lambda rule: self._known_professions(rule.professions))
        )

    @cached_property
    def fees(self) -> tuple[Rate, ...]:
        """``data/fees.csv``."""
        return self._values("fees", checking(rate_of, lambda rate: self._known_professions((rate.profession,))))

    @cached_property
    def payers(self) -> tuple[PayerRule, ...]:
        """``data/payers.csv``."""
        return self._values("payers", payer_rule_of)

    @cached_property
    def message_templates(self) -> Templates:
        """``data/message_templates.csv``; a placeholder nobody fills is refused."""
        return Templates(self._values("message_templates", template_of))

    @cached_property
    def solicitation_rules(self) -> SolicitationRules:
        """``data/solicitation.csv``: how much and when people may be asked."""
        return whole(self.table("solicitation"), solicitation_rules)

    @cached_property
    def mission_frames(self) -> tuple[MissionFrame, ...]:
        """``data/mission_frames.csv``."""
        return self._values("mission_frames", mission_frame_of)

    @cached_property
    def fee_regimes(self) -> tuple[RegimeHours, ...]:
        """``data/fee_regimes.csv``: which hours of which days are paid under which regime."""
        return self._values("fee_regimes", regime_hours_of)

    @cached_property
    def vacation_lengths(self) -> tuple[VacationLength, ...]:
        """``data/vacation_lengths.csv``: from how many hours on a half-day is paid."""
        return self._values("vacation_lengths", vacation_length_of)

    @cached_property
    def moved_holidays(self) -> tuple[MovedHoliday, ...]:
        """``data/moved_holidays.csv``: days made public holidays, or working days, by a text."""
        return self._values("moved_holidays", moved_holiday_of)

    @cached_property
    def indemnities(self) -> tuple[IndemnityRate, ...]:
        """``data/indemnities.csv``: what the board voted."""
        return self._values("indemnities", indemnity_rate_of)

    @cached_property
    def caps(self) -> tuple[YearlyCap, ...]:
        """``data/caps.csv``: the yearly cap of what the community pays one person."""
        return self._values("caps", yearly_cap_of)

    @cached_property
    def opening_checks(self) -> tuple[OpeningCheck, ...]:
        """``data/opening_checks.csv``."""
        return self._values("opening_checks", opening_check_of)

    @cached_property
    def incident_types(self) -> tuple[IncidentType, ...]:
        """``data/incident_types.csv``."""
        return self._values("incident_types", incident_type_of)

    @cached_property
    def orsan_codes(self) -> tuple[OrsanCode, ...]:
        """``data/orsan_taxonomy.csv``: the codes of every generation; each successor must be there."""
        codes = self._values("orsan_taxonomy", orsan_code_of)
        known = {one.key for one in codes}
        for lost in sorted({key for one in codes for key in one.successors} - known):
            raise InvalidInput(N_("orsan_taxonomy.csv : le code {code} n’existe pas."), code=lost)
        return codes

    @cached_property
    def cell_functions(self) -> tuple[CellFunction, ...]:
        """``data/cell_functions.csv``: the functions of a crisis cell, in order."""
        return self._values("cell_functions", cell_function_of)

    @cached_property
    def contact_functions(self) -> tuple[ContactFunction, ...]:
        """``data/contact_functions.csv``: whom a plan calls, by function."""
        return self._values("contact_functions", contact_function_of)

    @cached_property
    def legal_references(self) -> tuple[LegalReference, ...]:
        """``data/legal_references.csv``: texts with article and date."""
        return self._values("legal_references", legal_reference_of)

    @cached_property
    def care_categories(self) -> tuple[Category, ...]:
        """``data/care_categories.csv``: what may not wait, and who can relay it."""
        return self._values("care_categories", checking(category_of, lambda one: self._known_professions(one.carers)))

    @cached_property
    def continuity_rules(self) -> Mapping[str, int]:
        """``data/continuity_rules.csv``: setting → whole number within its bounds."""
        return dict(self._values("continuity_rules", continuity_rule_of))

    @cached_property
    def medicine_relays(self) -> tuple[MedicineRelay, ...]:
        """``data/medicine_relays.csv``: who can replace a medicine that lacks."""
        return self._values(
            "medicine_relays", checking(medicine_relay_of, lambda one: self._known_professions((one.profession,)))
        )

    @cached_property
    def coverage_skills(self) -> tuple[SkillRow, ...]:
        """``data/coverage_skills.csv``: the kinds of care that coverage counts, and what inhabitants ask of each."""
        return self._values("coverage_skills", skill_row_of)

    @cached_property
    def coverage_supply(self) -> tuple[SupplyRow, ...]:
        """``data/coverage_supply.csv``: what a profession or a kind of place gives; skills and professions are known ones."""

        def check(row: SupplyRow) -> None:
            self._known_professions((row.code,) if row.is_profession else ())
            self._known_skills(row.skills)

        return self._values("coverage_supply", checking(supply_row_of, check))

    @cached_property
    def duty_supply(self) -> tuple[PostRow, ...]:
        """``data/duty_supply.csv``: who is on duty at night and on days off."""
        return self._posts("duty_supply")

    @cached_property
    def transport_supply(self) -> tuple[PostRow, ...]:
        """``data/transport_supply.csv``: ambulances and the like."""
        return self._posts("transport_supply")

    @cached_property
    def hot_wash_questions(self) -> tuple[Question, ...]:
        """``data/hot_wash_questions.csv``: what is asked at the end of an exercise or of an event."""
        return self._values("hot_wash_questions", question_of)

    @cached_property
    def exercise_targets(self) -> tuple[DelayTarget, ...]:
        """``data/exercise_targets.csv``: within how many minutes each step of an alert is wanted."""
        return self._values("exercise_targets", delay_target_of)

    @cached_property
    def plans(self) -> PlanLibrary:
        """``plans/``: response plans and reflex cards."""
        return PlanLibrary(self, self._overlay)

    @cached_property
    def scenarios(self) -> ScenarioLibrary:
        """``scenarios/``: what may be played on this territory."""
        return ScenarioLibrary(self, self._overlay)

    @cached_property
    def vaccines(self) -> Mapping[str, Vaccine]:
        """``data/vaccines.csv`` by slug."""
        return {one.slug: one for one in self._values("vaccines", vaccine_of)}

    @cached_property
    def campaigns(self) -> Mapping[str, Campaign]:
        """``data/campaigns.csv`` by slug."""
        return {one.slug: one for one in self._values("campaigns", campaign_of)}

    def import_tables(self, communes: Communes | None = None) -> ImportTables:
        """All that importers look words up in, for a territory (None: no territory chosen yet)."""
        return ImportTables(
            headers=header_names(record.cells for record in self.table("import_headers")),
            words=Vocabulary(record.cells for record in self.table("import_words")),
            professions=self.professions,
            roles=self.roles,
            site_kinds=self.site_kinds,
            communes=communes or Communes(),
        )

    def communes(self, territory: str) -> Communes:
        """``data/territories/communes_<territory>.csv`` (auray, redon, ploermel), or the overlay's file of that name."""
        return Communes(built(record, commune_of) for record in self.file(f"territories/communes_{territory}.csv"))

    def validate(self, name: str) -> None:
        """Read one table of :data:`TABLES` whole, values too. Raises the error that names file, line and column."""
        self.table(name)
        getattr(self, PROPERTIES.get(name, name), None)

    @cached_property
    def review_milestones(self) -> tuple[MilestoneRule, ...]:
        """``data/review_milestones.csv``: the milestones of a review, the due day and the reminders of its actions."""
        return self._values("review_milestones", milestone_rule_of)

    @cached_property
    def chronogramme_headers(self) -> HeaderNames:
        """``data/chronogramme_headers.csv``: the names that columns of a chronogramme go by."""
        found = whole(self.table("chronogramme_headers"), header_names)
        strange = sorted({name for one in found.values() for name in one.canonical} - {one.value for one in Column})
        if strange or set(found) - {CHRONOGRAMME}:
            raise InvalidInput(
                N_("chronogramme_headers.csv : « {name} » n’est pas une colonne qu’un chronogramme peut avoir."),
                name=", ".join(strange) or ", ".join(sorted(set(found) - {CHRONOGRAMME})),
            )
        return found.get(CHRONOGRAMME, HeaderNames(CHRONOGRAMME, (), {}))

    @cached_property
    def site_kinds(self) -> Mapping[str, str]:
        """FINESS category code, and every word files use, → kind of site (``data/site_categories.csv``)."""
        words: dict[str, str] = {}
        for record in self.table("site_categories"):
            cells = record.cells
            for word in (cells["code"], cells["kind"], cells["label"], *cells["aliases"].split("|")):
                if word:
                    words.setdefault(word, cells["kind"])
        return words

    def _posts(self, name: str) -> tuple[PostRow, ...]:
        return self._values(name, checking(post_row_of, lambda one: self._known_skills(one.skills)))

    def _known_skills(self, codes: Iterable[str]) -> None:
        unknown = sorted(set(codes) - {one.code for one in self.coverage_skills})
        if unknown:
            raise InvalidInput(
                N_("soin inconnu « {code} » : ajoutez-le à data/coverage_skills.csv ou corrigez la ligne."),
                code=unknown[0],
            )

    def _known_professions(self, slugs: Iterable[str]) -> None:
        unknown = sorted(set(slugs) - set(self.professions.slugs))
        if unknown:
            raise InvalidInput(
                N_("profession inconnue « {slug} » : ajoutez-la à data/professions.csv ou corrigez la règle."),
                slug=unknown[0],
            )
