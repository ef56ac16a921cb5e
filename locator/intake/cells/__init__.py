"""What the cells of a list say of a station."""
