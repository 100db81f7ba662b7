"""``python -m tests.bench [--quick] [--json FILE] [SECTION…]``: the figures the product states, as tables and JSON.

A section is a module with ``run(quick) -> list[Row]``; a row is ``{"section", "name", "value", "unit", "note"}``. Medians
and ratios are the facts; absolute times belong to the machine named above the tables.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sys
import time
import traceback
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

Row = dict[str, object]
SECTIONS = {
    "staffing": "tests.bench.staffing",
    "oracle": "tests.bench.oracle",
    "region": "tests.bench.region",
    "imports": "tests.bench.imports",
    "calendars": "tests.bench.calendars",
    "demo": "tests.bench.demo",
    "volunteer": "tests.bench.volunteer",
    "outbox": "tests.bench.outbox",
    "kills": "tests.bench.kills",
    "alert": "tests.bench.alert",
    "continuity": "tests.bench.continuity",
    "masking": "tests.bench.masking",
    "coverage": "tests.bench.coverage",
    "drill": "tests.bench.drill",
    "sweeps": "tests.bench.sweeps",
    "world": "tests.bench.world",
    "coverage_screen": "tests.bench.coverage_screen",
    "home": "tests.bench.home",
    "laboratory": "tests.bench.laboratory",
    "cockpit": "tests.bench.cockpit",
    "search": "tests.bench.search",
}
"""Name on the command line → module. Every module listed has ``run(quick)``."""
_PACKAGES = ("numpy", "scipy", "ortools", "icalendar", "streamlit", "releve-cpts")


def machine() -> dict[str, str]:
    """What the figures depend on."""
    facts = {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count()),
        "processor": _processor(),
    }
    return facts | {name: _version(name) for name in _PACKAGES}


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def measure(names: list[str], quick: bool) -> tuple[list[Row], list[str]]:
    """Rows of the sections, in order, and the names of those that failed."""
    rows: list[Row] = []
    failed = []
    for name in names:
        began = time.perf_counter()
        try:
            found = importlib.import_module(SECTIONS[name]).run(quick)
        except Exception:
            traceback.print_exc()
            failed.append(name)
            continue
        show(name, found, time.perf_counter() - began)
        rows += found
    return rows, failed


def show(name: str, rows: list[Row], seconds: float) -> None:
    """One table, readable in a terminal and in a log."""
    print(f"\n{name} ({seconds:.0f} s)")
    wide = max((len(str(row["name"])) for row in rows), default=0)
    for row in rows:
        print(f"  {row['name']!s:<{wide}}  {row['value']!s:>10} {row['unit']!s:<15} {row.get('note', '')}".rstrip())
    sys.stdout.flush()


def main() -> int:
    """Exit 1 when a section failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"among: {', '.join(SECTIONS)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="few seeds and small files, for CI")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write everything there")
    chosen = parser.parse_args()
    unknown = [name for name in chosen.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    facts = machine()
    print("\n".join(f"{name}: {value}" for name, value in facts.items()))
    rows, failed = measure(chosen.sections or list(SECTIONS), chosen.quick)
    if chosen.json:
        document = {"machine": facts, "quick": chosen.quick, "rows": rows, "failed": failed}
        chosen.json.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
