"""YOURLS as a peer: nginx, PHP's FPM with four children and MariaDB, where they and YOURLS's source are on the machine.

`GROUNDSWELL_BENCH_YOURLS` names the folder of the source (github.com/YOURLS/YOURLS, MIT). Nothing of it is kept here.
"""

import os
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redirect_clients import LINKS
from serving import free_port, serving

PROGRAMS = ("mariadbd", "mariadb-install-db", "mariadb", "nginx", "php-fpm8.2")
START = """set -e
trap 'kill $(jobs -p)' TERM
mariadbd --no-defaults --datadir={home}/db --socket={home}/db.sock --skip-networking --pid-file={home}/db.pid --user=$(id -un) &
php-fpm8.2 --nodaemonize --allow-to-run-as-root --fpm-config {home}/fpm.conf &
nginx -p {home} -e {home}/nginx.error -c {home}/nginx.conf &
wait
"""
NGINX = """daemon off; worker_processes 1; pid {home}/nginx.pid; user root; events {{ worker_connections 1024; }}
http {{
  access_log off; keepalive_requests 100000000;
  server {{
    listen 127.0.0.1:{port} backlog=1024; root {home}/site;
    location ~ ^/l/bench-(.*)$ {{  # its keywords hold no hyphen
      include /etc/nginx/fastcgi_params; fastcgi_pass unix:{home}/fpm.sock;
      fastcgi_param REQUEST_URI /l/bench$1; fastcgi_param SCRIPT_FILENAME {home}/site/yourls-loader.php;
    }}
    location ~ \\.php$ {{
      include /etc/nginx/fastcgi_params; fastcgi_pass unix:{home}/fpm.sock;
      fastcgi_param SCRIPT_FILENAME {home}/site$fastcgi_script_name;
    }}
  }}
}}
"""
FPM = """[global]
error_log = {home}/fpm.error
[www]
user = root
group = root
listen = {home}/fpm.sock
listen.backlog = 1024
pm = static
pm.max_children = 4
"""
SETTINGS = """<?php
define('YOURLS_DB_USER', 'bench'); define('YOURLS_DB_PASS', 'bench'); define('YOURLS_DB_NAME', 'yourls');
define('YOURLS_DB_HOST', 'localhost;unix_socket={home}/db.sock'); define('YOURLS_DB_PREFIX', 'yourls_');
define('YOURLS_SITE', 'http://127.0.0.1:{port}/l'); define('YOURLS_UNIQUE_URLS', true); define('YOURLS_PRIVATE', true);
define('YOURLS_COOKIEKEY', 'bench'); define('YOURLS_URL_CONVERT', 36); define('YOURLS_DEBUG', false);
define('YOURLS_NO_VERSION_CHECK', true); $yourls_user_passwords = ['bench' => 'bench']; $yourls_reserved_URL = [];
"""


def source() -> Path | None:
    """Where YOURLS lies; None where it, or a program that it needs, is missing."""
    folder = os.environ.get("GROUNDSWELL_BENCH_YOURLS")
    return Path(folder) if folder and all(map(shutil.which, PROGRAMS)) else None


@contextmanager
def running(site: Path, home: Path) -> Iterator[tuple[int, int]]:
    """(process id, port) of YOURLS with the benchmark's links."""
    port = free_port()
    shutil.copytree(site, home / "site")
    for name, text in (("nginx.conf", NGINX), ("fpm.conf", FPM), ("site/user/config.php", SETTINGS)):
        (home / name).write_text(text.format(home=home, port=port))
    subprocess.run(
        ["mariadb-install-db", "--no-defaults", f"--datadir={home}/db", "--auth-root-authentication-method=normal"],
        check=True, capture_output=True,
    )  # fmt: skip
    with serving(["bash", "-c", START.format(home=home)], os.environ, (home / "db.sock").exists) as server:
        _sql(
            home,
            "CREATE DATABASE yourls; CREATE USER bench@localhost IDENTIFIED BY 'bench'; GRANT ALL ON yourls.* TO bench@localhost",
        )
        urllib.request.urlopen(f"http://127.0.0.1:{port}/admin/install.php?install=1", b"", 30).close()
        rows = ",".join(
            f"('bench{n}', 'https://shop.example/products/shoe?colour=red', '', NOW(), '', 0)" for n in range(LINKS)
        )
        _sql(home, f"INSERT INTO yourls.yourls_url (keyword, url, title, timestamp, ip, clicks) VALUES {rows}")
        yield server, port


def recorded(home: Path) -> int:
    """Clicks in YOURLS's log."""
    return int(_sql(home, "SELECT COUNT(*) FROM yourls.yourls_log"))


def _sql(home: Path, statement: str) -> str:
    command = [
        "mariadb",
        "--no-defaults",
        f"--socket={home}/db.sock",
        "--user=root",
        "--skip-column-names",
        "-e",
        statement,
    ]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
