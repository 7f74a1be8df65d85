"""Letters of thanks: for whoever helped since the last, with what was counted, and a line once they leave."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from db.enums import Answer, TemplateKind, VolunteerStatus
from db.enums_journey import StepKind
from db.models import Person, SharingRecord, Volunteer
from desktop.domain.errors import DomainError
from desktop.exports.make_letters import LetterSort, draw_letters, record_letters
from desktop.services.bank import Bank
from desktop.services.hubs import OpenHub
from desktop.services.thank_letters import ThankLetters
from tests.services.bank_hands import TODAY, sign_up
from tests.services.test_bank import task


def test_whoever_helped_is_told_how_often(hub: OpenHub) -> None:
    letters, ada = ThankLetters(hub.tools), sign_up(hub, "Ada", VolunteerStatus.ACTIVE)
    idle, held = sign_up(hub, "Ben", VolunteerStatus.ACTIVE), sign_up(hub, "Cai", VolunteerStatus.ON_HOLD)
    for day in (40, 3, 2):
        task(hub, TODAY - timedelta(days=day), ada)
    task(hub, TODAY - timedelta(days=2), held)
    (line,) = [one for one in letters.templates(hub.actor) if one.draft.kind is TemplateKind.LETTER]
    (filled,) = letters.fill(hub.actor, line.id, [ada, idle, held])
    assert filled.name == "Ada Haddad"
    assert "you helped 3 times." in filled.body
    assert filled.missing == ()

    Bank(hub.tools).touch(hub.actor, [ada], StepKind.THANKED, TODAY - timedelta(days=3))
    (filled,) = letters.fill(hub.actor, line.id, [ada])
    assert "you helped once since 14 November 2026." in filled.body


def test_a_letter_leaves_its_line_and_nobody_who_wants_no_post_gets_one(hub: OpenHub) -> None:
    letters, ada = ThankLetters(hub.tools), sign_up(hub, "Ada", VolunteerStatus.ACTIVE)
    task(hub, TODAY - timedelta(days=2), ada)
    (line,) = letters.templates(hub.actor)
    filled, now = letters.fill(hub.actor, line.id, [ada]), hub.tools.clock()
    drawn = draw_letters(hub.tools, hub.actor, line.draft.name, filled, now)
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(drawn.content)).pages)
    assert "helped once" in words
    record_letters(hub.tools, hub.actor, drawn, "letters.pdf", lambda: None, LetterSort.THANKS)
    with hub.store.read() as session:
        (record,) = session.query(SharingRecord).all()
        assert record.purpose == "Letters of thanks: Thank you to a volunteer"

    with hub.store.write(hub.actor.user_id) as work:
        person = work.session.get_one(Volunteer, ada).person_id
        work.session.get_one(Person, person).safe_post = Answer.NO
    with pytest.raises(DomainError, match="no post"):
        draw_letters(hub.tools, hub.actor, "Thanks", letters.fill(hub.actor, line.id, [ada]), now)
