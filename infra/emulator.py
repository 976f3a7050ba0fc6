"""MiniStack, the local AWS, as a child process on a free loopback port with its state in one folder.

1. MiniStack writes its state only when it stops cleanly (SIGINT). The child therefore stops cleanly when its standard
   input closes: on `stop`, and when the parent dies in whatever way. A Ctrl-C of the terminal reaches only the parent.
2. One emulator for each folder: the child holds a lock on it for as long as it lives.
3. `start` returns when the child answers, and otherwise raises `EmulatorError` with the last lines of its log.
4. Sent mail is kept in the folder before MiniStack stops (infra/mailbox.py).
"""

from __future__ import annotations

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import IO, Any

from infra import mailbox

SERVICES = (
    "apigateway,cloudformation,cloudfront,cloudwatch,dynamodb,dynamodbstreams,events,iam,kms,lambda,logs,s3,scheduler,"
    "secretsmanager,ses,sns,sqs,ssm,sts"
)
REGION = "cn-north-1"
START_SECONDS = 60.0
STOP_SECONDS = 60.0
POLL_SECONDS = 0.05


class EmulatorError(Exception):
    """The emulator did not start, died, or another one holds its folder; the text says which."""


@dataclass(frozen=True, slots=True)
class Emulator:
    """A running MiniStack: `endpoint_url` is what boto3 takes, `state_dir` holds everything it keeps."""

    endpoint_url: str
    process: subprocess.Popen[bytes]
    state_dir: Path

    def stop(self) -> None:
        """Stop MiniStack and wait until it has saved its state; raise EmulatorError if it did not."""
        _close(self.process)
        if self.process.returncode:
            raise EmulatorError(_obituary(self.process, self.state_dir))

    def mailbox(self) -> list[dict[str, Any]]:
        """Return the messages sent through SES since the folder was made, as mailbox.messages gives them."""
        return mailbox.messages(self.state_dir, _get(self.endpoint_url, mailbox.SENT))


def start(state_dir: Path, region: str = REGION) -> Emulator:
    """Start MiniStack over the state in `state_dir`, which is made if need be; return it when it answers.

    Raise EmulatorError when another emulator uses the folder, the child dies, or START_SECONDS pass.
    """
    state_dir = state_dir.resolve()
    (state_dir / "tmp").mkdir(parents=True, exist_ok=True)
    with (state_dir / "lock").open("a") as lock, (state_dir / "emulator.log").open("ab") as log:
        _take(lock, state_dir)
        port = _free_port()
        process = _spawn(state_dir, port, lock, log, _environment(state_dir, region, port))
    emulator = Emulator(_endpoint(port), process, state_dir)
    _await_ready(emulator)
    return emulator


def _take(lock: IO[str], state_dir: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise EmulatorError(f"another emulator is using {state_dir}: stop it first") from error


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _endpoint(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def _environment(state_dir: Path, region: str, port: int) -> dict[str, str]:
    return os.environ | {
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_REGION": region,
        "PERSIST_STATE": "1",
        "S3_DATA_DIR": str(state_dir / "s3"),
        "S3_PERSIST": "1",
        "SERVICES": SERVICES,
        "STATE_DIR": str(state_dir / "services"),
        "TMPDIR": str(state_dir / "tmp"),
    }


def _spawn(
    state_dir: Path, port: int, lock: IO[str], log: IO[bytes], environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "infra.emulator", str(state_dir), str(port)],
        cwd=Path(__file__).parent.parent,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        pass_fds=[lock.fileno()],
        start_new_session=True,
    )


def _await_ready(emulator: Emulator) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _is_ready(emulator.endpoint_url):
        if emulator.process.poll() is not None or time.monotonic() > deadline:
            _close(emulator.process)
            raise EmulatorError(_obituary(emulator.process, emulator.state_dir))
        time.sleep(POLL_SECONDS)


def _is_ready(endpoint_url: str) -> bool:
    try:
        _get(endpoint_url, "/_ministack/ready")
    except (OSError, http.client.HTTPException):
        return False
    return True


def _get(endpoint_url: str, path: str) -> bytes:
    connection = http.client.HTTPConnection(endpoint_url.removeprefix("http://"), timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        if answer.status != HTTPStatus.OK:
            raise http.client.HTTPException(f"{path} answered {answer.status}")
        return answer.read()
    finally:
        connection.close()


def _close(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _obituary(process: subprocess.Popen[bytes], state_dir: Path) -> str:
    log = state_dir / "emulator.log"
    last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
    return "\n".join([f"MiniStack ended with exit code {process.returncode}; from {log}:", *last])


def _stop_with_parent(state_dir: Path, port: int) -> None:
    sys.stdin.buffer.read()
    try:
        mailbox.keep(state_dir, _get(_endpoint(port), mailbox.SENT))
    finally:
        os.kill(os.getpid(), signal.SIGINT)


def main(state_dir: str, port: str) -> None:
    """Run MiniStack in this process until standard input closes."""
    from ministack.app import main as ministack  # noqa: PLC0415 - its import reads the environment and takes a second

    threading.Thread(target=_stop_with_parent, args=(Path(state_dir), int(port)), daemon=True).start()
    sys.argv = ["ministack"]
    ministack()


if __name__ == "__main__":
    main(*sys.argv[1:])
