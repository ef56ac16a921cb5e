"""What is said to a person about a wrong parameter, in Chinese and in English."""

from typing import NamedTuple

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from locator.errors import InvalidInput
from locator.vocabulary import near_zh, nearest_words


class Message(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str

    def in_language(self, lang: str) -> str:
        """The sentence in `zh` or `en`."""
        return self.en if lang == "en" else self.zh


SENTENCES: dict[str, Message] = {
    "missing": Message("缺少参数 {name}", "{name} is missing"),
    "float_parsing": Message("{name} 应为数字", "{name} must be a number"),
    "float_type": Message("{name} 应为数字", "{name} must be a number"),
    "finite_number": Message("{name} 应为有限的数字", "{name} must be a finite number"),
    "int_parsing": Message("{name} 应为整数", "{name} must be a whole number"),
    "int_parsing_size": Message("{name} 太大", "{name} is too large"),
    "int_type": Message("{name} 应为整数", "{name} must be a whole number"),
    "int_from_float": Message("{name} 应为整数", "{name} must be a whole number"),
    "greater_than_equal": Message("{name} 不能小于 {ge}", "{name} must be at least {ge}"),
    "less_than_equal": Message("{name} 不能大于 {le}", "{name} must be at most {le}"),
    "greater_than": Message("{name} 必须大于 {gt}", "{name} must be more than {gt}"),
    "literal_error": Message("{name} 只能是 {expected}", "{name} must be {expected}"),
    "string_too_long": Message(
        "{name} 最多 {max_length} 个字符", "{name} takes at most {max_length} characters"
    ),
    "string_too_short": Message("{name} 不能为空", "{name} must not be empty"),
    "string_pattern_mismatch": Message("{name} 的格式不对", "{name} is not of the right form"),
    "timezone_aware": Message("{name} 缺少时区", "{name} needs a time zone"),
    "extra_forbidden": Message("没有参数 {name}", "there is no parameter {name}"),
    "unknown_word": Message("{name} 里没有这个词", "{name} does not know this word"),
    "bool_type": Message("{name} 应为 true 或 false", "{name} must be true or false"),
    "bad_part": Message("{name} 不对,应为 {reason}", "{name} is not right, it takes {reason}"),
    "no_points": Message(
        '{name} 应为 [[lon, lat], …] 或 {{"lon": […], "lat": […]}}',
        '{name} must be [[lon, lat], …] or {{"lon": […], "lat": […]}}',
    ),
    "no_pair": Message(
        "{name} 里第 {index} 个(从 0 数)应为 [lon, lat]", "{name}[{index}] must be [lon, lat]"
    ),
    "bad_point": Message(
        "{name} 里第 {index} 个(从 0 数)的 {axis} 应为 -{limit} 到 {limit} 的数字;经度在前",
        "{name}[{index}]: {axis} must be a number from -{limit} to {limit}; longitude comes first",
    ),
    "swapped_point": Message(
        "{name} 里第 {index} 个(从 0 数)的经度和纬度像是写反了",
        "{name}[{index}]: lon and lat look swapped; longitude comes first",
    ),
    "uneven_points": Message("{name} 里 lon 和 lat 应一样多", "{name} must have as many lon as lat"),
    "too_many_points": Message("{name} 最多 {most} 个", "{name} takes at most {most} points"),
    "too_many_answers": Message(
        "{name} 的个数乘以 k 最多 {most}", "the number of {name} times k must be at most {most}"
    ),
    "clash": Message("{name}:{why}", "{name}: {why}"),
    "repeated": Message("参数 {name} 只能给一次", "{name} may be given only once"),
    "value_error": Message("{name}:{reason}", "{name}: {reason}"),
}
FALLBACK = Message("{name} 无效:{reason}", "{name} is not valid: {reason}")
SWAPPED = Message(
    "经度在前,纬度在后;是不是写反了?", "longitude comes first, then latitude; are they swapped?"
)


def message_of(error: ErrorDetails, model: type[BaseModel]) -> Message:
    """The sentence for one of pydantic's errors; for an unknown parameter it names the nearest known ones."""
    kind, name = error["type"], parameter_of(error)
    cause = error.get("ctx", {}).get("error")
    if kind == "extra_forbidden":
        return _with_words(
            kind, name, nearest_words(name, model.model_fields), near_zh(name, model.model_fields)
        )
    if isinstance(cause, InvalidInput) and cause.remedy_zh:
        return _with_words("unknown_word", name, cause.remedy, cause.remedy_zh)
    if len(error["loc"]) > 1 and name in model.model_fields:
        kind, cause = "bad_part", model.model_fields[name].description
    sentence = SENTENCES.get(kind, FALLBACK)
    said = {**error.get("ctx", {}), "name": name, "reason": cause or error["msg"]}
    expected = str(said.get("expected", ""))
    zh = sentence.zh.format_map({**said, "expected": expected.replace(" or ", "、")})
    en = sentence.en.format_map(said)
    if name in {"lon", "lat"} and kind in {"greater_than_equal", "less_than_equal"}:
        return Message(f"{zh};{SWAPPED.zh}", f"{en}; {SWAPPED.en}")
    return Message(zh, en)


def _with_words(kind: str, name: str, en: str, zh: str) -> Message:
    sentence = SENTENCES[kind]
    return Message(f"{sentence.zh.format(name=name)};{zh}", f"{sentence.en.format(name=name)}; {en}")


def parameter_of(error: ErrorDetails) -> str:
    """The parameter at fault; a rule over both coordinates speaks of `lon`."""
    if error["loc"]:
        return str(error["loc"][0])
    return str(error.get("ctx", {}).get("field", "lon"))
