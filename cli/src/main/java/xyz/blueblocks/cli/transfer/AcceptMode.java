package xyz.blueblocks.cli.transfer;

/// What becomes of an offer that the rules allow.
enum AcceptMode {
    ask,
    yes,
    no
}
