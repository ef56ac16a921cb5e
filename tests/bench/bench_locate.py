"""locate_offline: addresses through the gazetteer, beside `cpca`, which only parses them."""

import sys
import types

from locator.geocode.gazetteer import Gazetteer
from locator.geocode.placing import located
from tests.bench.made_up_list import rows
from tests.bench.measure import Measure, in_turns, speed_up


def locate_offline(size: int = 200_000, repeats: int = 1) -> Measure:
    """Aim: at least the reference's rate."""
    addresses = ["".join(dict.fromkeys(row[1:5])) for row in rows(size)]
    gazetteer, parse = Gazetteer.bundled(), cpca_transform()
    assert gazetteer.locate(addresses[0]) is not None
    times = in_turns(lambda: located(addresses, gazetteer), lambda: parse(addresses), repeats)
    return speed_up("locate_offline", *times)


def cpca_transform():
    """`cpca.transform`, which still asks the departed pkg_resources for its own table."""
    from importlib import resources

    stand_in = types.ModuleType("pkg_resources")
    stand_in.resource_stream = lambda package, name: resources.files(package).joinpath(name).open("rb")
    sys.modules.setdefault("pkg_resources", stand_in)
    import cpca

    return cpca.transform
