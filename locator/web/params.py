"""Reading what a request asks, strictly: an unknown or repeated parameter is an error, not silence."""

from collections.abc import Mapping
from typing import Any, TypeVar

from flask import Request
from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

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
    return check(model, _body(request))


def single_values(args: MultiDict[str, str]) -> dict[str, str]:
    """Each parameter's one value.

    Raises:
        Fault: one is given twice.
    """
    repeated = [name for name, values in args.lists() if len(values) > 1]
    if repeated:
        raise Fault([(name, _sentence("repeated", name)) for name in repeated])
    return args.to_dict()


def check(model: type[M], values: Mapping[str, Any]) -> M:
    """The model of these values.

    Raises:
        Fault: a value is missing, wrong or unknown.
    """
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        known = list(model.model_fields)
        # no input is echoed: it may be where somebody stands
        details = error.errors(include_url=False, include_input=False)
        raise Fault([(parameter_of(detail), message_of(detail, known)) for detail in details]) from None


def _body(request: Request) -> dict[str, Any]:
    try:
        body = request.get_json()
    except BadRequest:
        body = None
    if not isinstance(body, dict):
        raise Fault([("body", Message("请求体应为 JSON 对象", "the body must be a JSON object"))])
    # no parameter is a truth value, and Python would read true as 1
    wrong = [name for name, value in body.items() if isinstance(value, bool)]
    if wrong:
        raise Fault(
            [(name, Message(f"{name} 不能是真假值", f"{name} can't be true or false")) for name in wrong]
        )
    return body


def _sentence(kind: str, name: str) -> Message:
    zh, en = (text.format(name=name) for text in SENTENCES[kind])
    return Message(zh, en)


def _in_body(name: str) -> Message:
    return Message(f"POST 时 {name} 应写在请求体里", f"with POST, {name} belongs in the body")
