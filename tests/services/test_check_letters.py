"""Letters about checks: filled for each person, and what leaves on paper is on record."""

import io
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from db.enums import (
    Answer,
    CheckLevel,
    CheckStatus,
    CheckType,
    Role,
    ShareKind,
    TemplateKind,
    VolunteerStatus,
)
from db.models import Check, Household, Person, SharingRecord, Volunteer
from desktop.domain.errors import DomainError, NotAllowed, NotFound
from desktop.exports.letter_pdf import Letter, Letterhead, write_letters
from desktop.exports.make_letters import draw_letters, record_letters
from desktop.services.base import Actor
from desktop.services.check_letters import CheckLetters, in_sentence
from desktop.services.hubs import OpenHub
from desktop.services.templates import TemplateDraft, Templates
from tests.poppler import text_of

MANAGER = frozenset({Role.VOLUNTEER_MANAGER})


def holder(hub: OpenHub, name: str, kind: CheckType, end: date | None, **known: object) -> str:
    """Somebody with one check; the check's key."""
    with hub.store.write(hub.actor.user_id) as work:
        home = Household(
            number=work.next_number("household"),
            address_line1="1 Mill Road",
            town="Northfold",
            postcode="QX4 2LB",
        )
        work.add(home)
        work.session.flush()
        person = Person(
            number=work.next_number("person"),
            first_name=name,
            last_name="Nowak",
            household_id=home.id,
            **known,
        )
        work.add(person)
        work.session.flush()
        made = Volunteer(
            number=work.next_number("volunteer"), person_id=person.id, status=VolunteerStatus.ACTIVE
        )
        work.add(made)
        work.session.flush()
        level = CheckLevel.ENHANCED if kind is CheckType.DBS else CheckLevel.NONE
        check = Check(
            volunteer_id=made.id, type=kind, level=level, status=CheckStatus.VERIFIED, review_on=end
        )
        work.add(check)
        work.session.flush()
        return check.id


def template(hub: OpenHub, kind: TemplateKind = TemplateKind.LETTER, start: str = "") -> str:
    found = CheckLetters(hub.tools).templates(hub.actor)
    return next(one.id for one in found if one.draft.kind is kind and one.draft.name.startswith(start))


def test_every_hub_begins_with_words_for_renewal_consent_and_reminder(hub: OpenHub) -> None:
    found = CheckLetters(hub.tools).templates(hub.actor)
    assert [(one.draft.kind, one.draft.name) for one in found] == [
        (TemplateKind.LETTER, "Check to renew"),
        (TemplateKind.LETTER, "Reminder: a check has ended"),
        (TemplateKind.LETTER, "Update Service: may we ask?"),
        (TemplateKind.EMAIL, "Check to renew"),
        (TemplateKind.EMAIL, "Update Service: may we ask?"),
        (TemplateKind.TEXT, "Reminder: a check ends"),
    ]


def test_a_template_of_the_hubs_own_joins_once_it_names_the_check(hub: OpenHub) -> None:
    templates, letters = Templates(hub.tools), CheckLetters(hub.tools)
    before = len(letters.templates(hub.actor))
    templates.save(hub.actor, TemplateDraft(TemplateKind.TEXT, "Ours", "Bring your {check}, {first_name}"))
    templates.save(hub.actor, TemplateDraft(TemplateKind.TEXT, "Other", "Hello {first_name}"))
    assert len(letters.templates(hub.actor)) == before + 1


def test_each_person_gets_their_own_words(hub: OpenHub) -> None:
    ann = holder(
        hub, "Ann", CheckType.DBS, date(2026, 12, 4), preferred_name="Annie", email="ann@example.org"
    )
    bo = holder(hub, "Bo", CheckType.DRIVING_PAPERS, None, safe_post=Answer.NO, safe_message=Answer.NO)
    first, second = CheckLetters(hub.tools).fill(hub.actor, template(hub), [ann, bo])
    assert first.body.startswith("Dear Annie,\n\nOur record of your DBS holds until Friday 4 December 2026.")
    assert (first.subject, first.email) == ("Time to renew: DBS", "ann@example.org")
    assert first.address == ("1 Mill Road", "Northfold", "QX4 2LB")
    assert (first.missing, first.no_post) == ((), False)
    assert "your driving papers holds until {date}" in second.body
    assert (second.missing, second.no_post, second.no_message) == (("date",), True, True)
    assert CheckLetters(hub.tools).fill(hub.actor, template(hub), ["0" * 32]) == []
    with pytest.raises(NotFound):
        CheckLetters(hub.tools).fill(hub.actor, "0" * 32, [ann])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("DBS", "DBS"),
        ("PVG membership for children", "PVG membership for children"),
        ("Driving papers", "driving papers"),
        ("AccessNI check", "AccessNI check"),
        ("ID", "ID"),
    ],
)
def test_a_name_reads_well_inside_a_sentence(name: str, words: str) -> None:
    assert in_sentence(name) == words


def test_letters_leave_a_line_in_the_sharing_log_and_none_to_who_wants_no_post(
    hub: OpenHub, tmp_path: Path
) -> None:
    ann = holder(hub, "Ann", CheckType.DBS, date(2026, 12, 4))
    bo = holder(hub, "Bo", CheckType.DBS, date(2026, 12, 5), safe_post=Answer.NO)
    manager = Actor(hub.actor.user_id, "Moira", MANAGER)
    letters = CheckLetters(hub.tools).fill(manager, template(hub), [ann, bo])
    drawn = draw_letters(hub.tools, manager, "Check to renew", letters, hub.tools.clock())
    out = tmp_path / "letters.pdf"
    record_letters(hub.tools, manager, drawn, out.name, lambda: out.write_bytes(drawn.content))
    said = text_of(out)
    for words in ("Saltmarsh Hub", "Ann Nowak", "1 Mill Road", "17 November 2026", "Time to renew"):
        assert words in said, words
    assert "Bo " not in said
    with hub.store.read() as session:
        record = session.scalars(select(SharingRecord)).one()
    assert (record.kind, record.people_count, record.by_id) == (ShareKind.PRINT, 1, hub.actor.user_id)
    with pytest.raises(DomainError, match="no post"):
        draw_letters(hub.tools, manager, "Check to renew", letters[1:], hub.tools.clock())


def test_a_letter_that_cannot_be_put_in_place_leaves_no_line(hub: OpenHub) -> None:
    ann = holder(hub, "Ann", CheckType.DBS, date(2026, 12, 4))
    letters = CheckLetters(hub.tools).fill(hub.actor, template(hub), [ann])
    drawn = draw_letters(hub.tools, hub.actor, "Check to renew", letters, hub.tools.clock())

    def full() -> None:
        raise OSError

    with pytest.raises(OSError):
        record_letters(hub.tools, hub.actor, drawn, "letters.pdf", full)
    with hub.store.read() as session:
        assert session.scalars(select(SharingRecord)).all() == []


def test_who_may_not_see_checks_gets_no_letters(hub: OpenHub) -> None:
    other = Actor("c" * 32, "Amit", frozenset({Role.COORDINATOR}))
    with pytest.raises(NotAllowed):
        CheckLetters(hub.tools).templates(other)


def test_markup_stays_text_and_a_long_letter_goes_on_overleaf() -> None:
    stream = io.BytesIO()
    body = "\n\n".join(f"{number} <b>bold</b> & {{x}} " + "word " * 60 for number in range(20))
    head = Letterhead("Saltmarsh <i>Hub</i>", "020 7946 0800", date(2026, 11, 17), demo=True)
    pages = write_letters(stream, head, [Letter("Ann <u>Nowak</u>", ("1 Mill Road",), "", body)])
    read = PdfReader(stream)
    text = "".join(page.extract_text() for page in read.pages)
    assert pages == len(read.pages) == 3
    assert "<u>Nowak</u>" in text
    assert "19 <b>bold</b> & {x}" in text
    assert "DEMONSTRATION" in text
