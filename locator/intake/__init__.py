"""From sources (articles, lists, map files) to what they tell of stations. Reads; stores nothing."""
