"""A file for another copy of this program: a zip with a note in the clear and one locked text.

The note says what the file is and how to open it, and nothing of anybody. The text is locked with a password
told by phone: Argon2id (RFC 9106) makes the key, AES-256-GCM (NIST SP 800-38D) locks, and everything that
stands beside the locked text is bound to it, so that no part can be changed or exchanged.
"""

import base64
import io
import json
import secrets
import zipfile
import zlib
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.passphrases import normalise
from db.wrapping import KEY_BYTES, STANDARD, KdfParams, costs_of
from desktop.domain.referral_parcels import MOST_BYTES, NEWER, Strange
from desktop.exports.passwords import WrongPassword, check_password
from desktop.exports.zips import entry

README, LOCKED = "README.txt", "locked.json"
_FORMAT = "hubkeeper-locked"
_MOST_FILE = 2 * MOST_BYTES
_NOTE = """This file holds referrals, or answers to referrals, from {sender} for {recipient}.

It is locked. Open it with Hubkeeper: Referrals, Coming in, Take in a file.
The password is told by phone. If you do not use Hubkeeper, ask {sender} for the same on paper.

If this reached you by mistake, delete it and ring {sender}: {phone}
"""


def lock(
    content: bytes,
    password: str,
    now: datetime,
    *,
    sender: str,
    recipient: str,
    phone: str,
    costs: KdfParams = STANDARD,
) -> bytes:
    """Lock a text into a zip.

    Args:
        content: the plain text.
        password: told by phone.
        now: the moment it is made.
        sender: who sends, for the note in the clear, as for the rest.
        recipient: an organisation, never a person.
        phone: whom to ring where it went astray.
        costs: what guessing the password costs.

    Returns:
        The zip; different bytes each time, as its key is random.

    Raises:
        DomainError: the password is too short.
    """
    check_password(password)
    head = {
        "format": _FORMAT,
        "version": 1,
        **asdict(costs),
        "salt": base64.b64encode(secrets.token_bytes(16)).decode(),
    }
    nonce = secrets.token_bytes(12)
    locked = AESGCM(_key(password, head)).encrypt(nonce, zlib.compress(content), _bound(head))
    body = {**head, "nonce": base64.b64encode(nonce).decode(), "locked": base64.b64encode(locked).decode()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        note = _NOTE.format(sender=sender, recipient=recipient, phone=phone)
        archive.writestr(entry(README, now), note.replace("\n", "\r\n").encode())
        archive.writestr(entry(LOCKED, now, stored=True), json.dumps(body).encode())
    return stream.getvalue()


def unlock(path: Path, password: str) -> bytes:
    """The plain text of a locked file.

    Raises:
        Strange: it is no such file, or it is damaged.
        WrongPassword: the password does not open it, or the file was changed since it was locked.
    """
    head, nonce, locked = _parts(path)
    try:
        packed = AESGCM(_key(password, head)).decrypt(nonce, locked, _bound(head))
    except InvalidTag as problem:
        raise WrongPassword from problem
    return _unpacked(packed)


def _parts(path: Path) -> tuple[dict[str, Any], bytes, bytes]:
    """Read the zip without trusting it: nothing is unpacked to the disk."""
    try:
        if path.stat().st_size > _MOST_FILE:
            raise Strange("This file is too large to be a referral file. Ask the sender what it is.")
        with zipfile.ZipFile(path) as archive, archive.open(LOCKED) as stream:
            text = stream.read(_MOST_FILE + 1)
        if len(text) > _MOST_FILE:
            raise Strange
        body = json.loads(text)
        if body.get("format") != _FORMAT:
            raise Strange
        version = body.get("version")
        if type(version) is int and version > 1:
            raise Strange(NEWER)
        if version != 1:
            raise Strange
        nonce, locked = (base64.b64decode(body.pop(name), validate=True) for name in ("nonce", "locked"))
        base64.b64decode(body["salt"], validate=True)
        if costs_of(body).time < 1 or len(nonce) != 12:
            raise Strange
    except FileNotFoundError as problem:
        raise Strange(f"There is no file called {path.name}. Check where it is.") from problem
    except (
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
    ) as problem:
        raise Strange from problem
    return body, nonce, locked


def _bound(head: dict[str, Any]) -> bytes:
    return json.dumps(head, sort_keys=True).encode()


def _key(password: str, head: dict[str, Any]) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    costs = costs_of(head)
    typed = normalise(password).encode("utf-8", "surrogatepass")
    try:
        salt = base64.b64decode(head["salt"])
        return hash_secret_raw(typed, salt, costs.time, costs.memory_kib, costs.lanes, KEY_BYTES, Type.ID)
    except HashingError as problem:
        raise Strange from problem


def _unpacked(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    content = unpacker.decompress(packed, MOST_BYTES + 1)
    if len(content) > MOST_BYTES or unpacker.unconsumed_tail:
        raise Strange
    return content
