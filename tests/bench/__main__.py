"""``python -m tests.bench [--quick] [--json FILE] [--readme] [SECTION…]``: the figures the product states, as tables and JSON.

A section is a module with ``run(quick) -> list[Row]`` (see ``tests.bench.rows``). Medians and ratios are the facts; absolute
times belong to the machine named above the tables. Exit 1 when a section fails or a figure is worse than its bound.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import platform
import sys
import time
import traceback
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import front
from tests.bench.rows import bound_of, is_kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.rows import Row

SECTIONS = (
    "imports",
    "staffing",
    "oracle",
    "peers",
    "nsplib",
    "growth",
    "region",
    "calendars",
    "demo",
    "volunteer",
    "pages",
    "hosts",
    "outbox",
    "kills",
    "faults",
    "alert",
    "continuity",
    "masking",
    "coverage",
    "drill",
    "sweeps",
    "world",
    "coverage_screen",
    "home",
    "laboratory",
    "cockpit",
    "search",
    "screens",
    "sessions",
)
"""Modules of this package, in the order they run: the first tells how much memory its process took at most."""
TOLD_ONLY = frozenset(
    {
        "peers",
        "region",
        "demo",
        "hosts",
        "kills",
        "outbox",
        "faults",
        "alert",
        "continuity",
        "masking",
        "drill",
        "world",
    }
    | {"coverage_screen", "home", "laboratory", "cockpit", "search"}
)
"""Left out of the quick form: seconds of a machine that promise nothing; the region, four hosts and Timefold, which promise
but take minutes; the campaigns of faults, whose series the tests run already."""
QUICK = tuple(name for name in SECTIONS if name not in TOLD_ONLY)
PACKAGES = ("numpy", "scipy", "networkx", "ortools", "icalendar", "starlette", "uvicorn", "streamlit", "releve-cpts")


def machine() -> dict[str, str]:
    """What the figures depend on."""
    facts = {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count()),
        "processor": _processor(),
        "load at start": f"{os.getloadavg()[0]:.1f}",
    }
    return facts | {name: _version(name) for name in PACKAGES}


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def measure(names: Sequence[str], quick: bool) -> tuple[list[Row], list[str]]:
    """Rows of the sections, in order, and the names of those that failed."""
    rows: list[Row] = []
    failed = []
    for name in names:
        # What earlier sections left would be gone through again at each collection of this one.
        gc.collect()
        gc.freeze()
        began = time.perf_counter()
        try:
            found: list[Row] = importlib.import_module(f"tests.bench.{name}").run(quick)
        except Exception:
            traceback.print_exc()
            failed.append(name)
            continue
        show(name, found, time.perf_counter() - began)
        rows += found
    return rows, failed


def _promising(rows: Sequence[Row]) -> set[str]:
    """The sections that hold a bound: one that lost its last would check nothing, and pass."""
    return {row["section"] for row in rows if bound_of(row)}


def show(name: str, rows: list[Row], seconds: float) -> None:
    """One table, readable in a terminal and in a log; what breaks its bound is marked."""
    print(f"\n{name} ({seconds:.0f} s)")
    wide = max((len(str(row["name"])) for row in rows), default=0)
    for row in rows:
        mark = " " if is_kept(row) else "!"
        said = "; ".join(part for part in (row.get("note", ""), bound_of(row)) if part)
        print(f"{mark} {row['name']!s:<{wide}}  {row['value']!s:>10} {row['unit']!s:<15} {said}".rstrip())
    sys.stdout.flush()


def main() -> int:
    """Exit 1 when a section failed or a bound is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"among: {', '.join(SECTIONS)} (default: all)")
    parser.add_argument(
        "--quick", action="store_true", help="most of what has a bound, on few seeds and small files, for CI"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write everything there")
    parser.add_argument("--readme", action="store_true", help="write the figures of this run into the README's table")
    parser.add_argument("--nsplib", type=Path, metavar="FOLDER", help="NSPLib's .nsp and .gen files, read by nsplib")
    chosen = parser.parse_args()
    if chosen.nsplib:
        os.environ["RELEVE_BENCH_NSPLIB"] = str(chosen.nsplib.absolute())
    unknown = [name for name in chosen.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    began, facts = time.perf_counter(), machine()
    print("\n".join(f"{name}: {value}" for name, value in facts.items()))
    rows, failed = measure(chosen.sections or (QUICK if chosen.quick else SECTIONS), chosen.quick)
    broken = [row for row in rows if not is_kept(row)]
    if chosen.quick and not chosen.sections:
        failed += [f"{name} (promises nothing)" for name in QUICK if name not in _promising(rows)]
    seconds = round(time.perf_counter() - began)
    if chosen.json:
        document = {"machine": facts, "quick": chosen.quick, "seconds": seconds, "rows": rows, "failed": failed}
        chosen.json.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if chosen.readme:
        front.write(rows, facts)
    print(
        f"\n{len(rows)} figures in {seconds} s; sections that failed: {', '.join(failed) or 'none'}; bounds broken: {len(broken)}"
    )
    for row in broken:
        print(f"! {row['section']}: {row['name']} = {row['value']} {row['unit']}, promised {bound_of(row)}")
    return 1 if failed or broken else 0


if __name__ == "__main__":
    sys.exit(main())
