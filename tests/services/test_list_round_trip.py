"""A list brought in as referrals, given back, brought into an empty hub and given back: the same bytes.

Two thousand rows in each layout a council sends, twenty a list:
``HYPOTHESIS_PROFILE=long python -m pytest tests/services/test_list_round_trip.py``.
"""

import csv
import io
import json
import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from db.enums import Layer
from desktop.domain.formula import restore
from desktop.exports.returned_list import Layout, returned_files
from desktop.imports.dry_run import Choices
from desktop.imports.passed_on import Source, wanted_back
from desktop.imports.plans import make_batch
from desktop.imports.profiles import BUILT_IN, Profile, built_in, profile_from_json
from desktop.imports.run import open_list
from desktop.imports.targets import Kind
from desktop.services.bring_in import BringIn
from desktop.services.layouts import Layouts
from desktop.services.referral_returns import ReferralReturns
from tests.hostile import FORMULAS, MARKUP
from tests.two_hubs import Laptop, laptops

Form = tuple[str, str, int, str]
"""Encoding, what stands between cells, quotation marks, line end."""
HUBS = 100 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 2
A_LIST = 20
ADDED = profile_from_json(
    json.dumps(
        {
            "name": "aldermouth",
            "title": "Aldermouth Council",
            "kind": "requests",
            "columns": {
                "Case No": "request_reference",
                "Client": "full_name",
                "Tel": "phone",
                "PC": "postcode",
                "Pri": {"to": "urgency", "means": {"P1": "today", "P3": "this_week"}},
                "Service": {"to": "need", "means": {"FP": "food_parcel", "SH": "shopping"}},
                "Said": "words",
                "Result": "",
                "Result note": "",
            },
            "fingerprint": ["Case No", "Client", "Service"],
            "returned": {
                "columns": {"outcome": "Result", "status": "Result", "outcome_note": "Result note"},
                "codes": {"status": {"acknowledged": "RECD", "sent": "RECD"}},
                "silent": ["onward"],
            },
        }
    )
)
PROFILES = {
    one.name: one
    for one in (*map(built_in, BUILT_IN), ADDED)
    if one.kind is not Kind.VOLUNTEERS and (one.kind is Kind.REQUESTS or one.needs)
}
"""Those by which a row can ask for something: the others make no referral."""
_WORDS = st.one_of(
    st.sampled_from(
        (*FORMULAS[:10], *MARKUP[:4], "'Twas", 'say "hi"', "a, b; c", "two\nlines", "007", "Zoë", "")
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
)
_BY_TARGET: Mapping[str, st.SearchStrategy[str]] = {
    "first_name": _WORDS.map(lambda text: f"N{text}"),
    "full_name": _WORDS.map(lambda text: f"Nan {text}"),
    "last_name": st.sampled_from(("Mallory", "Pell", "O'Neill", "Siân")),
    "date_of_birth": st.sampled_from(("04/03/1952", "1950-04-05", "31/02/1950", "")),
    "phone": st.sampled_from(("020 7946 0147", "+447700900123", "ring Bo", "")),
    "need": st.sampled_from(("Shopping", "food", "Food parcel", "FP", "SH", "something odd")),
    "urgency": st.sampled_from(("P1", "P3", "today", "")),
    "timestamp": st.sampled_from(("2020-04-02 10:00:00", "12/05/2020")),
    "person_reference": st.sampled_from([f"P-{number}" for number in range(A_LIST)]),
}
_ANSWERS = st.sampled_from(("Yes", "No", "4", "1", ""))
_FORMS = st.tuples(
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
    st.sampled_from((",", ";", "\t")),
    st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC)),
    st.sampled_from(("\r\n", "\n")),
)


@st.composite
def lists(draw: st.DrawFn, profile: Profile) -> list[list[str]]:
    """Rows of a list in a layout, each with a reference of its own."""
    asks = {rule.header for rule in profile.needs}
    rows = []
    for number in range(A_LIST):
        row = []
        for header, column in profile.columns.items():
            if column.target in ("source_reference", "request_reference"):
                row.append(f"00{number}/{draw(_WORDS)[:3]}")
            else:
                kind = _ANSWERS if header in asks else _BY_TARGET.get(column.target, _WORDS)
                row.append(draw(kind))
        rows.append(row)
    return rows


def given_back(desk: Laptop, profile: Profile, content: bytes, form: Form) -> bytes | None:
    """What goes back of a list; None where no row of it asks for anything."""
    if profile.name not in BUILT_IN:
        mapping = json.loads(profile.to_json())
        Layouts(desk.hub.tools).save(desk.hub.actor, mapping, f"layout:{profile.name}")
    if "person_reference" in {column.target for column in profile.columns.values()}:
        _bring_people(desk)
    path = desk.desk / "list.csv"
    path.write_bytes(content)
    source = open_list(
        path, profile.kind, profile=profile.name, saved=[profile], encoding=form[0], delimiter=form[1]
    )
    desk.take_list(source, Source(desk.body("District Council", Layer.STATUTORY)))
    service = ReferralReturns(desk.hub.tools)
    found = service.lists(desk.hub.actor)
    if not found:
        return None
    whole = service.gather(desk.hub.actor, found[0][0])
    wanted = wanted_back(whole.profile, whole.mappings)
    codes = {part: dict(words) for part, words in wanted.codes.items()}
    (back,) = returned_files(whole, Layout(dict(wanted.columns), codes, silent=wanted.silent))
    return back


def _bring_people(desk: Laptop) -> None:
    """Those whom a list speaks of by their reference alone."""
    path = desk.desk / "people.csv"
    rows = "".join(f"P-{number},Nan,Quill{number},,,active\n" for number in range(A_LIST))
    head = "person_id,first_name,last_name,address_postcode,contact_number_calls,record_status\n"
    path.write_text(head + rows, encoding="utf-8")
    batch = make_batch(desk.look(open_list(path, Kind.PEOPLE)), Choices()).batch
    BringIn(desk.hub.tools).apply(desk.hub.actor, batch)


def in_a_new_hub(profile: Profile, content: bytes, form: Form) -> bytes | None:
    with TemporaryDirectory() as folder, laptops(Path(folder), "Saltmarsh Hub") as (desk,):
        return given_back(desk, profile, content, form)


def test_every_layout_a_council_sends_is_among_them() -> None:
    assert {
        "nsss",
        "gds-daily-2020",
        "hackney-generic-requests",
        "wholesaler-deliveries",
        "hubkeeper-requests",
        "aldermouth",
    } == set(PROFILES)


@pytest.mark.parametrize("name", PROFILES)
@settings(max_examples=HUBS, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), form=_FORMS)
def test_given_back_brought_in_and_given_back_again_is_the_same(
    name: str, data: st.DataObject, form: Form
) -> None:
    profile = PROFILES[name]
    rows = data.draw(lists(profile))
    stream = io.StringIO(newline="")
    style: Any = {"delimiter": form[1], "quoting": form[2], "lineterminator": form[3]}
    writer = csv.writer(stream, **style)
    writer.writerows([list(profile.columns), *rows])
    back = in_a_new_hub(profile, stream.getvalue().encode(form[0]), form)
    if back is None:
        assert profile.kind is Kind.PEOPLE, "each row of requests asks for something"
        return
    text = io.StringIO(back.decode(form[0]), newline="")
    found = list(csv.reader(text, delimiter=form[1]))[1:]
    theirs = [[restore(cell) for cell in row] for row in rows]
    kept = len(profile.columns) - len(profile.returned.columns)
    held = {tuple(one[:kept]) for one in theirs}
    strange = [row for row in found if tuple(map(restore, row[:kept])) not in held]
    assert strange == [], "a row of theirs came back otherwise"
    assert in_a_new_hub(profile, back, form) == back
