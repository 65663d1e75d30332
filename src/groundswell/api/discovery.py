"""Search and lists."""

from ninja import Router, Schema, Status
from pydantic import Field

from groundswell.api.auth import ApiRequest, Token
from groundswell.creators.models import Creator
from groundswell.discovery.answer import SearchAnswer
from groundswell.discovery.finding import find
from groundswell.discovery.language import SearchQuery
from groundswell.discovery.services import take_accounts
from groundswell.kit.errors import NotFound
from groundswell.relationships.models import CreatorList
from groundswell.relationships.queries import list_of, lists
from groundswell.relationships.services import add_to_list, create_list

router = Router()


class ListOut(Schema):
    slug: str
    name: str
    size: int


class ListIn(Schema):
    name: str
    slug: str = ""


class Members(Schema):
    """Creators by id, or accounts as a search found them (an account without a creator gets one)."""

    creators: list[int] = Field(default_factory=list, max_length=10_000)
    accounts: list[int] = Field(default_factory=list, max_length=10_000)


class Added(Schema):
    added: int
    size: int


@router.post("/discovery/search", auth=Token("read"), response=SearchAnswer)
def search(request: ApiRequest, query: SearchQuery) -> SearchAnswer:
    """Profiles that match, with the exact total, facets and the reasons; the query language is in the guide."""
    return find(request.auth.workspace, query)


@router.get("/lists", response=list[ListOut])
def all_lists(request: ApiRequest) -> list[ListOut]:
    """The workspace's lists by name."""
    return [_out(found, found.size) for found in lists(request.auth.workspace)]  # type: ignore[attr-defined]  # annotated


@router.post("/lists", response={201: ListOut})
def new_list(request: ApiRequest, given: ListIn) -> Status[ListOut]:
    """Makes an empty list."""
    made = create_list(workspace=request.auth.workspace, name=given.name, slug=given.slug)
    return Status(201, _out(made, 0))


@router.post("/lists/{slug}/creators", response=Added)
def add_creators(request: ApiRequest, slug: str, given: Members) -> Added:
    """Adds creators to a list; those on it already stay as they are."""
    workspace = request.auth.workspace
    target = list_of(workspace, slug)
    creators = list(Creator.objects.of(workspace).filter(pk__in=given.creators))
    missing = set(given.creators) - {creator.pk for creator in creators}
    if missing:
        raise NotFound(f"There is no creator {min(missing)} in this workspace.", where="creators")
    creators += take_accounts(workspace=workspace, account_ids=given.accounts, user=request.auth.user)
    added = add_to_list(workspace=workspace, list=target, creators=creators, user=request.auth.user)
    return Added(added=added, size=target.entries.count())


def _out(found: CreatorList, size: int) -> ListOut:
    return ListOut(slug=found.slug, name=found.name, size=size)
