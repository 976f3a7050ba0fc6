"""What gets into a bundle is chosen by rules, and the same files give the same bytes."""

from __future__ import annotations

import ast
import marshal
import re
import zipfile
from pathlib import Path

import pytest

from infra import bundle
from infra.bundle import archive, packages

ROOT = Path(__file__).parents[3]
NAMES = re.compile(r"^([a-z0-9.-]+)==", re.MULTILINE)


def test_a_bundle_has_the_packages_of_the_service_and_what_zappas_handler_imports() -> None:
    service = set(NAMES.findall((ROOT / "requirements/runtime.txt").read_text(encoding="utf-8")))
    assert set(NAMES.findall(packages.requirements())) == service | {"zappa", "durationpy"}


@pytest.mark.parametrize("name", ["pip", "setuptools", "troposphere", "pytest", "boto3-stubs", "pylopdf-fonts-zh-cn"])
def test_what_only_operators_and_developers_use_is_not_locked_for_a_bundle(name: str) -> None:
    assert name not in NAMES.findall(packages.requirements())


def test_every_package_is_locked_by_its_hashes() -> None:
    entries = re.split(r"^(?=[a-z])", packages.requirements(), flags=re.MULTILINE)[1:]
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def services() -> set[str]:
    """Return the services for which the code makes a client, and the table's."""
    calls = (node for path in (ROOT / "functions").rglob("*.py") for node in ast.walk(ast.parse(path.read_bytes()))
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))  # fmt: skip
    made = (call.args[0] for call in calls if call.func.attr in {"to", "client"} and call.args)
    return {"dynamodb"} | {name.value for name in made if isinstance(name, ast.Constant)}


def test_botocore_keeps_the_services_that_we_call_and_no_other() -> None:
    assert services() == packages.SERVICES


STAYS = (
    "boto3/session.py", "botocore/data/endpoints.json", "botocore/data/partitions.json", "botocore/data/_retry.json",
    "botocore/data/kms/2014-11-01/service-2.json.gz", "zappa/handler.py", "zappa/wsgi.py", "fontTools/ttLib/sfnt.py",
    "flask-3.1.3.dist-info/METADATA", "flask-3.1.3.dist-info/licenses/LICENSE.txt", "PIL/_imaging.so",
    "pillow.libs/libtiff.so",
)  # fmt: skip
GOES = (
    "bin/flask", ".lock", "share/man/man1/ttx.1", "boto3/examples/s3.rst", "boto3/data/s3/2006-03-01/resources-1.json",
    "botocore/data/ec2/2016-11-15/service-2.json.gz", "botocore/data/kms/2014-11-01/examples-1.json",
    "zappa/cli.py", "zappa/core.py", "zappa/ext/django_zappa.py", "fontTools/misc/bezierTools.so", "PIL/_avif.so",
    "pillow.libs/libavif-0.so", "markupsafe/_speedups.pyi", "markupsafe/_speedups.c", "flask-3.1.3.dist-info/RECORD",
    "flask-3.1.3.dist-info/INSTALLER", "flask-3.1.3.dist-info/entry_points.txt",
)  # fmt: skip


def test_what_the_service_never_loads_is_cut_and_nothing_else(tmp_path: Path) -> None:
    for name in STAYS + GOES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    packages.cut(tmp_path)
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == set(STAYS)


FILES = {"a.py": "X = {'a', 'b', 'c'}\n", "b/c.py": "def f():\n    return X\n", "b/d.json": "{}"}


def packaged(path: Path, names: list[str], run: str) -> Path:
    """Write what Zappa would have packaged in one run."""
    with zipfile.ZipFile(path, "w") as made:
        for name in names:
            made.writestr(zipfile.ZipInfo(name, (2026, 11, 21, 12, len(run), 0)), FILES[name])
        made.writestr("package_info.json", run)
    return path


def test_the_same_files_give_the_same_bytes_whenever_and_wherever_they_arepackaged(tmp_path: Path) -> None:
    made = []
    for run, names in {"first": list(FILES), "another": list(reversed(FILES))}.items():
        target = tmp_path / f"{run}.zip"
        archive.rewrite(packaged(tmp_path / f"{run}-packaged.zip", names, run), tmp_path / run, target)
        made.append(target.read_bytes())
    assert made[0] == made[1]


def test_modules_are_compiled_for_where_lambda_unpacks_them_and_never_compared_with_their_time(tmp_path: Path) -> None:
    archive.rewrite(packaged(tmp_path / "packaged.zip", list(FILES), "x"), tmp_path / "content", tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as made:
        (compiled,) = (name for name in made.namelist() if name.startswith("b/__pycache__/c."))
        content = made.read(compiled)
        assert {name for name in made.namelist() if "__pycache__" not in name} == set(FILES)
    assert content[4:8] == b"\x01\0\0\0"  # PEP 552: by hash, unchecked
    assert marshal.loads(content[16:]).co_filename == "/var/task/b/c.py"


@pytest.fixture
def zappa_gives(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    made = packaged(tmp_path / "packaged.zip", list(FILES), "x")
    monkeypatch.setattr(bundle, "packaged", lambda *_: made)
    monkeypatch.setattr(bundle, "_project", lambda *_: tmp_path)
    monkeypatch.setattr(packages, "environment", lambda _: tmp_path)
    return tmp_path / "out.zip"


@pytest.fixture
def made_of(zappa_gives: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[str]]:
    """Give a checkout with one source, and the stages that were packaged from it."""
    folder, stages = zappa_gives.parent, []
    packaged = bundle.packaged
    monkeypatch.setattr(bundle, "packaged", lambda stage, *rest: stages.append(stage) or packaged(stage, *rest))
    (folder / "functions/__pycache__").mkdir(parents=True)
    (folder / "functions/a.py").write_text("X = 1", "utf-8")
    (folder / "zappa_settings.json").write_text("{}", "utf-8")
    for name, value in {
        "ROOT": folder, "FOLDER": folder / "bundles", "SETTINGS": folder / "zappa_settings.json",
        "PROJECT": ("functions",), "__file__": str(folder / "zappa_settings.json"),
    }.items():  # fmt: skip
        monkeypatch.setattr(bundle, name, value)
    return folder, stages


def test_what_is_made_from_the_same_sources_is_made_once(made_of: tuple[Path, list[str]]) -> None:
    folder, stages = made_of
    first = bundle.current("api").read_bytes()
    (folder / "functions/__pycache__/a.pyc").write_bytes(b"compiled")
    assert bundle.current("api").read_bytes() == first
    bundle.current("issuer")
    assert stages == ["api", "issuer"]


OTHER_SOURCES: dict[str, tuple[str, str | None]] = {
    "a module that changed": ("functions/a.py", "X = 2"),
    "a module more": ("functions/b.py", ""),
    "a module less": ("functions/a.py", None),
    "the settings": ("zappa_settings.json", "{ }"),
    "a bundle that somebody changed": ("bundles/api.zip", "no archive"),
    "a bundle that is gone": ("bundles/api.zip", None),
    "a bundle of unknown sources": ("bundles/api.made-from", None),
}


@pytest.mark.parametrize(("name", "text"), OTHER_SOURCES.values(), ids=OTHER_SOURCES)
def test_what_is_made_from_other_sources_is_made_again(
    made_of: tuple[Path, list[str]], name: str, text: str | None
) -> None:
    folder, stages = made_of
    bundle.current("api")
    (folder / name).unlink() if text is None else (folder / name).write_text(text, "utf-8")
    with zipfile.ZipFile(bundle.current("api")) as made:
        assert "a.py" in made.namelist()
    assert stages == ["api", "api"]


def test_other_packages_make_it_again(made_of: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    bundle.current("api")
    monkeypatch.setattr(packages, "VERSION", "3.99")
    bundle.current("api")
    assert made_of[1] == ["api", "api"]


def test_a_bundle_that_lambda_does_not_take_is_refused_with_its_size(zappa_gives: Path, monkeypatch) -> None:
    monkeypatch.setattr(bundle, "MOST_BYTES", 100)
    with pytest.raises(bundle.BundleError, match=r"^out\.zip has [0-9,]+ bytes, [0-9,]+ more than Lambda takes$"):
        bundle.make("api", out=zappa_gives)


def test_a_refused_bundle_leaves_the_one_before(zappa_gives: Path, monkeypatch) -> None:
    before = bundle.make("api", out=zappa_gives).read_bytes()
    monkeypatch.setattr(bundle, "MOST_BYTES", len(before) - 1)
    with pytest.raises(bundle.BundleError):
        bundle.make("api", out=zappa_gives)
    assert zappa_gives.read_bytes() == before


def test_a_stage_that_the_settings_do_not_know_is_refused_with_what_zappa_says(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(bundle, "PROJECT", ("verifier/__init__.py",))
    monkeypatch.setattr(packages, "environment", lambda _: tmp_path)
    with pytest.raises(bundle.BundleError, match="Please define stage 'nobody'"):
        bundle.make("nobody", out=tmp_path / "out.zip")
