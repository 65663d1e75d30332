"""Reading who is who."""

from django.db.models import Count, QuerySet

from groundswell.accounts.models import ApiToken, AuditEntry, Invitation, Membership, Role, User, Workspace
from groundswell.kit import clock
from groundswell.kit.errors import NotFound


def workspace_named(slug: str) -> Workspace:
    """The workspace with that slug; `NotFound` when there is none. For the command line, which nobody is signed in to."""
    found = Workspace.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound(
            f"There is no workspace “{slug}”.",
            where=slug,
            cure="Make it with: groundswell workspaces create SLUG --name NAME",
        )
    return found


def user_named(email: str) -> User:
    """The user with that address, in any case; `NotFound` when there is none."""
    found = User.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise NotFound(
            f"There is no user “{email}”.",
            where=email,
            cure="Make one with: groundswell users create EMAIL --workspace SLUG --role ROLE",
        )
    return found


def memberships_of(user: User) -> "QuerySet[Membership]":
    """Every workspace the user belongs to, by name."""
    return Membership.objects.filter(user=user).select_related("workspace").order_by("workspace__name", "pk")


def members(workspace: Workspace) -> "QuerySet[Membership]":
    """The people of one workspace, owners first."""
    return Membership.objects.of(workspace).select_related("user").order_by("-role", "user__email")


def member_of(workspace: Workspace, pk: int) -> Membership:
    """One membership of this workspace; `NotFound` otherwise."""
    found = members(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such member in this workspace.")
    return found


def open_invitations(workspace: Workspace) -> "QuerySet[Invitation]":
    """Invitations that can still be accepted, newest first."""
    return (
        Invitation.objects.of(workspace)
        .filter(accepted_at=None, expires_at__gt=clock.now())
        .select_related("invited_by")
        .order_by("-created_at")
    )


def live_tokens(workspace: Workspace) -> "QuerySet[ApiToken]":
    """API tokens that are not revoked, newest first."""
    return ApiToken.objects.of(workspace).filter(revoked_at=None).select_related("user").order_by("-created_at")


def audit_trail(workspace: Workspace, *, text: str = "") -> "QuerySet[AuditEntry]":
    """Who changed what, newest first; `text` narrows by action or subject."""
    rows = AuditEntry.objects.of(workspace).select_related("user").order_by("-at", "-pk")
    return rows.filter(action__icontains=text) | rows.filter(subject__icontains=text) if text else rows


def first_owner() -> User | None:
    """The owner who has been here longest: who gets the sign-in link when the server starts."""
    row = Membership.objects.filter(role=Role.OWNER).select_related("user").order_by("pk").first()
    return row.user if row else None


def owns_any(user: User) -> bool:
    """Whether the user owns a workspace, and so may make another one."""
    return bool(user.is_superuser) or Membership.objects.filter(user=user, role=Role.OWNER).exists()


def runs_installation(user: User) -> bool:
    """Whether the user decides for all workspaces: owns every one of them (the demo brand aside)."""
    if user.is_superuser:
        return True
    owned = Membership.objects.filter(user=user, role=Role.OWNER).values("workspace")
    return owns_any(user) and not Workspace.objects.filter(is_demo=False).exclude(pk__in=owned).exists()


def owners_count(workspace: Workspace) -> int:
    return Membership.objects.of(workspace).filter(role=Role.OWNER).aggregate(n=Count("pk"))["n"] or 0
