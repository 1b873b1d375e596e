"""Facts → what the site consists of, one module per kind of output. Nothing here knows HTML, files
or MkDocs.
"""
