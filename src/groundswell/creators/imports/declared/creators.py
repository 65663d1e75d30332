"""Creators: people with their profiles and newest figures, one row per person or per profile."""

from collections.abc import Mapping
from typing import Any

from groundswell.creators.imports.declared.metrics import OF_PROFILE
from groundswell.creators.imports.fields import Field, of_type, text
from groundswell.creators.imports.kinds import Kind
from groundswell.platforms.names import PLATFORMS

PERSON = (
    of_type("id", "file_id", "Id in the file", "influencer id", "creator id", "id", "uid", "user id", "influencer", "member id", "affiliate id", "partner id", weight=0.8),
    of_type("id", "own_id", "Groundswell id", "groundswell id", weight=3),
    text("name", "Name", "full name", "fullname", "creator name", "influencer name", "creator", "influencer", "contact name", "nom complet", "nom", "name des influencers", "vollstandiger name", "nombre completo", "nombre", "nome completo", "nome", "naam", "volledige naam", "partner name", "display name", "profile name", weight=2),
    text("first_name", "First name", "vorname", "prenom", "nombre de pila", "primer nombre", "voornaam", "primeiro nome", "given name", weight=2),
    text("last_name", "Last name", "surname", "nachname", "nom de famille", "apellido", "apellidos", "cognome", "achternaam", "sobrenome", "family name", weight=2),
    Field("email", "email", "E-mail", ("e mail", "email address", "mail", "contact email", "business email", "adresse email", "adresse e mail", "courriel", "e mail adresse", "correo", "correo electronico", "posta elettronica", "e mailadres", "endereco de email"), 2, by_shape=True),
    text("phone", "Phone", "phone number", "telephone", "mobile", "telefon", "telefonnummer", "telefono", "numero de telephone", "telefoon", "telefoonnummer", "telefone", "handynummer", "whatsapp", limit=50),
    text("gender", "Gender", "sex", "geschlecht", "sexe", "genero", "sexo", "genere", "geslacht", limit=20),
    of_type("country", "country", "Country", "country code", "land", "pays", "pais", "paese", "location country", "shipping address country code", "country region", "nation"),
    text("city", "City", "town", "stadt", "ort", "ville", "ciudad", "citta", "plaats", "stad", "cidade", "location city", "shipping address city", limit=120),
    of_type("language", "language", "Language", "lang", "sprache", "langue", "idioma", "lingua", "taal", "languages"),
    text("address_line_1", "Address line 1", "address1", "address 1", "street", "address", "strasse", "adresse", "direccion", "indirizzo", "adres", "endereco", "shipping address line1", "shipping address", limit=200),
    text("address_line_2", "Address line 2", "address2", "address 2", "shipping address line2", limit=200),
    text("postal_code", "Postal code", "postalcode", "zip", "zip code", "postcode", "plz", "postleitzahl", "code postal", "codigo postal", "cap", "cep", "shipping address zip", "zipcode", "shipping address zipcode", limit=30),
    text("state", "State", "province", "region", "bundesland", "provincia", "estado", "provincie", "shipping address state", limit=100),
    of_type("list", "topics", "Topics", "category", "categories", "niche", "niches", "topic", "tags", "interests", "vertical", "industry", "kategorie", "kategorien", "thema", "themen", "categorie", "thematique", "categoria", "tematica", "nicho", "argomento", "onderwerp"),
)  # fmt: skip
PROFILE = (
    text("platform", "Platform", "network", "social network", "channel", "social platform", "social media", "plattform", "netzwerk", "plateforme", "reseau", "plataforma", "red social", "piattaforma", "kanaal", limit=40),
    text("handle", "Handle", "username", "user name", "screen name", "account", "account username", "account handle", "profile handle", "nutzername", "benutzername", "nom d utilisateur", "usuario", "nombre de usuario", "nome utente", "gebruikersnaam", "nome de usuario", "social handle", "influencer handle", "creator handle", weight=1.5),
    Field("profile", "profile", "Profile address", ("profile url", "profile link", "url", "link", "media url", "account url", "channel url", "social url", "profil url", "profil", "lien", "enlace", "perfil", "social link", "account link"), 1.5, by_shape=True),
    text("bio", "Bio", "biography", "description", "about", "about me", "beschreibung", "biographie", "biografia", "beschrijving", "profile description", "descripcion", "descricao", limit=0),
    text("account_type", "Account type", "profile type", "kontotyp", "kontoart", "type de compte", "tipo de cuenta", "tipo di account", limit=40),
    of_type("flag", "verified", "Verified", "is verified", "verifiziert", "verifie", "verificado", "verificato", "geverifieerd"),
    of_type("date", "observed_at", "Figures as of", "date", "as of", "last updated", "updated at", "last update", "datum", "stand", "fecha", "data", "snapshot date"),
    text("figures_source", "Source of the figures", "figures source", limit=120),
)  # fmt: skip


def _network(slug: str, label: str) -> Field:
    names = (
        [slug, label.lower()]
        + (["x twitter", "twitter"] if slug == "x" else [])
        + (["website", "web site", "homepage"] if slug == "blog" else [])
    )
    endings = ("", " handle", " username", " url", " link", " profile", " account", " profile url", " profile link")
    return Field(slug, "profile", f"{label} profile", tuple(f"{name}{end}" for name in names for end in endings))


NETWORKS = tuple(_network(slug, label) for slug, label in PLATFORMS.items() if slug != "podcast")


def record_key(values: Mapping[str, Any]) -> str:
    """The first thing that says for certain who it is; a profile when it has a network."""
    for name in ("own_id", "file_id", "email"):
        if name in values:
            profile = f"|{values.get('platform', '')}" if name == "own_id" else ""
            return f"{name}={values[name]}{profile}".lower()
    handle = values.get("profile") or values.get("handle")
    if handle:
        return f"{values.get('platform', '')}:{handle}".lower()
    networks = [f"{field.name}:{values[field.name]}" for field in NETWORKS if field.name in values]
    return networks[0].lower() if networks else ""


WHO = ("name", "first_name", "last_name", "email", "handle", "profile", *(field.name for field in NETWORKS))


def kind() -> Kind:
    """The declaration with its writer, which needs Django."""
    from groundswell.creators.imports.writing.creators import CreatorsWriter

    return Kind(
        "creators", "Creators", (*PERSON, *PROFILE, *OF_PROFILE, *NETWORKS), (WHO,), 10, CreatorsWriter, record_key
    )
