"""A mistake in the fixtures: nothing is loaded, every mistake is told with file, record, field, reason."""

from pathlib import Path

import pytest

from knowledge.models import Cause, Facet, Issue, Reference, Term
from knowledge.services import importing, revision
from knowledge.services.importing import Fault

pytestmark = pytest.mark.usefixtures("seed")


def faults(folder: Path, **files: str) -> list[Fault]:
    """What is wrong with a folder of these files; `issues__x` is the file issues/x.yaml."""
    for name, content in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    with pytest.raises(importing.ImportFailed) as failure:
        importing.load(folder)
    return failure.value.faults


def reasons(folder: Path, **files: str) -> list[tuple[str, str, str]]:
    return [(fault.record, fault.field, fault.reason) for fault in faults(folder, **files)]


ISSUE = "code: T-ZZ-01\ntitle: A title\nsummary: A summary.\narea: anode\n"


def test_one_mistake_keeps_everything_out(tmp_path: Path) -> None:
    number = revision.current().number
    told = faults(tmp_path, issues__good=ISSUE, references="- {code: REF-900, year: 20222}")
    assert len(told) == 1
    assert not Issue.objects.filter(code="T-ZZ-01").exists()
    assert not Reference.objects.filter(code="REF-900").exists()
    assert revision.current().number == number


def test_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    told = faults(
        tmp_path,
        references="- {code: REF-900, colour: red}\n- {code: 900}\n",
        issues__broken="code: T-ZZ-02\n  title: [",
        issues__x=ISSUE + "causes:\n  - {code: T-ZZ-01-C1, text: It cracks., cites: [REF-999]}\n",
    )
    assert [(fault.file, fault.record, fault.field) for fault in told] == [
        ("issues/broken.yaml", "line 2", ""),
        ("references.yaml", "REF-900", "colour"),
        ("references.yaml", "900", "code"),
        ("issues/x.yaml", "T-ZZ-01-C1", "cites"),
    ]
    assert "there is no reference REF-999" in told[3].reason


def test_a_fault_of_the_yaml_names_the_line(tmp_path: Path) -> None:
    told = faults(tmp_path, faqs="- code: FAQ-90\n  code: FAQ-91\n", issues__x="title: 'open\n")
    assert [str(fault) for fault in told] == [
        "faqs.yaml: line 2: is not valid YAML: the field code is given twice",
        "issues/x.yaml: line 2: is not valid YAML: found unexpected end of stream",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "must be a record"),
        ("- just a text", "must be a record"),
        ("? [a, b]\n: c", "is not valid YAML"),
        ("code: !!python/object:os.system x", "is not valid YAML"),
        ("code: !!float ten", "cannot be read"),
        ("code: &x [*x]", "must be text"),
    ],
)
def test_what_is_no_record_is_told_without_a_traceback(tmp_path: Path, content: str, reason: str) -> None:
    assert any(reason in fault.reason for fault in faults(tmp_path, issues__x=content))


def test_a_file_in_another_encoding_is_told_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "faqs.yaml").write_bytes("- code: FAQ-90\n  question: Weiß\n".encode("latin-1"))
    (fault,) = faults(tmp_path)
    assert str(fault) == "faqs.yaml: line 2: is not UTF-8 text; save the file as UTF-8"


def test_a_file_or_a_folder_that_holds_no_section_is_told(tmp_path: Path) -> None:
    (told,) = faults(tmp_path, remedies="- {code: T-ZZ-01-R1}")
    assert told.reason.startswith("is not a place for fixtures; allowed are facets.yaml or facets/….yaml, ")
    (tmp_path / "remedies.yaml").rename(tmp_path / "faqs.yml")
    (told,) = faults(tmp_path)
    assert told.file == "faqs.yml"
    (told,) = faults(tmp_path / "nowhere")
    assert told.reason == "there is no fixture file (*.yaml) in this folder"


def test_an_unknown_and_a_missing_field_are_told_with_the_record(tmp_path: Path) -> None:
    told = reasons(tmp_path, protocols__x="code: PROT-90\ntitle: T\npurpouse: P\nstages: [{number: 1}]")
    assert told[0][:2] == ("PROT-90", "purpouse")
    assert "allowed are code, status, title, purpose, source_document, terms, cites, stages" in told[0][2]
    assert told[1:] == [("PROT-90", "purpose", "is missing"), ("PROT-90-S1", "title", "is missing")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("authors: Deysher", "is 'Deysher'; must be a list, such as [one, two]"),
        ("authors: [1]", "is '1'; must be text (put it in quotes)"),
        ("volume: 14", "is '14'; must be text (put it in quotes)"),
        ("year: about 2022", "is 'about 2022'; must be a whole number"),
        ("year: true", "is 'True'; must be a whole number"),
        ("title:", "has no value; leave the field out where nothing is known"),
        ('title: "\\0"', "is an empty text or holds a NUL character"),
        ("identification: maybe", "allowed are identified, located, web_page, candidate, unidentified"),
        ("status: public", "allowed are draft, in_review, published, retired"),
        ("year: 1500", "is '1500'; Ensure this value is greater than or equal to 1800."),
        ("doi: https://doi.org/10.1021/x", "A DOI looks like 10.3390/batteries9010008"),
        ("url: mdpi.com", "is 'mdpi.com'; Enter a valid URL."),
        ("number: 6", "is '6'; Reference with this Number already exists."),
        ("cites: REF-06", "is 'REF-06'; must be a list, such as [REF-06, REF-07]"),
        ("terms: [anode]", "must be facets with lists of terms, such as interface: [anode]"),
        ("source_document: nature", "there is no source document nature"),
        ("same_work_as: REF-999", "there is no reference REF-999"),
        ("candidates: [one]", "holds 'one'; every item must be fields with values"),
        ("candidates: one", "is 'one'; must be a list"),
    ],
)
def test_a_value_that_cannot_stand_is_told_with_what_is_allowed(
    tmp_path: Path, line: str, reason: str
) -> None:
    (told,) = faults(tmp_path, references=f"- code: REF-900\n  {line}\n")
    assert told.record == "REF-900"
    assert reason in told.reason


def test_a_resistance_that_is_not_positive_and_too_exact_a_number_are_told(tmp_path: Path) -> None:
    told = reasons(
        tmp_path,
        resistance="- {code: RES-90, system_configuration: Na, electrolyte: NZSP, modification: none,"
        " initial_ohm_cm2: -5, final_ohm_cm2: 0.00005}",
    )
    assert ("RES-90", "final_ohm_cm2") in [fault[:2] for fault in told]
    assert ("RES-90", "", "The initial resistance must be greater than 0 Ω cm².") in told


def test_an_unknown_term_is_told_with_the_terms_of_its_facet(tmp_path: Path) -> None:
    told = reasons(tmp_path, issues__x=ISSUE + "terms: {interface: [anod], colour: [red]}")
    assert [fault[1] for fault in told] == ["terms", "terms"]
    assert (
        told[0][2] == "there is no term anod in the facet interface; allowed are anode, cathode, electrolyte"
    )
    assert told[1][2].startswith("there is no facet colour; allowed are family, interface, material")


def test_an_identifier_given_twice_is_told_with_both_files(tmp_path: Path) -> None:
    told = faults(tmp_path, issues__a=ISSUE, issues__b=ISSUE)
    assert [str(fault) for fault in told] == [
        "issues/b.yaml: T-ZZ-01: code: is given twice, first in issues/a.yaml"
    ]


def test_an_identifier_of_the_wrong_form_is_told(tmp_path: Path) -> None:
    told = reasons(tmp_path, faqs="- {code: FAQ-9, section: General, question: What}")
    assert told == [("FAQ-9", "", "The identifier must look like FAQ-03.")]


def test_a_remedy_cannot_address_a_cause_of_another_issue_nor_one_that_is_not_there(tmp_path: Path) -> None:
    remedy = "remedies:\n  - code: T-ZZ-01-R1\n    text: Press.\n    addresses: [{cause: %s}]\n"
    (told,) = reasons(tmp_path, issues__x=ISSUE + remedy % "T-CA-01-C1")
    assert told == (
        "T-ZZ-01-R1 addresses T-CA-01-C1",
        "cause",
        "is 'T-CA-01-C1'; must be a cause of T-ZZ-01",
    )
    (told,) = reasons(tmp_path, issues__x=ISSUE + remedy % "T-ZZ-01-C9")
    assert told[2] == "there is no cause T-ZZ-01-C9"


def test_a_cause_carries_the_identifier_of_its_issue(tmp_path: Path) -> None:
    (told,) = reasons(tmp_path, issues__x=ISSUE + "causes: [{code: T-AN-01-C1, text: It cracks.}]")
    assert told == ("T-AN-01-C1", "code", "is 'T-AN-01-C1'; must begin with T-ZZ-01-")
    assert Cause.objects.get(code="T-AN-01-C1").issue.code == "T-AN-01"


def test_a_note_about_something_unknown_is_told(tmp_path: Path) -> None:
    document = (
        "slug: letter\ntitle: T\nauthor: A\npublisher: P\ndate_as_given: '2025'\nhow_to_cite: C\n"
        "url: https://example.org/\ndisclaimer_label: D\ndisclaimer: D\n"
        "curator_notes:\n  - {text: N, concerns: [FAQ-03.5, FAQ-03.55, PROT-01-S4.2, T-AN-09]}\n"
    )
    assert reasons(tmp_path, source_documents__letter=document) == [
        ("letter note 1", "concerns", "there is no record, point or step FAQ-03.55"),
        ("letter note 1", "concerns", "there is no record, point or step T-AN-09"),
    ]


def test_a_citation_twice_at_one_place_or_with_other_fields_is_told(tmp_path: Path) -> None:
    cites = "cites: [REF-06, REF-06, {reference: REF-06, page: '4'}, {reference: REF-06, locator: p. 4}]"
    assert reasons(tmp_path, issues__x=f"{ISSUE}{cites}") == [
        ("T-ZZ-01", "cites", "names REF-06 twice at the same place"),
        (
            "T-ZZ-01",
            "cites",
            "is '{'reference': 'REF-06', 'page': '4'}'; must have the field reference"
            " and may have locator, quote and stance",
        ),
    ]


def test_too_long_a_locator_is_told(tmp_path: Path) -> None:
    (told,) = reasons(tmp_path, issues__x=f"{ISSUE}cites: [{{reference: REF-06, locator: {'p' * 121}}}]")
    assert told[1] == "cites"
    assert "at most 120 characters" in told[2]


def test_a_copy_names_the_original_and_never_another_copy(tmp_path: Path) -> None:
    told = reasons(
        tmp_path,
        references="- {code: REF-900, same_work_as: REF-901}\n"
        "- {code: REF-901, same_work_as: REF-06}\n- {code: REF-902, same_work_as: REF-902}\n",
    )
    assert [fault[:2] for fault in told] == [("REF-900", "same_work_as"), ("REF-902", "same_work_as")]
    assert told[0][2] == "is REF-901, which has a same_work_as itself; name one that has none"


def test_a_fault_of_a_record_does_not_hide_those_of_what_is_nested_in_it(tmp_path: Path) -> None:
    told = reasons(
        tmp_path,
        protocols__x="code: PROT-90\ntitle: T\nstages:\n  - number: one\n    title: S\n    steps:\n"
        "      - number: 1\n        text: Press.\n        technique: magic\n        parameters:\n"
        "          - {name: pressure, value_low: 400, value_high: 300, unit: MPa}\n"
        "          - {name: pressure}\n          - {name: pressure, value_low: 1, qualifier: roughly}\n",
    )
    assert [(record, field) for record, field, _ in told] == [
        ("PROT-90", "purpose"),
        ("PROT-90-Sone", "number"),
        ("PROT-90-Sone.1 parameter 3", "qualifier"),
        ("PROT-90-Sone.1", "technique"),
        ("PROT-90-Sone.1 parameter 1", ""),
        ("PROT-90-Sone.1 parameter 2", ""),
    ]
    assert told[4][2] == "The lower end of a range cannot exceed its upper end."
    assert told[5][2] == "A parameter needs a number or a text as its value."


def test_a_new_facet_with_a_bad_slug_and_a_term_without_a_label_are_told(tmp_path: Path) -> None:
    told = reasons(tmp_path, facets="- slug: colour\n  label: Colour\n  terms: [{slug: Red Hue}]\n")
    assert [fault[:2] for fault in told] == [("colour/Red Hue", "label"), ("colour/Red Hue", "slug")]
    assert not Facet.objects.filter(slug="colour").exists()


def test_a_parent_is_written_with_its_facet(tmp_path: Path) -> None:
    told = reasons(tmp_path, facets="- {slug: tint, label: Tint, terms: [{slug: a, label: A, parent: red}]}")
    assert told == [("tint/a", "parent", "is 'red'; must be a facet and a term, such as family/nasicon")]
    assert not Term.objects.filter(facet__slug="tint").exists()


def test_many_mistakes_are_counted_and_listed_a_line_each(tmp_path: Path) -> None:
    with pytest.raises(importing.ImportFailed) as failure:
        (tmp_path / "faqs.yaml").write_text("- {code: FAQ-90}\n- {question: 7}\n", encoding="utf-8")
        importing.load(tmp_path)
    lines = str(failure.value).splitlines()
    assert lines[0] == "Nothing was loaded: 5 mistakes in the fixtures."
    assert lines[1:] == [
        "faqs.yaml: FAQ-90: section: is missing",
        "faqs.yaml: FAQ-90: question: is missing",
        "faqs.yaml: no. 2: code: is missing",
        "faqs.yaml: no. 2: section: is missing",
        "faqs.yaml: no. 2: question: is '7'; must be text (put it in quotes)",
    ]


def test_a_quantity_in_a_unit_of_another_kind_is_told_with_the_units_allowed(tmp_path: Path) -> None:
    told = reasons(
        tmp_path,
        resistance="- {code: RES-90, system_configuration: Na, electrolyte: NZSP, modification: none,"
        " initial_ohm_cm2: 5 MPa}",
    )
    assert [fault[:2] for fault in told] == [("RES-90", "initial_ohm_cm2")]
    assert "'5 MPa' cannot be read in Ω cm²; allowed is a number in mΩ cm², Ω cm²" in told[0][2]


def test_a_sign_points_to_causes_of_its_own_issue(tmp_path: Path) -> None:
    sign = (
        "signs:\n  - number: 1\n    text: It glows.\n    technique: glow\n"
        "    points_to: [{cause: T-AN-01-C1, basis: explicit}]\n"
    )
    assert reasons(tmp_path, issues__x=ISSUE + sign) == [
        ("T-ZZ-01-S1 points to T-AN-01-C1", "cause", "is 'T-AN-01-C1'; must be a cause of T-ZZ-01"),
        ("T-ZZ-01-S1", "technique", told_techniques()),
    ]


def test_a_shape_that_nobody_draws_is_told(tmp_path: Path) -> None:
    ((record, field, reason),) = reasons(tmp_path, issues__x=ISSUE + "trace: spiral\n")
    assert (record, field) == ("T-ZZ-01", "trace")
    assert reason.startswith("is 'spiral'; allowed are short, rise, semicircle")


def test_a_first_step_names_a_protocol_that_exists(tmp_path: Path) -> None:
    step = "first_steps:\n  - {number: 1, text: Stop., protocol: PROT-99}\n"
    assert reasons(tmp_path, issues__x=ISSUE + step) == [
        ("T-ZZ-01-F1", "protocol", "there is no protocol PROT-99")
    ]


def told_techniques() -> str:
    slugs = Term.objects.filter(facet__slug="technique").order_by("slug").values_list("slug", flat=True)
    return f"there is no term glow in the facet technique; allowed are {', '.join(sorted(slugs))}"
