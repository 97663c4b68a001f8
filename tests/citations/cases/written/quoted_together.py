"""Values that several quotes state together, or that say in other words what a document says."""

from __future__ import annotations

from pydantic import Field, create_model

from tests.citations.cases.entry import Entry, make

ENTRIES = [
    Entry(
        "by-hand",
        106,
        "joined",
        "multi-citation",
        make(colours="teal; burnt orange; slate grey"),
        ["Front: {{+colours|teal}}.\nDoor: {{+colours|burnt orange}}.\nRoof: {{+colours|slate grey}}."],
    ),
    Entry(
        "by-hand",
        107,
        "paraphrase",
        "multi-citation",
        make(obligation="Tenant must keep the garden tidy and repair any damage to fences"),
        [
            "{{obligation|The Tenant shall keep the garden tidy and must repair damage caused to the fences.}} Rent is due monthly."
        ],
    ),
    Entry(
        "by-hand",
        108,
        "no-paraphrase",
        "multi-citation",
        make(obligation="Landlord provides heating fuel during winter"),
        ["The Tenant shall keep the garden tidy. The boiler is new."],
    ),
    Entry(
        "by-hand-later",
        48,
        "summary-two",
        "multi-citation",
        make(conclusion="Sales rose in the north. The southern depot was closed."),
        [
            "North. {{+conclusion|Sales rose in the north.}} Staff were glad.\n\nSouth. {{+conclusion|The southern depot was closed.}} A buyer is sought."
        ],
    ),
    Entry(
        "by-hand-later",
        49,
        "long-verbatim",
        "multi-citation",
        make(
            scope="Supply, installation and commissioning of two diesel generator sets including all ancillary equipment"
        ),
        [
            "Scope of work: {{scope|Supply, installation and com-\nmissioning of two diesel generator sets\nincluding all ancillary equipment}}."
        ],
    ),
    Entry(
        "by-hand-later",
        50,
        "reworded",
        "multi-citation",
        create_model("M", finding=(str, Field(description="The auditor's main finding")))(
            finding="Inventory records were incomplete for the Bergen warehouse in March"
        ),
        [
            "Cash was counted. {{finding|The inventory records of the Bergen warehouse for March were found to be incomplete.}} Petty cash agreed."
        ],
    ),
    Entry(
        "by-hand-third",
        66,
        "multi-address",
        "multi-citation",
        make(address="14 Poplar Court, Dublin 8, Ireland"),
        ["{{address|14 Poplar Court\nDublin 8\nIreland}}"],
    ),
    Entry(
        "by-hand-third",
        67,
        "summary",
        "multi-citation",
        make(summary="The bridge was closed after cracks were found in two girders."),
        ["{{summary|Cracks were found in two girders, after which the bridge was closed.}} Traffic uses the ferry."],
    ),
    Entry(
        "by-hand-third",
        68,
        "reason",
        "multi-citation",
        make(cause_of_delay="late delivery of steel beams"),
        ["The delay was caused by the {{cause_of_delay|late delivery of steel\nbeams}}."],
    ),
    Entry(
        "by-hand-fourth",
        85,
        "multi-reason",
        "multi-citation",
        make(findings="cracked lintel; blocked gutter"),
        ["North wall: {{+findings|cracked lintel}}. West eaves: {{+findings|blocked gutter}}."],
    ),
    Entry(
        "by-hand-fourth",
        86,
        "paraphrase-numbers",
        "multi-citation",
        make(summary="The tower is 48 metres tall and was completed in 1931"),
        ["{{summary|Completed in 1931, the tower stands 48 metres tall.}} It has a clock."],
    ),
    Entry(
        "by-hand-fourth",
        87,
        "false-paraphrase",
        "multi-citation",
        make(summary="The tower is 52 metres tall and was completed in 1931"),
        ["Completed in 1931, the tower stands 48 metres tall. It has a clock."],
    ),
    Entry(
        "by-hand-seventh",
        52,
        "joined-two",
        "multi-citation",
        make(materials="oak frame; linen seat"),
        ["The chair has an {{+materials|oak frame}}. The cushion is a {{+materials|linen seat}}."],
    ),
    Entry(
        "by-hand-seventh",
        53,
        "paraphrase-more",
        "multi-citation",
        make(risk="Delays at the port could postpone delivery of the turbines"),
        ["{{risk|Delivery of the turbines could be postponed by delays at the port.}} Insurance is in place."],
    ),
]
