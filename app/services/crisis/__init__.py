"""The night of the crisis: alerts, events, the log, authorities, requests for help, publications."""
