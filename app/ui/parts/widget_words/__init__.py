"""The words that Streamlit's own widgets say in English, said in French on a French screen."""

from app.ui.parts.widget_words.part import show

__all__ = ["show"]
