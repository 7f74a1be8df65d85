"""Only what a distribution asks for goes into the clean environment."""

import os
import subprocess
import sys
from importlib import metadata, util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parent.parent.parent / "installers" / "copy_runtime.py"


@pytest.fixture
def script() -> ModuleType:
    spec = util.spec_from_file_location("copy_runtime_under_test", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_closure_follows_requirements_but_not_extras_or_other_systems(script: ModuleType) -> None:
    found = script.closure("alembic")
    assert {"sqlalchemy", "mako", "markupsafe", "typing-extensions"} <= set(found)
    assert not {"alembic", "tzdata", "pytest", "mypy", "colorama"} & set(found)


def test_an_extra_that_is_asked_for_is_followed(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    wants = {"a": ["b[fast] >= 1"], "b": ["c; extra == 'fast'", "d; extra == 'slow'"], "c": None}
    monkeypatch.setattr(script.metadata, "requires", wants.__getitem__)
    assert script.closure("a") == ["b", "c"]


def test_a_requirement_that_is_not_installed_is_an_exception(script: ModuleType) -> None:
    with pytest.raises(metadata.PackageNotFoundError):
        script.closure("no-such-distribution")


@pytest.mark.parametrize("linked", [True, False])
def test_a_copied_distribution_can_be_imported(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    def refuse(*_paths: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    if not linked:
        monkeypatch.setattr(os, "link", refuse)
    assert script.copy_distribution("mako", tmp_path) > 10
    program = "import sys; sys.path.insert(0, sys.argv[1]); import mako; print(mako.__file__)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert Path(done.stdout.strip()).is_relative_to(tmp_path)


def test_a_folder_that_is_no_environment_is_refused(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["copy_runtime.py", str(tmp_path)])
    assert script.main() == 2
    assert "is not a virtual environment" in capsys.readouterr().err
