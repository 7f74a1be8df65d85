"""Layouts the hub keeps: kept once, ended and used again, and lists that came by an ended one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.enums import Layer, Role
from desktop.domain.errors import DomainError, NotAllowed
from desktop.imports.passed_on import Source, wanted_back
from desktop.imports.run import open_list, saved_profiles
from desktop.imports.targets import Kind
from desktop.services.base import Actor
from desktop.services.layouts import Layouts
from desktop.services.referral_returns import ReferralReturns
from tests.two_hubs import Laptop, laptops

MAPPING = {
    "name": "aldermouth",
    "title": "Aldermouth Council",
    "kind": "requests",
    "columns": {
        "Client": "full_name",
        "Tel": "phone",
        "Service": {"to": "need", "means": {"FP": "food_parcel"}},
    },
    "fingerprint": ["Client", "Service"],
    "returned": {"columns": {"outcome": "Result"}, "codes": {"outcome": {"helped": "CLOSED-H"}}},
}
KEY = "layout:aldermouth"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Laptop]:
    """One hub."""
    with laptops(tmp_path, "Saltmarsh Hub") as (one,):
        yield one


def test_a_layout_is_kept_changed_ended_and_used_again(desk: Laptop) -> None:
    service, actor = Layouts(desk.hub.tools), desk.hub.actor
    key = service.save(actor, MAPPING, KEY).made
    assert service.save(actor, MAPPING | {"about": "Weekly"}, KEY, key).made == key
    (held,) = service.all(actor)
    assert (held.name, held.kind, held.mapping["about"]) == ("Aldermouth Council", "requests", "Weekly")
    service.end(actor, key, "They send another now")
    assert service.all(actor) == []
    (ended,) = service.all(actor, ended=True)
    assert (ended.key, ended.why) == (key, "They send another now")
    service.bring_back(actor, key)
    assert service.all(actor, ended=True) == []


def test_two_layouts_are_not_called_the_same(desk: Laptop) -> None:
    service, actor = Layouts(desk.hub.tools), desk.hub.actor
    service.save(actor, MAPPING, KEY)
    with pytest.raises(DomainError, match="has this name"):
        service.save(actor, MAPPING | {"name": "other"}, "layout:other")


def test_who_brings_no_files_in_makes_no_layouts(desk: Laptop) -> None:
    other = Actor("b" * 32, "Somebody else", frozenset({Role.CALL_HANDLER}))
    with pytest.raises(NotAllowed):
        Layouts(desk.hub.tools).save(other, MAPPING, KEY)


def test_a_list_that_came_by_a_layout_goes_back_by_it_after_its_end(desk: Laptop) -> None:
    service, actor = Layouts(desk.hub.tools), desk.hub.actor
    key = service.save(actor, MAPPING, KEY).made
    council = desk.body("Aldermouth Council", Layer.STATUTORY)
    path = desk.desk / "list.csv"
    path.write_text("Client,Tel,Service,Result\nJean Mallory,020 7946 0147,FP,\n", encoding="utf-8")
    saved = saved_profiles(one.mapping for one in service.all(actor))
    source = open_list(path, Kind.REQUESTS, saved=saved)
    assert source.column_map.profile == "aldermouth"
    desk.take_list(source, Source(council))
    service.end(actor, key, "They send another now")
    returns = ReferralReturns(desk.hub.tools)
    ((batch, *_),) = returns.lists(actor)
    whole = returns.gather(actor, batch)
    back = wanted_back(whole.profile, whole.mappings)
    assert back.columns == {"outcome": "Result"}
