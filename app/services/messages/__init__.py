"""What is sent, by which way out, under whose words; personal links and calendars."""
