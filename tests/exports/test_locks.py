"""Locked PDFs and spreadsheets open with their password and with nothing else."""

import io

import openpyxl
import pytest
from pypdf import PdfReader

from desktop.domain.errors import DomainError
from desktop.exports.passwords import WrongPassword, check_password
from desktop.exports.pdf_base import Pen
from desktop.exports.pdf_lock import lock_pdf, opens_pdf
from desktop.exports.tables import Column, Table
from desktop.exports.xlsx_files import stream_xlsx
from desktop.exports.xlsx_lock import is_locked_xlsx, lock_xlsx, unlock_xlsx

PASSWORD = "correct hôrse"


def _workbook(rows: int) -> bytes:
    stream = io.BytesIO()
    stream_xlsx(
        stream, [(Table("people", (Column("name"),)), [(f"Jean {i} {i * 7919}",) for i in range(rows)])]
    )
    return stream.getvalue()


@pytest.mark.parametrize("rows", [1, 100, 20_000])
def test_a_workbook_of_any_size_opens_again(rows: int) -> None:
    locked = lock_xlsx(_workbook(rows), PASSWORD)
    assert is_locked_xlsx(locked)
    assert b"Jean" not in locked
    book = openpyxl.load_workbook(io.BytesIO(unlock_xlsx(locked, PASSWORD)))
    assert book["people"].max_row == rows + 1
    book.close()


def test_another_password_is_refused_plainly() -> None:
    locked = lock_xlsx(_workbook(3), PASSWORD)
    for wrong in ("correct horse", ""):
        with pytest.raises(WrongPassword, match="That isn't the password"):
            unlock_xlsx(locked, wrong)


def test_damage_is_told_from_a_wrong_password() -> None:
    locked = lock_xlsx(_workbook(2000), PASSWORD)
    changed = bytearray(locked)
    changed[len(changed) // 2] ^= 1
    for damaged in (bytes(changed), locked[:3000], b"junk", _workbook(1), locked[:600] + b"x" * 9000):
        with pytest.raises(ValueError, match="not an encrypted spreadsheet"):
            unlock_xlsx(damaged, PASSWORD)


def test_a_pdf_is_locked_with_revision_6() -> None:
    stream = io.BytesIO()
    pen = Pen(stream, title="t")
    pen.text(40, 40, "Jean Marlowe", 12)
    pen.save()
    locked = lock_pdf(stream.getvalue(), PASSWORD)
    reader = PdfReader(io.BytesIO(locked))
    assert reader.is_encrypted
    assert b"/R 6" in locked
    assert opens_pdf(locked, PASSWORD)
    assert not opens_pdf(locked, "correct horse")
    assert not opens_pdf(stream.getvalue(), PASSWORD)
    assert not opens_pdf(b"junk", PASSWORD)
    reader.decrypt(PASSWORD)
    assert "Jean Marlowe" in reader.pages[0].extract_text()


@pytest.mark.parametrize("password", ["", "short", "seven77", "x" * 128, "tab\tinside it"])
def test_weak_or_untypeable_passwords_are_refused(password: str) -> None:
    with pytest.raises(DomainError) as caught:
        check_password(password)
    assert caught.value.field == "password"


def test_a_good_password_is_taken() -> None:
    check_password("three small words")
