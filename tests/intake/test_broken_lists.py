"""Files with bytes changed, cut or doubled are read or refused; nothing but InvalidInput comes out of them."""

import json
import random
import warnings
import zipfile

import geopandas
import openpyxl
import pandas as pd
import pyogrio
import pytest
from shapely.geometry import Point

from locator.errors import InvalidInput
from locator.intake.reading import read
from locator.intake.rejects import write_rejects

MUTATIONS = 30
ROWS = 12


def table():
    rows = range(ROWS)
    return geopandas.GeoDataFrame(
        {
            "名称": [f"演示{n}站" for n in rows],
            "开放时间": [f"周一至周五 8:30-17:{n + 10}" for n in rows],
            "服务内容": ["饮水|空调"] * ROWS,
            "建成时间": ["2020年1月"] * ROWS,
        },
        geometry=[Point(113 + n / 100, 34) for n in rows],
        crs="EPSG:4326",
    )


def flat():
    found = pd.DataFrame(table().drop(columns="geometry"))
    return found.assign(经度=[113.5] * ROWS, 纬度=[34.5] * ROWS)


def write_list(path):
    kind = path.suffix
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if kind == ".csv":
            path.write_text(flat().to_csv(index=False), encoding="utf-8")
        elif kind == ".tsv":
            path.write_bytes(flat().to_csv(index=False, sep="\t").encode("gb18030"))
        elif kind == ".xlsx":
            workbook = openpyxl.Workbook()
            for row in [list(flat()), *flat().to_numpy().tolist()]:
                workbook.active.append(row)
            workbook.save(path)
        elif kind == ".zip":
            pyogrio.write_dataframe(table(), path.with_suffix(".shp"), encoding="GBK")
            with zipfile.ZipFile(path, "w") as archive:
                for part in (".shp", ".shx", ".dbf", ".prj"):
                    archive.write(path.with_suffix(part), f"list{part}")
        elif kind == ".json":
            path.write_text(json.dumps(json.loads(table().to_json()), ensure_ascii=False), encoding="utf-8")
        else:
            options = {".kml": {"driver": "LIBKML"}, ".gpx": {"layer": "waypoints"}}.get(kind, {})
            written = flat() if kind == ".ods" else table()
            written = (
                written[["名称", "geometry"]].rename(columns={"名称": "name"}) if kind == ".gpx" else written
            )
            pyogrio.write_dataframe(written, path, **options)
    return path


def mutated(data, chance):
    """The bytes with a few changed, a stretch cut out, or a stretch doubled."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 3, 30])):
        at = chance.randrange(len(changed))
        way = chance.randrange(4)
        if way == 0:
            changed[at] = chance.randrange(256)
        elif way == 1:
            del changed[at : at + chance.randrange(1, 40)]
        elif way == 2:
            changed[at:at] = changed[at : at + chance.randrange(1, 40)]
        else:
            changed[at : at + 1] = chance.choice([b"\x00", b'"', b"\n", b"\xff", b",", b"{", b"<", b"9" * 30])
        changed = changed or bytearray(b"x")
    return bytes(changed)


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx", "ods", "json", "gpkg", "fgb", "zip", "kml", "gpx"])
def test_changed_bytes_are_read_or_refused(tmp_path, kind):
    whole = write_list(tmp_path / f"list.{kind}").read_bytes()
    assert len(list(read(tmp_path / f"list.{kind}").drafts())) == ROWS
    chance = random.Random(kind)
    for number in range(MUTATIONS):
        path = tmp_path / f"changed{number}.{kind}"
        path.write_bytes(mutated(whole, chance))
        assert outcome(path) in ("read", f"refused {path.name}")


def outcome(path):
    """What becomes of a file; any other error than InvalidInput goes through."""
    suffix = "xlsx" if path.suffix in (".xlsx", ".ods") else "csv"
    try:
        reading = read(path)
        rejected = [draft for draft in reading.drafts() if draft.faults]
        write_rejects(path.with_name(f"rejected.{suffix}"), reading, rejected)
    except InvalidInput as error:
        return f"refused {path.name if path.name in str(error) else error}"
    return "read"
