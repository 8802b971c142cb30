"""Personal codes of candidates: 12 letters and digits without look-alikes, 60 random bits, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs: no 0, 1, I or O
LENGTH = 12
LOOKALIKES = str.maketrans({"0": "Q", "O": "Q", "1": "L", "I": "L"})
GROUP = 4


def new_code() -> str:
    """A code as it is shown: `ABCD-EFGH-JKLM`."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(signs[i : i + GROUP] for i in range(0, LENGTH, GROUP))


def read_code(text: str) -> str | None:
    """The code in what a person typed or pasted (spaces, dashes and case do not count), or nothing."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum()).translate(LOOKALIKES)
    return signs if len(signs) == LENGTH and set(signs) <= set(ALPHABET) else None


def code_hash(code: str) -> str:
    """SHA-256 of a code; 60 random bits need no salt."""
    return hashlib.sha256((read_code(code) or "").encode()).hexdigest()
