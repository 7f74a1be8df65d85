"""Asking volunteers back: everybody once, what they say moves them, undo takes it back, and it ends."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from db.enums import Skill, VolunteerStatus
from db.enums_bank import RecallAnswer
from db.models import Volunteer
from db.queries.bank import BankView
from db.queries.recalls import Whom
from desktop.domain.bank import MOST_TRIES, Progress
from desktop.domain.errors import DomainError
from desktop.services.bank import Bank
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.journey import Journey
from desktop.services.people import PersonDraft
from desktop.services.recalls import Reach, Recalls, Said
from desktop.services.volunteers import VolunteerDraft, Volunteers
from tests.services.bank_hands import TODAY, listed, sign_up, status

A = RecallAnswer
AWAY = Whom((VolunteerStatus.RESTING, VolunteerStatus.DORMANT))


@pytest.fixture
def recalls(hub: OpenHub) -> Recalls:
    return Recalls(hub.tools)


def to_ring(hub: OpenHub, recall: str, *, answered: bool = False) -> Sequence[str]:
    return listed(hub, BankView.RECALL, recall_id=recall, answered=answered)


def test_a_recall_from_its_first_call_to_its_end(hub: OpenHub, recalls: Recalls) -> None:
    ada = sign_up(hub, "Ada", VolunteerStatus.DORMANT)
    ben = sign_up(hub, "Ben", VolunteerStatus.RESTING)
    cai = sign_up(hub, "Cai", VolunteerStatus.DORMANT)
    here = sign_up(hub, "Dee", VolunteerStatus.ACTIVE)
    assert recalls.reach(hub.actor, AWAY) == Reach(3, 0, 0)

    recall = recalls.begin(hub.actor, " Snow ", "Can you take  food round?", AWAY).made
    assert to_ring(hub, recall) == [ada, ben, cai]
    assert recalls.progress(hub.actor, recall) == Progress(asked=3, to_ring=3)

    recalls.answer(hub.actor, recall, ada, Said(A.YES, TODAY + timedelta(days=2), "mornings"))
    recalls.answer(hub.actor, recall, ben, Said(A.NOT_NOW))
    recalls.answer(hub.actor, recall, cai, Said(A.NO_MORE, note="moved away"))
    assert [status(hub, one) for one in (ada, ben, cai, here)] == [
        VolunteerStatus.ACTIVE,
        VolunteerStatus.RESTING,
        VolunteerStatus.LEFT,
        VolunteerStatus.ACTIVE,
    ]
    assert recalls.progress(hub.actor, recall) == Progress(asked=3, yes=1, not_now=1, no_more=1)
    (row,) = Bank(hub.tools).rows(hub.actor, [ada], recall)
    assert (row.recall, row.answer, row.can_from, row.note) == (
        "Snow",
        A.YES,
        TODAY + timedelta(days=2),
        "mornings",
    )
    assert Journey(hub.tools).of(hub.actor, ada).asked_back == TODAY

    recalls.end(hub.actor, recall)
    with pytest.raises(DomainError, match="ended"):
        recalls.answer(hub.actor, recall, ben, Said(A.YES))
    assert [one.title for one in recalls.all(hub.actor)] == ["Snow"]


def test_nobody_is_asked_twice(hub: OpenHub, recalls: Recalls) -> None:
    ada, ben = (sign_up(hub, one, VolunteerStatus.DORMANT) for one in ("Ada", "Ben"))
    first = recalls.begin(hub.actor, "Snow", "", AWAY).made
    with pytest.raises(DomainError, match="another recall"):
        recalls.begin(hub.actor, "Flood", "", AWAY)
    recalls.answer(hub.actor, first, ada, Said(A.NOT_NOW))
    with pytest.raises(DomainError, match=r"rang V-1 already: not now"):
        recalls.answer(hub.actor, first, ada, Said(A.YES))
    assert recalls.reach(hub.actor, AWAY) == Reach(1, 1, 0)
    second = recalls.begin(hub.actor, "Flood", "", AWAY).made
    assert to_ring(hub, second) == [ada]
    assert to_ring(hub, first) == [ben]
    with pytest.raises(DomainError, match="does not ask"):
        recalls.answer(hub.actor, second, ben, Said(A.YES))


def test_no_answer_is_tried_again_on_other_days_and_then_no_more(hub: OpenHub, recalls: Recalls) -> None:
    ada = sign_up(hub, "Ada", VolunteerStatus.DORMANT)
    recall = recalls.begin(hub.actor, "Snow", "", AWAY).made
    for done in range(1, MOST_TRIES + 1):
        recalls.answer(hub.actor, recall, ada, Said(A.NO_ANSWER))
        assert to_ring(hub, recall) == ([ada] if done < MOST_TRIES else [])
    assert to_ring(hub, recall, answered=True) == [ada]
    assert recalls.progress(hub.actor, recall).no_answer == 1
    assert status(hub, ada) is VolunteerStatus.DORMANT


def test_undo_takes_back_the_answer_and_the_move(hub: OpenHub, recalls: Recalls) -> None:
    ada = sign_up(hub, "Ada", VolunteerStatus.DORMANT)
    recall = recalls.begin(hub.actor, "Snow", "", AWAY).made
    said = recalls.answer(hub.actor, recall, ada, Said(A.YES))
    History(hub.tools).undo(hub.actor, said.txn)
    assert status(hub, ada) is VolunteerStatus.DORMANT
    assert to_ring(hub, recall) == [ada]
    recalls.answer(hub.actor, recall, ada, Said(A.WRONG_NUMBER))
    assert recalls.progress(hub.actor, recall).wrong_number == 1


def test_whom_is_chosen_by_skill_and_where_they_stand(hub: OpenHub, recalls: Recalls) -> None:
    person = PersonDraft("Eve", last_name="Cook", email="eve@example.org")
    draft = VolunteerDraft(person=person, skills=frozenset({Skill.COOKING}))
    eve = Volunteers(hub.tools).save(hub.actor, draft).made
    sign_up(hub, "Ada", VolunteerStatus.DORMANT)
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Volunteer, eve).status = VolunteerStatus.RESTING
    cooks = AWAY._replace(skills=(Skill.COOKING,))
    recall = recalls.begin(hub.actor, "Kitchen", "", cooks).made
    assert to_ring(hub, recall) == [eve]
    with pytest.raises(DomainError, match="Nobody fits"):
        recalls.begin(hub.actor, "Dogs", "", AWAY._replace(skills=(Skill.DOGS,)))


@pytest.mark.parametrize(
    ("title", "whom", "words"),
    [
        (" ", AWAY, "asked back for"),
        ("Snow", Whom(()), "active, resting or dormant"),
        ("Snow", Whom((VolunteerStatus.ON_HOLD,)), "active, resting or dormant"),
    ],
)
def test_a_recall_is_for_something_and_for_somebody(
    hub: OpenHub, recalls: Recalls, title: str, whom: Whom, words: str
) -> None:
    sign_up(hub, "Ada", VolunteerStatus.ON_HOLD)
    with pytest.raises(DomainError, match=words):
        recalls.begin(hub.actor, title, "", whom)


def test_what_is_odd_is_refused(hub: OpenHub, recalls: Recalls) -> None:
    ada = sign_up(hub, "Ada", VolunteerStatus.DORMANT)
    recall = recalls.begin(hub.actor, "Snow", "", AWAY).made
    with pytest.raises(DomainError, match="past"):
        recalls.answer(hub.actor, recall, ada, Said(A.YES, date(2026, 11, 1)))
    with pytest.raises(DomainError, match="what came of it"):
        recalls.answer(hub.actor, recall, ada, Said(A.TO_RING))
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Volunteer, ada).status = VolunteerStatus.ON_HOLD
    with pytest.raises(DomainError, match="Not available"):
        recalls.answer(hub.actor, recall, ada, Said(A.YES))
