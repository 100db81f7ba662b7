"""The data files themselves: they validate, they add up, and they name nobody."""

from __future__ import annotations

import json
from datetime import date

import pytest

from app.library import TABLES, Library, content_file, content_root, read_csv
from app.roster.competence_rule import CompetenceRule
from app.roster.rpps import has_valid_key

LIBRARY = Library()
DATA = content_root() / "data"


def test_the_care_offer_of_redon_adds_up() -> None:
    """362 professionals, 170/104/88 by department, an empty cell being 0; every row sums; pharmacies stand apart."""
    rows = [record.cells for record in read_csv(DATA / "reference/offre_soins_redon_2021.csv")]
    people = [row for row in rows if "texte" not in row["source"]]

    def total(column: str) -> int:
        return sum(int(row[column] or 0) for row in people)

    assert [total(column) for column in ("dpt35", "dpt56", "dpt44", "total")] == [170, 104, 88, 362]
    assert all(
        sum(int(row[column] or 0) for column in ("dpt35", "dpt56", "dpt44")) == int(row["total"]) for row in people
    )
    assert {row["profession_source"]: int(row["total"]) for row in rows if row not in people} == {
        "Pharmacies (officines)": 20, "Laboratoires de biologie": 2,
    }  # fmt: skip


def test_the_professions_of_that_table_are_known() -> None:
    """Every row leads to a profession by its code, osteopaths and psychologists included."""
    rows = [record.cells for record in read_csv(DATA / "reference/offre_soins_redon_2021.csv")]
    codes = {row["code_G15_ou_R95"] for row in rows if row["code_G15_ou_R95"]}
    assert {code: LIBRARY.professions.coded(code) for code in codes if LIBRARY.professions.coded(code) is None} == {}


def test_the_professions_bear_the_national_codes() -> None:
    """Every code of the ANS extract used here carries the same label's profession, and no code stands twice."""
    national = {
        (row.cells["terminologie"].split("-")[0], row.cells["code"]): row.cells["libelle"]
        for row in read_csv(DATA / "reference/codes_professions.csv")
    }
    ours = {(one.terminology, one.code): one for one in LIBRARY.professions if one.code}
    assert len(ours) == sum(1 for one in LIBRARY.professions if one.code)
    assert [key for key in ours if key not in national] == []
    assert [one.slug for key, one in ours.items() if LIBRARY.professions.named(national[key]) != one.slug] == []


def test_no_rule_or_rate_of_the_covid_regime_outlives_it() -> None:
    """Rules and rates of 2021 end by 31 July 2022; every rate is of that regime."""
    end = date(2022, 7, 31)
    late = [
        rule
        for rule in LIBRARY.competence_rules
        if "covid_2021" in rule.campaigns and (rule.valid_to or date.max) > end
    ]
    assert (late, [rate for rate in LIBRARY.fees if (rate.valid_to or date.max) > end]) == ([], [])


def test_what_the_order_of_november_2021_cut_ends_the_day_before() -> None:
    """Nurses', midwives', dentists' and physiotherapists' rates stop on 7 November 2021."""
    cut = {"infirmier", "sage_femme", "chirurgien_dentiste", "masseur_kinesitherapeute"}
    assert {(rate.profession, rate.valid_to) for rate in LIBRARY.fees if rate.profession in cut} == {
        (profession, date(2021, 11, 7)) for profession in cut
    }


def test_rules_speak_of_known_things() -> None:
    """Campaigns, vaccines or their families, and the acts of roles: nothing in a rule is a word of its own."""
    vaccines = {word for one in LIBRARY.vaccines.values() for word in (one.slug, *one.families)}
    acts = {role.act for role in LIBRARY.roles} | {"prescribe"}
    strange = [
        rule
        for rule in LIBRARY.competence_rules
        if set(rule.campaigns) - set(LIBRARY.campaigns) or set(rule.vaccines) - vaccines or set(rule.acts) - acts
    ]
    assert strange == []
    assert {one.campaign for one in LIBRARY.vaccines.values()} <= set(LIBRARY.campaigns)


def test_every_role_has_a_rule_somewhere() -> None:
    """A role whose act no rule governs could never be held."""
    governed = {act for rule in LIBRARY.competence_rules for act in rule.acts}
    assert {role.code for role in LIBRARY.roles if role.act not in governed} == set()


def _signature(rule: CompetenceRule) -> tuple[object, ...]:
    return (
        rule.campaigns,
        rule.vaccines,
        rule.acts,
        rule.professions,
        rule.settings,
        rule.statuses,
        rule.min_age,
        rule.training,
    )


def test_two_rules_never_say_different_things_of_the_same_days() -> None:
    """Same key, overlapping dates: one of the two would be a mistake."""
    rules = LIBRARY.competence_rules
    clashes = [
        (one, other)
        for index, one in enumerate(rules)
        for other in rules[index + 1 :]
        if _signature(one) == _signature(other)
        and (one.valid_from or date.min) <= (other.valid_to or date.max)
        and (other.valid_from or date.min) <= (one.valid_to or date.max)
        and one.min_student_year == other.min_student_year
        and one.on_prescription == other.on_prescription
    ]
    assert clashes == []


@pytest.mark.parametrize("territory", ["auray", "redon", "ploermel"])
def test_a_territory_has_its_outlines(territory: str) -> None:
    """Each commune has a polygon and each polygon a commune."""
    shapes = json.loads(content_file(f"data/territories/communes_{territory}.geojson").read_text(encoding="utf-8"))
    codes = {
        str(next(value for key, value in one["properties"].items() if "insee" in key or key in ("code", "code_insee")))
        for one in shapes["features"]
    }
    assert codes == {one.insee for one in LIBRARY.communes(territory)}


def test_the_communes_of_a_territory() -> None:
    """Auray 23, Redon 39 in three departments (31, 5 and 3), neighbours known but left out."""
    communes = {name: LIBRARY.communes(name) for name in ("auray", "redon", "ploermel")}
    assert [len(one.codes) for one in communes.values()] == [23, 39, 51]
    assert [len(one) for one in communes.values()] == [31, 39, 56]
    assert sum(one.population for one in communes["auray"] if one.in_territory) > 80_000


@pytest.mark.parametrize("territory", ["auray", "redon"])
def test_roads_join_communes_of_the_territory(territory: str) -> None:
    """No road leads to a commune that is not there."""
    codes = {one.insee for one in LIBRARY.communes(territory)}
    roads = LIBRARY.file(f"territories/routes_{territory}.csv")
    assert {road.cells[end] for road in roads for end in ("from_code", "to_code")} <= codes


def test_the_demo_people_are_invented() -> None:
    """Every address, number and phone of the demo roster is reserved for fiction, and the RPPS keys are right."""
    rows = [record.cells for record in read_csv(DATA / "demo/roster_demo_auray_132.csv")]
    assert len(rows) == 132
    assert {row["email"].split("@")[1] for row in rows} == {"example.org"}
    assert {row["tel_mobile"][:8] for row in rows} == {"06 39 98"}
    assert {row["tel_fixe"][:8] for row in rows} == {"01 99 00"}
    assert all(row["identifiant_fictif"].startswith("99") and has_valid_key(row["identifiant_fictif"]) for row in rows)


def test_the_readme_names_every_header_and_file() -> None:
    """The list of headers and their synonyms in data/README.md can't fall behind the table."""
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    headers = LIBRARY.table("import_headers")
    lines = [
        f"| `{row.cells['header']}` | {row.cells['meaning']} | {', '.join(row.cells['synonyms'].split('|'))} |"
        for row in headers
    ]
    assert [line for line in lines if line not in readme] == []
    files = [path.relative_to(DATA).parts for path in sorted(DATA.rglob("*.csv"))]
    assert [parts for parts in files if parts[0] not in readme] == []


CONTINUITY = {
    "care_categories": "code",
    "continuity_rules": "réglage",
    "medicine_relays": "profession",
    "site_care": "sorte",
    "expected_bases": "`population_base`",
    "expected_columns": "territoire, région",
    "care_modes": "code",
}
"""Content files of continuity and what the readme calls their key."""


@pytest.mark.parametrize("name", CONTINUITY)
def test_the_readme_says_how_a_site_changes_each_file_of_continuity(name: str) -> None:
    """One row each, with its key; whole files are replaced, tables are merged row by row; each row has its source."""
    readme = (DATA / "README.md").read_text(encoding="utf-8").replace("\u00a0", " ")
    [line] = [line for line in readme.splitlines() if line.startswith(f"| `{name}.csv` |")]
    assert line.rstrip(" |").rsplit("| ", 1)[1] == CONTINUITY[name]
    assert ("un fichier du site remplace" in line) is (name not in TABLES)
    if name != "expected_columns":
        assert [record.line for record in read_csv(DATA / f"{name}.csv") if not record.cells["source"]] == []


def test_whoever_checked_a_row_is_said_in_one_of_four_words() -> None:
    """Those the readme explains and the screen has words for."""
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    strange = {
        (path.name, record.cells["checked"])
        for path in DATA.glob("*.csv")
        for record in read_csv(path)
        if record.cells.get("checked", "seen") not in ("seen", "inferred", "recalled", "local")
    }
    assert strange == set()
    assert all(f"`{word}`" in readme for word in ("seen", "inferred", "recalled", "local"))
