"""The log names nobody, whoever writes to it."""

import logging
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import Urgency
from desktop.runtime import log

SECRET = "Mary Smith, 2 Mill Lane"
ID = "0192f0c1a2b37d4e8f90a1b2c3d4e5f6"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[log.EventFile]:
    handler = log.start_log(tmp_path / "logs")
    yield handler
    log.stop_log(handler)


def written(file: log.EventFile) -> str:
    return Path(file.baseFilename).read_text(encoding="utf-8")


def test_an_event_keeps_ids_counts_and_codes(file: log.EventFile) -> None:
    logging.getLogger("db.backup").info(
        "backup.written hub=%s files=%d seconds=%.1f urgency=%s", ID, 3, 0.25, next(iter(Urgency))
    )
    line = written(file)
    assert f"INFO db.backup backup.written hub={ID} files=3 seconds=0.2 urgency=" in line
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 ", line)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"saved {SECRET}", ()),
        ("record.saved name=%s", (SECRET,)),
        ("record.saved name=%s count=%d", (SECRET, 2)),
        ("record.saved born=%s", (date(1948, 3, 2),)),
        ("record.saved phone=%d", (7700900123,)),
        ("Mary %s", ("Smith",)),
        ("record.saved person=%(name)s", ({"name": SECRET},)),
    ],
)
def test_anything_else_is_withheld(file: log.EventFile, text: str, parts: tuple[object, ...]) -> None:
    logging.getLogger("desktop.services").warning(text, *parts)
    logging.getLogger("some.library").warning(text, *parts)
    assert written(file).count(log.WITHHELD) == 2
    assert not re.search("Mary|Smith|1948|7700900", written(file))


def test_a_fault_is_written_without_its_message_or_values(file: log.EventFile) -> None:
    try:
        raise OSError(28, SECRET, SECRET)
    except OSError:
        logging.getLogger("desktop.jobs").exception("job.stopped name=%s", SECRET, stack_info=True)
    text = written(file)
    assert "Mary" not in text
    assert "builtins.OSError errno=28" in text
    assert "test_log.py" in text


def test_parts_that_do_not_fit_the_event_are_withheld() -> None:
    record = logging.LogRecord("x", logging.INFO, "f.py", 1, "record.saved name=%s", (ID, SECRET), None)
    assert log.without_values(record).getMessage() == log.WITHHELD


def test_the_record_itself_stays_as_it_was_for_others(file: log.EventFile) -> None:
    record = logging.LogRecord("x", logging.INFO, "f.py", 1, "saved %s", (SECRET,), None)
    assert SECRET not in file.format(record)
    assert record.getMessage() == f"saved {SECRET}"


def test_a_log_that_cannot_be_written_says_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handler = log.start_log(tmp_path)
    try:
        Path(handler.baseFilename).mkdir()
        logging.getLogger("desktop").warning("record.saved name=%s", SECRET)
    finally:
        log.stop_log(handler)
    output = capsys.readouterr()
    assert output.out + output.err == ""


def test_the_file_rotates_and_old_ones_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "MAX_BYTES", 200)
    handler = log.start_log(tmp_path)
    for number in range(40):
        logging.getLogger("desktop").warning("loop.turned number=%d", number)
    log.stop_log(handler)
    assert len(list(tmp_path.iterdir())) == log.OLDER_FILES + 1
    assert "number=39" in (tmp_path / log.FILE_NAME).read_text(encoding="utf-8")


def test_the_log_ends_when_stopped(tmp_path: Path) -> None:
    handler = log.start_log(tmp_path)
    log.stop_log(handler)
    logging.getLogger("desktop").warning("app.closed")
    assert not Path(handler.baseFilename).exists()


@pytest.mark.parametrize(
    "value", [None, True, 12, 0.5, ID, UUID(ID), "R-2287", "R-B2-17", timedelta(seconds=3)]
)
def test_what_may_stand_in_the_log(value: object) -> None:
    assert log.safe(value) == value


def test_types_and_faults_give_their_names() -> None:
    assert log.safe(ValueError(SECRET)) == "ValueError"
    assert log.safe(ValueError) == "ValueError"


@given(st.text() | st.binary() | st.dates() | st.lists(st.text()) | st.integers(min_value=10**9))
def test_no_free_value_gets_through(value: object) -> None:
    shown = log.safe(value)
    assert shown == log.WITHHELD or (isinstance(value, str) and log._ID.fullmatch(value))


@given(st.text(min_size=1))
def test_no_free_text_gets_through(text: str) -> None:
    record = logging.LogRecord("x", logging.INFO, "f.py", 1, text, (), sys.exc_info())
    assert log.without_values(record).getMessage() in {
        log.WITHHELD,
        text if log._EVENT.fullmatch(text) else "",
    }
