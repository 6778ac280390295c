"""What is recorded: each chapter runs tlm in a sandbox and gives its documents by name."""

from . import (
    appends, bounds, controls, digests, doctors, emits, generated, helps, hour, indexes, mistakes,
    modes, projections, queries, reports, scaffolds, sensors, stores, terminals, watches)

# The long ones first, so that the others fit beside them.
CHAPTERS = {
    module.__name__.rpartition(".")[2]: module.record
    for module in (
        generated, digests, hour, reports, bounds, doctors, projections, queries, sensors, controls,
        appends, emits, indexes, modes, stores, scaffolds, terminals, watches, mistakes, helps)
}
