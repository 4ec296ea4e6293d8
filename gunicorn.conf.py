"""The production server: settings that fit a small machine; the environment variables of gunicorn override them."""

import gc
import os
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True
control_socket_disable = True
timeout = 60
keepalive = 5
max_requests = 20000
max_requests_jitter = 2000


def when_ready(server: Any) -> None:
    """Read all content before the first request, once for all processes; broken content stops the start.

    What is there by then stays: the collector need not look at it again with every large page.
    """
    from webapp.content import shipped

    with server.app.wsgi().app_context():
        shipped()
    gc.collect()
    gc.freeze()
