"""Passwords for files that leave the hub."""

from desktop.domain.errors import DomainError

SHORTEST = 8
"""Characters: what the two file formats' 100,000 and 64 rounds of hashing need at the very least."""


class WrongPassword(DomainError):
    """The password does not open the file."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("That isn't the password. Check Caps Lock and type it again.", field="password")


def check_password(password: str) -> None:
    """Refuse a password that would not keep a file shut.

    Args:
        password: as chosen.

    Raises:
        DomainError: it is shorter than 8 characters, longer than 127 bytes (an encrypted PDF's limit), or
            holds characters that cannot be typed everywhere.
    """
    if len(password) < SHORTEST:
        raise DomainError(
            "The password is too short. Use 8 characters or more; three words are easy to say by phone.",
            field="password",
        )
    if len(password.encode("utf-8", "replace")) > 127 or not password.isprintable():
        raise DomainError(
            "The password cannot be typed in every program. Use up to 60 letters, digits and blanks.",
            field="password",
        )
