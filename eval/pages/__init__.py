"""Pages: self-contained HTML that works without a network and escapes whatever strangers wrote."""

from .articles import article_data
from .rendering import render
from .report_page import write_report_page

__all__ = ["article_data", "render", "write_report_page"]
