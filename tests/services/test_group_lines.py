"""Street groups typed, pasted or read from a file, one on each line."""

from pathlib import Path

import pytest

from db.queries.groups import GroupFilter
from desktop.domain.errors import DomainError
from desktop.domain.text import clean
from desktop.imports.group_list import group_lines
from desktop.services.group_lines import MOST_LINES, NewGroup, read_groups
from desktop.services.groups import Groups
from desktop.services.hubs import OpenHub
from tests.hostile import MARKUP

MILL = NewGroup("Mill Row", "Cerys Vaughan", "020 7946 0417")


@pytest.mark.parametrize(
    "line",
    [
        "Mill Row, Cerys Vaughan, 020 7946 0417",
        "Mill Row\tCerys Vaughan\t020 7946 0417",
        "Mill Row; Cerys Vaughan; 020 7946 0417",
        "  Mill Row ,020 7946 0417, Cerys Vaughan ",
    ],
)
def test_one_line_is_a_group(line: str) -> None:
    assert read_groups(line) == [MILL]


def test_a_number_may_be_missing_and_the_same_name_counts_once() -> None:
    found = read_groups("Mill Row, Cerys\n\nLane 5, Ann, 07700 900415\nMILL ROW, Dai")
    assert found == [NewGroup("Mill Row", "Cerys"), NewGroup("Lane 5", "Ann", "07700 900415")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" \n", "a group on each line"),
        ("Mill Row, Cerys\nLane 5", "Line 2 says nobody"),
        ("Mill Row, Cerys\n, 020 7946 0417", "Line 2 has no name"),
        ("\n".join(f"G{one}, C" for one in range(MOST_LINES + 1)), "501 groups"),
    ],
)
def test_a_line_that_is_no_group_is_named(text: str, told: str) -> None:
    with pytest.raises(DomainError, match=told) as problem:
        read_groups(text)
    assert problem.value.field == "lines"


def test_a_list_is_added_whole_and_what_was_there_stays(hub: OpenHub) -> None:
    groups = Groups(hub.tools)
    first = groups.add_list(hub.actor, "Mill Row, Cerys, 020 7946 0417")
    assert first.message == "Saved Mill Row"
    more = groups.add_list(hub.actor, "mill row, Dai\nLane 5, Ann\nLane 6, Bo")
    assert more.message == "2 groups added, 1 were there already"
    rows = groups.rows(hub.actor, groups.ids(hub.actor, GroupFilter(), "name"))
    assert [(one.name, one.contact_name) for one in rows] == [
        ("Lane 5", "Ann"),
        ("Lane 6", "Bo"),
        ("Mill Row", "Cerys"),
    ]
    assert groups.find(hub.actor, "Lane 6") == (rows[1].id,)
    with pytest.raises(DomainError, match="Mill Row is on the list already"):
        groups.add_list(hub.actor, "Mill Row, Cerys")
    with pytest.raises(DomainError, match="Line 2"):
        groups.add_list(hub.actor, "Lane 7, Cy\nLane 8")
    assert groups.counts(hub.actor).every == 3


def test_columns_of_a_file_are_told_by_their_names_or_else_by_their_order(tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    path.write_text(
        "Ward,Contact phone,Contact name,Group name\nEast,020 7946 0417,Cerys Vaughan,Mill Row\n"
        ',,,\nWest,,Ann,"Lane, upper"\n',
        encoding="utf-8",
    )
    assert read_groups(group_lines(path)) == [MILL, NewGroup("Lane, upper", "Ann")]
    path.write_text("A,B,C\nMill Row,Cerys Vaughan,020 7946 0417\n", encoding="utf-8")
    assert read_groups(group_lines(path)) == [MILL]


def test_a_file_without_groups_says_so(tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    path.write_text("Group,Contact\n,\n", encoding="utf-8")
    with pytest.raises(DomainError):
        group_lines(path)


@pytest.mark.parametrize("words", MARKUP)
def test_names_stay_as_typed(hub: OpenHub, words: str) -> None:
    groups = Groups(hub.tools)
    kept = clean(words).replace(";", " ").replace(",", " ")
    groups.add_list(hub.actor, f"{kept}\tAnn")
    (row,) = groups.rows(hub.actor, groups.ids(hub.actor, GroupFilter()))
    assert row.name == clean(kept)
