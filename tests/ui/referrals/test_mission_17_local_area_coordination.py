"""Mission row 17, Local Area Coordination: the nearest help that meets the need safely, statutory last.

Anyone may introduce anyone; the ladder is shown where a referral is begun, with its reasons; at the end it
may be asked what would have happened otherwise.
"""

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from db.enums import Answer, CloseReason, Layer, RequestStatus, RiskTier
from db.enums_referrals import Otherwise, ReferralOutcome, Rung, SentHow, StepKind
from db.models import NeedType, Service, ServiceNeed
from desktop.context import AppContext
from desktop.domain.ladder import Reason
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.referral_ladder import ReferralLadder
from desktop.services.referral_sending import ReferralSending, SendingDraft
from desktop.services.referrals import ReferralDraft, Referrals
from desktop.services.requests import RequestDraft, Requests
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import ChoiceEditor, SegmentEditor
from desktop.ui.base.record_spec import EDIT
from desktop.ui.main_window import MainWindow
from desktop.ui.people.page import PeoplePage
from desktop.ui.referrals.page import ReferralsPage
from desktop.ui.requests.nearest import NEAREST, NearestDialog
from desktop.ui.requests.page import RequestsPage
from desktop.ui.requests.pane import CLOSE, PASS_ON
from tests.ui.journey_hands import said
from tests.ui.taken_calls import take_call
from tests.ui.window import main, records  # noqa: F401


def offer(context: AppContext, name: str, layer: Layer, need: str, risk: RiskTier, left: int | None) -> str:
    """A body with one service."""
    draft = OrganisationDraft(name, layer, contact_name="Cerys Vaughan")
    body = context.service(Organisations).save(context.actor, draft).made
    with context.hub.store.write(context.actor.user_id) as work:
        kind = work.session.query(NeedType).filter(NeedType.code == need).one()
        service = Service(
            number=work.next_number("service"),
            organisation_id=body,
            name="Help",
            everywhere=True,
            risk_up_to=risk,
            capacity_left=left,
            capacity_asked_on=date(2026, 11, 17),
        )
        work.add(service)
        work.session.flush()
        work.add(ServiceNeed(service_id=service.id, need_type_id=kind.id))
    return body


@pytest.fixture
def request_id(context: AppContext) -> str:
    """Somebody a friend introduced, who would like company."""
    actor = context.actor
    gwen = context.service(People).save(actor, PersonDraft("Gwen", last_name="Prys")).made
    asked = RequestDraft(gwen, "dog_walking", caller_name="Nia Prys", caller_relationship="sister")
    made = context.service(Requests).save(actor, asked).made
    context.service(Requests).move(actor, made, RequestStatus.TRIAGED)
    return made


def test_the_lowest_layer_that_can_do_it_safely_is_proposed(context: AppContext, request_id: str) -> None:
    ladder, actor = context.service(ReferralLadder), context.actor
    with context.hub.store.read() as session:
        risk = session.query(NeedType).filter(NeedType.code == "dog_walking").one().risk
    offer(context, "Adult social care", Layer.STATUTORY, "dog_walking", RiskTier.HIGH, 1)
    found = ladder.climb(actor, request_id)
    assert found is not None
    assert found.proposed is Rung.STATUTORY
    offer(context, "Age Well", Layer.ANCHOR, "dog_walking", RiskTier.HIGH, 2)
    offer(context, "Castle Lane", Layer.STREET, "dog_walking", risk, 0)
    found = ladder.climb(actor, request_id)
    assert found is not None
    assert found.proposed is Rung.HUB
    (street,) = found.step(Rung.COMMUNITY).helpers
    assert Reason.FULL in street.reasons
    offer(context, "Weir Street", Layer.STREET, "dog_walking", risk, 3)
    found = ladder.climb(actor, request_id)
    assert found is not None
    assert found.proposed is Rung.COMMUNITY
    # What somebody can do themselves, or those around them, comes before all of these.
    nearest = ladder.climb(actor, request_id, around=Answer.YES)
    assert nearest is not None
    assert nearest.proposed is Rung.PEOPLE_AROUND
    own = ladder.climb(actor, request_id, own=Answer.YES, around=Answer.YES)
    assert own is not None
    assert own.proposed is Rung.OWN_STRENGTHS


def test_the_ladder_stands_where_a_referral_is_begun(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    request_id: str,
) -> None:
    offer(context, "Weir Street", Layer.STREET, "dog_walking", RiskTier.HIGH, 3)
    main.shell.go_to("referrals", f"request:{request_id}")
    settle()
    dialog = next(one for one in main.shell.findChildren(FormDialog) if one.isVisible())
    words = said(dialog)
    assert "Nearest that fits: Weir Street" in words
    assert "What they can do themselves: Ask first" in words
    assert dialog.form.editor("introducer").value() == "Nia Prys sister"
    dialog.reject()


def test_what_would_have_happened_otherwise_may_be_asked(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    request_id: str,
) -> None:
    body = offer(context, "Weir Street", Layer.STREET, "dog_walking", RiskTier.HIGH, 3)
    actor, referrals = context.actor, context.service(Referrals)
    person = context.service(Requests).get(actor, request_id).draft.person_id
    draft = ReferralDraft(body, person, "dog_walking", request_id, agreed=Answer.YES)
    key = referrals.save(actor, draft).made
    context.service(ReferralSending).send(actor, key, SendingDraft(SentHow.PHONE))
    page = main.shell.go_to("referrals", key)
    settle()
    assert isinstance(page, ReferralsPage)
    page.ask_reply(key, StepKind.COMPLETED)
    settle()
    dialog = next(one for one in page.findChildren(FormDialog) if one.isVisible())
    dialog.form.editor("outcome").set_value(ReferralOutcome.HELPED)
    dialog.form.editor("otherwise").set_value(Otherwise.EMERGENCY)
    dialog.form.editor("otherwise_note").set_value("She would have rung 999.")
    dialog.primary.click()
    settle()
    held = referrals.get(actor, key)
    assert (held.otherwise, held.otherwise_note) == (Otherwise.EMERGENCY, "She would have rung 999.")
    page.show_record(key)
    settle()
    assert "Otherwise: 999, A&E or a crisis She would have rung 999." in said(page.pane)


def test_strengths_and_people_around_are_written_down_and_weighed_first(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    request_id: str,
) -> None:
    offer(context, "Weir Street", Layer.STREET, "dog_walking", RiskTier.HIGH, 3)
    person_id = context.service(Requests).get(context.actor, request_id).draft.person_id
    people = main.shell.go_to("people", person_id)
    settle()
    assert isinstance(people, PeoplePage)
    people.on_action(EDIT)
    settle()
    form = next(one for one in main.shell.findChildren(FormDialog) if one.isVisible())
    for key, words in (
        ("strengths", "Knows every dog in the street"),
        ("around_name", "Rhian"),
        ("around_relationship", "next door"),
    ):
        form.form.editor(key).set_value(words)
    form.primary.click()
    settle()
    assert "Knows every dog in the street" in said(people.pane)
    assert "Rhian, next door" in said(people.pane)

    dialog = nearest(main, settle, request_id)
    assert "They do well: Knows every dog in the street" in said(dialog)
    assert "Rhian, next door" in said(dialog)
    assert "Nearest that fits: Weir Street" in said(dialog)
    assert dialog.form.editor("rung").value() == Rung.COMMUNITY
    answer(dialog, "around", Answer.YES)
    settle()
    assert "Nearest that fits: People around them" in said(dialog)
    assert "What they can do themselves: Ask first" in said(dialog)
    assert dialog.form.editor("rung").value() == Rung.PEOPLE_AROUND
    answer(dialog, "own", Answer.NO)
    settle()
    dialog.form.editor("reason").set_value("Rhian walks hers at the same time")
    dialog.primary.click()
    settle()
    requests = main.shell.page()
    assert isinstance(requests, RequestsPage)
    words = said(requests.pane)
    for line in (
        "People around them",
        "Rhian walks hers at the same time",
        "What they can do themselves: They said no.",
    ):
        assert line in words


def test_help_from_further_off_wants_a_reason_and_goes_with_the_referral(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    request_id: str,
) -> None:
    offer(context, "Weir Street", Layer.STREET, "dog_walking", RiskTier.HIGH, 3)
    council = offer(context, "Adult social care", Layer.STATUTORY, "dog_walking", RiskTier.HIGH, 1)
    dialog = nearest(main, settle, request_id)
    choose(dialog, Rung.STATUTORY)
    dialog.primary.click()
    settle()
    assert dialog.isVisible()
    assert "Somebody nearer can do it safely. Say why not them." in said(dialog)
    dialog.form.editor("reason").set_value("The dog has bitten twice")
    dialog.primary.click()
    settle()
    page = main.shell.page()
    assert isinstance(page, RequestsPage)
    page.on_action(PASS_ON)
    settle()
    form = next(one for one in main.shell.findChildren(FormDialog) if one.isVisible())
    assert form.form.editor("rung_reason").value() == "The dog has bitten twice"
    form.form.editor("organisation_id").set_value(council)
    form.primary.click()
    settle()
    referrals = main.shell.page()
    assert isinstance(referrals, ReferralsPage)
    assert "Layer of help: Council or NHS. The dog has bitten twice" in said(referrals.pane)


def test_from_an_introduction_over_the_ladder_to_a_closed_loop(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    qtbot: QtBot,
) -> None:
    street = offer(context, "Weir Street", Layer.STREET, "dog_walking", RiskTier.HIGH, 3)
    request = take_call(main, settle, qtbot, "Gwen Prys", "dog_walking", "She would like company too.")
    weighed = nearest(main, settle, request)
    assert "Nearest that fits: Weir Street" in said(weighed)
    weighed.primary.click()
    settle()
    requests = main.shell.page()
    assert isinstance(requests, RequestsPage)
    requests.on_action(PASS_ON)
    settle()

    def confirm(**answers: object) -> None:
        dialog = next(one for one in main.shell.findChildren(FormDialog) if one.isVisible())
        dialog.form.set_values(answers)
        dialog.primary.click()
        settle()

    confirm(organisation_id=street, agreed=Answer.YES)
    page = main.shell.page()
    assert isinstance(page, ReferralsPage)
    key = page.table.current_id()
    page.on_action("send")
    settle()
    confirm(how=SentHow.PHONE)
    page.ask_reply(key, StepKind.COMPLETED)
    settle()
    confirm(outcome=ReferralOutcome.HELPED, otherwise=Otherwise.GONE_WITHOUT)
    for act in ("told", "introducer_told"):
        page.show_record(key)
        settle()
        page.on_action(act)
        settle()
        confirm()
    held = context.service(Referrals).get(context.actor, key)
    assert (held.otherwise, held.draft.introducer) == (Otherwise.GONE_WITHOUT, "Nia Prys sister")
    assert None not in (held.row.person_told_on, held.row.introducer_told_on)
    assert context.service(Requests).get(context.actor, request).status is RequestStatus.DONE


def test_what_would_have_happened_otherwise_is_asked_as_a_request_closes(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    request_id: str,
) -> None:
    page = main.shell.go_to("requests", request_id)
    settle()
    assert isinstance(page, RequestsPage)
    page.on_action(CLOSE)
    settle()
    dialog = next(one for one in page.findChildren(FormDialog) if one.isVisible())
    dialog.form.editor("reason").set_value(CloseReason.MET)
    dialog.form.editor("otherwise").set_value(Otherwise.GONE_WITHOUT)
    dialog.form.editor("otherwise_note").set_value("Nobody else has a key")
    dialog.primary.click()
    settle()
    page.show_record(request_id)
    settle()
    assert "Gone without. Nobody else has a key" in said(page.pane)


def nearest(main: MainWindow, settle: Callable[[], None], request_id: str) -> NearestDialog:  # noqa: F811
    """Weigh a request from its menu."""
    page = main.shell.go_to("requests", request_id)
    settle()
    assert isinstance(page, RequestsPage)
    page.on_action(NEAREST)
    settle()
    return next(one for one in page.findChildren(NearestDialog) if one.isVisible())


def answer(dialog: NearestDialog, key: str, answer_: Answer) -> None:
    """Press one answer of a question."""
    editor = dialog.form.editor(key)
    assert isinstance(editor, SegmentEditor)
    next(one for one in editor.row.buttons if one.choice.value == answer_).click()


def choose(dialog: NearestDialog, rung: Rung) -> None:
    """Choose a layer in the drop-down."""
    editor = dialog.form.editor("rung")
    assert isinstance(editor, ChoiceEditor)
    editor.set_value(rung)
    editor.combo.activated.emit(editor.combo.currentIndex())
