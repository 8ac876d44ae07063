"""An evaluation as people read it: a table, a page, Markdown, charts."""
