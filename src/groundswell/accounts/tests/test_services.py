"""Who may come in and what is remembered of it."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from groundswell.accounts import queries, services
from groundswell.accounts.errors import Forbidden, LinkSpent
from groundswell.accounts.models import ApiToken, AuditEntry, Invitation, Membership, SignInLink, User, Workspace
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.kit.ids import digest

PASSWORD = "a long enough phrase"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moves the clock on by eight days."""
    real = clock.now()
    monkeypatch.setattr(clock, "now", lambda: real + timedelta(days=8))


def actions(workspace: Workspace) -> list[str]:
    return list(AuditEntry.objects.of(workspace).order_by("pk").values_list("action", flat=True))


def test_a_workspace_is_owned_and_audited(db: None) -> None:
    owner = User.objects.create_user("a@b.example")
    workspace = services.create_workspace(slug="north", name=" North ", currency="eur", owner=owner)
    assert (workspace.name, workspace.currency) == ("North", "EUR")
    assert Membership.objects.get(workspace=workspace).role == "owner"
    assert actions(workspace) == ["workspace.created"]


@pytest.mark.parametrize("slug", ["", "Acme", "a b", "-a", "a--b", "é", "x" * 51, "new"])
def test_unusable_slugs_are_refused(db: None, slug: str) -> None:
    with pytest.raises(BadInput):
        services.create_workspace(slug=slug, name="X")
    assert not Workspace.objects.exists()


@pytest.mark.parametrize(
    ("facts", "where"), [({"name": " "}, "name"), ({"currency": "EURO"}, "currency"), ({"currency": "€€€"}, "currency")]
)
def test_other_bad_facts_name_their_field(db: None, facts: dict[str, Any], where: str) -> None:
    with pytest.raises(BadInput) as refused:
        services.create_workspace(**{"slug": "a", "name": "A", **facts})
    assert refused.value.where == where


def test_a_taken_slug_is_a_conflict(workspace: Workspace) -> None:
    with pytest.raises(Conflict):
        services.create_workspace(slug=workspace.slug, name="Other")


def test_only_what_differs_is_changed_and_audited(workspace: Workspace, owner: User) -> None:
    services.update_workspace(workspace=workspace, user=owner, name=workspace.name, gross_margin=Decimal("0.6"))
    entry = AuditEntry.objects.of(workspace).get(action="workspace.changed")
    assert entry.detail == {"gross_margin": {"from": None, "to": "0.6"}}
    services.update_workspace(workspace=workspace, user=owner, gross_margin=Decimal("0.6"))
    assert AuditEntry.objects.of(workspace).filter(action="workspace.changed").count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"time_zone": "Mars/Base"},
        {"gross_margin": Decimal("1.1")},
        {"tier_bounds": {"micro": 5, "macro": 5, "mega": 9}},
    ],
)
def test_settings_that_cannot_be_change_nothing(workspace: Workspace, owner: User, change: dict[str, object]) -> None:
    with pytest.raises(BadInput) as refused:
        services.update_workspace(workspace=workspace, user=owner, **change)
    assert refused.value.where in change
    assert not AuditEntry.objects.of(workspace).filter(action="workspace.changed").exists()


def test_an_existing_user_gets_another_membership_and_keeps_the_password(
    owner: User, workspace: Workspace, other_workspace: Workspace
) -> None:
    again = services.create_user(
        email="OWNER@acme.example ", workspace=other_workspace, role="analyst", password="other"
    )
    assert again == owner
    assert again.check_password("correct horse battery")
    assert {m.workspace.slug: m.role for m in queries.memberships_of(owner)} == {"acme": "owner", "rival": "analyst"}


@pytest.mark.parametrize(("email", "role"), [("no address", "owner"), ("a@b.example", "boss")])
def test_bad_members_are_refused(workspace: Workspace, email: str, role: str) -> None:
    with pytest.raises(BadInput):
        services.create_user(email=email, workspace=workspace, role=role)
    assert not User.objects.exists()


def test_the_last_owner_stays(workspace: Workspace, owner: User) -> None:
    membership = queries.members(workspace).get()
    with pytest.raises(Conflict):
        services.change_role(membership=membership, role="analyst", user=owner)
    with pytest.raises(Conflict):
        services.remove_member(membership=membership, user=owner)
    second = services.create_user(email="b@acme.example", workspace=workspace, role="owner")
    services.change_role(membership=membership, role="analyst", user=second)
    membership.refresh_from_db()
    assert membership.role == "analyst"


def test_who_leaves_takes_no_token_along(workspace: Workspace, owner: User) -> None:
    leaver = services.create_user(email="b@acme.example", workspace=workspace, role="manager")
    services.create_token(workspace=workspace, user=leaver, name="script")
    services.remove_member(membership=queries.members(workspace).get(user=leaver), user=owner)
    assert ApiToken.objects.get().revoked_at is not None


def test_an_invitation_makes_a_member_once(workspace: Workspace, owner: User) -> None:
    token = services.invite_member(workspace=workspace, email="New@acme.example", role="manager", user=owner)
    assert Invitation.objects.get().token_digest == digest(token)
    user = services.accept_invitation(token=token, password=PASSWORD)
    assert user.check_password(PASSWORD)
    assert Membership.objects.get(user=user).role == "manager"
    with pytest.raises(LinkSpent):
        services.accept_invitation(token=token, password=PASSWORD)
    assert actions(workspace)[-3:] == ["member.invited", "member.added", "invitation.accepted"]


def test_an_invitation_never_opens_an_existing_account(workspace: Workspace, owner: User, outsider: User) -> None:
    token = services.invite_member(workspace=workspace, email=outsider.email, role="analyst", user=owner)
    for user in (None, owner):
        with pytest.raises(Forbidden):
            services.accept_invitation(token=token, user=user, password="stolen stolen")
    outsider.refresh_from_db()
    assert outsider.check_password("correct horse battery")
    assert services.accept_invitation(token=token, user=outsider) == outsider
    assert Membership.objects.of(workspace).get(user=outsider).role == "analyst"


def test_an_invitation_to_somebody_else_is_not_mine(workspace: Workspace, owner: User, outsider: User) -> None:
    token = services.invite_member(workspace=workspace, email="new@acme.example", role="owner", user=owner)
    with pytest.raises(Forbidden):
        services.accept_invitation(token=token, user=outsider, password=PASSWORD)
    assert not Membership.objects.of(workspace).filter(user=outsider).exists()


def test_a_weak_password_spends_nothing(workspace: Workspace, owner: User) -> None:
    token = services.invite_member(workspace=workspace, email="new@acme.example", role="owner", user=owner)
    with pytest.raises(BadInput):
        services.accept_invitation(token=token, password="short")
    assert services.accept_invitation(token=token, password=PASSWORD).email == "new@acme.example"


def test_a_new_invitation_replaces_the_open_one(workspace: Workspace, owner: User) -> None:
    old = services.invite_member(workspace=workspace, email="new@acme.example", role="owner", user=owner)
    services.invite_member(workspace=workspace, email="new@acme.example", role="analyst", user=owner)
    with pytest.raises(LinkSpent):
        services.find_invitation(token=old)
    with pytest.raises(Conflict):
        services.invite_member(workspace=workspace, email=owner.email, role="analyst", user=owner)


def test_old_links_are_worthless(workspace: Workspace, owner: User, request: pytest.FixtureRequest) -> None:
    invitation = services.invite_member(workspace=workspace, email="new@acme.example", role="owner", user=owner)
    sign_in = services.create_sign_in_link(user=owner)
    request.getfixturevalue("later")
    uses: list[Callable[[], User]] = [
        lambda: services.accept_invitation(token=invitation, password=PASSWORD),
        lambda: services.use_sign_in_link(token=sign_in),
    ]
    for use in uses:
        with pytest.raises(LinkSpent):
            use()
    assert not queries.open_invitations(workspace).exists()


def test_a_sign_in_link_works_once(owner: User) -> None:
    token = services.create_sign_in_link(user=owner)
    assert token not in str(SignInLink.objects.values().get())
    assert services.use_sign_in_link(token=token) == owner
    with pytest.raises(LinkSpent):
        services.use_sign_in_link(token=token)
    with pytest.raises(LinkSpent):
        services.use_sign_in_link(token="guessed")


def test_a_closed_account_has_no_way_in(owner: User) -> None:
    token = services.create_sign_in_link(user=owner)
    User.objects.update(is_active=False)
    with pytest.raises(LinkSpent):
        services.use_sign_in_link(token=token)


def test_a_token_is_kept_as_a_digest(workspace: Workspace, owner: User) -> None:
    token = services.create_token(workspace=workspace, user=owner, name=" nightly ", scopes=["write", "read"])
    row = ApiToken.objects.get()
    assert (row.name, row.prefix, row.scopes, row.token_digest) == (
        "nightly",
        token[:12],
        ["read", "write"],
        digest(token),
    )
    assert token not in str(AuditEntry.objects.of(workspace).values())
    services.revoke_token(token=row, user=owner)
    services.revoke_token(token=row, user=owner)
    assert actions(workspace).count("token.revoked") == 1


def test_tokens_are_for_members_and_known_scopes(workspace: Workspace, owner: User, outsider: User) -> None:
    with pytest.raises(Forbidden):
        services.create_token(workspace=workspace, user=outsider, name="x")
    for name, scopes in (("x", []), ("x", ["admin"]), (" ", ["read"])):
        with pytest.raises(BadInput):
            services.create_token(workspace=workspace, user=owner, name=name, scopes=scopes)
    assert not ApiToken.objects.exists()


def test_members_of_others_are_not_found(workspace: Workspace, owner: User, outsider: User) -> None:
    foreign = Membership.objects.get(user=outsider)
    with pytest.raises(NotFound):
        queries.member_of(workspace, foreign.pk)
