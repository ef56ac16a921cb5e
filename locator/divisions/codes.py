"""What the digits of a division's code tell: a province's ends in four zeros, a prefecture's in two."""


def prefix(code: str) -> str:
    """The digits with which the code of every division in this one begins, its own included."""
    return code if len(code) > 6 else code.removesuffix("00").removesuffix("00")


def prefixes(code: str) -> tuple[str, ...]:
    """The prefixes of all divisions that hold a code, itself included, the widest first."""
    return tuple(code[:digits] for digits in (2, 4, 6, 9) if len(code) >= digits)
