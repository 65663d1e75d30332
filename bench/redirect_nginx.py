"""nginx as a peer: a `map` of the same links, and its access log as the journal of clicks. No visitor, no repeats."""

import shutil
from pathlib import Path

from redirect_clients import LINKS

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
CONFIGURATION = """
daemon off; worker_processes 1; pid {home}/nginx.pid; error_log {home}/nginx.error;
events {{ worker_connections 1024; }}
http {{
  client_body_temp_path {home}; proxy_temp_path {home}; fastcgi_temp_path {home}; uwsgi_temp_path {home}; scgi_temp_path {home};
  map_hash_max_size 4096;
  map $uri $target {{ default ""; {links} }}
  log_format clicks "$request_id\\t$uri\\t$msec\\t$remote_addr\\t$http_referer\\t$http_user_agent";
  access_log {home}/nginx.clicks clicks;
  keepalive_requests 100000000;
  server {{
    listen 127.0.0.1:{port} backlog=1024;
    if ($target = "") {{ return 404; }}
    add_header Cache-Control "private, no-store" always;
    add_header Referrer-Policy "strict-origin-when-cross-origin" always;
    location / {{ return 302 "$target&cid=$request_id"; }}
  }}
}}
"""


def command(home: Path, port: int) -> list[str] | None:
    """How nginx is started for these links; None where it is not installed."""
    if NGINX is None:
        return None
    links = "".join(f'/l/bench-{n} "https://shop.example/products/shoe?colour=red";' for n in range(LINKS))
    path = home / "nginx.conf"
    path.write_text(CONFIGURATION.format(home=home, links=links, port=port))
    return [NGINX, "-p", str(home), "-e", str(home / "nginx.error"), "-c", str(path)]


def logged(home: Path) -> int:
    """Clicks in nginx's journal."""
    path = home / "nginx.clicks"
    return path.read_bytes().count(b"\n") if path.exists() else 0
