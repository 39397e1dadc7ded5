"""What a screen of text needs, whatever is shown: cell widths, excerpts, emphasis. All pure."""
