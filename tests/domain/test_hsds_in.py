"""Tables of a directory that say less than ours: what is missing is left out, and told where it matters."""

from desktop.domain.hsds_in import DirectoryReader


def test_openings_without_a_time_areas_without_a_name_and_words_of_others_are_left_out() -> None:
    tables = {
        "organization": [{"id": "o", "name": "Pantry", "description": "Food"}],
        "service": [{"id": "s", "organization_id": "o", "name": "Parcels", "status": "active"}],
        "schedule": [{"id": "t", "service_id": "s", "byday": "MO", "freq": "WEEKLY", "closes_at": "17:00"}],
        "service_area": [{"id": "a", "service_id": "s", "name": ""}],
        "attribute": [
            {"id": "x", "link_id": "o", "link_entity": "organization", "taxonomy_term_id": "of another"}
        ],
    }
    read = DirectoryReader(tables, {"food_parcel": "Food parcel"}, lambda _postcode: "").read()
    (service,) = read.directory.services
    assert (service.name, service.areas, service.hours, service.needs) == ("Parcels", (), (), ())
    assert [note.message for note in read.notes] == [
        "An opening needs the time it opens and the time it closes. It was left out."
    ]
