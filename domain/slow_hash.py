"""Hashes of secrets so short that they could be guessed: made slow and large on purpose."""

import hashlib

_BLOCK = 8  # of 128 bytes
_LENGTH = 32  # bytes


def slow_hash(secret: bytes, salt: bytes, cost: int) -> str:
    """scrypt. `cost` is a power of two: the KiB of memory that every guess takes.

    Lets other threads run meanwhile.
    """
    return hashlib.scrypt(
        secret,
        salt=salt,
        n=cost,
        r=_BLOCK,
        p=1,
        maxmem=2 * 128 * _BLOCK * cost,
        dklen=_LENGTH,
    ).hex()
