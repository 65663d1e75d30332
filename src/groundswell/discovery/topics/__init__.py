"""What an account is about, found from its own words."""

from groundswell.discovery.topics.finding import FoundTopic, found_topics

__all__ = ["FoundTopic", "found_topics"]
