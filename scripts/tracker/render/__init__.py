"""Pages → HTML, through templates in which every value is escaped and every name must exist."""
