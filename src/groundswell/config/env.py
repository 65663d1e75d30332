"""Settings from the environment: `NAME`, or `NAME_FILE` naming a file that holds the value."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def env(name: str, default: str = "") -> str:
    """The value of `NAME`, else the stripped content of the file `NAME_FILE` names, else the default."""
    if name in os.environ:
        return os.environ[name]
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text().strip() if file else default


def flag(name: str, *, default: bool = False) -> bool:
    value = env(name).lower()
    return default if not value else value in ("1", "true", "yes", "on")


def secret_key(home: Path) -> str:
    """`SECRET_KEY`, else the key kept in the data folder, made on the first run."""
    given = env("SECRET_KEY")
    if given:
        return given
    path = home / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    key = secrets.token_urlsafe(50)
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    return key


def database(url: str, home: Path) -> dict[str, Any]:
    """Django's DATABASES entry for `postgres://user:password@host:port/name`; SQLite in the data folder when empty."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "groundswell.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456; PRAGMA cache_size=-65536;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise ValueError("DATABASE_URL must look like postgres://user:password@host:5432/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        # Each request runs in a thread of its own under ASGI: a connection kept for the thread would never be used again.
        "CONN_MAX_AGE": 0,
    }
