"""Errors as people and programs read them: a page, or problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

import orjson
from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from locator.errors import InvalidInput, LocatorError, NotFound, ProviderError, StoreConflict, StoreError
from locator.web.messages import Message
from locator.web.params import Fault

PROBLEM = "application/problem+json"

STATUS_OF: dict[type[LocatorError], int] = {
    InvalidInput: 400,
    Fault: 400,
    NotFound: 404,
    StoreError: 503,
    StoreConflict: 409,
    ProviderError: 502,
    LocatorError: 500,
}

TITLES: dict[int, Message] = {
    400: Message("请求有误", "The request is not right"),
    404: Message("没有找到", "Not found"),
    405: Message("不支持这种请求方法", "This method is not supported here"),
    409: Message("别人刚改过,请重新来一次", "Somebody changed this just now; start again"),
    413: Message("请求太大", "The request is too large"),
    414: Message("网址太长", "The address is too long"),
    415: Message("请求体应为 JSON", "The body must be JSON"),
    500: Message("服务出错了", "Something went wrong here"),
    502: Message("地图服务没有回答", "A map service did not answer"),
    503: Message("数据暂时读不到,请稍后再试", "The data can't be read just now; try again in a while"),
}
OTHER = {"zh": "en", "en": "zh"}
DATA_PATHS = ("/api/", "/export/", "/basemap/", "/openapi.json", "/healthz")


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
    return _answer(status, detail=str(error) if isinstance(error, NotFound) else "")


def _http(error: HTTPException) -> Response:
    answer = _answer(error.code or 500)
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        answer.headers["Allow"] = ", ".join(sorted(allowed))
    if isinstance(error.response, Response) or (error.code or 500) < 400:
        return error.get_response()  # type: ignore[return-value]  # a redirect is no problem
    return answer


def _unforeseen(error: Exception) -> Response:
    # the kind of error and its place help the operator; its message may hold what a person sent
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    current_app.logger.error("%s at %s, %s %s", type(error).__name__, place, request.method, request.url_rule)
    return _answer(500)


def _answer(status: int, faults: list[tuple[str, Message]] | None = None, detail: str = "") -> Response:
    title = TITLES.get(status) or Message(HTTPStatus(status).phrase, HTTPStatus(status).phrase)
    if request.path.startswith(DATA_PATHS):
        return Response(
            orjson.dumps(_problem(status, title, faults or [], detail)), status, content_type=PROBLEM
        )
    page = render_template("error.html", title=title, faults=faults or [], status=status)
    return Response(page, status)


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
