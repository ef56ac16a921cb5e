"""A phrase about opening hours, spelt one way: one form of digits, dashes, numerals, weekdays and brackets."""

import re
import unicodedata

WEEK = "一二三四五六日"

_TRADITIONAL = str.maketrans("週點時間開節業禮後當運營從為為", "周点时间开节业礼后当运营从为为")
_DASHES = re.compile("[‐‑‒–—―−─━﹣~〜∼]+|-{2,}")
_ENGLISH = (
    *((rf"\b{day}(?:day|sday|nesday|rsday|urday|s|rs)?s?\b", f"周{sign}")
      for day, sign in zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), WEEK, strict=True)),
    (r"\b(?:daily|every ?day)\b", "每天"), (r"\bweekdays?\b", "工作日"), (r"\bweekends?\b", "周末"),
    (r"\b(?:public )?holidays?\b", "节假日"), (r"\bclosed\b", "休息"), (r"\bopen\b", "开放"),
    (r"\b24 ?(?:hours|hrs|h)\b", "24小时"), (r"\band\b|&", "、"), (r"\bto\b", "-"),
    (r"\bnoon\b", "12:00"), (r"\bmidnight\b", "24:00"), (r"\b(?:a\.m\.?)", "am"), (r"\b(?:p\.m\.?)", "pm"),
)  # fmt: skip
_NUMERAL = re.compile(
    r"(?:(?<![周期拜零〇一二两三四五六七八九十])|(?<=[周期拜][一二三四五六日天])|(?<=[早朝晚午上]))"
    r"[零〇一二两三四五六七八九十]{1,3}(?=[点时月分]|个?小时|晚)|(?<=[早朝晚])[一二两三四五六七八九十]{1,3}|"
    r"(?<=[月点])[一二三四五六七八九十]{1,3}(?=[日号分])"
)
_FOUR_DIGITS = re.compile(r"(?<!\d)([01]\d|2[0-4])([0-5][05])(?=-)|(?<=-)([01]\d|2[0-4])([0-5][05])(?!\d)")
_REMARK = re.compile(
    r"\([^()\d一二三四五六七八九十天日周末节假季春夏秋冬月年时点分早晚午夜休闭停开关营业班工作暂约除外含定期准同随视按]*\)"
)
_PHONE = re.compile(r"(?:联系)?(?:电话|手机|tel)[::]?\s*[\d-]{7,}")


def normalised(text: str) -> str:
    """The phrase with one form of digits, dashes, numerals and weekdays; harmless remarks in brackets gone."""
    plain = unicodedata.normalize("NFKC", text).translate(_TRADITIONAL).lower().strip()
    plain = _PHONE.sub("", _DASHES.sub("-", plain))
    for pattern, chinese in _ENGLISH:
        plain = re.sub(pattern, chinese, plain)
    plain = re.sub(r"(?<=\d)一(?=\d)", "-", plain).replace("朝", "早")
    plain = _NUMERAL.sub(lambda found: str(_number(found[0])), plain)
    plain = re.sub(
        r"(?<=[周期拜])[1-7](?:[-至到](?:周|星期|礼拜)?[1-7])?(?![:.点时\d])", _weekday_signs, plain
    )
    if not re.search(r"20\d\d-20\d\d|年", plain):
        plain = _FOUR_DIGITS.sub(lambda found: f"{found[1] or found[3]}:{found[2] or found[4]}", plain)
    if any(int(hour) > 12 for hour in re.findall(r"(?<![\d.])(\d{1,2})\.\d\d(?!\d)", plain)):
        plain = re.sub(r"(?<![\d.])(\d{1,2})\.(\d\d)(?!\d)", r"\1:\2", plain)  # 8.30-17.30 is no date
    plain = re.sub(r"\s*([-:至到])\s*", r"\1", plain)
    return _REMARK.sub("", plain)


def _weekday_signs(found: re.Match[str]) -> str:
    return re.sub("[1-7]", lambda digit: WEEK[int(digit[0]) - 1], found[0])


def _number(numeral: str) -> int:
    """Two-digit Chinese numerals: 十 is 10, 二十三 is 23."""
    digits = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
    tens, ten, ones = numeral.rpartition("十")
    return (digits.get(tens, 1) * 10 if ten else 0) + digits.get(ones[-1:], 0)
