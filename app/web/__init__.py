"""HTTP routes and templates that work without Streamlit: calendars, subscription pages, print, health."""
