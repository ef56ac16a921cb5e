"""What the coordinate checks have to say, in Chinese and English, with what to do about it."""

from locator.intake.draft import Fault

_WORDS = {
    "coordinates_not_finite": (
        "经纬度不是数",
        "longitude or latitude is no number",
        "写成十进制度，如 113.305132, 34.803352",
        "write decimal degrees, such as 113.305132, 34.803352",
    ),
    "coordinates_zero": (
        "经纬度为 0",
        "longitude or latitude is 0, which stands for nothing known",
        "填上真实坐标，或留空按地址定位",
        "fill in the real coordinates, or leave both blank to place it by its address",
    ),
    "coordinates_swapped": (
        "经度 {lon:.10g}、纬度 {lat:.10g} 像是写反了",
        "longitude {lon:.10g} and latitude {lat:.10g} look swapped",
        "若确实写反，改为经度 {fix_lon:.10g}、纬度 {fix_lat:.10g}",
        "if so, write longitude {fix_lon:.10g}, latitude {fix_lat:.10g}",
    ),
    "coordinates_equal": (
        "经度和纬度是同一个数 {lon:.10g}",
        "longitude and latitude are the same number, {lon:.10g}",
        "有一格填错，请核对",
        "one of the two cells is wrong: look both up",
    ),
    "degrees_minutes": (
        "经度 {lon:.10g}、纬度 {lat:.10g} 像是“度分”格式（度与分连写）",
        "longitude {lon:.10g}, latitude {lat:.10g} look like degrees and minutes written as one number",
        "若如此，改为十进制度 {fix_lon:.6f}, {fix_lat:.6f}",
        "if so, write decimal degrees {fix_lon:.6f}, {fix_lat:.6f}",
    ),
    "decimal_point_misplaced": (
        "经度 {lon:.10g}、纬度 {lat:.10g} 像是小数点错位或漏了小数点",
        "longitude {lon:.10g}, latitude {lat:.10g}: a decimal point looks misplaced or missing",
        "可能是 {fix_lon:.10g}, {fix_lat:.10g}，请核对",
        "it may be {fix_lon:.10g}, {fix_lat:.10g}: look it up",
    ),
    "coordinates_out_of_range": (
        "经度 {lon:.10g}、纬度 {lat:.10g} 超出范围",
        "longitude {lon:.10g}, latitude {lat:.10g} are out of range",
        "经度在 -180 到 180 之间，纬度在 -90 到 90 之间",
        "longitude is -180 to 180, latitude -90 to 90",
    ),
    "outside_china": (
        "经度 {lon:.10g}、纬度 {lat:.10g} 不在中国境内",
        "longitude {lon:.10g}, latitude {lat:.10g} is not in China",
        "核对坐标；若不知道，留空按地址定位",
        "look the coordinates up, or leave both blank to place it by its address",
    ),
    "far_outside_district": (
        "坐标离所写的{place}中心 {km:.0f} 公里，不可能同时正确",
        "the point is {km:.0f} km from the seat of {place}, which the row names: both can't be right",
        "核对坐标和地址",
        "see whether the coordinates or the address are wrong",
    ),
    "outside_district": (
        "坐标离所写的{place}中心 {km:.1f} 公里，可能不在该区域内",
        "the point is {km:.1f} km from the seat of {place}, which the row names, and seems to lie outside it",
        "核对坐标和地址",
        "see whether the coordinates or the address are wrong",
    ),
    "apart_from_its_district": (
        "坐标离同在{place}的其他站点 {km:.1f} 公里",
        "the point is {km:.1f} km from the list's other stations in {place}",
        "核对坐标和地址",
        "see whether the coordinates or the address are wrong",
    ),
    "shared_point": (
        "{count} 行坐标完全相同（第 {lines} 行）",
        "{count} rows have the very same coordinates (lines {lines})",
        "分别核对每个站点的位置",
        "look the position of each station up",
    ),
    "division_seat": (
        "坐标正是{place}的中心点，可能只是占位",
        "the point is exactly the seat of {place}: perhaps a placeholder",
        "核对坐标；若不知道，留空按地址定位",
        "look the coordinates up, or leave both blank to place it by its address",
    ),
    "few_decimals": (
        "经纬度不足三位小数，位置误差可达公里级",
        "longitude and latitude have fewer than three decimals: the point may be a kilometre off",
        "补足至少五位小数",
        "give five decimals at least",
    ),
    "typed_two_points": (
        "“{cell}”有两个小数点",
        "{cell!r} has two decimal points",
        "可能是 {likely}，请核对",
        "it may be {likely}: look it up",
    ),
    "typed_for_point": (
        "“{cell}”的小数点写成了别的标点",
        "{cell!r} has another mark for its decimal point",
        "可能是 {likely}，请核对",
        "it may be {likely}: look it up",
    ),
    "typed_letter": (
        "“{cell}”里有字母代替了数字",
        "{cell!r} has a letter for a digit",
        "可能是 {likely}，请核对",
        "it may be {likely}: look it up",
    ),
    "typed_minutes": (
        "“{cell}”的分或秒不小于 60",
        "{cell!r} has minutes or seconds of 60 or more",
        "写成十进制度，如 113.305132",
        "write decimal degrees, such as 113.305132",
    ),
}


def fault(code: str, field: str = "", **details: float | str) -> Fault:
    """The remark of that code on a field, its details put in."""
    return Fault(field, code, *(text.format(**details) for text in _WORDS[code]))
