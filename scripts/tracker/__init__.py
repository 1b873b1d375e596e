"""A data directory and a day → a site that says what was promised and what the record shows.

The data flows one way. `load` reads the files into typed, frozen records of a `Dataset`, each field
with its place. `rules` say what is wrong with them. `derive` works out what they imply on a day:
assessments, commitments, implications, changes. `text` puts facts into words. `outputs` are the
pages and files. `render` turns pages into HTML. `site.build` is all of that in one function; the
MkDocs hooks and the command line only call it. A problem is a value, collected anywhere and printed
at the end; only `environment` asks the clock.
"""
