"""Mission row 9, Leeds LS14: the council's list of referrals comes in, groups own the work, outcomes go out.

The list keeps its columns from the day it comes to the day it goes back; what the hub's own work came to is
what the council reads in it.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from db.enums import CloseReason, Layer
from db.models import Person, Referral, Request, SharingRecord
from desktop.context import AppContext
from desktop.exports.returned_list import Layout, give_back
from desktop.imports.passed_on import Source
from desktop.imports.profiles import built_in
from desktop.imports.run import open_list
from desktop.imports.targets import Kind
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.referral_returns import ReferralReturns
from desktop.services.requests import Requests
from desktop.ui.main_window import MainWindow
from desktop.ui.referrals.incoming_back import BackDialog
from tests.two_hubs import Laptop, laptops
from tests.ui.window import Hands, hands, main, records  # noqa: F401

_HEAD = "Ref,First name,Surname,d.o.b,Help Request Type,Subtype,Postcode,Phone number,Case Note 4\n"
_ENDS = (
    (CloseReason.MET, "Helped"),
    (CloseReason.PARTLY_MET, "Partly helped"),
    (CloseReason.NOT_NEEDED, "Not needed"),
    (CloseReason.COULD_NOT_REACH, "Could not reach"),
    (CloseReason.NO_CAPACITY, "No capacity"),
)


@pytest.fixture
def seacroft(tmp_path: Path) -> Iterator[Laptop]:
    """The hub that ten groups work from."""
    with laptops(tmp_path, "Seacroft Hub") as (one,):
        yield one


def test_the_councils_list_goes_back_with_what_the_groups_did(seacroft: Laptop) -> None:
    hub = seacroft
    council = hub.body("City Council", Layer.STATUTORY)
    path = hub.desk / "referrals.csv"
    rows = "".join(
        f"LS14-{n:03},Name{n},Surname{n},0{n % 9 + 1}/04/1950,Shopping,,"
        f"QX4 2LB,020 7946 0{100 + n},Note {n}\n"
        for n in range(12)
    )
    path.write_text(_HEAD + rows, encoding="utf-8")
    source = open_list(path, Kind.REQUESTS)
    assert source.column_map.profile == "hackney-generic-requests"
    hub.take_list(source, Source(council))
    hub.take_list(open_list(path, Kind.REQUESTS), Source(council))
    assert _count(hub) == 12, "the same list a second time"

    with hub.hub.store.read() as session:
        asked = session.query(Request.id).join(Person, Person.id == Request.person_id)
        keys = [row[0] for row in asked.order_by(Person.number)]
    for key, (reason, _) in zip(keys, _ENDS, strict=False):
        Requests(hub.hub.tools).close(hub.hub.actor, key, reason, "")

    service = ReferralReturns(hub.hub.tools)
    batch = service.lists(hub.hub.actor)[-1][0]
    wanted = built_in("hackney-generic-requests").returned
    codes = {name: dict(words) for name, words in wanted.codes.items()}
    layout = Layout(dict(wanted.columns), codes, wanted.most_rows)
    whole = service.gather(hub.hub.actor, batch)
    _, (back,) = give_back(hub.hub.tools, hub.hub.actor, whole, layout, hub.desk / "outcomes.csv")
    with back.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert list(found[0])[:9] == _HEAD.strip().split(",")
    assert [row["Ref"] for row in found] == [f"LS14-{n:03}" for n in range(12)]
    assert [row["Phone number"] for row in found] == [f"020 7946 0{100 + n}" for n in range(12)]
    assert [row["Hub outcome"] for row in found[:5]] == [words for _, words in _ENDS]
    assert {row["Hub status"] for row in found[5:]} == {"Received"}
    with hub.hub.store.read() as session:
        assert session.query(SharingRecord).one().recipient_name == "City Council"


def test_the_list_comes_in_and_goes_back_through_the_window(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    hands: Hands,  # noqa: F811
    settle: Callable[[], None],
    tmp_path: Path,
) -> None:
    body = OrganisationDraft(name="City Council", layer=Layer.STATUTORY)
    council = context.service(Organisations).save(context.actor, body).made
    path, back = tmp_path / "referrals.csv", tmp_path / "outcomes.csv"
    row = "LS14-{n:03},Name{n},Surname{n},01/04/1950,Shopping,,QX4 2LB,020 7946 0{phone},Note {n}\n"
    path.write_text(_HEAD + "".join(row.format(n=n, phone=100 + n) for n in range(5)), encoding="utf-8")

    wizard: Any = main.shell.go_to("imports")
    settle()
    wizard.file_step.kind.set_value(Kind.REQUESTS)
    wizard.file_step.passed_by.set_value(council)
    wizard.file_step.set_file(str(path))
    settle()
    for _ in range(3):
        wizard.next.click()
        settle()

    with context.hub.store.read() as session:
        listed = session.query(Referral.request_id).filter(Referral.batch.is_not(None))
        keys = [str(found[0]) for found in listed.order_by(Referral.number)]
    for key, (reason, _) in zip(keys, _ENDS, strict=True):
        context.service(Requests).close(context.actor, key, reason, "")

    hands.open("coming in")
    settle()
    page: Any = main.shell.page()
    page.ask_list()
    settle()
    (dialog,) = [one for one in page.findChildren(BackDialog) if one.isVisible()]
    assert dialog.back is not None
    assert [row[10] for row in dialog.back.laid_out.rows] == [words for _, words in _ENDS]
    dialog.primary.click()
    settle()
    (where,) = [one for one in page.findChildren(QFileDialog) if one.isVisible()]
    where.fileSelected.emit(str(back))
    where.close()
    settle()
    with back.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert list(found[0])[:9] == _HEAD.strip().split(",")
    assert [one["Ref"] for one in found] == [f"LS14-{n:03}" for n in range(5)]
    assert [one["Hub outcome"] for one in found] == [words for _, words in _ENDS]
    with context.hub.store.read() as session:
        assert session.query(SharingRecord).one().recipient_name == "City Council"


def _count(hub: Laptop) -> int:
    with hub.hub.store.read() as session:
        return session.query(Referral).count()
