"""`python -m infra.local run` serves everything at one address until Ctrl-C; `reset` forgets what it kept."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import FrameType

from werkzeug.serving import WSGIRequestHandler, make_server

from infra.emulator import EmulatorError
from infra.local import welcome
from infra.local.place import HOST, Occupied, Place, listen

FOLDER = Path(__file__).parent.parent.parent / ".local"
PORT = 8000
MOST_LOG = 5_000_000
_LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"


class _Quiet(WSGIRequestHandler):
    """Says nothing about requests."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write no line for a request."""


def main(arguments: list[str]) -> int:
    """Run a command; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m infra.local", description=__doc__)
    parser.add_argument("command", choices=("run", "reset"))
    parser.add_argument("--port", type=int, default=PORT, help=f"of the one origin, {PORT} without")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where everything is kept")
    given = parser.parse_args(arguments)
    place = Place(given.folder.resolve())
    try:
        with place.held():
            return run(place, given.port) if given.command == "run" else reset(place)
    except (Occupied, EmulatorError) as error:
        print(error, file=sys.stderr)
        return 1


def reset(place: Place) -> int:
    """Forget data, keys and mail."""
    place.clear()
    print("Everything is forgotten; `make run` starts over.")
    return 0


def run(place: Place, port: int) -> int:
    """Serve until Ctrl-C or SIGTERM, then stop with everything saved."""
    for number in (signal.SIGINT, signal.SIGTERM):  # both: a shell starts background jobs with SIGINT ignored
        signal.signal(number, _interrupt)
    is_first = not place.ready.exists()
    if is_first:
        place.clear()
    log = RotatingFileHandler(place.log, maxBytes=MOST_LOG, backupCount=1, encoding="utf-8")
    logging.basicConfig(handlers=[log], level=logging.WARNING, format=_LINE)
    try:
        with listen(port) as socket:
            print("Making the sample school; this takes a little while ..." if is_first else "Starting ...", flush=True)
            _serve(place, socket.fileno(), f"{HOST}:{socket.getsockname()[1]}")
    except KeyboardInterrupt:
        print("Interrupted before everything had started.")
    return 0


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


def _serve(place: Place, listening: int, host: str) -> None:
    from infra.local import system  # noqa: PLC0415 - slow, and not needed to say that the port is taken

    with system.aws(place) as running:
        whole = system.System(running, place, host)
        server = make_server(HOST, 0, whole.origin, threaded=True, request_handler=_Quiet, fd=listening)
        whole.worker.start()
        try:
            print(welcome.text(f"http://{host}"), flush=True)
            server.serve_forever()  # until KeyboardInterrupt, which it swallows
        finally:
            _hold_out()
            print("\nStopping ...", flush=True)
            whole.worker.stop()
    print("Stopped; everything is saved.")


def _hold_out() -> None:
    """Let a second Ctrl-C not cut the saving short."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
