"""The copy of somebody's own data: everything of theirs, nothing of others that nobody looked at."""

import io
import json
import re
import zipfile

import pytest
from pypdf import PdfReader

from db.enums import Answer, LinkKind, Role
from desktop.domain.errors import NotAllowed
from desktop.exports.access_pack import draw_pack, zip_pack
from desktop.services.access import LEFT_OUT, AccessPacks, may_name_others
from desktop.services.base import Actor
from desktop.services.hubs import OpenHub
from desktop.services.people import LinkDraft, People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests
from tests.hostile import MARKUP
from tests.services.erasing import mark


def jean(hub: OpenHub) -> str:
    """Somebody with a keyholder and a request that names a neighbour."""
    people = People(hub.tools)
    link = LinkDraft(LinkKind.KEYHOLDER, "Rita Hale", "neighbour", "020 7946 0148")
    draft = PersonDraft(
        first_name="Jean",
        last_name="Mallory",
        good_to_know="Likes tea",
        phones=(PhoneDraft("020 7946 0147"),),
        links=(link,),
    )
    made = people.save(hub.actor, draft).made
    words = "Jean Mallory says Bob Carter next door has her key"
    Requests(hub.tools).save(hub.actor, RequestDraft(made, "food_parcel", words=words))
    return made


def test_what_names_others_is_flagged_and_what_is_theirs_is_not(hub: OpenHub) -> None:
    pack = AccessPacks(hub.tools).gather(hub.actor, jean(hub))
    flagged = {one.value for one in pack.lines if one.flagged}
    rest = {one.value for one in pack.lines if not one.flagged}
    assert {"Rita Hale", "020 7946 0148", "Jean Mallory says Bob Carter next door has her key"} <= flagged
    assert {"Jean", "Mallory", "020 7946 0147", "Likes tea"} <= rest
    assert not may_name_others("Jean Mallory likes tea", {"jean mallory"})
    titles = [title for title, _words in pack.told]
    for wanted in ("why that is lawful", "Who we gave it to", "How long", "came from", "rights", "unhappy"):
        assert any(wanted in one for one in titles)


def test_what_is_left_out_is_in_neither_file(hub: OpenHub) -> None:
    found = AccessPacks(hub.tools).gather(hub.actor, jean(hub))
    pack = found.without(one.key for one in found.lines if one.flagged)
    with zipfile.ZipFile(io.BytesIO(zip_pack(pack))) as archive:
        assert archive.namelist() == ["your-data.pdf", "your-data.json"]
        said = archive.read("your-data.json").decode()
        assert archive.read("your-data.pdf").startswith(b"%PDF")
    assert "Rita" not in said
    assert "Bob Carter" not in said
    assert LEFT_OUT in said
    assert "020 7946 0147" in said
    assert json.loads(said)["about"] == "P-1"


def test_every_word_of_theirs_but_what_is_derived_or_decided_is_in_the_pack(hub: OpenHub) -> None:
    marked = mark(hub)
    pack = AccessPacks(hub.tools).gather(hub.actor, marked.person_id)
    said = " ".join(one.value for one in pack.lines)
    kept_back = ("Xqretention", "Xqoffer", "Xqhandover")
    missing = {one for one in marked.words if one not in said and not one.startswith(kept_back)}
    assert missing <= {"7700900987"}


def test_only_the_lead_makes_it_and_hostile_text_prints(hub: OpenHub) -> None:
    desk = Actor(hub.actor.user_id, "Sam", frozenset({Role.CALL_HANDLER, Role.COORDINATOR}))
    person = jean(hub)
    with pytest.raises(NotAllowed):
        AccessPacks(hub.tools).gather(desk, person)
    draft = PersonDraft(first_name=MARKUP[0], last_name="Quayle", good_to_know=" ".join(MARKUP))
    made = People(hub.tools).save(hub.actor, draft).made
    assert draw_pack(AccessPacks(hub.tools).gather(hub.actor, made)).startswith(b"%PDF")


def test_it_says_how_to_reach_them_safely_and_that_a_private_need_is_named(hub: OpenHub) -> None:
    draft = PersonDraft("Jean", last_name="Mallory", safe_post=Answer.NO, safe_when="after 6")
    person = People(hub.tools).save(hub.actor, draft).made
    packs = AccessPacks(hub.tools)
    plain = packs.gather(hub.actor, person)
    assert (plain.safe, plain.names_private) == ("Ring only: after 6. Send no post.", False)
    Requests(hub.tools).save(hub.actor, RequestDraft(person, "domestic_abuse", words="A safe place"))
    assert packs.gather(hub.actor, person).names_private
    assert packs.gather(hub.actor, jean(hub)).safe == ""


def test_it_reads_as_people_write(hub: OpenHub) -> None:
    """Days in words, repeats in words, nothing of how the records are kept; long texts over several pages."""
    person = jean(hub)
    long = " ".join(["Very long words that go on and on."] * 400)
    asked = RequestDraft(person, "shopping", words=long, recurrence="FREQ=WEEKLY;BYDAY=TU")
    Requests(hub.tools).save(hub.actor, asked)
    pack = AccessPacks(hub.tools).gather(hub.actor, person)
    said = {one.label: one.value for one in pack.lines}
    assert said["How often"] == "every Tuesday"
    assert "17 November 2026, 10:42" in {one.value for one in pack.lines}
    assert not {"Created at", "E164", "Raw"} & set(said)
    kept = dict(pack.told)["How long we keep it"]
    assert "2 years" in kept
    assert "months months" not in kept
    pages = PdfReader(io.BytesIO(draw_pack(pack))).pages
    text = [page.extract_text() for page in pages]
    assert len(text) > 3
    assert all(f"Page {at}" in one for at, one in enumerate(text, 1))
    assert "Help you asked for" in "".join(text)
    foot = re.compile(r"A copy of your own data\n.*\n|Anything wrong or unclear\?.*\n|Page \d+\n")
    assert " ".join("".join(foot.sub("", one) for one in text).split()).count("on and on.") == 400
