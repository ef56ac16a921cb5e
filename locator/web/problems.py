"""Errors as people and programs read them: a page, or problem details (RFC 9457)."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from locator.errors import (
    InvalidInput,
    LibraryMissing,
    LocatorError,
    NotFound,
    ProviderError,
    StoreConflict,
    StoreError,
    TooBusy,
)
from locator.logs import tell_error
from locator.web.messages import Message
from locator.web.params import Fault

PROBLEM = "application/problem+json"
_log = logging.getLogger(__name__)

STATUS_OF: dict[type[LocatorError], int] = {
    InvalidInput: 400,
    Fault: 400,
    NotFound: 404,
    StoreError: 503,
    StoreConflict: 409,
    ProviderError: 502,
    LibraryMissing: 501,
    TooBusy: 503,
    LocatorError: 500,
}

TITLES: dict[int, Message] = {
    400: Message("请求有误", "The request is not right"),
    403: Message("这里不对外开放", "This is not open to all"),
    404: Message("没有找到", "Not found"),
    405: Message("不支持这种请求方法", "This method is not supported here"),
    408: Message("请求没有及时传完", "The request did not arrive in time"),
    409: Message("别人刚改过,请重新来一次", "Somebody changed this just now; start again"),
    413: Message("请求太大", "The request is too large"),
    414: Message("网址太长", "The address is too long"),
    415: Message("请求体应为 JSON", "The body must be JSON"),
    500: Message("服务出错了", "Something went wrong here"),
    501: Message("这里没有安装这项功能", "This is not installed here"),
    502: Message("地图服务没有回答", "A map service did not answer"),
    503: Message("数据暂时读不到,请稍后再试", "The data can't be read just now; try again in a while"),
}
EXPLAINED = (NotFound, LibraryMissing, TooBusy)
"""Whose message is for whoever asked: nothing in it is ours to keep."""
OTHER = {"zh": "en", "en": "zh"}
DATA_PATHS = ("/api/", "/export/", "/basemap/", "/tiles/", "/openapi.json", "/healthz", "/readyz", "/metrics")


def status_of(error: LocatorError) -> int:
    """The HTTP status of the nearest listed ancestor of this error's class."""
    return next(STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF)


def register(app: Flask) -> None:
    """Every error of this app becomes a page or problem details; no traceback reaches anybody."""
    app.register_error_handler(LocatorError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def _known(error: LocatorError) -> Response:
    status = status_of(error)
    if isinstance(error, Fault):
        return _answer(status, faults=error.faults)
    if isinstance(error, InvalidInput):
        return _answer(status, faults=[(error.field, Message(str(error), str(error)))])
    answer = _answer(status, detail=str(error) if isinstance(error, EXPLAINED) else "")
    return answer if status < 500 or isinstance(error, EXPLAINED) else _told(error, answer)


def _http(error: HTTPException) -> Response:
    answer = _answer(error.code or 500)
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        answer.headers["Allow"] = ", ".join(sorted(allowed))
    if isinstance(error.response, Response) or (error.code or 500) < 400:
        return error.get_response()  # type: ignore[return-value]  # a redirect is no problem
    return answer


def _unforeseen(error: Exception) -> Response:
    return _told(error, _answer(500))


def _told(error: Exception, answer: Response) -> Response:
    """The answer, with the id under which the log tells more; what was asked stands in neither."""
    route = str(request.url_rule or "none")
    answer.headers["X-Request-ID"] = tell_error(_log, error, route=route, status=answer.status_code)
    return answer


def _answer(status: int, faults: list[tuple[str, Message]] | None = None, detail: str = "") -> Response:
    title = TITLES.get(status) or Message(HTTPStatus(status).phrase, HTTPStatus(status).phrase)
    if request.path.startswith(DATA_PATHS):
        return Response(
            orjson.dumps(_problem(status, title, faults or [], detail)), status, content_type=PROBLEM
        )
    said = faults or ([("", Message(detail, detail))] if detail and status >= 500 else [])
    page = render_template("error.html", title=title, faults=said, status=status)
    return Response(page, status)


def problem_answer(problem: Mapping[str, Any]) -> Response:
    """Problem details of what a job ran into: its title, HTTP status, and the field at fault where there is one."""
    field, status = problem.get("field", ""), problem["status"]
    title = Message(problem["title"], problem["title"])
    if field:
        remedy = f" ({problem['remedy']})" if problem.get("remedy") else ""
        return _answer(status, faults=[(field, Message(title.zh + remedy, title.en + remedy))])
    return _answer(status, detail=problem["title"])


def _problem(status: int, title: Message, faults: list[tuple[str, Message]], detail: str) -> dict[str, Any]:
    lang = "en" if request.args.get("lang") == "en" else "zh"
    sentences = [message.in_language(lang) for _name, message in faults]
    problem: dict[str, Any] = {
        "type": "about:blank",
        "title": sentences[0] if sentences else title.in_language(lang),
        "status": status,
        "detail": detail
        or "; ".join(
            [message.in_language(OTHER[lang]) for _name, message in faults]
            or [title.in_language(OTHER[lang])]
        ),
    }
    if faults:
        problem["parameter"] = faults[0][0]
        problem["errors"] = [{"parameter": name, "zh": text.zh, "en": text.en} for name, text in faults]
    return problem
