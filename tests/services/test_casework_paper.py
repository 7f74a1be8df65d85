"""The steps of a request on paper: what stands on it, what never does, and the line it leaves."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from db.enums_casework import StepState
from db.models import NeedType, SharingRecord
from desktop.domain.errors import DomainError
from desktop.domain.text import clean
from desktop.exports.casework_paper import CaseHead, make_casework_paper
from desktop.services.casework import Casework, StepDraft
from desktop.services.casework_paper import CasePaper, CaseworkPapers, PaperStep
from desktop.services.hubs import OpenHub
from desktop.services.people import People, PersonDraft
from desktop.services.requests import RequestDraft, Requests
from tests.hostile import MARKUP
from tests.services.conftest import NOW

HEAD = CaseHead("Hafren Hub", "020 7946 0800", NOW.date())
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


@pytest.fixture
def asked(hub: OpenHub) -> str:
    """Jean's request for help with debt and benefits."""
    jean = PersonDraft("Jean", last_name="Mallory", email="jean@home.example")
    person = People(hub.tools).save(hub.actor, jean).made
    return Requests(hub.tools).save(hub.actor, RequestDraft(person, "debt_and_benefits")).made


def words(content: bytes) -> list[str]:
    """The words of each page, on one line."""
    return [" ".join(one.extract_text().split()) for one in PdfReader(BytesIO(content)).pages]


def test_the_paper_says_what_is_done_and_what_comes_but_no_notes(hub: OpenHub, asked: str) -> None:
    casework, papers = Casework(hub.tools), CaseworkPapers(hub.tools)
    with pytest.raises(DomainError, match="no step yet"):
        papers.paper(hub.actor, asked)
    casework.add(hub.actor, asked, StepDraft("Ring the council", owner_name="Ann", note="Rude man there"))
    casework.add(hub.actor, asked, StepDraft("See the letter", hub.actor.user_id, state=StepState.DONE))
    casework.add(hub.actor, asked, StepDraft("Ask the church", state=StepState.NOT_NEEDED))
    paper = papers.paper(hub.actor, asked)
    assert [(one.words, one.who, one.is_done) for one in paper.steps] == [
        ("Ring the council", "Ann", False),
        ("See the letter", hub.actor.name, True),
    ]
    (page,) = words(make_casework_paper(HEAD, paper))
    for said in ("For Jean Mallory", "Still to do", "Ring the council", "Done", "See the letter", "0800"):
        assert said in page
    assert "Rude" not in page
    assert "church" not in page


def test_it_leaves_a_line_only_when_it_leaves_and_only_as_it_was_looked_at(hub: OpenHub, asked: str) -> None:
    casework, papers, put = Casework(hub.tools), CaseworkPapers(hub.tools), []
    casework.begin(hub.actor, asked, "vouchers")
    paper = papers.paper(hub.actor, asked)
    made = (paper, make_casework_paper(HEAD, paper))
    assert _shares(hub) == []
    papers.leave(hub.actor, asked, made, "R-1.pdf", lambda: put.append(1))
    (share,) = _shares(hub)
    assert (share.people_count, share.purpose, put) == (1, "Steps of casework for the person", [1])
    casework.add(hub.actor, asked, StepDraft("One more"))
    with pytest.raises(DomainError, match="changed meanwhile"):
        papers.leave(hub.actor, asked, made, "R-1.pdf", lambda: put.append(2))
    assert put == [1]
    assert len(_shares(hub)) == 1


def test_a_private_need_is_never_on_paper(hub: OpenHub, asked: str) -> None:
    Casework(hub.tools).begin(hub.actor, asked, "vouchers")
    with hub.store.write(hub.actor.user_id) as work:
        need = work.session.query(NeedType).filter_by(code="debt_and_benefits").one()
        need.is_private = True
    with pytest.raises(DomainError, match="never on paper"):
        CaseworkPapers(hub.tools).paper(hub.actor, asked)


def test_many_long_steps_go_on_over_pages_and_the_same_paper_has_the_same_bytes() -> None:
    steps = tuple(PaperStep(f"{one} {LONG} {LONG}", LONG, NOW.date(), one % 3 == 0) for one in range(40))
    paper = CasePaper(f"Siân {LONG}", "R-1", LONG, steps)
    content = make_casework_paper(HEAD, paper)
    pages = words(content)
    assert len(pages) > 2
    whole = " ".join(pages).replace(" ", "")
    assert all(f"{one}{LONG}" in whole for one in range(40))
    assert all(f"Page {at}" in page for at, page in enumerate(pages, 1))
    assert make_casework_paper(HEAD, paper) == content


@pytest.mark.parametrize("hostile", MARKUP)
def test_words_are_printed_as_they_are(hostile: str) -> None:
    step = PaperStep(hostile, hostile, None, is_done=False)
    paper = CasePaper(hostile, "R-1", hostile, (step,))
    (page,) = words(make_casework_paper(replace(HEAD, hub=hostile), paper))
    assert clean(hostile).split()[0][:6] in page


def _shares(hub: OpenHub) -> list[SharingRecord]:
    with hub.store.read() as session:
        return session.query(SharingRecord).all()
