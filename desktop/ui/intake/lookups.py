"""What a call asks of the store while it is taken: the needs, who it is, what may be here already."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from db.models import PrivacyNotice
from db.queries.info_bank import CardRow
from db.queries.notices import ToldRow
from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.services.consents import ConsentLine, Consents
from desktop.services.duplicates import Duplicates, Pair
from desktop.services.info_bank import InfoBank
from desktop.services.intake import AlikeRequest, Intake, PersonCard
from desktop.services.needs import Need, Needs
from desktop.services.notices import Notices
from desktop.services.routing import Routing, Whose
from desktop.ui.base.search_field import WAIT_MS
from desktop.ui.help_words import local
from desktop.ui.intake.call_state import key_of
from desktop.ui.intake.form import CallForm
from desktop.ui.intake.side import SidePane


class CallLookups(QObject):
    """Asks off the GUI thread and shows the answers that still fit what is typed.

    Signals:
        needs_known: the needs can be chosen.
    """

    needs_known = Signal()

    def __init__(self, context: AppContext, form: CallForm, side: SidePane, parent: QObject) -> None:
        """Watch a form.

        Args:
            context: the open hub.
            form: what is typed.
            side: where answers show.
            parent: the owner.
        """
        super().__init__(parent)
        self._context, self._form, self._side = context, form, side
        self._intake = context.service(Intake)
        self._card: PersonCard | None = None
        self._notice = ""
        self._told_on: date | None = None
        self._dismissed: set[tuple[str, str]] = set()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(WAIT_MS)
        self._pause.timeout.connect(self._look_for_new)
        self._pause.timeout.connect(self._ask_whose)
        self._pause.timeout.connect(self._ask_cards)
        form.who.person_changed.connect(self._on_person_changed)
        form.what.need_changed.connect(self._look_for_alike)
        form.what.need_changed.connect(self._ask_cards)
        form.who.new.edited.connect(self._pause.start)

    def forget(self) -> None:
        """Another call begins."""
        self._pause.stop()
        self._dismissed.clear()
        self._side.alike.dismiss()

    def dismiss(self) -> None:
        """It is another: the same question is not asked again in this call."""
        alike, need = self._side.alike, self._form.what.need()
        person = self._form.who.person_id
        self._dismissed.add((alike.key, "") if alike.about_person else (person, need.code if need else ""))
        alike.dismiss()

    def read_needs(self) -> None:
        """Ask which needs there are."""
        needs, actor = self._context.service(Needs), self._context.actor
        self._context.jobs.read(
            lambda: (needs.all(actor), needs.asking_why(actor)), self._on_needs, key=f"needs-{id(self)}"
        )
        notices = self._context.service(Notices)
        self._context.jobs.read(lambda: notices.in_use(actor), self._on_notice, key=f"call-notice-{id(self)}")

    def read_person(self) -> None:
        """Ask again about the person chosen."""
        self._read_card()
        self._look_for_alike()
        self._ask_whose()
        self._ask_cards()

    def _read_card(self) -> None:
        person, actor = self._form.who.person_id, self._context.actor
        consents, notices = self._context.service(Consents), self._context.service(Notices)
        if person:
            self._context.jobs.read(
                lambda: (
                    self._intake.card(actor, person),
                    consents.of(actor, person),
                    notices.told(actor, person),
                ),
                self._on_card,
                self._on_no_card,
                key=f"card-{id(self)}",
            )

    def _look_for_alike(self) -> None:
        person, need = self._form.who.person_id, self._form.what.need()
        if not self._side.alike.about_person:
            self._side.alike.dismiss()
        if person and need is not None and (person, need.code) not in self._dismissed:
            actor, code = self._context.actor, need.code
            self._context.jobs.read(
                lambda: (person, code, self._intake.alike(actor, person, code)),
                self._on_alike,
                key=f"alike-{id(self)}",
            )

    def _ask_whose(self) -> None:
        """Ask whose area the caller lives in: by who they are, or by the postcode just typed."""
        routing, actor = self._context.service(Routing), self._context.actor
        asked = person, postcode = self._asked_about()

        def read() -> tuple[tuple[str, str], Whose]:
            found = routing.of_person(actor, person) if person else routing.of_postcode(actor, postcode)
            return asked, found

        self._context.jobs.read(read, self._on_whose, key=f"whose-{id(self)}")

    def _ask_cards(self) -> None:
        """Ask which cards of the information bank fit the need and the area, as far as they are known."""
        bank, routing, actor = (
            self._context.service(InfoBank),
            self._context.service(Routing),
            self._context.actor,
        )
        need, asked = self._form.what.need(), self._asked_about()
        person, postcode = asked
        code = need.code if need is not None else ""

        def read() -> tuple[str, tuple[str, str], list[CardRow]]:
            if not code:
                return code, asked, []
            found = routing.of_person(actor, person) if person else routing.of_postcode(actor, postcode)
            return code, asked, bank.beside(actor, code, found.area_id)

        self._context.jobs.read(read, self._on_cards, key=f"cards-{id(self)}")

    def _on_cards(self, answer: tuple[str, tuple[str, str], list[CardRow]]) -> None:
        code, asked, found = answer
        need = self._form.what.need()
        if asked == self._asked_about() and code == (need.code if need is not None else ""):
            self._side.cards.show_cards(found, self._intake.today())

    def _asked_about(self) -> tuple[str, str]:
        """The caller known, and the postcode of one who is new."""
        return self._form.who.person_id, self._form.who.new.values()["postcode"]

    def _on_whose(self, answer: tuple[tuple[str, str], Whose]) -> None:
        asked, found = answer
        if asked == self._asked_about():
            self._form.who.whose.show_whose(found)

    def _look_for_new(self) -> None:
        key = key_of(self._form.who.new.values())
        duplicates, actor = self._context.service(Duplicates), self._context.actor
        self._context.jobs.read(
            lambda: duplicates.while_typing(actor, key), self._on_pairs, key=f"pairs-{id(self)}"
        )

    def _on_person_changed(self, person_id: str) -> None:
        self._card, self._told_on = None, None
        self._side.alike.dismiss()
        if person_id:
            self.read_person()

    def _on_needs(self, answer: tuple[list[Need], frozenset[str]]) -> None:
        self._form.what.set_needs(*answer)
        self._form.chain_tabs()
        self.needs_known.emit()

    def _on_notice(self, found: PrivacyNotice | None) -> None:
        self._notice = found.body if found is not None else ""
        self._form.told.show_notice(self._notice, self._told_on)

    def _on_card(self, answer: tuple[PersonCard, list[ConsentLine], Sequence[ToldRow]]) -> None:
        card, consents, told = answer
        if card.id != self._form.who.person_id:
            return
        self._card = card
        today = self._intake.today()
        self._form.who.show_card(card, today)
        self._form.sharing.show_person(card.first_name or card.name, consents)
        self._told_on = local(told[0].at).date() if told else None
        self._form.told.show_notice(self._notice, self._told_on)
        self._side.show_person(card, today)

    def _on_no_card(self, problem: Any) -> None:
        """Somebody in an old draft may be gone since."""
        self._form.who.not_them()
        self._form.show_problems([DomainError(problem.user_message, field="who")])

    def _on_alike(self, answer: tuple[str, str, list[AlikeRequest]]) -> None:
        person, code, found = answer
        need = self._form.what.need()
        if found and person == self._form.who.person_id and need is not None and need.code == code:
            name = self._card.first_name if self._card and self._card.id == person else ""
            self._side.alike.show_request(name, found, self._intake.today())

    def _on_pairs(self, found: list[Pair]) -> None:
        fresh = [pair for pair in found if (pair.b.id, "") not in self._dismissed]
        if fresh and self._form.who.is_new and not self._form.who.person_id:
            self._side.alike.show_people(fresh)
        elif self._side.alike.about_person:
            self._side.alike.dismiss()
