"""The whole spine by the command line: a council's file in, a verified handover out."""

import csv
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[1]
PASSPHRASE = "seven quiet herons wade"
COUNCIL_FILE = (
    "Timestamp,Reference,LocalAuthorityDistrict,FirstName,MiddleName,LastName,Address1,Address2,Address3,"
    "Address4,Address5,Postcode,Phone,Mobile,IVRPhone,IVRMobile,Email,ReceivedLetter,MedicalConditions,"
    "NHSNumber,ID,DateOfBirth,EssentialSupplies,DietaryRequirements,BasicCareNeedsMet,CarrySupplies"
)


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Runs a command; gives its exit code and its JSON."""
    environment = {
        **os.environ,
        "HUBKEEPER_DATA": str(tmp_path / "data"),
        "HUBKEEPER_PASSPHRASE": PASSPHRASE,
        "PYTHONUTF8": "1",
    }

    def call(*words: str, expect: int | tuple[int, ...] = 0) -> Any:
        done = subprocess.run(
            [sys.executable, "-m", "desktop", *words, "--json"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        expected = (expect,) if isinstance(expect, int) else expect
        assert done.returncode in expected, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return json.loads(done.stdout) if done.stdout.strip() else None

    return call


def council_file(path: Path) -> None:
    """A day's file in the 2020 layout: a repeated person, a spoilt row, names that spreadsheets mangle."""
    people = [
        ("1", "Siân", "O'Neill", "1 Test Street", "E8 1EA", "02079460001", "No", "12/03/1948"),
        ("2", "=cmd|' /C calc'!A0", "Smith", "2 Test Street", "E8 1EB", "7700900123.0", "No", "01/02/1950"),
        ("3", "Łukasz", "Żółć", "3 Test Street", "E8 2AA", "+44 20 7946 0003", "Yes", "31/12/1961"),
        ("1", "Siân", "O'Neill", "1 Test Street", "E8 1EA", "02079460009", "No", "12/03/1948"),
        ("4", "", "", "", "", "", "No", ""),
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COUNCIL_FILE.split(","))
        writer.writeheader()
        for number, (key, first, last, line, postcode, phone, supplied, born) in enumerate(people):
            writer.writerow(
                {
                    "Timestamp": f"2026-11-16T09:0{number}:00Z",
                    "ID": key,
                    "FirstName": first,
                    "LastName": last,
                    "Address1": line,
                    "Postcode": postcode,
                    "Phone": phone,
                    "EssentialSupplies": supplied,
                    "DateOfBirth": born,
                }
            )


def test_a_councils_file_goes_in_and_a_verified_handover_comes_out(run: Any, tmp_path: Path) -> None:
    hub = str(tmp_path / "hub")
    made = run("hub", "create", hub, "--name", "Test Hub", "--nation", "england", "--postcode", "E8 1EA")
    assert len(made["recovery_words"]) >= 12
    file = tmp_path / "20261116090000.csv"
    council_file(file)
    dry = run("import", "people", str(file), "--hub", hub, "--dry-run", expect=1)
    assert run("hub", "info", hub)["people"] == 0
    rejects = tmp_path / "rejects.csv"
    run("import", "people", str(file), "--hub", hub, "--rejects", str(rejects), expect=1)
    assert dry["new"] == 3
    assert rejects.is_file()
    info = run("hub", "info", hub)
    assert info["people"] == 3
    out = tmp_path / "people.csv"
    run("export", "people", "--hub", hub, "--out", str(out))
    text = out.read_text(encoding="utf-8")
    assert "+442079460003" in text
    assert "+447700900123" in text
    assert "Łukasz" in text
    assert "\n=cmd" not in text
    assert run("hub", "check", hub)["ok"]


def test_the_demonstration_runs_a_day(run: Any, tmp_path: Path) -> None:
    hub = str(tmp_path / "demo")
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    run("demo", hub, "--people", "200", "--passphrase-file", str(secret))
    assert run("hub", "info", hub)["people"] == 200
    given = run("match", "--hub", hub, "--all", "--assign", expect=(0, 1))
    assert given["assigned"] > 0
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    run("round", "plan", "--hub", hub, "--date", tomorrow)
    rounds = run("round", "list", "--hub", hub)
    reference = next(iter(_references(rounds)))
    sheet = tmp_path / "sheet.pdf"
    run("round", "print", "--hub", hub, "--round", reference, "--out", str(sheet), expect=(0, 1))
    assert "Return slip" in "".join(page.extract_text() for page in PdfReader(sheet).pages)
    password = tmp_path / "password.txt"
    password.write_text("heron-lamp-47\n", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    words = ("--recipient", "Riverbank Council", "--purpose", "To plan the winter van", "--basis", "consent")
    words += ("--hub", hub, "--out", str(out), "--password-file", str(password))
    run("handover", "create", *words, expect=2)  # so many people take two
    run("handover", "create", *words, "--signed-by", "Jo Marsh, parish clerk")
    (package,) = out.iterdir()
    assert run("handover", "verify", str(package), "--password-file", str(password))["ok"]
    assert not run("handover", "verify", str(package), expect=1)["ok"]
    (tmp_path / "store").mkdir()
    (backup,) = run("backup", "--hub", hub, "--out", str(tmp_path / "store"))["files"]
    restored = run("restore", backup, "--to", str(tmp_path / "again"))
    assert restored["name"] == "Saltmarsh Hub"
    assert run("hub", "check", str(tmp_path / "again"))["ok"]
    assert reference.startswith("S-")


def _references(found: Any) -> list[str]:
    rows = found if isinstance(found, list) else next(v for v in found.values() if isinstance(v, list))
    return [row.get("reference") or row.get("round") or row.get("sheet") for row in rows]
