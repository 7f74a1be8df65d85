"""A council's list given back: their bytes, only what changed, spreadsheets, and no file written over."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from db.enums import CloseReason, Layer
from db.models import Referral, ReferralStep, Request, SharingRecord
from desktop.domain.errors import DomainError
from desktop.exports.returned_list import Layout, give_back, lay_out, returned_files
from desktop.exports.returned_text import ending_of
from desktop.imports.passed_on import Source
from desktop.imports.run import open_list
from desktop.imports.targets import Kind
from desktop.services.referral_returns import ReferralReturns, ReturnedList
from desktop.services.requests import Requests
from tests.hostile import FORMULAS
from tests.two_hubs import Laptop, laptops

PLAIN = Layout({}, {})
HEAD = ("Ref", "First name", "Surname", "d.o.b", "Help Request Type", "Subtype", "Phone number", "Odd")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Laptop]:
    """One hub."""
    with laptops(tmp_path, "Saltmarsh Hub") as (one,):
        yield one


def bring(desk: Laptop, path: Path, encoding: str | None = None) -> None:
    """Bring a list in as a council's."""
    source = open_list(path, Kind.REQUESTS, profile="hackney-generic", encoding=encoding)
    desk.take_list(source, Source(desk.body("District Council", Layer.STATUTORY)))


def text_list(desk: Laptop, content: bytes, encoding: str | None = None) -> ReturnedList:
    """A list brought in and gathered again."""
    path = desk.desk / "council.csv"
    path.write_bytes(content)
    bring(desk, path, encoding)
    return gathered(desk)


def gathered(desk: Laptop) -> ReturnedList:
    service = ReferralReturns(desk.hub.tools)
    ((batch, *_),) = service.lists(desk.hub.actor)
    return service.gather(desk.hub.actor, batch)


def close_first(desk: Laptop, note: str = "") -> None:
    with desk.hub.store.read() as session:
        key = session.query(Request.id).order_by(Request.number).first()[0]
    Requests(desk.hub.tools).close(desk.hub.actor, key, CloseReason.MET, note)


def row(number: int, odd: str) -> list[str]:
    return [f"00{number}", f"Zoë{number}", "O'Pell", "05/04/1950", "Shopping", "", "+442079460147", odd]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\r\n", "\n"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_their_columns_keep_their_bytes(
    desk: Laptop, encoding: str, between: str, ends: str, quoting: int
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=between, lineterminator=ends, quoting=quoting)
    writer.writerows([HEAD, *(row(n, odd) for n, odd in enumerate(['say "hi"', "two\nlines", "=1+1"], 1))])
    text = stream.getvalue()
    (back,) = returned_files(text_list(desk, text.encode(encoding)), PLAIN)
    said = back.decode(encoding)
    assert said.encode(encoding) == back
    theirs = text.replace("two\nlines", "").split(ends)
    ours = said.replace("two\nlines", "").split(ends)
    assert len(ours) == len(theirs)
    for before, after in zip(theirs, ours, strict=True):
        assert after.startswith(before)
    assert "Received" in said


def test_marks_nobody_needed_are_kept(desk: Laptop) -> None:
    odd = ",".join(HEAD) + '\n"001",Jean,"Mallory",05/04/1950,"Shopping",,"020 7946 0147",\'Twas\n'
    (back,) = returned_files(text_list(desk, odd.encode()), PLAIN)
    assert b'\n"001",Jean,"Mallory",05/04/1950,"Shopping",,"020 7946 0147",\'Twas,Received' in back


def test_a_row_that_is_damaged_costs_those_behind_it_nothing(desk: Laptop) -> None:
    rows = [row(1, ""), ['"never closed', *row(2, "")[1:]], row(3, "=1+1")]
    text = "".join(",".join(cells) + "\n" for cells in (HEAD, *rows))
    (back,) = returned_files(text_list(desk, text.encode()), PLAIN)
    assert b"\n003,Zo\xc3\xab3,O'Pell,05/04/1950,Shopping,,+442079460147,=1+1,Received" in back


def test_what_stands_above_the_names_stays(desk: Laptop) -> None:
    text = "District Council, week 47\n\n" + ",".join(HEAD) + "\n" + ",".join(row(1, "")) + "\n"
    (back,) = returned_files(text_list(desk, text.encode()), PLAIN)
    assert back.startswith(text[: text.index("Ref")].encode() + b"Ref,")


def test_a_letter_their_encoding_lacks_is_told_and_goes_plain(desk: Laptop) -> None:
    text = ",".join(HEAD) + "\n" + ",".join(row(1, "")) + "\n"
    text_list(desk, text.encode("cp1252"), "cp1252")
    close_first(desk, "Tomasz Zieliński rang")
    whole = gathered(desk)
    assert lay_out(whole, PLAIN).unwritten == 1
    assert "Zielinski rang" in returned_files(whole, PLAIN)[0].decode("cp1252")


@pytest.mark.parametrize("text", FORMULAS)
def test_what_we_write_never_runs(desk: Laptop, text: str) -> None:
    text_list(desk, (",".join(HEAD) + "\n" + ",".join(row(1, "")) + "\n").encode())
    close_first(desk, text)
    (back,) = returned_files(gathered(desk), PLAIN)
    (found,) = csv.DictReader(io.StringIO(back.decode("utf-8"), newline=""))
    note = found["Hub note"]
    assert not note.lstrip().startswith(("=", "+", "-", "@"))


def test_their_own_formulas_go_back_as_they_came_and_are_told_before(desk: Laptop) -> None:
    rows = (row(1, "=1+1"), row(2, "@cmd"), row(3, "plain"))
    whole = text_list(desk, "".join(",".join(one) + "\n" for one in (HEAD, *rows)).encode())
    assert lay_out(whole, PLAIN).own_formulas == 2, "a number after a plus is none"
    (back,) = returned_files(whole, PLAIN)
    assert b",+442079460147,=1+1,Received" in back
    assert b",+442079460147,@cmd,Received" in back


def test_what_a_sender_takes_no_column_for_does_not_go(desk: Laptop) -> None:
    whole = text_list(desk, (",".join(HEAD) + "\n" + ",".join(row(1, "")) + "\n").encode())
    rest = ("outcome", "outcome_on", "outcome_note", "onward", "our_reference")
    layout = Layout({"status": "Odd"}, {"status": {"sent": "RECD", "acknowledged": "RECD"}}, 0, rest)
    (back,) = returned_files(whole, layout)
    assert back.decode() == ",".join(HEAD) + "\n" + ",".join(row(1, "RECD")) + "\n"


def test_looking_tells_nobody(desk: Laptop) -> None:
    text_list(desk, (",".join(HEAD) + "\n" + ",".join(row(1, "")) + "\n").encode())
    lay_out(gathered(desk), PLAIN)
    with desk.hub.store.read() as session:
        assert session.query(ReferralStep).count() == 0
        assert session.query(SharingRecord).count() == 0


def test_only_what_changed_goes_the_second_time(desk: Laptop) -> None:
    rows = "".join(",".join(row(n, "")) + "\n" for n in (1, 2, 3))
    whole = text_list(desk, (",".join(HEAD) + "\n" + rows).encode())
    assert whole.only_changed() == whole
    give_back(desk.hub.tools, desk.hub.actor, whole, PLAIN, desk.desk / "first.csv")
    assert gathered(desk).only_changed().rows == ()
    with pytest.raises(DomainError, match="Nothing changed"):
        nothing = gathered(desk).only_changed()
        give_back(desk.hub.tools, desk.hub.actor, nothing, PLAIN, desk.desk / "second.csv")
    desk.clock.on(days=3)
    assert gathered(desk).only_changed().rows == (), "another day alone is no news"
    close_first(desk)
    (changed,) = gathered(desk).only_changed().rows
    assert changed.cells[0] == "001"
    assert gathered(desk).only_changed().people == 1


def test_what_was_done_since_the_look_is_not_left_out(desk: Laptop) -> None:
    whole = text_list(desk, (",".join(HEAD) + "\n" + ",".join(row(1, "")) + "\n").encode())
    close_first(desk)
    with pytest.raises(DomainError, match="More was done"):
        give_back(desk.hub.tools, desk.hub.actor, whole, PLAIN, desk.desk / "outcomes.csv")
    assert not (desk.desk / "outcomes.csv").exists()
    with desk.hub.store.read() as session:
        assert session.query(Referral).one().their_row.get("given") is None


def test_a_spreadsheet_goes_back_as_one(desk: Laptop) -> None:
    path = desk.desk / "council.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Week 47"
    for cells in (HEAD, row(1, "x"), row(2, "y")):
        sheet.append(cells)
    book.save(path)
    bring(desk, path)
    assert ending_of(gathered(desk)) == ".xlsx"
    close_first(desk)
    _, (back,) = give_back(desk.hub.tools, desk.hub.actor, gathered(desk), PLAIN, desk.desk / "outcomes.xlsx")
    assert back.name == "outcomes.xlsx"
    found = list(openpyxl.load_workbook(back)["Week 47"].values)
    assert [cells[:1] + cells[6:7] for cells in found[1:]] == [
        ("001", "+442079460147"),
        ("002", "+442079460147"),
    ]
    assert found[1][8:10] == ("Completed", "Helped")
