"""A directory written, read and written again gives the same bytes, whatever is in it.

Two thousand cases: ``HYPOTHESIS_PROFILE=long python -m pytest tests/exports/test_hsds_round_trip.py``.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from desktop.domain.directory_facts import Directory
from desktop.domain.hsds_in import DirectoryReader
from desktop.exports.hsds_package import DirectoryHead, directory_files, zipped
from desktop.imports.hsds_files import read_directory_files
from desktop.services.hsds_schema import Profile
from tests.made_directories import DIRECTORIES, NEEDS, town_of

CASES = 2000 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 25
HEAD = DirectoryHead("Saltmarsh Hub", datetime(2026, 11, 17, 16, 20, 8, tzinfo=UTC))


def _read_back(content: bytes, folder: Path) -> Directory:
    path = folder / "directory.zip"
    path.write_bytes(content)
    found = read_directory_files(path)
    assert found.notes == []
    return DirectoryReader(found.tables, NEEDS, town_of).read().directory


@pytest.mark.parametrize("with_contacts", [True, False])
@pytest.mark.parametrize("profile", list(Profile))
@settings(
    max_examples=CASES,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(directory=DIRECTORIES)
def test_written_read_and_written_again_is_the_same(
    profile: Profile, with_contacts: bool, tmp_path: Path, directory: Directory
) -> None:
    first = directory_files(directory, HEAD, profile, town_of, with_contacts=with_contacts)
    content = zipped(first.files, HEAD.made_at)
    again = directory_files(
        _read_back(content, tmp_path), HEAD, profile, town_of, with_contacts=with_contacts
    )
    assert zipped(again.files, HEAD.made_at) == content
