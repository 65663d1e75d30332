"""HTML from strangers: shown in a sandbox where nothing of it runs, is fetched or is sent."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import create_token
from groundswell.creators.models import Creator
from groundswell.outreach import html_mail
from groundswell.outreach.models import Incoming, Mailbox, Thread
from groundswell.outreach.reading_mail import read_mail

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script in svg": "<svg><script>alert(1)</script></svg>",
    "handler": "<img src=x onerror=alert(1)>",
    "handler on body": "<body onload=alert(1)>x",
    "script address": '<a href="javascript:alert(1)">x</a>',
    "hidden script address": '<a href="java&#10;script:alert(1)">x</a>',
    "data address": '<a href="data:text/html,<script>alert(1)</script>">x</a><img src="data:image/svg+xml,<svg onload=alert(1)>">',
    "frame": '<iframe src="https://evil.example"></iframe><iframe srcdoc="<script>alert(1)</script>">',
    "form": '<form action="https://evil.example"><input name=password><button formaction=javascript:alert(1)>x</button></form>',
    "styles that fetch": '<style>@import url(https://evil.example)</style><p style="background:url(https://evil.example/p)">x</p>',
    "style beside a good one": '<p style="color:red;background-image:url(https://evil.example);position:fixed;top:0">x</p>',
    "refresh and base": '<meta http-equiv=refresh content="0;url=https://evil.example"><base href="https://evil.example">',
    "stylesheet": '<link rel=stylesheet href="https://evil.example">',
    "objects": '<object data="https://evil.example"></object><embed src="https://evil.example">',
    "mutation": '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "template": "<template><script>alert(1)</script></template>",
    "comment": "<!--><script>alert(1)</script>-->",
    "breaking out": "</body></html></iframe><script>alert(1)</script>",
    "more pictures": '<img srcset="https://evil.example 2x"><picture><source srcset="https://evil.example"></picture>'
    '<video poster="https://evil.example"></video><table background="https://evil.example"></table>',
    "names of ours": '<p id="panel-body" name="csrfmiddlewaretoken" class="btn" hx-get="/w/acme/" data-copy="x">x</p>',
    "null and encoding": '<scr\x00ipt>alert(1)</scr\x00ipt><a href="\x01javascript:alert(1)">x</a>',
}
LINKS, SOURCES = re.compile(r"(https?://|mailto:)"), re.compile(r"https?://")
pytestmark = pytest.mark.django_db


class Walk(HTMLParser):
    """Complains about everything that a browser could run, fetch or send, pictures apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.pictures: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = html_mail.ATTRIBUTES["*"] | html_mail.ATTRIBUTES.get(tag, set()) | {"rel", "target", "referrerpolicy"}
        if tag not in html_mail.TAGS:
            self.wrong.append(tag)
        for name, value in attrs:
            bad_link = name == "href" and not LINKS.match(value or "")
            bad_style = name == "style" and re.search(r"url|position|expression|@", value or "")
            if name not in allowed or bad_link or bad_style:
                self.wrong.append(f"{tag} {name}={value}")
            if tag == "img" and name == "src":
                self.pictures.append(value or "")


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("around", ["{}", "<table><tr><td>{}", "<!-- {}", "<p title='{}'>", "<textarea>{}", "<xmp>{}"])
def test_nothing_that_runs_fetches_or_sends_is_left(name: str, around: str) -> None:
    kept = html_mail.clean(around.format(HOSTILE[name]))
    walked = Walk(kept)
    assert walked.wrong == []
    assert all(map(SOURCES.match, walked.pictures)), "and none of them on this server"
    shown = html_mail.clean(kept, pictures=False)
    assert Walk(shown).pictures == []
    assert html_mail.clean(shown, pictures=False) == shown, (
        "cleaning again changes nothing: a browser reads it the same"
    )


def test_what_makes_a_mail_look_as_it_was_sent_stays() -> None:
    html = '<table bgcolor="#fafafa"><tr><td style="color: red; padding: 4px">Hi <b>Ana</b>, <a href="https://maya.example">my rates</a></td></tr></table>'
    kept = html_mail.clean(html)
    assert 'bgcolor="#fafafa"' in kept
    assert re.search(r"color:\s*red", kept)
    assert re.search(r'<a href="https://maya.example"[^>]*target="_blank"', kept)
    assert "noopener" in kept
    assert html_mail.clean("<div>" * 1_000 + "x") == ""


@pytest.fixture
def mail(workspace: Workspace, mailbox: Mailbox, maya: Creator) -> Incoming:
    content = (
        b"From: maya@example.org\r\nMessage-ID: <h@x>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        b'<p onclick="alert(1)">Gladly!</p><script>alert(1)</script><img src="https://spy.example/open.gif" width="1">'
    )
    thread = Thread.objects.create(workspace=workspace, creator=maya, mailbox=mailbox, subject="A bottle?")
    read = read_mail(content)
    return Incoming.objects.create(
        workspace=workspace, thread=thread, mailbox=mailbox, kind="reply", message_id=read.message_id,
        from_email=read.from_email, new_text=read.text, html=read.html,
    )  # fmt: skip


def test_the_frame_is_sandboxed_and_fetches_pictures_only_when_asked(
    mail: Incoming, member_client: Callable[..., Client]
) -> None:
    client = member_client("analyst")
    page = client.get(f"/w/acme/inbox/{mail.thread_id}/")
    text = page.content.decode()
    assert "Gladly!" in text
    assert "spy.example" not in text
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in text
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    [source] = re.findall(r'<iframe[^>]* src="([^"]+)"', text)
    frame = client.get(source)
    assert "Gladly!" in frame.content.decode()
    assert not re.search(r"script|onclick|<img|spy\.example", frame.content.decode())
    rules = frame["Content-Security-Policy"]
    assert "sandbox allow-popups" in rules
    assert "script" not in rules, "default-src 'none' stands for scripts too"
    assert "default-src 'none'" in rules
    assert "img-src 'none'" in rules
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    asked = client.get(f"/w/acme/inbox/{mail.thread_id}/?pictures={mail.pk}").content.decode()
    [source] = re.findall(r'<iframe[^>]* src="([^"]+)"', asked)
    frame = client.get(source)
    assert 'src="https://spy.example/open.gif"' in frame.content.decode()
    assert "img-src https:;" in frame["Content-Security-Policy"]
    assert "sandbox allow-popups" in frame["Content-Security-Policy"]


def test_a_mail_without_html_has_no_frame(mail: Incoming, member_client: Callable[..., Client]) -> None:
    client = member_client("manager")
    Incoming.objects.update(html="")
    assert "<iframe" not in client.get(f"/w/acme/inbox/{mail.thread_id}/").content.decode()


def test_scripts_get_it_clean_too(mail: Incoming, workspace: Workspace, owner: User) -> None:
    Incoming.objects.update(html="<b>Hi</b><script>alert(1)</script>")  # as if it had been kept before today's cleaning
    token = create_token(workspace=workspace, user=owner, name="t", scopes=["read"])
    client = Client(headers={"Authorization": f"Bearer {token}"})
    [told] = client.get(f"/api/v1/threads/{mail.thread_id}/mails").json()
    assert (told["has_html"], told["id"]) == (True, mail.pk)
    assert client.get(f"/api/v1/mails/{mail.pk}/html").json() == {"html": "<b>Hi</b>"}
