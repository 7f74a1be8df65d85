"""People handed over in a council's columns, brought into an empty hub and handed over again: the same bytes.

In every layout that is shipped, in one a coordinator adds, and in any that could be added: two thousand
people in each, twenty a hub:
``HYPOTHESIS_PROFILE=long python -m pytest tests/services/test_people_round_trip.py``.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from db.enums import Answer, LawfulBasis, Nation
from db.queries.people import PeopleFilter
from desktop.domain.text import fold
from desktop.exports.council_layout import CouncilLayout, in_layout
from desktop.exports.csv_files import stream_csv
from desktop.exports.package_tables import whole_tables
from desktop.imports.dry_run import Choices
from desktop.imports.plans import make_batch
from desktop.imports.profiles import BUILT_IN, Profile, built_in, profile_from_json
from desktop.imports.run import dry_run, open_list
from desktop.imports.spellings import fold_name
from desktop.imports.targets import Kind
from desktop.services.bring_in import BringIn
from desktop.services.handovers import Ask, Handovers, Per
from desktop.services.hubs import NewHub, OpenHub, open_hub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.ui.handovers.layout_box import layout_of, layouts
from tests.blank_hubs import blank_hub
from tests.made_people import ASKING

HUBS = 100 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 2
A_HUB = 20
NOW = datetime(2026, 11, 17, 16, 20, 8, tzinfo=UTC)
WANTED = NewHub("Saltmarsh Hub", Nation.ENGLAND, "QX4 2LB", "020 7946 0800", user_name="Priya")
PASSPHRASE = "seven quiet herons wade"
OURS = {
    "name": "aldermouth",
    "title": "Aldermouth Council register",
    "kind": "people",
    "columns": {
        "Case No": "source_reference",
        "Given": "first_name",
        "Other": "middle_name",
        "Family": "last_name",
        "D.O.B.": "date_of_birth",
        "Line 1": "address_line1",
        "Rest": "address_line2",
        "Town": "town",
        "PC": "postcode",
        "Ring": "phone",
        "Or ring": "phone",
        "How": {
            "to": "contact_preference",
            "means": {"R": "call", "T": "text", "W": "letter", "w2": "letter"},
        },
        "Speaks": {"to": "language", "means": {"Cymraeg": "cy", "POL": "pl"}},
        "Stands": {"to": "status", "means": {"1": "active", "9": "moved"}},
        "Food": "notes",
        "Shop": "",
    },
    "fingerprint": ["Case No", "Family", "Food"],
    "needs": [
        {"column": "Food", "answers": ["+"], "need": "food_parcel", "written": "+"},
        {"column": "Shop", "answers": ["n"], "need": "shopping", "written": "N"},
    ],
    "written": "day_first",
}
"""A layout as a coordinator adds one: its own names, codes and signs."""
ADDED = profile_from_json(json.dumps(OURS))
PROFILES = {one.name: built_in(one.name) for one in layouts([])} | {ADDED.name: ADDED}
WRITTEN = list(PROFILES)
_HEADERS = st.text(st.characters(categories=("L", "N"), max_codepoint=0x17F), min_size=3, max_size=12)
_FREE = (
    "middle_name",
    "last_name",
    "preferred_name",
    "date_of_birth",
    "email",
    "uprn",
    "communication_needs",
)
_CODE_LISTS = {
    "contact_preference": ("call", "text", "email", "letter", "visit"),
    "language": ("cy", "pl", "en", "ur"),
    "status": ("active", "moved"),
}


@st.composite
def any_layout(draw: st.DrawFn) -> Profile:
    """Any columns a council may have, called anything, with any codes."""
    where = ["address_line1", "address_line2", "town", "postcode"]
    wanted = ["source_reference", "first_name", *where, "phone", "phone", "notes", "notes"]
    wanted += draw(st.lists(st.sampled_from(_FREE), unique=True))
    wanted += draw(st.lists(st.sampled_from(sorted(_CODE_LISTS)), unique=True))
    wanted = draw(st.permutations(wanted))
    size = len(wanted)
    names = draw(st.lists(_HEADERS, min_size=size, max_size=size, unique_by=lambda one: fold_name(one)[:8]))
    columns: dict[str, object] = {}
    for name, target in zip(names, wanted, strict=True):
        ours = _CODE_LISTS.get(target, ())
        codes = draw(st.lists(_HEADERS, min_size=len(ours), max_size=len(ours), unique_by=str.casefold))
        means = dict(zip((f"{code}#" for code in codes), ours, strict=True))
        columns[name] = {"to": target, "means": means} if means else target
    noted = [name for name, target in columns.items() if target == "notes"]
    answers = draw(st.lists(st.sampled_from(("Y", "+", "✓", "Ja!", "1")), min_size=2, max_size=2))
    needs = [
        {"column": name, "answers": [fold(one) or one], "need": need, "written": one}
        for name, one, need in zip(noted, answers, ("food_parcel", "shopping"), strict=True)
    ]
    written = draw(st.sampled_from(("iso", "day_first")))
    data = {"name": "any", "title": "Any", "kind": "people", "fingerprint": names}
    return profile_from_json(json.dumps({**data, "columns": columns, "needs": needs, "written": written}))


@contextmanager
def _empty_hub() -> Iterator[tuple[OpenHub, str]]:
    with TemporaryDirectory() as folder:
        blank_hub(Path(folder) / "hub", WANTED, PASSPHRASE)
        hub = open_hub(Path(folder) / "hub", PASSPHRASE, clock=lambda: NOW)
        council = Organisations(hub.tools).save(hub.actor, OrganisationDraft("Riverbank Council")).made
        yield hub, council
        hub.close()
        shutil.rmtree(Path(folder) / "hub")


def _fill(hub: OpenHub, asking: list[tuple[PersonDraft, str, bool]]) -> None:
    people, before = People(hub.tools), ""
    for number, (draft, need, with_the_last) in enumerate(asking):
        draft = _at_home(draft, number)
        if with_the_last and before:
            draft = replace(draft, household=None, household_id=before)
        person = people.save(hub.actor, draft).made
        before = people.get(hub.actor, person).household_id
        if need:
            Requests(hub.tools).save(hub.actor, RequestDraft(person, need))


def _at_home(draft: PersonDraft, number: int) -> PersonDraft:
    """Give everybody a door of their own: who has the same one is of one household when brought in."""
    assert draft.household is not None
    line = f"{number} {draft.household.address_line1}"
    return replace(draft, household=replace(draft.household, address_line1=line))


def _written(hub: OpenHub, council: str, layout: CouncilLayout) -> bytes:
    ask = Ask(council, LawfulBasis.PUBLIC_TASK, per=Per.TABLES, conditions_travel=True)
    rows = Handovers(hub.tools).gather(hub.actor, ask).rows.tables
    filled = in_layout(layout, whole_tables(rows)[0], rows, NOW)
    stream = BytesIO()
    stream_csv(stream, filled.table, filled.rows)
    return stream.getvalue()


def _bring_in(hub: OpenHub, content: bytes, profile: Profile) -> None:
    service = BringIn(hub.tools)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_bytes(content)
        source = open_list(path, Kind.PEOPLE, profile=profile.name, saved=[profile], delimiter=",")
        staged = dry_run(source, service.existing(hub.actor, Kind.PEOPLE.value))
        batch = make_batch(staged, Choices()).batch
        if not batch.is_empty:
            service.apply(hub.actor, batch)


def test_every_layout_of_people_but_the_wholesalers_is_written() -> None:
    people = {name for name in BUILT_IN if built_in(name).kind is Kind.PEOPLE}
    assert people - set(WRITTEN) == {"wholesaler-deliveries"}
    assert set(WRITTEN) - people == {"aldermouth"}
    assert {"hubkeeper-people", "nsss", "gds-daily-2020", "hackney-generic", "nhs-shielded"} <= set(WRITTEN)


@pytest.mark.parametrize("profile", WRITTEN)
@settings(
    max_examples=HUBS,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(asking=st.lists(ASKING, min_size=A_HUB, max_size=A_HUB))
def test_handed_over_brought_in_and_handed_over_again_is_the_same(
    profile: str, asking: list[tuple[PersonDraft, str, bool]]
) -> None:
    _round_trip(PROFILES[profile], asking)


@settings(
    max_examples=HUBS,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(profile=any_layout(), asking=st.lists(ASKING, min_size=A_HUB, max_size=A_HUB))
def test_so_it_is_in_any_layout_a_hub_may_add(
    profile: Profile, asking: list[tuple[PersonDraft, str, bool]]
) -> None:
    _round_trip(profile, asking)


def _round_trip(profile: Profile, asking: list[tuple[PersonDraft, str, bool]]) -> None:
    layout = layout_of(profile)
    with _empty_hub() as (first, council):
        _fill(first, asking)
        content = _written(first, council, layout)
    with _empty_hub() as (second, council):
        _bring_in(second, content, profile)
        assert _written(second, council, layout) == content


def test_how_to_reach_somebody_safely_comes_back_as_what_it_is() -> None:
    """By the tables of a handover, into an empty hub: in its own fields, and said again in the same words."""
    wish: dict[str, object] = {
        "safe_when": "after 6",
        "safe_message": Answer.NO,
        "communication_needs": "Hard of hearing",
    }
    wish |= {"safe_number": "07700 900456", "phones": (PhoneDraft("07700 900456"),)}
    ask = Ask("", LawfulBasis.PUBLIC_TASK, per=Per.TABLES, conditions_travel=True)

    def written(hub: OpenHub, council: str) -> tuple[str, bytes]:
        tables = Handovers(hub.tools).gather(hub.actor, replace(ask, recipient_id=council)).rows.tables
        stream = BytesIO()
        people = whole_tables(tables)[0]
        stream_csv(stream, people.table, people.rows)
        return tables["people"][0]["communication_needs"], stream.getvalue()

    with _empty_hub() as (hub, council):
        People(hub.tools).save(hub.actor, PersonDraft("Jean", last_name="Mallory", **wish))  # type: ignore[arg-type]
        said, content = written(hub, council)
    assert said == (
        "Ring only: after 6. Ring no other number. Leave no message and send none. Hard of hearing"
    )
    with _empty_hub() as (other, theirs):
        _bring_in(other, content, built_in("hubkeeper-people"))
        (key,) = People(other.tools).ids(other.actor, PeopleFilter())
        held = People(other.tools).get(other.actor, key).draft
        assert (held.safe_when, held.safe_message) == ("after 6", Answer.NO)
        assert (held.safe_number, held.communication_needs) == ("+447700900456", "Hard of hearing")
        assert written(other, theirs)[0] == said
