"""One reader a family of files: whatever the file, a table with named columns and rows that come one by one."""
