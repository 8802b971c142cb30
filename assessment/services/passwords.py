"""Passwords: argon2id, a length floor, the commonest refused."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from assessment.errors import InvalidInput
from assessment.messages import message

MINIMUM_LENGTH = 10
COMMON = frozenset(
    [
        "0123456789",
        "1234567890",
        "azertyuiop",
        "azerty1234",
        "motdepasse",
        "motdepasse1",
        "password123",
        "bonjour123",
        "qwertyuiop",
        "1111111111",
        "0000000000",
        "9876543210",
        "administrateur",
        "password1234",
        "motdepasse123",
        "azertyuiop123",
        "iloveyou123",
        "soleil1234",
        "doudou1234",
        "marseille13",
        "loulou1234",
        "chouchou123",
        "abcdefghij",
        "1234567891",
        "123456789a",
        "a123456789",
    ]
)
# OWASP's floor for argon2id (19 MiB, 2 passes): about 70 ms on the machine it was measured on.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_nobody = _hasher.hash("no account has this password, its hash takes the same time to refuse")


def hash_password(password: str) -> str:
    if len(password) < MINIMUM_LENGTH or password.casefold() in COMMON:
        raise InvalidInput(
            message(
                "Choisissez un mot de passe d'au moins %(minimum_length)s caractères, qui ne soit pas courant.",
                minimum_length=MINIMUM_LENGTH,
            )
        )
    return _hasher.hash(password)


def verify_password(password_hash: str | None, password: str) -> bool:
    """Whether it is this password; an unknown account takes as long as a wrong password."""
    try:
        return _hasher.verify(password_hash or _nobody, password) and password_hash is not None
    except VerificationError:
        return False
