"""An operator's OpenStreetMap extracts: streets, house numbers and named places for the offline gazetteer."""

from locator.geocode.extract.adding import Added, add_extract, build_extract
from locator.geocode.extract.extract import Extract, extracts_in
from locator.geocode.extract.geocoder import ExtractGeocoder

__all__ = ["Added", "Extract", "ExtractGeocoder", "add_extract", "build_extract", "extracts_in"]
