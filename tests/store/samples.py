"""Made-up stations of every shape, for properties."""

from hypothesis import HealthCheck
from hypothesis import strategies as st

from locator import vocabulary
from tests.made_up import station

SUPPRESSED = [HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]
"""One store for all examples of a property is meant, and so is one contract for all stores."""

full_stations = st.builds(
    station,
    number=st.integers(0, 9),
    lon=st.none() | st.floats(-180, 180),
    lat=st.floats(-90, 90),
    name=st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=50
    ).filter(lambda text: text.strip()),
    amenities=st.dictionaries(
        st.sampled_from([*vocabulary.terms("amenity")]), st.sampled_from(["yes", "no"])
    ),
    honours=st.just(({"name": "最美", "year": 2023},)),
    visits=st.just(({"count": 3200, "period": "2023", "qualifier": "at_least"},)),
    verified_on=st.none() | st.dates(),
    registration_required=st.none() | st.booleans(),
    opening_hours=st.none() | st.just("Mo-Fr 08:00-20:00"),
    qualifiers=st.just({"area_m2": "about"}),
    area_m2=st.none() | st.floats(0.1, 1e6),
    contact=st.none() | st.just("演示"),
)
