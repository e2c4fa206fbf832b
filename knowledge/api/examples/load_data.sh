# Saves every measured record on gold interlayers as a table, for a spreadsheet.
portal="https://interphase.example"

curl --fail-with-body --silent --show-error --output gold-interlayers.csv \
  "$portal/api/v1/resistance/?material=Au&strategy=metal-interlayer&format=csv"
