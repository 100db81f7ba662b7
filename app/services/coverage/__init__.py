"""Who can serve what, where: the map, its losses, its reinforcements, its assumptions."""
