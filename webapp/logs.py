"""Logs as one JSON line each, with a request id and without names, answers or addresses."""

from __future__ import annotations

import logging
import re
import secrets
import sys
from time import perf_counter

import structlog
from flask import Flask, Response, g, request

_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
log = structlog.get_logger("grenswijs")


def set_up_logs(level: str) -> None:
    """Write everything to standard error, ours and the libraries', as JSON lines."""
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
            foreign_pre_chain=shared,
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def install_request_log(app: Flask) -> None:
    """Give each request an id (the proxy's, when it sent a good one) and log how it ended."""

    @app.before_request
    def begin() -> None:  # pyright: ignore[reportUnusedFunction]
        given = request.headers.get("X-Request-ID", "")
        g.request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        g.began = perf_counter()

    @app.after_request
    def end(response: Response) -> Response:  # pyright: ignore[reportUnusedFunction]
        response.headers["X-Request-ID"] = g.request_id
        log.info(
            "request",
            request_id=g.request_id,
            method=request.method,
            endpoint=request.endpoint or "none",
            status=response.status_code,
            milliseconds=round((perf_counter() - g.began) * 1000, 1),
        )
        return response
