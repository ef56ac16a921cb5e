"""What leaves the house: one file per family of formats, all fed by the public side of a record."""
