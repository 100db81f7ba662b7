"""What was done, counted: indicators with definition, numerator, denominator, period and trend. Pure: no SQL, no clock."""
