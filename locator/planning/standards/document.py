"""What standards, listings, freshness and progress come to, as JSON documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from locator import vocabulary
from locator.planning.standards.checking import Answer
from locator.planning.standards.freshness import WITHIN_DAYS, Freshness
from locator.planning.standards.ledger import Ledger
from locator.planning.standards.listings import Listings
from locator.planning.standards.progress import Said, Target
from locator.planning.standards.scoring import Score, Scored, district_name
from locator.vocabulary import Standard

Document = dict[str, Any]
MEETS: Mapping[Answer, str] = {"there": "meets", "missing": "fails", "unknown": "unknown"}
NOT_TOLD = "没有记录的是不详,不是没有 where nobody looked it is unknown, not missing"


BY_STATION = (
    "按站点所在处估算;按人口算见 locator coverage 的“两处以上”, told for where each station stands;"
    " for people see twice_share of locator coverage"
)


def standards_of(scored: Iterable[Scored]) -> Document:
    """Standard by standard: the shares, by item and district, and each station's missing and unknown items."""
    return {"standards": [_standard(each) for each in scored]}


def _standard(scored: Scored) -> Document:
    standard = scored.standard
    return {
        "key": standard.key,
        "zh": standard.zh,
        "en": standard.en,
        "region": standard.region,
        "note": BY_STATION if any("covers" in item for item in standard.items) else None,
        **_meeting(Counter(score.meets for score in scored.scores)),
        "items": [
            {"zh": item["zh"], "en": item["en"], **_counted(counts)}
            for item, counts in zip(standard.items, scored.items(), strict=True)
        ],
        "districts": [{"district": name, **_meeting(counts)} for name, counts in scored.districts().items()],
        "list": [_score(standard, score) for score in scored.scores],
    }


def _meeting(counts: Mapping[Answer, int]) -> Document:
    total = sum(counts.values())
    told = {name: counts.get(answer, 0) for answer, name in MEETS.items()}
    return {"stations": total, **told, "share": _share(told["meets"], total)}


def _counted(counts: Mapping[Answer, int]) -> Document:
    told: Document = {answer: counts.get(answer, 0) for answer in MEETS}
    return told | {"share": _share(counts.get("there", 0), sum(counts.values()))}


def _score(standard: Standard, score: Score) -> Document:
    def named(answer: Answer) -> list[str]:
        pairs = zip(standard.items, score.answers, strict=True)
        return [item["zh"] for item, each in pairs if each == answer]

    return {
        "id": score.station.id,
        "name": score.station.name,
        "district": district_name(score.station),
        "result": MEETS[score.meets],
        "stars": score.station.stars,
        **{answer: named(answer) for answer in MEETS},
    }


def listings_document(listings: Listings) -> Document:
    """App by app how many stations are said to be listed, and of which nobody told."""
    total = len(listings.stations)
    return {
        "stations": total,
        "on_every_app": listings.everywhere,
        "on_every_app_share": _share(listings.everywhere, total),
        "apps": [_app(listings, app) for app in listings.apps],
        "note": NOT_TOLD,
        "list": [
            {
                "id": station.id,
                "name": station.name,
                "district": district_name(station),
                **{
                    app: {"answer": each.answer, "poi_id": each.poi_id, "checked_on": each.checked_on}
                    for app, each in zip(listings.apps, told, strict=True)
                },
            }
            for station, told in zip(listings.stations, listings.told, strict=True)
        ],
    }


def _app(listings: Listings, app: str) -> Document:
    term = vocabulary.terms("map_app")[app]
    counts: dict[Answer, int] = {answer: listings.number_of(app, answer) for answer in MEETS}
    return {"key": app, "zh": term.zh, "en": term.en, **_counted(counts)}


def freshness_document(freshness: Freshness) -> Document:
    """How many were verified in how many days, by district, and the stations, the longest waiting first."""
    total = len(freshness.stations)
    return {
        "today": freshness.today,
        "stations": total,
        "never": freshness.never,
        "within_days": [
            {"days": days, "stations": freshness.within(days), "share": _share(freshness.within(days), total)}
            for days in WITHIN_DAYS
        ],
        "districts": [
            {"district": name, "stations": count, "within_180_days": fresh, "share": _share(fresh, count)}
            for name, (count, fresh) in freshness.districts(180).items()
        ],
        "list": [
            {
                "id": station.id,
                "name": station.name,
                "district": district_name(station),
                "verified_on": station.verified_on,
                "days": days,
            }
            for station, days in zip(freshness.stations, freshness.days, strict=True)
        ],
    }


def progress_document(targets: Sequence[Target]) -> Document:
    """Target by target: what is planned, what is said to be built, what is registered, each with its source."""
    return {
        "targets": [
            {
                "region": target.planned.figure.region,
                "region_name": target.planned.figure.region_name,
                "target": _said(target.planned),
                "built": _said(target.built) if target.built else None,
                "built_share": target.told_share,
                "registered": target.registered,
                "registered_share": target.registered_share,
            }
            for target in targets
        ]
    }


def _said(said: Said) -> Document:
    figure, source = said.figure, said.source
    return {
        "value": figure.value,
        "unit": figure.unit,
        "period": figure.period,
        "qualifier": figure.qualifier,
        "source": {
            "id": source.id,
            "publisher_zh": source.publisher_zh,
            "publisher_en": source.publisher_en,
            "headline": source.headline,
            "published": source.published,
        },
    }


def ledger_document(ledger: Ledger) -> Document:
    """The ledger itself."""
    return ledger._asdict()


def _share(part: int, total: int) -> float | None:
    return part / total if total else None
