"""`python -m tests.soak [NAME…]`: runs the soaks, one line each; exit 1 when one fails."""

import sys
import time

from tests.soak.soaks import SOAKS


def main(names: list[str]) -> int:
    unknown = set(names) - set(SOAKS)
    if unknown:
        print(f"no soak {', '.join(unknown)}: one of {', '.join(SOAKS)}", file=sys.stderr)
        return 2
    failed = 0
    for name in names or SOAKS:
        start = time.monotonic()
        try:
            told = SOAKS[name]()
        except Exception as error:  # noqa: BLE001 - whatever stops one is told, and stops no other
            failed += 1
            told = f"FAILED: {error or type(error).__name__}"
        print(f"{name}: {told} ({time.monotonic() - start:.0f} s)", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
