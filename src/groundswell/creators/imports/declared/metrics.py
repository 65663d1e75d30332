"""The figures that files bring, of a profile and of a post: what is declared and what is written share their names."""

from groundswell.creators.imports.fields import of_type

OF_PROFILE = (
    of_type("count", "followers", "Followers", "follower count", "followers count", "follower", "subscribers", "subscriber count", "fans", "audience size", "abonnenten", "abonnes", "nombre d abonnes", "seguidores", "seguaci", "iscritti", "volgers", "aantal volgers", "total followers", "reach followers", weight=1.5),
    of_type("count", "following", "Following", "following count", "follows", "followings", "abonnements", "seguidos", "volgend"),
    of_type("count", "posts_count", "Posts", "post count", "media count", "number of posts", "total posts", "beitrage", "publications", "publicaciones", "berichten", "video count"),
    of_type("rate", "engagement_rate", "Engagement rate", "engagement", "er", "er %", "eng rate", "avg engagement rate", "interaktionsrate", "taux d engagement", "tasa de interaccion", "tasso di coinvolgimento", "betrokkenheid", "taxa de engajamento", "engagement rate percent", weight=1.5),
    of_type("number", "average_likes", "Average likes", "avg likes", "likes per post", "mean likes"),
    of_type("number", "average_comments", "Average comments", "avg comments", "comments per post", "mean comments"),
    of_type("number", "average_views", "Average views", "avg views", "views per post", "average video views", "avg reel plays", "mean views"),
)  # fmt: skip
OF_POST = (
    of_type("count", "views", "Views", "total views", "view count", "video views", "plays", "play count", "aufrufe", "vues", "visualizaciones", "reproducciones", "visualizzazioni", "weergaven", "visualizacoes"),
    of_type("count", "impressions", "Impressions", "impressionen", "impresiones", "impressioni", "weergaven van bericht", "impressoes"),
    of_type("count", "reach", "Reach", "accounts reached", "unique reach", "reichweite", "couverture", "portee", "alcance", "copertura", "bereik"),
    of_type("count", "likes", "Likes", "total likes", "like count", "reactions", "gefallt mir angaben", "gefallt mir", "j aime", "mentions j aime", "me gusta", "mi piace", "vind ik leuks", "curtidas", "gostos"),
    of_type("count", "comments", "Comments", "total comments", "comment count", "comments count", "replies", "kommentare", "commentaires", "comentarios", "commenti", "reacties", "opmerkingen"),
    of_type("count", "shares", "Shares", "total shares", "share count", "reposts", "retweets", "geteilte inhalte", "geteilt", "partages", "veces compartido", "compartidos", "condivisioni", "keer gedeeld", "compartilhamentos"),
    of_type("count", "saves", "Saves", "saved", "add to favorites", "favorites", "bookmarks", "gespeichert", "enregistrements", "guardados", "salvataggi", "bewaard", "salvamentos"),
    of_type("count", "follows", "Follows gained", "subscribers", "new followers", "subscribers gained", "neue follower", "abonnements"),
    of_type("duration", "average_watch_time", "Average watch time", "average view duration", "avg watch time"),
    of_type("rate", "watched_share", "Watched in full", "watched full video", "average percentage viewed", "average percentage viewed %", "completion rate"),
    of_type("count", "followers", "Followers of the account", "follower count", "abonnenten", "abonnes", "seguidores"),
    of_type("rate", "engagement_rate", "Engagement rate", "er", "er %"),
)  # fmt: skip
EITHER = tuple({field.name: field for field in (*OF_PROFILE, *OF_POST)}.values())
NAMES_OF_POST = (*(field.name for field in OF_POST if field.name != "followers"), "duration")
NAMES = tuple(field.name for field in EITHER)
