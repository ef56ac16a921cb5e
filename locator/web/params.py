"""Reading what a request asks, strictly: an unknown or repeated parameter is an error, not silence."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeVar

from flask import Request
from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from locator.errors import LocatorError
from locator.web.messages import SENTENCES, Message, message_of, parameter_of

M = TypeVar("M", bound=BaseModel)


class Fault(LocatorError, ValueError):
    """A request that can't be answered: each faulty parameter with its sentence."""

    def __init__(self, faults: list[tuple[str, Message]]) -> None:
        super().__init__("; ".join(message.en for _name, message in faults))
        self.faults = faults


def read(model: type[M], request: Request) -> M:
    """The model that a request's query string, or its JSON body when it is a POST, describes.

    Raises:
        Fault: a parameter is missing, wrong, unknown or given twice.
    """
    if request.method != "POST":
        return check(model, single_values(request.args))
    if request.args:
        raise Fault([(name, _in_body(name)) for name in request.args])
    return check(model, _body(request), is_json=True)


def single_values(args: MultiDict[str, str]) -> dict[str, str]:
    """Each parameter's one value.

    Raises:
        Fault: one is given twice.
    """
    repeated = [name for name, values in args.lists() if len(values) > 1]
    if repeated:
        raise Fault([(name, _sentence("repeated", name)) for name in repeated])
    return args.to_dict()


def check(model: type[M], values: Mapping[str, Any], *, is_json: bool = False) -> M:
    """The model of these values; in JSON a number is a number, while a query string has only texts.

    Raises:
        Fault: a value is missing, wrong or unknown.
    """
    try:
        return model.model_validate(dict(values), context={"is_json": is_json})
    except ValidationError as error:
        # no input is echoed: it may be where somebody stands
        details = error.errors(include_url=False, include_input=False)
        raise Fault([(parameter_of(detail), message_of(detail, model)) for detail in details]) from None


def _body(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(request.get_data(), object_pairs_hook=_once_each)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Fault([("body", Message("请求体应为 JSON 对象", "the body must be a JSON object"))])
    return body


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    repeated = [name for name, count in Counter(name for name, _value in pairs).items() if count > 1]
    if repeated:
        raise Fault([(name, _sentence("repeated", name)) for name in repeated])
    return dict(pairs)


def _sentence(kind: str, name: str) -> Message:
    zh, en = (text.format(name=name) for text in SENTENCES[kind])
    return Message(zh, en)


def _in_body(name: str) -> Message:
    return Message(f"POST 时 {name} 应写在请求体里", f"with POST, {name} belongs in the body")
