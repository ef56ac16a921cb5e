"""Whether this process answers (`/healthz`), and whether it answers without making anybody wait (`/readyz`)."""

from flask import Flask, Response, jsonify

LOADING = "正在装入数据 the first snapshot is being loaded"
RETRY_AFTER_S = 1


class Readiness:
    """What a process still waits for.

    Attributes:
        reason: in words; None once a snapshot is served and all that goes with it is loaded.
    """

    def __init__(self, reason: str | None = LOADING) -> None:
        self.reason = reason


def register(app: Flask, readiness: Readiness) -> None:
    """The doors of this module."""

    def readyz() -> tuple[Response, int]:
        if readiness.reason is None:
            return jsonify(status="ready"), 200
        answer = jsonify(status="not ready", reason=readiness.reason)
        answer.headers["Retry-After"] = str(RETRY_AFTER_S)
        return answer, 503

    app.add_url_rule("/readyz", view_func=readyz, endpoint="readyz")
    app.add_url_rule("/healthz", view_func=lambda: jsonify(status="ok"), endpoint="healthz")
