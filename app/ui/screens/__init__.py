"""One file a screen: read the address, read one service, draw parts, on submit call one service."""
