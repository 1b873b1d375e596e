"""Calendars to subscribe to: `appointments` says what stands on which day, `kept` how a promise
stands, `output` writes the iCalendar files.
"""
