/// Drills: a running network loses a part, comes back, and is asked what it cost.
///
/// Ends send without a break ([xyz.blueblocks.drill.Courier]) while faults strike
/// ([xyz.blueblocks.drill.Fault]); what was sent stands in a [xyz.blueblocks.drill.Logbook], what
/// was audited in a [xyz.blueblocks.drill.Ledger]. The same code is a test in CI and a command for
/// a person (`./bb drill`).
@NullMarked
package xyz.blueblocks.drill;

import org.jspecify.annotations.NullMarked;
