"""Whatever leaves as a file, made from words meant to harm whoever opens it: found from the code, opened, and looked into."""

from __future__ import annotations

import ast
import csv
import importlib
import inspect
import io
import pkgutil
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path

import pytest
from lxml.etree import fromstring
from openpyxl import load_workbook

import app.services
from app.access.actor import COMMAND_LINE
from app.continuity.lists import ListKind
from app.core.ids import PracticeId
from app.drills.composition import Composition
from app.exercise.kit_sheet import KitKind
from app.exercise.retex import RetexKind
from app.indicators.periods import Period
from app.library import Library
from app.library.plans import PlanLibrary
from app.roster.practice import Practice
from app.services.activity.read_indicators import read_indicators
from app.services.coverage.coverage_stage import Asked
from app.services.crisis.write_log import write_log
from app.services.crisis_bag.crisis_bag_scene import read_scene
from app.services.crisis_bag.crisis_bag_sections import bag_of
from app.services.crisis_bag.pack_crisis_bag import pack_crisis_bag
from app.services.demo.demo_exercise import PLAYED
from app.services.exercise.export_chronogramme import ChronogrammeForm
from app.services.keeping.back_up import back_up
from app.services.keeping.export_data import Exported
from app.services.keeping.read_own_data import read_own_data
from app.services.messages.by_hand import hand_overs
from app.services.messages.hand_out_links import hand_out_links
from app.services.plans.fill_template import fill_template
from app.services.plans.print_own_plan import own_plan_docx, own_plan_pdf, own_plan_zip
from app.store import centres, community, exercises, messages, people
from app.store.database import Connection, Store, connect
from tests.abuse.a_trap import CLIMBS, FORMULAS, MARKUP, SCRIPT, TEAM, a_trap, first_id
from tests.documents.printed import text_of
from tests.services.a_month import WEEK, Month, a_month

APP = Path(app.services.__file__).parents[1]
NOT_A_FILE = frozenset(
    {
        "app.services.slots.remote_calendar.fetch_calendar",
        "app.services.messages.ways_out_smtp.mail",
        "app.services.messages.ways_out_webhook.content",
        "app.services.keeping.back_up.take_out",
        "app.services.keeping.back_up_keys.keys_file",
        "app.services.keeping.back_up_keys.save_keys",
    }
)
"""Bytes that no reader opens in an office program: what comes in, letters, and copies of the base (restored, not opened)."""


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """A past week, paid, logged and packed, where every name is a formula, a tag or a path."""
    made = a_month(tmp_path_factory.mktemp("piege"))
    with made.store.transaction() as conn:
        held = community.read(conn)
        community.write(
            conn, replace(held, name=FORMULAS[0], coordinator=f"{FORMULAS[1]} {SCRIPT}", contact=FORMULAS[3])
        )
        people.put_practice(conn, Practice(id=PracticeId("piege"), name=f"{FORMULAS[2]} {SCRIPT}", phone=FORMULAS[0]))
        for number, person in enumerate(people.every(conn)):
            named = replace(
                person,
                family_name=f"{FORMULAS[number % 7]}{SCRIPT}",
                given_name=f"{FORMULAS[-number % 7]}{CLIMBS}",
            )
            people.put(conn, named, made.store.now())
        centre = centres.find(conn, made.centre)
        assert centre is not None
        centres.update(conn, replace(centre, name=f"{FORMULAS[0]}{CLIMBS}{SCRIPT}"))
        conn.execute("UPDATE partner SET name = ?", (f"{FORMULAS[3]}{SCRIPT}",))
    made.close()
    a_trap(made.store)
    for formula in FORMULAS:
        write_log(COMMAND_LINE, made.store, f"{formula.strip()} {SCRIPT}", source=formula.strip())
    pack_crisis_bag(COMMAND_LINE, made.store)
    back_up(COMMAND_LINE, made.store)
    return made


def exports() -> dict[str, Callable[..., object]]:
    """Every public function of the services that returns bytes: alone, in a tuple, by name in a mapping, or in a value."""
    found: dict[str, Callable[..., object]] = {}
    modules = [
        importlib.import_module(one.name) for one in pkgutil.walk_packages(app.services.__path__, "app.services.")
    ]
    values = {
        name for module in modules for name, kind in inspect.getmembers(module, is_dataclass) if _holds_bytes(kind)
    }
    told = re.compile(rf"\b({'|'.join(sorted({'bytes', *values}))})\b")
    for module in modules:
        for name, function in inspect.getmembers(module, inspect.isfunction):
            returned = str(inspect.signature(function).return_annotation)
            if not name.startswith("_") and function.__module__ == module.__name__ and told.search(returned):
                found[f"{module.__name__}.{name}"] = function
    return {name: function for name, function in found.items() if name not in NOT_A_FILE}


def _holds_bytes(kind: object) -> bool:
    return any("bytes" in str(one.type) for one in fields(kind))  # type: ignore[arg-type]


@cache
def _plans() -> PlanLibrary:
    return Library().plans


def _given(month: Month, conn: Connection) -> dict[str, Callable[[], object]]:
    """What exports ask for, by the parameter's name or by its type as annotated."""
    store, person = month.store, month.id("Corentin")

    def queued() -> list[str]:
        with store.reading() as conn:
            return [one.message.id for one in messages.recent(conn).messages][:20]

    def the_bag() -> object:
        with store.reading() as conn:
            return bag_of(read_scene(store, conn))

    return {
        "actor": lambda: COMMAND_LINE,
        "store": lambda: store,
        "Connection": lambda: conn,
        "now": store.now,
        "practice_id": lambda: people.practices(conn)[0].id,
        "centre_id": lambda: month.centre,
        "session_id": lambda: month.sessions[0].id,
        "person_id": lambda: person,
        "period": lambda: WEEK,
        "Period": lambda: WEEK,
        "monday": lambda: WEEK.first,
        "day": lambda: WEEK.first,
        "first": lambda: WEEK.first,
        "last": lambda: WEEK.last,
        "today": lambda: WEEK.last,
        "date": lambda: WEEK.first,
        "base_url": lambda: "https://releve.exemple.fr",
        "title": lambda: FORMULAS[0],
        "reader": lambda: FORMULAS[1],
        "VacationsView": month.view,
        "IndicatorsView": lambda: read_indicators(COMMAND_LINE, store, WEEK),
        "OwnData": lambda: read_own_data(COMMAND_LINE, store, person, page_address="ici"),
        "Iterable[HandOut]": lambda: hand_out_links(COMMAND_LINE, store, month.centre, base_url=""),
        "Iterable[HandOver]": lambda: hand_overs(COMMAND_LINE, store, queued(), ""),
        "ids": queued,
        "CrisisBag": the_bag,
        "Exported": lambda: Exported.ALL,
        "ListKind": lambda: ListKind.ZONE,
        "take_letters.ids": lambda: [first_id(conn, "partner_letter")],
        "crisis_files.period": lambda: Period(date(2026, 1, 1), date(2027, 12, 31)),
        "table.name": lambda: "x.csv",
        "table.about": lambda: FORMULAS[0],
        "Sequence[str]": lambda: FORMULAS,
        "Sequence[Row]": lambda: [FORMULAS, tuple(f" {formula}" for formula in FORMULAS)],
        "print_plan.slug": lambda: next(iter(_plans().sheets)),
        "Asked": Asked,
        "Composition": lambda: Composition(starts_at=store.now(), title=f"{FORMULAS[0]} {SCRIPT}", plan=(TEAM,)),
        "run_id": lambda: first_id(conn, "laboratory_run"),
        "exercise_id": lambda: PLAYED,
        "exercise": lambda: exercises.find(conn, PLAYED),
        "RetexKind": lambda: RetexKind.COLD,
        "KitKind": lambda: KitKind.ANIMATORS,
        "ChronogrammeForm": lambda: ChronogrammeForm.XLSX,
        "code": lambda: conn.execute("SELECT code FROM own_scenario").fetchone()[0],
        "print_card.slug": lambda: next(iter(_plans().cards)),
        **_rows(conn),
        **_templates(store),
    }


def _rows(conn: Connection) -> dict[str, Callable[[], object]]:
    """The first row of what a crisis leaves, where there is one."""
    tables = ("event", "alert", "publication", "training")
    found = {f"{table}_id": first_id(conn, table) for table in tables} | {
        "report_id": first_id(conn, "situation_report")
    }
    return {name: partial(str, id) for name, id in found.items() if id}


def _templates(store: Store) -> dict[str, Callable[[], object]]:
    """The first template of the site, where there is one."""
    found = sorted(path.stem for path in (store.folder.content / "templates").glob("*.docx"))
    return {f"{name}.name": partial(str, found[0]) for name in ("fill_template", "starting_places") if found}


def made_by(export: Callable[..., object], month: Month) -> object:
    """What an export makes; parameters with a default are left at it."""
    with closing(connect(month.store.folder.database)) as conn:
        given = _given(month, conn)
        return export(**{name: make() for name, make in _wanted(export, given).items() if make is not None})


def _wanted(
    export: Callable[..., object], given: Mapping[str, Callable[[], object]]
) -> dict[str, Callable[[], object] | None]:
    """What gives each parameter without a default: by the export's own name, the parameter's, or its type; None: nothing."""
    return {
        name: given.get(f"{export.__name__}.{name}") or given.get(name) or given.get(str(parameter.annotation))
        for name, parameter in inspect.signature(export).parameters.items()
        if parameter.default is inspect.Parameter.empty
    }


def walked(month: Month) -> dict[str, Callable[..., object]]:
    """The exports that this walk knows how to call on that folder."""
    with closing(connect(month.store.folder.database)) as conn:
        given = _given(month, conn)
        return {name: export for name, export in exports().items() if None not in _wanted(export, given).values()}


def files_in(made: object) -> Iterator[bytes]:
    """The bytes an export returned, and those in a tuple of several."""
    if isinstance(made, bytes):
        yield made
    elif is_dataclass(made):
        yield from files_in([getattr(made, one.name) for one in fields(made)])
    elif isinstance(made, tuple | list | Mapping):
        for part in made.values() if isinstance(made, Mapping) else made:
            yield from files_in(part)


def dangers(content: bytes, where: str = "") -> Iterator[str]:
    """What would run, lead elsewhere or climb, in a file or in whatever it packs."""
    if content.startswith(b"PK"):
        yield from _of_archive(content, where)
    elif content.startswith(b"%PDF"):
        yield from (
            f"{where}: {word!r} in a PDF" for word in (b"/JavaScript", b"/Launch", b"/OpenAction") if word in content
        )
    elif content.startswith(b"\xef\xbb\xbf"):
        yield from (f"{where}: cell {cell!r}" for cell in _cells(content) if _runs(cell))
    elif b"<html" in content[:500].lower() and SCRIPT.encode() in content:
        yield f"{where}: its script"


def _of_archive(content: bytes, where: str) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        for name in names:
            if name.startswith("/") or ".." in name or "\\" in name or any(sign < " " for sign in name):
                yield f"{where}: a name that climbs, {name!r}"
        if any(name.startswith("xl/") for name in names):
            yield from _formulas(content, where)
        elif not any(name.startswith("word/") for name in names):
            for name in (one for one in names if not one.endswith(".txt")):
                yield from dangers(archive.read(name), f"{where}/{name}")
        for name in (one for one in names if re.fullmatch(r"word/\w+\.xml", one)):
            fields = "".join(fromstring(archive.read(name)).itertext(INSTRUCTION)).split()
            yield from (f"{where}/{name}: field {word!r}" for word in fields if word not in OUR_FIELDS)
        for name in names:
            if name.endswith(".rels") and b'TargetMode="External"' in archive.read(name):
                yield f"{where}: leads elsewhere, {name}"


INSTRUCTION = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instrText"
OUR_FIELDS = frozenset({"TOC", "\\o", '"1-1"', "\\h", "\\z", "\\u", "PAGE", "NUMPAGES"})
"""What our own documents ask a word processor to compute: the table of contents and the page."""


def _formulas(content: bytes, where: str) -> Iterator[str]:
    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                ours = isinstance(cell.value, str) and re.fullmatch(r"=(SUM|ROUND)\([A-Z0-9:,\-]+\)", cell.value)
                if cell.data_type == "f" and not ours:
                    yield f"{where}: formula {cell.value!r} in {cell.coordinate}"


def _cells(content: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"):
        yield from row


def _runs(cell: str) -> bool:
    bare = cell.lstrip(" \u00a0\u200b\ufeff\t\r\n")
    return cell[:1] in ("\t", "\r", "\n") or bare[:1] in ("=", "+", "-", "@", "＝")


@pytest.mark.parametrize("name", sorted(exports()))
def test_no_export_harms_whoever_opens_it(name: str, month: Month) -> None:
    """No cell runs, no script, no name that climbs, nothing that leads elsewhere; and the file is there.

    An export that asks for something new fails here until :func:`_given` says how to make it.
    """
    with closing(connect(month.store.folder.database)) as conn:
        missing = [wanted for wanted, make in _wanted(exports()[name], _given(month, conn)).items() if make is None]
    assert missing == [], "say in _given how to make it"
    made = list(files_in(made_by(exports()[name], month)))
    assert made
    assert all(len(content) > 100 for content in made)
    assert [danger for content in made for danger in dangers(content, name)] == []


def test_the_traps_are_in_the_exports(month: Month) -> None:
    """The walk is a walk: the formulas do reach a CSV, behind an apostrophe."""
    from app.services.crisis.print_log import log_csv

    held = log_csv(COMMAND_LINE, month.store).decode("utf-8-sig")
    assert "'=HYPERLINK" in held
    assert list(dangers(b"\xef\xbb\xbf" + b"a;=1+1\r\n")) == [": cell '=1+1'"]


@cache
def _words(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return text_of(content)
    return "\n".join(fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")).itertext())


def test_a_plan_made_of_traps_opens_and_says_them(month: Month) -> None:
    """Every text, every remark: printed as it was typed, marks of a template and of a typesetter included; no sign dropped
    but those that no file holds."""
    with zipfile.ZipFile(io.BytesIO(own_plan_zip(COMMAND_LINE, month.store))) as pack:
        files = {name: pack.read(name) for name in pack.namelist()}
    papers = [one for name, one in files.items() if name.endswith((".docx", ".pdf"))]
    assert len(papers) > 3
    for held in (own_plan_docx(COMMAND_LINE, month.store), fill_template(COMMAND_LINE, month.store, "ars").content):
        said = _words(held)
        assert MARKUP in said
        assert SCRIPT in said
        assert not any(sign in said for sign in "\uffff\x0b\x00\x1b")
    assert '#panic("typst")' in _words(own_plan_pdf(COMMAND_LINE, month.store)).replace("\n", "")


def test_tables_are_written_in_one_place_only() -> None:
    """No module writes CSV but ``csv_table``, and none makes a workbook but the slip and the lists of needs, whose
    cells are text (see above)."""
    writers: dict[str, list[str]] = {"csv": [], "xlsx": []}
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"writer", "DictWriter", "to_csv", "to_excel"}:
                writers["csv"].append(path.name)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Workbook":
                writers["xlsx"].append(path.name)
    assert writers == {
        "csv": ["csv_table.py"],
        "xlsx": ["chronogramme_sheet.py", "continuity_list.py", "improvement_table.py", "vacation_slip.py"],
    }
