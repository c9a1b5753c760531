"""The keys that decisions are signed with: made at the first signature, sealed by the password.

A private key (Ed25519) is kept only sealed: ChaCha20-Poly1305 under a key that argon2id makes of
the account's password, with a salt of its own. So the administrator can't sign for anybody, and
after a reset of the password the key is void: the next signature makes a new one. Public keys
stay in the journal.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import Connection, delete, insert, select

from backend.domain.sight import Scope
from backend.storage.faults import StoreBusyError
from backend.storage.journal import KEY_MADE
from backend.storage.tables import signing_key
from backend.storage.unit_of_work import Unit

TRIES = 3
_SALT_BYTES, _NONCE_BYTES, _KEY_BYTES = 16, 12, 32

log = logging.getLogger(__name__)
Done = TypeVar("Done")


class SigningKeyChangedError(Exception):
    """The account's password or key is another than a moment ago: look again."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What argon2id costs: passes, KiB and lanes."""

    time: int
    memory: int
    lanes: int


@dataclass(frozen=True, slots=True)
class SealedKey:
    """A key pair as it is kept. `public_key`: SubjectPublicKeyInfo, the bytes of a PEM file."""

    login: str
    key_id: str
    public_key: bytes
    salt: bytes
    costs: Costs
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pen:
    """A key that the password opened, for one signature; `kept`: what the database had then.

    `witness`: the account's hash of the password that opened it.
    """

    key: SealedKey
    kept: SealedKey | None
    witness: str = field(repr=False)
    private: Ed25519PrivateKey = field(repr=False)

    def sign(self, text: str) -> bytes:
        """Return the signature of a text's UTF-8 bytes."""
        return self.private.sign(text.encode())


def open_pen(login: str, kept: SealedKey | None, password: str, witness: str, costs: Costs) -> Pen:
    """Return the account's pen, a new one where it has none that this password opens.

    Takes as long as argon2id does: not for a transaction that others wait for.
    """
    private = None if kept is None else _opened(kept, password)
    if kept is not None and private is not None:
        return Pen(kept, kept, witness, private)
    private = Ed25519PrivateKey.generate()
    return Pen(_sealed(login, private, password, costs), kept, witness, private)


def until_unchanged(work: Callable[[], Done]) -> Done:
    """Do what looks at an account, takes its time, and finds it as it was or begins anew.

    Raises StoreBusyError where it never does.
    """
    for _ in range(TRIES):
        try:
            return work()
        except SigningKeyChangedError:
            log.info("An account changed in between: looking again")
    raise StoreBusyError("the account changes all the time")


def sealed_anew(kept: SealedKey, old: str, new: str, costs: Costs) -> SealedKey | None:
    """Return a key sealed by the new password; None where the old one doesn't open it."""
    private = _opened(kept, old)
    return None if private is None else _sealed(kept.login, private, new, costs)


def keep_key(unit: Unit, login: str, kept: SealedKey | None, key: SealedKey | None) -> None:
    """Keep a key in place of the one that there was, or none.

    Raises SigningKeyChangedError where there is another by now.
    """
    if find_key(unit.connection, login) != kept:
        raise SigningKeyChangedError(login)
    if key == kept:
        return
    drop_key(unit.connection, login)
    if key is not None:
        unit.connection.execute(insert(signing_key).values(**_row(key), sealed_at=unit.now))


def note_key(unit: Unit, key: SealedKey, scope: Scope) -> None:
    """Write into the journal whose key it is."""
    change = {"login": key.login, "key_id": key.key_id, "public_key": public_text(key.public_key)}
    unit.note(KEY_MADE, scope, change)


def drop_key(connection: Connection, login: str) -> None:
    """Forget an account's key: what it signed stays valid, it signs no more."""
    connection.execute(delete(signing_key).where(signing_key.c.login == login))


def find_key(connection: Connection, login: str) -> SealedKey | None:
    """Return an account's key as it is kept."""
    query = select(signing_key).where(signing_key.c.login == login)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    costs = Costs(row.time_cost, row.memory_cost, row.parallelism)
    return SealedKey(row.login, row.key_id, row.public_key, row.salt, costs, row.sealed)


def key_id_of(public_key: bytes) -> str:
    """Return what a key is called: the first 32 digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:32]


def public_text(public_key: bytes) -> str:
    """Return a public key as it is told: base64, the body of a PEM file."""
    return base64.b64encode(public_key).decode()


def _sealed(login: str, private: Ed25519PrivateKey, password: str, costs: Costs) -> SealedKey:
    public = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    box = ChaCha20Poly1305(_derived(password, salt, costs))
    sealed = nonce + box.encrypt(nonce, private.private_bytes_raw(), _bound(login, public))
    return SealedKey(login, key_id_of(public), public, salt, costs, sealed)


def _opened(key: SealedKey, password: str) -> Ed25519PrivateKey | None:
    box = ChaCha20Poly1305(_derived(password, key.salt, key.costs))
    nonce, sealed = key.sealed[:_NONCE_BYTES], key.sealed[_NONCE_BYTES:]
    try:
        raw = box.decrypt(nonce, sealed, _bound(key.login, key.public_key))
    except InvalidTag:
        log.warning("The signing key of %s can't be opened: it is void", key.login)
        return None
    return Ed25519PrivateKey.from_private_bytes(raw)


def _derived(password: str, salt: bytes, costs: Costs) -> bytes:
    return hash_secret_raw(
        password.encode(), salt, costs.time, costs.memory, costs.lanes, _KEY_BYTES, Type.ID
    )


def _bound(login: str, public: bytes) -> bytes:
    """What the seal holds to besides: it opens for this account and this public key only."""
    return login.encode() + b"\0" + public


def _row(key: SealedKey) -> dict[str, object]:
    return {
        "login": key.login,
        "key_id": key.key_id,
        "public_key": key.public_key,
        "salt": key.salt,
        "time_cost": key.costs.time,
        "memory_cost": key.costs.memory,
        "parallelism": key.costs.lanes,
        "sealed": key.sealed,
    }
