"""Purposes and grounds in law are changed in one place and chosen from in the others."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.enums import Answer, LawfulBasis
from db.enums_protection import TermKind
from desktop.context import AppContext
from desktop.services.consents import Consents
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.registers import Registers
from desktop.ui.base.dialog import FormDialog
from desktop.ui.handovers.maker import MakerPage
from desktop.ui.people.dialogs import ConsentDialog, ask_consent
from desktop.ui.protection.page import ProtectionPage
from desktop.ui.referrals.table import ReferralSpec

Wait = Callable[[], None]


def page_at(context: AppContext, qtbot: QtBot, settle: Wait, view: str) -> ProtectionPage:
    """The page with a view on show."""
    page = ProtectionPage(context)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    settle()
    page.toolbar.set_tab(view)
    page._on_query_changed()
    settle()
    return page


def save(page: ProtectionPage, settle: Wait, item: str | None, values: dict[str, object]) -> None:
    """Open a form of the page, answer it and save it."""
    page.open_form(item)
    settle()
    dialog = next(one for one in page.findChildren(FormDialog) if one.isVisible())
    dialog.form.set_values(values)
    dialog.primary.click()
    settle()
    assert not [one for one in page.findChildren(FormDialog) if one.isVisible()]


def test_a_purpose_added_in_the_register_is_chosen_in_the_maker_with_its_basis(
    context: AppContext, settle: Wait, qtbot: QtBot
) -> None:
    page = page_at(context, qtbot, settle, "purposes")
    wanted = {"label": "Heatwave calls", "basis_code": "vital_interests", "is_active": True}
    save(page, settle, None, wanted)
    maker = MakerPage(context)
    qtbot.addWidget(maker)
    maker.show()
    maker.shown()
    settle()
    combo = maker.why.editor("purpose_code").widget
    offered = [combo.itemText(at) for at in range(combo.count())]  # type: ignore[attr-defined]
    assert "Heatwave calls" in offered
    combo.setCurrentIndex(offered.index("Heatwave calls"))  # type: ignore[attr-defined]
    assert maker.why.values()["basis"] == "vital_interests"
    assert maker._bases["vital_interests"] is LawfulBasis.VITAL_INTERESTS


def test_a_retired_purpose_and_basis_are_offered_nowhere_and_stay_in_the_register(
    context: AppContext, settle: Wait, qtbot: QtBot
) -> None:
    registers, actor = context.service(Registers), context.actor
    page = page_at(context, qtbot, settle, "terms")
    task = next(one for one in registers.terms(actor, TermKind.BASIS) if one.code == "public_task")
    save(page, settle, f"terms:{task.id}", {"is_active": False})
    request = next(one for one in registers.purposes(actor) if one.code == "public_request")
    page = page_at(context, qtbot, settle, "purposes")
    save(page, settle, f"purposes:{request.id}", {"is_active": False})
    page.reload()
    settle()
    detail = page.spec.detail(f"purposes:{request.id}")
    assert detail.subtitle.startswith("Retired")
    versions = detail.sections[-1].rows
    assert [row.label for row in versions] == ["Version 2", "Version 1"]
    assert "“offered”" in versions[0].value
    form = ReferralSpec(context).form(None)
    grounds = next(one for one in form.fields if one.key == "basis").choices
    assert "public_task" not in dict(grounds)
    assert "consent" in dict(grounds)


def test_the_words_to_read_out_name_the_one_chosen(context: AppContext, settle: Wait, qtbot: QtBot) -> None:
    actor = context.actor
    person = context.service(People).save(actor, PersonDraft(first_name="Jean")).made
    to = context.service(Organisations).save(actor, OrganisationDraft(name="Thanet Food Link")).made
    page = ProtectionPage(context)
    qtbot.addWidget(page)
    ask_consent(page, context, person)
    settle()
    dialog = page.findChild(ConsentDialog)
    assert dialog is not None
    assert isinstance(dialog.words, QLabel)
    before = dialog.words.text()
    combo = dialog.form.editor("recipient").widget
    combo.setCurrentIndex(1)  # type: ignore[attr-defined]
    assert "Thanet Food Link" in dialog.words.text() != before
    dialog.form.editor("answer").set_value(Answer.NO)
    dialog.primary.click()
    settle()
    (line,) = context.service(Consents).of(actor, person)
    assert (line.recipient_id, line.answer, line.purpose) == (to, Answer.NO, "referral")
    assert "Thanet Food Link" in line.wording
