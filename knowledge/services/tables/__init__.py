"""Every kind as flat tables: a sheet of a workbook or a CSV file each, columns named as in the fixtures.

What is exported reads back to the same database. How a value stands in a cell is said in `cells`.
"""
