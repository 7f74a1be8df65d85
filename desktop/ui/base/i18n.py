"""The one door to translated words."""

from PySide6.QtCore import QCoreApplication

CONTEXT = "hubkeeper"


def tr(text: str, **values: object) -> str:
    """Translate a text and put values into it.

    Args:
        text: the English, a literal, with `{name}` where a value goes; never an f-string, which no
            translator sees.
        values: what goes in; put in as they are, since every label shows plain text.

    Returns:
        The words in the language of the app.
    """
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(**values) if values else translated


def tr_count(one: str, many: str, count: int, **values: object) -> str:
    """Translate a counted phrase with the number put in as `{count}`.

    Args:
        one: the English for exactly one.
        many: the English for any other number.
        count: how many.
        values: as for `tr`.

    Returns:
        The phrase.
    """
    return tr(one if count == 1 else many, count=f"{count:,}", **values)
