"""The live territory that coverage and drills are reckoned on."""
