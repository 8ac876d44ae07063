"""Serves the page, to this machine alone or to those who sign in."""

from __future__ import annotations

import socket
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
import uvicorn
from anyio.to_thread import run_sync
from fastapi import FastAPI, Response
from starlette.staticfiles import StaticFiles

from assistant.collection.uploads import FILE_BYTES
from assistant.errors import AssistantError
from assistant.ui.desk import Desk
from assistant.ui.downloads import download_routes
from assistant.ui.guard import Guard, check_host, user_of
from assistant.ui.page import CSS, build_page
from assistant.ui.uploading import upload_routes

if TYPE_CHECKING:
    from assistant.ui.services import Services
    from assistant.ui.sign_in import SignIn

_TRIES = 100
_SCRIPTS = Path(__file__).parent / "scripts"
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" '
    'rx="7" fill="#8b2c1c"/><text x="16" y="34" font-family="Georgia,serif" font-size="38" '
    'text-anchor="middle" fill="#fffdf9">“</text></svg>'
)
_FONT = (
    "Charter",
    "Bitstream Charter",
    "Iowan Old Style",
    "Cambria",
    "Georgia",
    "Liberation Serif",
    "serif",
)


def build_app(services: Services, sign_in: SignIn | None = None) -> FastAPI:
    """The page behind its guard, as an ASGI application; with `sign_in` all have to sign in."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    icon = Response(_ICON, media_type="image/svg+xml")
    app.add_route("/favicon.ico", lambda _: icon)
    app.mount("/page", StaticFiles(directory=_SCRIPTS))
    app.routes.extend(download_routes(services, user_of))
    app.routes.extend(upload_routes(services.librarian, user_of, services.limits.take))
    gr.mount_gradio_app(
        app,
        build_page(Desk(services)),
        path="/",
        theme=gr.themes.Base(font=_FONT, font_mono=("ui-monospace", "monospace")),
        css=CSS,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        show_error=False,
        max_file_size=1,
    )
    app.add_middleware(Guard, sign_in=sign_in, upload_bytes=FILE_BYTES)
    return app


def serve(
    services: Services,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    sign_in: SignIn | None = None,
    proxy: str | None = None,
    open_browser: bool = False,
) -> None:
    """Serve the page until Ctrl-C; the next free port is taken if `port` is not, any if it is 0.

    `proxy` is the address that may say whether a request came by https. Raises AssistantError if
    no port is free, or without `sign_in` for a host that others could reach.
    """
    if sign_in is None:
        check_host(host)
    listener = _listen(host, port)
    taken = listener.getsockname()[1]
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{taken}"
    moved = f" (port {port} is taken)" if port not in (0, taken) else ""
    config = uvicorn.Config(
        build_app(services, sign_in),
        log_level="warning",
        timeout_graceful_shutdown=1,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy,
        server_header=False,
    )
    server = Server(config, services.assistant.encoder.warm_up, services.askings.close)
    sys.stdout.write(f"Quoting Assistant is open at {address}{moved}; Ctrl-C ends it.\n")
    sys.stdout.flush()
    if open_browser:
        webbrowser.open(address)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    finally:
        listener.close()


class Server(uvicorn.Server):
    """Does something when it answers, at once, and something before it ends.

    The first is to begin what need not be there before the page. The second is to end what pages
    wait for: the server would else wait for their threads.
    """

    def __init__(
        self, config: uvicorn.Config, begun: Callable[[], object], ending: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._begun, self._ending = begun, ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer, then begin what can wait until then."""
        await super().startup(sockets)
        self._begun()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let the pages have what is nearly answered, then close their connections."""
        await run_sync(self._ending)
        await super().shutdown(sockets)


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket on `port` or the next free one; connections wait until it is served."""
    if not 0 <= port <= 65535:
        raise AssistantError(f"{port} is no port: give one from 0 to 65535 with --port")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    last = port if port == 0 else min(port + _TRIES, 65535)
    for number in range(port, last + 1):
        listener = socket.socket(family, socket.SOCK_STREAM)
        if sys.platform != "win32":  # there the option would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
            listener.listen(128)
        except OSError:
            listener.close()
        else:
            return listener
    raise AssistantError(f"no port from {port} to {last} is free on {host}: give another --port")
