"""Article time: when an article counts as made. The window, expiry and origins go by it, never by the present.

1. An article is of the time that its feed gives its version (`version_created`), or else of the log's time for it.
2. No article is from more than a day after the log's time for it: a feed that stamps 2099 is cut to a day ahead.
3. A record without a log time that can be believed (`stream.model.clock`) is of the latest log time that the shard has seen.
   Ticks, which a worker's clock makes, are no log time.
4. The window ends at the latest article time seen and never goes back. Late articles, and those out of order, have
   their own time within it: they are compared with all that the window holds, and leave it by that time. One from
   before the window is judged as any other and stays for one more segment, so that its redeliveries are known.
"""

from __future__ import annotations

from datetime import datetime

from stream.model.articles import Article
from stream.model.clock import MAX_LEAD, UNTIMED


def article_time(article: Article, clock: datetime) -> datetime:
    """When an article was made, as far as it can be believed; `clock` is the latest log time that the shard has seen."""
    arrived = article.received if article.received > UNTIMED else max(clock, UNTIMED)
    return min(article.version_created or arrived, arrived + MAX_LEAD)
