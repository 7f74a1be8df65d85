"""Files made aside: in their place when all is well, and otherwise as if nothing had been."""

import errno
import tempfile
from pathlib import Path

import pytest

from db.errors import DiskFull
from desktop.domain.errors import DomainError
from desktop.exports.staging import staging


def test_a_finished_file_takes_its_place_and_the_old_one_goes(tmp_path: Path) -> None:
    final = tmp_path / "list.csv"
    final.write_text("old", encoding="utf-8")
    with staging(tmp_path) as aside:
        made = aside.folder / "made"
        made.write_text("new", encoding="utf-8")
        aside.place(made, final)
    assert final.read_text(encoding="utf-8") == "new"
    assert [one.name for one in tmp_path.iterdir()] == ["list.csv"]


def test_a_folder_put_in_place_is_taken_back_when_something_goes_wrong(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), staging(tmp_path) as aside:
        made = aside.folder / "made"
        made.mkdir()
        aside.place(made, tmp_path / "package")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_the_old_file_is_put_back_when_something_goes_wrong(tmp_path: Path) -> None:
    final = tmp_path / "list.csv"
    final.write_text("old", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), staging(tmp_path) as aside:
        made = aside.folder / "made"
        made.write_text("new", encoding="utf-8")
        aside.place(made, final)
        raise ZeroDivisionError
    assert final.read_text(encoding="utf-8") == "old"


def test_a_place_that_will_not_do_is_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DomainError, match="no folder"), staging(tmp_path / "nowhere"):
        pass

    def full(**_where: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(DiskFull), staging(tmp_path):
        pass
