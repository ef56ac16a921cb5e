"""What a server holds ready: the registry as a folder that all its processes map, made anew when the registry moves."""
