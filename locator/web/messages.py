"""What is said to a person about a wrong parameter, in Chinese and in English."""

from typing import Any, NamedTuple

from pydantic_core import ErrorDetails

from locator.vocabulary import nearest_words


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
    "repeated": Message("参数 {name} 只能给一次", "{name} may be given only once"),
    "value_error": Message("{name}:{reason}", "{name}: {reason}"),
}
FALLBACK = Message("{name} 无效:{reason}", "{name} is not valid: {reason}")
SWAPPED = Message(
    "经度在前,纬度在后;是不是写反了?", "longitude comes first, then latitude; are they swapped?"
)


def message_of(error: ErrorDetails, known: list[str]) -> Message:
    """The sentence for one of pydantic's errors; for an unknown parameter it names the nearest known ones."""
    kind = error["type"]
    context: dict[str, Any] = dict(error.get("ctx", {}))
    name = parameter_of(error)
    reason = context.get("error") or error["msg"]
    sentence = SENTENCES.get(kind, FALLBACK)
    zh, en = (text.format_map({**context, "name": name, "reason": reason}) for text in sentence)
    if kind == "extra_forbidden":
        hint = nearest_words(name, known)
        zh, en = f"{zh} ({hint})", f"{en} ({hint})"
    if name in {"lon", "lat"} and kind in {"greater_than_equal", "less_than_equal"}:
        zh, en = f"{zh};{SWAPPED.zh}", f"{en}; {SWAPPED.en}"
    return Message(zh, en)


def parameter_of(error: ErrorDetails) -> str:
    """The parameter at fault; a rule over both coordinates speaks of `lon`."""
    return str(error["loc"][0]) if error["loc"] else "lon"
