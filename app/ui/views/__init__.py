"""From what services and rules say to what parts draw: pure functions, no Streamlit, no store."""
