"""What the hub was asked to share: decided with reasons, refusals too, and saved with the sharing log."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db.enums import Answer, Role, ShareKind
from db.enums_protection import ShareDecision
from desktop.domain.errors import DomainError, NotAllowed
from desktop.exports.sharing_log_file import make_sharing_log
from desktop.services.base import Actor
from desktop.services.consents import Consents
from desktop.services.hubs import OpenHub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.share_requests import ShareRequests
from desktop.services.sharing_log import Share, SharingFilter, SharingLog
from tests.hostile import MARKUP
from tests.services.conftest import NOW

ASKED = {"asked_by": "Thanet News", "data": "Names of who got parcels", "received_on": date(2026, 11, 2)}


def test_a_no_is_kept_with_why_who_and_when(hub: OpenHub) -> None:
    requests = ShareRequests(hub.tools)
    made = requests.save(hub.actor, "", ASKED).made
    with pytest.raises(DomainError) as caught:
        requests.save(hub.actor, made, {"decision": ShareDecision.REFUSED})
    assert caught.value.field == "why"
    requests.save(hub.actor, made, {"decision": ShareDecision.REFUSED, "why": MARKUP[4]})
    (line,) = requests.all(hub.actor)
    held = line.request
    assert (held.decided_by, held.decided_on, held.why) == ("Priya", date(2026, 11, 17), MARKUP[4])
    requests.save(hub.actor, made, {"decision": ShareDecision.WAITING})
    assert requests.all(hub.actor)[0].request.decided_on is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"asked_by": ""}, "asked_by"),
        ({"data": " "}, "data"),
        ({"received_on": date(2026, 12, 1)}, "received_on"),
    ],
)
def test_who_what_and_when_are_needed(hub: OpenHub, values: dict[str, object], field: str) -> None:
    with pytest.raises(DomainError) as caught:
        ShareRequests(hub.tools).save(hub.actor, "", {**ASKED, **values})
    assert caught.value.field == field


def test_those_to_decide_stand_first(hub: OpenHub) -> None:
    requests = ShareRequests(hub.tools)
    first = requests.save(hub.actor, "", ASKED).made
    done = requests.save(hub.actor, "", {**ASKED, "decision": ShareDecision.SHARED, "why": "Agreed"}).made
    assert [one.id for one in requests.all(hub.actor)] == [first, done]
    with pytest.raises(NotAllowed):
        requests.all(Actor(hub.actor.user_id, "Sam", frozenset({Role.CALL_HANDLER})))


def test_peoples_refusals_are_listed_and_saved_with_the_log(hub: OpenHub, tmp_path: Path) -> None:
    person = People(hub.tools).save(hub.actor, PersonDraft(first_name="=cmd", last_name="Mallory")).made
    to = Organisations(hub.tools).save(hub.actor, OrganisationDraft(name="Thanet Food Link")).made
    consents, requests, log = Consents(hub.tools), ShareRequests(hub.tools), SharingLog(hub.tools)
    yes = consents.record(hub.actor, person, Answer.YES, recipient_id=to, purpose="referral").made
    assert list(requests.refusals(hub.actor)) == []
    consents.withdraw(hub.actor, yes, "Changed her mind")
    consents.record(hub.actor, person, Answer.NO, purpose="help")
    said = [(one.recipient, one.withdrawn_how) for one in requests.refusals(hub.actor)]
    assert sorted(said, key=str) == [("Thanet Food Link", "Changed her mind"), (None, "")]
    requests.save(hub.actor, "", {**ASKED, "decision": ShareDecision.REFUSED, "why": "Nobody agreed"})
    log.record(hub.actor, Share(ShareKind.EXPORT, "Winter", ("name",), 1))
    for ending in ("xlsx", "ods"):
        make_sharing_log(hub.tools, hub.actor, tmp_path / f"log.{ending}", NOW)
    book = load_workbook(tmp_path / "log.xlsx")
    shared, asked, refused = (
        [[cell.value for cell in row] for row in book[name]] for name in book.sheetnames
    )
    assert [row[5] for row in shared[1:]] == ["Winter"]
    assert asked[1][2:5] == ["Thanet News", None, "Names of who got parcels"]
    assert asked[1][7:9] == ["refused", "Nobody agreed"]
    assert {row[2] for row in refused[1:]} == {"Thanet Food Link", "the volunteer who helps"}
    assert len(log.ids(hub.actor, SharingFilter())) == 3
    with pytest.raises(DomainError):
        make_sharing_log(hub.tools, hub.actor, tmp_path / "log.csv", NOW)
