package xyz.blueblocks.bench.kills;

/// What the driver of one pair of ends hears of, in the order in which it happened.
sealed interface News permits KillEnd.Said, RelayYard.Lost {}
