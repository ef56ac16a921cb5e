"""Reports as a person at a terminal reads them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Document = Mapping[str, Any]
SHOWN = 20


def standards_lines(document: Document) -> Iterator[str]:
    """Standard by standard: shares, items, districts, and the stations that lack something."""
    for number, standard in enumerate(document["standards"]):
        if number:
            yield ""
        yield (
            f"{standard['zh']} {standard['en']}:{standard['stations']} 处 stations,达标 meets {standard['meets']}"
            f"({_percent(standard['share'])}),未达标 fails {standard['fails']},不详 unknown {standard['unknown']}"
        )
        if standard["note"]:
            yield f"  {standard['note']}"
        if standard["stations"]:
            yield from _items(standard["items"])
            yield from _districts(standard["districts"])
            yield from _lacking(standard["list"])


def _items(items: Sequence[Document]) -> Iterator[str]:
    for item in items:
        yield f"  {item['zh']} {item['en']}:有 {item['there']},无 {item['missing']},不详 {item['unknown']}"


def _districts(districts: Sequence[Document]) -> Iterator[str]:
    for each in districts[:SHOWN]:
        yield f"  {each['district']}:{each['meets']} / {each['stations']}({_percent(each['share'])})"
    yield from _more(districts)


def _lacking(stations: Sequence[Document]) -> Iterator[str]:
    lacking = [each for each in stations if each["missing"]]
    for each in lacking[:SHOWN]:
        unknown = f";不详 unknown {'、'.join(each['unknown'])}" if each["unknown"] else ""
        yield f"  {each['id']} {each['name']}:缺 missing {'、'.join(each['missing'])}{unknown}"
    yield from _more(lacking)


def listings_lines(document: Document) -> Iterator[str]:
    """App by app, and how many are on all of them."""
    share = _percent(document["on_every_app_share"])
    yield f"站点 stations {document['stations']},三个地图都有 on every app {document['on_every_app']}({share})"
    for app in document["apps"]:
        counts = f"有 listed {app['there']},无 not {app['missing']},不详 unknown {app['unknown']}"
        yield f"  {app['zh']} {app['en']}:{counts}"
    yield f"  {document['note']}"


def freshness_lines(document: Document) -> Iterator[str]:
    """The shares, and who waits longest."""
    never = f"从未核验 never verified {document['never']}"
    yield f"截至 as of {document['today']}:站点 stations {document['stations']},{never}"
    for each in document["within_days"]:
        yield f"  {each['days']} 天内 within {each['days']} days:{each['stations']}({_percent(each['share'])})"
    for each in document["list"][:SHOWN]:
        age = "从未 never" if each["days"] is None else f"{each['days']} 天 days"
        yield f"  {each['id']} {each['name']}:{age}"
    yield from _more(document["list"])


def progress_lines(document: Document) -> Iterator[str]:
    """Target by target."""
    for each in document["targets"]:
        target, built = each["target"], each["built"]
        yield f"{each['region_name']}:目标 target {target['value']:g} {target['unit']},{target['period']}"
        if built:
            yield f"  报道已建 said to be built {built['value']:g}({_percent(each['built_share'])}),{built['period']}"
        yield f"  已登记 registered {each['registered']}({_percent(each['registered_share'])})"
        source = target["source"]
        yield f"  来源 source {source['publisher_zh']} {source['published'] or ''}:{source['headline']}"
    if not document["targets"]:
        yield "没有来源说过目标 no source tells a target"


def _more(entries: Sequence[Any]) -> Iterator[str]:
    if len(entries) > SHOWN:
        yield f"  …另有 {len(entries) - SHOWN} 个,见 --json: more with --json"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"
