"""Taking a consent back: tokens revoked, what was given removed, the record of both kept."""

from django.db import transaction
from django.db.models import QuerySet

from groundswell.creators.consent.evidence import drop_unused, names_in
from groundswell.creators.consent.reading import tokens_of
from groundswell.creators.models import Account, AudienceFigure, Consent, ConsentLink, Grant, Post, Reading
from groundswell.creators.network.forgetting import BLANK_POST, held_posts
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError, NotFound
from groundswell.platforms.services import open_line


def withdraw(*, link: ConsentLink, consent: int) -> bool:
    """Withdraws one consent of the link's creator. Answers whether nothing is left to do for the creator on the network:
    False when it could not be told that the consent is over. `NotFound` for another's; twice changes nothing."""
    own = Consent.objects.of(link.workspace).filter(creator=link.creator)
    found = own.select_related("account", "workspace").filter(pk=consent).first()
    if found is None:
        raise NotFound("There is no such consent.", where="consent")
    return _withdraw(found)


def withdraw_all(*, link: ConsentLink) -> bool:
    """Withdraws everything the creator gave to this workspace and closes the page. Answers as `withdraw`."""
    own = Consent.objects.of(link.workspace).filter(creator=link.creator, withdrawn_at=None)
    told = [_withdraw(consent) for consent in own.select_related("account", "workspace")]
    ConsentLink.objects.filter(pk=link.pk).update(revoked_at=clock.now())
    return all(told)


def withdraw_lapsed(consent: Consent) -> None:
    """Ends a consent that could not be made use of for so long that what it gave must go."""
    _withdraw(consent)


def _withdraw(consent: Consent) -> bool:
    if consent.withdrawn_at is not None:
        return True
    grant = Grant.objects.filter(consent=consent).first()
    told = _revoked(grant) if grant else True
    with transaction.atomic():
        locked = Consent.objects.select_for_update().get(pk=consent.pk)
        locked.withdrawn_at = clock.now()
        locked.save(update_fields=["withdrawn_at"])
        Grant.objects.filter(consent=consent).delete()
        if consent.account is not None:
            _remove(consent, consent.account)
    return told


def _revoked(grant: Grant) -> bool:
    """Whether the network was told. What goes wrong there keeps nobody from withdrawing here."""
    try:
        tokens = tokens_of(grant)
        with open_line(grant.connector) as line:
            return bool(line.plugin.connect and line.plugin.connect.revoke(line.wire, line.secrets, tokens))
    except GroundswellError:
        return False


def _remove(consent: Consent, account: Account) -> None:
    workspace, source = consent.workspace, consent.source
    own = {"workspace": workspace, "source": source}
    figures = AudienceFigure.objects.filter(**own, account=account, origin="first_party")
    if consent.observed_at is not None:
        figures = figures.filter(observed_at=consent.observed_at)
    _remove_figures(figures, account)
    if consent.kind == Consent.Kind.CONNECTED:
        Reading.objects.filter(**own, account=account).delete()
        Reading.objects.filter(**own, post__account=account).delete()
        remove_posts(Post.objects.filter(**own, account=account))
        _forget_newest(account, source)


def _remove_figures(figures: QuerySet[AudienceFigure], account: Account) -> None:
    """With their screenshots, once the database has let go of them."""
    names = names_in(figures)
    figures.delete()
    Account.objects.filter(pk=account.pk).update(changed_at=clock.now())
    drop_unused(names)


def remove_posts(posts: QuerySet[Post]) -> int:
    """Answers how many. A post on which an agreement or a verdict hangs keeps its bare row, as proof."""
    ids = list(posts.values_list("pk", flat=True))
    held = set(held_posts(ids))
    Post.objects.filter(pk__in=held).update(**BLANK_POST, gone_at=clock.now())
    Post.objects.filter(pk__in=set(ids) - held).delete()
    return len(ids)


def _forget_newest(account: Account, source: str) -> None:
    """The account's own figures, where they came with the consent."""
    Account.objects.filter(pk=account.pk, source=source, workspace__isnull=False).update(
        followers=None, following=None, posts_count=None, read_at=None, source="", changed_at=clock.now()
    )
