"""Every setting is documented where a site looks for it: environment, secrets, tables, templates; and every file's keys."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest

from app import settings
from app.access.provider import Provider
from app.drills.contract import territory_of
from app.drills.coverage import Coverage
from app.drills.document import Document as TerritoryDocument
from app.drills.drill_report import DrillReport
from app.drills.monte_carlo import monte_carlo
from app.drills.report import report_document
from app.library import content_root
from app.response.plan import SECTIONS
from app.scheduling.staffing.contract import plan_document, problem_of
from app.scheduling.staffing.document import Document as StaffingDocument
from app.scheduling.staffing.solve import solve
from app.services.plans.fill_template import ANNEXES, FIELDS, PARTS
from app.store.secrets import SmtpAccount, Webhook
from tests.content.test_documents import keys
from tests.content.written import first_cells, part, quoted, rows, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = content_root() / "data"
DEPLOY, FORMATS, SECURITY = (text_of(f".github/{name}.md") for name in ("DEPLOY", "FORMATS", "SECURITY"))


def table_under(text: str, header: str) -> list[str]:
    """Quoted words of the first cells of the table whose first header is ``header``."""
    [body] = re.findall(rf"^\| {re.escape(header)} \|.*\n((?:\|.*\n)+)", text, flags=re.MULTILINE)
    return first_cells(str(body))


def test_every_setting_of_the_process_has_its_line_and_its_default() -> None:
    """The table of the environment: no variable missing, none gone, each default as the code has it."""
    table = {quoted(row[0])[0]: row[2] for row in rows(part(DEPLOY, "Les réglages")) if row[0].startswith("`RELEVE_")}
    assert sorted(table) == sorted(one.variable for one in settings.SETTINGS)
    exact = {one.variable: one.default for one in (settings.HOST, settings.PORT, settings.LOG)}
    assert {name: table[name].strip("`") for name in exact} == exact


@pytest.mark.parametrize(
    ("section", "kind"),
    [pytest.param("`[smtp]`", SmtpAccount, id="smtp"), pytest.param("`[webhook]`", Webhook, id="webhook")],
)
def test_every_key_of_the_secrets_is_documented(section: str, kind: type[Any]) -> None:
    """No key missing, none gone."""
    assert sorted(table_under(DEPLOY, section)) == sorted(one.name for one in fields(kind))


def test_every_key_of_an_identity_provider_is_documented() -> None:
    """Its name is the section's."""
    table = table_under(part(DEPLOY, "Se connecter avec un fournisseur d’identité (OpenID Connect)"), "clé")
    assert sorted(table) == sorted(one.name for one in fields(Provider) if one.name != "name")


def settings_of_tables() -> dict[str, set[str]]:
    """Table → its settings: every table keyed by ``setting``, and those whose codes are limits."""
    found = {}
    for path in sorted(DATA.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        key = "setting" if lines and "setting" in lines[0] else "code" if path.stem in CODED else ""
        if key:
            found[path.name] = {line[key] for line in lines}
    return found


CODED = {"cell_limits", "review_milestones", "exercise_targets"}


def test_every_setting_of_a_table_is_documented() -> None:
    """Table by table; nothing there is gone."""
    said: dict[str, set[str]] = {}
    for row in rows(part(text_of("data/README.md"), "Les réglages des tables")):
        for name in quoted(row[1]):
            said.setdefault(name, set()).update(quoted(row[0]))
    assert said == settings_of_tables()


def test_what_is_kept_and_how_long_is_told_as_the_table_says() -> None:
    """Each line of ``retention.csv``: its words, its days, the way it goes, why."""
    with (DATA / "retention.csv").open(encoding="utf-8", newline="") as file:
        kept = {line["code"]: line for line in csv.DictReader(file)}
    said = {
        quoted(row[0])[0]: row for row in rows(part(SECURITY, "Ce qui est gardé, combien de temps")) if quoted(row[0])
    }
    assert sorted(said) == sorted(kept)
    days = {code: "".join(re.findall(r"^\d+", row[2])) for code, row in said.items()}
    assert days == {code: line["days"] if line["days"] != "0" else "" for code, line in kept.items()}
    told = {code: [row[1], row[3].strip("`"), row[4].replace("\u00a0", " ")] for code, row in said.items()}
    assert told == {code: [line["what_fr"], line["how"], line["why_fr"].rstrip(".").replace("\u00a0", " ")] for code, line in kept.items()}  # fmt: skip


def test_every_place_of_a_template_is_documented() -> None:
    """What a site's own DOCX may ask for: sections, fields, tables."""
    table = part(text_of("plans/README.md"), "La trame de l’ARS ou de l’URPS")
    known = {quoted(row[0])[0]: set(quoted(row[1])) for row in rows(table) if quoted(row[0])}
    assert known == {"title": set(), "sections": set(SECTIONS), "fields": set(FIELDS), "tables": set(ANNEXES)}
    assert set(PARTS) == set(known) - {"title"}


def keys_within(value: object) -> Iterator[str]:
    """Every key of a document, at any depth; words under ``reasons`` are data."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_within(inner) if key != "reasons" else ()
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from keys_within(inner)


def format_part(name: str) -> str:
    """The chapter of a format, whatever its heading adds."""
    [heading] = re.findall(rf"^## (`{re.escape(name)}`.*)$", FORMATS, flags=re.MULTILINE)
    return part(FORMATS, heading)


def example(name: str) -> Any:
    """The JSON shown in the chapter of a format."""
    [text] = re.findall(r"```json\n(.*?)```", format_part(name), flags=re.DOTALL)
    return json.loads(text)


def test_the_staffing_problem_shown_is_solved_and_every_key_is_documented() -> None:
    """In and out: the example reads, its plan leaves the one seat it says, and nothing it holds is left without words."""
    plan = solve(problem_of(example("releve.staffing/1"), "FORMATS.md"))
    assert [(row.session, row.role, row.missing) for row in plan.unfilled] == [("lundi-soir", "injector", 1)]
    asked = {*keys(StaffingDocument), "person", "session", "answer"}
    assert asked - set(quoted(format_part("releve.staffing/1"))) == set()
    written = {*keys_within(plan_document(plan)), "person", "session", "rule"}
    assert written - set(quoted(format_part("releve.staffing-plan/1"))) == set()


def test_the_territory_shown_is_covered_and_every_key_is_documented() -> None:
    """In and out, with every loss and a few days drawn."""
    coverage = Coverage(territory_of(example("releve.territory/1"), "FORMATS.md"))
    days = monte_carlo(coverage, 3, absence=0.15, correlation=0.1, seed=0)
    report = report_document(coverage, losses=coverage.losses(), days=days)
    assert (report["demand"], report["served"]) == (30, 20)
    assert set(keys(TerritoryDocument)) - set(quoted(format_part("releve.territory/1"))) == set()
    assert set(keys_within(report)) - set(quoted(format_part("releve.coverage/1"))) == set()


def test_every_key_of_a_drill_is_documented() -> None:
    """What ``releve drill --json`` prints."""
    assert set(keys(DrillReport)) - set(quoted(format_part("releve.drill/1"))) == set()
