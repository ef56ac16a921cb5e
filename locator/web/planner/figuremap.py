"""The map of a printed report: cells by share, gaps and sites by their numbers, stations, and some names to go by."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import orjson
import shapely

from locator.jobs import Job
from locator.maps.sketch import Bounds, Frame, frame_of, ground, path, spots
from locator.planning.demand.bundled import named_places
from locator.web.planner.layers import LAYERS, layer_of

SHARES: Final = 5
"""Steps of colour from nobody to everybody."""
SMALL_PX: Final = 2.5
"""A cell that would be smaller is drawn as a dot."""
MOST_CELLS, MOST_STATIONS, MOST_MARKS, MOST_NAMES = 6_000, 1_500, 20, 9
APART_PX: Final = 70.0
Properties = list[dict[str, Any]]


class Layer(NamedTuple):
    """A layer's shapes and what is told of each."""

    shapes: Any
    told: Properties


NOTHING: Final = Layer(np.empty(0, dtype=object), [])


class Mark(NamedTuple):
    """A number or a name at a place, in pixels."""

    x: float
    y: float
    words: str


class FigureMap(NamedTuple):
    """What is drawn, from the ground up. Paths are SVG's, dots are x and y."""

    width: float
    height: float
    land: str
    lakes: str
    areas: str
    catchments: str
    cells: list[str]
    dots: list[list[tuple[float, float]]]
    uncovered: list[tuple[float, float]]
    stations: list[tuple[float, float]]
    gaps: str
    gap_marks: list[Mark]
    site_marks: list[Mark]
    names: list[Mark]


def figure_map(job: Job, counts: Mapping[str, int], band: str) -> FigureMap | None:
    """The map of a done job; None where it has nothing to show.

    Args:
        job: with its layers.
        counts: how many features each layer has: stations that would cover all else are left out, unread.
        band: by which cells are coloured.
    """
    wanted = {
        "stations": counts.get("stations", 0) <= MOST_STATIONS,
        "catchments": bool(counts.get("sites")),
    }
    layers = {name: _read(job, name) if wanted.get(name, True) else NOTHING for name in LAYERS}
    bounds = _bounds(layers)
    if bounds is None:
        return None
    frame = frame_of(bounds)
    cells, dots = _cells(layers["cells"], f"covered_{band.replace(' ', '')}", frame)
    return FigureMap(
        frame.width,
        frame.height,
        **ground(frame),
        areas=path(layers["areas"].shapes, frame),
        catchments=path(layers["catchments"].shapes, frame),
        cells=cells,
        dots=dots,
        uncovered=_dots(layers["uncovered"].shapes, frame),
        stations=_dots(layers["stations"].shapes, frame),
        gaps=path(layers["gaps"].shapes, frame),
        gap_marks=_marks(layers["gaps"], frame),
        site_marks=_marks(layers["sites"], frame),
        names=_names(frame),
    )


def _read(job: Job, name: str) -> Layer:
    features = orjson.loads(layer_of(job, name))["features"]
    shapes = shapely.from_geojson([orjson.dumps(each["geometry"]).decode() for each in features])
    return Layer(np.asarray(shapes, dtype=object), [each["properties"] for each in features])


def _bounds(layers: dict[str, Layer]) -> Bounds | None:
    """Of the area where there is one, else of the people, else of the sites."""
    for names in (("areas",), ("cells",), ("sites", "uncovered"), ("stations",)):
        shapes = np.concatenate([layers[name].shapes for name in names])
        if len(shapes):
            west, south, east, north = shapely.total_bounds(shapes).tolist()
            return west, south, east, north
    return None


def _cells(layer: Layer, column: str, frame: Frame) -> tuple[list[str], list[list[tuple[float, float]]]]:
    """The fullest cells by share: outlines, or dots where an outline would not be seen."""
    people = np.array([each["people"] for each in layer.told], dtype=float)
    chosen = np.argsort(-people, kind="stable")[:MOST_CELLS]
    shapes = layer.shapes[chosen]
    share = np.array([layer.told[row].get(column) or 0.0 for row in chosen.tolist()], dtype=float)
    step = np.clip((share * SHARES).astype(int), 0, SHARES - 1)
    if not len(shapes):
        return [], []
    west, _south, east, _north = shapely.bounds(shapes).T
    is_small = float(np.median((east - west) / 360 * frame.scale)) < SMALL_PX
    groups = [shapes[step == number] for number in range(SHARES)]
    if is_small:
        return [], [_dots(group, frame) for group in groups]
    return [path(group, frame) for group in groups], []


def _dots(shapes: Any, frame: Frame) -> list[tuple[float, float]]:
    middles = shapely.centroid(shapes)
    places = spots(shapely.get_x(middles), shapely.get_y(middles), frame)
    inside = ((places >= 0) & (places <= (frame.width, frame.height))).all(axis=1)
    return [(x, y) for x, y in np.round(places[inside], 1).tolist()]


def _marks(layer: Layer, frame: Frame) -> list[Mark]:
    middles = shapely.point_on_surface(layer.shapes[:MOST_MARKS])
    places = spots(shapely.get_x(middles), shapely.get_y(middles), frame).round(1).tolist()
    return [Mark(x, y, str(each["rank"])) for (x, y), each in zip(places, layer.told, strict=False)]


def _names(frame: Frame) -> list[Mark]:
    """The largest towns in the frame, none too near to a larger one."""
    known, (west, south, east, north) = named_places(), frame.bounds
    inside = (known.lon > west) & (known.lon < east) & (known.lat > south) & (known.lat < north)
    rows = np.flatnonzero(inside & (known.people > 0))
    rows = rows[np.argsort(-known.people[rows], kind="stable")]
    chosen: list[Mark] = []
    for row, (x, y) in zip(
        rows.tolist(), spots(known.lon[rows], known.lat[rows], frame).tolist(), strict=True
    ):
        if all(np.hypot(x - mark.x, y - mark.y) > APART_PX for mark in chosen):
            chosen.append(Mark(round(x, 1), round(y, 1), known.names[row]))
        if len(chosen) == MOST_NAMES:
            break
    return chosen
