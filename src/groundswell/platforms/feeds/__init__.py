"""Blogs, vlogs and podcasts through RSS, Atom and JSON Feed: no keys, no middleman."""

from groundswell.platforms.feeds.connector import Feeds
from groundswell.platforms.policy import Policy
from groundswell.platforms.port import Plugin

policy = Policy(
    retention_days=None,
    may_derive=True,
    may_mix=True,
    may_match=True,
    delete_within_hours=24,
    source="https://www.rssboard.org/rss-specification; https://podcastindex.org/namespace/1.0",
    notes=(
        "A feed is published to be read by programs; the text stays its author's. No terms of a network apply.",
        "Feeds whose author wants them in no directory, and sites that ask robots not to list them, are not suggested.",
    ),
)

plugin = Plugin(
    name="feeds",
    label="Blogs and podcasts",
    policy=policy,
    make=Feeds,
    networks=("blog", "podcast"),
    look_every=300,  # sites are small
    facts=(
        "Entries with their text and links, and the number of comments where the site tells it.",
        "Nobody knows how many people read a feed: ask the creator for those figures.",
        "An entry that its author deletes is noticed only when the whole feed goes.",
    ),
)
