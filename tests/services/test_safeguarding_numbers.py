"""The numbers outside the hub: kept in its settings, checked on a day."""

from datetime import date

import pytest

from db.enums import Role
from desktop.domain.errors import NotAllowed
from desktop.services.base import Actor
from desktop.services.hubs import OpenHub
from desktop.services.safeguarding_numbers import OutsideNumbers, SafeguardingNumbers, checked_day


def test_nothing_is_known_until_somebody_says_so(hub: OpenHub) -> None:
    numbers = SafeguardingNumbers(hub.tools)
    assert numbers.get(hub.actor) == OutsideNumbers()
    assert checked_day(numbers.get(hub.actor)) is None
    assert numbers.phones(hub.actor) == ()


def test_saving_keeps_them_with_the_day_and_leaves_out_what_is_empty(hub: OpenHub) -> None:
    numbers = SafeguardingNumbers(hub.tools)
    typed = OutsideNumbers("Riverbank Council", " 020 7946 0450 ", "020 7946 0451", "", "1999-01-01")
    numbers.save(hub.actor, typed)
    held = numbers.get(hub.actor)
    assert (held.council, held.adults) == ("Riverbank Council", "020 7946 0450")
    assert checked_day(held) == numbers.today() != date(1999, 1, 1)
    assert numbers.phones(hub.actor) == (
        ("Adult safeguarding, daytime", "020 7946 0450"),
        ("Evenings and weekends", "020 7946 0451"),
    )


def test_everybody_sees_them_and_few_change_them(hub: OpenHub) -> None:
    numbers = SafeguardingNumbers(hub.tools)
    numbers.save(hub.actor, OutsideNumbers(adults="020 7946 0450"))
    reader = Actor(hub.actor.user_id, "Sam Reader", frozenset({Role.READ_ONLY}))
    assert numbers.phones(reader) == (("Adult safeguarding, daytime", "020 7946 0450"),)
    with pytest.raises(NotAllowed):
        numbers.save(reader, OutsideNumbers())
