"""The language a header is written in, from words that hardly any other language has."""

from collections.abc import Iterable

WORDS = {
    "de": "vorname nachname abonnenten stadt land datum beschreibung veroffentlicht reichweite bestellung telefon plattform gefallt kommentare kategorie sprache aufrufe geschlecht strasse plz",
    "fr": "prenom nom abonnes ville pays date publication portee telephone plateforme commentaires langue vues sexe adresse categorie mentions aime partages enregistrements lien",
    "es": "nombre apellido apellidos seguidores ciudad pais fecha publicacion alcance telefono plataforma comentarios idioma reproducciones genero correo me gusta enlace compartidos guardados",
    "it": "nome cognome follower citta paese data pubblicazione copertura telefono piattaforma commenti lingua visualizzazioni genere indirizzo condivisioni salvataggi mi piace",
    "nl": "voornaam achternaam volgers plaats stad land datum gepubliceerd bereik telefoon reacties taal weergaven geslacht beschrijving naam categorie postcode",
    "pt": "nome sobrenome seguidores cidade pais data publicacao alcance telefone plataforma comentarios idioma visualizacoes genero curtidas compartilhamentos",
}
_SETS = {language: frozenset(words.split()) for language, words in WORDS.items()}


def language_of(folded: Iterable[str]) -> str:
    """ISO 639 code; English where at most one word says otherwise."""
    words = {word for name in folded for word in name.split()}
    best, count = "en", 1
    for language, known in _SETS.items():
        hits = len(words & known)
        if hits > count:
            best, count = language, hits
    return best
