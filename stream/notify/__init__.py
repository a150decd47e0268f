"""Notices to people: which notices go to which webhook, channel or mailbox, and how they get there."""
