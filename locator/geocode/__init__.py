"""From an address in words to a position that says how far it may be off."""
