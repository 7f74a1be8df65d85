"""The form of a person: what it asks, and what it leaves as it stands."""

from db.enums import LinkKind
from desktop.services.households import HouseholdDraft
from desktop.services.people import LinkDraft, PersonDraft
from desktop.ui.people.form import draft_of, person_fields, person_values

GWEN = PersonDraft(
    "Gwen",
    household=HouseholdDraft("1 Kelp Street"),
    strengths="Bakes, and knows the whole street",
    links=(
        LinkDraft(LinkKind.EMERGENCY, "Nia", "sister", "07700 900101"),
        LinkDraft(LinkKind.EMERGENCY, "Bo", "son", "07700 900102"),
        LinkDraft(LinkKind.AROUND, "Rhian", "next door", "07700 900103", "After six"),
        LinkDraft(LinkKind.CARER, "Ash"),
    ),
)


def test_what_somebody_does_well_and_who_is_around_them_can_be_written_down() -> None:
    values = {field.key: "" for field in person_fields([])} | person_values(GWEN)
    assert values["strengths"] == "Bakes, and knows the whole street"
    assert (values["around_name"], values["around_relationship"]) == ("Rhian", "next door")
    draft = draft_of({**values, "strengths": "Bakes", "around_relationship": "at number 4"}, GWEN)
    assert draft.strengths == "Bakes"
    (around,) = [one for one in draft.links or () if one.kind is LinkKind.AROUND]
    assert around == LinkDraft(LinkKind.AROUND, "Rhian", "at number 4", "07700 900103", "After six")


def test_what_the_form_does_not_ask_stays_as_it_is() -> None:
    values = {field.key: "" for field in person_fields([])} | person_values(GWEN)
    draft = draft_of(values, GWEN)
    assert set(draft.links or ()) == set(GWEN.links or ())
    nobody = draft_of({**values, "around_name": "", "emergency_name": ""}, GWEN)
    kept = {(one.kind, one.name) for one in nobody.links or ()}
    assert kept == {(LinkKind.EMERGENCY, "Bo"), (LinkKind.CARER, "Ash")}
