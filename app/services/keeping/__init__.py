"""What a folder needs to live: copies, duties, retention, rights of people, long work."""
