"""The same data and time give the same bytes in every process, however it hashes: no set's order gets out."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _written(folder: Path, seed: str) -> dict[str, bytes]:
    folder.mkdir()
    words = [sys.executable, "-m", "tests.exports.hash_seeds", str(folder)]
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Europe/London" if seed == "1" else "Asia/Tokyo"}
    subprocess.run(words, cwd=ROOT, env=env, check=True, timeout=240, capture_output=True)
    (made,) = folder.iterdir()
    return {
        one.relative_to(made).as_posix(): one.read_bytes() for one in sorted(made.rglob("*")) if one.is_file()
    }


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    first, second = _written(tmp_path / "1", "1"), _written(tmp_path / "2", "4242")
    assert {"sharing-record.pdf", "rota.ics", "contacts.vcf", "handover.ods", "handover.xlsx"} <= set(first)
    assert any(name.startswith("directory/") for name in first)
    assert "people_gds_daily_2020.csv" in first
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []
