"""Shared parts of the export tests: a handover, its rows, and the text of a PDF."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

import pytest

from db.enums import LawfulBasis, Nation
from desktop.exports.handover_spec import HandoverSpec
from desktop.services.hubs import NewHub, OpenHub, open_hub
from tests.blank_hubs import blank_hub

NOW = datetime(2026, 11, 17, 16, 20, 8, tzinfo=UTC)
AREAS = ("Northfold", "Saltmarsh", "Mill Green")


def _id(text: str) -> str:
    return str(uuid5(NAMESPACE_DNS, text))


@pytest.fixture
def now() -> datetime:
    """The time of the handover."""
    return NOW


@pytest.fixture
def spec() -> HandoverSpec:
    """A plan for a council, as the wizard would make it."""
    return HandoverSpec(
        reference="H-0042",
        hub_name="Saltmarsh Hub",
        recipient="Aldermouth District Council",
        purpose="To plan where the winter warm homes van goes.",
        lawful_basis=LawfulBasis.LEGITIMATE_INTERESTS,
        ladcode="E07000999",
        hub_phone="020 7946 0800",
        sender="Priya Nair",
        sender_role="coordinator",
        recipient_team="Public Health",
        recipient_contact="Dr J. Amari",
        recipient_phone="020 7946 0420",
        basis_note="Assessment 4",
        delete_by=date(2027, 3, 31),
        left_out=3,
        log_entry="42",
    )


@pytest.fixture
def source_rows() -> list[dict[str, Any]]:
    """Thirty-nine full rows about made-up people."""
    return [
        {
            "reference": f"R-{i}",
            "area": AREAS[i % 3],
            "postcode": "e81ea",
            "need": "Food parcel",
            "date_of_birth": date(1936 + i, 2, 3),
            "household_size": 1 + i % 4,
            "date_asked": date(2026, 10, 1 + i % 28),
            "first_name": f"Jean{i}",
            "last_name": f"Marlowe{i}",
            "contact_number_calls": f"+4420794600{i:02}",
            "address_line1": f"{i} Ferrygate Close",
            "address_town_city": "Aldermouth",
            "notes": "=1+1",
            "health_notes": "Asthma",
        }
        for i in range(39)
    ]


@pytest.fixture
def full_rows() -> dict[str, list[dict[str, Any]]]:
    """The four whole tables, one of the needs private."""
    people = [
        {
            "person_id": _id(f"person {i}"),
            "first_name": f"Jean{i}",
            "last_name": f"Marlowe{i}",
            "date_of_birth": date(1950, 2, 3),
            "address_postcode": "E8 1EA",
            "ladcode": "E09000012",
            "contact_number_calls": "+442079460123",
            "record_status": "active",
            "consent_to_share": "yes",
            "consent_recorded_at": NOW,
            "lawful_basis": LawfulBasis.CONSENT,
            "updated_at": NOW,
        }
        for i in range(8)
    ]
    requests = [
        {
            "request_id": _id(f"request {i}"),
            "person_id": _id(f"person {i}"),
            "received_at": NOW,
            "channel": "phone",
            "on_behalf": "no",
            "help_needed": "food_parcel",
            "urgency": "week",
            "callback_required": "yes",
            "status": "handed_over",
            "notes": "=HYPERLINK(1)",
        }
        for i in range(8)
    ]
    requests[3]["help_needed"] = "mental_health"
    requests[4].update(need_private=True, help_needed="housing", help_needed_subtype="Refuge")
    return {"people": people, "help_requests": requests, **_afterwards()}


def _afterwards() -> dict[str, list[dict[str, Any]]]:
    return {
        "contact_attempts": [
            {
                "attempt_id": _id("attempt"),
                "request_id": _id("request 1"),
                "attempted_at": NOW,
                "direction": "outbound",
                "channel": "call",
                "outcome": "voicemail",
            }
        ],
        "deliveries": [
            {
                "delivery_id": _id("delivery"),
                "request_id": _id("request 1"),
                "delivery_date": date(2026, 11, 16),
                "outcome_code": "4",
                "comment": "'Twas left on the step",
            }
        ],
        "referrals": [
            {
                "referral_id": _id("referral"),
                "request_id": _id("request 1"),
                "referred_to_organisation_id": _id("organisation"),
                "referred_to_organisation": "Riverbank Advice",
                "referred_at": NOW,
                "service_code": "debt_and_money",
                "reason": "Benefits advice",
                "consent": "yes",
                "status": "acknowledged",
                "response_at": NOW,
            }
        ],
        "rota": [
            {
                "task_id": _id("task"),
                "request_id": _id("request 1"),
                "reference": "R-1",
                "outcode": "E8",
                "kind": "delivery",
                "on_date": date(2026, 11, 18),
                "starts_at": time(10, 30),
                "ends_at": time(11, 0),
                "sequence": 7,
                "is_cancelled": False,
            }
        ],
    }


@pytest.fixture
def pdf_pages() -> Callable[[bytes], list[str]]:
    """Read the words of each page of a PDF."""

    def read(content: bytes) -> list[str]:
        from pypdf import PdfReader

        return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]

    return read


@dataclass
class Clock:
    """A clock that goes on by a second at every look, and by days when told."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def pass_days(self, days: int) -> None:
        """Let days go by."""
        self.moment += timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    """The clock of the hub."""
    return Clock()


@pytest.fixture
def real_hub(tmp_path: Path, clock: Clock) -> Iterator[OpenHub]:
    """A new hub, open for writing."""
    wanted = NewHub("Saltmarsh Hub", Nation.ENGLAND, "QX4 2LB", "020 7946 0800", user_name="Priya")
    blank_hub(tmp_path / "hub", wanted, "seven quiet herons wade")
    opened = open_hub(tmp_path / "hub", "seven quiet herons wade", clock=clock)
    yield opened
    opened.close()
