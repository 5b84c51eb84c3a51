package xyz.blueblocks.bench.kills;

/// What belongs to a lane, and what it shares with the others.
///
/// @param sender of this lane
/// @param receiver of this lane
/// @param agenda of this lane
/// @param yard of all
/// @param figures of all
record LaneParts(
        KillEnd sender, KillEnd receiver, Agenda agenda, RelayYard yard, KillFigures figures) {}
