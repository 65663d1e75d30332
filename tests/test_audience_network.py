"""Who follows an account of a real AT-protocol network on this machine, from the list of followers to the page."""

from pathlib import Path

from tests.test_platforms import groundswell, served
from tests.testbeds.atproto.network import Network
from tests.testbeds.atproto.people import People

FANS = [(f"maria{number}", "📍 Madrid, España") for number in range(6)]
FANS += [(f"john{number}", "Based in Austin, TX. Trail running") for number in range(8)]


def test_followers_are_sampled_and_shown(people: People, atproto: Network, tmp_path: Path) -> None:
    people.join("hana", bio="Runs in the hills")
    for name, bio in FANS:
        people.join(name, bio=bio)
        people.follow(name, "hana")
    people.see(
        "app.bsky.actor.getProfile", lambda told: told.get("followersCount") == len(FANS), actor=people.did["hana"]
    )
    home = tmp_path / "home"
    groundswell(home, "platforms", "keys", "bluesky", f"appview={atproto.appview}", f"pds={atproto.pds}")
    added = groundswell(home, "platforms", "add", "bluesky:@hana.test")
    creator = str(added["creator"]["id"])
    sample = groundswell(home, "audience", "sample", creator, "--width", "0.05")
    assert (sample["state"], sample["listed"], sample["whole"], sample["asked"]) == ("done", 14, True, 14)
    found = groundswell(home, "audience", "show", creator)["dimensions"]
    assert {one["value"]: round(one["share"], 3) for one in found["country"]["shares"]} == {"US": 0.571, "ES": 0.429}
    assert found["country"]["coverage"] == 1
    women = {one["value"]: one for one in found["gender"]["shares"]}["female"]
    assert women["low"] < 6 / 14 < women["high"]
    # They follow one account and never posted.
    assert {one["value"]: one["share"] for one in found["quality"]["shares"]}["inactive"] == 1
    groundswell(home, "users", "create", "me@acme.example", "--workspace", "my-brand", "--role", "owner")
    with served(home) as client:
        link = groundswell(home, "users", "sign-in-link", "me@acme.example", url=str(client.base_url))["sign_in"]
        client.get(link)
        page = client.get(f"/w/my-brand/creators/{creator}/audience/").text
    for words in ("United States", "Austin", "Sample of Bluesky followers (audience-1)", "Running", "Never posted"):
        assert words in page
