"""The list of referrals out of the hub: what is on screen, private needs and their recipients hidden."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from db.enums import Answer, Layer, Nation, ShareKind
from db.enums_referrals import SentHow, StepKind
from db.queries.sharing import SharingFilter
from desktop.domain.errors import NeedsSecond
from desktop.exports.make_list import ListPlan, draw_list, make_list, record_list
from desktop.services.hubs import NewHub, OpenHub, open_hub
from desktop.services.lists import ListKind, Lists
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.referral_replies import ReferralReplies, Reply
from desktop.services.referral_sending import ReferralSending, SendingDraft
from desktop.services.referrals import ReferralDraft, Referrals
from desktop.services.sharing_log import Share, SharingLog
from tests.blank_hubs import blank_hub
from tests.hostile import FORMULAS

NOW = datetime(2026, 11, 17, 16, 20, 8, tzinfo=UTC)
PASSPHRASE = "seven quiet herons wade"
ENDINGS = (".csv", ".xlsx", ".ods", ".pdf")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[OpenHub]:
    wanted = NewHub("Saltmarsh Hub", Nation.ENGLAND, user_name="Priya", is_demo=True)
    blank_hub(tmp_path / "hub", wanted, PASSPHRASE)
    opened = open_hub(tmp_path / "hub", PASSPHRASE, clock=lambda: NOW)
    yield opened
    opened.close()


def body(hub: OpenHub, name: str) -> str:
    return Organisations(hub.tools).save(hub.actor, OrganisationDraft(name, Layer.STATUTORY)).made


def passed(hub: OpenHub, to: str, need: str = "shopping", name: str = "Jean", **more: object) -> str:
    """A referral that went, agreed to."""
    person = People(hub.tools).save(hub.actor, PersonDraft(name, last_name="Mallory")).made
    draft = ReferralDraft(to, person, need, agreed=Answer.YES, **more)  # type: ignore[arg-type]
    key = Referrals(hub.tools).save(hub.actor, draft).made
    ReferralSending(hub.tools).send(hub.actor, key, SendingDraft(SentHow.BY_HAND))
    return key


def plan(hub: OpenHub, *columns: str) -> ListPlan:
    kind = ListKind.REFERRALS
    return ListPlan(kind, Lists(hub.tools).all_ids(hub.actor, kind), columns, title="Referrals")


def shares(hub: OpenHub) -> list[Share]:
    log = SharingLog(hub.tools)
    return [log.get(hub.actor, key).share for key in log.ids(hub.actor, SharingFilter())]


def test_referrals_leave_with_where_each_stands_and_are_recorded(hub: OpenHub, tmp_path: Path) -> None:
    key = passed(hub, body(hub, "Aldermouth District Council"), introducer="Oona Marsh", to_team="Housing")
    ReferralReplies(hub.tools).record(hub.actor, key, Reply(StepKind.ACKNOWLEDGED, who="Marcus Thorne"))
    path = tmp_path / "referrals.csv"
    made = make_list(hub.tools, hub.actor, plan(hub), path, NOW)
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert made.rows == 1
    assert (row["reference"], row["direction"], row["status"]) == ("F-1", "out", "acknowledged")
    assert (row["organisation"], row["team"]) == ("Aldermouth District Council", "Housing")
    assert (row["need"], row["first_name"], row["last_name"]) == ("Shopping", "Jean", "Mallory")
    assert (row["sent_on"], row["acknowledged_on"]) == ("2026-11-17", "2026-11-17")
    assert (row["chase_on"], row["closed_on"], row["introducer"]) == ("2026-11-23", "", "Oona Marsh")
    (share,) = shares(hub)
    assert (share.kind, share.people_count, share.file_name) == (ShareKind.EXPORT, 1, "referrals.csv")
    assert "their_reference" in share.fields


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_private_need_and_whom_it_went_to_stay_behind(hub: OpenHub, tmp_path: Path, ending: str) -> None:
    passed(hub, body(hub, "Wharf Refuge"), "domestic_abuse", words="He hits her", to_team="Refuge desk")
    path = tmp_path / f"referrals{ending}"
    make_list(hub.tools, hub.actor, plan(hub), path, NOW)
    words = _words_of(path)
    assert "Private need" in words
    assert "Mallory" in words
    for told in ("Refuge", "buse", "hits"):
        assert told not in words


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_no_text_is_a_formula_in_a_file(hub: OpenHub, tmp_path: Path, ending: str) -> None:
    for text in FORMULAS:
        passed(hub, body(hub, text), name=text, to_team=text, introducer=text)
    path = tmp_path / f"referrals{ending}"
    wanted = plan(hub)
    for start in range(0, len(wanted.ids), 40):
        part = ListPlan(wanted.kind, wanted.ids[start : start + 40])
        make_list(hub.tools, hub.actor, part, path, NOW)
        for value in _cells(path):
            assert not value.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d"))


def test_a_print_is_recorded_when_it_leaves(hub: OpenHub) -> None:
    passed(hub, body(hub, "Aldermouth District Council"))
    drawn = draw_list(hub.tools, hub.actor, plan(hub), NOW)
    assert shares(hub) == []
    assert (drawn.rows, drawn.people) == (1, 1)
    record_list(hub.tools, hub.actor, drawn, "Canon", lambda: None)
    (share,) = shares(hub)
    assert (share.kind, share.recipient_name, share.people_count) == (ShareKind.PRINT, "", 1)


def test_many_in_one_list_take_two(hub: OpenHub, tmp_path: Path) -> None:
    to = body(hub, "Aldermouth District Council")
    for _ in range(50):
        passed(hub, to)
    with pytest.raises(NeedsSecond):
        make_list(hub.tools, hub.actor, plan(hub), tmp_path / "referrals.csv", NOW)
    assert not (tmp_path / "referrals.csv").exists()


def _words_of(path: Path) -> str:
    if path.suffix == ".pdf":
        return " ".join(page.extract_text() for page in PdfReader(path).pages)
    if path.suffix == ".csv":
        return path.read_text(encoding="utf-8")
    from zipfile import ZipFile

    with ZipFile(path) as held:
        return " ".join(held.read(one).decode("utf-8", "replace") for one in held.namelist())


def _cells(path: Path) -> list[str]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return [cell for row in csv.reader(file) for cell in row]
    sheet = load_workbook(path).active
    assert sheet is not None
    held = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in held} <= {"s", "n", "d"}
    return []
