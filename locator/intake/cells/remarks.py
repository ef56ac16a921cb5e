"""What the readers have to say of a row, in Chinese and English, with what to do about it."""

from locator.intake.draft import Fault

SHOWN = 40
"""Characters of a cell that a remark quotes."""

_WORDS = {
    "name_missing": (
        "没有名称",
        "the name is missing",
        "填上站点名称",
        "fill in the station's name",
    ),
    "no_name_column": (
        "没有一列是名称,所有行都会被退回",
        "no column is the name, so every row will be rejected",
        "用 --mapping 指明哪一列是 name",
        "say with --mapping which column is the name",
    ),
    "not_a_station": (
        "“{cell}”是合计或说明,不是站点",
        "{cell!r} is a total or a note, no station",
        "删去这一行",
        "take the row out",
    ),
    "coordinate_unreadable": (
        "{column}“{cell}”不是度数",
        "{column}: {cell!r} is no number of degrees",
        "写成十进制度,如 113.305132 或 34.803352",
        "write decimal degrees, such as 113.305132 or 34.803352",
    ),
    "coordinate_incomplete": (
        "经纬度只有一半",
        "only one of longitude and latitude is there",
        "补上另一半,或两格都留空",
        "fill in the other one, or leave both blank",
    ),
    "datum_contradicts": (
        "{column}说坐标系是{cell},与 --datum 不同;按 --datum",
        "{column} says the datum is {cell}, --datum says another; --datum is followed",
        "核对坐标系",
        "see which datum is right",
    ),
    "not_a_point": (
        "几何不是点,取了其中一点",
        "the geometry is no point; a point inside it was taken",
        "核对位置",
        "see whether the position is right",
    ),
    "hours_not_understood": (
        "开放时间“{cell}”没读懂,按未知处理,原文保留",
        "the hours {cell!r} were not understood; they are unknown, the words are kept",
        "写成如 周一至周五 8:30-17:00",
        "write them such as 周一至周五 8:30-17:00",
    ),
    "not_understood": (
        "{column}“{cell}”没读懂,没有采用",
        "{column}: {cell!r} was not understood and not taken",
        "改写这一格,或留空",
        "write it otherwise, or leave it blank",
    ),
    "unknown_word": (
        "{column}“{cell}”不在词表里,没有采用",
        "{column}: {cell!r} is no word of the vocabulary and was not taken",
        "写成下列之一:{words}",
        "write one of: {words}",
    ),
    "too_long": (
        "{column}超过 500 字,没有采用",
        "{column} has more than 500 characters and was not taken",
        "缩短到 500 字以内",
        "shorten it to 500 characters",
    ),
    "too_many_cells": (
        "这一行比表头多出几格,各格可能错位",
        "the row has more cells than the header, so they may be shifted",
        "给含分隔符的格子加引号",
        "put quotation marks round the cell that holds a delimiter",
    ),
    "damaged_text": (
        "{column}里有损坏的字",
        "{column} holds broken characters",
        "改正这些字,存成 UTF-8",
        "mend them and save as UTF-8",
    ),
    "control_characters": (
        "{column}里有看不见的控制字符,已去掉",
        "{column} held invisible control characters; they were taken out",
        "核对这一格",
        "look at the cell",
    ),
}


def remark(code: str, field: str = "", *, column: str = "", cell: object = "", words: str = "") -> Fault:
    """The remark of that code on a field, with the column's name and the cell's beginning put in."""
    shown = str(cell)
    shown = shown[:SHOWN] + "…" if len(shown) > SHOWN else shown
    said = [text.format(column=column or field, cell=shown, words=words) for text in _WORDS[code]]
    return Fault(field, code, *said)
