"""Mission row 19, Leeds Barca and Bedford ACCM: the caller's own language, an interpreter, the right food.

Hodan speaks Somali and eats halal. The volunteer who speaks it comes first; the supplier whose parcels are
halal, in whose office Somali is spoken, is found by postcode, need, language and food, and she is passed on
to that service, which has one place less from then on.
"""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.enums import Answer, AreaKind, Layer
from db.enums_services import FoodCulture
from db.queries.referrals import ReferralFilter
from desktop.context import AppContext
from desktop.domain.match_facts import NoteCode
from desktop.services.areas import AreaDraft, Areas
from desktop.services.directory import Directory, ServiceDraft, Wanted
from desktop.services.households import HouseholdDraft
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.referrals import Referrals
from desktop.services.requests import RequestDraft, Requests
from desktop.ui.base.dialog import FormDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.organisations.directory_page import DirectoryPage
from desktop.ui.referrals.page import ReferralsPage
from tests.ui.journey_hands import TODAY, JourneyHands, said
from tests.ui.window import main, records  # noqa: F401

HALAL, PLAIN, DESK = "Halal parcels", "Parcels at the hall", "Advice with an interpreter"


@pytest.fixture
def hodan(context: AppContext) -> str:
    """Hodan, who speaks Somali, at home in Harehills."""
    home = HouseholdDraft(address_line1="3 Skerry Road", postcode="QX4 2AA", food_needs="Halal")
    draft = PersonDraft(
        "Hodan", last_name="Warsame", phones=(PhoneDraft("07700 900733"),), household=home, language_code="so"
    )
    return context.service(People).save(context.actor, draft).made


@pytest.fixture
def offered(context: AppContext) -> dict[str, str]:
    """One organisation's three services: by name."""
    actor, directory = context.actor, context.service(Directory)
    area = context.service(Areas).save(actor, AreaDraft("Harehills", AreaKind.ESTATE, parts=("QX4 2",))).made
    body = context.service(Organisations).save(actor, OrganisationDraft("Barca", Layer.ANCHOR)).made
    needs = {one.code: one.id for one in context.service(Needs).all(actor)}
    parcel, forms = frozenset({needs["food_parcel"]}), frozenset({needs["form_filling"]})
    here = frozenset({area})
    made = (
        ServiceDraft(
            body,
            HALAL,
            need_ids=parcel,
            area_ids=here,
            languages=("so", "ur"),
            food_cultures=(FoodCulture.HALAL,),
            delivers=True,
            capacity_week=8,
            verified_on=date(2026, 11, 2),
        ),
        ServiceDraft(body, PLAIN, need_ids=parcel, area_ids=here, capacity_week=20, collects=True),
        ServiceDraft(body, DESK, need_ids=forms, area_ids=here, interpreters="Somali on Mondays, ring first"),
    )
    return {one.name: directory.save(actor, one).made for one in made}


def search(page: DirectoryPage, settle: Callable[[], None], **chosen: object) -> list[str]:
    """Narrow the directory by its drop-downs; what is listed."""
    page.toolbar.set_chosen(chosen)
    page.reload()
    settle()
    return [one.row.name for one in page.spec.rows(page.table.records().ids)]


def test_who_speaks_the_language_is_offered_first(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    qtbot: QtBot,
    hodan: str,
) -> None:
    hands = JourneyHands(main, context, settle, qtbot)
    abby = hands.sign_up("Abby", "Nur")
    ayaan = hands.sign_up("Ayaan", "Nur", languages="so")
    for one in (abby, ayaan):
        hands.come_in(one)
    asked = RequestDraft(hodan, "dog_walking", due_on=TODAY)
    request = context.service(Requests).save(context.actor, asked).made
    found = [one for one in hands.fitting(request) if one in (abby, ayaan)]
    assert found == [ayaan, abby]
    assert (NoteCode.SPEAKS, "so") in {(one.code, one.text) for one in hands.fits()[0].notes}


def test_the_right_food_is_found_and_she_is_passed_on_to_it(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    qtbot: QtBot,
    hodan: str,
    offered: dict[str, str],
) -> None:
    main._open_over("directory", None)
    settle()
    page = main.shell.page()
    assert isinstance(page, DirectoryPage)
    assert page.toolbar.search is not None
    qtbot.keyClicks(page.toolbar.search, "qx4 2aa")
    need = next(key for key, words in page.spec.filters[0].choices() if words == "Food parcel")
    assert search(page, settle, need=need) == [HALAL, PLAIN]
    assert search(page, settle, need=need, language="so", food=FoodCulture.HALAL) == [HALAL]
    page.table.select_id(offered[HALAL])
    settle()
    card = said(page.pane)
    assert "Urdu" in card
    assert "Somali" in card
    assert "8 this week" in card

    # From its card to a referral that names the service; she said yes.
    page.on_action("pass_on")
    settle()
    referrals = main.shell.page()
    assert isinstance(referrals, ReferralsPage)
    (dialog,) = [one for one in referrals.findChildren(FormDialog) if one.isVisible()]
    form = dialog.form
    assert form.editor("service").value() == (offered[HALAL], HALAL)
    assert form.editor("need_code").value() == "food_parcel"
    form.set_values({**form.values(), "person": (hodan, "Hodan Warsame"), "agreed": Answer.YES})
    dialog.primary.click()
    settle()
    (key,) = context.service(Referrals).ids(context.actor, ReferralFilter())
    assert "Barca, Halal parcels" in said(referrals.pane)
    referrals.on_action("send")
    settle()
    (sending,) = [one for one in referrals.findChildren(FormDialog) if one.isVisible()]
    sending.form.set_values({"how": "phone", "note": "Ring Ayaan"})
    sending.primary.click()
    settle()
    rows = context.service(Directory).rows(context.actor, [offered[HALAL], offered[PLAIN]])
    assert [one.left for one in rows] == [7, 20]
    assert context.service(Referrals).get(context.actor, key).service == HALAL


def test_an_interpreter_is_found_and_how_to_ask_for_one(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    offered: dict[str, str],
) -> None:
    main._open_over("directory", None)
    settle()
    page = main.shell.page()
    assert isinstance(page, DirectoryPage)
    assert search(page, settle, how="interpreters") == [DESK]
    page.table.setFocus(Qt.FocusReason.OtherFocusReason)
    page.table.select_id(offered[DESK])
    settle()
    assert "Somali on Mondays, ring first" in said(page.pane)
    found = context.service(Directory).ids(
        context.actor, Wanted(postcode="QX4 2AA", interpreters=True, language="pl")
    )
    assert found == []


def test_a_service_is_typed_in_the_form_of_a_referral_and_another_bodys_is_refused(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    hodan: str,
    offered: dict[str, str],
) -> None:
    other = context.service(Organisations).save(context.actor, OrganisationDraft("Elsewhere")).made
    page = main.shell.go_to("referrals", None)
    settle()
    assert isinstance(page, ReferralsPage)
    page.open_form()
    settle()
    (dialog,) = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    asked = dialog.form.editor("service").spec
    assert asked.lookup is not None
    assert [words for _key, words in asked.lookup("halal")] == ["Halal parcels, Barca"]
    dialog.form.set_values(
        {
            **dialog.form.values(),
            "organisation_id": other,
            "person": (hodan, "Hodan Warsame"),
            "need_code": "food_parcel",
            "service": (offered[HALAL], HALAL),
        }
    )
    dialog.primary.click()
    settle()
    assert dialog.isVisible()
    assert "belongs to another organisation" in said(dialog)
    dialog.form.mark_clean()
    dialog.reject()
