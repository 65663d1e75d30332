"""What networks tell becomes catalogue: profiles, posts, follow lists; and what must go, goes."""

from groundswell.creators.network.adding import add_account
from groundswell.creators.network.comments import check_comments_readable, read_comments
from groundswell.creators.network.forgetting import (
    forget_account,
    forget_posts,
    on_account_forgotten,
    on_forgotten,
    purge_expired,
)
from groundswell.creators.network.labels import on_posts_labelled, read_labels, read_labels_of
from groundswell.creators.network.notices import read_notices
from groundswell.creators.network.posts import SavedPost, on_posts_saved, save_posts
from groundswell.creators.network.profiles import save_profile
from groundswell.creators.network.refreshing import Outcome, check_account, look_at_posts, refresh_account
from groundswell.creators.network.sampling import advance_sample, begin_sample

__all__ = [
    "Outcome",
    "SavedPost",
    "add_account",
    "advance_sample",
    "begin_sample",
    "check_account",
    "check_comments_readable",
    "forget_account",
    "forget_posts",
    "look_at_posts",
    "on_account_forgotten",
    "on_forgotten",
    "on_posts_labelled",
    "on_posts_saved",
    "purge_expired",
    "read_comments",
    "read_labels",
    "read_labels_of",
    "read_notices",
    "refresh_account",
    "save_posts",
    "save_profile",
]
