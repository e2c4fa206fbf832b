"""Just enough of an HTML document for tests: elements with their attributes and text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# text in one of these does not run on from the text before
BLOCKS = {"article", "dd", "dt", "h1", "h2", "h3", "li", "p", "section", "td", "th", "tr"}
VOID = {"br", "img", "input", "link", "meta"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())

    def get(self, name: str) -> str:
        return self.attributes.get(name) or ""

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()


@dataclass
class Document:
    elements: list[Element]
    html: str

    @classmethod
    def parse(cls, html: str) -> "Document":
        parser = _Parser()
        parser.feed(html)
        return cls(parser.elements, html)

    def all(self, tag: str = "", *, css_class: str = "") -> list[Element]:
        """Elements of that tag and class, in document order."""
        return [
            element
            for element in self.elements
            if tag in ("", element.tag) and (not css_class or css_class in element.classes)
        ]

    def by_id(self, identifier: str) -> Element:
        found = [element for element in self.elements if element.get("id") == identifier]
        assert len(found) == 1, f"{len(found)} elements have the id {identifier}"
        return found[0]

    @property
    def ids(self) -> list[str]:
        return [element.get("id") for element in self.elements if element.get("id")]

    @property
    def links(self) -> list[str]:
        return [element.get("href") for element in self.all("a")]

    @property
    def text(self) -> str:
        return self.all("body")[0].text

    @property
    def h1(self) -> str:
        (heading,) = self.all("h1")
        return heading.text


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.handle_data(" ")
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        opened = self._open.pop()
        assert opened.tag == tag, f"</{tag}> closes <{opened.tag}>"

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.parts.append(data)
