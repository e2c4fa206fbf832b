# Every measured record on gold interlayers as a data frame. What is unknown is NaN.
import pandas

portal = "https://interphase.example"

data = pandas.read_csv(f"{portal}/api/v1/resistance/?material=Au&strategy=metal-interlayer&format=csv")

# a number may be a bound: initial_relation and final_relation say which are exact
columns = ["initial_ohm_cm2", "final_ohm_cm2", "final_relation", "references"]
print(data.set_index("id")[columns].to_string())
