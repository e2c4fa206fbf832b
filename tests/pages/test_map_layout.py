"""The drawing of an issue: what stands where, and which lines join it."""

from itertools import pairwise

from knowledge.pages.map_layout import BOX_HEIGHT, CAUSES, ISSUES, REMEDIES, ROW_HEIGHT, WIDTH, draw

CAUSES_OF_TWO = ["C1", "C2"]
THREE_REMEDIES = {"R1": ["C2"], "R2": ["C1"], "R3": ["C1", "C2"]}


def test_the_same_input_gives_the_same_drawing() -> None:
    assert draw("T", CAUSES_OF_TWO, THREE_REMEDIES) == draw("T", CAUSES_OF_TWO, THREE_REMEDIES)


def test_remedies_stand_left_causes_in_the_middle_and_the_issue_right() -> None:
    drawing = draw("T", CAUSES_OF_TWO, THREE_REMEDIES)
    assert {box.x for box in drawing.remedies} == {REMEDIES[0]}
    assert {box.x for box in drawing.causes} == {CAUSES[0]}
    assert drawing.issue.x == ISSUES[0]
    assert max(box.right for box in drawing.remedies) < min(box.left for box in drawing.causes)
    assert max(box.right for box in drawing.causes) < drawing.issue.left
    assert drawing.issue.right <= WIDTH


def test_no_box_covers_another_or_leaves_the_drawing() -> None:
    drawing = draw("T", [f"C{n}" for n in range(9)], {f"R{n}": ["C1"] for n in range(14)})
    for column in (drawing.remedies, drawing.causes):
        assert all(below.y - above.y == ROW_HEIGHT for above, below in pairwise(column))
        assert column[0].y - BOX_HEIGHT / 2 >= 0
        assert column[-1].y + BOX_HEIGHT / 2 <= drawing.height


def test_causes_keep_their_order_and_remedies_stand_beside_what_they_address() -> None:
    drawing = draw("T", CAUSES_OF_TWO, THREE_REMEDIES)
    assert [box.code for box in drawing.causes] == ["C1", "C2"]
    assert [box.code for box in drawing.remedies] == ["R2", "R3", "R1"]


def test_every_link_is_a_line_between_the_edges_of_its_boxes() -> None:
    drawing = draw("T", CAUSES_OF_TWO, THREE_REMEDIES)
    assert {(line.start, line.end) for line in drawing.remedy_links} == {
        *(("R1", "C2"), ("R2", "C1"), ("R3", "C1"), ("R3", "C2")),
    }
    assert [(line.start, line.end) for line in drawing.cause_links] == [("C1", "T"), ("C2", "T")]
    at = {box.code: box for box in (*drawing.remedies, *drawing.causes, drawing.issue)}
    for line in (*drawing.remedy_links, *drawing.cause_links):
        assert line.path.startswith(f"M{at[line.start].right} {at[line.start].y}C")
        assert line.path.endswith(f" {at[line.end].left} {at[line.end].y}")


def test_what_is_tied_to_no_cause_stands_last_and_has_no_line() -> None:
    drawing = draw("T", CAUSES_OF_TWO, {"R1": [], "R2": ["C2"], "R3": ["C9"]})
    assert [box.code for box in drawing.remedies] == ["R2", "R1", "R3"]
    assert [line.start for line in drawing.remedy_links] == ["R2"]


def test_an_issue_without_causes_is_a_drawing_of_one_box() -> None:
    drawing = draw("T", [], {})
    assert (drawing.height, drawing.remedies, drawing.causes) == (ROW_HEIGHT, [], [])
    assert drawing.issue.y == ROW_HEIGHT // 2
