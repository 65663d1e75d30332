import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.errors import BadInput
from groundswell.links.redirect.hosts import host_named
from groundswell.links.rules.domains import checked_domain, in_letters, slug_in


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("go.fernway.example", "go.fernway.example"),
        (" https://Go.Fernway.example./ ", "go.fernway.example"),
        ("göt.example", "xn--gt-fka.example"),
        ("XN--GT-FKA.example", "xn--gt-fka.example"),
    ],
)
def test_a_domain_is_read_as_dns_has_it(typed: str, name: str) -> None:
    assert checked_domain(typed) == name


@pytest.mark.parametrize(
    "typed",
    ["", "localhost", "203.0.113.7", "[::1]", "a b.example", "go.fernway.example:8000", "go.fernway.example/maya", "a..example",
     "-a.example", "user@go.example", "*.example", "a_b.example", f"{'a' * 64}.example", "a." * 130 + "example", "go.example\n.x"],
)  # fmt: skip
def test_what_is_no_host_name_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        checked_domain(typed)


@given(st.text(max_size=40))
def test_a_name_that_was_taken_is_taken_again_unchanged(typed: str) -> None:
    try:
        name = checked_domain(typed)
    except BadInput:
        return
    assert checked_domain(name) == name
    assert name.isascii()
    assert host_named(name.encode()).name == name


def test_names_are_shown_in_letters() -> None:
    assert in_letters("xn--gt-fka.example") == "göt.example"
    assert in_letters("go.fernway.example") == "go.fernway.example"


@pytest.mark.parametrize(
    ("path", "slug"),
    [("/maya", "maya"), ("/l/maya", "maya"), ("/MAYA/", "maya"), ("/", ""), ("/l/", ""), ("/l", "l"), ("/l/l", "l"), ("//evil.example", "/evil.example")],
)  # fmt: skip
def test_what_a_path_asks_for(path: str, slug: str) -> None:
    assert slug_in(path) == slug


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"go.fernway.example", "go.fernway.example"),
        (b"GO.Fernway.Example.:8443", "go.fernway.example"),
        (b"xn--gt-fka.example:80", "xn--gt-fka.example"),
        (b"go.fernway.example,evil.example", ""),
        (b"evil.example/go.fernway.example", ""),
        (b"\xff\xfe", ""),
    ],
)
def test_hosts_of_requests(raw: bytes, name: str) -> None:
    assert host_named(raw) == (name, False)


def test_the_applications_own_hosts() -> None:
    assert [host_named(raw).ours for raw in (b"127.0.0.1:8000", b"LOCALHOST", b"[::1]:8000", b"")] == [True] * 4
