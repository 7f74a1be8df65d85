"""The leaflet of the directory: public facts only; where a refuge is stands nowhere in it."""

from db.enums import Answer
from db.models import NeedType
from desktop.services.directory import Directory, ServiceDraft
from desktop.services.hubs import OpenHub
from desktop.services.leaflets import Leaflets
from desktop.services.organisations import OrganisationDraft, Organisations


def test_a_refuge_stands_only_where_it_agreed_and_never_with_its_place(hub: OpenHub) -> None:
    body = Organisations(hub.tools).save(hub.actor, OrganisationDraft("Harbour Trust")).made
    with hub.store.read() as session:
        private = session.query(NeedType).filter(NeedType.is_private.is_(True)).first()
    assert private is not None
    for name, said in (("Quiet house", Answer.YES), ("Silent house", Answer.NOT_ASKED)):
        refuge = ServiceDraft(
            body,
            name,
            need_ids=frozenset({private.id}),
            everywhere=True,
            in_leaflet=said,
            address="9 Hidden Lane",
            postcode="QX4 2LB",
            how_to_refer="Ring first\nCome to 9 hidden  lane",
            phone="020 7946 0733",
        )
        Directory(hub.tools).save(hub.actor, refuge)
    leaflet = Leaflets(hub.tools).contents(hub.actor)
    (entry,) = leaflet.entries
    assert (entry.name, entry.where, entry.how_to_refer, entry.helps_with) == (
        "Quiet house",
        "",
        "Ring first",
        (),
    )
    assert "idden" not in repr(leaflet)
    assert private.label not in repr(leaflet)
    assert leaflet.left_out == 1
