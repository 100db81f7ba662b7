"""Files people print or hand on: PDF by typst, XLSX, CSV."""
