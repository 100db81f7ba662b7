"""The territory graph, what strikes it, what stays covered, whose loss costs what; drills and their reviews. Pure."""
