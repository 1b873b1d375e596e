"""The pages of the site, one module a section: each gives `Page` values, whose templates are
rendered later.
"""
