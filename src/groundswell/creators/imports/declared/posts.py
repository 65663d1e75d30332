"""Posts with their figures: from agencies' tables and the networks' own exports."""

from collections.abc import Mapping
from typing import Any

from groundswell.creators.imports.declared.metrics import OF_POST
from groundswell.creators.imports.fields import Field, of_type, text
from groundswell.creators.imports.kinds import Kind

OWNER = (
    of_type("id", "file_id", "Creator's id in the file", "influencer id", "creator id", "member id", "affiliate id", "partner id"),
    of_type("id", "own_id", "Groundswell id", "groundswell id"),
    of_type("id", "account_id", "Account id", "account id", "page id", "channel id"),
    text("platform", "Platform", "network", "social network", "channel", "plattform", "plateforme", "plataforma", "piattaforma", limit=40),
    text("handle", "Handle", "account username", "username", "user name", "account", "nutzername", "nom d utilisateur", "usuario", "nome utente", "gebruikersnaam", "page name", "creator", "influencer"),
    text("account_name", "Account name", "full name", "page title", "name", "kontoname", "nom du compte", "nombre de la cuenta", "accountnaam"),
    Field("profile", "profile", "Profile address", ("profile url", "profile link", "account url")),
)  # fmt: skip
POST = (
    of_type("id", "post_id", "Post id", "content", "media id", "video id", "beitrags id", "identifiant de la publication", "id de publicacion", "bericht id", "content id", weight=3),
    Field("url", "url", "Post address", ("post url", "permalink", "video link", "link", "link to post", "post link", "video url", "content url", "dauerlink", "permalien", "enlace permanente", "lien", "enlace"), 2),
    text("title", "Title", "video title", "post title", "titel", "titre", "titulo", "titolo", weight=1.5, limit=500),
    text("caption", "Caption", "description", "text", "post text", "message", "post caption", "beschreibung", "legende", "descripcion", "descrizione", "beschrijving", "descricao", weight=1.5, limit=0),
    of_type("date", "published_at", "Published", "publish time", "post time", "post date", "posted at", "published", "video publish time", "pub date", "publish date", "date posted", "date published", "published date", "created time", "timestamp", "date", "veroffentlicht am", "veroffentlichungszeitpunkt", "veroffentlichung", "heure de publication", "date de publication", "fecha de publicacion", "hora de publicacion", "data di pubblicazione", "ora di pubblicazione", "publicatietijd", "data de publicacao", weight=2),
    text("surface", "Type", "post type", "type", "media type", "content type", "beitragstyp", "type de publication", "tipo de publicacion", "tipo di post", "berichttype", limit=40),
    of_type("date", "figures_observed_at", "Figures as of", "figures observed at"),
    text("figures_source", "Source of the figures", "figures source", limit=120),
    of_type("duration", "duration", "Duration", "duration sec", "length", "video length", "dauer", "duree", "duracion", "durata", "duur"),
)  # fmt: skip


def record_key(values: Mapping[str, Any]) -> str:
    """Whose and which: the post's own id, else its address, else title and time."""
    owner = (
        values.get("own_id")
        or values.get("file_id")
        or values.get("profile")
        or values.get("handle")
        or values.get("account_id")
        or ""
    )
    for name in ("post_id", "url"):
        if name in values:
            return f"{values.get('platform', '')}|{owner}|{name}={values[name]}"[:280]
    if "published_at" in values and ("title" in values or "caption" in values):
        return f"{owner}|{values['published_at']:%Y%m%d%H%M%S}|{(values.get('title') or values['caption'])[:150]}"
    return ""


def kind() -> Kind:
    """The declaration with its writer, which needs Django."""
    from groundswell.creators.imports.writing.posts import PostsWriter

    which = ("post_id", "url", "title", "caption")
    what = ("published_at", "views", "impressions", "reach", "likes", "comments")
    return Kind("posts", "Posts", (*OWNER, *POST, *OF_POST), (which, what), 20, PostsWriter, record_key)
