"""What every answer says to the browser: scripts only of our own, no referrer, nothing stored of a position."""

from flask import Flask, Response, request


def policy(tile_hosts: tuple[str, ...] = ()) -> str:
    """The Content-Security-Policy; only a base map from outside adds its tile hosts, for images alone."""
    images = " ".join(("'self'", "data:", *tile_hosts))
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; "
        f"img-src {images}; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


PARTS = ("/static/", "/scripts/", "/texts/", "/map/", "/basemap/")
"""What pages are made of. A browser shows none of it by itself but `SHOWN`: a drawing, and a page that says no."""
SHOWN = ("text/html", "image/svg+xml")


ALWAYS = {"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, Prefer",
}
REVALIDATED = "no-cache"


def whole(tile_hosts: tuple[str, ...] = ()) -> dict[str, str]:
    """The headers of an answer that a browser may show by itself."""
    return ALWAYS | {
        "Content-Security-Policy": policy(tile_hosts),
        "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def of_api(tile_hosts: tuple[str, ...] = ()) -> dict[str, str]:
    """The headers of an answer of the API."""
    return whole(tile_hosts) | OPEN_TO_ALL | {"Cache-Control": REVALIDATED}


def register(app: Flask, tile_hosts: tuple[str, ...] = ()) -> None:
    """Every answer of this app carries the headers; the many small parts of a page only those that concern them."""
    shown, of_data = whole(tile_hosts), of_api(tile_hosts)

    @app.after_request
    def add(response: Response) -> Response:
        is_part = request.path.startswith(PARTS) and response.mimetype not in SHOWN
        is_data = request.path.startswith(("/api/", "/export/", "/tiles/"))
        wanted = ALWAYS if is_part else of_data if is_data else shown
        there = {name.lower() for name, _value in response.headers}  # asking for each is slow
        response.headers.extend([pair for pair in wanted.items() if pair[0].lower() not in there])
        if request.method in ("GET", "HEAD") and response.status_code == 200 and not response.is_streamed:
            response.add_etag()
            response.make_conditional(request)
        response.headers.setdefault("Cache-Control", REVALIDATED)
        return response
