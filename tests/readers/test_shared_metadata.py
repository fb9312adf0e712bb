"""Every development article that carries year, DOI or PMID gives it up.

Each row of the table was checked against the head of its file; what is not in it is
not printed there.
"""

from pathlib import Path

import pytest

from pipeline.readers import Layout, Source, read_bytes

#: Document → year, DOI, PMID.
PRINTED: dict[str, tuple[int | None, str | None, str | None]] = {
    "p1-abs-opll-bicycle": (2003, None, None),
    "p1-abs-pidc-infant": (2008, None, "00000017"),
    "p1-cohort-pidc": (2018, None, None),
    "p1-crowned-dens": (2019, None, None),
    "p1-giant-calcified-disc": (2016, "10.0000/csl.2016.0881", None),
    "p1-gout-lumbar": (2021, None, None),
    "p1-ochronosis": (2010, None, None),
    "p1-series-ssc-two": (2017, None, None),
    "p1-ssc-calcinosis-lumbar": (2014, None, None),
    "p2-calcified-thoracic-disc-series": (2016, "10.99999/ina.2016.077", "99200008"),
    "p2-capnon.bioc": (2023, "10.99999/icap.2023.001", "99300041"),
    "p2-crowned-dens": (2019, "10.99999/irr.2019.044", "99200002"),
    "p2-facet-pseudogout": (2010, None, None),
    "p2-gout-lumbar": (2022, None, None),
    "p2-ligamentum-flavum-series": (2015, "10.99999/iasl.2015.031", "99200005"),
    "p2-longus-colli": (2022, "10.99999/iec.2022.210", "99200006"),
    "p2-medline__99300031": (2019, "10.99999/ihn.2019.121", "99300031"),
    "p2-medline__99300032": (2004, None, "99300032"),
    "p2-medline__99300033": (2022, None, "99300033"),
    "p2-ochronosis-siblings": (2009, "10.99999/isr.2009.1007", None),
    "p2-opll-cohort": (2018, "10.99999/iso.2018.501", "99200007"),
    "p2-pidc-infant-lit": (2016, None, None),
    "p2-pidc-thoracic": (2021, "10.99999/aips.2021.001", "99200001"),
    "p2-pubmed-a__99300011": (2013, "10.99999/ichj.2013.310", "99300011"),
    "p2-pubmed-a__99300012": (2020, "10.99999/irmm.2020.101", "99300012"),
    "p2-pubmed-a__99300013": (2008, "10.99999/itq.2008.088", "99300013"),
    "p2-pubmed-b__99300021": (2011, "10.99999/imbr.2011.055", "99300021"),
    "p2-pubmed-b__99300022": (2017, "10.99999/iagb.2017.014", "99300022"),
    "p2-pubmed-b__99300023": (2021, "10.99999/ijca.2021.e7", "99300023"),
    "p2-ssc-calcinosis": (2020, "10.99999/ijsc.2020.117", "99200003"),
    "p2-synovial-cyst": (2014, None, None),
    "p2-tumoral-calcinosis-dialysis": (2017, "10.99999/icnr.2017.009", "99200004"),
    "p3-abscess-recife": (2000, None, None),
    "p3-black-disc-alkapton": (2023, None, None),
    "p3-cohort-flavum-backdata": (1996, None, None),
    "p3-slip-gymnast-1984": (1984, None, None),
    "p4-as-fracture": (2018, None, "99410002"),
    "p4-brown-tumour": (2019, None, None),
    "p4-brucella-lost": (2017, None, None),
    "p4-calcified-disc-declined": (2020, None, None),
    "p4-crystal-mimics-series": (2022, None, None),
    "p4-epidural-abscess-series": (2021, "10.0000/nsir.2021.041", None),
    "p4-erdheim-chester": (2022, None, None),
    "p4-myeloma-collapse": (2023, None, None),
    "p4-olf-dural": (2016, None, None),
    "p4-ossified-meningioma": (2019, None, None),
    "p4-review-uraemic-spine": (2020, None, None),
}


@pytest.fixture(scope="module")
def found(
    shared: Path, layout: Layout
) -> dict[str, tuple[int | None, str | None, str | None]]:
    read = {}
    for path in sorted((shared / "dev" / "docs").iterdir()):
        source = Source(path.stem, path.name, "0")
        for document in read_bytes(path.read_bytes(), source, layout):
            read[document.doc_id] = (document.year, document.doi, document.pmid)
            assert document.title is None or len(document.title) < 250
    return read


def test_year_doi_and_pmid_are_those_printed(
    found: dict[str, tuple[int | None, str | None, str | None]],
) -> None:
    carried = {name: ids for name, ids in found.items() if any(ids)}
    assert carried == PRINTED
