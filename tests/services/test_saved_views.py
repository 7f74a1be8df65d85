"""Views of lists kept in the hub: refused under no name or one that is taken, and undone like all else."""

import pytest

from desktop.domain.errors import DomainError, NotFound
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.saved_views import MOST, SavedView, SavedViews


def test_a_name_is_needed_and_is_one_of_a_kind_in_its_list(hub: OpenHub) -> None:
    views = SavedViews(hub.tools)
    views.save(hub.actor, SavedView("people", "Northfold"))
    views.save(hub.actor, SavedView("requests", "Northfold"))
    with pytest.raises(DomainError, match="already"):
        views.save(hub.actor, SavedView("people", " NORTHFOLD "))
    with pytest.raises(DomainError, match="Give the view a name"):
        views.save(hub.actor, SavedView("people", "  "))
    assert [one.name for one in views.of(hub.actor, "people")] == ["Northfold"]


def test_a_deleted_view_comes_back_with_undo(hub: OpenHub) -> None:
    views = SavedViews(hub.tools)
    kept = views.save(hub.actor, SavedView("people", "Open", "open", {"area": "a"}, "name", True, ["phone"]))
    gone = views.delete(hub.actor, kept.made)
    assert views.of(hub.actor, "people") == []
    with pytest.raises(NotFound, match="deleted already"):
        views.delete(hub.actor, kept.made)
    History(hub.tools).undo(hub.actor, gone.txn)
    (back,) = views.of(hub.actor, "people")
    assert back == SavedView("people", "Open", "open", {"area": "a"}, "name", True, ["phone"], kept.made)


def test_a_list_keeps_only_so_many(hub: OpenHub) -> None:
    views = SavedViews(hub.tools)
    for number in range(MOST):
        views.save(hub.actor, SavedView("people", f"View {number}"))
    with pytest.raises(DomainError, match="Delete one first"):
        views.save(hub.actor, SavedView("people", "One more"))
