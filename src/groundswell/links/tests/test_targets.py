from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.links.errors import UnsafeTarget
from groundswell.links.rules.targets import checked_target, merged, prepared

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
names = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=8).filter(lambda name: name != "cid")


@pytest.mark.parametrize(
    ("url", "ready"),
    [
        ("https://shop.example/p?x=1#top", "https://shop.example/p?x=1#top"),
        ("  HTTPS://Shop.Example  ", "https://shop.example"),
        ("https://shop.example:8443/a b".replace(" ", "%20"), "https://shop.example:8443/a%20b"),
        ("https://bücher.example/straße?q=grün", "https://xn--bcher-kva.example/stra%C3%9Fe?q=gr%C3%BCn"),
        ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x"),
        ("https://shop.example/p?already=%20ok", "https://shop.example/p?already=%20ok"),
    ],
)
def test_a_web_address_is_taken_in_its_ascii_form(url: str, ready: str) -> None:
    assert checked_target(url) == ready


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "data:text/html,x", "//evil.example", "/relative", "shop.example/p", "ftp://shop.example",
        "https://", "https://user@evil.example", "https://shop.example@evil.example", "https://a\nSet-Cookie: x=1",
        "https://shop.example\\@evil.example", "https://shop.example/a b", "https://exa mple.com", "http://[::1", "",
        "https://shop.example:99999/", "https://ex\u202eample.com/", "https://shop.example/" + "a" * 2000,
    ],
)  # fmt: skip
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(UnsafeTarget):
        checked_target(url)


def test_a_link_to_another_short_link_would_loop() -> None:
    with pytest.raises(UnsafeTarget, match="short link itself"):
        checked_target("https://go.acme.example/l/maya", "go.acme.example")
    assert checked_target("https://go.acme.example/shop", "go.acme.example") == "https://go.acme.example/shop"


def test_what_the_target_says_already_wins_over_our_utm() -> None:
    url = merged(
        "https://shop.example/p?utm_source=tv&b=%20",
        {"utm_source": "instagram", "utm_medium": "influencer", "utm_content": ""},
    )
    assert url == "https://shop.example/p?utm_source=tv&b=%20&utm_medium=influencer"


def test_the_click_id_goes_before_the_fragment_and_replaces_a_foreign_one() -> None:
    head, tail = prepared("https://shop.example/p?a=1&cid=somebodyelse#buy", {"utm_content": "maya & co"})
    assert (head, tail) == (b"https://shop.example/p?a=1&utm_content=maya%20%26%20co&cid=", b"#buy")


def test_a_bare_host_gets_a_path() -> None:
    assert prepared("https://shop.example", {}) == (b"https://shop.example/?cid=", b"")


def test_a_code_goes_along_by_the_shops_discount_address() -> None:
    """As Shopify reads it: /discount/CODE?redirect=/path, the path with its own parameters inside."""
    head, tail = prepared("https://shop.example/products/x?size=42#buy", {"utm_source": "tv"}, "Maya 10%")
    address = (head + b"abcdefghijkl" + tail).decode()
    assert address == (
        "https://shop.example/discount/Maya%2010%25?redirect=%2Fproducts%2Fx%3Fsize%3D42%26utm_source%3Dtv%26cid%3Dabcdefghijkl%23buy"
    )
    assert parse_qsl(urlsplit(address).query) == [
        ("redirect", "/products/x?size=42&utm_source=tv&cid=abcdefghijkl#buy")
    ]


def test_a_code_goes_along_with_a_payment_link() -> None:
    head, _ = prepared("https://buy.stripe.com/abc", {}, "MAYA10")
    assert head == b"https://buy.stripe.com/abc?prefilled_promo_code=MAYA10&client_reference_id=cid_"


@given(st.lists(st.tuples(names, words), max_size=5), st.dictionaries(names, words, max_size=5), words)
def test_every_parameter_arrives_once_and_unchanged(
    have: list[tuple[str, str]], add: dict[str, str], fragment: str
) -> None:
    from urllib.parse import quote, urlencode

    url = checked_target(f"https://shop.example/p?{urlencode(have)}#{quote(fragment)}")
    head, tail = prepared(url, add)
    address = (head + b"abcdefghijkl" + tail).decode()
    parts = urlsplit(address)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    assert pairs[-1] == ("cid", "abcdefghijkl")
    assert pairs[: len(have)] == have
    assert dict(pairs[len(have) : -1]) == {name: value for name, value in add.items() if name not in dict(have)}
    assert (parts.scheme, parts.netloc, parts.fragment) == ("https", "shop.example", quote(fragment))


@given(st.text(max_size=80))
def test_no_text_becomes_an_unsafe_header(text: str) -> None:
    try:
        ready = checked_target(text)
    except UnsafeTarget:
        return
    assert ready.isascii()
    assert not any(c in ready for c in "\r\n\t \\")
    assert urlsplit(ready).scheme in ("http", "https")
    assert "@" not in urlsplit(ready).netloc
