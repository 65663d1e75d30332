"""A worker that is killed in the middle loses no post and doubles none."""

import json
import os
import subprocess
import sys
from pathlib import Path

from groundswell.kit import clock
from groundswell.platforms.tests.toy_server import ToyServer, toy_server
from groundswell.tracking.tests.watching import DAY

__all__ = ["toy_server"]
POSTS, FOLLOWERS = 150, 400


def test_killed_twenty_times_nothing_is_lost_and_nothing_doubled(tmp_path: Path, toy_server: ToyServer) -> None:
    toy_server.start, toy_server.pause = clock.now() - 20 * DAY, 0.005
    toy_server.join("maya", posts=POSTS, followers=FOLLOWERS)
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "groundswell.tracking.tests.killed", toy_server.url, "20"],
        env={**os.environ, "GROUNDSWELL_HOME": str(tmp_path), "OFFLINE": "", "ALLOW_PRIVATE_ADDRESSES": "1",
             "DJANGO_SETTINGS_MODULE": "groundswell.config.settings"},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    result = json.loads(told.stdout)
    assert result["killed"] == 20
    assert result["errors"] == {}
    assert result["after"] == {"Post": POSTS, "PostVersion": POSTS, "FollowEdge": FOLLOWERS, "likes": POSTS}
