"""From a source to a document: paragraphs, their kinds, and what was taken out."""
