"""What every answer says to the browser: scripts only of our own, no referrer, nothing stored of a position."""

from flask import Flask, Response, request


def policy(tile_hosts: tuple[str, ...] = ()) -> str:
    """The Content-Security-Policy; only a base map from outside adds its tile hosts, for images alone."""
    images = " ".join(("'self'", "data:", *tile_hosts))
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; "
        f"img-src {images}; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


PARTS = ("/static/", "/texts/", "/map/", "/basemap/")
"""What pages are made of. A browser shows none of it by itself but `SHOWN`: a drawing, and a page that says no."""
SHOWN = ("text/html", "image/svg+xml")


def register(app: Flask, tile_hosts: tuple[str, ...] = ()) -> None:
    """Every answer of this app carries the headers; the many small parts of a page only those that concern them."""
    always = {"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
    shown = {
        "Content-Security-Policy": policy(tile_hosts),
        "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }

    @app.after_request
    def add(response: Response) -> Response:
        is_part = request.path.startswith(PARTS) and response.mimetype not in SHOWN
        for name, value in (always if is_part else always | shown).items():
            response.headers.setdefault(name, value)
        if request.path.startswith(("/api/", "/export/")):
            response.headers.setdefault("Access-Control-Allow-Origin", "*")
            response.headers.setdefault("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
            response.headers.setdefault("Access-Control-Allow-Headers", "Content-Type")
        if request.method in ("GET", "HEAD") and response.status_code == 200 and not response.is_streamed:
            response.add_etag()
            response.make_conditional(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response
