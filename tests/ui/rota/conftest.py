"""The Rota page over a hub with a week of shifts."""

from collections.abc import Callable

import pytest

from desktop.context import AppContext
from desktop.ui.rota.page import RotaPage
from tests.services.rota_hands import RotaHands


@pytest.fixture
def hands(context: AppContext) -> RotaHands:
    """Hands on the rota of a new hub, on Tuesday 17 November 2026."""
    return RotaHands(context.hub)


@pytest.fixture
def page(context: AppContext, show_page: Callable[[RotaPage], RotaPage]) -> RotaPage:
    """The page on show, with what the test has put on the rota once it reads again."""
    return show_page(RotaPage(context))
