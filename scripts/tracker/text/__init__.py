"""Facts → words: every sentence that is made of a fact stands here once. Pages, feeds, calendars
and the published data only place it.
"""
