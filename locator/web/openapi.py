"""The API's description (OpenAPI 3.1), made from the models that read the requests and shape the answers."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from locator import __version__
from locator.batch import BatchQuery
from locator.browse import StationFilter, StationPage, TraitFilter
from locator.clusters import MEDIA_TYPE as VECTOR_TILE
from locator.clusters import ClusterQuery
from locator.export.geojson import MEDIA_TYPE as GEOJSON
from locator.jobs.questions import CoverageQuestion, SuggestQuestion
from locator.lookup import NearestQuery
from locator.search import PlaceQuery, TextQuery
from locator.web import shapes
from locator.web.api import LocateQuery, NoQuery
from locator.web.offline import NoParameter
from locator.web.planner import coverageshapes, suggestshapes
from locator.web.planner import shapes as planner
from locator.web.problems import PROBLEM
from locator.web.routes import RouteQuery

Json = dict[str, Any]
JSON = "application/json"
REFERENCE = "#/components/schemas/{model}"


class Door(NamedTuple):
    """One resource: what it is asked, what it answers; `gets` in a query string, `posts` in a JSON body.

    One that `may_take_long` answers 202 with a job to ask again, at once where `Prefer: respond-async` is sent.
    """

    path: str
    name: str
    summary: str
    asks: type[BaseModel]
    answers: type[BaseModel]
    media_type: str = GEOJSON
    gets: bool = True
    posts: bool = False
    deletes: bool = False
    may_take_long: bool = False


DOORS = (
    Door(
        "/api/v1/nearest", "nearest", "最近的站点 nearest stations",
        NearestQuery, shapes.NearestCollection, posts=True,
    ),
    Door(
        "/api/v1/nearest:batch", "nearestBatch", "许多点各自最近的站点 nearest stations to each of many points",
        BatchQuery, shapes.BatchFound, JSON, gets=False, posts=True,
    ),
    Door("/api/v1/stations", "stations", "站点列表 stations, a page at a time", StationPage, shapes.StationCollection),
    Door("/api/v1/stations/{station_id}", "station", "一处站点 one station", NoQuery, shapes.StationFeature),
    Door(
        "/api/v1/stations/{station_id}/card", "stationCard", "一处站点的卡片 one station as a list shows it",
        NoQuery, shapes.CardFeature,
    ),
    Door(
        "/api/v1/route", "route", "步行路线 the way on foot to a station", RouteQuery, shapes.Route,
        gets=False, posts=True,
    ),
    Door(
        "/api/v1/clusters", "clusters", "一幅地图上的站点 the stations of a map's view",
        ClusterQuery, shapes.ClusterCollection,
    ),
    Door(
        "/tiles/{z}/{x}/{y}.mvt", "tile", "矢量瓦片 the stations of a tile of the map",
        TraitFilter, shapes.VectorTile, VECTOR_TILE,
    ),
    Door(
        "/api/v1/packs/{cell_id}", "pack", "一方格周围的站点,离线用 the stations round a square, to be kept",
        NoParameter, shapes.Pack, JSON,
    ),
    Door("/api/v1/locate", "locate", "地址定位 an address's position", LocateQuery, shapes.Located, JSON, posts=True),
    Door("/api/v1/places", "places", "按名称找 what has a name", TextQuery, shapes.PlacesFound, JSON),
    Door(
        "/api/v1/places", "placesNear", "按名称找,近的在前 the same, the nearer first",
        PlaceQuery, shapes.PlacesFound, JSON, gets=False, posts=True,
    ),
    Door("/api/v1/vocabulary", "vocabulary", "词表 the words in use", NoQuery, shapes.Vocabulary, JSON),
    Door(
        "/api/v1/planner", "planner", "规划可用的数据 what a planner may ask with", NoQuery, planner.PlannerOffers, JSON
    ),
    Door(
        "/api/v1/coverage", "coverage", "服务覆盖 who has a station near enough, and when",
        CoverageQuestion, coverageshapes.CoverageDocument, JSON, gets=False, posts=True, may_take_long=True,
    ),
    Door(
        "/api/v1/suggest", "suggest", "建议站点 where new stations gain most",
        SuggestQuestion, suggestshapes.SuggestDocument, JSON, gets=False, posts=True, may_take_long=True,
    ),
    Door(
        "/api/v1/jobs/{job_id}", "job", "一项计算的进展与结果 how a job stands, and its result; DELETE cancels it",
        NoQuery, planner.JobShape, JSON, deletes=True,
    ),
    Door(
        "/api/v1/jobs/{job_id}/{layer}.geojson", "jobLayer",
        "图层 a layer: cells, gaps, areas, stations, sites, catchments, circles, uncovered",
        NoQuery, planner.LayerCollection,
    ),
    Door(
        "/api/v1/jobs/{job_id}/result.{suffix}", "jobResult", "下载 the result as geojson, gpkg or xlsx",
        NoQuery, planner.Download, "application/octet-stream",
    ),
    Door("/export/stations.geojson", "stationsGeojson", "下载 download as GeoJSON", StationFilter, shapes.StationFile),
)  # fmt: skip


@lru_cache
def document() -> Json:
    """The description as a JSON document."""
    models = [model for door in DOORS for model in (door.asks, door.answers)] + [
        shapes.Problem,
        planner.JobShape,
    ]
    _table, defined = models_json_schema(
        [(model, "validation") for model in dict.fromkeys(models)], ref_template=REFERENCE
    )
    definitions = defined["$defs"]
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "户外劳动者服务站点 Rest stations for outdoor workers",
            "version": __version__,
            "description": "坐标均为 WGS84。Positions are WGS84. Errors are problem details (RFC 9457).",
        },
        "paths": _paths(definitions),
        "components": {"schemas": definitions},
    }


def _paths(definitions: Json) -> Json:
    paths: Json = {}
    for door in DOORS:
        paths.setdefault(door.path, {}).update(_path(door, definitions))
    return paths


def _path(door: Door, definitions: Json) -> Json:
    asked = {
        "operationId": door.name,
        "summary": door.summary,
        "parameters": _in_path(door) + _in_query(definitions[door.asks.__name__]),
        "responses": _answers(door),
    }
    posted = {
        "operationId": f"{door.name}Post" if door.gets else door.name,
        "summary": door.summary,
        "requestBody": {"required": True, "content": _content(JSON, door.asks)},
        "responses": _answers(door),
    }
    ended = {**asked, "operationId": f"{door.name}Delete"}
    doors = {
        "get": asked if door.gets else None,
        "post": posted if door.posts else None,
        "delete": ended if door.deletes else None,
    }
    return {method: described for method, described in doors.items() if described}


def _in_path(door: Door) -> list[Json]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", door.path)
    ]


def _in_query(schema: Json) -> list[Json]:
    return [
        {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "description": asked["description"],
            "style": "form",
            "explode": False,  # a list is one value: a,b
            "schema": asked,
        }
        for name, asked in schema["properties"].items()
    ]


def _answers(door: Door) -> Json:
    problem = _content(PROBLEM, shapes.Problem)
    answers = {
        "200": {"description": "好 fine", "content": _content(door.media_type, door.answers)},
        "400": {"description": "参数有误 a parameter is wrong", "content": problem},
    }
    if "{" in door.path or door.answers in (shapes.Located, shapes.Route):
        answers["404"] = {"description": "没有 not found", "content": problem}
    if door.may_take_long:
        answers["202"] = {
            "description": "正在计算 it takes longer",
            "content": _content(JSON, planner.JobShape),
        }
    if door.answers is shapes.VectorTile:
        answers["204"] = {"description": "没有站点 no station is there"}
    return answers


def _content(media_type: str, model: type[BaseModel]) -> Json:
    return {media_type: {"schema": {"$ref": REFERENCE.format(model=model.__name__)}}}
