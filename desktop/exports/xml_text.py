"""Text made fit for XML 1.0."""

import re
from xml.sax.saxutils import escape

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Escape a text for an XML element or a double-quoted attribute.

    Args:
        text: any text, NUL bytes and lone surrogates included.

    Returns:
        The text with line ends as line feeds, every character XML 1.0 section 2.2 forbids replaced by U+FFFD,
        and markup escaped.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if not plain.isascii() or not plain.isprintable():
        plain = _NOT_XML.sub("\ufffd", plain)
    return escape(plain, {'"': "&quot;"})
