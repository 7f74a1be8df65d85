"""How many keys a call takes from F2 to saved, beside the caller's own words (picture ux/02)."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QWidget

from db.enums import Answer, RequestStatus, Urgency
from desktop.services.consents import Consents
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import People
from desktop.services.requests import RequestDraft
from desktop.ui.intake.page import IntakePage
from desktop.ui.match.page import MatchPage
from tests.ui.day.desk import Desk, desk

__all__ = ["desk"]
WORDS = "Tablets ready from this afternoon. Ring the bell twice"
Note = Callable[[str, object], None]


@dataclass(frozen=True)
class Cost:
    """What a call cost.

    Attributes:
        keys: Tab, arrows, Enter, digits that pick and shortcuts: all that is not content.
        stops: fields and pages the keyboard came to, which are the steps of the call.
        letters: what was typed of the caller's own: number, name, address, words.
    """

    keys: int
    stops: int
    letters: int


class Caller:
    """Counts the keys of one call."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._keys = desk, desk.keys
        self._pressed, self._typed = sum(self._keys.pressed.values()), self._keys.typed
        self._stops: list[QWidget | None] = []

    def press(self, *keys: str) -> None:
        """Press keys; where the keyboard comes to is a stop."""
        for key in keys:
            self._keys.press(key)
            self._note()

    def type(self, words: str) -> None:
        """Say something of the caller's."""
        self._keys.type(words)

    def cost(self) -> Cost:
        """What it cost so far."""
        pressed = sum(self._keys.pressed.values()) - self._pressed
        return Cost(pressed, len(self._stops), self._keys.typed - self._typed)

    def _note(self) -> None:
        at = self._keys.at()
        if not self._stops or self._stops[-1] is not at:
            self._stops.append(at)


@pytest.fixture
def waiting(desk: Desk) -> None:
    """Jean has a prescription waiting already, as in the picture."""
    asked = RequestDraft(desk.town.jean, "prescription", urgency=Urgency.TODAY, words="Tablets")
    desk.service(Intake).save(desk.actor, CallDraft(asked))


def test_the_call_of_the_picture(desk: Desk, waiting: None, record_property: Note) -> None:
    """Somebody known: number, need, its two questions, when, words, sharing, food for today; then a match."""
    caller = Caller(desk)
    caller.press("F2")
    form = desk.page(IntakePage).form
    caller.type("0147")
    caller.press("Enter", "2")
    assert desk.page(IntakePage).side.alike.isVisible()
    caller.press("Alt+D")
    caller.type("Lanthorn Pharmacy")
    caller.press("Tab", "Tab", "Tab", "Tab", "Tab")
    assert form.place() == "words"
    caller.type(WORDS)
    caller.press("Tab", "Space", "Tab", "Space", "Ctrl+Enter")
    desk.page(MatchPage)
    draft = desk.request().draft
    assert (draft.person_id, draft.need_code, draft.words) == (desk.town.jean, "prescription", WORDS)
    assert (draft.urgency, draft.before_they_go) == (Urgency.TOMORROW, {"food_today": "yes"})
    assert draft.answers["pharmacy"] == "Lanthorn Pharmacy"
    (consent,) = desk.service(Consents).of(desk.actor, desk.town.jean)
    assert consent.answer is Answer.YES
    record_property("call_of_somebody_known", str(caller.cost()))
    assert caller.cost().keys <= 14
    assert caller.cost().stops <= 11


def test_the_call_of_somebody_new_with_an_address(desk: Desk, record_property: Note) -> None:
    """Name, phone, postcode, street, need, today, words; saved, and the next call begins."""
    caller = Caller(desk)
    caller.press("F2")
    form = desk.page(IntakePage).form
    caller.type("Bronwen Hale")
    caller.press("Enter")
    for words in ("07700 900131", "QX4 1LF", "8 Kelp Street"):
        caller.type(words)
        caller.press("Tab")
    caller.press("1", "Tab", "Tab", "Left", "Left", "Tab", "Tab")
    assert form.place() == "words"
    caller.type(WORDS)
    caller.press("F2")
    saved = desk.request()
    person = desk.service(People).get(desk.actor, saved.draft.person_id).draft
    assert person.household is not None
    assert person.household.address_line1 == "8 Kelp Street"
    assert (saved.status, saved.draft.urgency) == (RequestStatus.NEW, Urgency.TODAY)
    assert saved.draft.words == WORDS
    record_property("call_of_somebody_new", str(caller.cost()))
    assert caller.cost().keys <= 13
    assert caller.cost().stops <= 13
