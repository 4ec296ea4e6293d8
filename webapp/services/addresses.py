"""Addresses of pages as people outside the browser need them: in mails and on paper."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import current_app


def full_address(endpoint: str, **values: Any) -> str:
    """Return the whole address of a page, on the address that the installation is known by."""
    base = urlsplit(current_app.config["SETTINGS"].base_url)
    routes = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return routes.build(endpoint, values, force_external=True)
