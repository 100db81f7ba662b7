"""Parts of screens: values in, values out, drawn with Streamlit. No part reads or writes the store, none calls a service."""
