"""Made-up lists round real county seats, for measuring; every name says 演示."""

import random

from locator.divisions import Divisions, Level

HOSTS = ("中国银行", "建设银行", "工商银行", "党群服务中心", "中国石化加油站", "邮政网点", "环卫所", "社区")
ROADS = ("建设", "人民", "解放", "中山", "和平", "胜利", "文化", "迎宾")
HOURS = ("24小时", "08:00-20:00", "周一至周五8:30-17:00", "")
AMENITIES = ("饮水|空调|座椅", "饮水、微波炉、充电", "有微波炉、无卫生间")
COLUMNS = ("名称", "省", "市", "区县", "地址", "经度", "纬度", "开放时间", "设施")


def rows(size, seed=1):
    """Rows in the order of `COLUMNS`."""
    chance, divisions = random.Random(seed), Divisions.bundled()
    counties = [division for division in divisions if division.level is Level.COUNTY and division.is_placed]
    for number in range(size):
        county = chance.choice(counties)
        province, *city, district = [division.name for division in divisions.path(county.code)]
        road = f"{chance.choice(ROADS)}{chance.choice('东西南北中')}路{chance.randint(1, 999)}号"
        yield (
            f"演示{chance.choice(HOSTS)}{road[:-1]}工会驿站{number}",
            province,
            "".join(city),
            district,
            road,
            f"{county.lon + chance.gauss(0, 0.05):.6f}",
            f"{county.lat + chance.gauss(0, 0.05):.6f}",
            chance.choice(HOURS),
            chance.choice(AMENITIES),
        )
