"""Reference tables: found in the package, overlaid by the site, then by the database; errors say where."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotFound
from app.library import TABLES, Library, content_file, content_root, read_csv
from app.roster.fees import FeeRegime, FeeUnit, rate_in_force
from app.words.errors import sentence

FEE_HEADER = "profession,exercise,min_student_year,max_student_year,unit,regime,amount_eur,valid_from,valid_to,end_known,source,checked,note"


def an_overlay(folder: Path, name: str, *lines: str) -> Path:
    path = folder / "data" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def paid(library: Library, on: str) -> str:
    found = rate_in_force(
        library.fees, profession="infirmier", exercise="liberal", unit=FeeUnit.HALF_DAY, regime=FeeRegime.WEEKDAY,
        on=date.fromisoformat(on),
    )  # fmt: skip
    return found.sentence


def test_every_table_is_there_and_reads() -> None:
    """The packaged tables are found and each row becomes a value."""
    library = Library()
    counts = {name: len(library.table(name)) for name in TABLES}
    assert {name: count for name, count in counts.items() if count <= 3} == {
        "moved_holidays": 0,
        "medicine_relays": 2,
    }, "shipped empty: no text moved one; two professions replace a medicine"
    for name in TABLES:
        library.validate(name)
    assert (len(library.professions), len(library.roles)) == (counts["professions"], counts["roles"])
    assert len(library.competence_rules) == counts["competence_rules"]
    assert len(library.vaccines) == counts["vaccines"]


def test_the_content_lies_beside_the_package() -> None:
    """In a checkout the top level; a file that is missing is named."""
    assert content_file("data/professions.csv").parent.parent == content_root()
    with pytest.raises(NotFound, match=r"data/rien\.csv"):
        content_file("data/rien.csv")


def test_the_higher_origin_wins_for_the_days_it_covers(tmp_path: Path) -> None:
    """A site's rate for one week of 2021 replaces the package's that week only; the database beats both, for its days."""
    overlay = an_overlay(
        tmp_path, "fees.csv", FEE_HEADER,
        "infirmier,liberal,,,half_day,weekday,230,2021-05-03,2021-05-09,oui,Décision locale,local,",
    )  # fmt: skip
    row = dict(
        zip(FEE_HEADER.split(","), ["infirmier", "liberal", "", "", "half_day", "weekday", "250", "2021-05-09", "2021-05-10", "oui", "Base", "local", ""], strict=True)
    )  # fmt: skip
    library = Library(overlay, {"fees": [row]})
    assert [paid(library, f"2021-05-{day:02}") for day in (2, 3, 8, 9, 10, 11)] == [
        f"{amount},00 € la demi-journée" for amount in (220, 230, 230, 250, 250, 220)
    ]
    assert paid(library, "2021-11-08") == "aucun tarif en vigueur"


def test_an_undated_row_is_replaced_whole(tmp_path: Path) -> None:
    """A site renames a role; the others stay."""
    overlay = an_overlay(
        tmp_path,
        "roles.csv",
        "code,act,centre_kinds,label_fr,label_en,sort,aliases",
        "reception,reception,*,bienvenue,welcome,30,",
    )
    roles = Library(overlay).roles
    assert (roles["reception"].label, roles.named("bienvenue"), roles.named("orientation")) == (
        "bienvenue",
        ("reception",),
        (),
    )
    assert len(roles) == len(Library().roles)


def test_rows_of_continuity_merge_one_by_one_and_keep_their_place(tmp_path: Path) -> None:
    """The site changes oxygen, the database insulin and two rules: the rest stands as shipped, in its order."""
    shipped = {record.cells["code"]: record.cells for record in Library().table("care_categories")}
    header = ",".join(shipped["O2"])
    oxygen = ",".join(f'"{cell}"' for cell in (shipped["O2"] | {"max_interruption_hours": "3"}).values())
    overlay = an_overlay(tmp_path, "care_categories.csv", header, oxygen)
    an_overlay(tmp_path, "continuity_rules.csv", "setting,value", "need_days,120", "review_days,30")
    rows = {
        "care_categories": [shipped["INS"] | {"max_interruption_hours": "10"}],
        "continuity_rules": [{"setting": "review_days", "value": "60"}],
    }
    library = Library(overlay, rows)
    assert [one.code for one in library.care_categories] == list(shipped)
    waits = {one.code: one.max_interruption_hours for one in library.care_categories}
    assert waits == {one.code: one.max_interruption_hours for one in Library().care_categories} | {"O2": 3, "INS": 10}
    assert library.continuity_rules == dict(Library().continuity_rules) | {"need_days": 120, "review_days": 60}


@pytest.mark.parametrize(
    ("table", "row", "told"),
    [
        ("care_categories", {"severity": "5"}, "base, ligne 1 : severity"),
        ("care_categories", {"carers": "infirmiere"}, "infirmiere"),
        ("care_categories", {"depends_on": "gaz"}, "base, ligne 1 : depends_on"),
        ("continuity_rules", {"value": "1"}, "base, ligne 1 : masking_threshold"),
        ("continuity_rules", {"setting": "need_day"}, "base, ligne 1 : setting"),
        ("medicine_relays", {"valid_from": "hier"}, "base, ligne 1 : valid_from"),
    ],
)
def test_a_wrong_row_of_continuity_is_told_with_its_line(table: str, row: dict[str, str], told: str) -> None:
    """Nothing is read from a table with a row that does not."""
    wrong = dict(Library().table(table)[0].cells) | row
    with pytest.raises(InvalidInput) as caught:
        Library(rows={table: [wrong]}).validate(table)
    assert told in sentence(caught.value).replace("\xa0", " ")


def test_a_rule_entered_for_an_exceptional_campaign_is_in_force() -> None:
    """What the package leaves empty a coordinator fills, without a developer."""
    cells = dict(Library().table("competence_rules")[0].cells)
    cells |= {
        "campaign": "exceptional",
        "acts": "inject",
        "professions": "infirmier",
        "valid_from": "2026-12-01",
        "checked": "local",
    }
    rules = Library(rows={"competence_rules": [cells]}).competence_rules
    assert [rule.professions for rule in rules if rule.campaigns == ("exceptional",)] == [("infirmier",)]


@pytest.mark.parametrize(
    ("name", "lines", "said"),
    [
        ("fees.csv", (FEE_HEADER, "infirmier,liberal,,,half_day"), r"fees.csv, ligne 2 : 5 colonnes au lieu de 13"),
        (
            "fees.csv",
            (FEE_HEADER, "infirmier,liberal,,,half_day,weekday,abc,,,oui,s,local,"),
            r"fees.csv, ligne 2 : amount_eur",
        ),
        (
            "fees.csv",
            (FEE_HEADER, "infirmier,liberal,,,half_day,weekday,Infinity,,,oui,s,local,"),
            r"fees.csv, ligne 2 : amount_eur",
        ),
        (
            "fees.csv",
            (FEE_HEADER, "infirmier,liberal,,,half_day,weekday,1,2021-13-01,,oui,s,local,"),
            r"fees.csv, ligne 2 : valid_from",
        ),
        (
            "fees.csv",
            (FEE_HEADER, "infirmier,liberal,,,day,weekday,1,,,oui,s,local,"),
            r"fees.csv, ligne 2 : unit : « day »",
        ),
        (
            "fees.csv",
            (FEE_HEADER, "plombier,liberal,,,hour,weekday,1,,,oui,s,local,"),
            r"fees.csv, ligne 2 : profession inconnue « plombier »",
        ),
        ("fees.csv", (FEE_HEADER, *["infirmier,liberal,,,hour,weekday,1,,,oui,s,local,"] * 2), r"ligne 3 : même clé"),
        ("fees.csv", ("profession,unit", "infirmier,hour"), r"ligne 2 : la colonne exercise manque"),
    ],
)
def test_an_error_names_file_line_and_column(tmp_path: Path, name: str, lines: tuple[str, ...], said: str) -> None:
    """A site that mistypes a table is told where."""
    with pytest.raises(InvalidInput, match=said):
        _ = Library(an_overlay(tmp_path, name, *lines)).fees


@pytest.mark.parametrize(
    ("table", "wrong", "said"),
    [
        ("competence_rules", {"professions": "infirmier|plombier"}, "profession inconnue « plombier »"),
        ("fees", {"profession": "plombier"}, "profession inconnue « plombier »"),
        ("medicine_relays", {"profession": "plombier"}, "profession inconnue « plombier »"),
        ("care_categories", {"carers": "plombier"}, "profession inconnue « plombier »"),
        ("coverage_supply", {"code": "plombier"}, "profession inconnue « plombier »"),
        ("coverage_supply", {"skills": "plomberie"}, "soin inconnu « plomberie »"),
        ("duty_supply", {"skills": "plomberie"}, "soin inconnu « plomberie »"),
        ("transport_supply", {"skills": "plomberie"}, "soin inconnu « plomberie »"),
        ("solicitation", {"setting": "wave_sise"}, "« wave_sise » n’est pas un réglage"),
        ("solicitation", {"value": "beaucoup"}, "« beaucoup »"),
    ],
)
def test_a_row_that_other_tables_refuse_is_named_too(
    tmp_path: Path, table: str, wrong: dict[str, str], said: str
) -> None:
    """A right row of the site, then the wrong one: its file and its line, not the sentence alone."""
    right, other = ({**record.cells, "source": "s"} for record in Library().table(table)[:2])
    rows = [right, {**other, **wrong}]
    overlay = tmp_path / "data"
    overlay.mkdir()
    with (overlay / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(right))
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(InvalidInput) as caught:
        Library(tmp_path).validate(table)
    text = sentence(caught.value).replace("\u00a0", " ")
    assert text.startswith(f"{table}.csv, ligne 3 : ")
    assert said in text


def test_a_database_row_is_named_as_such() -> None:
    """An error in the database says « base » and the rank."""
    with pytest.raises(InvalidInput, match=r"base, ligne 1 : la colonne slug est vide"):
        _ = Library(rows={"professions": [{"slug": "", "label_fr_m": "x"}]}).professions


def test_a_table_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """Windows-1252 in an overlay is told how to save."""
    path = tmp_path / "x.csv"
    path.write_bytes("é;à".encode("cp1252"))
    with pytest.raises(InvalidInput, match="UTF-8"):
        read_csv(path)


def test_another_file_of_the_site_comes_first(tmp_path: Path) -> None:
    """A site brings its own communes."""
    overlay = an_overlay(
        tmp_path,
        "territories/communes_auray.csv",
        "insee_code,name,postal_code,department,population,lat,lon",
        "56999,Ker,56000,56,10,47.1,-3.0",
    )
    assert Library(overlay).communes("auray").codes == {"56999"}
    assert len(Library().communes("auray")) > 20
