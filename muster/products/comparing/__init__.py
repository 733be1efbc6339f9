"""Two plans of one case side by side: the figures, and how JSON, terminal and page lay them out."""
