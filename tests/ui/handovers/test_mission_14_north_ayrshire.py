"""Row 14, North Ayrshire, lawful sharing: every share has a purpose, a basis, its fields and a recipient."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.enums import Answer, Channel, LawfulBasis, Layer, ShareKind
from db.enums_handovers import NoticeHow
from db.queries.sharing import SharingFilter
from desktop.context import AppContext
from desktop.exports.handover_fields import Preset
from desktop.exports.package_reader import read_package
from desktop.exports.sharing import sharing_problems
from desktop.exports.verify import verify_package
from desktop.services.consents import Consents
from desktop.services.handover_notices import HandoverNotices
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.sharing_log import SharingDetail, SharingLog
from desktop.ui.handovers.maker import CHECK, WHY, MakerPage

Settle = Callable[[], None]


@pytest.fixture
def partnership(context: AppContext) -> str:
    """The health and social care partnership of the island's council."""
    draft = OrganisationDraft("North Isles Health and Social Care", Layer.STATUTORY, agreement="SA-07")
    return context.service(Organisations).save(context.actor, draft).made


@pytest.fixture
def islanders(context: AppContext, partnership: str) -> dict[str, str]:
    """Two people who said yes to it, and one who was never asked."""
    made = {}
    for name in ("Ishbel", "Euan", "Flora"):
        made[name] = context.service(People).save(context.actor, PersonDraft(name, last_name="Rae")).made
        if name != "Flora":
            context.service(Consents).record(context.actor, made[name], Answer.YES, recipient_id=partnership)
    return made


def _log(context: AppContext) -> list[SharingDetail]:
    log = context.service(SharingLog)
    return [log.get(context.actor, key) for key in log.ids(context.actor, SharingFilter())]


def _made_by_hand(
    context: AppContext, partnership: str, folder: Path, settle: Settle, qtbot: QtBot
) -> MakerPage:
    page = MakerPage(context)
    qtbot.addWidget(page)
    page.resize(1154, 690)
    page.show()
    page.enter()
    settle()
    page.why.set_values({"purpose": "Winter calls to the island", "basis": LawfulBasis.CONSENT})
    page.next_button.click()
    page.who.set_values({"recipient": partnership})
    page.next_button.click()
    page.details.use(Preset.FULL_CANONICAL)
    page._go_to(CHECK)
    page.next_button.click()
    page.save_to(str(folder))
    settle()
    return page


def test_every_share_says_why_on_what_basis_which_details_and_to_whom(
    context: AppContext,
    partnership: str,
    islanders: dict[str, str],
    tmp_path: Path,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    page = _made_by_hand(context, partnership, tmp_path, settle, qtbot)
    assert page.made is not None
    (held,) = _log(context)
    share = held.share
    assert share.kind is ShareKind.HANDOVER
    assert share.purpose == "Winter calls to the island"
    assert share.basis is LawfulBasis.CONSENT
    assert "people.first_name" in share.fields
    assert share.recipient_name == "North Isles Health and Social Care"
    assert share.agreement == "Agreement SA-07"
    assert [(one.name, one.reason) for one in share.left_out] == [("Flora Rae", "not_asked")]
    assert verify_package(page.made.info.path) == []
    assert sharing_problems(read_package(page.made.info.path).files["sharing-record.json"]) == []


def test_without_a_purpose_it_goes_nowhere(
    context: AppContext, partnership: str, islanders: dict[str, str], settle: Settle, qtbot: QtBot
) -> None:
    page = MakerPage(context)
    qtbot.addWidget(page)
    page.show()
    page.enter()
    settle()
    page.why.set_values({"basis": LawfulBasis.CONSENT})
    page.next_button.click()
    assert page.stepper.at == WHY
    assert _log(context) == []


def test_who_says_no_afterwards_is_told_on_to_the_partnership_and_that_is_a_share_too(
    context: AppContext,
    partnership: str,
    islanders: dict[str, str],
    tmp_path: Path,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    _made_by_hand(context, partnership, tmp_path, settle, qtbot)
    consents = context.service(Consents)
    (yes,) = (one for one in consents.of(context.actor, islanders["Euan"]) if one.stands)
    consents.withdraw(context.actor, yes.id, Channel.PHONE)
    notices = context.service(HandoverNotices)
    told = notices.waiting(context.actor)
    assert [one.name for one in told] == ["Euan Rae"]
    notices.record(context.actor, told, NoticeHow.TOLD, note="The duty desk, by phone")
    newest = _log(context)[0].share
    assert newest.recipient_name == "North Isles Health and Social Care"
    assert (newest.purpose, newest.people_count) == ("Notice to take people out who said no", 1)
    assert newest.fields
