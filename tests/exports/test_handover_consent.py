"""Whatever people say and take back, nobody without a standing yes is in a package made by consent."""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.enums import Answer, LawfulBasis, Nation
from db.keys import KdfParams
from db.models import Consent
from desktop.domain.errors import DomainError
from desktop.exports.handover_fields import Preset
from desktop.exports.make_handover import HandoverPlan, make_handover
from desktop.services.consents import Consents
from desktop.services.handovers import HandoverFilter, Handovers
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.records import void

NOW = datetime(2026, 11, 17, 16, 20, 8, tzinfo=UTC)
PASSPHRASE = "seven quiet herons wade"
CONSENT = LawfulBasis.CONSENT


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[OpenHub]:
    """A hub whose clock goes on by a second at every look."""
    make_hub(tmp_path / "hub", NewHub("T", Nation.ENGLAND), PASSPHRASE, params=KdfParams(64, 1, 1))
    seconds = count()
    opened = open_hub(tmp_path / "hub", PASSPHRASE, clock=lambda: NOW + timedelta(seconds=next(seconds)))
    yield opened
    opened.close()


def agree(hub: OpenHub, person_id: str, council: str, answer: Answer) -> None:
    Consents(hub.tools).record(hub.actor, person_id, answer, recipient_id=council)


ACTS = ("yes", "no", "not asked", "withdraw", "void")


def standing_yes(acts: list[str]) -> bool:
    """The rule in its plainest form: of what was not voided, the last word is a yes that still stands."""
    said: list[str] = []
    for act in acts:
        if act == "withdraw":
            said = [*said[:-1], "withdrawn"] if said[-1:] == ["yes"] else said
        elif act == "void":
            said = said[:-1]
        elif not said or said[-1] != act:
            said.append(act)
    return bool(said) and said[-1] == "yes"


def act_out(hub: OpenHub, person_id: str, council: str, acts: list[str]) -> None:
    """Do to a person's answers what the acts say, through the services."""
    consents = Consents(hub.tools)
    answers = {"yes": Answer.YES, "no": Answer.NO, "not asked": Answer.NOT_ASKED}
    for act, done in ((act, acts[:at]) for at, act in enumerate(acts)):
        held = [line for line in consents.of(hub.actor, person_id) if line.recipient_id == council]
        if act in answers:
            agree(hub, person_id, council, answers[act])
        elif held and act == "withdraw":
            with nullcontext() if standing_yes(done) else pytest.raises(DomainError, match="no yes"):
                consents.withdraw(hub.actor, held[0].id, "rang us")
        elif held:
            with hub.store.write(hub.actor.user_id) as work:
                void(work.session.get_one(Consent, held[0].id), "Recorded by mistake", NOW)


def test_nobody_without_a_standing_yes_is_ever_in_a_package_by_consent(hub: OpenHub, tmp_path: Path) -> None:
    council, other = (
        Organisations(hub.tools).save(hub.actor, OrganisationDraft(name)).made
        for name in ("Riverbank Council", "Mill Green Hub")
    )
    expected: dict[str, bool] = {}

    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.sampled_from(ACTS), max_size=6), st.sampled_from(Answer))
    def answer_somehow(acts: list[str], elsewhere: Answer) -> None:
        draft = PersonDraft(f"Person{len(expected)}", last_name="Mallory")
        one = People(hub.tools).save(hub.actor, draft).made
        agree(hub, one, other, elsewhere)
        act_out(hub, one, council, acts)
        expected[one] = standing_yes(acts)
        wanted = HandoverFilter(among=(one,))
        inside = Handovers(hub.tools).scope(hub.actor, council, CONSENT, wanted).inside
        assert bool(inside) == expected[one], acts

    answer_somehow()
    plan = HandoverPlan(council, "Plan", CONSENT, Preset.FULL_CANONICAL)
    made = make_handover(hub.tools, hub.actor, plan, tmp_path, None, NOW)
    with zipfile.ZipFile(made.info.path) as package:
        rows = list(csv.DictReader(io.StringIO(package.read("people.csv").decode(), newline="")))
    found = {row["person_id"].replace("-", "") for row in rows}
    assert found == {one for one, goes in expected.items() if goes}
    assert 0 < len(found) < len(expected)
