"""What is in the bundles that `make bundle` made: every name at the top, and nothing that does not belong there."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from benchmarks.startup import ENVIRONMENT
from infra import bundle
from infra.bundle import packages

STAGES = ("api", "issuer")
OURS = {"functions", "portal_static", "verifier", "zappa_settings.json"}
ZAPPAS = {"__init__.py", "__pycache__", "durationpy", "handler.py", "zappa", "zappa_settings.py"}
LIBRARIES = {
    "_cffi_backend.so", "attr", "attrs", "blinker", "boto3", "botocore", "cattr", "cattrs", "cffi", "click",
    "cryptography", "dateutil", "defusedxml", "et_xmlfile", "flask", "itsdangerous", "jinja2", "jmespath",
    "markupsafe", "openpyxl", "orjson", "pycparser", "pynamodb", "s3transfer", "six.py", "typing_extensions.py",
    "urllib3", "werkzeug",
}  # fmt: skip
DRAWING = {"PIL", "build", "fontTools", "fpdf", "pillow.libs", "segno"}
FORBIDDEN = {
    "a test": r"(^|/)(tests?/|conftest\.py$|test_)",
    "a key": r"(?<!^botocore/cacert)\.(pem|key)$",
    "Git's": r"(^|/)\.git",
    "a local system's": r"(^|/)\.local/",
    "a developer's package": r"^(pytest|moto|mypy|pip|uv)",
    "an installer's": r"^(setuptools|pkg_resources|wheel|distutils)|/(RECORD|INSTALLER)$",
    "a stub": r"\.pyi$|[_-]stubs/",
    "an operator's program": r"^(infra|benchmarks|bin|docs)/",
    "Zappa's command line": r"^zappa/(cli|core)\.|^troposphere/",
    "a source that was compiled": r"\.(c|h|pyx)$",
    "what one run of Zappa is called": r"package_info",
}


@pytest.fixture(params=STAGES, scope="module")
def stage(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def made(stage: str) -> zipfile.ZipFile:
    with zipfile.ZipFile(bundle.FOLDER / f"{stage}.zip") as opened:
        yield opened


def at_the_top(made: zipfile.ZipFile) -> set[str]:
    """Return the names at the top, those of compiled modules without the interpreter's, and no package's papers."""
    names = {re.sub(r"\.cpython-[^.]*\.so$", ".so", name.partition("/")[0]) for name in made.namelist()}
    return {name for name in names if not name.endswith(".dist-info")}


def test_a_bundle_has_these_names_at_the_top_and_no_other(stage: str, made: zipfile.ZipFile) -> None:
    assert at_the_top(made) == OURS | ZAPPAS | LIBRARIES | (DRAWING if stage == "issuer" else set())


def test_a_bundle_is_what_lambda_takes(stage: str) -> None:
    assert (bundle.FOLDER / f"{stage}.zip").stat().st_size <= bundle.MOST_BYTES


@pytest.mark.parametrize("pattern", FORBIDDEN.values(), ids=FORBIDDEN)
def test_nothing_is_in_a_bundle_that_does_not_belong_there(made: zipfile.ZipFile, pattern: str) -> None:
    assert [name for name in made.namelist() if re.search(pattern, name)] == []


def test_botocore_has_the_services_that_we_call_and_what_it_reads_for_all(made: zipfile.ZipFile) -> None:
    described = {name.split("/")[2] for name in made.namelist() if name.startswith("botocore/data/")}
    general = {"_retry.json", "endpoints.json", "partitions.json", "sdk-default-configuration.json"}
    assert described == packages.SERVICES | general


def test_every_module_is_compiled(made: zipfile.ZipFile) -> None:
    names = set(made.namelist())
    modules = [Path(name) for name in names if name.endswith(".py")]
    tag = sys.implementation.cache_tag
    assert [each for each in modules if f"{each.parent / '__pycache__' / each.stem}.{tag}.pyc" not in names] == []


def test_no_path_of_this_machine_is_in_a_bundle(made: zipfile.ZipFile) -> None:
    here = [str(path).encode() for path in (bundle.ROOT, bundle.ROOT.resolve(), sys.prefix)]
    assert [name for name in made.namelist() if any(path in made.read(name) for path in here)] == []


def test_whoever_asks_is_told_nothing_of_a_crash(made: zipfile.ZipFile) -> None:
    assert b"DEBUG=False" in made.read("zappa_settings.py")


def test_made_again_it_has_the_same_bytes(tmp_path: Path) -> None:
    again = bundle.make("api", out=tmp_path / "again.zip")
    assert again.read_bytes() == (bundle.FOLDER / "api.zip").read_bytes()


STARTS = {
    "api": "import handler; handler.LambdaHandler()",
    "issuer": "from functions.entrypoints import bootstrap, settings; bootstrap.issuer(settings.read())",
}


def test_a_bundle_starts_with_nothing_else_to_import(stage: str, made: zipfile.ZipFile, tmp_path: Path) -> None:
    made.extractall(tmp_path)
    code = f"import sys; sys.path.insert(0, '.'); {STARTS[stage]}"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=tmp_path, env=ENVIRONMENT, check=True)
