"""What whoever is at the keyboard may do: what they may not is absent from every screen, not greyed out.

Buttons, menu entries, commands, places and keys name the action they lead to (a key of
`desktop.services.actions.ACTIONS`) and ask here. It decides only what is shown; the services refuse.
"""

from collections.abc import Callable


def _anything(_name: str) -> bool:
    return True


class _Permits:
    """Who is asked; everything is shown until the window of a hub says whose it is."""

    def __init__(self) -> None:
        self.action: Callable[[str], bool] = _anything
        self.place: Callable[[str], bool] = _anything


_NOW = _Permits()


def use_permits(action: Callable[[str], bool], place: Callable[[str], bool]) -> None:
    """Show from now on what one account may do.

    Args:
        action: whether it may take an action.
        place: whether it may open a place of the rail, or a page over it.
    """
    _NOW.action, _NOW.place = action, place


def forget_permits() -> None:
    """Nobody is at the keyboard: show everything, as before a hub was open."""
    use_permits(_anything, _anything)


def may(action: str) -> bool:
    """Whether what an action leads to is shown.

    Args:
        action: a key of the registry; empty for what everybody may.
    """
    return not action or _NOW.action(action)


def may_open(place: str) -> bool:
    """Whether ways to a place, or a page over it, are shown.

    Args:
        place: its key.
    """
    return _NOW.place(place)
