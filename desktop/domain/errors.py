"""Errors a person can put right."""

from collections.abc import Callable


class DomainError(Exception):
    """Something the person at the keyboard can put right.

    Attributes:
        user_message: plain English, with what to do.
        field: the form field it belongs to, or an empty string.
    """

    def __init__(self, user_message: str, *, field: str = "") -> None:
        super().__init__(user_message)
        self.user_message = user_message
        self.field = field


class NotAllowed(DomainError):
    """The user's roles do not include this action."""


class NeedsSecond(DomainError):
    """A second person must agree before this can be done.

    Attributes:
        act: a code of what is to be done, such as ``export``.
        subject: exactly what is agreed to.
        words: what is to be done, without anybody's name.
        most: how many people it is about.
        again: does it once more; given by whoever ran it.
    """

    def __init__(self, user_message: str, act: str, subject: str, words: str, most: int) -> None:
        super().__init__(user_message)
        self.act, self.subject, self.words, self.most = act, subject, words, most
        self.again: Callable[[], object] | None = None


class NotFound(DomainError):
    """No such record, or it has been voided."""
