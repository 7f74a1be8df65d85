"""Mission row 8, Heeley (Sheffield): three organisations, one phone line, one referral mechanism.

One takes the calls, each has a laptop of its own. Need goes between them as locked files, what cannot be done
by one is suggested to another, and the one that took the call hears from both.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.enums_referrals import DeclineReason, ReferralOutcome, ReferralStatus
from db.models import Person, Referral
from desktop.services.referral_answers import End
from desktop.services.referrals_in import ReferralsIn
from tests.two_hubs import Laptop, laptops


@pytest.fixture
def three(tmp_path: Path) -> Iterator[list[Laptop]]:
    """The one with the phone line, and two others."""
    with laptops(tmp_path, "Phone Line", "City Farm", "Development Trust") as found:
        yield found


def test_a_call_goes_to_one_and_then_to_the_other(three: list[Laptop]) -> None:
    line, farm, trust = three
    to_farm, to_trust = line.body("City Farm"), line.body("Development Trust")
    jean = line.person()
    first = line.pass_on(jean, to_farm, "gardening", "The hedge.")
    farm.take_referrals(line.file_of([first]), farm.body("Phone Line"))
    at_farm = ReferralsIn(farm.hub.tools)
    (there,) = at_farm.ids(farm.hub.actor)
    no = End(ReferralStatus.DECLINED, None, "", DeclineReason.NO_CAPACITY, "", "Development Trust")
    at_farm.end(farm.hub.actor, there, no)
    line.take_answers(farm.answer([there]))
    with line.hub.store.read() as session:
        held = session.get_one(Referral, first)
        assert (held.status, held.onward_name) == (ReferralStatus.DECLINED, "Development Trust")

    second = line.pass_on(jean, to_trust, "gardening", "The hedge.")
    trust.take_referrals(line.file_of([second]), trust.body("Phone Line"))
    at_trust = ReferralsIn(trust.hub.tools)
    (there,) = at_trust.ids(trust.hub.actor)
    at_trust.end(trust.hub.actor, there, End(ReferralStatus.COMPLETED, ReferralOutcome.HELPED))
    line.take_answers(trust.answer([there]))
    with line.hub.store.read() as session:
        assert session.get_one(Referral, second).outcome is ReferralOutcome.HELPED


def test_files_for_one_are_no_use_to_another(three: list[Laptop]) -> None:
    line, farm, trust = three
    keys = [line.pass_on(line.person(), line.body("City Farm"))]
    farm.take_referrals(line.file_of(keys), farm.body("Phone Line"))
    (there,) = ReferralsIn(farm.hub.tools).ids(farm.hub.actor)
    answers = farm.answer([there])
    with pytest.raises(Exception, match="for another hub"):
        trust.take_answers(answers)


def test_each_sees_only_whom_it_was_sent(three: list[Laptop]) -> None:
    line, farm, trust = three
    keys = [
        line.pass_on(line.person("Jean", "Mallory", "020 7946 0147"), line.body("City Farm")),
        line.pass_on(line.person("Harold", "Pell", "020 7946 0148"), line.body("Development Trust")),
    ]
    farm.take_referrals(line.file_of(keys[:1]), farm.body("Phone Line"))
    trust.take_referrals(line.file_of(keys[1:]), trust.body("Phone Line"))
    for laptop, name in ((farm, "Jean"), (trust, "Harold")):
        with laptop.hub.store.read() as session:
            assert [person.first_name for person in session.query(Person)] == [name]
