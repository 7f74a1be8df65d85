"""Our short description of the tables says what the standard's own says, and what we write fits that one.

The standard's files are no part of the repository; where they do not lie beside it, this is skipped.
"""

import json
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.exports.hsds_package import DirectoryHead, directory_files
from desktop.services.hsds_schema import Profile, hsds_tables
from tests.made_directories import town_of, whole_directory

STANDARDS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "standards"
FILES = {
    Profile.HSDS: STANDARDS / "hsds-3.0-datapackage.json",
    Profile.UK: STANDARDS / "oruk-uk-profile-3.0-datapackage.json",
}
OWN_SLIPS = {("service_area", "service_area"), ("accessibility", "accessibility"), ("taxonomy_term", "term")}
"""Columns the UK profile repeats the table's own name in; nobody fills them."""

pytestmark = pytest.mark.skipif(
    not all(map(Path.exists, FILES.values())),
    reason="the standard's own files do not lie beside the repository",
)


def _described(profile: Profile) -> list[dict[str, Any]]:
    return list(json.loads(FILES[profile].read_text())["resources"])


@pytest.mark.parametrize("profile", list(Profile))
def test_names_types_and_constraints_are_the_standards_own(profile: Profile) -> None:
    ours = {one.file: one for one in hsds_tables(profile)}
    for table in _described(profile):
        fields = {one.name: one for one in ours[table["path"]].fields}
        for field in table["schema"]["fields"]:
            if (table["name"], field["name"]) in OWN_SLIPS:
                continue
            one, stated = fields.pop(field["name"]), field.get("constraints", {})
            assert one.required == bool(stated.get("required")), field
            assert list(one.enum) == stated.get("enum", []), field
            assert one.kind in (field.get("format"), field["type"]), field
        assert not fields, table["name"]
    assert set(ours) == {table["path"] for table in _described(profile)}


@pytest.mark.parametrize("profile", list(Profile))
def test_what_we_write_is_valid_by_the_standards_own_schema(profile: Profile, tmp_path: Path) -> None:
    head = DirectoryHead("Saltmarsh Hub", datetime(2026, 11, 17, tzinfo=UTC))
    made = directory_files(whole_directory(), head, profile, town_of, with_contacts=True)
    for name, content in made.files.items():
        (tmp_path / name).write_bytes(content)
    package = {"profile": "tabular-data-package", "resources": []}
    written = [table for table in _described(profile) if table["path"] in made.files]
    for table in written:
        schema = table["schema"]
        names = {one["name"] for one in written}
        keys = schema.get("foreignKeys", [])
        schema["foreignKeys"] = [key for key in keys if key["reference"]["resource"] in names]
        schema["fields"] = [f for f in schema["fields"] if (table["name"], f["name"]) not in OWN_SLIPS]
        package["resources"].append(table)  # type: ignore[attr-defined]
    (tmp_path / "theirs.json").write_text(json.dumps(package))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package

        report = Package(str(tmp_path / "theirs.json")).validate()
    assert report.valid, report.flatten(["type", "note"])[:5]
    assert len(written) >= 10
