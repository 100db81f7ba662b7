"""``releve demo``: a fictional community, its centre staffed and published, and the application open on it."""

from __future__ import annotations

import json
import shutil
import time
from datetime import date, datetime
from datetime import time as wall_time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app import settings
from app.access.actor import COMMAND_LINE
from app.core.clock import PARIS, fixed_clock, system_clock
from app.core.errors import N_, InvalidInput
from app.store.database import Store, open_store
from app.words import LANGUAGES, _, use_language
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from app.core.ids import PersonId
    from app.services.demo.build_demo import Demo

OURS = frozenset(
    {
        "releve.sqlite3",
        "releve.sqlite3-wal",
        "releve.sqlite3-shm",
        "releve.lock",
        "keys",
        "content",
        "backups",
        "valise",
    }
)

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2999, 12, 31)
"""Days a demonstration may stand on: instants are kept as text, whose order holds for years of four digits."""


@click.command("demo")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: settings.read().data / "demo",
    show_default="DATA/demo",
    help="Dossier de la démonstration, refait à chaque fois.",
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Jour de la démonstration (aaaa-mm-jj).")
@click.option(
    "--public-url", default=lambda: settings.read().public_url, help="Adresse publique, écrite dans les liens."
)
@click.option("--no-serve", is_flag=True, help="Monter le dossier, sans ouvrir l’application.")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def command(data: Path, today: datetime | None, public_url: str, no_serve: bool, as_json: bool) -> None:
    """Monter une communauté fictive : un centre affecté et publié sur quatre semaines."""
    started = time.perf_counter()
    base = settings.public_url(public_url)
    day = today.date() if today else datetime.now(PARIS).date()
    if not FIRST_DAY <= day <= LAST_DAY:
        raise InvalidInput(
            N_("--today {day} : la démonstration ne se monte que de {first} à {last}."),
            day=day.isoformat(),
            first=FIRST_DAY.year,
            last=LAST_DAY.year,
        )
    _clear(data)
    clock = fixed_clock(datetime.combine(day, wall_time(9), PARIS)) if today else system_clock
    from app.services.demo.build_demo import build_demo

    # The fictional community speaks French, whoever builds it.
    with use_language(LANGUAGES[0]):
        demo = build_demo(COMMAND_LINE, open_store(data, clock), day)
    report = _report(open_store(data, clock), data, demo, started)
    click.echo(json.dumps(report, ensure_ascii=False) if as_json else _told(report))
    if not no_serve:
        from app.server import serve

        host, port = settings.read().host, settings.read().port
        with use_language(LANGUAGES[0]):
            serve(data, host, port, base, announce=lambda address: click.echo(f"Relève : {address}"))


def _clear(data: Path) -> None:
    """Empty a demo folder; a folder that holds anything else is left alone."""
    held = {path.name for path in data.iterdir()} if data.is_dir() else set()
    if held and not (held <= OURS and _is_demo(data)):
        raise InvalidInput(
            N_("Le dossier {path} n’est pas une démonstration et n’est pas vide : choisissez-en un autre avec --data."),
            path=str(data),
        )
    for name in held:
        path = data / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _is_demo(data: Path) -> bool:
    from app.store import community

    if not (data / "releve.sqlite3").is_file():
        return False
    with open_store(data).folder.locked(), open_store(data).reading() as conn:
        return community.read(conn).demonstration


def _report(store: Store, data: Path, demo: Demo, started: float) -> dict[str, Any]:
    from app.scheduling.staffing.contract import plan_document
    from app.services.demo.build_demo import demo_calendars, demo_page
    from app.services.demo.demo_accounts import create
    from app.services.world.read_horizon import read_horizon

    page = demo_page(COMMAND_LINE, store, demo.centre_id)
    accounts = create(COMMAND_LINE, store, _holder(store, page))
    with store.reading() as conn:
        horizon = read_horizon(store, conn)
    plan = plan_document(demo.plan)
    unfilled: Any = plan["unfilled"]
    return {
        "data": str(data),
        "seats": len(horizon.seats),
        "filled": sum(seat.holder.filled for seat in horizon.seats),
        "levels": plan["levels"],
        "gaps": [{key: gap[key] for key in ("session", "role", "missing", "sentence")} for gap in unfilled],
        "calendars": demo_calendars(COMMAND_LINE, store, demo.centre_id),
        "volunteer_page": page,
        "accounts": accounts,
        "seconds": round(time.perf_counter() - started, 2),
    }


def _holder(store: Store, page: str) -> PersonId | None:
    """Whose page a path opens."""
    from app.access.links import token_hash
    from app.store import links

    with store.reading() as conn:
        link = links.resolve(conn, token_hash(page.rpartition("/")[2]))
    return link.subject.person_id if link else None


def _told(report: dict[str, Any]) -> str:
    lines = [
        _("Démonstration montée en {seconds} s dans {data} : {filled} postes pourvus sur {seats}.").format(
            **{**report, "seconds": spoken_number(report["seconds"])}
        ),
        *(gap["sentence"] for gap in report["gaps"][:5]),
        _("Comptes fictifs, un par rôle :"),
        *(f"  {one['login']}  {one['password']}" for one in report["accounts"]),
    ]
    return "\n".join(lines)
