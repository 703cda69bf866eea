"""Pages: self-contained HTML that works without a network and escapes whatever strangers wrote."""

from .articles import article_data
from .conflict_page import write_conflict_page
from .rendering import render
from .report_page import write_report_page

__all__ = ["article_data", "render", "write_conflict_page", "write_report_page"]
