"""Errors a person can put right."""


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


class NotFound(DomainError):
    """No such record, or it has been voided."""
