"""Ciphertext whose key only the browser of a form has: the token that it carries.

AES-256-GCM under a key derived from the token (HKDF); ``about`` says what a piece is and where it
belongs, so that pieces cannot change places.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lapor.keys import derive

NONCE_BYTES = 12

BrokenSeal = InvalidTag
"""The ciphertext was changed, moved, or belongs to another token."""


def seal(token: str, content: bytes, *, about: str) -> bytes:
    """Return ``content`` as ciphertext that only ``token`` opens."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _cipher(token).encrypt(nonce, content, about.encode())


def unseal(token: str, sealed: bytes | memoryview, *, about: str) -> bytes:
    """Return the content again.

    Raises:
        BrokenSeal: another token, another place, or changed.
    """
    sealed = bytes(sealed)
    return _cipher(token).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about.encode())


def _cipher(token: str) -> AESGCM:
    return AESGCM(derive(token, "waiting files"))
