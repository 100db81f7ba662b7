"""Files that others made, read into values: lists of people, the RPPS extract, sites, answers. Nothing here writes anything."""
