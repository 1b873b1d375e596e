"""Facts → words: each sentence that is made of a fact has one function here. Pages, feeds,
calendars and the published data only place it.
"""
