"""Plain text for BibTeX files: nothing in it is a command, and pdfLaTeX can print what chemists write.

pylatexenc would be the library for it, but turns β″ into two quotation marks and x₃ into bare
mathematics, which cannot be read back. Accented letters stay: LaTeX has read UTF-8 since 2018.
"""

_SPECIAL = {char: f"\\{char}" for char in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\ensuremath{|}",
}
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₓ", "0123456789+-=()x", strict=True))
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", "0123456789+-=()n", strict=True))
GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "zeta": "ζ",
    "eta": "η",
    "theta": "θ",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μµ",
    "nu": "ν",
    "xi": "ξ",
    "pi": "π",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "phi": "φ",
    "chi": "χ",
    "psi": "ψ",
    "omega": "ω",
    "Gamma": "Γ",
    "Delta": "Δ∆",
    "Theta": "Θ",
    "Lambda": "Λ",
    "Pi": "Π",
    "Sigma": "Σ",
    "Phi": "Φ",
    "Psi": "Ψ",
    "Omega": "ΩΩ",
}
SIGNS = {
    "prime": "′",
    "prime\\prime": "″",
    "times": "×",
    "cdot": "·⋅",
    "pm": "±",
    "leq": "≤",
    "geq": "≥",
    "approx": "≈",
    "rightarrow": "→",
    "leftrightarrow": "↔",
    "rightleftharpoons": "⇌",
    "infty": "∞",
    "circ": "°",
    "parallel": "∥",
}
_TABLE = str.maketrans(
    _SPECIAL
    | {char: rf"\textsubscript{{{plain}}}" for char, plain in SUBSCRIPTS.items()}
    | {char: rf"\textsuperscript{{{plain}}}" for char, plain in SUPERSCRIPTS.items()}
    | {char: rf"\ensuremath{{\{name}}}" for name, chars in (GREEK | SIGNS).items() for char in chars}
    | {"°": r"\textdegree{}", "−": r"\ensuremath{-}", "\u00a0": "~", "\u202f": r"\,"}
)
# an address is printed as it is typed, but its braces must pair
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def tex(text: str) -> str:
    return text.translate(_TABLE)


def address(text: str) -> str:
    """An address or a DOI."""
    return text.translate(_ADDRESS)
