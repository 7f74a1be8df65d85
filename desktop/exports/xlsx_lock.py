"""Spreadsheets locked with a password: the encryption Excel and LibreOffice use themselves.

Source: [MS-OFFCRYPTO] 2.3.4.10, agile encryption of ECMA-376 documents: AES-256, SHA-512, 100,000 rounds.
"""

import io
import zipfile

from desktop.exports.passwords import WrongPassword
from desktop.exports.zips import put

_MINI_STREAM = 4096
_MOST_ROUNDS = 10_000_000
"""The limit [MS-OFFCRYPTO] sets; a file asking for more would only keep the computer busy."""


def lock_xlsx(content: bytes, password: str) -> bytes:
    """Encrypt an XLSX in memory.

    Args:
        content: the plain XLSX.
        password: needed to open it.

    Returns:
        The encrypted file; different bytes each time, as its key is random.
    """
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(_roomy(content))).encrypt(password, out)
    return out.getvalue()


def _roomy(content: bytes) -> bytes:
    """Pad a small workbook with blanks after its list of parts, which XML 1.0 allows.

    A stream under 4,096 bytes belongs into a container's "mini stream" ([MS-CFB] 2.6.4); the library writes
    it as a large one, and readers then find rubbish.
    """
    if len(content) >= _MINI_STREAM:
        return content
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            padding = b" " * _MINI_STREAM if name == "[Content_Types].xml" else b""
            put(new, name, old.read(name) + padding, stored=bool(padding))
    return out.getvalue()


def is_locked_xlsx(content: bytes) -> bool:
    """Whether bytes look like an encrypted spreadsheet: an OLE container instead of a zip."""
    return content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def unlock_xlsx(content: bytes, password: str) -> bytes:
    """Decrypt an XLSX in memory.

    Args:
        content: the encrypted file.
        password: as given when it was made.

    Returns:
        The plain XLSX.

    Raises:
        WrongPassword: the password does not open it.
        ValueError: it is no encrypted spreadsheet, or is damaged.
    """
    try:
        return _unlock(content, password)
    except WrongPassword:
        raise
    except Exception as problem:  # the library's parser raises whatever strange bytes lead it into
        raise ValueError("not an encrypted spreadsheet, or a damaged one") from problem


def _unlock(content: bytes, password: str) -> bytes:
    from msoffcrypto.exceptions import InvalidKeyError
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    locked = OOXMLFile(io.BytesIO(content))
    if locked.info.get("spinValue", 0) > _MOST_ROUNDS:
        raise ValueError("too many rounds of hashing")
    try:
        locked.load_key(password=password or " ", verify_password=True)
    except InvalidKeyError as problem:
        raise WrongPassword from problem
    locked.decrypt(out, verify_integrity=True)
    return out.getvalue()
