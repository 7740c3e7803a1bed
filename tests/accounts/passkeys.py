"""A security key in software: makes passkeys and signs questions, as a phone would."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

ORIGIN, HOST = "https://testserver", "testserver"
PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class SoftKey:
    """One passkey on one device."""

    verifies: bool = True
    pair: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    identity: bytes = field(default_factory=lambda: os.urandom(16))
    handle: str = ""

    def made_for(self, options: dict[str, Any], **changes: Any) -> str:
        """Return the answer to the options of a new key."""
        public = options["publicKey"]
        self.handle = public["user"]["id"]
        client = self._client("webauthn.create", public["challenge"])
        public_key: Any = ES256.from_cryptography_key(  # type: ignore[no-untyped-call]
            self.pair.public_key()
        )
        key = cbor.encode(dict(public_key))
        length = len(self.identity).to_bytes(2, "big")
        data = self._head(WITH_KEY) + bytes(16) + length + self.identity + key
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        response = {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(attestation),
        }
        return json.dumps({**self._answer(response), **changes})

    def signed(self, options: dict[str, Any], **changes: Any) -> str:
        """Return the answer to the question at the door."""
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        data = self._head()
        signature = self.pair.sign(
            data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256())
        )
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": self.handle,
        }
        return json.dumps({**self._answer(response), **changes})

    def _client(self, kind: str, challenge: str) -> bytes:
        assert websafe_decode(challenge)
        return json.dumps({"type": kind, "challenge": challenge, "origin": ORIGIN}).encode()

    def _head(self, flags: int = 0) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(HOST.encode()).digest() + bytes([flags]) + bytes(4)

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self.identity)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }
