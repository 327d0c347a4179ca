"""The QBR pack: tables frozen once, and a deck, a workbook and a PDF that say nothing else.

    unit  = what a pack is of: whose part of the company, which quarter, which two snapshots, which policies
    pack  = the unit, the answers of the page queries, and what people wrote
    slides = the pack as headings, charts and tables whose every number knows its cell
    deck, workbook, paper = the three files, drawn from the slides and the tables alone

No number is computed here: a number is a cell of a page query's answer. Nothing here knows a browser; what the page
needs stands in `sightline/reviews`.
"""
