"""The path that somebody asked for, put back: Zappa takes its stage's name, `api`, from the beginning of one.

It does so where the host is Amazon's own, as it is behind a CDN, or where there is none (docs/adr/0030).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


def restore_path(environ: WSGIEnvironment) -> None:
    """Make PATH_INFO what it was in the event; a second time it changes nothing."""
    stage = environ.get("SCRIPT_NAME", "")
    if stage and environ.get("lambda.event", {}).get("path", "").startswith(f"{stage}/"):
        environ["PATH_INFO"] = stage + environ["PATH_INFO"]
    environ["SCRIPT_NAME"] = ""
