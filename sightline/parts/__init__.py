"""What pages share: guards, controls, tables, pictures, explanations, links. No number is made here."""
