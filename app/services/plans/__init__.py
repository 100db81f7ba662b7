"""Plans, cards, cell, directory, stock, trainings: what is ready before the night."""
