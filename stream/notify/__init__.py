"""Notices to people: what of `newswire.notices` goes to which webhook, channel or mailbox, and how it gets there."""
