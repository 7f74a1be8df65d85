"""Writes a package of every kind of file with fixed rows at a fixed moment; run by `test_hash_seeds.py`.

python -m tests.exports.hash_seeds FOLDER
"""

import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

from db.enums import LawfulBasis, Layer
from desktop.domain.directory_facts import Directory, OrganisationFacts, ServiceFacts
from desktop.exports.handover_fields import Preset
from desktop.exports.handover_spec import HandoverSpec
from desktop.exports.hsds_package import DirectoryFiles, DirectoryHead, directory_files
from desktop.exports.package import write_package
from desktop.imports.profiles import built_in
from desktop.services.hsds_schema import Profile
from desktop.ui.handovers.layout_box import layout_of

NOW = datetime(2026, 11, 17, 16, 20, 8, tzinfo=UTC)


def main() -> None:
    """Write the package into the folder named."""
    keys = [str(uuid5(NAMESPACE_DNS, f"person {number}")) for number in range(6)]
    people = [
        {
            "person_id": key,
            "first_name": f"Jean{number}",
            "last_name": "Mallory",
            "contact_number_calls": "+442079460123",
            "contact_email": "jean@example.org",
            "record_status": "active",
            "consent_to_share": "yes",
            "lawful_basis": LawfulBasis.CONSENT,
            "updated_at": NOW,
            "source_reference": "",
            "conditions": "",
        }
        for number, key in enumerate(keys)
    ]
    requests = [
        {
            "request_id": key,
            "person_id": key,
            "received_at": NOW,
            "channel": "phone",
            "on_behalf": "no",
            "help_needed": "food_parcel",
            "urgency": "week",
            "callback_required": "no",
            "status": "new",
            "need_code": "food_parcel",
        }
        for key in keys
    ]
    spec = HandoverSpec(
        "H-1",
        "Saltmarsh Hub",
        "Council",
        "A plan",
        LawfulBasis.CONSENT,
        Preset.FULL_CANONICAL,
        as_folder=True,
        layout=layout_of(built_in("gds-daily-2020")),
    )
    rows = {"people": people, "help_requests": requests, "rota": _rota(keys)}
    write_package(spec, rows, Path(sys.argv[1]), NOW, directory=_directory())


def _rota(keys: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "task_id": key,
            "request_id": key,
            "reference": f"R-{number}",
            "outcode": "QX4",
            "kind": "visit",
            "on_date": date(2026, 11, 18),
            "starts_at": time(9),
            "ends_at": None,
            "sequence": number,
            "is_cancelled": number == 2,
        }
        for number, key in enumerate(keys)
    ]


def _directory() -> DirectoryFiles:
    organisations = tuple(
        OrganisationFacts(f"{number:032x}", f"Group {number}", Layer.OTHER) for number in range(5)
    )
    services = tuple(
        ServiceFacts(
            f"{number + 100:032x}",
            f"{number:032x}",
            "Meals",
            languages=("cy", "pl", "en"),
            food_cultures=("halal", "kosher"),
            needs=("food_parcel", "hot_meal", "shopping"),
        )
        for number in range(5)
    )
    directory = Directory(organisations, services)
    return directory_files(
        directory,
        DirectoryHead("Saltmarsh Hub", NOW),
        Profile.HSDS,
        lambda _postcode: "",
        with_contacts=False,
    )


if __name__ == "__main__":
    main()
