"""Who may do what in which workspace."""

from typing import Any, ClassVar, Self, TypeVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models

from groundswell.kit import clock


class UserManager(BaseUserManager["User"]):
    """Users are known by their e-mail address; there are no user names."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):
    username = None  # type: ignore[assignment]  # Django's way to drop the inherited field
    email = models.EmailField(unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[assignment,misc]  # narrower than AbstractUser's manager

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class Workspace(models.Model):
    """One brand: everything but the public catalogue belongs to exactly one of these."""

    slug = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=200)
    currency = models.CharField(max_length=3, default="USD")
    time_zone = models.CharField(max_length=64, default="UTC")
    website = models.URLField(blank=True)
    postal_address = models.TextField(blank=True, help_text="Commercial mail must carry it in many countries.")
    gross_margin = models.DecimalField(
        max_digits=5, decimal_places=4, null=True, blank=True,
        help_text="Share of net revenue left after the cost of goods; unknown when empty.",
    )  # fmt: skip
    tier_bounds = models.JSONField(default=dict, blank=True, help_text="Smallest follower count of each tier.")
    attribution_days = models.PositiveSmallIntegerField(default=30)
    return_days = models.PositiveSmallIntegerField(
        default=30, db_default=30, help_text="Days in which goods may come back; commission is due after them."
    )
    repeat_minutes = models.PositiveSmallIntegerField(
        default=30,
        db_default=30,
        help_text="A visitor's further clicks on a link within so many minutes count as one; 0: all count.",
    )
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name


M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class OwnedQuerySet(models.QuerySet[M_co]):
    def of(self, workspace: Workspace) -> Self:
        """The rows of one workspace: the only door to owned data."""
        return self.filter(workspace=workspace)


class Owned(models.Model):
    """A row that belongs to one workspace; `Model.objects.of(workspace)` is how it is read."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[OwnedQuerySet[Any]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the queryset's methods

    class Meta:
        abstract = True


class Role(models.TextChoices):
    OWNER = "owner", "Owner"
    MANAGER = "manager", "Manager"
    ANALYST = "analyst", "Analyst (reads only)"


class Membership(Owned):
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "user"], name="one_membership_per_user")]

    @property
    def may_write(self) -> bool:
        return self.role in (Role.OWNER, Role.MANAGER)


class Invitation(Owned):
    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Role.choices)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)


class ApiToken(Owned):
    """Only the digest is kept; the token itself is shown once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12)
    token_digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list, help_text='Some of "read", "write".')
    created_at = models.DateTimeField(default=clock.now)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class SignInLink(models.Model):
    """A link that signs one user in once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class AuditEntry(Owned):
    """Who changed what; never edited, never deleted before its workspace."""

    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-at"])]
