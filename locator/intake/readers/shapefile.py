"""What is odd about shapefiles: they come in a zip, and their tables seldom say in which encoding they are."""

import zipfile
from pathlib import Path, PurePosixPath

from locator.intake.readers.content import Content, unreadable

SHAPE_PARTS = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg"})


def unpacked(content: Content, folder: Path) -> Path:
    """The first shapefile of a zip, unpacked under a name of our own: names inside may be of any encoding or path."""
    with content.open() as file, zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if "__MACOSX" not in name]
        shapes = [name for name in names if name.lower().endswith(".shp")]
        if len(shapes) > 1:
            listed = "、".join(PurePosixPath(name).name for name in shapes[:20])
            raise unreadable(
                content.name,
                f"压缩包里有几个图层 several layers in the zip: {listed}",
                "一次一个 one at a time",
            )
        stem = shapes[0][:-4].lower()
        for name in names:
            suffix = PurePosixPath(name).suffix.lower()
            if suffix in SHAPE_PARTS and name[: -len(suffix)].lower() == stem:
                (folder / f"list{suffix}").write_bytes(archive.read(name))
    return folder / "list.shp"


def dbf_encoding(path: Path) -> str | None:
    """GB18030 for a table that names no encoding and is no UTF-8; None where it names one, or there is no table."""
    table = next(
        (path.with_suffix(suffix) for suffix in (".dbf", ".DBF") if path.with_suffix(suffix).exists()), None
    )
    if table is None or any(path.with_suffix(suffix).exists() for suffix in (".cpg", ".CPG")):
        return None
    with table.open("rb") as file:
        if file.read(32)[29:30] not in (b"\x00", b"\x57"):
            return None
        file.seek(0)
        body = file.read(1 << 22)
    try:
        body[32:].rpartition(b" ")[0].decode("utf-8")
    except UnicodeDecodeError:
        return "GB18030"
    return "UTF-8"
