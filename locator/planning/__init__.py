"""What takes streets and people into account, beyond the straight line."""
