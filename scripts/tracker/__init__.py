"""A data directory and a day → a site that says what was promised and what the record shows.

The data flows one way. `record` reads the files into typed, frozen records, each field with its
place. `rules` say what is wrong with them. `derive` works out what they imply: labels, shares,
promises, histories. `publish` decides which pages and files there are. `render` turns pages into
HTML. `site.build` is that whole way in one function; the MkDocs hook and the command line only
call it. A problem is a value, found anywhere and printed at the end; only the command line and
the hook know today's date.
"""
