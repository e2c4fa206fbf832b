# Every measured record on gold interlayers as a data frame. What is unknown is NA.
portal <- "https://interphase.example"

data <- read.csv(
  paste0(portal, "/api/v1/resistance/?material=Au&strategy=metal-interlayer&format=csv"),
  na.strings = "", encoding = "UTF-8"
)

# a number may be a bound: initial_relation and final_relation say which are exact
print(data[, c("id", "initial_ohm_cm2", "final_ohm_cm2", "final_relation", "references")])
