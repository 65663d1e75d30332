"""What networks tell becomes catalogue: profiles, posts, follow lists; and what must go, goes."""

from groundswell.creators.network.forgetting import forget_account, forget_posts, on_forgotten, purge_expired
from groundswell.creators.network.posts import SavedPost, save_posts
from groundswell.creators.network.profiles import save_profile

__all__ = [
    "SavedPost",
    "forget_account",
    "forget_posts",
    "on_forgotten",
    "purge_expired",
    "save_posts",
    "save_profile",
]
