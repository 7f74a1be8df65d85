"""Grounds in law as data: chosen from where something is shared, versioned, retired, and still readable."""

import pytest

from db.enums import Answer, LawfulBasis, ShareKind
from db.enums_protection import TermKind
from desktop.domain.consent_rules import HEALTH
from desktop.domain.errors import DomainError
from desktop.services.consents import Consents
from desktop.services.hubs import OpenHub
from desktop.services.laws import Laws, grounds_of, offered
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.registers import Registers
from desktop.services.sharing_log import Share, SharingLog
from desktop.services.wordings import HELP
from tests.hostile import MARKUP


def term(hub: OpenHub, kind: TermKind, code: str) -> object:
    """One term of the register."""
    return next(one for one in Registers(hub.tools).terms(hub.actor, kind) if one.code == code)


def values(held: object, **changed: object) -> dict[str, object]:
    """What a form of a term or a purpose would give, with something changed."""
    names = "label words source is_active people data recipients basis basis_code interest special schedule"
    kept = {name: getattr(held, name) for name in names.split() if hasattr(held, name)}
    return kept | changed


def test_a_new_basis_says_which_one_it_works_like_and_is_offered(hub: OpenHub) -> None:
    registers, laws = Registers(hub.tools), Laws(hub.tools)
    new = {"kind": TermKind.BASIS, "label": "Community resilience", "source": "An Act of 2029", "words": ""}
    with pytest.raises(DomainError, match="works like"):
        registers.save_term(hub.actor, "", new)
    registers.save_term(hub.actor, "", {**new, "acts_as": LawfulBasis.PUBLIC_TASK, "is_active": True})
    made = laws.bases(hub.actor)[-1]
    assert (made.label, made.basis) == ("Community resilience", LawfulBasis.PUBLIC_TASK)
    share = Share(ShareKind.EXPORT, "Heatwave", ("name",), 1, basis=made.basis, basis_code=made.code)
    record = SharingLog(hub.tools).record(hub.actor, share).made
    kept = SharingLog(hub.tools).get(hub.actor, record).share
    assert kept.law == "Community resilience (An Act of 2029)"


def test_a_retired_ground_is_offered_no_more_and_reads_on_old_records_as_it_did(hub: OpenHub) -> None:
    registers, log = Registers(hub.tools), SharingLog(hub.tools)
    share = Share(
        ShareKind.EXPORT,
        "The council asked",
        ("name",),
        1,
        basis=LawfulBasis.RECOGNISED_LEGITIMATE_INTEREST,
        purpose_code="safeguarding",
    )
    record = log.record(hub.actor, share).made
    said = log.get(hub.actor, record).share.law
    assert said.startswith("Recognised legitimate interest (UK GDPR Art 6(1)(ea), Annex 1); Safeguarding")
    assert "DPA 2018 Sch 1 Pt 2 para 18" in said
    held = term(hub, TermKind.SCHEDULE_1, "para_18")
    with pytest.raises(DomainError, match="“Safeguarding”"):
        registers.save_term(hub.actor, held.id, values(held, is_active=False))
    purpose = next(one for one in registers.purposes(hub.actor) if one.code == "safeguarding")
    registers.save_purpose(hub.actor, purpose.id, values(purpose, schedule="", label="Keeping people safe"))
    registers.save_term(hub.actor, held.id, values(held, is_active=False, label="Old words"))
    assert log.get(hub.actor, record).share.law == said
    with hub.store.read() as session:
        now = grounds_of(session, LawfulBasis.RECOGNISED_LEGITIMATE_INTEREST, "", "safeguarding")
    assert "para 18" not in now.law


def test_every_version_is_told_with_who_and_when(hub: OpenHub) -> None:
    registers = Registers(hub.tools)
    held = term(hub, TermKind.BASIS, "consent")
    registers.save_term(hub.actor, held.id, values(held, words=MARKUP[4]))
    registers.save_term(hub.actor, held.id, values(held, words="A yes", label="Yes"))
    now = term(hub, TermKind.BASIS, "consent")
    assert (now.version, now.decided_by, now.decided_on) == (3, "Priya", Registers(hub.tools).today())
    newest, _second, first = registers.versions(hub.actor, held.id)
    assert (newest.who, newest.said["label"]) == ("Priya", "Consent")
    assert first.said == {}


def test_only_what_is_in_use_or_was_chosen_is_offered(hub: OpenHub) -> None:
    held = term(hub, TermKind.BASIS, "public_task")
    Registers(hub.tools).save_term(hub.actor, held.id, values(held, is_active=False))
    known = Laws(hub.tools).bases(hub.actor)
    assert "public_task" not in dict(offered(known))
    assert dict(offered(known, "public_task"))["public_task"] == "Public task"


def test_a_yes_keeps_the_words_it_was_given_to_with_the_recipient_named(hub: OpenHub) -> None:
    person = People(hub.tools).save(hub.actor, PersonDraft(first_name="Jean")).made
    to = Organisations(hub.tools).save(hub.actor, OrganisationDraft(name="Thanet Food Link")).made
    consents, registers = Consents(hub.tools), Registers(hub.tools)
    consents.record(hub.actor, person, Answer.YES, recipient_id=to, purpose="referral")
    consents.record(hub.actor, person, Answer.YES, recipient_id=to, purpose=HEALTH)
    consents.record(hub.actor, person, Answer.YES, purpose=HELP)
    registers.save_wording(hub.actor, "May {recipient} know?", "Shorter", "share")
    consents.record(hub.actor, person, Answer.NO, recipient_id=to, purpose="referral")
    said = {(one.purpose, one.answer): one for one in consents.of(hub.actor, person)}
    first = said["referral", Answer.YES]
    assert first.wording.startswith("May we tell Thanet Food Link your name")
    assert (first.wording_version, said["referral", Answer.NO].wording_version) == ("1", "2")
    assert said["referral", Answer.NO].wording == "May Thanet Food Link know?"
    assert "health" in said[HEALTH, Answer.YES].wording
    assert said[HELP, Answer.YES].wording
