"""Walking distances, times and routes along a city's streets, from OpenStreetMap."""

from locator.planning.walking.network import Network, Route

__all__ = ["Network", "Route"]
