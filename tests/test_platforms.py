"""From an empty data folder to a creator's page, by a real network on this machine."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.testbeds.atproto.network import Network
from tests.testbeds.atproto.people import People


def environment(home: Path, url: str) -> dict[str, str]:
    mine = {"GROUNDSWELL_HOME": str(home), "GROUNDSWELL_URL": url, "DATABASE_URL": "", "ALLOW_PRIVATE_ADDRESSES": "1"}
    return {**os.environ, **mine, "OFFLINE": ""}


def groundswell(home: Path, *arguments: str, url: str = "http://127.0.0.1:1") -> Any:
    command = [sys.executable, "-m", "groundswell", *arguments, "--json"]
    done = subprocess.run(command, env=environment(home, url), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@contextmanager
def served(home: Path) -> Iterator[httpx.Client]:
    """The pages of that data folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "groundswell", "serve", "--port", url.rpartition(":")[2]]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environment(home, url), stdout=log, stderr=log)
    try:
        with httpx.Client(base_url=url, follow_redirects=True, timeout=30) as client:
            for _ in range(300):
                try:
                    if client.get("/ready").is_success:
                        break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield client
    finally:
        server.terminate()
        server.wait(30)


def test_from_an_empty_folder_by_handle_to_search_and_page(people: People, atproto: Network, tmp_path: Path) -> None:
    for name in ("gina", "gina-fan", "gina-pal"):
        people.join(name, bio=f"{name} runs trails")
    for name in ("gina-fan", "gina-pal"):
        people.follow(name, "gina")
    people.post("gina", "Dawn on the ridge #trail with @gina-pal.test")
    people.post("gina", "<b>Bold</b> new shoes")
    did = people.did["gina"]
    people.see("app.bsky.actor.getProfile", lambda told: told.get("followersCount") == 2, actor=did)
    people.see("app.bsky.feed.getAuthorFeed", lambda told: len(told.get("feed", [])) == 2, actor=did)

    home = tmp_path / "home"
    groundswell(home, "platforms", "keys", "bluesky", f"appview={atproto.appview}", f"pds={atproto.pds}")
    added = groundswell(home, "platforms", "add", "bluesky:@Gina.test")
    assert added["refresh"] == {"accounts": 1, "new_posts": 2, "gone_posts": 0, "errors": {}}
    assert added["account"]["followers"] == 2
    checked = groundswell(home, "doctor", "--connector", "bluesky", "--profile", "gina.test")
    assert "followers 2, following 0, posts_count 2" in checked["checks"][0]["message"]

    creator = added["creator"]["id"]
    by_hashtag = groundswell(home, "discover", "search", "--query", '{"influencer": {"hashtags": ["trail"]}}')
    assert [one["account"]["handle"] for one in by_hashtag["results"]] == ["gina.test"]
    groundswell(home, "users", "create", "me@acme.example", "--workspace", "my-brand", "--role", "owner")
    with served(home) as client:
        link = groundswell(home, "users", "sign-in-link", "me@acme.example", url=str(client.base_url))["sign_in"]
        client.get(link)
        page = client.get(f"/w/my-brand/creators/{creator}/").text
        for words in ("@gina.test", "gina runs trails", "Dawn on the ridge", "&lt;b&gt;Bold&lt;/b&gt; new shoes"):
            assert words in page
        assert "@gina.test" in client.get("/w/my-brand/find/?q=gina").text
        assert "<dt>Accounts followed</dt><dd>1</dd>" in client.get("/w/my-brand/platforms/bluesky/").text

    again = groundswell(home, "platforms", "refresh", "--creator", str(creator))
    assert (again["new_posts"], again["gone_posts"]) == (0, 0)
