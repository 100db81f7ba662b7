"""The product's server in a process of its own, with one more address: ``/nu``, a bare Starlette route of the same bytes.

    python -m tests.bench.a_server FOLDER FILE      prints its address; serves FILE at /nu

What separates the product's answers from the bare route's is the product: same process, same server, same socket, same run.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from app import server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

BARE = "/nu"


@contextmanager
def served(
    folder: Path, bare: bytes = b"", started: Callable[[int], object] = lambda _pid: None
) -> Iterator[tuple[int, int]]:
    """The port and the process id of a server of ``folder``; it is stopped at the end of the block.

    ``started`` is told the process as soon as there is one.
    """
    file = folder.with_name(f"{folder.name}.nu")
    file.write_bytes(bare)
    command = [sys.executable, "-m", "tests.bench.a_server", str(folder), str(file)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    started(process.pid)
    assert process.stdout is not None
    try:
        address = process.stdout.readline().strip()
        if not address:
            raise RuntimeError("the server did not start")
        yield int(address.rpartition(":")[2]), process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)
        process.stdout.close()


def _serve(folder: Path, file: Path) -> None:
    body, build = file.read_bytes(), server.build

    async def bare(_request: Request) -> Response:
        return Response(body, media_type="text/calendar")

    route = Starlette(routes=[Route(BARE, bare)])

    def with_bare(*given: Any, **named: Any) -> Any:
        product = build(*given, **named)

        async def both(scope: Scope, receive: Receive, send: Send) -> None:
            is_bare = scope["type"] == "http" and scope["path"] == BARE
            await (route if is_bare else product)(scope, receive, send)

        return both

    server.build = with_bare
    server.serve(folder, "127.0.0.1", 0, announce=lambda address: print(address, flush=True))


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), Path(sys.argv[2]))
