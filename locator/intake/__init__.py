"""Sources become drafts: lists, map files and articles are read here, and judged elsewhere."""
