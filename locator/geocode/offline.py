"""The offline gazetteer with the operator's own extracts, as the settings say."""

from locator.geocode.extract import extracts_in
from locator.geocode.gazetteer import Gazetteer
from locator.geocode.placing import DivisionGeocoder
from locator.settings import Settings


def offline_geocoder(settings: Settings) -> DivisionGeocoder:
    """The gazetteer, made finer by the OpenStreetMap extracts that were added."""
    return Gazetteer.bundled().with_extracts(list(extracts_in(settings.gazetteer_folder)))
