"""Small grants: nobody scores their own, and no single person decides."""

import pytest

from desktop.domain.errors import DomainError
from desktop.domain.grants import Criterion, Given, read_criteria, refuse_meeting, refuse_score, standing

CRITERIA = [Criterion("Helps neighbours", 5), Criterion("Costs are clear", 3)]
GOOD = Given("Amina Diallo", (4, 3))


def test_points_stand_when_they_fit_the_criteria() -> None:
    refuse_score(CRITERIA, GOOD, ["Jo Hughes", ""])
    refuse_score(CRITERIA, Given("Jo Hughes", (), "She runs it"), ["Jo Hughes"])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Given("", (4, 3)), "scorer"),
        (Given("jo  hughes", (4, 3)), "scorer"),
        (Given("Amina", (4,)), "points_0"),
        (Given("Amina", (4, 4)), "points_1"),
        (Given("Amina", (-1, 0)), "points_0"),
        (Given("Amina", (4, 3), "A cousin"), "conflict"),
    ],
)
def test_who_may_not_score_and_points_that_do_not_fit_are_refused(given: Given, field: str) -> None:
    with pytest.raises(DomainError) as caught:
        refuse_score(CRITERIA, given, ["Jo Hughes"])
    assert caught.value.field == field


def test_the_mean_leaves_out_whoever_declared_a_conflict() -> None:
    found = standing(CRITERIA, [GOOD, Given("Priya", (4, 2)), Given("Jo", (), "A cousin")])
    assert (found.scored, found.most, found.hundredths, found.out) == (2, 8, 650, ("Jo",))
    assert standing(CRITERIA, []).hundredths is None
    assert standing(CRITERIA, [GOOD, GOOD, Given("Priya", (4, 2))]).hundredths == 667


def test_two_people_without_a_conflict_decide() -> None:
    refuse_meeting(["Amina", "Priya", "Jo"], ["JO"])
    for present, out in ((["Amina"], []), (["Amina", "amina "], []), (["Amina", "Jo"], ["Jo"]), ([], [])):
        with pytest.raises(DomainError, match="two people"):
            refuse_meeting(present, out)


def test_criteria_are_typed_one_on_a_line_with_their_points() -> None:
    assert read_criteria("Helps neighbours: 5\n\n Costs: are clear :3 ") == (
        Criterion("Helps neighbours", 5),
        Criterion("Costs: are clear", 3),
    )
    for typed in ("Helps neighbours", "Helps: many", ": 5", "Helps: 0", "Helps: 101", "Helps: -5"):
        with pytest.raises(DomainError, match="most points after a colon"):
            read_criteria(typed)
