"""Settings from the environment: read once, refused at start with a plain message when wrong."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SAMPLE_PASSWORD = "welkom-in-voorbeeldstad"
_PUBLISHED_SECRET = 32
_ANSWERS_KEY = 32
_TOKEN = 32


class WrongSetting(ValueError):
    """A setting is missing or wrong; the message says which and what is expected."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an installation can set; every field is the environment variable of the same name."""

    database_url: str
    secret_key: str
    base_url: str
    sample: bool
    sample_password: str
    look: Path
    smtp_url: str
    mail_from: str
    mail_reply_to: str
    mail_per_minute: int
    bounces_url: str
    bounces_token: str
    idle_minutes: int
    log_level: str
    metrics: bool
    trusted_proxies: int
    instance: Path
    answers_keys: tuple[str, ...]

    @property
    def secure_cookies(self) -> bool:
        """Cookies travel over https only, unless the product is tried out on plain http."""
        return self.base_url.startswith("https://")


def read(environ: Mapping[str, str]) -> Settings:
    """Return the settings; raises WrongSetting that names every wrong one."""
    reader = _Reader(environ)
    instance = Path(environ.get("INSTANCE", str(ROOT / "instance")))
    sample = reader.flag("SAMPLE", default=False)
    settings = Settings(
        database_url=reader.text("DATABASE_URL", f"sqlite:///{instance / 'grenswijs.sqlite3'}", _database),
        secret_key=reader.text("SECRET_KEY", "", _secret),
        base_url=reader.text("BASE_URL", "http://127.0.0.1:8000", _web_address).rstrip("/"),
        sample=sample,
        sample_password=reader.text("SAMPLE_PASSWORD", SAMPLE_PASSWORD, _any),
        look=Path(reader.text("LOOK", str(ROOT / "looks" / "voorbeeldstad"), _look)),
        smtp_url=reader.text("SMTP_URL", "", _smtp),
        mail_from=reader.text("MAIL_FROM", "grenswijs@voorbeeld.example", _address),
        mail_reply_to=reader.text("MAIL_REPLY_TO", "", _reply_to),
        mail_per_minute=reader.whole("MAIL_PER_MINUTE", 60, least=0, most=10_000),
        bounces_url=reader.text("BOUNCES_URL", "", _mailbox),
        bounces_token=reader.text("BOUNCES_TOKEN", "", _token),
        idle_minutes=reader.whole("IDLE_MINUTES", 60, least=5, most=24 * 60),
        log_level=reader.text("LOG_LEVEL", "INFO", _level),
        metrics=reader.flag("METRICS", default=False),
        trusted_proxies=reader.whole("TRUSTED_PROXIES", 0, least=0, most=5),
        instance=instance,
        answers_keys=_keys(reader.text("ANSWERS_KEY", "", _answers_key)),
    )
    reader.refuse()
    return settings


class _Reader:
    """Reads one value after another and remembers what was wrong."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.wrong: list[str] = []

    def text(self, name: str, default: str, expected: Callable[[str], str]) -> str:
        value = self.environ.get(name) or default
        if problem := expected(value):
            self.wrong.append(f"{name}: {problem}")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.environ.get(name, "1" if default else "0")
        if value not in ("0", "1"):
            self.wrong.append(f"{name}: write 1 for on or 0 for off, not {value!r}")
        return value == "1"

    def whole(self, name: str, default: int, *, least: int, most: int) -> int:
        value = self.environ.get(name) or str(default)
        if not value.isdecimal() or not least <= int(value) <= most:
            self.wrong.append(f"{name}: write a whole number from {least} to {most}, not {value!r}")
            return default
        return int(value)

    def refuse(self) -> None:
        if self.wrong:
            raise WrongSetting("\n".join(["These settings are wrong:", *self.wrong]))


def _any(_value: str) -> str:
    return ""


def _database(value: str) -> str:
    if value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        return ""
    return "write an SQLAlchemy URL, sqlite:///FILE or postgresql://USER@HOST/NAME"


def _secret(value: str) -> str:
    if len(value) >= _PUBLISHED_SECRET:
        return ""
    return f"write at least {_PUBLISHED_SECRET} random characters, for example from `openssl rand -hex 32`"


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    return "" if parts.scheme in ("http", "https") and parts.netloc else "write the address people use, https://HOST"


def _look(value: str) -> str:
    return "" if (Path(value) / "look.yaml").is_file() else f"there is no look.yaml in the folder {value!r}"


def _smtp(value: str) -> str:
    if not value:
        return ""
    parts = urlsplit(value)
    good = parts.scheme in ("smtp", "smtps") and parts.hostname
    return "" if good else "write smtp://USER:PASSWORD@HOST:PORT, or smtps:// for TLS from the start"


def _address(value: str) -> str:
    return "" if "@" in value and "\n" not in value else "write an e-mail address"


def _reply_to(value: str) -> str:
    return _address(value) if value else ""


def _mailbox(value: str) -> str:
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        good = parts.scheme == "imaps" and parts.hostname and parts.username and parts.password and parts.port != 0
    except ValueError:
        good = False
    return "" if good else "write imaps://USER:PASSWORD@HOST/FOLDER, with %40 for an @ in the user's name"


def _token(value: str) -> str:
    if not value or (len(value) >= _TOKEN and value.isascii() and value.isprintable()):
        return ""
    return f"write at least {_TOKEN} random characters, for example from `openssl rand -hex 32`"


def _keys(value: str) -> tuple[str, ...]:
    """Return the keys, the newest first, in the alphabet for addresses that the library wants."""
    return tuple(key.strip().translate(str.maketrans("+/", "-_")) for key in value.split(",") if key.strip())


def _answers_key(value: str) -> str:
    try:
        good = all(len(base64.urlsafe_b64decode(key)) == _ANSWERS_KEY for key in _keys(value))
    except ValueError:
        good = False
    return "" if good else "write 32 random bytes in base64, for example from `openssl rand -base64 32`"


def _level(value: str) -> str:
    return "" if value in logging.getLevelNamesMapping() else "write DEBUG, INFO, WARNING or ERROR"


def driver_url(database_url: str) -> str:
    """Return the URL with the driver that the product brings for PostgreSQL."""
    return database_url.replace("postgresql://", "postgresql+psycopg://", 1)


def engine_options(database_url: str) -> dict[str, Any]:
    """Return how to connect: PostgreSQL speaks UTC with us and says when a connection died."""
    if database_url.startswith("sqlite"):
        return {}
    return {"connect_args": {"options": "-c timezone=utc"}, "pool_pre_ping": True}
