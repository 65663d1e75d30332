"""The tags of podcasts that stand several times in one place, of which feedparser keeps the last only.

https://github.com/Podcastindex-org/podcast-namespace; read by defusedxml, which expands no entities.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from groundswell.platforms.errors import Unreadable
from groundswell.platforms.feeds.documents import web_address

PODCAST = ("https://podcastindex.org/namespace/1.0", "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md")  # fmt: skip
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = ("item", "{http://purl.org/rss/1.0/}item", f"{{{ATOM}}}entry")
HOSTS = ("", "host", "co-host")  # the roles of a person whose own show it is; a person without a role is a host
LINK = re.compile(r"https?://[^\s<>\"']{3,500}")
MOST_LINKS = 20


@dataclass(frozen=True, slots=True)
class Tags:
    """Of the show: its own title, description and page (feedparser mixes in those of a live item), links of its makers,
    where they are, the feed's new address, whether directories shall leave it out. Of each item: people, discussions."""

    title: str = ""
    description: str = ""
    site: str = ""
    links: tuple[str, ...] = ()
    country: str = ""
    moved_to: str = ""
    blocked: bool = False
    items: tuple[Mapping[str, Any], ...] = ()


def read_tags(content: bytes) -> Tags:
    """Nothing from a feed that is not well-formed; `Unreadable` for one that declares entities."""
    try:
        root = fromstring(content)
    except DefusedXmlException as error:
        raise Unreadable("The feed declares entities, which may grow without end.", where="<!ENTITY") from error
    except (ParseError, ValueError, LookupError):
        return Tags()
    channel = root.find("channel")
    if channel is None:
        return Tags(items=tuple(_item(entry) for entry in root.iter() if entry.tag in ENTRIES))
    items = tuple(_item(entry) for entry in root.iter() if entry.tag in ENTRIES)
    people = [_attribute(person, "href") for person in _all(channel, "person") if _attribute(person, "role").lower() in HOSTS]  # fmt: skip
    funding = [_attribute(one, "url") for one in _all(channel, "funding")]
    told = [link for one in _all(channel, "txt") for link in LINK.findall(one.text or "")]
    accounts = [link for item in ({"accounts": _accounts(channel)}, *items) for link in item.get("accounts", ())]
    links = dict.fromkeys(filter(None, map(web_address, [*people, *accounts, *funding, *told])))
    places = [place for place in _all(channel, "location") if _attribute(place, "rel") in ("", "creator")]
    return Tags(
        title=_child(channel, "title"),
        description=_child(channel, "description"),
        site=_child(channel, "link"),
        links=tuple(links)[:MOST_LINKS],
        country=next((code.upper() for place in places if len(code := _attribute(place, "country")) == 2), ""),
        moved_to=_child(channel, f"{{{ITUNES}}}new-feed-url"),
        blocked=_blocked(channel),
        items=items,
    )


def _item(entry: Element) -> Mapping[str, Any]:
    """People with role and address, discussions of the episode and the accounts that opened them; what is not there
    is left out."""
    told = {
        "people": [{"name": (person.text or "").strip(), "role": _attribute(person, "role") or "host", "href": web_address(_attribute(person, "href"))} for person in _all(entry, "person")],
        "discussions": [link for one in _all(entry, "socialInteract") if (link := web_address(_attribute(one, "uri")))],
        "accounts": _accounts(entry),
        "notes": [(one.text or "").strip() for one in _all(entry, "txt")],
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _accounts(element: Element) -> list[str]:
    """Whoever opens the discussion of an episode is its publisher, says the specification."""
    return [link for one in _all(element, "socialInteract") if (link := web_address(_attribute(one, "accountUrl")))]


def _blocked(channel: Element) -> bool:
    """For all directories: a block for one of them has its id."""
    blocks = [one for one in _all(channel, "block") if not _attribute(one, "id")]
    return any((one.text or "").strip().lower() == "yes" for one in (*blocks, *channel.findall(f"{{{ITUNES}}}block")))


def _child(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _all(element: Element, name: str) -> list[Element]:
    return [one for namespace in PODCAST for one in element.findall(f"{{{namespace}}}{name}")]


def _attribute(element: Element, name: str) -> str:
    return element.get(name, "").strip()
