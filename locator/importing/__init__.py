"""An import, from a list to the registry: read, place, check, match, plan; then applied in one transaction."""

from locator.importing.work import Prepared, carry_out, prepare, write_rejected

__all__ = ["Prepared", "carry_out", "prepare", "write_rejected"]
