"""What the made-up pages in `pages/` say, told by a reader: the extractor is held to it.

The pages are invented (虚构): real towns, but no real station, person or number.
"""

from pathlib import Path
from typing import NamedTuple

PAGES = Path(__file__).parent / "pages"


class Told(NamedTuple):
    """One page's stations with some of their facts, its venues, and all its figures (region, kind, value)."""

    stations: dict[str, dict[str, object]]
    figures: set[tuple[str, str, float]]
    venues: set[str] = frozenset()  # type: ignore[assignment]


TOLD = {
    "yichang": Told(
        {
            "解放路步行街工会驿站": {
                "district": "西陵区", "city": "宜昌市", "province": "湖北省",
                "area": 45, "cost": 185_000, "capacity": 15,
                "opened": "2022-06", "hours": "8:00至21:00",
                "yes": "cooling microwave drinking_water sewing_kit air_pump",
                "no": "toilet", "visits": {120},
                "honour": "湖北省最美工会户外劳动者服务站点", "builder": "西陵区总工会",
            }
        },
        {
            ("宜昌市", "stations_built", 386), ("宜昌市", "stations_24h", 42), ("宜昌市", "investment", 12_600_000),
            ("宜昌市", "visits", 2_100_000), ("宜昌市", "stations_planned", 60), ("宜昌市", "upgrades_planned", 80),
        },
    ),
    "bank": Told(
        {
            "中国工商银行柯桥支行营业部劳动者港湾": {
                "district": "柯桥区", "city": "绍兴市", "host_type": "bank", "address": "柯桥区笛扬路1288号",
                "opened": "2021-03", "hours": "周一至周五9:00-16:30", "visits": {26_000},
                "yes": "drinking_water microwave first_aid phone_charging",
            },
            "中国石化齐贤加油站爱心驿站": {
                "host_type": "fuel", "area": 30, "hours": "24小时开放", "listings": {"amap", "tencent"},
                "yes": "shower laundry parking_truck drinking_water",
            },
        },
        {
            ("柯桥区", "stations_built", 213), ("柯桥区", "stations_shared", 97), ("柯桥区", "stations_planned", 30),
        },
    ),
    "driver": Told(
        {
            "嘉东物流园司机之家": {
                "city": "嘉峪关市", "province": "甘肃省", "host_type": "logistics",
                "area": 320, "cost": 2_000_000,
                "address": "机场路与迎宾路交叉口向北200米", "visits": {18_000}, "contact": "0937-6220000",
                "yes": "shower laundry nursing_room",
            }
        },
        {
            ("甘肃省", "investment", 30_000_000), ("甘肃省", "stations_built", 18), ("甘肃省", "stations_built", 2_600),
            ("甘肃省", "visits", 30_000),
        },
    ),
    "interleaved": Told(
        {
            "驾鹤路小哥驿站": {
                "district": "鱼峰区", "city": "柳州市", "area": 60,
                "opened": "--05", "visits": {4_500},
                "yes": "phone_charging health_check reading fridge",
                "hours": "每天7时至22时", "builder": "鱼峰区总工会",
            }
        },
        {
            ("鱼峰区", "stations_built", 27), ("鱼峰区", "stations_planned", 13), ("柳州市", "stations_built", 512),
            ("柳州市", "visits", 386_000),
        },
    ),
    "traps": Told({}, set()),
    "list": Told(
        {
            "平江街道历史街区工会驿站": {
                "district": "姑苏区", "address": "姑苏区平江路62号", "area": 28, "hours": "每天8:30-20:30",
                "yes": "aed rain_gear fridge cooling", "township": "平江街道",
            },
            "花桥地铁站工会爱心驿站": {
                "district": "昆山市", "city": "苏州市", "area": 120, "cost": 300_000, "opened": "2020-09",
                "visits": {300}, "yes": "wifi toilet_nearby nursing_room drinking_water", "host_type": "transit",
            },
            "盛泽镇丝路小哥驿站": {
                "district": "吴江区", "hours": "24小时不打烊", "yes": "battery_swap vending bed", "no": "fridge",
                "honour": "最美工会户外劳动者服务站点", "builder": "盛泽镇总工会",
            },
        },
        set(),
    ),
    "county": Told(
        {
            "腾越街道观音塘社区党群服务中心工会驿站": {
                "district": "腾冲市", "city": "保山市", "province": "云南省", "host_type": "party_centre", "area": 20,
                "cost": 12_000, "opened": "--01", "visits": {3_000}, "township": "腾越街道",
            }
        },
        {
            ("腾冲市", "stations_built", 10), ("腾冲市", "stations_planned", 50), ("保山市", "stations_built", 200),
        },
    ),
    "news24": Told(
        {
            "步行街北入口暖心小屋": {"district": "镜湖区", "city": "芜湖市", "area": 15},
            "平原路环卫驿站": {"district": "卫滨区", "visits": {80}, "yes": "cooling ev_charging locker"},
        },
        {
            ("卫滨区", "stations_built", 36), ("新疆维吾尔自治区", "stations_built", 3_850),
            ("新疆维吾尔自治区", "visits", 12_000_000), ("新疆维吾尔自治区", "union_workers", 1_500),
        },
    ),
    "feature": Told(
        {
            "云山社区户外劳动者驿站": {
                "district": "丰泽区", "address": "通港西街77号", "area": 36, "cost": 60_000, "opened": "2018-10",
                "visits": {9_600}, "yes": "bed reading microwave", "township": "东海街道",
            },
            "顺丰速运丰泽营业点骑手之家": {"host_type": "post", "cost": 50_000, "yes": "battery_swap tools"},
        },
        {
            ("泉州市", "investment", 5_000_000), ("泉州市", "stations_built", 1_860),
            ("泉州市", "stations_honoured", 420),
            ("泉州市", "stations_24h", 75), ("泉州市", "stations_planned", 2_000),
        },
        {"丰泽区职工文化活动中心"},
    ),
    "changshu": Told(
        {
            "琴湖驿家工会驿站": {
                "district": "常熟市", "city": "苏州市", "township": "虞山街道", "builder": "虞山街道总工会",
                "area": 60, "cost": 350_000, "opened": "2021-05", "hours": "每天早上7点到晚上9点", "visits": {15_000},
                "yes": "ev_charging health_check rain_gear", "honour": "最美户外劳动者驿站",
            },
            "槐安路环卫驿站": {
                "district": "裕华区", "city": "石家庄市", "area": 20, "address": "裕华区槐安路与体育大街交口",
                "yes": "heating microwave drinking_water",
            },
        },
        {
            ("常熟市", "stations_planned", 200), ("常熟市", "stations_built", 178), ("常熟市", "share", 100),
            ("常熟市", "visits", 813_000), ("石家庄市", "stations_built", 236), ("裕华区", "investment", 860_000),
            ("裕华区", "stations_upgraded", 28),
        },
    ),
    "shanghai": Told(
        {
            "大宁路街道宁和小区门卫室户外职工爱心接力站": {"district": "静安区", "host_type": "gatehouse"},
            "大宁国际商业广场爱心接力站": {
                "district": "静安区", "province": "上海市", "address": "灵石路697号", "area": 120,
                "hours": "每天10:00~22:00", "yes": "nursing_room shower locker",
            },
        },
        {
            ("上海市", "stations_built", 1_220), ("上海市", "stations_honoured", 68),
            ("浦东新区", "stations_built", 196), ("静安区", "stations_built", 88), ("徐汇区", "stations_built", 102),
        },
    ),
    "briefs": Told(
        {
            "北泉镇G30连霍高速石河子服务区货车司机之家": {
                "district": "石河子市", "host_type": "service_area", "area": 12_000, "cost": 2_600_000,
                "capacity": 50, "opened": "--12-01",
            },
            "里水镇沙涌村户外劳动者服务站点": {
                "district": "南海区", "township": "里水镇", "honour": "最美工会户外劳动者服务站点",
            },
            "桂城街道千灯湖公园工会爱心驿站": {"host_type": "park", "honour": "最美工会户外劳动者服务站点"},
            "狮山镇大学城美团骑手驿站": {"township": "狮山镇", "honour": "最美工会户外劳动者服务站点"},
        },
        {("大庆市", "stations_built", 12)},
        {"王安石纪念馆职工书屋"},
    ),
    "wishes": Told(
        {},
        {
            ("银川市", "stations_built", 310), ("银川市", "stations_planned", 24), ("银川市", "stations_planned", 400),
            ("银川市", "visits", 560_000),
        },
    ),
    "short_name": Told(
        {
            "沂心驿爱心驿站": {
                "district": "兰山区", "address": "临沂市兰山区金雀山路77号", "builder": "兰山区总工会", "area": 52,
                "cost": 64_000, "opened": "2023-03", "visits": {23_000}, "yes": "microwave drinking_water sewing_kit",
                "honour": "最美工会户外劳动者服务站点",
            },
            "般阳驿站": {
                "district": "张店区", "builder": "张店区总工会", "host": "齐商银行柳泉路支行营业厅",
                "host_type": "bank", "area": 33, "cost": 20_000, "opened": "2021-04", "visits": {5_100}, "no": "toilet",
            },
        },
        {("淄博市", "stations_built", 268)},
    ),
    "notice": Told(
        {
            "青田县新业态暖新驿站": {
                "district": "青田县", "township": "鹤城街道", "address": "青田县鹤城街道涌金街39号",
                "hours": "8:00—19:30", "yes": "cooling fridge drinking_water rain_gear air_pump toilet_nearby",
                "no": "toilet", "opened": "--03-08", "visits": {1_800},
            }
        },
        {("青田县", "stations_planned", 6), ("青田县", "stations_planned", 31)},
    ),
    "directory": Told(
        {
            "农行松江支行农行驿站": {
                "address": "上海市松江区人民北路2001号", "hours": "9:00-16:30", "host": "农行松江支行",
                "yes": "drinking_water phone_charging rain_gear",
            },
            "泗泾镇环卫驿站": {
                "address": "松江区泗泾镇江川路309号", "township": "泗泾镇", "hours": "6:30-18:30",
                "yes": "microwave drinking_water toilet",
            },
            "中国石油荣乐路加油站司机之家": {
                "address": "松江区荣乐东路880号", "hours": "24小时开放", "yes": "shower laundry bed",
                "host_type": "fuel",
            },
            "辰山公园劳动者港湾": {"address": "松江区辰花路3901号", "area": 26, "opened": "2022-09"},
            "方塔园户外职工爱心接力站": {"address": "松江区中山东路235号", "area": 18, "opened": "2020-11"},
            "岳阳街道暖蜂驿站": {
                "address": "松江区谷阳北路66号", "township": "岳阳街道", "hours": "7:00-22:00",
                "yes": "microwave reading",
            },
        },
        set(),
    ),
    "columns": Told(
        {
            "红军街驿站": {
                "district": "红花岗区", "township": "老城街道", "builder": "红花岗区总工会", "host": "遵义银行老城支行",
                "area": 21, "cost": 26_000, "opened": "2019-08", "visits": {2_700}, "yes": "microwave first_aid",
            }
        },
        {("遵义市", "stations_built", 305), ("遵义市", "stations_planned", 360)},
    ),
    "bilingual": Told(
        {
            "五缘湾海蜂驿站": {
                "district": "湖里区", "address": "湖里区金山路508号", "opened": "2024-06", "visits": {7_600},
                "area": 38, "host": "美团", "yes": "wifi microwave aed",
            }
        },
        {("厦门市", "stations_planned", 900)},
    ),
    "dated": Told(
        {"天台路小哥驿站": {"district": "天元区", "opened": "2022-03", "cost": 30_000}},
        {("株洲市", "stations_planned", 150)},
        {"天元区职工文化广场"},
    ),
}  # fmt: skip


def page(name: str) -> str:
    """The text of one made-up page."""
    return (PAGES / f"{name}.txt").read_text(encoding="utf-8")
