"""The 1:1 sheet without a screen: what it holds, and the PDF of one AE or of a whole team.

lines   = what happened, is late and is asked, one line each; the page, the paper and the download say the same
content = the sheet of one AE out of the answers of the page queries
drawn   = the sheets on paper
"""
