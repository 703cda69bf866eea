"""Packaging: from marked articles to records, data files, card and Hugging Face configs."""
