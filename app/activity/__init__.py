"""What happened on the day and what it is worth: attendance, vacations, indemnities, doses, opening checks. No SQL, no clock."""
